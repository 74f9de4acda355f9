"""Measure scoring and the exact tests beside plain loops, and print a table of the results."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np
import pandas as pd

PEOPLE = 1_000_000
SCORE = """
import json, sys, time, tracemalloc
import numpy as np, pandas as pd
from sosiaali_lib import instruments
from sosiaali_lib.scoring import score
known = instruments.load("paradise24")
rng = np.random.default_rng(1)
answers = pd.DataFrame({item.id: rng.integers(0, 3, int(sys.argv[1])) for item in known.items})
score(answers.head(10), known)
held = answers.memory_usage().sum() / 2**20
start = time.perf_counter()
score(answers, known)
seconds = time.perf_counter() - start
tracemalloc.start()
score(answers, known)
more = tracemalloc.get_traced_memory()[1] / 2**20
print(json.dumps({"seconds": seconds, "data": held, "more": more}))
"""


def main() -> None:
    """Run every measurement and print one Markdown table."""
    print("| what | seconds | beside |")
    print("|---|---|---|")
    scoring()
    signed_rank()
    rank_sums()
    hodges_lehmann()


def scoring() -> None:
    """Time 24 items of a million people, beside a loop over people and a plain row sum."""
    out = subprocess.run(
        [sys.executable, "-c", SCORE, str(PEOPLE)], check=True, capture_output=True, text=True
    )
    found = json.loads(out.stdout)
    rng = np.random.default_rng(1)
    some = pd.DataFrame(rng.integers(0, 3, (2_000, 24)))
    loop = timed(lambda: [sum(row) for _at, row in some.iterrows()]) * PEOPLE / len(some)
    memory = (found["data"] + found["more"]) / found["data"]
    line(
        f"score {PEOPLE:,} people × 24 items",
        found["seconds"],
        f"{loop / found['seconds']:.0f} × faster than a loop over rows (from 2,000 of them); memory "
        f"{memory:.1f} × the data, with the scores",
    )


def signed_rank() -> None:
    """Time the exact signed-rank test with ties and zeros, beside scipy's approximation."""
    from scipy.stats import wilcoxon

    from sosiaali_lib.change.signed_rank import signed_rank_test

    rng = np.random.default_rng(2)
    for n in (100, 2_000):
        differences = rng.integers(-4, 6, n).astype(float)
        exact = timed(lambda d=differences: signed_rank_test(d))
        rough = timed(lambda d=differences: wilcoxon(d, method="asymptotic"))
        line(
            f"exact signed-rank p, {n:,} pairs with ties and zeros",
            exact,
            f"{exact / rough:.0f} × scipy's normal approximation, which scipy takes with ties",
        )


def rank_sums() -> None:
    """Time the exact Mann–Whitney test with ties, beside scipy's permutations."""
    from scipy.stats import PermutationMethod, mannwhitneyu

    from sosiaali_lib.comparison import two_groups

    rng = np.random.default_rng(3)
    a, b = rng.integers(1, 6, 40), rng.integers(2, 6, 40)
    exact = timed(lambda: two_groups(a, b).p_exact)
    random = PermutationMethod(n_resamples=9_999, rng=rng)
    loops = timed(lambda: mannwhitneyu(a, b, method=random))
    line(
        "exact Mann–Whitney p, 40 + 40",
        exact,
        f"{loops / exact:.1f} × faster than 9,999 permutations",
    )


def hodges_lehmann() -> None:
    """Time the Hodges–Lehmann interval, beside sorting all Walsh averages once."""
    from sosiaali_lib.change.hodges_lehmann import hodges_lehmann as estimate

    differences = np.random.default_rng(4).normal(size=2_000)

    def plainly() -> None:
        averages = (differences[:, None] + differences[None, :]) / 2
        np.sort(averages[np.triu_indices(len(differences))])

    found, plain = timed(lambda: estimate(differences, 0.95)), timed(plainly)
    line(
        "Hodges–Lehmann with interval, 2,000 pairs", found, f"{found / plain:.1f} × one plain sort"
    )


def timed(work: Callable[[], object]) -> float:
    """Give the shortest of three runs in seconds."""
    seconds = []
    for _ in range(3):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return min(seconds)


def line(what: str, seconds: float, beside: str) -> None:
    """Print one line of the table."""
    print(f"| {what} | {seconds:.3f} | {beside} |", flush=True)


if __name__ == "__main__":
    main()
