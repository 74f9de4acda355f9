import re
import threading
from dataclasses import dataclass

import pytest
from app_data import Client

from sosiaali_lib.app import server
from sosiaali_lib.app.room import Room


@dataclass
class Running:
    room: Room
    address: str
    port: int

    def client(self, *, entered=True):
        client = Client(self.port)
        if entered:
            assert client.get("/", token=self.room.token).status == 303
        return client


@pytest.fixture(scope="module")
def started():
    """Gives a function that starts a server on a folder; all are stopped at the end."""
    running = []

    def start(root):
        ready, told = threading.Event(), {}
        room = Room(root.resolve(), "en")

        def known(address, stop):
            told.update(address=address, stop=stop)
            ready.set()

        thread = threading.Thread(target=server.serve, args=(room, 0), kwargs={"ready": known})
        thread.start()
        assert ready.wait(30)
        running.append((told["stop"], thread))
        port = int(re.search(r":(\d+)/", told["address"])[1])
        return Running(room, told["address"], port)

    yield start
    for stop, thread in running:
        stop()
        thread.join(30)
        assert not thread.is_alive()
