"""Whatever is missing is said, and nothing fails; figures of too small groups are not shown."""

import shutil

import pytest
from project_data import rows_of, written

from sosiaali_lib.datafiles import DATA
from sosiaali_lib.project import Project
from sosiaali_lib.report.blocks import Figure, Paragraph, Table
from sosiaali_lib.report.document import label
from sosiaali_lib.report.drafts import fixed_words


def project_of(folder, name, header, rows, **options):
    return Project(file=written(folder, header, rows), instrument=name, lang="en", **options)


def said(blocks):
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


def slugs(blocks):
    return {block.slug for block in blocks if isinstance(block, Table | Figure)}


def table(blocks, slug):
    return next(block for block in blocks if isinstance(block, Table) and block.slug == slug)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("eo14", {"people": 40, "waves": ("alku",)}),
        ("eo14", {"people": 10, "waves": ("loppu",)}),
        ("eo14", {"people": 1}),
        ("eo14", {"people": 0}),
        ("eo14", {"people": 40, "same": 3, "left": 0.3}),
        ("gse", {"people": 40, "waves": ("alku", "3 kk", "loppu"), "groups": 3, "left": 0.2}),
        ("3x10d", {"people": 50, "groups": 2, "left": 0.3}),
        ("3x10d", {"people": 50, "waves": ("alku", "3 kk", "6 kk"), "groups": 3}),
        ("wemwbs", {"people": 40}),
        ("who5", {"people": 30, "left": 0.3}),
        ("was", {"people": 30}),
        ("kykyviisari", {"people": 30}),
        ("gas", {"people": 20}),
        ("paradise24", {"people": 30, "left": 0.3}),
    ],
)
def test_every_section_of_odd_data_comes_out_whole(tmp_path, name, options):
    blocks = project_of(tmp_path, name, *rows_of(name, **options), reliability=0.8).whole()
    assert len(label(blocks, fixed_words())) == len(blocks)


def test_without_follow_up_there_is_no_change(tmp_path):
    project = project_of(tmp_path, "eo14", *rows_of("eo14", 40, waves=("alku",)))
    assert "There is no follow-up: only one wave was measured." in said(project.people())
    assert "There is no follow-up, so there is no change." in said(project.change())
    assert "muutos-taulu" not in slugs(project.whole())
    assert "vastaukset-1-kuvio" in slugs(project.answers())


def test_without_start_there_is_no_change(tmp_path):
    project = project_of(tmp_path, "eo14", *rows_of("eo14", 10, waves=("loppu",)))
    assert "There is no start" in said(project.change())


def test_a_group_smaller_than_the_instrument_allows_has_no_figures(tmp_path):
    project = project_of(tmp_path, "wemwbs", *rows_of("wemwbs", 29))
    words = "wemwbs: results of a group are given from 30 people on; there are 29."
    assert words in said(project.change())
    assert words in said(project.answers())
    assert slugs(project.whole()) == {"henkilot-taulu", "jaljitys-taulu", "mittari-taulu"}
    enough = project_of(tmp_path, "wemwbs", *rows_of("wemwbs", 30))
    assert {"muutos-taulu", "vastaukset-1-kuvio", "henkilomuutos-taulu"} <= slugs(enough.whole())


def test_a_statement_that_too_few_answered_is_hidden_and_said(tmp_path):
    header, rows = rows_of("gse", 8)
    rows = [[*row[:2], "" if place >= 8 else row[2], *row[3:]] for place, row in enumerate(rows)]
    project = project_of(tmp_path, "gse", header, rows)  # four people answered it at both waves
    shown = table(project.change(), "muutos-taulu")
    hidden = next(row for row in shown.rows if row[0] == "Solving difficult problems")
    assert hidden[1:] == ("4", "..", "..", "..", "..")
    assert ".. = fewer people than the instrument gives figures for." in shown.note


def test_a_wave_in_which_nobody_answered_a_statement_is_not_called_hidden(tmp_path):
    header, rows = rows_of("gse", 12)
    rows = [[*row[:2], "" if row[1] == "loppu" else row[2], *row[3:]] for row in rows]
    project = project_of(tmp_path, "gse", header, rows)
    cells = table(project.answers(), "vastaukset-1-taulu").rows
    assert cells[1] == ("Solving difficult problems – End", "–", "–", "–", "–", "0")


def test_a_forbidden_judgement_of_one_person_is_not_made(tmp_path):
    project = project_of(tmp_path, "esis", *rows_of("esis", 40), reliability=0.9)
    assert "must not be used in judging one person" in said(project.change())
    assert not {"rci-taulu", "henkilomuutos-taulu"} & slugs(project.change())


def test_a_profile_has_no_total_and_its_statements_are_compared(tmp_path):
    project = project_of(tmp_path, "3x10d", *rows_of("3x10d", 40), reliability=0.8)
    assert "is a profile: every statement is a result of its own" in said(project.data())
    assert len(table(project.change(), "muutos-taulu").rows) == 10
    assert "no scale that sums up" in said(project.change())
    assert "There is no scale of several statements" in said(project.reliability())


def test_an_instrument_without_statements_counts_people_only(tmp_path):
    rows = [["a", "alku"], ["a", "loppu"], ["b", "alku"]]
    project = project_of(tmp_path, "esy", ["tunniste", "vaihe"], rows)
    assert table(project.people(), "henkilot-taulu").rows[1][1] == "1"
    assert "no statements here" in said(project.data())
    assert "nothing is compared" in said(project.change())


def test_identical_answers_are_said_to_have_no_variance_and_no_change(tmp_path):
    project = project_of(tmp_path, "eo14", *rows_of("eo14", 40, same=3))
    assert "Everybody gave the same answer" in said(project.reliability())
    assert "nobody's score changed among the 40 people" in said(project.change())


def test_formative_items_have_no_alpha(tmp_path):
    own = shutil.copy(DATA / "own_instrument.yaml", tmp_path / "oma.yaml")
    items = ["oma_asuminen", "oma_talous", "oma_arki", "oma_yksinaisyys", "oma_tuki"]
    rows = [
        [f"p{person}", wave, (person + at) % 11, 99, 7, person % 11, 1 + person % 3]
        for person in range(35)
        for at, wave in enumerate(("Startmätning", "loppu"))
    ]
    project = project_of(tmp_path, own, ["tunniste", "vaihe", *items], rows)
    assert "The items form an index" in said(project.reliability())
    answers = [block for block in project.answers() if isinstance(block, Table)]
    economy = next(row for block in answers for row in block.rows if row[0] == "Finances – Start")
    column = next(block for block in answers if economy in block.rows).columns
    shown = dict(zip(column, economy, strict=True))
    assert (shown["Don't know"], shown["n"]) == ("35", "0")


def test_nobody_is_followed_without_identifiers(tmp_path):
    header, rows = rows_of("eo14", 40)
    project = project_of(tmp_path, "eo14", header[1:], [row[1:] for row in rows])
    assert "no column `tunniste`" in said(project.data())
    assert [row[:2] for row in table(project.people(), "henkilot-taulu").rows] == [
        ("Measured at the start", "40"),
        ("Measured at the end", "40"),
    ]
    assert "do not tell who is who" in said(project.change())


def test_rows_without_waves_count_as_the_start(tmp_path):
    header, rows = rows_of("eo14", 10, waves=("alku",))
    project = project_of(
        tmp_path, "eo14", [header[0], *header[2:]], [[row[0], *row[2:]] for row in rows]
    )
    assert "no column `vaihe`, so all rows count as the start" in said(project.data())


def test_faults_are_summed_up_with_their_rows_and_never_quote_a_person(tmp_path):
    header, rows = rows_of("eo14", 20)
    rows[0][2] = 9  # row 2 of the file
    rows[1][2] = 77
    rows[4][0] = ""
    rows[6][1] = ""
    rows[8][2:] = [""] * 14
    rows[11] = rows[10]
    project = project_of(tmp_path, "eo14", header, rows)
    assert "40 rows read, 34 used, 6 rejected" not in said(project.data())
    assert "40 rows read, 33 used, 7 rejected" in said(project.data())
    shown = table(project.data(), "virheet-taulu")
    assert {(row[0], row[2], row[3]) for row in shown.rows} == {
        ("e01", "2", "2 and 3"),
        ("tunniste", "1", "6"),
        ("vaihe", "1", "8"),
        ("–", "1", "10"),
        ("tunniste", "2", "12 and 13"),
    }
    assert not any("P5" in cell for row in shown.rows for cell in row)


def test_more_than_two_waves_are_modelled_and_the_model_is_written_out(tmp_path):
    waves = ("alku", "12 kk", "3 kk", "loppu")
    project = project_of(tmp_path, "gse", *rows_of("gse", 40, waves=waves, left=0.2))
    assert [row[0] for row in table(project.people(), "aallot-taulu").rows] == [
        "Start", "3 kk", "12 kk", "End",
    ]  # fmt: skip
    blocks = list(project.waves())
    assert len(table(blocks, "aallot-keskiarvo-erot-taulu").rows) == 6
    model = next(block.items for block in blocks if hasattr(block, "items"))
    assert model[-1] == "Self-efficacy, mean ~ wave + (1 | person)"
    assert "There are not more than two waves" not in said(blocks)


def test_two_groups_are_compared_by_ranks_and_more_by_the_model(tmp_path):
    two = project_of(tmp_path, "gse", *rows_of("gse", 40, groups=2))
    cells = table(two.groups(), "ryhmien-muutos-taulu").rows[0]
    changes = two.study.changes["keskiarvo"].pairs
    first = [
        change
        for person, change in zip(changes.persons, changes.changes, strict=True)
        if int(person[1:]) % 2 == 0
    ]
    assert cells[1].endswith(f"(n = {len(first)})")
    three = project_of(tmp_path, "gse", *rows_of("gse", 45, groups=3))
    tests = table(three.groups(), "ryhmat-keskiarvo-testit-taulu").rows
    assert [row[0] for row in tests][-1] == "wave × group (Wald F test)"


def test_small_groups_are_left_out_and_named(tmp_path):
    header, rows = rows_of("gse", 30, groups=2)
    rows = [[*row[:2], "Pieni", *row[3:]] if row[0] in ("P0", "P1") else row for row in rows]
    project = project_of(tmp_path, "gse", header, rows)
    assert (
        "Left out of the comparison, because fewer than 5 people have both scores: Pieni."
        in said(project.groups())
    )
    assert "ryhmien-muutos-taulu" in slugs(project.groups())


def test_one_group_is_not_compared(tmp_path):
    project = project_of(tmp_path, "gse", *rows_of("gse", 10, groups=1))
    assert "names one group only" in said(project.groups())
