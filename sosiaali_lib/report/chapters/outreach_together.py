"""The sections on topics that came up together: how many a visit, behind money, and in pairs."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import _
from sosiaali_lib.outreach import (
    MENTIONS,
    MONEY_ONLY,
    MONEY_TOO,
    NO_MONEY,
    VISITS,
    BehindMoney,
    TopicPairs,
    topic_numbers,
)
from sosiaali_lib.outreach.topic_counts import NUMBERS
from sosiaali_lib.report.blocks import Block
from sosiaali_lib.report.chapters.common import log_source
from sosiaali_lib.report.chapters.findings import finding_blocks
from sosiaali_lib.report.view import View

NUMBER_TABLE, PAIR_TABLE, MONEY_TABLE = "aiheita", "aihepari", "aihe_raha"


def number_blocks(view: View, focus: str) -> list[Block]:
    """Give the section on the number of topics; none where the release does not hold it."""
    if not view.release.has(NUMBER_TABLE):
        return []
    found = view.distribution(NUMBER_TABLE, NUMBER_TABLE, VISITS, focus, dict.fromkeys(NUMBERS, ""))
    mentions = view.distribution("aihe", "aihe", MENTIONS, focus, {}).total
    finding = topic_numbers(found.values, found.total, mentions, place=view.short(focus))
    return finding_blocks(
        finding, slug="aiheita", source=log_source(view), heading=_("Number of topics on a visit")
    )


def money_blocks(view: View, focus: str) -> list[Block]:
    """Give the section on what came up when money was talked about."""
    if not view.release.has(MONEY_TABLE):
        return []
    kinds = dict.fromkeys((MONEY_ONLY, MONEY_TOO, NO_MONEY), "")
    visits = view.distribution("raha", "raha", VISITS, focus, kinds)
    if visits.values[MONEY_ONLY] == visits.values[MONEY_TOO] == 0:
        return []
    rows = view.rows(MONEY_TABLE, focus)
    mentions = {
        (str(topic), str(kind)): _number(n)
        for topic, kind, n in zip(rows["aihe"], rows["raha"], rows[MENTIONS], strict=True)
    }
    finding = BehindMoney(visits=visits.values, mentions=mentions, place=view.short(focus))
    return finding_blocks(
        finding, slug="rahan-takana", source=log_source(view), heading=_("Behind money")
    )


def pair_blocks(view: View, focus: str) -> list[Block]:
    """Give the section on pairs of topics."""
    if not view.release.has(PAIR_TABLE):
        return []
    rows = view.rows(PAIR_TABLE, focus)
    pairs = {str(pair): _number(n) for pair, n in zip(rows["pari"], rows[VISITS], strict=True)}
    pairs.pop(TOTAL, None)
    mentions = view.distribution(
        "aihe", "aihe", MENTIONS, focus, codelists.load("aiheet").labels()
    ).values
    finding = TopicPairs(mentions=mentions, pairs=pairs, place=view.short(focus))
    return finding_blocks(
        finding,
        slug="aiheparit",
        source=log_source(view),
        heading=_("Topics that came up together"),
    )


def _number(value: object) -> int | None:
    return None if pd.isna(value) else int(str(value))  # type: ignore[call-overload]
