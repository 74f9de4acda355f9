"""The commands on official indicators: `update` fetches them, `list` shows what is stored."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, date, datetime
from math import ceil
from pathlib import Path

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, complain, print_json, say
from sosiaali_lib.formatting import day, number
from sosiaali_lib.indicators import cache, sotkanet, statfin
from sosiaali_lib.indicators.calls import Calls
from sosiaali_lib.indicators.indicator import catalogue
from sosiaali_lib.indicators.planning import ChoiceError, Plan
from sosiaali_lib.indicators.providers import spoken
from sosiaali_lib.indicators.updating import update
from sosiaali_lib.indicators.work import FAILED, FETCHED, Outcome
from sosiaali_lib.messages import _, ngettext

_MINUTE = 60
_OLD = 400  # days after which a stored answer is called old: all these statistics are yearly


def run(options: Namespace) -> int:
    """Carry out `sosiaali indicators`; 1 if an indicator could not be fetched."""
    if not options.data.exists():
        raise UsageError(_("There is no file or folder {path}.").format(path=options.data))
    folder = options.cache or cache.folder_of(options.data)
    try:
        return _update(folder, options) if options.action == "update" else _list(folder, options)
    except ChoiceError as error:
        raise UsageError(str(error)) from error
    except cache.CacheError as error:
        complain(str(error))
        return PARTLY


def _update(folder: Path, options: Namespace) -> int:
    with _Progress(quiet=options.json) as progress:
        of_sotkanet, of_statfin = _services(options, progress)
        outcomes = update(
            folder,
            only=options.only,
            areas=options.areas,
            years=options.years,
            force=options.force,
            sotkanet=of_sotkanet,
            statfin=of_statfin,
            begun=progress.begun,
        )
    if options.json:
        print_json({"folder": str(folder), "indicators": [_as_json(one) for one in outcomes]})
    else:
        _tell(outcomes, folder)
    return PARTLY if any(one.state == FAILED for one in outcomes) else DONE


def _services(options: Namespace, progress: _Progress) -> tuple[sotkanet.Sotkanet, statfin.Statfin]:
    return (
        sotkanet.Sotkanet(
            Calls(sotkanet.NAME, told=progress.step), options.sotkanet_address or sotkanet.BASE
        ),
        statfin.Statfin(
            Calls(statfin.NAME, told=progress.step), options.statfin_address or statfin.BASE
        ),
    )


def _tell(outcomes: Sequence[Outcome], folder: Path) -> None:
    failed = [one for one in outcomes if one.state == FAILED]
    fetched = sum(one.state == FETCHED for one in outcomes)
    for one in outcomes:
        for warning in one.warnings:
            complain(_("Check {key}: {warning}").format(key=one.key, warning=warning))
    for one in failed:
        complain(f"{one.key}: {one.error}")
        complain(f"  {_kept(one)}")
    say(
        _("Indicators in {folder}: {fetched} fetched, {same} unchanged, {failed} failed.").format(
            folder=folder,
            fetched=number(fetched),
            same=number(len(outcomes) - fetched - len(failed)),
            failed=number(len(failed)),
        )
    )


def _kept(one: Outcome) -> str:
    if one.made_up:
        return _("The made-up figures of the example stay until real ones are fetched.")
    if not one.kept:
        return _("There is no earlier answer; the indicator is missing.")
    fetched = date.fromisoformat(one.kept)
    text = _("The earlier answer, fetched on {day} ({age}), stays in use.")
    return text.format(day=day(fetched), age=_age(fetched))


def _days(fetched: date) -> int:
    return (datetime.now(UTC).date() - fetched).days


def _age(fetched: date) -> str:
    days = _days(fetched)
    if days <= 0:
        return _("today")
    return ngettext("{n} day ago", "{n} days ago", days).format(n=number(days))


def _as_json(one: Outcome) -> dict[str, object]:
    return {
        "indicator": one.key,
        "state": one.state,
        "error": None if one.error is None else {"kind": one.error.kind, "text": str(one.error)},
        "kept": one.kept,
        "made_up": one.made_up,
        "warnings": list(one.warnings),
    }


def _list(folder: Path, options: Namespace) -> int:
    """Show each indicator of the catalogue: its source, its years, and how old the answer is."""
    known, calls = catalogue(folder), cache.retrievals(folder)
    stored = cache.stored(folder)
    values = stored[stored["arvo"].notna()]
    years = {str(key): sorted(set(found)) for key, found in values.groupby("indikaattori")["vuosi"]}
    areas = values.groupby("indikaattori")["alue"].nunique()
    shown = []
    for one in known:
        entry, span = calls.get(one.key, {}), years.get(one.key, [])
        shown.append(
            {
                "indicator": one.key,
                "title": one.label,
                "source": one.source,
                "provider": entry.get("tuottaja", ""),
                "licence": entry.get("lisenssi", ""),
                "address": entry.get("osoite", ""),
                "fetched": str(entry.get("aika", ""))[:10],
                "updated": entry.get("paivitetty", ""),
                "first_year": int(span[0]) if span else None,
                "last_year": int(span[-1]) if span else None,
                "areas": int(areas[one.key]) if span else 0,
            }
        )
    if options.json:
        print_json({"folder": str(folder), "indicators": shown})
        return DONE
    for row in shown:
        say(_line(row))
    return DONE


def _line(row: dict[str, object]) -> str:
    if not row["fetched"]:
        return _("{key}: {title} (not fetched)").format(key=row["indicator"], title=row["title"])
    fetched = date.fromisoformat(str(row["fetched"]))
    text = _(
        "{key}: {title} ({first}–{last}, {areas} areas; {provider}, {licence}; fetched {day}, {age})"
    ).format(
        key=row["indicator"],
        title=row["title"],
        first=row["first_year"] or "",
        last=row["last_year"] or "",
        areas=number(int(str(row["areas"]))),
        provider=spoken(str(row["provider"])),
        licence=spoken(str(row["licence"])),
        day=day(fetched),
        age=_age(fetched),
    )
    if _days(fetched) <= _OLD:
        return text
    return " ".join([text, _("More than a year old: fetch it again.")])


def _time(seconds: float) -> str:
    """Say how long something takes, in whole seconds or, from a minute on, in minutes rounded up."""
    if seconds < _MINUTE:
        whole = max(round(seconds), 1)
        return ngettext("{n} second", "{n} seconds", whole).format(n=number(whole))
    whole = ceil(seconds / _MINUTE)
    return ngettext("{n} minute", "{n} minutes", whole).format(n=number(whole))


class _Progress:
    """What is said before an update, and a bar that counts calls, or a line for each tenth."""

    def __init__(self, *, quiet: bool) -> None:
        from tqdm import tqdm

        self._quiet, self._count, self._total = quiet, 0, 0
        self._bar = tqdm(disable=quiet or not sys.stderr.isatty(), leave=False, dynamic_ncols=True)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        self._bar.close()

    def begun(self, plan: Plan) -> None:
        """Say how many calls there will be and how long they take."""
        self._total = plan.calls
        self._bar.reset(plan.calls)
        if not self._quiet:
            text = ngettext(
                "About {n} call to the services; it takes about {time}.",
                "About {n} calls to the services; it takes about {time}.",
                plan.calls,
            )
            complain(text.format(n=number(plan.calls), time=_time(plan.seconds)))

    def step(self) -> None:
        """Count a call."""
        self._count += 1
        if self._bar.disable and not self._quiet and self._count % 10 == 0:
            text = _("{n} of about {all} calls made.")
            complain(text.format(n=number(self._count), all=number(self._total)))
        self._bar.update()
