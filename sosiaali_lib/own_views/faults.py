"""What is wrong with the file of an own view, in the language in use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sosiaali_lib import areas, datafiles
from sosiaali_lib.file_faults import line_of
from sosiaali_lib.formatting import listed, lower_first
from sosiaali_lib.messages import _
from sosiaali_lib.textscan import KINDS, scan_certain

NAME = re.compile("[a-z][a-z0-9_]{0,59}")


def explained(problem: str) -> str:
    """Tell a fault of the schema, or of YAML itself."""
    place = re.match(r"\$(?:\.([a-z]+))?", problem)
    if place is None:
        line = line_of(problem)
        text = _("The file is not readable YAML with each key once; look at line {line}.")
        return problem if line is None else text.format(line=line)
    texts = {
        "nakyma": _("nakyma: write the name of a view, such as {example}.").format(
            example="palvelutarpeet.tarpeet"
        ),
        "valinnat": _(
            "valinnat: write what was chosen by the name of the choice, as text or a list of texts."
        ),
        "otsikko": _(
            "otsikko: write a heading of at most 120 letters by language, Finnish always, such as "
            "{example}."
        ).format(example='{fi: "Syyt", sv: "Orsaker"}'),
        "teksti": _(
            "teksti: write a sentence or two by language, at most 1,500 letters, such as {example}."
        ).format(example='{fi: "Luvut ovat kahden vuoden ajalta."}'),
        "alueet": _(
            "alueet: list municipalities or counties by name, or by code in quotation marks."
        ),
    }
    needed = _("The file needs {needed}, and may have {others}, and nothing else.")
    return texts.get(
        place[1] or "",
        needed.format(needed="nakyma, otsikko", others="valinnat, teksti, alueet"),
    )


def of_shape(content: Mapping[str, Any]) -> Iterator[str]:
    """Tell where what is to be written would not follow the schema of a file."""
    told = (f"{path}: " for path in datafiles.strange(content, "own_view"))
    yield from dict.fromkeys(map(explained, told))


def of_name(name: str) -> Iterator[str]:
    """Tell that a file cannot have its name: it names the section of the reports."""
    if not NAME.fullmatch(name):
        text = _(
            "The file cannot be called “{name}”: use small letters a–z, digits and underscores, a "
            "letter first, at most 60 of them."
        )
        yield text.format(name=name)


def of_areas(given: list[str]) -> Iterator[str]:
    """Tell the areas that are not known."""
    for text in given:
        match = areas.find_area(text)
        if match.place is not None:
            continue
        if match.suggestions:
            told = _("alueet: there is no area “{name}”. Did you mean {suggestion}?")
            near = " / ".join(one.name() for one in match.suggestions)
            yield told.format(name=text, suggestion=near)
        else:
            told = _(
                "alueet: there is no area “{name}”; write a municipality or a county by its name, or "
                "its code in quotation marks."
            )
            yield told.format(name=text)


def of_texts(data: Mapping[str, Any]) -> Iterator[str]:
    """Tell that a text certainly holds personal data; the text itself is not told."""
    for key in ("otsikko", "teksti"):
        for lang, text in data.get(key, {}).items():
            kinds = dict.fromkeys(one.kind for one in scan_certain(text))
            if kinds:
                told = _(
                    "{key} ({lang}): the text holds what must not be published: {kinds}. Take it out."
                )
                named = listed([lower_first(_(KINDS[kind])) for kind in kinds])
                yield told.format(key=key, lang=lang, kinds=named)
