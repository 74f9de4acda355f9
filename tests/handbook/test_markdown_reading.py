"""Reading Markdown and docstrings for the handbook."""

import pytest

from sosiaali_lib.handbook import reference
from sosiaali_lib.handbook.docstrings import entries, parse
from sosiaali_lib.handbook.reading import Target, outline, read


def body(text):
    return read(f"# Title\n\n{text}", Target).body.text


def test_the_first_cell_of_a_row_is_its_header_and_an_empty_head_is_none():
    text = body("## Part\n\n| | b |\n|---|--:|\n| one | 2 |\n")
    assert "<td></td>\n" in text
    assert '<th scope="col" class="luku">b</th>' in text
    assert '<th scope="row">one</th>' in text
    assert '<td class="luku">2</td>' in text
    assert 'role="group" tabindex="0" aria-label="Part"' in text


def test_code_can_be_reached_by_keyboard_and_names_its_file():
    text = body('```yaml a/b.yaml\nkey: "<x>"\n```\n')
    assert '<p class="tiedosto"><code>a/b.yaml</code></p>' in text
    assert '<pre role="group" tabindex="0" aria-label="a/b.yaml" translate="no">' in text
    assert "key: &quot;&lt;x&gt;&quot;" in text


def test_boxes_of_a_checklist_are_no_form_fields():
    text = body("- [ ] to do\n- [x] done\n")
    assert "<input" not in text
    assert text.count('<li class="tehtava"><span aria-hidden="true">') == 2
    assert "☐</span> to do" in text
    assert "☑</span> done" in text


def test_contents_of_a_page_follow_its_headings():
    document = read("# T\n\n## A & B\n\n### C\n\n#### D\n\n## E\n", Target)
    assert outline(document).text.replace("\n", "") == (
        '<nav class="sisallys" aria-label="On this page"><ul role="list">'
        '<li><a href="#a--b">A &amp; B</a><ul><li><a href="#c">C</a></li></ul></li>'
        '<li><a href="#e">E</a></li></ul></nav>'
    )
    assert outline(read("# T\n\n## Only\n", Target)).text == ""


def test_sections_are_the_words_below_each_heading():
    document = read("# T\n\nFirst & *last* words.\n\n## A\n\n`code` <x>\n", Target)
    assert document.sections == {"": "First & last words.", "a": "A code <x>"}


def test_an_image_keeps_its_alternative_text():
    assert '<img src="a.png" alt="A &quot;bar&quot; chart">' in body('![A "bar" chart](a.png)')


def test_a_docstring_without_sections_and_an_empty_one():
    assert parse("").summary == ""
    assert parse("Give it.\n\nMore text.").text == "More text."
    assert parse("Give it.").sections == {}
    assert entries("") == []


def test_text_of_docstrings_keeps_its_stars_and_brackets():
    text = read(f"# T\n\n{reference._prose('a*b*c, [n] <x> and `k*v*`')}", Target).body.text
    assert text == ('<p>a*b*c, [n] &lt;x&gt; and <code translate="no">k*v*</code></p>\n')


def test_a_page_of_reference_shows_call_parameters_source_and_example():
    page = reference.page("Survey", "About.", ["survey"])
    assert page.startswith("# Survey\n\nAbout.\n\n## survey\n\n")
    assert "### survey.proportion\n\n```text\nproportion(" in page
    assert "- `population_size` – " in page
    assert "#### Notes" in page
    document = read(page, Target)
    assert document.problems == ()
    assert "survey.proportion" in [text for _level, text, _name in document.headings]


def test_only_names_of_the_package_are_public():
    names = [name for name, _thing in reference.public("small_groups")]
    assert "mean_min_n" in names
    assert not {"pd", "DataFrame", "annotations", "dataclass"} & set(names)
    with pytest.raises(ModuleNotFoundError):
        reference.public("no_such_module")
