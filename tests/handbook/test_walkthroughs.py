"""Adding a form, an instrument and a chapter: what the pages say is done to the letter, in a copy."""

import pytest
from doc_blocks import FOLLOWED, ROOT, Copy, follow


@pytest.mark.parametrize(
    "pages",
    [["adding_an_instrument.md"], ["adding_a_form.md", "adding_a_chapter.md"]],
    ids=lambda pages: pages[-1],
)
def test_what_the_page_says_is_what_happens(pages, tmp_path):
    assert set(pages) <= set(FOLLOWED)
    copy = Copy(tmp_path)
    for page in pages:
        assert copy.follow(ROOT / "docs" / page) >= 8  # files, changes, commands, what they say


def _page(folder, text):
    page = folder / "page.md"
    page.write_text(f"# Page\n\n{text}", "utf-8")
    return page


def test_a_page_that_promises_something_else_fails(tmp_path):
    page = _page(tmp_path, '```python\nprint("one")\n```\n\n```text\ntwo\n```\n')
    with pytest.raises(AssertionError, match=r"shows \['two'\], but what is said is\none"):
        follow(page)


def test_a_change_that_fits_nowhere_fails(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("same\nsame\n", "utf-8")
    for line in ("same", "other"):
        page = _page(tmp_path, f"```diff a.txt\n@@\n-{line}\n+another\n```\n")
        with pytest.raises(AssertionError, match=r"a\.txt has not one place for"):
            follow(page)


def test_a_command_that_fails_is_told_by_its_code(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command = "```sh\npython3 bootstrap.py sosiaali status nowhere\n```\n\n"
    follow(_page(tmp_path, command + "```text\nexit code 2\n```\n"))
    with pytest.raises(AssertionError, match="exit code 0"):
        follow(_page(tmp_path, command + "```text\nexit code 0\n```\n"))
