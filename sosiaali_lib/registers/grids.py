"""Counts over two columns, read as counts and not as shares of a group."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

from sosiaali_lib.findings import Cross, Finding
from sosiaali_lib.formatting import number


@dataclass(frozen=True, kw_only=True)
class CountGrid(Cross):
    """A table of few entries, where a share would say more than the entries do."""

    @classmethod
    def of(cls, found: Finding) -> Self:
        """Give the counts of a cross table as such a grid."""
        return cls(**{field.name: getattr(found, field.name) for field in fields(Cross)})

    def drawn(self) -> str | None:
        """Draw a grid, the darker the larger the count."""
        from sosiaali_lib.report import heat

        labels, groups = self.labels(), self.groups()
        counts = [[self.value(code, group) for group in groups] for code in labels]
        if not any(n for row in counts for n in row):
            return None
        texts = [[number(n) for n in row] for row in counts]
        return heat.draw(list(labels.values()), list(groups.values()), counts, texts)
