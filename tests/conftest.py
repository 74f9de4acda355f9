import importlib.util
import os
import shutil
import time
from pathlib import Path

import pytest
from chromium import axe, browser  # noqa: F401 – one browser for all tests of a process
from hypothesis import settings

from sosiaali_lib import messages

# Speed belongs to the benchmarks: no test fails because a machine is slow.
settings.register_profile("suite", deadline=None, max_examples=50)
settings.load_profile("suite")

NEEDS = {
    "browser": {
        "chromium": lambda: shutil.which("chromium"),
        "axe-core (npm install axe-core, or the variable AXE_CORE)": lambda: (
            os.environ.get("AXE_CORE")
            or (Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js").is_file()
        ),
    },
    "documents": {
        "soffice (Debian libreoffice-writer-nogui)": lambda: shutil.which("soffice"),
        "pdftoppm (Debian poppler-utils)": lambda: shutil.which("pdftoppm"),
    },
    "cluster": {
        "distributed (the extra klusteri)": lambda: importlib.util.find_spec("distributed"),
    },
    "voikko": {
        "Voikko (Debian libvoikko1 and voikko-fi, and the extra voikko)": lambda: _voikko_opens()
    },
}


def _voikko_opens():
    try:
        from libvoikko import Voikko

        Voikko("fi")
    except Exception:  # no binding, no library or no dictionary: each means that it is absent
        return False
    return True


def pytest_collection_modifyitems(items):
    """Skip what needs an absent extra and say which; SOSIAALI_REQUIRE names those that must run."""
    required = set(filter(None, os.environ.get("SOSIAALI_REQUIRE", "").split(",")))
    for marker, needs in NEEDS.items():
        absent = [name for name, found in needs.items() if not found()]
        if not absent:
            continue
        if marker in required:
            raise pytest.UsageError(
                f"{marker} tests are required, but missing: {', '.join(absent)}"
            )
        for item in items:
            if marker in item.keywords:
                item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(absent)}"))


@pytest.fixture(autouse=True)
def _english():
    """Speak English in tests, so that messages can be read beside the source."""
    with messages.use("en"):
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """Give a function that has something made once for all processes of a run, and its folder."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root

    def once(name, make):
        folder = root / name
        lock = root / f"{name}.lock"
        while not (done := root / f"{name}.done").exists():
            try:
                lock.mkdir()
            except FileExistsError:
                time.sleep(0.2)
                if (root / f"{name}.failed").exists():
                    pytest.fail(f"{name} could not be made in another process")
                continue
            try:
                make(folder)
            except BaseException:
                (root / f"{name}.failed").touch()
                raise
            done.touch()
        return folder

    return once


@pytest.fixture(scope="session")
def example_data(shared):
    """The example data folder, written and read as a user's."""
    from sosiaali_lib import example, intake

    return intake.read(
        shared("esimerkki", lambda folder: example.write(folder / "aineisto")) / "aineisto"
    )


@pytest.fixture(scope="session")
def example_release(example_data, shared):
    """The release of the example data, with a fixed time."""
    from datetime import UTC, datetime

    from sosiaali_lib import release
    from sosiaali_lib.published import Release

    def make(folder):
        now = datetime(2020, 1, 31, 12, tzinfo=UTC)
        release.make(example_data, 2019, folder / "julkaisu", now=now)

    return Release.open(shared("julkaisut", make) / "julkaisu")
