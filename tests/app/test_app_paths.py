import pytest
from app_data import visits

from sosiaali_lib.app.data import Shelf, UnusableFolderError
from sosiaali_lib.app.door import path_of
from sosiaali_lib.app.paths import OutsideError, inside, new, outward, strange_links


@pytest.fixture
def root(tmp_path):
    """A root with data, and beside it what must not be reached."""
    visits(tmp_path / "juuri" / "aineisto")
    visits(tmp_path / "muu")
    (tmp_path / "juuri" / ".git").mkdir()
    (tmp_path / "juuri" / "ulos").symlink_to(tmp_path / "muu")
    (tmp_path / "juuri" / "ympari").symlink_to(tmp_path / "juuri" / "ympari")
    (tmp_path / "juuri" / "sisalla").symlink_to(tmp_path / "juuri" / "aineisto")
    return (tmp_path / "juuri").resolve()


OUTSIDE = [
    "..", "../muu", "aineisto/../../muu", "aineisto/..", "./aineisto", "aineisto/./x", "/etc", "//etc",
    "/", "\\\\palvelin\\jako", "C:/Windows", "C:muu", "aineisto\\..\\..\\muu", "%2e%2e/muu", "..%2fmuu",
    "aineisto/%2e%2e", "ulos", "ulos/jalkautumiset.csv", "ympari", ".git", "aineisto/.lukko", "a\0b",
    "aineisto\n", "aineisto//x", "aineisto/", "~", "~root", "CON", "aineisto:virta", "x" * 5000, ". .",
    "\u2024\u2024/muu", "file:///etc", "aineisto/jalkautumiset.csv/x",
]  # fmt: skip


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_is_not_under_the_root_is_refused(root, text):
    with pytest.raises(OutsideError, match=r"^There is no such file or folder in the folder that"):
        inside(root, text)


def test_what_is_under_the_root_is_found_also_by_a_link_that_stays_inside(root):
    assert inside(root, ".") == inside(root, "") == root
    assert inside(root, "aineisto") == inside(root, "sisalla") == root / "aineisto"
    assert outward(root, inside(root, "aineisto/jalkautumiset.csv")) == "aineisto/jalkautumiset.csv"


def test_nothing_is_written_by_a_link_to_the_outside(root):
    assert new(root, root / "julkaisu") == root / "julkaisu"
    assert new(root, root / "sisalla") == root / "sisalla"
    for name in ("ulos", "ympari"):
        with pytest.raises(OutsideError, match=r"^There is no such file or folder"):
            new(root, root / name)


def test_a_data_folder_with_a_link_to_the_outside_is_not_read(root):
    folder = root / "aineisto"
    assert strange_links(root, folder) == []
    (folder / "hylatyt").mkdir()
    (folder / "hylatyt" / "havainnot.csv").symlink_to("/etc/hostname")
    (folder / "jalkautumiset_2.csv").symlink_to(root.parent / "muu" / "jalkautumiset.csv")
    (folder / "oma.csv").symlink_to(folder / "jalkautumiset.csv")
    assert strange_links(root, folder) == ["hylatyt/havainnot.csv", "jalkautumiset_2.csv"]
    with pytest.raises(UnusableFolderError, match=r"havainnot\.csv and jalkautumiset_2\.csv\. Put"):
        Shelf(root).data(folder)


def test_data_are_read_again_when_a_file_changes_and_only_then(root):
    shelf, folder = Shelf(root), root / "aineisto"
    first = shelf.data(folder)
    assert shelf.data(folder) is first
    assert first.counts["rejected"].tolist() == [2]
    visits(folder, ["Kajaani;3.2.2020;Sote;tapahtumaan;julkinen;tori;10;4;talous;4;ei_kysytty;"])
    assert shelf.data(folder).counts["rejected"].tolist() == [0]


def test_a_folder_that_is_gone_is_told(root):
    with pytest.raises(UnusableFolderError, match="no folder"):
        Shelf(root).data(root / "aineisto" / "poissa")


@pytest.mark.parametrize(
    ("text", "way"),
    [("/viat?a=1", "/viat?a=1"), ("//paha.example", "/"), ("https://paha.example", "/"),
     ("/\\paha.example", "/"), ("/\t/paha.example", "/"), ("/viat\r\nA: b", "/"), ("/\x0b/viat", "/"),
     ("viat", "/"), ("", "/"), ("javascript:alert(1)", "/")],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(text, way):
    assert path_of(text) == way
