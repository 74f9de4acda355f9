"""What is told of a folder that somebody chooses."""

import os

import pytest

from sosiaali_lib.lab import judging
from sosiaali_lib.lab.judging import judge


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "aineisto"
    made.mkdir()
    return made


def test_a_folder_with_forms_can_be_used(folder):
    (folder / "jalkautumiset.csv").write_text("kunta\n205\n", "utf-8")
    (folder / ".piilo.csv").write_text("x", "utf-8")
    (folder / "~$auki.xlsx").write_text("x", "utf-8")
    found = judge(folder)
    assert (found.kind, found.usable, found.files, found.bytes) == ("good", True, 1, 10)
    assert found.message == ""


@pytest.mark.parametrize("written", ["  {}  ", '"{}"', "'{}'", "{}/", "{}/../aineisto"])
def test_a_path_is_taken_as_people_paste_it(folder, written):
    (folder / "a.xlsx").write_text("x", "utf-8")
    assert judge(written.format(folder)).folder == folder


def test_the_home_folder_can_be_written_short(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.setenv("USERPROFILE", str(folder.parent))
    assert judge("~/aineisto").folder == folder


def test_a_missing_folder_is_told_with_how_far_the_path_leads(folder):
    found = judge(folder / "ei" / "ole")
    assert (found.kind, found.usable) == ("missing", False)
    assert found.message == (
        f"There is no folder {folder}/ei/ole. The path leads to {folder}; check the rest of it."
    )


def test_a_file_is_told_with_its_folder(folder):
    (folder / "a.xlsx").write_text("x", "utf-8")
    found = judge(folder / "a.xlsx")
    assert (found.kind, found.usable) == ("file", False)
    assert found.message.endswith(f"Choose the folder that it is in: {folder}.")


def test_an_empty_folder_is_told(folder):
    (folder / "lue.pdf").write_text("x", "utf-8")
    found = judge(folder)
    assert (found.kind, found.usable) == ("empty", False)
    assert found.message.startswith("There are no filled forms (.xlsx, .xlsm, .csv, .txt) in ")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["2025"], "in its folder 2025. Choose that."),
        (["2025", "2026"], "in its folders 2025 and 2026. Choose one of them."),
    ],
)
def test_forms_one_folder_further_down_are_pointed_at(folder, names, told):
    for name in names:
        (folder / name).mkdir()
        (folder / name / "a.csv").write_text("x", "utf-8")
    (folder / "kuvat").mkdir()
    assert judge(folder).message.endswith(told)


def test_a_crowded_folder_is_not_searched_through(folder, monkeypatch):
    monkeypatch.setattr(judging, "MOST_ENTRIES", 3)
    for number in range(4):
        (folder / f"{number}.csv").write_text("x", "utf-8")
    found = judge(folder)
    assert (found.kind, found.usable) == ("crowded", False)
    assert "more than 3 files and folders" in found.message


def test_a_huge_folder_can_be_used_and_is_told(folder, monkeypatch):
    monkeypatch.setattr(judging, "HUGE", 5)
    (folder / "a.csv").write_text("xxxxxx", "utf-8")
    found = judge(folder)
    assert (found.kind, found.usable) == ("huge", True)
    assert "Reading them takes minutes and a lot of memory" in found.message


def test_a_folder_without_rights_is_told(folder, monkeypatch):
    def denied(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", denied)
    found = judge(folder)
    assert (found.kind, found.usable) == ("unreadable", False)
    assert found.message == f"The folder {folder} cannot be read: Permission denied."


@pytest.mark.parametrize("written", ["a\0b", "x" * 5000, "", "   "])
def test_what_is_no_path_is_told_and_stops_nothing(written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = judge(written)
    assert not found.usable
    assert found.message
    assert "\0" not in found.message
