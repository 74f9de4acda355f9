"""What the tables of a folder say together: totals, columns, areas, other tables, shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_files import html_table, page, with_row, write

from sosiaali_lib.file_audit import audit_folder


def audited(folder, *tables, attacker="strict", name="raportti.html", lang="fi"):
    write(folder, name, page(*tables, lang=lang))
    return audit_folder(folder, attacker, workers=1)


def cells(found):
    return set(found.derivable["cell"])


def test_two_ones_are_solved_by_who_knows_the_rule_alone(tmp_path):
    rows = with_row("Kaikki käynnit", "23")  # 1 + 1: UserSupport #194 in disclosure control
    table = html_table(rows)
    assert cells(audited(tmp_path, table, attacker="plain")) == set()
    assert len(cells(audited(tmp_path, table))) == 2


def test_the_only_person_of_one_cell_knows_the_other(tmp_path):
    found = audited(tmp_path, html_table(), attacker="self")
    assert len(found.derivable) == 2
    assert found.derivable["how"].str.startswith("to the person who is alone in").all()


def test_a_cell_within_few_numbers_is_a_notice(tmp_path):
    rows = with_row("Kaikki käynnit", "26")  # the hidden ones are 1 to 4
    found = audited(tmp_path, html_table(rows))
    assert found.ok
    assert len(found.too_narrow) == 2
    assert audit_folder(tmp_path, threshold=3, workers=1).too_narrow.empty


def test_a_table_in_which_cases_stand_in_several_rows_has_no_sum(tmp_path):
    rows = with_row("Asuminen", "13")
    note = "Samalla tapauksella voi olla näitä useita, joten osuuksien summa voi ylittää 100 prosenttia."
    assert cells(audited(tmp_path, html_table(rows))) != set()
    assert cells(audited(tmp_path, html_table(rows, note=note))) == set()


def test_what_is_no_sum_in_one_area_is_none_in_another(tmp_path):
    whole = (("Asuminen", "30"), ("Toimeentulo", "21"), ("Kaikki käynnit", "34"))
    write(tmp_path, "kuhmo.html", page(html_table(whole, caption="Syyt, Kuhmo")))
    assert cells(audited(tmp_path, html_table(with_row("Asuminen", "13")))) == set()


def test_two_municipalities_and_their_county(tmp_path):
    """D11 of the project's list of attacks: municipal reports and the summary of the county."""
    county = "Vantaan ja Keravan hyvinvointialue"
    for area, number, other in (("Vantaa", "12", "7"), ("Kerava", "..", "9"), (county, "23", "16")):
        rows = (("Asuminen", number), ("Toimeentulo", other))
        title = f"Raportti: {area}"
        write(tmp_path, f"{area}.html", page(html_table(rows, f"Syyt, {area}"), title=title))
    found = audit_folder(tmp_path, workers=1)
    assert list(found.derivable["file"]) == ["Kerava.html"]
    assert found.derivable["how"].tolist() == ["calculated from: the sum over areas"]


def test_the_municipalities_of_a_county_in_one_table(tmp_path):
    rows = (("Vantaa", "12"), ("Kerava", ".."), ("Vantaan ja Keravan hyvinvointialue", "23"))
    found = audited(tmp_path, html_table(rows, "Käynnit", ("Alue", "Käyntejä")))
    assert cells(found) == {"Kerava | Käyntejä"}


def test_where_reports_are_lacking_their_people_are_unknown(tmp_path):
    for area, number in (("Kajaani", "12"), ("Kuhmo", ".."), ("Kainuu", "23")):
        rows = (("Asuminen", number), ("Toimeentulo", "7"))
        write(tmp_path, f"{area}.html", page(html_table(rows, f"Syyt, {area}")))
    found = audit_folder(tmp_path, workers=1)
    assert found.derivable.empty


def test_a_column_that_is_always_the_sum_of_two(tmp_path):
    columns = ("Tarve", "Todettu", "Vastattu", "Ei vastattu")
    rows = (
        ("Asuminen", "12", "7", "5"),
        ("Päihteiden käyttö", "9", "6", "3"),
        ("Toimeentulo", "21", "9", "12"),
        ("Muu", "8", "5", ".."),
    )
    assert cells(audited(tmp_path, html_table(rows, "Tulokset", columns))) == {"Muu | Ei vastattu"}
    chance = (*rows[:2], ("Toimeentulo", "21", "9", "11"), rows[3])
    assert cells(audited(tmp_path, html_table(chance, "Tulokset", columns))) == set()


def test_the_same_figures_in_another_table(tmp_path):
    names = ("Asuminen", "Päihteiden käyttö", "Toimeentulo", "Velat")
    one = tuple(zip(names, ("12", "9", "21", ".."), strict=True))
    other = tuple((name, n, "1") for name, n in zip(names, ("12", "9", "21", "6"), strict=True))
    tables = html_table(one), html_table(other, "Parit, Kajaani", ("Syy", "Kerrat", "Muu"))
    assert cells(audited(tmp_path, *tables)) == {"Velat | Käyntejä"}
    apart = tuple((name, n, "1") for name, n in zip(names, ("12", "9", "20", "6"), strict=True))
    tables = html_table(one), html_table(apart, "Parit, Kajaani", ("Syy", "Kerrat", "Muu"))
    assert cells(audited(tmp_path, *tables)) == set()


def test_the_same_number_everywhere_proves_no_tie(tmp_path):
    names = ("Asuminen", "Päihteiden käyttö", "Toimeentulo", "Velat")
    one = tuple(zip(names, ("40", "40", "40", ".."), strict=True))
    other = tuple(zip(names, ("40", "40", "40", "40"), strict=True))
    tables = html_table(one), html_table(other, "Parit, Kajaani", ("Syy", "Kerrat"))
    assert cells(audited(tmp_path, *tables)) == set()


SHARES = ("Syy", "Käyntejä", "Osuus käynneistä")


def shares(hidden, base="7"):
    """Two visits of seven; D13 of the project's list: “14.3 % of 7 clients”, count hidden."""
    return (
        ("Asuminen", "..", hidden),
        ("Toimeentulo", "3", "42,9 %" if base == "7" else "4 %"),
        ("Muu", "..", ".."),
        ("Kaikki käynnit", base, "100,0 %"),
    )


def test_a_share_beside_a_hidden_count(tmp_path):
    found = audited(tmp_path, html_table(shares("14,3 %"), columns=SHARES))
    assert "Asuminen | Käyntejä" in cells(found)
    assert cells(audited(tmp_path, html_table(shares(".."), columns=SHARES))) == set()


def test_a_share_of_a_large_base_is_only_narrow(tmp_path):
    rows = (("Asuminen", "..", "14 %"), ("Kaikki käynnit", "400", "100 %"))
    found = audited(tmp_path, html_table(rows, columns=SHARES))
    assert "Asuminen | Käyntejä" in {*cells(found), *found.too_narrow["cell"]}


@pytest.mark.parametrize(
    ("caption", "columns"),
    [
        ("Syyt (n = 14), Kajaani", ("Syy", "Lukumäärä", "Osuus")),
        ("Syyt, Kajaani", ("Syy", "Lukumäärä", "Osuus (n = 14)")),
    ],
)
def test_a_base_in_the_title_or_the_header(tmp_path, caption, columns):
    rows = (("Asuminen", "..", "29 %"), ("Toimeentulo", "..", "71 %"))
    assert len(cells(audited(tmp_path, html_table(rows, caption, columns)))) == 2


def test_a_total_that_a_share_gives_away(tmp_path):
    rows = (("Asuminen", "3", "42,9 %"), ("Muu", "..", ".."), ("Kaikki käynnit", "..", "100,0 %"))
    assert "Kaikki käynnit | Käyntejä" in cells(audited(tmp_path, html_table(rows, columns=SHARES)))


def test_a_rate_tells_the_count_in_a_small_municipality(tmp_path):
    """D14 of the project's list: 0.3 per 1,000 where 9,700 people live, count hidden."""
    columns = ("Alue", "Käyntejä", "Käyntejä 1\N{NO-BREAK SPACE}000 asukasta kohti")
    rows = (("Sotkamo", "..", "0,3"), ("Kajaani", "52", "1,4"), ("Kuhmo", "22", "2,8"))
    found = audited(tmp_path, html_table(rows, "Käynnit", columns))
    assert cells(found) == {"Sotkamo | Käyntejä"}
    assert "a rate of the population" in found.derivable["how"][0]


@pytest.mark.parametrize(
    ("lang", "total", "number"),
    [
        ("fi", "Yhteensä", "1\N{NO-BREAK SPACE}034"),
        ("sv", "Sammanlagt", "1\N{NARROW NO-BREAK SPACE}034"),
        ("en", "Total", "1,034"),
        ("en", "All visits", "1,034"),
        ("sv", "Alla besök", "1 034"),
    ],
)
def test_totals_and_numbers_in_three_languages(tmp_path, lang, total, number):
    rows = (("Asuminen", ".."), ("Toimeentulo", number.replace("4", "0")), (total, number))
    assert cells(audited(tmp_path, html_table(rows), lang=lang)) == {"Asuminen | Käyntejä"}


def test_different_numbers_for_one_figure_are_told(tmp_path):
    write(tmp_path, "vanha.html", page(html_table(with_row("Toimeentulo", "20"))))
    found = audited(tmp_path, html_table())
    assert found.faults["what"].tolist() == ["two_numbers"]
    assert found.faults["how"].tolist() == [
        "1 figure differs from the same figure in vanha.html; publish only one of the two"
    ]


@given(st.lists(st.integers(1, 6), min_size=3, max_size=5), st.integers(2, 3), st.booleans())
def test_what_is_told_is_what_enumeration_finds(tmp_path_factory, numbers, hidden, strict):
    """One sum: count the ways to fill the hidden cells and compare the verdict of every cell."""
    from itertools import product

    folder = tmp_path_factory.mktemp("laskettu")
    names = [f"Syy {'abcde'[at]}{'x' * 4}" for at in range(len(numbers))]
    rows = [
        (name, ".." if at < hidden else str(number))
        for at, (name, number) in enumerate(zip(names, numbers, strict=True))
    ]
    rows.append(("Yhteensä", str(sum(numbers))))
    found = audited(folder, html_table(rows), attacker="strict" if strict else "plain")
    rest = sum(numbers[:hidden])
    ways = [way for way in product(range(int(strict), rest + 1), repeat=hidden) if sum(way) == rest]
    exact = {f"{names[i]} | Käyntejä" for i in range(hidden) if len({w[i] for w in ways}) == 1}
    assert cells(found) == exact
