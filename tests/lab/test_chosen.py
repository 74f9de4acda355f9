"""The choice of data is kept for the next time, and servers side by side do not change each other's."""

import json
import stat

import pytest

from sosiaali_lib.lab import chosen


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "tila"))
    monkeypatch.setattr(chosen.sys, "platform", "linux")
    monkeypatch.delenv(chosen.SESSION, raising=False)
    return tmp_path / "tila"


def test_nothing_is_chosen_at_first():
    assert chosen.read() is None


def test_a_choice_is_kept_as_an_absolute_path(state, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    chosen.keep(tmp_path.relative_to(tmp_path) / "aineisto")
    assert chosen.read() == tmp_path / "aineisto"
    file = state / "sosiaali" / "lab.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_example_can_be_chosen_again(tmp_path):
    chosen.keep(tmp_path)
    chosen.keep(None)
    assert chosen.read() is None


def test_a_session_has_its_own_choice(tmp_path, monkeypatch):
    chosen.keep(tmp_path / "a")
    monkeypatch.setenv(chosen.SESSION, str(tmp_path / "yksi.json"))
    assert chosen.read() == tmp_path / "a"  # until it has one
    chosen.keep(tmp_path / "b")
    monkeypatch.setenv(chosen.SESSION, str(tmp_path / "kaksi.json"))
    chosen.keep(tmp_path / "c")
    monkeypatch.setenv(chosen.SESSION, str(tmp_path / "yksi.json"))
    assert chosen.read() == tmp_path / "b"
    monkeypatch.delenv(chosen.SESSION)
    assert chosen.read() == tmp_path / "c"


def test_the_example_of_a_session_goes_before_a_kept_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(chosen.SESSION, str(tmp_path / "yksi.json"))
    chosen.keep(None)
    monkeypatch.delenv(chosen.SESSION)
    chosen.keep(tmp_path / "a")
    monkeypatch.setenv(chosen.SESSION, str(tmp_path / "yksi.json"))
    assert chosen.read() is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"aineisto": 5}', "\udcff"])
def test_a_file_that_is_not_whole_holds_no_choice(content):
    place = chosen.place()
    place.parent.mkdir(parents=True)
    place.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert chosen.read() is None


def test_a_name_that_is_hard_to_write_is_kept(tmp_path):
    chosen.keep(tmp_path / "ääkköset ja “lainaus”")
    assert chosen.read() == tmp_path / "ääkköset ja “lainaus”"
    json.loads(chosen.place().read_bytes())


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", "XDG_STATE_HOME", "sosiaali/lab.json"),
        ("win32", "LOCALAPPDATA", "sosiaali/lab.json"),
        ("linux", None, ".local/state/sosiaali/lab.json"),
        ("darwin", None, "Library/Application Support/sosiaali/lab.json"),
        ("win32", None, "AppData/Local/sosiaali/lab.json"),
    ],
)
def test_the_file_stands_where_programs_of_a_system_keep_state(
    platform, variable, expected, tmp_path, monkeypatch
):
    monkeypatch.setattr(chosen.sys, "platform", platform)
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))
    assert chosen.place() == tmp_path / expected
