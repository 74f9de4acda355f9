"""Measure rates, funnels and classes of the whole country's indicators, and how they grow."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import numpy as np
from measures import line

from sosiaali_lib import rates

AREAS, INDICATORS, YEARS = 308, 50, 10
ROWS = AREAS * INDICATORS * YEARS
BOTH = (0.95, 0.998)
PLAIN = 2_000  # rows of the loop that the others are held against


def main() -> None:
    """Run every measurement and print one Markdown table."""
    print("| what | processor seconds | beside |")
    print("|---|---|---|")
    events, people, groups = made_up()
    estimates = rates.rate(events, people, confidence=BOTH)
    works: dict[str, Callable[[int], object]] = {
        "rates with 95 % and 99.8 %": lambda n: rates.rate(events[:n], people[:n], confidence=BOTH),
        "funnel limits of rates around the means": lambda n: rates.funnel_limits(
            "rate", people[:n], "mean", events=events[:n], groups=groups[:n]
        ),
        "funnel limits of proportions": lambda n: rates.funnel_limits(
            "proportion", people[:n], 0.2
        ),
        "classes against a comparator": lambda n: rates.classify(estimates.head(n), 15.0),
    }
    for what, work in works.items():
        whole, tenth = (
            seconds(lambda work=work: work(ROWS)),
            seconds(lambda work=work: work(ROWS // 10)),
        )
        line(f"{what}, {ROWS:,} rows", whole, f"{whole / tenth:.1f} × a tenth of the rows")
    together = seconds(lambda: [work(ROWS) for work in list(works.values())[:2]])
    loop = seconds(lambda: [rates.count_limits(count) for count in events[:PLAIN]]) * ROWS / PLAIN
    line(
        "rates and their funnels together",
        together,
        f"{loop / together:.0f} × faster than one interval of each row in a loop (from {PLAIN:,})",
    )
    each = seconds(lambda: one_by_one(events, people))
    line(
        f"the same, {INDICATORS * YEARS} calls of {AREAS} areas",
        each,
        f"{each / together:.1f} × one call",
    )
    shrinkage(events[:AREAS], people[:AREAS])


def made_up() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give events and inhabitants of areas from 700 to 700,000 people, and the indicator and year."""
    rng = np.random.default_rng(1)
    people = np.exp(rng.uniform(np.log(700), np.log(700_000), ROWS)).round()
    groups = np.repeat(np.arange(INDICATORS * YEARS), AREAS)
    common = np.exp(rng.uniform(np.log(0.0005), np.log(0.1), INDICATORS * YEARS))[groups]
    return rng.poisson(people * common * rng.gamma(20, 1 / 20, ROWS)), people, groups


def one_by_one(events: np.ndarray, people: np.ndarray) -> None:
    """Make the rates and the funnel of each indicator and year by calls of their own."""
    for start in range(0, ROWS, AREAS):
        part = slice(start, start + AREAS)
        rates.rate(events[part], people[part], confidence=BOTH)
        rates.funnel_limits("rate", people[part], "mean", events=events[part])


def shrinkage(events: np.ndarray, people: np.ndarray) -> None:
    """Time the shrunken rates of one indicator by both methods."""
    raw = seconds(lambda: rates.rate(events, people))
    for method in ("moments", "likelihood"):
        found = seconds(lambda method=method: rates.shrink("rate", events, people, method=method))
        line(
            f"shrunken rates of {AREAS} areas, {method}",
            found,
            f"{found / raw:.1f} × the raw rates",
        )


def seconds(work: Callable[[], object]) -> float:
    """Give the least processor time of three runs."""
    spent = []
    for _ in range(3):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return min(spent)


if __name__ == "__main__":
    main()
