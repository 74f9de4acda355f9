"""What the audit of a folder found."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

CELLS = ("file", "table", "cell", "how")
FAULTS = ("file", "what", "how")


class AuditError(ValueError):
    """A folder that cannot be audited as it was given."""


@dataclass(frozen=True, eq=False)
class FolderAudit:
    """What an outsider finds in the files of a folder. No hidden number is kept in it."""

    attacker: str
    n_files: int
    n_hidden: int
    derivable: pd.DataFrame = field(repr=False)
    """`file`, `table`, `cell`, `how`: hidden figures that are known, in the language in use."""
    too_narrow: pd.DataFrame = field(repr=False)
    """The same columns: hidden figures known to lie within less than the threshold."""
    faults: pd.DataFrame = field(repr=False)
    """`file`, `what` (not_read, unseen_numbers, single_rows, two_numbers) and `how`."""
    width_promised: bool = False
    """Whether a release in the folder states that no figure is within less than the threshold."""

    @property
    def ok(self) -> bool:
        """Whether the folder can be published."""
        narrow = self.width_promised and not self.too_narrow.empty
        return self.derivable.empty and self.faults.empty and not narrow
