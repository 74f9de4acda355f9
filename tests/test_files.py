"""Files are written whole or not at all."""

import os
import stat

import pytest

from sosiaali_lib.files import PRIVATE, write_bytes


def test_a_file_is_written_and_its_folder_made(tmp_path):
    path = tmp_path / "uusi kansio" / "tiedosto å.txt"
    write_bytes(path, b"sisalto")
    assert path.read_bytes() == b"sisalto"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "tiedosto.txt"
    write_bytes(path, b"vanha")

    def refuse(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space left on device"):
        write_bytes(path, b"uusi")
    assert path.read_bytes() == b"vanha"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
@pytest.mark.parametrize(("mask", "shared"), [(0o000, 0o666), (0o022, 0o644), (0o077, 0o600)])
def test_a_file_has_the_permissions_of_its_kind(tmp_path, mask, shared):
    before = os.umask(mask)
    try:
        write_bytes(tmp_path / "a", b"a")
        (tmp_path / "b").write_bytes(b"open")
        write_bytes(tmp_path / "b", b"b", mode=PRIVATE)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"]
    assert modes == [shared, 0o600] and (tmp_path / "b").read_bytes() == b"b"
