"""Words that the suite never says: data with pseudonyms are personal data, and so is free text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "sosiaali_lib"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
# “Anonyymi” and its likes promise that nobody can be found, which no program can know.
PROMISE = re.compile(
    r"anonym|anonyym|anonyymi|avidentifier|de-?identif|tunnisteeton", re.IGNORECASE
)


def said_by(path):
    """Give the texts for users in a source file."""
    found = extract_from_file("python", path, keywords=KEYWORDS)
    for _line, messages, _comments, _context in found:
        yield from messages if isinstance(messages, tuple) else (messages,)


def texts_of(value):
    """Give all texts of a data file."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from texts_of(key)
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)
    elif isinstance(value, str):
        yield value


def promises(texts):
    return [text for text in texts if PROMISE.search(text)]


def test_no_source_text_calls_data_so():
    files = sorted(LIBRARY.rglob("*.py"))
    said = [text for path in files for text in said_by(path) if text]
    assert len(said) > 1000
    assert promises(said) == []


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_no_translation_calls_data_so(lang):
    with (LIBRARY / "locale" / f"{lang}.po").open("rb") as file:
        catalogue = read_po(file, locale=lang)
    said = [
        text
        for message in catalogue
        if message.id
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
    ]
    assert len(said) > 1000
    assert promises(said) == []


@pytest.mark.parametrize("folder", ["forms", "codelists"])
def test_no_form_or_code_list_calls_data_so(folder):
    files = sorted((LIBRARY / "data" / folder).glob("*.yaml"))
    said = [
        text
        for path in files
        for text in texts_of(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]
    assert len(said) > 300
    assert promises(said) == []


def test_no_template_and_no_notebook_calls_data_so():
    places = [ROOT / "notebooks", ROOT / "data_templates", LIBRARY / "data", LIBRARY / "report"]
    endings = {".html", ".j2", ".css", ".typ", ".js", ".ipynb", ".md", ".csv", ".yaml", ".svg"}
    files = [p for place in places for p in place.rglob("*") if p.suffix in endings]
    assert len(files) > 30
    assert [path.name for path in files if promises([path.read_text("utf-8", "replace")])] == []
