"""The index of the search: areas and subjects, as a script that a page can load from a file share."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib.messages import LANGUAGES, language
from sosiaali_lib.plain_text import as_json
from sosiaali_lib.site.context import Context, area_page, report_page
from sosiaali_lib.site.places import place


def index_script(context: Context) -> bytes:
    """Give the index in the language in use.

    Returns
    -------
    bytes
        A script that sets `hakemisto`: `alueet` (name, page, other words), `raportit` (name, page, web
        page of the report, place of its area in `alueet`, its language where it is another) and
        `aiheet` (title, labels of rows, name of the table, places of the reports that have it). It
        holds no figures.
    """
    places = context.collection
    codes = [*places.counties(), *places.municipalities(), *places.others()]
    at = {code: position for position, code in enumerate(codes)}
    reports: list[list[object]] = []
    topics: dict[tuple[str, str], tuple[set[str], list[int]]] = {}
    for number, report in enumerate(places.reports):
        file = report.shown.file("html")
        page = f"../{report.shown.place}/{file.name}" if file is not None else ""
        name = f"{places.name(report.code)} {report.year}"
        lang = "" if report.shown.lang == language() else report.shown.lang
        reports.append([name, report_page(report), page, at[report.code], lang])
        if not page:
            continue
        for table, (title, labels) in context.data_of(report).topics.items():
            words, having = topics.setdefault((title, table), (set(), []))
            words.update(labels.split())
            having.append(number)
    found = {
        "alueet": [[places.name(code), area_page(code), _other_words(code)] for code in codes],
        "raportit": reports,
        "aiheet": [
            [title, " ".join(sorted(words)), table, having]
            for (title, table), (words, having) in sorted(topics.items())
        ],
    }
    return as_script(found)


def as_script(found: Mapping[str, object]) -> bytes:
    """Give an index as the script that sets `hakemisto`, which the search reads."""
    return f"const hakemisto = {as_json(found, indent=None)};\n".encode()


def _other_words(code: str) -> str:
    """Give an area's names in every language and their inflected forms, for the search alone."""
    known = place(code)
    if known is None:
        return ""
    forms = [
        form(lang) for lang in LANGUAGES for form in (known.name, known.locative, known.genitive)
    ]
    return " ".join(dict.fromkeys(forms))
