"""What is left over from the making: tracked changes, comments, prompts, the mark of a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.baseline import Drafted
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.matching import nearest
from sosiaali_lib.publishing.own_words import OwnWords
from sosiaali_lib.publishing.reading.model import Line, Reading
from sosiaali_lib.report.blocks import Cover

_DRAFT = re.compile(
    r"\b(?:luonnos|luonnokse(?:n|ssa|sta|t|ksi)|luonnosta|utkast(?:et)?|draft)\b", re.IGNORECASE
)
_LEAST = 20  # letters of a prompt that is worth searching for


def check(reading: Reading, own: Sequence[OwnWords], baseline: Drafted) -> Iterator[Finding]:
    """Tell what is left over and what becomes of it."""
    for trouble in reading.troubles:
        yield Finding(trouble.code, trouble.place)
    prompts = baseline.prompts()
    for line in reading.lines("body", "bullet", "lead", "note"):
        if is_prompt(line, prompts):
            yield Finding("tayttamatta", line.place)
        elif line.prompt and nearest(line.text, sorted(prompts)):
            yield Finding("ohjeteksti", line.place)
    marks = {
        one_line(part.block.mark).casefold()
        for part in baseline.document.parts
        if isinstance(part.block, Cover) and part.block.mark
    }
    for one in own:
        plain = one_line(one.text)
        if any(len(prompt) >= _LEAST and prompt in plain for prompt in prompts):
            yield Finding("ohjeteksti", one.place)
        words = _DRAFT.findall(plain)
        if (words and not _DRAFT.search(one.before)) or plain.casefold() in marks:
            yield Finding("luonnosmerkki", one.place)


def is_prompt(line: Line, prompts: set[str]) -> bool:
    """Tell whether a line is a prompt that nobody has written over.

    Its look alone does not tell: LibreOffice gives what is typed over a prompt the prompt's look.
    """
    return one_line(line.text) in prompts
