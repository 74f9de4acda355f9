"""What each level of protection costs on random tables: `python benchmarks/levels.py [TABLES]`."""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd

from sosiaali_lib.disclosure import TOTAL, audit, protect

LEVELS: dict[str, dict[str, object]] = {
    "plain and strict reader": {},
    "a single person": {"attacker": "self"},
    "intervals of 5": {"width": 5},
    "both": {"attacker": "self", "width": 5},
    "whole groups": {"coalition": 0},
}


def table(seed: int) -> pd.DataFrame:
    """Give a made-up table of 5 to 10 rows and 3 to 6 columns, sparse in some rows."""
    random = np.random.default_rng(seed)
    rows, columns = int(random.integers(5, 11)), int(random.integers(3, 7))
    means = random.gamma(1.2, 8, size=(rows, 1)) * random.dirichlet(np.ones(columns), 1) * columns
    numbers = random.poisson(means)
    cells = [(f"r{a}", f"c{b}", int(numbers[a, b])) for a in range(rows) for b in range(columns)]
    return pd.DataFrame(cells, columns=["a", "b", "n"])


def hidden_value(shown: pd.DataFrame, counts: pd.DataFrame) -> int:
    """Add up the true numbers of the hidden cells."""
    true: dict[tuple[str, str], int] = {}
    for a, b, n in counts.itertuples(index=False):
        for cell in ((a, b), (a, TOTAL), (TOTAL, b), (TOTAL, TOTAL)):
            true[cell] = true.get(cell, 0) + n
    hidden = shown[shown["hidden"]]
    return sum(true[cell] for cell in zip(hidden["a"], hidden["b"], strict=True))


def main() -> None:
    """Print a row a level."""
    tables = [table(seed) for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 40)]
    print(
        "| level | cells hidden | value hidden | times the first | open to a single person | seconds |"
    )
    print("|---|---|---|---|---|---|")
    first = 0
    for name, demand in LEVELS.items():
        start, cells, value, tables_open = time.perf_counter(), 0, 0, 0
        for counts in tables:
            found = protect(counts, ["a", "b"], **demand)  # type: ignore[arg-type]
            cells += int(found.table["hidden"].sum())
            value += hidden_value(found.table, counts)
            tables_open += not audit(found, "self", widths=False).ok
        first = first or value
        seconds = time.perf_counter() - start
        row = (name, cells, value, f"{value / first:.2f}", tables_open, f"{seconds:.1f}")
        print("|", " | ".join(map(str, row)), "|")


if __name__ == "__main__":
    main()
