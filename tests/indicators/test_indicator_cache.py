import pickle

import numpy as np
import pandas as pd
import pytest

from sosiaali_lib import areas, indicators, messages
from sosiaali_lib.indicators import cache, example, table

CONTRACT = [
    "indikaattori", "alue", "vuosi", "sukupuoli", "arvo", "tapahtumat", "vaesto", "tila",
    "yhdistetty", "tuottaja", "tuottaja_id", "lisenssi", "lahde", "haettu", "aluejako",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return example.write(tmp_path_factory.mktemp("esimerkki") / "indikaattorit")


@pytest.fixture(scope="module")
def rows(folder):
    return cache.stored(folder)


def row(found, key, area, year):
    (only,) = found.query("indikaattori == @key and alue == @area and vuosi == @year").to_dict(
        "records"
    )
    return only


def series(*values, key="oma", area="205", first=2015):
    return table.typed(
        pd.DataFrame(
            [
                {
                    "indikaattori": key,
                    "alue": area,
                    "vuosi": first + at,
                    "arvo": value,
                    "tuottaja": "x",
                }
                for at, value in enumerate(values)
            ]
        )
    )


def test_load_gives_the_full_grid_in_the_order_of_the_catalogue(folder):
    found = indicators.load(["maa", "205"], [2019, 2018, 2030], folder)
    keys = [one.key for one in indicators.catalogue()]
    assert list(found.columns) == CONTRACT
    assert list(dict.fromkeys(found["indikaattori"])) == keys
    assert len(found) == len(keys) * 2 * 3
    assert list(found["alue"][:3]) == ["205"] * 3 and list(found["vuosi"][:3]) == [2018, 2019, 2030]
    later = found[found["vuosi"] == 2030]
    assert later["arvo"].isna().all() and (later["tila"] == "puuttuu").all()
    assert (later["tuottaja"] == example.PROVIDER).all()  # the source that was asked


def test_load_takes_a_single_area_and_year(folder):
    one = indicators.load("205", 2019, folder)
    pd.testing.assert_frame_equal(one, indicators.load(["205"], np.array([2019]), folder))
    assert set(one["alue"]) == {"205"} and set(one["vuosi"]) == {2019}
    ended = indicators.load(["588"], [2019], folder)  # joined another in 2025
    assert set(ended["tila"]) == {"puuttuu"}


@pytest.mark.parametrize(
    ("areas_", "years", "told"),
    [
        (["205", "999"], [2019], "^There is no area 999. Give the code of a municipality"),
        ([205], [2019], "^There is no area 205. Give the code"),
        (["205"], ["2019"], r"^`years` is \['2019'\]; expected whole numbers such as 2019"),
        (["205"], "2019", "^`years` is '2019'; expected whole"),
        (["205"], 2019.5, "^`years` is 2019.5; expected whole"),
    ],
)
def test_what_cannot_be_loaded_is_refused(folder, areas_, years, told):
    with messages.use("en"), pytest.raises(ValueError, match=told):
        indicators.load(areas_, years, folder)


def test_load_without_a_choice_has_every_area_and_year_of_the_cache(folder, rows):
    found = indicators.load(folder=folder)
    n = found["alue"].nunique(), found["vuosi"].nunique(), found["indikaattori"].nunique()
    assert n == (308 + 23 + 1, 5, 18) and len(found) == 332 * 5 * 18
    assert found["arvo"].notna().sum() == rows["arvo"].notna().sum()


def test_an_indicator_that_was_never_fetched_is_missing_everywhere(tmp_path, rows):
    cache.save(tmp_path, rows[rows["indikaattori"] == "vaesto"], {}, {})
    found = indicators.load(["205"], [2019], tmp_path)
    assert found["tila"].value_counts().to_dict() == {"puuttuu": 17, "luku": 1}
    assert row(found, "huoltosuhde", "205", 2019)["tuottaja"] == ""


def test_a_table_comes_back_from_its_file_as_it_was(rows):
    pd.testing.assert_frame_equal(table.from_csv(table.as_csv(rows)), rows)


def test_without_a_cache_the_command_is_named(tmp_path):
    with pytest.raises(indicators.CacheError, match="sosiaali indicators update") as raised:
        indicators.load(folder=tmp_path)
    assert raised.value.folder == tmp_path
    copy = pickle.loads(pickle.dumps(raised.value))
    assert (str(copy), copy.folder) == (str(raised.value), tmp_path)


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("content", [b"", b"alue;arvo\n205;1\n", b"\xff\xfe", None])
def test_a_damaged_table_names_the_file_and_what_to_do(tmp_path, rows, lang, content):
    whole = table.as_csv(rows[:2])
    (tmp_path / cache.ROWS).write_bytes(
        whole.replace(b"luku,", b"luku,ehka") if content is None else content
    )
    with messages.use(lang), pytest.raises(indicators.CacheError) as raised:
        indicators.load(folder=tmp_path)
    assert str(tmp_path / cache.ROWS) in str(raised.value) and "--force" in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (None, b"", "it is empty"),
        (None, b"\xff\xfe", "it is not text in the encoding UTF-8"),
        (b",tila,", b",tila2,", "columns are missing: tila"),
        (
            b",luku,True",
            b",luku,ehka,True",
            "a row is cut off, or has more columns than the first row",
        ),
        (b",luku,", b",ehka,", "row 2 is damaged: in the column tila there is “ehka”"),
        (b",2015,", b",15,", "row 2 is damaged: in the column vuosi there is “15”"),
        (
            b",2016,",
            b",2015,",
            "row 3 is about the same indicator, area and year as an earlier one",
        ),
    ],
)
def test_what_is_wrong_with_a_damaged_table_is_told(tmp_path, rows, old, new, told):
    first = rows[(rows["indikaattori"] == "vaesto") & (rows["alue"] == "205")]
    ordered = first.sort_values("vuosi")
    whole = table.as_csv(ordered.assign(yhdistetty=ordered["vuosi"] == 2017))
    (tmp_path / cache.ROWS).write_bytes(new if old is None else whole.replace(old, new, 1))
    with pytest.raises(indicators.CacheError) as raised:
        indicators.load(folder=tmp_path)
    assert f"indikaattorit.csv cannot be read: {told}. Remove the file" in str(raised.value)


def test_wherever_a_table_is_cut_off_within_a_row_the_row_is_named(rows):
    whole = table.as_csv(rows[:3])
    last = whole.rstrip(b"\n").rindex(b"\n") + 1
    assert len(table.from_csv(whole[:last])) == 2
    for cut in range(last + 1, len(whole) - 1):
        told = (
            r"^(row 4 is (cut off or )?damaged: .* the column \w+|a row is cut off|it is not text)"
        )
        with pytest.raises(ValueError, match=told):
            table.from_csv(whole[:cut])


@pytest.mark.parametrize("content", ["[]", "{", '{"indikaattorit": 1}'])
def test_a_damaged_list_of_retrievals_is_told(tmp_path, content):
    (tmp_path / cache.CALLS).write_text(content)
    with pytest.raises(indicators.CacheError, match=r"haut\.json cannot be read: it is cut off"):
        cache.retrievals(tmp_path)


def test_a_save_that_is_cut_off_leaves_the_old_table(tmp_path, rows, monkeypatch):
    cache.save(tmp_path, rows[:5], {"vaesto": {"vastaukset": []}}, {})
    before = (tmp_path / cache.ROWS).read_bytes()
    write = cache.write_bytes

    def stopped(path, content):
        if path.name == cache.ROWS:
            raise KeyboardInterrupt
        write(path, content)

    monkeypatch.setattr(cache, "write_bytes", stopped)
    with pytest.raises(KeyboardInterrupt):
        cache.save(tmp_path, rows, {}, {"uusi": b"{}"})
    assert (tmp_path / cache.ROWS).read_bytes() == before
    assert set(cache.retrievals(tmp_path)) == {"vaesto"}


def test_answers_that_nothing_refers_to_are_removed(tmp_path, rows):
    cache.save(tmp_path, rows[:1], {"a": {"vastaukset": ["vanha"]}}, {"vanha": b"[1]"})
    assert cache.answer(tmp_path, "vanha", "osoite").data == [1]
    cache.save(tmp_path, rows[:1], {"a": {"vastaukset": ["uusi"]}}, {"uusi": b"[2]"})
    assert [path.name for path in (tmp_path / cache.ANSWERS).iterdir()] == ["uusi.json.gz"]
    assert cache.answer(tmp_path, "vanha", "osoite") is None
    (tmp_path / cache.ANSWERS / "uusi.json.gz").write_bytes(b"no gzip")
    assert cache.answer(tmp_path, "uusi", "osoite") is None


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        ((4.9, 0.0, 5.1), [1]),
        ((0.0, 4.9, 5.0), []),  # a neighbour on one side only
        ((4.9, 0.0, 0.0, 5.0), []),
        ((4.9, 0.0, None), []),
        ((4.9, None, 0.0, None, 3.0), []),
    ],
)
def test_a_zero_between_other_figures_is_marked_and_stays(values, marked):
    given = series(*values)
    before = given.copy()
    found = table.with_states(given)
    assert [at for at, state in enumerate(found["tila"]) if state == "epäilyttävä"] == marked
    pd.testing.assert_series_equal(found["arvo"], before["arvo"])
    pd.testing.assert_frame_equal(given, before)


def test_a_gap_of_years_or_another_area_is_no_neighbour():
    gap = series(4.9, 0.0, 5.0)
    gap["vuosi"] = [2015, 2016, 2018]
    others = pd.concat([series(4.9), series(0.0, first=2016, area="290"), series(5.0, first=2017)])
    for rows in (gap, others.reset_index(drop=True)):
        assert (table.with_states(rows)["tila"] == "luku").all()


def test_on_grid_leaves_its_input_alone(rows):
    given = rows[:50].copy()
    table.on_grid(given, ["vaesto"], ["205"], [2019])
    pd.testing.assert_frame_equal(given, rows[:50])


def test_the_cache_of_a_data_set_is_inside_its_folder_or_beside_its_file(tmp_path):
    assert indicators.folder_of(tmp_path) == tmp_path / "indikaattorit"
    assert indicators.folder_of(tmp_path / "tiedot.xlsx") == tmp_path / "indikaattorit"


# -- the made-up example


def test_the_example_is_marked_as_made_up_in_every_row(rows):
    assert set(rows["tuottaja"]) == {"Keksitty esimerkki"}
    assert rows["tuottaja_id"].isna().all() and (rows["lahde"] == "").all()


def test_the_example_has_what_the_chapter_needs(rows):
    kainuu = {place.code for place in areas.members("20")} | {"20", "maa"}
    years = rows.groupby("alue")["vuosi"].nunique()
    assert set(years[years == 5].index) == kainuu
    last = rows[rows["vuosi"] == 2019]
    assert set(last["alue"]) == {
        *(p.code for p in areas.municipalities()),
        *(c.code for c in areas.counties()),
        "maa",
    }
    assert last.groupby("alue")["indikaattori"].nunique().eq(18).all()


def test_figures_of_the_example_agree_with_each_other(rows):
    shares = rows[rows["tapahtumat"].notna() & rows["indikaattori"].ne("mielenterveyden_avohoito")]
    per = shares["indikaattori"].map({"paihdehoito": 1000.0}).fillna(100.0)
    assert ((per * shares["tapahtumat"] / shares["vaesto"] - shares["arvo"]).abs() < 0.051).all()
    wide = rows.pivot(index=["alue", "vuosi"], columns="indikaattori", values="arvo")
    bands = [f"vaesto_{band}" for band in ("0_14", "15_24", "25_64", "65_74", "75")]
    assert (wide[bands].sum(axis=1) == wide["vaesto"]).all()
    work = wide["vaesto_15_24"] + wide["vaesto_25_64"]
    assert ((100 * (wide["vaesto"] - work) / work - wide["huoltosuhde"]).abs() < 0.051).all()
    assert wide.at[("205", 2019), "vaesto"] == areas.population("205", 2019)[0]
    kainuu = [place.code for place in areas.members("20")]
    assert wide.loc[(kainuu, 2019), "vaesto"].sum() == wide.at[("20", 2019), "vaesto"]


def test_few_people_are_left_out_of_the_example(rows):
    counted = rows[
        rows["tapahtumat"].notna()
        & ~rows["indikaattori"].isin(["huoltosuhde", "yksinasuvat", "vieraskieliset"])
    ]
    assert not counted["tapahtumat"].between(1, 4).any()
    assert (rows["tila"] == "puuttuu").any()


def test_the_same_seed_gives_the_same_example(rows):
    pd.testing.assert_frame_equal(example.rows_of_example(), rows)


def test_the_example_is_small(folder):
    assert sum(path.stat().st_size for path in folder.iterdir()) < 1_100_000
