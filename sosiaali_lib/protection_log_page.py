"""The protection log as one page for the web, in all languages of the suite."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from html import escape

from sosiaali_lib import codebook_html as tags
from sosiaali_lib.attackers import withstood
from sosiaali_lib.formatting import day, number, period
from sosiaali_lib.messages import DEFAULT, LANGUAGES, _, use
from sosiaali_lib.protection_log import Log, Table
from sosiaali_lib.release_audit.declared import BY_NAME


def html(log: Log) -> str:
    """Give the page: one part a language, the first in the language of the suite.

    Parameters
    ----------
    log
        What `protection_log.make` gave.
    """
    with use(DEFAULT):
        title, label = _("Protection log of the release"), _("Languages")
    parts = []
    for lang in LANGUAGES:
        with use(lang):
            parts.append(f'<section lang="{lang}" id="{lang}">\n{_part(log)}\n</section>')
    names = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
    links = tags.bullets(
        f'<a href="#{lang}" lang="{lang}">{escape(names[lang])}</a>' for lang in LANGUAGES
    )
    navigation = f'<nav aria-label="{escape(label)}">\n{links}\n</nav>\n'
    with use(DEFAULT):
        return tags.page(title, "\n".join(parts), navigation=navigation)


def _part(log: Log) -> str:
    """Give the log in the language in use."""
    return "\n".join(
        [
            _heading(2, _("Protection log")),
            _rule(log),
            _heading(3, _("Result of the attack")),
            _result(log),
            _heading(3, _("What a higher level would still find")),
            _higher(log),
            _heading(3, _("Tables")),
            _tables(log),
        ]
    )


def _heading(level: int, text: str) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def _rule(log: Log) -> str:
    texts = [
        _("Rule version {rule}; made with sosiaali_lib {version} on {date}.").format(
            rule=log.rule, version=log.version, date=day(datetime.fromisoformat(log.created).date())
        ),
        _(
            "Numbers of fewer than {threshold} people are hidden. Other numbers are hidden with them, so "
            "that sums do not give them away. Totals are true or hidden."
        ).format(threshold=number(log.threshold)),
        withstood(log.attacker),
    ]
    if log.width:
        texts.append(
            _("A small number is not known to lie within fewer than {threshold} numbers.").format(
                threshold=number(log.threshold)
            )
        )
    if log.reasons:
        texts.append(
            _(
                "In the whole release {small} numbers are hidden because they are small, and {others} "
                "because they would give small ones away. Which they are is not told of any table: that "
                "alone could give a number away."
            ).format(small=number(log.reasons["small"]), others=number(log.reasons["others"]))
        )
    texts.append(_earlier(log))
    away = sorted({str(cell) for one in log.earlier for cell in one.get("given_away", ())})
    if away:
        texts.append(
            _(
                "These numbers follow from the earlier releases, whatever is hidden now. They are hidden "
                "in this one:"
            )
        )
    listed = tags.bullets(tags.code(cell) for cell in away) if away else ""
    return "".join(f"<p>{escape(text)}</p>" for text in texts) + listed


def _earlier(log: Log) -> str:
    if not log.earlier:
        return _("No earlier releases were taken into account.")
    named = [
        period(*(date.fromisoformat(str(end)) for end in one["period"])) for one in log.earlier
    ]
    return _("Earlier releases that were taken into account, by their periods: {releases}.").format(
        releases="; ".join(named)
    )


def _result(log: Log) -> str:
    if log.withstood:
        text = _(
            "A program that has nothing but the release tried to compute the hidden numbers from all "
            "its tables together, from what is calculated from them and from their texts. It could "
            "compute none."
        )
        return f"<p>{escape(text)}</p>"
    text = _("These tables hold hidden numbers that can be computed. The release must not be used.")
    caption = _("Hidden numbers that can be computed, by table")
    return f"<p>{escape(text)}</p>" + _counts(log.found["strict"], caption)


def _higher(log: Log) -> str:
    """Tell what readers find who are beyond the level of the release."""
    alone = log.found.get("self", {})
    parts = []
    if alone:
        text = _(
            "Somebody who is the only person in a hidden number, and knows it, could compute other hidden "
            "numbers of these tables. Nobody outside knows where that is so; all places where it may be "
            "so were tried."
        )
        caption = _("Hidden numbers that a single person could compute, by table")
        parts.append(f"<p>{escape(text)}</p>{_counts(alone, caption)}")
    if log.narrow:
        text = _(
            "In these tables there are hidden numbers of which fewer than {threshold} are possible."
        ).format(threshold=number(log.threshold))
        caption = _("Hidden numbers with few possible values, by table")
        parts.append(f"<p>{escape(text)}</p>{_counts(log.narrow, caption)}")
    if not parts:
        nothing = _("Nothing.")
        return f"<p>{escape(nothing)}</p>"
    advice = _("If that is too much, choose a higher threshold, or make tables for larger areas.")
    return "".join(parts) + f"<p>{escape(advice)}</p>"


def _counts(found: Mapping[str, int], caption: str) -> str:
    rows = [(_named(name), number(n)) for name, n in found.items()]
    return tags.table(caption, (_("Table"), _("Hidden numbers")), rows)


def _tables(log: Log) -> str:
    """Give a row a table."""
    head = (_("Table"), _("Shown"), _("Hidden"), _("Areas"))
    rows = [
        (
            _named(one.name),
            number(one.cells - one.hidden),
            number(one.hidden),
            escape(_areas(one)),
        )
        for one in log.tables
    ]
    caption = _("Numbers of each table, shown and hidden")
    return tags.table(caption, head, rows)


def _areas(one: Table) -> str:
    texts = {
        ("all", ""): _("all areas"),
        ("larger", "declared"): _(
            "larger areas only: the table is too detailed for municipalities"
        ),
        ("larger", "small"): _("larger areas only: the numbers of municipalities are too small"),
        ("none", "small"): _("totals only: the numbers are too small"),
    }
    return texts[one.level, one.reason]


def _named(name: str) -> str:
    """Give the name of a table, with its caption where it has one."""
    declared = BY_NAME.get(name)
    caption = getattr(getattr(declared, "words", None), "caption", "")
    words = escape(_(caption)) if caption else ""
    return tags.code(name) + (f"<br>{words}" if words else "")
