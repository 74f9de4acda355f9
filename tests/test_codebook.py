"""The codebook tells everything that the YAML files say, in three languages and in clean HTML."""

from collections import Counter
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from types import MappingProxyType

import pytest
import yaml

from sosiaali_lib import (
    codebook,
    codebook_text,
    codelists,
    forms,
    instrument_rule,
    instrument_text,
    instruments,
    messages,
)
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.instruments import Evidence

VOID = {"meta", "br"}


def _yaml(folder):
    return [
        yaml.safe_load(path.read_text("utf-8")) for path in sorted((DATA / folder).glob("*.yaml"))
    ]


class Page(HTMLParser):
    """Gathers the elements of a page, and refuses one that is not closed in its turn."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.texts = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data.strip())

    def of(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module", params=messages.LANGUAGES)
def page(request):
    text = codebook.page(request.param)
    return request.param, text, Page(text)


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("data", _yaml("forms"), ids=lambda data: data["form"])
def test_the_table_has_a_row_for_every_column(lang, data):
    form = forms.load(data["form"])
    with messages.use(lang):
        table = codebook.table(form)
        assert list(table.columns) == list(codebook.headings())
    assert table["column"].tolist() == [column.name for column in form.columns]
    assert not table.isna().to_numpy().any()
    for column, row in zip(data["columns"], table.to_dict("records"), strict=False):
        assert row["label"] == column["label"][lang]
        assert row["help"].split("\n")[0] == column["help"][lang]
        for code in _codes(column["codes"]) if "codes" in column else ():
            assert f"{code['code']} = {code['label'][lang]}" in row["values"].split("\n")


def _codes(name):
    text = (DATA / "codelists" / f"{name}.yaml").read_text("utf-8")
    return yaml.safe_load(text)["versions"][-1]["codes"]


def test_the_table_says_what_is_required_and_what_is_personal():
    with messages.use("en"):
        rows = codebook.table(forms.load("jalkautumiset")).set_index("column")
        people = codebook.table(forms.load("mittaukset")).set_index("column")
    required = rows["required"][["kunta", "paikka", "havainto"]].tolist()
    assert required == ["yes", "no", "in some rows"]
    assert people["personal"][["tunniste", "kunta", "mittari"]].tolist() == [
        "direct personal data",
        "indirect personal data",
        "not personal data",
    ]
    assert rows.loc["keskusteltu", "condition"] == "at most as many as were present"
    assert rows.loc["pvm", "values"] == "1 January 1990 or later, not in the future"
    assert rows.loc["aiheet", "help"].endswith("such as aiheet_talous; an x marks it.")


def test_the_table_names_only_the_instruments_asked_for():
    with messages.use("fi"):
        form = forms.load("mittaukset")
        every = codebook.table(form).set_index("column")
        one = codebook.table(form, instruments=("esy",)).set_index("column")
    assert len(every.loc["mittari", "values"].split("\n")) == len(instruments.available())
    assert one.loc["mittari", "values"] == "esy = Elämäntilanteen selvittämisen ympyrä (ESY)"
    assert every.loc["e01", "values"].split("\n")[0] == "1 = täysin eri mieltä"


def test_the_page_is_one_whole_page_in_its_language(page):
    lang, text, parsed = page
    assert text.startswith("<!DOCTYPE html>")
    assert parsed.of("html") == [{"lang": lang}]
    assert [len(parsed.of(tag)) for tag in ("title", "h1", "main", "nav", "header")] == [1] * 5
    assert {"charset": "utf-8"} in parsed.of("meta")
    levels = [int(tag[1]) for tag, _ in parsed.elements if tag in {"h1", "h2", "h3", "h4"}]
    assert all(low - high <= 1 for high, low in pairwise(levels))


def test_every_heading_of_a_table_has_its_scope_and_every_table_its_caption(page):
    _, _, parsed = page
    assert {attrs.get("scope") for attrs in parsed.of("th")} == {"col", "row"}
    tables = len(parsed.of("table"))
    assert tables == len(parsed.of("caption")) >= 3 + 8 + 4
    regions = [attrs for attrs in parsed.of("div") if attrs.get("class") == "table"]
    assert len(regions) == tables
    assert all(attrs["tabindex"] == "0" and attrs["aria-label"] for attrs in regions)


def test_links_stay_on_the_page_and_lead_somewhere(page):
    _, _, parsed = page
    ids = Counter(attrs["id"] for _, attrs in parsed.elements if "id" in attrs)
    assert max(ids.values()) == 1
    links = [attrs["href"] for attrs in parsed.of("a")]
    assert {link[0] for link in links} == {"#"}
    assert {link[1:] for link in links} == set(ids)
    assert not any("src" in attrs for _, attrs in parsed.elements)
    assert parsed.of("link") == parsed.of("script") == []


def test_the_page_names_every_column_code_and_instrument(page):
    lang, text, parsed = page
    names = {
        *(column.name for name in forms.available() for column in forms.load(name).columns),
        *(code["code"] for data in _yaml("codelists") for code in data["versions"][-1]["codes"]),
        *instruments.available(),
        *codelists.available(),
    }
    assert {name for name in names if f">{name}</code>" not in text} == set()
    shown = set(parsed.texts)
    labels = {
        *(column["label"][lang] for data in _yaml("forms") for column in data["columns"]),
        *(
            code["label"][lang]
            for data in _yaml("codelists")
            for code in data["versions"][-1]["codes"]
        ),
        *(item["label"][lang] for data in _yaml("instruments") for item in data["items"]),
    }
    assert labels - shown == set()
    for data in _yaml("codelists"):
        version = data["versions"][-1]
        assert data["title"][lang] in shown
        assert version["basis"][lang] in unescape(text) and version["version"] in text


def test_the_page_shows_the_crosswalk_of_topics_to_needs(page):
    lang, text, _ = page
    section = text.partition('<h3 id="luettelo-aiheet">')[2].partition("<h3 ")[0]
    rows = unescape(section).split('<tr><th scope="row">')[1:]
    needs = {code["code"]: code["label"][lang] for code in _codes("shl11")}
    for topic, row in zip(_codes("aiheet"), rows, strict=True):
        assert f">{topic['code']}</code></th><td>{topic['label'][lang]}</td>" in row
        found = {name for name, label in needs.items() if f">{name}</code> {label}<" in row}
        assert found == set(topic["maps"]["shl11"])


def test_finnish_texts_are_marked_on_pages_in_other_languages(page):
    lang, text, _ = page
    statement = "Tunnen itseni yksinäiseksi."
    marked = f'<span lang="fi">{statement}</span>'
    assert statement in text
    assert (marked in text) == (lang != "fi")


def test_texts_of_the_files_are_escaped(monkeypatch):
    form = forms.load("jalkautumiset")
    texts = MappingProxyType(dict.fromkeys(messages.LANGUAGES, "<script>alert('a & b')</script>"))
    columns = tuple(replace(column, labels=texts, helps=texts) for column in form.columns)
    odd = replace(form, titles=texts, rows=texts, columns=columns)
    monkeypatch.setattr(forms, "load", lambda name: odd)
    monkeypatch.setattr(forms, "available", lambda: ("jalkautumiset",))
    text = codebook.page("en")
    assert "<script" not in text
    assert "&lt;script&gt;alert(&#x27;a &amp; b&#x27;)&lt;/script&gt;" in text


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="Language 'de' is not known; expected one of fi, sv, en"):
        codebook.page("de")


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_the_page_is_written_under_the_name_of_its_language(tmp_path, lang):
    with messages.use(lang):
        path = codebook.write(tmp_path / "uusi")
    assert path == tmp_path / "uusi" / f"koodikirja.{lang}.html"
    assert path.read_text("utf-8") == codebook.page(lang)
    assert list(path.parent.iterdir()) == [path]


def test_the_rule_is_told_in_whole_sentences():
    eo14 = instruments.load("eo14")
    with messages.use("en"):
        assert instrument_rule.rule(eo14, eo14.scales[0]) == (
            "“Mean of the statements” is the mean of 14 answers. "
            "One answer is turned round before that: Feeling lonely. "
            "The score lies between 1 and 5. "
            "A score is given only when every answer is there. "
            "A higher score means a better situation. "
            "The rule was decided by the makers of this suite."
        )


def test_the_rule_follows_the_instrument_file():
    eo14 = instruments.load("eo14")
    items = tuple(replace(item, reverse=item.id in {"e01", "e05"}) for item in eo14.items)
    published = MappingProxyType({"formula": Evidence("sourced", "publisher", "a paper")})
    other = replace(eo14, items=items, evidence=published)
    scale = replace(
        eo14.scales[0],
        method="sum",
        range=(2.5, 70),
        max_missing=2,
        missing_action="person_mean",
        better="low",
    )
    with messages.use("en"):
        assert instrument_rule.rule(other, scale) == (
            "“Mean of the statements” is the sum of 14 answers. "
            "2 answers are turned round before that: "
            "Managing daily expenses and Feeling lonely. "
            "The score lies between 2.5 and 70. "
            "If at most 2 answers are missing, the mean of the person's other answers stands in "
            "for them; if more are missing, there is no score. "
            "A lower score means a better situation."
        )
        neutral = replace(scale, items=("e02", "e03"), max_missing=1, better="none")
        assert instrument_rule.rule(other, neutral) == (
            "“Mean of the statements” is the sum of 2 answers. The score lies between 2.5 and 70. "
            "If one answer is missing, the mean of the person's other answers stands in for it; "
            "if more are missing, there is no score."
        )


def test_every_kind_of_right_has_its_sentence():
    eo14 = instruments.load("eo14")
    rights = replace(eo14.rights, tier="free", text="user")
    known = replace(eo14, rights=rights, individual="forbidden")
    with messages.use("en"):
        assert instrument_text.rights(known) == [
            "The instrument is free to use.",
            "Its statements are added by the user, who has the right to them.",
            "Results must not be used in judging one person.",
            "Results of a group are given when it has at least 5 people.",
        ]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2018, 9, 1), None, "In force from 1 September 2018."),
        (None, date(2019, 12, 31), "In force until 31 December 2019."),
        (
            date(2018, 9, 1),
            date(2019, 12, 31),
            "In force from 1 September 2018 to 31 December 2019.",
        ),
        (None, None, "In force without a time limit."),
    ],
)
def test_the_validity_of_a_code_list_is_told(first, last, expected):
    codes = replace(codelists.load("aiheet"), valid_from=first, valid_to=last)
    with messages.use("en"):
        assert codebook_text.validity(codes) == expected


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_every_word_of_the_schemas_is_explained(lang):
    schemas = {
        name: yaml.safe_load((DATA / "schemas" / f"{name}.json").read_text("utf-8"))
        for name in ("form", "codelist", "instrument")
    }
    column = schemas["form"]["properties"]["columns"]["items"]["properties"]
    code = schemas["codelist"]["properties"]["versions"]["items"]["properties"]
    part = schemas["instrument"]["properties"]["evidence"]["additionalProperties"]["properties"]
    with messages.use(lang):
        assert set(codebook_text.types()) == set(column["type"]["enum"])
        assert set(codebook_text.personal()) == set(column["personal"]["enum"])
        assert set(instrument_text.evidence()) == set(code["evidence"]["enum"])
        assert set(part["status"]["enum"]) <= set(instrument_text.evidence())
        named = schemas["instrument"]["properties"]["evidence"]["propertyNames"]["enum"]
        assert set(instrument_text.parts()) == set(named)
        assert set(instrument_text.origins()) == set(part["origin"]["enum"])
