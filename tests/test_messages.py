"""The catalogues are whole: no text that a reader meets is left in another language."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from sosiaali_lib import messages
from sosiaali_lib.messages import LANGUAGES, _, ngettext, use

LIBRARY = Path(messages.__file__).parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{[^}]*\}|%\(\w+\)[a-z]|%[a-z]")


def _texts():
    found = extract_from_dir(LIBRARY, keywords=KEYWORDS, method_map=[("**.py", "python")])
    return {message for _file, _line, message, _comments, _context in found}


def _catalogue(lang):
    with (LIBRARY / "locale" / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang)


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_every_text_of_the_source_is_translated(lang):
    catalogue = _catalogue(lang)
    missing = []
    for message in _texts():
        entry = catalogue.get(message[0] if isinstance(message, tuple) else message)
        strings = (
            ()
            if entry is None
            else (entry.string if isinstance(entry.string, tuple) else (entry.string,))
        )
        if not strings or not all(strings) or entry.fuzzy:
            missing.append(message)
    assert not missing


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_catalogues_hold_nothing_that_the_source_no_longer_says(lang):
    known = {m[0] if isinstance(m, tuple) else m for m in _texts()}
    entries = [
        entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in _catalogue(lang)
    ]
    assert [text for text in entries if text and text not in known] == []
    assert not _catalogue(lang).obsolete


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_translations_keep_the_placeholders(lang):
    wrong = []
    for entry in _catalogue(lang):
        if not entry.id:
            continue
        sources = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        one, many = (set(PLACEHOLDER.findall(text)) for text in (sources[0], sources[-1]))
        found = [set(PLACEHOLDER.findall(text)) for text in strings]
        # Finnish and Swedish use the form for one thing with 1 only, but may say the number.
        if found[-1] != many or not one <= found[0] <= many:
            wrong.append(entry.id)
    assert not wrong


def test_a_text_speaks_the_language_in_use_and_falls_back_to_finnish():
    with use("sv"):
        swedish = _("Contents")
    with use("fi"):
        finnish = _("Contents")
    assert (finnish, swedish, _("Contents")) == ("Sisällys", "Innehåll", "Contents")
    assert messages.DEFAULT == "fi"


def test_plural_forms_follow_the_number():
    with use("fi"):
        one, many = (ngettext("{n} draft in {folder}", "{n} drafts in {folder}", n) for n in (1, 2))
    assert one != many


def test_the_language_returns_after_the_block_even_after_an_error():
    with pytest.raises(RuntimeError), use("sv"):
        raise RuntimeError
    assert messages.language() == "en"


def test_an_unknown_language_is_refused_by_name():
    with (
        pytest.raises(ValueError, match="Language 'de' is not known; expected one of fi, sv, en"),
        use("de"),
    ):
        pass


def test_there_are_three_languages():
    assert LANGUAGES == ("fi", "sv", "en")


def test_no_text_stands_inside_an_f_string_where_extraction_does_not_see_it():
    found = []
    for path in sorted(LIBRARY.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
                names = {n.id for n in calls if isinstance(n, ast.Name)}
                if names & {"_", "ngettext", "N_"}:
                    found.append(f"{path.name}:{node.lineno}")
    assert found == []
