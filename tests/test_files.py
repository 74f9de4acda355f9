"""Files are written whole or not at all."""

import os

import pytest

from sosiaali_lib.files import write_bytes


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
