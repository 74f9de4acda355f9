"""Tables of a project's final report that no chapter of the municipal report has in the same form."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import yaml

from sosiaali_lib import outreach
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.findings import Finding, Words
from sosiaali_lib.formatting import number
from sosiaali_lib.listings import Listing
from sosiaali_lib.messages import N_, _, pick
from sosiaali_lib.tabulation import Choices

ACTOR = "toimija"
TOPICS = Choices(
    name="aiheet_kayntia",
    form="jalkautumiset",
    row="aiheet",
    words=Words(
        caption=N_("Topics of the visits"),
        head=N_("Topic"),
        unit=N_("Visits"),
        total=N_("All visits"),
        share=N_("Share of visits"),
        one=N_("The most common topic was {items} of visits."),
        many=N_("The most common topics were {items} of visits."),
    ),
)


def visits_by_actor(visits: pd.DataFrame) -> Finding:
    """Give visits and people talked with by the organisation that made the visits, and together."""
    totals = outreach.totals(visits, ACTOR)
    counted = [outreach.VISITS, outreach.CONTACTS]
    rows = [(str(row[ACTOR]), [int(row[name]) for name in counted]) for row in _records(totals)]
    whole = [int(totals[name].sum()) for name in counted]

    def told() -> list[str]:
        text = _("{visits} visits were made in all, and {people} people were talked with.")
        return [text.format(visits=number(whole[0]), people=number(whole[1]))]

    return Listing(
        title=N_("Visits and people talked with by organisation"),
        first=N_("Organisation"),
        headings=[(N_("Visits"), "count"), (N_("People talked with"), "count")],
        lines=lambda: [*rows, (_("Together"), whole)],
        told=told,
    )


def disagreements() -> Finding:
    """List where the published report disagrees with itself or with official figures."""
    found = _disagreements()

    def told() -> list[str]:
        text = _("The report and its own tables or official figures disagree in {n} places.")
        return [text.format(n=number(len(found)))]

    return Listing(
        title=N_("Where the source disagrees with itself"),
        first=N_("Place in the source"),
        headings=[(N_("The text says"), "text"), (N_("The table or the figures say"), "text")],
        lines=lambda: [
            (pick(row["where"]), [pick(row["says"]), pick(row["found"])]) for row in found
        ],
        told=told,
    )


@cache
def _disagreements() -> tuple[dict[str, Any], ...]:
    path = DATA / "example" / "ristiriidat.yaml"
    return tuple(yaml.safe_load(path.read_text("utf-8")))


def _records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return list(table.to_dict("records"))
