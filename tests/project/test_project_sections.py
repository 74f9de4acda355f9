"""Each section on the example data, held against numbers counted another way."""

import pandas as pd
import pytest
from scipy.stats import t, wilcoxon

from sosiaali_lib import example
from sosiaali_lib.formatting import interval, number, signed
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.project import Project
from sosiaali_lib.project.answers import counts
from sosiaali_lib.project.front import UNPROTECTED, WARNING
from sosiaali_lib.report.blocks import Bullets, Cover, Figure, Heading, Paragraph, Table
from sosiaali_lib.report.document import label
from sosiaali_lib.report.drafts import fixed_words

SECTIONS = (
    "cover", "contents", "data", "people", "reliability", "answers", "change", "waves", "groups",
    "limits",
)  # fmt: skip


@pytest.fixture(scope="module")
def gse(measured):
    return Project(file=measured, instrument="gse", lang="en", reliability=0.86)


@pytest.fixture(scope="module")
def rows():
    """The example's GSE rows with their mean, where at least seven answers are there."""
    made = example.tables()["mittaukset"]
    made = made[made["mittari"] == "gse"]
    items = made.filter(like="gse_").astype("Float64")
    return made.assign(score=items.mean(axis=1).where(items.notna().sum(axis=1) >= 7))


def table(blocks, slug):
    return next(block for block in blocks if isinstance(block, Table) and block.slug == slug)


def texts(blocks):
    return [block.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["gse", "eo14"])
def test_every_section_comes_in_every_language(measured, name, lang):
    project = Project(file=measured, instrument=name, lang=lang)
    blocks = project.whole()
    with use(lang):
        assert len(label(blocks, fixed_words(), lang)) == len(blocks)
    assert len(blocks) == sum(len(getattr(project, section)()) for section in SECTIONS)
    headings = [b for b in blocks if isinstance(b, Heading) and b.level == 1]
    assert [h.slug for h in headings] == [
        "aineisto", "henkilot", "reliabiliteetti", "vastaukset", "muutos", "aallot", "ryhmat",
        "rajoitukset",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cover_warns_in_every_language_and_each_chapter_in_its_own(measured, lang):
    project = Project(file=measured, instrument="gse", lang=lang, title="Yhdessä")
    (cover,) = project.cover()
    assert isinstance(cover, Cover)
    assert cover.mark == UNPROTECTED == "SUOJAAMATON · OSKYDDAD · UNPROTECTED"
    assert cover.title == "Yhdessä"
    assert cover.note.split("\n") == [WARNING[each] for each in LANGUAGES]
    for section in SECTIONS[2:]:
        first, second = list(getattr(project, section)())[:2]
        assert isinstance(first, Heading)
        assert second == Paragraph(f"{UNPROTECTED}. {WARNING[lang]}", "note")
    assert texts(project.contents())[0].startswith(f"{UNPROTECTED}. {WARNING[lang]}")


def test_rows_are_counted_once(gse, rows):
    said = texts(gse.data())[1]
    assert said == (
        f"mittaukset.xlsx: {len(rows)} rows read, {len(rows)} used, 0 rejected. 94 rows of other "
        "instruments were passed over."
    )


def test_the_instrument_is_told_with_rights_and_rule(gse):
    blocks = list(gse.data())
    assert table(blocks, "mittari-taulu").rows[1] == (
        "Version of the form",
        "10 väittämää, 1–4, 1995",
    )
    (rights,) = [block.items for block in blocks if isinstance(block, Bullets)]
    assert "Results of a group are given when it has at least 5 people." in rights
    assert any(text.startswith("“Self-efficacy, mean” is the mean of") for text in texts(blocks))


def test_people_are_those_of_the_waves(gse, rows):
    people = rows.groupby("tunniste")["vaihe"].agg(set)
    start = int(people.map(lambda waves: "alku" in waves).sum())
    both = int(people.map(lambda waves: waves == {"alku", "loppu"}).sum())
    shown = {row[0]: row[1] for row in table(gse.people(), "henkilot-taulu").rows}
    assert shown == {
        "Measured at the start": str(start),
        "Measured at both": str(both),
        "Dropped out": str(start - both),
        "Measured at the end only": "0",
    }


def test_those_who_left_are_compared_with_those_who_stayed(gse, rows):
    wide = rows.pivot(index="tunniste", columns="vaihe", values="score").astype(float)
    stayed = wide["loppu"].notna()
    cells = table(gse.people(), "poistuneet-taulu").rows[0]
    expected = [wide.loc[group, "alku"] for group in (~stayed, stayed)]
    assert list(cells[1:3]) == [f"{number(g.mean(), 2)} (n = {len(g)})" for g in expected]


def test_the_bounds_are_the_best_and_the_worst_ends(gse, rows):
    wide = rows.pivot(index="tunniste", columns="vaihe", values="score").astype(float)
    worst, best = (
        (wide["loppu"].fillna(end) - wide["alku"]).mean() for end in (1, 4)
    )  # everyone who left ends at 1, or at 4
    cells = table(gse.people(), "rajat-taulu").rows[0]
    assert cells[3] == f"{signed(worst, 2)} to {signed(best, 2)}"


def test_the_change_agrees_with_scipy(gse, rows):
    wide = rows.pivot(index="tunniste", columns="vaihe", values="score").astype(float).dropna()
    change = wide["loppu"] - wide["alku"]
    low, high = t.interval(0.95, len(change) - 1, change.mean(), change.sem())
    blocks = list(gse.change())
    means = table(blocks, "muutos-taulu").rows[0]
    assert means[:4] == (
        "Self-efficacy, mean",
        str(len(change)),
        number(wide["alku"].mean(), 2),
        number(wide["loppu"].mean(), 2),
    )
    assert means[4] == f"{signed(change.mean(), 2)} ({interval(low, high, 2)})"
    p = wilcoxon(change.round(10), zero_method="wilcox").pvalue
    assert (means[5] == "< 0.001") == (p < 0.0005)
    d_z = table(blocks, "koot-taulu").rows[0][-1]
    assert d_z.split(" (")[0] == signed(change.mean() / change.std(), 2)
    sentence = next(b for b in blocks if isinstance(b, Paragraph) and b.role == "lead")
    assert f"The change {signed(change.mean(), 2)} is for the better" in sentence.text


def test_reliable_change_is_counted_when_a_reliability_is_given(gse, measured, rows):
    wide = rows.pivot(index="tunniste", columns="vaihe", values="score").astype(float).dropna()
    error = wide["alku"].std() * (2 * (1 - 0.86)) ** 0.5
    improved = int(((wide["loppu"] - wide["alku"]) / error > 1.96).sum())
    cells = table(gse.change(), "rci-taulu").rows[0]
    assert cells[2].split(" ")[0] == str(improved)
    without = Project(file=measured, instrument="gse", lang="en")
    assert any("takes a published reliability" in text for text in texts(without.change()))


def test_alpha_is_given_wave_by_wave(gse, rows):
    items = rows[rows["vaihe"] == "alku"].filter(like="gse_").astype(float)
    covariances = items.cov().to_numpy()
    alpha = 10 / 9 * (1 - covariances.trace() / covariances.sum())
    cells = table(gse.reliability(), "alfa-keskiarvo-taulu").rows
    assert [row[0] for row in cells] == ["Start", "End"]
    assert cells[0][2].startswith(number(alpha, 2) + " (")


def test_alpha_of_few_people_is_refused_in_words(measured):
    project = Project(file=measured, instrument="eo14", lang="en")
    assert "Start: Alpha and omega are given from 30 people on; 15 answered." in texts(
        project.reliability()
    )


def test_answers_are_counted_level_by_level_and_an_empty_level_is_there(gse, rows):
    found = counts(gse.study).set_index(["osa", "vaihe", "vastaus"])["henkilot"]
    for (item, wave, code), people in found.items():
        answered = rows.loc[rows["vaihe"] == wave, item]
        assert people == int((answered == code).sum())
    assert len(found) == 10 * 2 * 4
    blocks = list(gse.answers())
    assert any(isinstance(block, Figure) for block in blocks)
    first = table(blocks, "vastaukset-1-taulu").rows[0]
    assert int(first[-1]) == int(rows.loc[rows["vaihe"] == "alku", "gse_1"].notna().sum())


def test_the_limits_name_causes_and_what_the_figures_were_made_from(gse):
    blocks = list(gse.limits())
    bullets = next(block for block in blocks if isinstance(block, Bullets))
    assert "does not show what caused it" in bullets.items[0]
    assert dict(table(blocks, "jaljitys-taulu").rows)["Instrument file"] == "gse 1.0.0"


def test_the_rows_of_a_study_are_not_changed_by_its_sections(measured):
    project = Project(file=measured, instrument="gse", lang="en")
    before = project.study.rows.copy(), project.study.scored.copy()
    project.whole()
    pd.testing.assert_frame_equal(project.study.rows, before[0])
    pd.testing.assert_frame_equal(project.study.scored, before[1])
