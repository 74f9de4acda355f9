"""From a source to rows of a form: every trap of survey exports, and every row counted."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_tables import system, table

from sosiaali_lib import instruments, mapping, scoring
from sosiaali_lib.mapping import Condition, Entry, Mapping, MappingError, Role, RowRules, Since
from sosiaali_lib.sources import Hints, Kind, Option, SourceColumn

NEEDED = {
    "kunta": "765",
    "pvm": "2026-02-03",
    "vireilletulo": "hakemus",
    "asiakkaan_nakemys": "kylla",
}

ALL = RowRules()


def needs(*entries, rows=ALL, **constants):
    given = {entry.target for entry in entries}
    fixed = {name: value for name, value in (NEEDED | constants).items() if name not in given}
    return Mapping("taulukko", "palvelutarpeet", entries, fixed, rows)


def answered(*entries, rows=ALL):
    fixed = {
        "mittari": "eo14",
        "kunta": "765",
        "vaihe": "alku",
        "pvm": "2026-02-03",
        "tunniste": "A1",
    }
    fixed = {
        name: value for name, value in fixed.items() if name not in {e.target for e in entries}
    }
    return Mapping("taulukko", "mittaukset", entries, fixed, rows)


def faults(made, source):
    with pytest.raises(MappingError) as refused:
        mapping.apply(made, source)
    return {fault.kind: fault.text for fault in refused.value.faults}


def test_codes_boxes_dates_and_constants():
    source = table({
        "aika": ["2/3/2020", "12/31/2020"], "miten": ["1", "2"], "a1": ["Y", ""], "a2": ["Kyllä", "Ei"], "muu": ["velat", ""],
    })  # fmt: skip
    made = needs(
        Entry("aika", Role.COLUMN, "pvm", date_format="k/p/vvvv"),
        Entry("miten", Role.COLUMN, "vireilletulo", values={"1": "hakemus", "2": "kela"}),
        Entry("a2", Role.BOX, "tarpeet_asiakas", "11-2"),
        Entry("a1", Role.BOX, "tarpeet_asiakas", "11-1"),
        Entry("muu", Role.BOX, "tarpeet_asiakas", "11-10", chosen=("*",)),
    )
    done = mapping.apply(made, source)
    assert list(done.frame.columns) == [
        "kunta",
        "pvm",
        "vireilletulo",
        "asiakkaan_nakemys",
        "tarpeet_asiakas",
    ]
    assert done.frame.to_numpy().tolist() == [
        ["765", "2020-02-03", "hakemus", "kylla", "11-1;11-2;11-10"],
        ["765", "2020-12-31", "kela", "kylla", ""],
    ]
    assert done.frame.index.tolist() == [2, 3]


def test_several_choices_in_one_cell():
    source = table({"t": ["b a", "a", ""]})
    values = {"a": "sosiaalityo", "b": "muu"}
    made = needs(Entry("t", Role.COLUMN, "tuki", separator=" ", values=values))
    done = mapping.apply(made, source).frame["tuki"].tolist()
    assert done == ["sosiaalityo;muu", "sosiaalityo", ""]  # in the order of the list


def test_unfinished_tests_and_repeated_answers_are_left_out_with_reasons():
    source = table(
        {
            "id": ["1", "2", "3", "3", "4", "5", ""],
            "lahetetty": ["3.2.2020 9:00", "", "4.2.2020 10:00", "4.2.2020 9:00", "31.1.2020 8:00", "koska lie", "5.2.2020 9:00"],
            "lomake": ["a", "a", "a", "a", "a", "a", "b"],
        },
        a=system("id"), b=system("lahetetty"), c=system("lomake"),
    )  # fmt: skip
    made = needs(
        Entry("lahetetty", Role.COLUMN, "pvm"),
        rows=RowRules(
            finished=Condition("lahetetty"),
            only=(Condition("lomake", ("a",)),),
            key=("id",),
            latest="lahetetty",
            since=Since("lahetetty", date(2020, 2, 1)),
        ),
    )
    done = mapping.apply(made, source)
    assert done.frame.index.tolist() == [
        2,
        4,
    ]  # of answer 3 the one sent at ten, which stands first
    assert dict(zip(done.left_out["rivi"], done.left_out["syy"], strict=True)) == {
        3: "keskenerainen", 5: "korvattu", 6: "ennen_avaamista", 7: "ei_aikaa", 8: "muu_rivi",
    }  # fmt: skip
    assert all(done.left_out["selite"])
    assert done.read == len(done.frame) + len(done.left_out) == 7


def test_the_day_of_opening_may_be_given_at_the_import(english):
    columns = {"aika": ["2020-01-31", "2020-02-01"]}
    source = table(columns, hints=Hints(given="aika"), a=system("aika"))
    made = needs(Entry("aika", Role.COLUMN, "pvm"))
    assert mapping.apply(made, source, since=date(2020, 2, 1)).frame.index.tolist() == [3]
    with pytest.raises(MappingError, match="does not tell when an answer was given"):
        mapping.apply(made, table(columns), since=date(2020, 2, 1))


def test_rows_without_a_key_are_never_repetitions():
    source = table({"id": ["", "", "1"]}, a=system("id"))
    assert (
        len(
            mapping.apply(
                needs(Entry("id", Role.UNUSED, reason="tunnus"), rows=RowRules(key=("id",))), source
            ).frame
        )
        == 3
    )


def test_the_same_answers_throughout_are_told_and_kept(english):
    done = mapping.apply(
        needs(Entry("m", Role.COLUMN, "vireilletulo")), table({"m": ["kela", "kela", "hakemus"]})
    )
    assert len(done.frame) == 3
    assert [fault.kind for fault in done.notices] == ["identical"]
    assert "rows 2, 3" in done.notices[0].text


def test_a_reversed_item_keeps_its_codes_and_the_score_turns_it():
    source = table({"x": ["1", "5", "4"]})
    plain = mapping.apply(answered(Entry("x", Role.ITEM, "e05")), source).frame["e05"].tolist()
    assert plain == ["1", "5", "4"]
    assert instruments.load("eo14").item("e05").reverse
    turned = (
        mapping.apply(answered(Entry("x", Role.ITEM, "e05", reversed=True)), source)
        .frame["e05"]
        .tolist()
    )
    assert turned == ["5", "1", "2"]  # the tool had turned them, so they are turned back


def test_versions_in_two_languages_become_one_column():
    source = table({"fi": ["4", "", "2"], "sv": ["", "5", "3"]})
    made = answered(Entry("fi", Role.ITEM, "e05"), Entry("sv", Role.ITEM, "e05"))
    done = mapping.apply(made, source)
    assert done.frame["e05"].tolist() == ["4", "5"]
    assert done.left_out["syy"].tolist() == ["kaksi_vastausta"]


def test_user_missing_values_are_counted_apart_from_empty_ones():
    column = SourceColumn(
        "x", Kind.CHOICE, options=(Option("9", {"": "Ei vastausta"}, missing=True),)
    )
    source = table({"x": ["1", "9", "", "9"]}, a=column)
    done = mapping.apply(answered(Entry("x", Role.ITEM, "e05")), source)
    assert done.frame["e05"].tolist() == ["1", "", "", ""]
    assert done.not_answers == {"x": 2}


def test_no_answer_by_the_mapping_is_counted_too():
    done = mapping.apply(
        needs(Entry("m", Role.COLUMN, "vireilletulo", values={"1": "kela", "8": None})),
        table({"m": ["1", "8", ""]}),
    )
    assert done.frame["vireilletulo"].tolist() == ["kela", "", ""]
    assert done.not_answers == {"m": 1}


def test_dont_know_is_asked_for_and_never_the_middle_of_a_scale(english):
    options = tuple(
        Option(code, {"fi": label})
        for code, label in [
            ("A1", "Täysin eri mieltä"), ("A2", "Lähes eri mieltä"), ("A3", "Ei samaa, ei eri mieltä"),
            ("A4", "Lähes samaa mieltä"), ("A5", "Täysin samaa mieltä"), ("A6", "En osaa sanoa"),
        ]
    )  # fmt: skip
    column = SourceColumn("EO", Kind.CHOICE, {"fi": "Tunnen itseni yksinäiseksi."}, options)
    source = table({"EO": ["A4", "A6"]}, a=column)
    guessed = mapping.guess(source, "mittaukset")
    (entry,) = guessed.entries
    assert entry.values == {f"A{n}": str(n) for n in range(1, 6)}
    told = faults(answered(entry), source)
    assert "what row 3 answers: “A6”." in told["value"]
    assert "EO" in told["unconfirmed"]


def test_an_unmapped_column_is_a_fault_and_never_dropped(english):
    source = table({"m": ["kela"], "Uusi kysymys": ["x"], "seed": ["1"]}, a=system("seed"))
    told = faults(needs(Entry("m", Role.COLUMN, "vireilletulo")), source)
    assert set(told) == {"new"}
    assert "Uusi kysymys: the mapping does not say" in told["new"]


def test_the_next_export_is_held_against_the_mapping_all_at_once(english):
    asked = SourceColumn("miten2", Kind.CHOICE, {"fi": "Miten asia tuli vireille?"})
    source = table(
        {"miten2": ["1"], "uusi": ["x"], "oma": ["kyllä", "ehkä"][:1], "a": ["joskus"]}, a=asked
    )
    made = replace(
        needs(
            Entry("miten", Role.COLUMN, "vireilletulo", text="Miten asia tuli vireille?"),
            Entry("poissa", Role.COLUMN, "tuki"),
            Entry("oma", Role.COLUMN, "asiakkaan_nakemys", values={"k": "kylla"}),
            Entry("a", Role.BOX, "tarpeet_asiakas", "11-1"),
            rows=RowRules(key=("tunnus",)),
        ),
        kind="redcap",
    )
    found = mapping.compare(made, source)
    assert Counter(fault.kind for fault in found) == {
        "kind": 1, "renamed": 1, "new": 1, "vanished": 1, "rows": 1, "value": 2,
    }  # fmt: skip
    texts = "\n".join(fault.text for fault in found)
    for said in (
        "The mapping is for redcap, but the source is taulukko", "miten2: the column is new and resembles miten",
        "poissa: the source does not have this column any more", "oma: the mapping has no code for what row 2 answers. Add", "no column tunnus",
    ):  # fmt: skip
        assert said in texts


def test_changed_words_of_a_question_are_told_and_do_not_stop(english):
    column = SourceColumn("m", texts={"fi": "Kuka otti yhteyttä?"})
    source = table({"m": ["kela"]}, a=column)
    done = mapping.apply(
        needs(Entry("m", Role.COLUMN, "vireilletulo", text="Miten asia tuli vireille?")), source
    )
    assert [fault.kind for fault in done.notices] == ["question"]
    assert "Kuka otti yhteyttä?" in done.notices[0].text


def test_a_column_dropped_as_personal_cannot_be_mapped(english):
    from sosiaali_lib.sources import Dropped

    source = replace(table({"m": ["kela"]}), dropped=(Dropped("nimi", "its heading", 1),))
    told = faults(
        needs(Entry("m", Role.COLUMN, "vireilletulo"), Entry("nimi", Role.COLUMN, "tuki")), source
    )
    assert "nimi: the column is not read, because its heading" in told["personal"]
    fine = needs(Entry("m", Role.COLUMN, "vireilletulo"), Entry("nimi", Role.PERSONAL))
    assert mapping.compare(fine, source) == []


def test_identifiers_that_the_form_needs_are_named_once_confirmed():
    made = answered(Entry("nro", Role.COLUMN, "tunniste"), Entry("nimi", Role.UNUSED, reason="x"))
    assert mapping.kept(made) == {"nro"}
    guessed = replace(made, entries=(replace(made.entries[0], confirmed=False),))
    assert mapping.kept(guessed) == frozenset()


cells = st.sampled_from(["", "1", "2", "3.2.2020", "2020-02-03", "=1+1", "kela", "kyllä"])


@given(
    st.lists(st.tuples(cells, cells, cells), max_size=12),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_rows_read_are_brought_or_left_out(rows, finished, keyed, dated):
    names = ("a", "b", "c")
    source = table({name: [row[at] for row in rows] for at, name in enumerate(names)})
    made = needs(
        Entry("a", Role.COLUMN, "pvm"),
        Entry("b", Role.COLUMN, "vireilletulo"),
        Entry("c", Role.COLUMN, "vireilletulo"),
        rows=RowRules(
            Condition("b") if finished else None, key=("a",) if keyed else (),
            since=Since("a", date(2020, 2, 1)) if dated else None,
        ),
    )  # fmt: skip
    done = mapping.apply(made, source)
    assert sorted([*done.frame.index, *done.left_out["rivi"]]) == source.numbers.tolist()
    if keyed:
        keys = source.cells["a"][source.numbers.isin(done.frame.index)]
        assert not keys[keys != ""].duplicated().any()


def test_scores_of_imported_answers_are_those_of_the_form(tmp_path):
    known = instruments.load("eo14")
    names = [item.id for item in known.items]
    source = table({name: ["2", "5"] for name in names})
    done = mapping.apply(answered(*(Entry(name, Role.ITEM, name) for name in names)), source)
    answers = done.frame[names].astype(int).assign(tunniste=["a", "b"])
    scored = scoring.score(answers, known, "tunniste")["keskiarvo"].tolist()
    # 13 statements as they are and one turned round, by hand.
    assert scored == pytest.approx([(13 * 2 + 4) / 14, (13 * 5 + 1) / 14])


def test_words_of_people_are_not_quoted_in_faults(english):
    words = ["Naapuri Matti kertoi", "7"]
    made = needs(Entry("m", Role.COLUMN, "vireilletulo", values={"1": "kela"}))
    (fault,) = mapping.compare(made, table({"m": words}))
    assert "2 rows (2, 3)" in fault.text and "“7”" in fault.text and "Matti" not in fault.text
    named = SourceColumn("m", Kind.CHOICE, options=(Option("Muun kertoma", {}),))
    (fault,) = mapping.compare(made, table({"m": ["Muun kertoma"]}, a=named))
    assert "“Muun kertoma”" in fault.text  # a declared choice is nobody's own words


def test_what_was_dropped_is_written_down_and_rows_cannot_be_chosen_by_it(english):
    from sosiaali_lib.sources import Dropped

    source = replace(
        table({"Miten asia tuli vireille": ["kela"]}), dropped=(Dropped("token", "x", 1),)
    )
    guessed = mapping.guess(source, "palvelutarpeet")
    assert guessed.personal == {"token"}
    made = replace(
        guessed.confirmed(), constants={k: v for k, v in NEEDED.items() if k != "vireilletulo"}
    )
    assert mapping.compare(made, source) == []
    told = faults(replace(made, rows=RowRules(key=("token",))), source)
    assert told == {"rows": "rivit: the source has no column token. Correct the mapping."}


def test_an_unused_column_that_is_gone_is_only_told():
    made = needs(
        Entry("m", Role.COLUMN, "vireilletulo"), Entry("vanha", Role.UNUSED, reason="ei tarvita")
    )
    done = mapping.apply(made, table({"m": ["kela"]}))
    assert [(fault.kind, fault.column) for fault in done.notices] == [("vanished", "vanha")]


def test_columns_that_the_form_does_not_keep_cannot_be_filled(english, monkeypatch):
    from sosiaali_lib import forms

    form = forms.load("palvelutarpeet")
    named = replace(
        form.column("tuki"),
        name="nimi",
        type="text",
        codes=None,
        personal="direct",
        needed_for="nothing",
    )
    monkeypatch.setattr(forms, "load", lambda name: replace(form, columns=(*form.columns, named)))
    told = faults(needs(Entry("m", Role.COLUMN, "nimi")), table({"m": ["x"]}))
    assert told == {
        "contradiction": "m: nimi is not kept by the form. Give it the role henkilotieto."
    }
