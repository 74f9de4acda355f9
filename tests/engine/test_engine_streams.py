"""What a kernel prints, as it shuts down."""

from __future__ import annotations

import math
import threading
from types import SimpleNamespace

import pytest

from sosiaali_lib.engine.streams import BoundedOutStream


class Sender:
    """A thread that sends what it is given, or ends before it does."""

    def __init__(self, sends):
        self.sends, self.given, self.called = sends, threading.Event(), []
        self.thread = threading.Thread(target=self.given.wait)
        self.thread.start()

    def schedule(self, call):
        self.called.append(call)
        if self.sends:
            call()
        if not self.sends or len(self.called) == 2:
            self.given.set()


@pytest.mark.parametrize("sends", [True, False], ids=["sends", "ends"])
def test_nothing_waits_for_a_thread_that_has_ended(sends):
    sent = []
    sender = Sender(sends)
    # Nobody can wait for as long as this: to try is an error.
    stream = SimpleNamespace(
        pub_thread=sender, flush_timeout=math.inf, _flush=lambda: sent.append(1)
    )
    BoundedOutStream.flush(stream)
    sender.thread.join()
    assert sender.called[0] is stream._flush
    assert sent == [1] * sends
