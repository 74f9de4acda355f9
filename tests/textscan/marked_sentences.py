"""The made-up sentences of the evaluation and how much of what is marked in them is found."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from sosiaali_lib.textscan import scan

HERE = Path(__file__).parent
MARK = re.compile(
    r"\[(id|born|phone|email|address|postal|iban|plate|record|handle|url|name):"
    r"((?:[^\[\]]|\[at\])+)\]"
)
KINDS = {
    "id": "identity_code",
    "born": "birth_date",
    "postal": "postal_place",
    "record": "record_number",
}


@cache
def sentences(name):
    """Give each sentence of a file with its marks as (kind, start, end)."""
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return [parsed(line) for line in lines if line and not line.startswith("#")]


def parsed(line):
    text, marks, at = "", [], 0
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        marks.append((KINDS.get(match[1], match[1]), len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return text + line[at:], marks


@cache
def measured(half):
    """Give recall and precision by kind in the odd ("seen") or even ("unseen") sentences."""
    rows = [
        row
        for name in ("with_personal_data", "without_personal_data")
        for row in sentences(name)[half == "unseen" :: 2]
    ]
    hit, marked, right, given = Counter(), Counter(), Counter(), Counter()
    for text, marks in rows:
        found = scan(text)
        for kind, start, end in marks:
            marked[kind] += 1
            hit[kind] += any(f.kind == kind and f.start < end and f.end > start for f in found)
        for one in found:
            given[one.kind] += 1
            right[one.kind] += any(
                one.kind == kind and one.start < end and one.end > start
                for kind, start, end in marks
            )
    return {
        kind: (hit[kind] / marked[kind], right[kind] / max(given[kind], 1), marked[kind])
        for kind in marked
    }
