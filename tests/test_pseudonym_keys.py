"""The key file of pseudonyms: made once, kept closed, refused when it is not, and rotated."""

from __future__ import annotations

import json
import os
import pickle
import stat
from datetime import date

import pytest

from sosiaali_lib import intake, pseudonyms
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.pseudonyms import Fault, KeyFileError, __main__, keyfile

posix = pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
COMMAND = "python -m sosiaali_lib.pseudonyms"


@pytest.fixture(autouse=True)
def english():
    with use("en"):
        yield


@pytest.fixture
def path(tmp_path):
    return tmp_path / "avaimet" / "avain.json"


def refused(run, *given, **options):
    with pytest.raises(KeyFileError) as caught:
        run(*given, **options)
    return caught.value


def spoil(path, change):
    """Change the content of a key file, which stays closed to others."""
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_a_new_key_is_random_and_open_to_its_owner_alone(path):
    before = os.umask(0)
    try:
        first = pseudonyms.make_key(path, created=date(2026, 1, 2))
        second = pseudonyms.make_key(path.with_name("b.json"))
    finally:
        os.umask(before)
    assert mode_of(path) == 0o600 and mode_of(path.parent) == 0o700
    assert pseudonyms.read_keys(path) == first and pseudonyms.read_keys(str(path)) == first
    assert first.newest.created == date(2026, 1, 2) and second.newest.created == date.today()
    assert len(first.newest.secret) == 32 and first.newest.secret != second.newest.secret


def test_a_key_is_never_written_over(path):
    pseudonyms.make_key(path)
    before = path.read_bytes()
    error = refused(pseudonyms.make_key, path)
    assert error.fault == Fault.EXISTS and path.read_bytes() == before
    assert str(error) == (
        f"There is a file {path} already. A key is never written over, because its pseudonyms could "
        "not be made again. Choose another name, or add a new generation to the key: "
        f'{COMMAND} rotate "{path}".'
    )


def test_a_key_that_could_not_be_written_leaves_no_file(path, monkeypatch):
    def full(ring):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keyfile, "_text", full)
    with pytest.raises(OSError, match="No space left"):
        pseudonyms.make_key(path)
    assert not path.exists()


def test_without_a_file_it_is_said_how_to_make_one(path):
    error = refused(pseudonyms.read_keys, path)
    assert (error.fault, error.path) == (Fault.MISSING, path)
    assert str(error) == (
        f'There is no key file {path}. Check the path, or make a key: {COMMAND} make "{path}". Keep a '
        "copy in a safe place: without the key the same pseudonyms cannot be made again."
    )
    again = pickle.loads(pickle.dumps(error))
    assert (again.path, again.fault, str(again)) == (path, Fault.MISSING, str(error))


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o620, 0o601, 0o666])
def test_a_key_that_others_may_open_is_refused_until_it_is_closed(path, mode):
    ring = pseudonyms.make_key(path)
    path.chmod(mode)
    for run in (pseudonyms.read_keys, pseudonyms.add_generation):
        error = refused(run, path)
        assert error.fault == Fault.OPEN_TO_OTHERS
        assert str(error) == (
            f"The key file {path} is open to others than its owner (permissions 0{mode:o}). Close it: "
            f'chmod 600 "{path}". If others could have read it, add a new generation: '
            f'{COMMAND} rotate "{path}".'
        )
    path.chmod(0o600)
    assert pseudonyms.read_keys(path) == ring
    path.chmod(0o400)
    assert pseudonyms.read_keys(path) == ring


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 64, b"avain", b"[]", b"{}", b"null", b"[" * 100_000, b"\xff\xfe",
     b'{"format": "other", "version": 1, "generations": []}',
     b'{"format": "sosiaali_lib.pseudonyms", "version": 2, "generations": []}',
     b'{"format": "sosiaali_lib.pseudonyms", "version": 1, "generations": []}',
     b'{"format": "sosiaali_lib.pseudonyms", "version": 1, "generations": [5]}'],
    ids=range(12),
)  # fmt: skip
def test_a_broken_file_is_refused_and_not_quoted(path, content):
    pseudonyms.make_key(path)
    path.write_bytes(content)
    error = refused(pseudonyms.read_keys, path)
    assert error.fault == Fault.BROKEN
    assert error.__cause__ is None and error.__context__ is None
    assert str(error) == (
        f"The key file {path} is not whole or not a key file. Put the copy that you keep back in its "
        "place; if there is none, move the file away and make a new key: "
        f'{COMMAND} make "{path}".'
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["generations"][0].update(id="1abc"),
        lambda data: data["generations"][0].update(secret="xyz"),
        lambda data: data["generations"][0].update(secret=5),
        lambda data: data["generations"][0].update(created="2026-02-30"),
        lambda data: data["generations"][0].pop("created"),
        lambda data: data["generations"].append(data["generations"][0]),
    ],
    ids=["id", "not hexadecimal", "number", "day", "no day", "same id"],
)
def test_an_entry_that_is_not_right_breaks_the_file(path, change):
    pseudonyms.make_key(path)
    spoil(path, change)
    assert refused(pseudonyms.read_keys, path).fault == Fault.BROKEN


def test_a_file_cut_off_in_the_middle_is_refused_without_showing_the_key(path):
    secret = pseudonyms.make_key(path).newest.secret.hex()
    path.write_bytes(path.read_bytes()[:-20])
    error = refused(pseudonyms.read_keys, path)
    assert error.fault == Fault.BROKEN and secret[:8] not in str(error)


@pytest.mark.parametrize("n", [0, 1, 31])
def test_a_short_key_is_refused(path, n):
    pseudonyms.make_key(path)
    spoil(path, lambda data: data["generations"][0].update(secret="ab" * n))
    error = refused(pseudonyms.read_keys, path)
    assert error.fault == Fault.TOO_SHORT
    assert str(error) == (
        f"A key in the file {path} is too short: {n} bytes; expected at least 32. Move the file away "
        f'and make a new key: {COMMAND} make "{path}".'
    )


@posix
def test_a_folder_is_no_key_file(tmp_path):
    error = refused(pseudonyms.read_keys, tmp_path)
    assert error.fault == Fault.UNREADABLE
    assert str(error) == (
        f"The key file {tmp_path} cannot be read (Is a directory). Check that it is a file and that "
        "you have the right to read it."
    )


@pytest.mark.parametrize("below", ["avain.json", "sub/sub/avain.json", "../data/avain.json"])
def test_a_key_in_the_data_folder_is_refused(tmp_path, below):
    data = tmp_path / "data"
    data.mkdir()
    path = data / below
    pseudonyms.make_key(path)
    error = refused(pseudonyms.read_keys, path, data=data)
    assert error.fault == Fault.IN_DATA
    assert str(error) == (
        f"The key file {path} lies in the data folder {data}: whoever gets a copy of the data gets "
        "the key with it. Keep the key outside the data folder, where only you can open it."
    )
    assert len(pseudonyms.read_keys(path, data=tmp_path / "other").keys) == 1


def test_a_folder_is_known_as_one_of_data_by_its_description(tmp_path):
    assert keyfile.DESCRIPTION == intake.files.DESCRIPTION
    (tmp_path / keyfile.DESCRIPTION).touch()
    assert refused(pseudonyms.make_key, tmp_path / "a" / "avain.json").fault == Fault.IN_DATA
    assert list(tmp_path.iterdir()) == [tmp_path / keyfile.DESCRIPTION]


@posix
def test_paths_that_lead_nowhere_are_told_as_such(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    loop = tmp_path / "a"
    loop.symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(loop)
    assert refused(pseudonyms.read_keys, loop).fault == Fault.UNREADABLE
    assert refused(pseudonyms.read_keys, tmp_path / ("a" * 300)).fault == Fault.UNREADABLE
    assert refused(pseudonyms.read_keys, "~nobody-of-this-name/avain.json").fault == Fault.MISSING
    monkeypatch.setenv("HOME", str(tmp_path / "koti"))
    ring = pseudonyms.make_key("~/avain.json")
    assert pseudonyms.read_keys(tmp_path / "koti" / "avain.json") == ring


@posix
def test_a_link_from_elsewhere_does_not_hide_where_the_key_lies(tmp_path):
    data, link = tmp_path / "data", tmp_path / "linkki.json"
    pseudonyms.make_key(data / "avain.json")
    link.symlink_to(data / "avain.json")
    assert refused(pseudonyms.read_keys, link, data=data).fault == Fault.IN_DATA


@pytest.mark.parametrize("kind", ["folder", "file of a second work tree"])
def test_a_key_under_version_control_is_refused(tmp_path, kind):
    work = tmp_path / "work"
    path = work / "a" / "avain.json"
    pseudonyms.make_key(path)
    (work / ".git").mkdir() if kind == "folder" else (work / ".git").write_text("gitdir: x")
    for run, place in ((pseudonyms.read_keys, path), (pseudonyms.make_key, work / "b.json")):
        error = refused(run, place)
        assert error.fault == Fault.IN_GIT
        assert str(error) == (
            f"The key file {place} lies in the folder {work}, which is under version control: once "
            "committed, a key stays in the history. Keep the key outside that folder."
        )
    assert not (work / "b.json").exists()


def test_a_new_generation_is_added_and_earlier_ones_stay(path):
    first = pseudonyms.make_key(path, created=date(2025, 5, 1))
    second = pseudonyms.add_generation(path, created=date(2026, 5, 1))
    assert second.keys[0] == first.newest and second.newest.created == date(2026, 5, 1)
    assert pseudonyms.read_keys(path) == second
    # A clock that goes wrong does not bring an old key back into use.
    third = pseudonyms.add_generation(path, created=date(2020, 1, 1))
    assert third.newest.created == date(2026, 5, 1) and third.keys[:2] == second.keys
    assert pseudonyms.read_keys(path) == third
    assert len({key.id for key in third.keys}) == len({key.secret for key in third.keys}) == 3
    if os.name == "posix":
        assert mode_of(path) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@posix
def test_a_rotated_key_stays_where_its_link_leads(path):
    pseudonyms.make_key(path)
    link = path.with_name("linkki.json")
    link.symlink_to(path)
    ring = pseudonyms.add_generation(link)
    assert link.is_symlink() and pseudonyms.read_keys(path) == ring


def run(capsys, *words):
    code = __main__.main(list(map(str, words)))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_commands_make_rotate_and_show_and_never_print_a_key(path, capsys):
    code, made, _err = run(capsys, "make", path, "--lang", "en")
    assert code == 0 and f"Key file: {path}\n" in made and f"avain: {path}" in made
    code, rotated, _err = run(capsys, "rotate", path, "--lang", "en")
    assert code == 0
    code, shown, err = run(capsys, "show", path, "--lang", "en")
    first, second = pseudonyms.read_keys(path).keys
    assert (code, err) == (0, "") and shown == rotated
    lines = shown.splitlines()
    assert lines[1].startswith(f"  generation {first.id}, made on ") and "in use" not in lines[1]
    assert lines[2].startswith(f"  generation {second.id}, made on ") and "in use" in lines[2]
    for key in (first, second):
        assert key.secret.hex()[:8] not in made + rotated + shown


def test_a_refusal_is_said_on_the_side_and_in_the_exit_code(path, capsys):
    code, out, err = run(capsys, "show", path, "--lang", "en")
    assert (code, out) == (1, "") and err.startswith(f"There is no key file {path}.")
    path.parent.write_text("a file where a folder should be")
    code, out, err = run(capsys, "make", path, "--lang", "en")
    assert (code, out) == (1, "") and "cannot be written or read" in err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_is_there_in_every_language(capsys, lang):
    with pytest.raises(SystemExit) as ended:
        __main__.main(["make", "--help", "--lang", lang])
    assert ended.value.code == 0 and "--lang" in capsys.readouterr().out


def test_a_wrong_command_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as ended:
        __main__.main(["forget", "x"])
    assert ended.value.code == 2 and capsys.readouterr().err
