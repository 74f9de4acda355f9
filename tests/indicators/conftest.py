from types import SimpleNamespace

import pytest
from services import NOW, Services, running

from sosiaali_lib.indicators import sotkanet, statfin
from sosiaali_lib.indicators.calls import Calls
from sosiaali_lib.indicators.updating import update


class Clock:
    """A clock that stands still but for what is slept."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def world():
    return Services()


@pytest.fixture
def server(world, monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    with running(world) as address:
        yield address


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def services(server, clock):
    """Both services at the loopback server, on a clock that costs no time."""

    def calls(name):
        return Calls(name, clock=clock, sleep=clock.sleep, time_limit=5)

    return SimpleNamespace(
        sotkanet=sotkanet.Sotkanet(calls("Sotkanet"), f"{server}/rest"),
        statfin=statfin.Statfin(calls("StatFin"), f"{server}/px"),
    )


@pytest.fixture
def fetch(services, tmp_path):
    """Update a cache in a temporary folder; small unless told otherwise."""
    folder = tmp_path / "indikaattorit"

    def run(**chosen):
        given = {"areas": ["205", "697", "20", "maa"], "years": [2019, 2020], "now": NOW} | chosen
        both = {"sotkanet": services.sotkanet, "statfin": services.statfin}
        return {one.key: one for one in update(folder, **both, **given)}

    run.folder = folder
    return run
