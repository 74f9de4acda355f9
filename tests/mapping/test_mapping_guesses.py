"""Guesses: by names, labels in three languages and answers, with how sure they are."""

from made_tables import system, table

from sosiaali_lib import codelists, instruments, mapping
from sosiaali_lib.mapping import Role
from sosiaali_lib.sources import ANY, Hints, Kind, Option, SourceColumn


def by_column(made):
    return {entry.column: entry for entry in made.entries}


def test_names_labels_in_three_languages_and_aliases_are_known():
    source = table(
        {
            "kunta": ["765"],
            "Bedömningsdatum": ["3.2.2020"],
            "How the case began": ["hakemus"],
            "Asiakkaan näkemys": ["kylla"],
        }
    )
    found = by_column(mapping.guess(source, "palvelutarpeet"))
    assert {name: entry.target for name, entry in found.items()} == {
        "kunta": "kunta", "Bedömningsdatum": "pvm", "How the case began": "vireilletulo", "Asiakkaan näkemys": "asiakkaan_nakemys",
    }  # fmt: skip
    assert found["kunta"].sureness == 1 and all(entry.sureness >= 0.9 for entry in found.values())
    assert not any(entry.confirmed for entry in found.values())


def test_labels_of_answers_become_codes_in_every_language():
    lists = codelists.load("vireilletulo").codes[:3]
    source = table(
        {
            "Kysymys 7": [
                code.labels[lang] for code, lang in zip(lists, ("fi", "sv", "en"), strict=True)
            ]
        }
    )
    (entry,) = mapping.guess(source, "palvelutarpeet").entries
    assert entry.target == "vireilletulo"
    assert list(entry.values.values()) == [code.code for code in lists]
    assert entry.sureness <= 0.6  # the question itself says nothing


def test_answers_of_one_item_are_known_by_its_own_words():
    often = {
        item.id: [dict(words)["en"] for _code, words in sorted(item.answers.items())]
        for item in instruments.load("audit_c").items
    }
    entries = mapping.guess(table(often), "mittaukset").entries
    for entry in entries:
        assert list(entry.values) == often[entry.column]
        assert list(entry.values.values()) == ["0", "1", "2", "3", "4"]
    # “None” is an answer of PARADISE-24, not an empty cell.
    source = table({"paradise24_3": ["A lot", "None", "Some"]})
    (entry,) = mapping.guess(source, "mittaukset").entries
    assert dict(entry.values) == {"A lot": "2", "None": "0", "Some": "1"}


def test_a_set_of_boxes_becomes_choices_and_columns_alike_make_it_unsure():
    codes = codelists.load("shl11").codes[:3]
    boxes = {
        f"T[{n}]": SourceColumn(
            f"T[{n}]",
            Kind.BOX,
            {"fi": "Tuen tarpeet"},
            (Option(str(n), {"fi": code.labels["fi"]}),),
            "T",
            str(n),
        )
        for n, code in enumerate(codes)
    }
    source = table(
        {name: ["Y"] for name in boxes}, **{f"c{n}": box for n, box in enumerate(boxes.values())}
    )
    entries = mapping.guess(source, "palvelutarpeet").entries
    assert [entry.code for entry in entries] == [code.code for code in codes]
    assert {entry.role for entry in entries} == {Role.BOX}
    assert all(
        entry.sureness < 0.3 for entry in entries
    )  # five columns of the form have these codes
    asked = {
        name: SourceColumn(
            name,
            Kind.BOX,
            {"fi": "Tuen tarpeet asiakkaan oman näkemyksen mukaan"},
            box.options,
            "T",
            box.code,
        )
        for name, box in boxes.items()
    }
    source = table(
        {name: ["Y"] for name in asked}, **{f"c{n}": box for n, box in enumerate(asked.values())}
    )
    surer = mapping.guess(source, "palvelutarpeet").entries
    assert {entry.target for entry in surer} == {"tarpeet_asiakas"}
    assert all(entry.sureness >= 0.9 for entry in surer)


def test_nothing_alike_is_an_unconfirmed_refusal_and_never_silence():
    (entry,) = mapping.guess(table({"Lempiväri": ["sininen"]}), "palvelutarpeet").entries
    assert (entry.role, entry.sureness, entry.confirmed) == (Role.UNUSED, 0, False)
    assert entry.reason


def test_short_names_are_the_same_or_not():
    (entry,) = mapping.guess(table({"EO01": ["1"]}), "mittaukset", instrument="eo14").entries
    assert entry.role is Role.UNUSED


def test_the_time_of_the_answer_may_be_the_day_of_the_row():
    source = table(
        {"submitdate": ["2026-02-03 09:00:00"]},
        hints=Hints(given="submitdate"),
        a=system("submitdate"),
    )
    (entry,) = mapping.guess(source, "palvelutarpeet").entries
    assert (entry.target, entry.sureness) == ("pvm", 0.5)
    source = table(
        {"pvm": ["3.2.2020"], "submitdate": ["2026-02-03"]},
        hints=Hints(given="submitdate"),
        a=system("submitdate"),
    )
    assert [entry.column for entry in mapping.guess(source, "palvelutarpeet").entries] == ["pvm"]


def test_the_instrument_is_found_by_its_statements_and_both_languages_are_taken():
    finnish = SourceColumn("Q1 fi", Kind.CHOICE, {"fi": "Tunnen itseni yksinäiseksi."})
    swedish = SourceColumn("Q1 sv", Kind.CHOICE, {"sv": "Att känna sig ensam"})
    source = table({"Q1 fi": ["4", ""], "Q1 sv": ["", "2"]}, a=finnish, b=swedish)
    made = mapping.guess(source, "mittaukset")
    assert made.constants == {"mittari": "eo14"}
    assert [entry.target for entry in made.entries] == ["e05", "e05"]
    assert not any(entry.reversed for entry in made.entries)
    both = table({"Q1 fi": ["4", "1"], "Q1 sv": ["", "2"]}, a=finnish, b=swedish)
    assert [e.target for e in mapping.guess(both, "mittaukset").entries].count("e05") == 1


def test_the_text_beside_other_ticks_that_choice():
    lists = codelists.load("tukimuoto")
    box = SourceColumn(
        "T[1]",
        Kind.BOX,
        {ANY: "Järjestetty tuki"},
        (Option("1", {ANY: lists.codes[0].labels["fi"]}),),
        "T",
        "1",
    )
    text = SourceColumn("T[other]", Kind.FREE_TEXT, {}, question="T", code="other")
    source = table({"T[1]": ["Y"], "T[other]": ["velkaneuvonta"]}, a=box, b=text)
    entry = by_column(mapping.guess(source, "palvelutarpeet"))["T[other]"]
    assert (entry.role, entry.target, entry.code, entry.chosen) == (Role.BOX, "tuki", "muu", ("*",))


def test_an_earlier_mapping_stays_and_only_what_is_new_is_guessed():
    old = mapping.guess(table({"kunta": ["765"], "poissa": ["x"]}), "palvelutarpeet").confirmed()
    new = table({"kunta": ["205"], "Arvioinnin päivä": ["3.2.2020"]})
    renewed = by_column(mapping.renew(old, new))
    assert set(renewed) == {"kunta", "Arvioinnin päivä"}
    assert renewed["kunta"].confirmed and not renewed["Arvioinnin päivä"].confirmed
    assert renewed["Arvioinnin päivä"].target == "pvm"
