"""The site reads the key figures of a report out of its open data, in every language."""

from dataclasses import replace

import pytest

from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.annex.open_data import write_json
from sosiaali_lib.report.blocks import Cover
from sosiaali_lib.report.chapters import front, key_figures
from sosiaali_lib.report.document import Document, label
from sosiaali_lib.report.drafts import fixed_words
from sosiaali_lib.report.origin import origin_of
from sosiaali_lib.report.report import Report
from sosiaali_lib.site.open_data import read
from sosiaali_lib.year_on_year.reading import Value


def document(folder, area, lang):
    view = Report(release=folder, area=area, lang=lang).view
    with use(lang):
        (cover,) = [block for block in front.cover(view) if isinstance(block, Cover)]
        parts = label([replace(cover, mark=""), *key_figures.blocks(view)], fixed_words(), lang)
        return Document(
            lang=lang,
            title=cover.title,
            subject="",
            author="",
            keywords="",
            created=view.release.created,
            words=fixed_words(),
            parts=parts,
            origin=origin_of(view.release, area),
        )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("with_earlier", [True, False])
def test_key_figures_come_back_as_they_are_written(two, lang, with_earlier):
    folder = two.later if with_earlier else two.earlier
    period = (
        two.release.period
        if with_earlier
        else (Report(release=folder, area="205").view.release.period)
    )
    found = read(write_json(document(folder, "205", lang)), period, frozenset())
    expected = {"arvioinnit": 80, "oma_yhteydenotto_osuus": 0.7} if with_earlier else {
        "arvioinnit": 70, "oma_yhteydenotto_osuus": 0.4
    }  # fmt: skip
    for name, value in expected.items():
        assert found.value(name) == Value("nakyy", value)
    assert found.value("phq9_muutos") == Value()


def test_a_hidden_key_figure_comes_back_hidden(two):
    period = two.release.period
    found = read(write_json(document(two.later, "290", "fi")), period, frozenset())
    assert found.value("arvioinnit") == Value("piilotettu")


def test_titles_lose_the_name_of_the_area(two):
    content = write_json(document(two.later, "290", "en"))
    found = read(content, two.release.period, frozenset({"Kuhmo"}))
    assert found.topics["keskeiset-luvut-taulu"][0] == "Key figures 2020 and before"
