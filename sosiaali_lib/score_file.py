"""Scores of one file of answers: what could be scored, how many, and every cell that could not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import pandas as pd

from sosiaali_lib.forms import item_help
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.intake import csvfile, files, recognise, rows, xlsxfile
from sosiaali_lib.intake.faults import Log, UnreadableError
from sosiaali_lib.intake.files import RawTable
from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.messages import LANGUAGES, _
from sosiaali_lib.scoring import faults, score
from sosiaali_lib.scoring_methods import STATES

ID, WAVE, ROW = "tunniste", "vaihe", "rivi"
_KEPT = (ID, WAVE)
_PERSON = {
    **dict.fromkeys(("sukupuoli", "kön", "sex", "gender"), "sukupuoli"),
    **dict.fromkeys(("ikä", "ika", "ålder", "age"), "ika"),
}


class AnswerFileError(ValueError):
    """A file of answers that cannot be read as such."""


@dataclass(frozen=True)
class ScoredFile:
    """What came out of a file.

    `scores` has a row for every row that could be used; `faults` every cell that could not, with
    its row in the file; `counts` a row for every scale: rows read and rejected, and scores by state.
    """

    instrument: Instrument
    scores: pd.DataFrame
    faults: pd.DataFrame
    counts: pd.DataFrame
    read: int

    @property
    def rejected(self) -> int:
        """Rows with a fault; none of their scores are given."""
        return self.read - len(self.scores)


def score_file(
    path: Path,
    instrument: Instrument,
    *,
    shift: int | None = None,
    bands_reason: str | None = None,
) -> ScoredFile:
    """Score the answers of a text file or workbook; rows with a fault are left out and told.

    Parameters
    ----------
    path
        Text file (.csv, .txt; any usual separator and coding) or workbook. Columns are known by the
        name of the item, its label in any language, its full statement or the names that the
        instrument gives for it.
    instrument
        The instrument.
    shift, bands_reason
        As `scoring.score`.

    Raises
    ------
    AnswerFileError
        If the file cannot be read, or has no columns of the instrument.
    ValueError
        As `scoring.score`.
    """
    answers = _read(path, instrument)
    wrong = faults(answers, instrument, ID, wave_column=WAVE, shift=shift)
    good = answers[~answers.index.isin(wrong["row"])]
    scores = score(good, instrument, ID, wave_column=WAVE, shift=shift, bands_reason=bands_reason)
    first = {name: good[name] for name in _KEPT if name in good} or {ROW: good.index.to_series()}
    scores = pd.concat([pd.DataFrame(first), scores.drop(columns=ID, errors="ignore")], axis=1)
    counts = [
        {"asteikko": scale.id, "luettu": len(answers), "hylatty": len(answers) - len(good)}
        | {state: int((scores[f"{scale.id}_tila"] == state).sum()) for state in STATES}
        for scale in instrument.scales
    ]
    return ScoredFile(instrument, scores, wrong, pd.DataFrame(counts), len(answers))


def _read(path: Path, instrument: Instrument) -> pd.DataFrame:
    """Give the cells as text under the names of the items; the index is the row in the file."""
    headers = _headers(instrument)

    def known(records: Sequence[Sequence[str]]) -> int:
        return max((sum(folded(c) in headers for c in record) for record in records), default=0)

    try:
        source = files.inspect(path, path.name)
        if source.encoding is not None:
            raw = csvfile.table(source, known, recognise.HEADER_ROWS)
            return _table(raw, headers, instrument)
        with xlsxfile.opened(source, Log()) as sheets:
            tables = [s for s in sheets if not recognise.is_side_sheet(s.place.sheet)]
            return _table(tables[0] if tables else sheets[0], headers, instrument)
    except UnreadableError as error:
        text = _("{file}: expected {expected}. {cure}")
        raise AnswerFileError(
            text.format(file=path.name, expected=error.problem.expected, cure=error.problem.cure)
        ) from error


def _headers(instrument: Instrument) -> Mapping[str, str]:
    """Give folded header → column: items by any of their names, and who was asked when."""
    base = recognise.spellings("mittaukset")
    found = {text: name for text, name in base.items() if name in _KEPT} | _PERSON
    names: list[tuple[str, str]] = []
    for item in instrument.items:
        labels = [item.labels[lang] for lang in LANGUAGES]
        texts = [*labels, *item.aliases, *instrument.statements.get(item.id, {}).values()]
        names += [(folded(text), item.id) for text in {*texts}]
    own = {folded(item.id): item.id for item in instrument.items}
    own |= {folded(item.weight): item.weight for item in instrument.items if item.weight}
    claims = Counter(text for text, _item in set(names))
    return found | {text: item for text, item in names if claims[text] == 1} | own


def _table(raw: RawTable, headers: Mapping[str, str], instrument: Instrument) -> pd.DataFrame:
    head = list(islice(raw.records, recognise.HEADER_ROWS))
    at = max(
        range(len(head)), key=lambda i: sum(folded(c) in headers for c in head[i]), default=None
    )
    if at is None or not any(folded(cell) in headers for cell in head[at]):
        text = _("{file} has no column of the instrument {instrument}; expected {columns}.")
        columns = ", ".join(item.id for item in instrument.items)
        raise AnswerFileError(
            text.format(file=raw.place.file, instrument=instrument.id, columns=columns)
        )
    names = [headers.get(folded(cell), "") for cell in head[at]]
    first = at + 1
    if first < len(head) and _is_help(head[first], names, instrument):
        first += 1
    records: Iterator[list[str]] = chain(head[first:], raw.records)
    cells, numbers, beyond, unclosed = rows.gathered(records, len(names), first, raw)
    if raw.ragged and (beyond or unclosed is not None):
        shifted = sorted({*beyond, *([] if unclosed is None else [unclosed])})
        text = _("{file}: row {row} has more cells than the header; check its separators.")
        raise AnswerFileError(text.format(file=raw.place.file, row=numbers[shifted[0]]))
    places = [place for place, name in enumerate(names) if name]
    table = cells.iloc[:, places].set_axis([names[place] for place in places], axis="columns")
    table = table.set_axis(pd.Index(numbers, name=ROW), axis="index")
    return table.mask(table == "")


def _is_help(record: Sequence[str], names: Sequence[str], instrument: Instrument) -> bool:
    """Tell whether a row is the help row of a template."""
    helps = {
        item.id: {folded(item_help(instrument, item, lang)) for lang in LANGUAGES}
        for item in instrument.items
    }
    cells = [
        (folded(cell), name) for cell, name in zip(record, names, strict=False) if name in helps
    ]
    return bool(cells) and all(cell in helps[name] for cell, name in cells)


def written(scored: ScoredFile, out: Path) -> dict[Path, pd.DataFrame]:
    """Give the files of a result: the scores at `out`, the counts and the faults beside them."""
    return {
        out: scored.scores,
        out.with_name(f"{out.stem}_lukumaarat.csv"): scored.counts,
        out.with_name(f"{out.stem}_virheet.csv"): scored.faults.rename(
            columns={"row": ROW, "column": "sarake", "value": "arvo", "expected": "odotettu"}
        ),
    }
