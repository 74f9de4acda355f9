"""Mapping files: what is read, written and refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import mapping
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.mapping import Condition, Entry, Mapping, Role, RowRules, Since, days

ENTRIES = (
    Entry("KUNTA", Role.COLUMN, "kunta", text="Kotikunta"),
    Entry("aika", Role.COLUMN, "pvm", date_format="k/p/vvvv"),
    Entry("miten", Role.COLUMN, "vireilletulo", values={"1": "hakemus", "9": None}),
    Entry("oma", Role.COLUMN, "asiakkaan_nakemys", confirmed=False, sureness=0.6),
    Entry("TARVE[other]", Role.BOX, "tarpeet_asiakas", "11-3", chosen=("*",)),
    Entry("seed", Role.UNUSED, reason="arvottu luku"),
    Entry("nimi", Role.PERSONAL),
)
WHOLE = Mapping(
    "limesurvey",
    "palvelutarpeet",
    ENTRIES,
    rows=RowRules(
        Condition("submitdate"),
        (Condition("tapahtuma", ("alku", "")),),
        ("id",),
        "datestamp",
        Since("submitdate", date(2026, 2, 1), "vvvv-k-p"),
    ),
)


def test_a_mapping_comes_back_as_it_was_saved(tmp_path):
    mapping.save(WHOLE, tmp_path / "m.kartoitus.yaml")
    assert mapping.load(tmp_path / "m.kartoitus.yaml") == WHOLE


codes = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=8
).filter(lambda text: text.strip() == text)


@given(st.dictionaries(codes, st.sampled_from(["hakemus", "kela", None]), min_size=1))
def test_any_code_of_a_source_survives_its_file(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("m") / "m.yaml"
    entries = (Entry("miten", Role.COLUMN, "vireilletulo", values=values), *ENTRIES[:2], ENTRIES[3])
    mapping.save(Mapping("taulukko", "palvelutarpeet", entries), path)
    assert mapping.load(path).entries[0].values == values


def test_a_person_may_write_numbers_without_quotation_marks(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text(
        "kartoitus: 2026-1\nlahde: taulukko\nlomake: mittaukset\nvakiot: {mittari: eo14, kunta: 765}\n"
        "sarakkeet:\n"
        "  - {sarake: t, rooli: sarake, kohde: tunniste}\n"
        "  - {sarake: v, rooli: sarake, kohde: vaihe, arvot: {1: alku, 2.0: loppu, 9: null}}\n"
        "  - {sarake: p, rooli: sarake, kohde: pvm}\n"
        "  - {sarake: x, rooli: osio, kohde: e05, arvot: {A1: 1, A2: 2}}\n",
        "utf-8",
    )
    read = mapping.load(path)
    assert read.constants == {"mittari": "eo14", "kunta": "765"}
    assert read.entries[1].values == {"1": "alku", "2": "loppu", "9": None}
    assert read.entries[3].values == {"A1": "1", "A2": "2"}


def problems(tmp_path, entries, **parts):
    path = tmp_path / "m.yaml"
    mapping.save(
        Mapping("taulukko", parts.pop("form", "palvelutarpeet"), tuple(entries), **parts), path
    )
    with pytest.raises(DataFileError) as refused:
        mapping.load(path)
    return "\n".join(refused.value.problems)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            Entry("a", Role.COLUMN, "kotikunta"),
            "a: the form palvelutarpeet has no column kotikunta",
        ),
        (Entry("a", Role.ITEM, "kunta"), "kunta is no statement of an instrument"),
        (Entry("a", Role.BOX, "vireilletulo", "hakemus"), "vireilletulo takes one answer"),
        (Entry("a", Role.BOX, "tuki", "11-3"), "tuki has no codes 11-3; there are"),
        (Entry("a", Role.COLUMN, "vireilletulo", values={"1": "omat"}), "has no codes omat"),
        (Entry("a", Role.COLUMN, "vireilletulo", separator=";"), "does not take several choices"),
        (Entry("a", Role.COLUMN, "kunta", date_format="p.k.vvvv"), "kunta is no day"),
        (
            Entry("a", Role.COLUMN, "pvm", date_format="dd.mm.yyyy"),
            "“dd.mm.yyyy” is no pattern of a day",
        ),
    ],
)
def test_what_the_form_contradicts_is_told(tmp_path, english, entry, said):
    told = problems(tmp_path, [entry])
    assert said in told
    assert "requires the column" in told  # all faults at once


def test_contradictions_within_a_mapping_are_told(tmp_path, english):
    told = problems(
        tmp_path,
        [
            Entry("a", Role.COLUMN, "pvm"),
            Entry("a", Role.COLUMN, "pvm"),
            Entry("b", Role.ITEM, "phq9_1", values={"x": "7"}),
        ],
        form="mittaukset",
        constants={"mittari": "eo14", "pvm": "2026-02-03", "vaihe": "keskellä", "ei_ole": "x"},
        rows=RowRules(since=Since("c", date(2026, 1, 1), "yyyy")),
    )
    for said in (
        "a: two entries say the same", "pvm has a constant already", "phq9_1 is a statement of phq9",
        "phq9_1 does not take the values 7", "vaihe has no code keskellä", "has no column ei_ole",
        "“yyyy” is no pattern", "requires the columns tunniste and kunta",
    ):  # fmt: skip
        assert said in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("lomake: olematon", "there is no form olematon"),
        (
            "lomake: palvelutarpeet\nrivit: {alkaen: {sarake: a, pvm: 2026-02-31}}",
            "“2026-02-31” is no day",
        ),
        ("lomake: palvelutarpeet\nmuuta: 1", "muuta"),
    ],
)
def test_files_that_are_no_mapping_are_told(tmp_path, english, change, said):
    path = tmp_path / "m.yaml"
    entry = "{sarake: a, rooli: sarake, kohde: kunta}"
    path.write_text(
        f"kartoitus: 2026-1\nlahde: taulukko\n{change}\nsarakkeet: [{entry}]\n", "utf-8"
    )
    with pytest.raises(DataFileError, match=said):
        mapping.load(path)


@pytest.mark.parametrize(
    "entry",
    [
        "{sarake: a, rooli: ei_kayteta}", "{sarake: a, rooli: valinta, kohde: tuki}", "{sarake: a, rooli: sarake}",
        "{sarake: a, rooli: henkilotieto, kohde: kunta}", "{sarake: a, rooli: sarake, kohde: kunta, kaannetty: true}",
    ],
)  # fmt: skip
def test_entries_without_what_their_role_needs_are_refused(tmp_path, entry):
    path = tmp_path / "m.yaml"
    path.write_text(
        f"kartoitus: 2026-1\nlahde: taulukko\nlomake: palvelutarpeet\nsarakkeet: [{entry}]\n",
        "utf-8",
    )
    with pytest.raises(DataFileError, match=r"sarakkeet\[0\]"):
        mapping.load(path)


def test_a_bare_no_is_told_to_be_quoted(tmp_path, english):
    path = tmp_path / "m.yaml"
    entry = "{sarake: a, rooli: sarake, kohde: asiakkaan_nakemys, arvot: {yes: kylla, no: ei}}"
    path.write_text(
        f"kartoitus: 2026-1\nlahde: taulukko\nlomake: palvelutarpeet\nsarakkeet: [{entry}]\n",
        "utf-8",
    )
    with pytest.raises(DataFileError, match="Put it in quotation marks"):
        mapping.load(path)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_days_are_read_as_they_were_written(day):
    assert days.read(f"{day.day}.{day.month}.{day.year}") == day
    assert days.read(f"{day.month:02}/{day.day:02}/{day.year} 09:12", "k/p/vvvv") == day
    assert days.read(f"{day:%d-%m-%y}", "pp-kk-vv") == day
    assert days.read(f"{day.isoformat()}T09:12:00+02:00") == day
    assert days.read(str((day - date(1899, 12, 30)).days), "excel") == day


def test_a_mapping_may_be_of_every_layout_that_is_read():
    from sosiaali_lib import datafiles, sources

    schema = datafiles._schema("mapping")
    assert set(schema["properties"]["lahde"]["enum"]) == set(sources.KINDS.values())
