"""The command that scores one file: scores, counts and faults go to files, or are printed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, complain, say
from sosiaali_lib.data_commands import SHOWN_FAULTS
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _

if TYPE_CHECKING:
    import pandas as pd

    from sosiaali_lib.score_file import ScoredFile


def score(options: Namespace) -> int:
    """Score the answers of one file: scores, counts and faults go to files, or are printed."""
    from sosiaali_lib import instruments, score_file
    from sosiaali_lib.datafiles import DataFileError

    if not options.file.is_file():
        raise UsageError(_("There is no file {file}.").format(file=options.file))
    try:
        known = instruments.load(options.instrument)
        scored = score_file.score_file(
            options.file, known, shift=options.shift, bands_reason=options.bands_reason
        )
    except (DataFileError, score_file.AnswerFileError) as error:
        complain(str(error))
        return PARTLY
    except ValueError as error:
        raise UsageError(str(error)) from error
    if options.out is None:
        say(_guarded(scored.scores).to_csv(index=False).rstrip("\n"))
    else:
        from sosiaali_lib.files import write_bytes

        for path, table in score_file.written(scored, options.out).items():
            # A Finnish Excel takes 3.3 for a day in March, and knows the coding by the mark at the start.
            text = _guarded(table).to_csv(index=False, sep=";", decimal=",")
            write_bytes(path, text.encode("utf-8-sig"))
    _tell_scored(scored, say if options.out else complain)
    return PARTLY if scored.rejected else DONE


def _guarded(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the texts of a table from being run as formulas; numbers stay numbers."""
    from sosiaali_lib.formula_guard import guard

    texts: list[str] = list(table.select_dtypes("str"))
    return table.assign(**{name: guard(table[name]) for name in texts})


def _tell_scored(scored: ScoredFile, tell: Callable[[str], None]) -> None:
    """Say the three numbers, the scores of each scale, what to be careful about, and the faults."""
    from sosiaali_lib.instrument_text import cautions

    text = _("{n} rows read, {used} used, {rejected} rejected")
    numbers = (scored.read, len(scored.scores), scored.rejected)
    tell(text.format(**dict(zip(("n", "used", "rejected"), map(number, numbers), strict=True))))
    text = _("{scale}: {n} scores, of them {partial} from incomplete answers; {missing} without")
    for scale, row in zip(scored.instrument.scales, scored.counts.to_dict("records"), strict=True):
        partial = row["taydennetty"] + row["alaraja"] + row["vajaa"]
        tell(
            text.format(
                scale=scale.label,
                n=number(row["laskettu"] + partial),
                partial=number(partial),
                missing=number(row["puuttuu"]),
            )
        )
    for caution in cautions(scored.instrument):
        tell(caution)
    text = _("  row {row}, column {column}: {value}; expected {expected}")
    for fault in scored.faults.head(SHOWN_FAULTS).itertuples():
        complain(
            text.format(
                row=fault.row, column=fault.column, value=fault.value, expected=fault.expected
            )
        )
    if (more := len(scored.faults) - SHOWN_FAULTS) > 0:
        complain(_("  and {n} more").format(n=number(more)))
