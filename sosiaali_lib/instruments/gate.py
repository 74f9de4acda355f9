"""The known answers of an instrument file: one that does not come out right blocks the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from sosiaali_lib.instruments.model import Instrument

TOLERANCE = 1e-9
Case = Mapping[str, Any]


def failures(known: Instrument, cases: Sequence[Case]) -> Iterator[str]:
    """List the known answers that the engine does not give, in plain words.

    Parameters
    ----------
    known
        The instrument.
    cases
        Entries of `known_answers`: answers (and `all` for the items not named), the shift of the
        file, the person's sex and age, and what comes out: scores, states, bands, flags, or the
        items whose answers are refused.
    """
    told: dict[int, list[str]] = {}
    for shift in {case.get("shift") for case in cases}:
        some = {place: case for place, case in enumerate(cases, 1) if case.get("shift") == shift}
        told |= _of_shift(known, some, shift)
    for place, faults in sorted(told.items()):
        yield from (f"known_answers, case {place}: {fault}" for fault in faults)


def _of_shift(
    known: Instrument, cases: Mapping[int, Case], shift: int | None
) -> dict[int, list[str]]:
    """Score all cases of one shift together; a score does not depend on the others anyway."""
    from sosiaali_lib.scoring import faults, score

    answers = pd.DataFrame([_row(known, case) for case in cases.values()], index=[*cases])
    wrong = faults(answers, known, shift=shift)
    refused = {place: sorted(wrong.loc[wrong["row"] == place, "column"]) for place in cases}
    scores = score(
        answers[[not refused[place] for place in cases]],
        known,
        shift=shift,
        bands_reason=None if known.individual == "forbidden" else "known answers",
    )
    found: dict[int, list[str]] = {}
    for place, case in cases.items():
        if refused[place] != sorted(case.get("refused", ())):
            at, wanted = ", ".join(refused[place]), ", ".join(case.get("refused", ()))
            found[place] = [f"the answers refused are “{at}”, expected “{wanted}”"]
        elif not refused[place]:
            found[place] = [*_wrong(known, case, dict(scores.loc[place]))]
    return found


def _row(known: Instrument, case: Case) -> dict[str, Any]:
    person = case.get("person", {})
    given: dict[str, Any] = {item.id: case.get("all") for item in known.items}
    answered = {item.id for item in known.items if "all" in case or item.id in case["answers"]}
    weights = {item.weight: 1 for item in known.items if item.weight and item.id in answered}
    if not weights.keys() & case["answers"].keys():
        given |= weights  # the other cases have columns of weights, so equal ones must be written
    given |= case["answers"]
    return given | {"sukupuoli": person.get("sex"), "ika": person.get("age")}


def _wrong(known: Instrument, case: Case, found: Mapping[str, Any]) -> Iterator[str]:
    for scale, expected in case.get("expect", {}).items():
        value = found.get(scale)
        if scale not in found:
            yield f"there is no scale {scale}"
        elif pd.isna(value) != (expected is None) or (
            expected is not None and abs(value - expected) > TOLERANCE
        ):
            yield f"{scale} is {value}, expected {expected}"
    for scale, expected in case.get("state", {}).items():
        if (value := found.get(f"{scale}_tila")) != expected:
            yield f"the state of {scale} is {value}, expected {expected}"
    for flag, expected in case.get("flags", {}).items():
        value = None if pd.isna(value := found.get(flag)) else value
        if value != expected:
            yield f"the flag {flag} is {value}, expected {expected}"
    for scale, expected in case.get("bands", {}).items():
        value = _finnish(known, scale, found.get(f"{scale}_luokka"))
        if value != expected:
            yield f"the band of {scale} is {value}, expected {expected}"


def _finnish(known: Instrument, scale: str, label: object) -> str | None:
    """Give a band's Finnish label from its label in the language in use."""
    bands = known.scale(scale).bands
    return next((band.labels["fi"] for band in bands if band.label == label), None)
