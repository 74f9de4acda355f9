"""The instruments on the codebook page: rights, scoring rules, statements, what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sosiaali_lib import codebook_html as tags
from sosiaali_lib import instrument_rights, instrument_rule, instrument_text
from sosiaali_lib.formatting import number
from sosiaali_lib.instruments import Instrument, Item, Scale
from sosiaali_lib.messages import _, language


def sections(known: Sequence[Instrument]) -> list[str]:
    """Give the table of rights and a section for each instrument."""
    return [_rights(), *map(_section, known)]


def anchor(known: Instrument) -> str:
    """Give the name under which links find an instrument."""
    return f"mittari-{known.id}"


def _rights() -> str:
    table = instrument_rights.table()
    rows = [
        (tags.code(str(name)), *(escape(str(cell)) for cell in cells))
        for name, *cells in table.itertuples()
    ]
    caption = _("Rights to the instruments")
    return f"<h3>{escape(caption)}</h3>\n" + tags.table(
        caption, (_("Name in the data"), *table.columns), rows
    )


def _section(known: Instrument) -> str:
    version = escape(_("File version {version}; version of the form: {form}.")).format(
        version=escape(known.version), form=tags.finnish(known.form_version)
    )
    holder = escape(_("Holder: {holder}.")).format(
        holder=tags.finnish(known.rights.holder or _("not known"))
    )
    source = escape(_("Source: {source}.")).format(source=tags.finnish(known.rights.source))
    rules = list(_rules(known)) or [
        _("No scoring rule is built in: measurements are counted and no scores are given.")
    ]
    rights, scoring = _("Rights"), _("Scoring rule")
    cautions = instrument_text.cautions(known)
    return "\n".join(
        [
            f'<h3 id="{anchor(known)}">{escape(known.name)} ({tags.code(known.id)})</h3>',
            f"<p>{version}</p>",
            f"<h4>{escape(rights)}</h4>",
            f"<p>{holder} {source if known.rights.source else ''}</p>",
            f"<p>{escape(' '.join(instrument_text.rights(known)))}</p>",
            f"<h4>{escape(scoring)}</h4>",
            *(f"<p>{escape(rule)}</p>" for rule in rules),
            *([tags.bullets(map(escape, cautions))] if cautions else []),
            *([_items(known)] if known.items else []),
            *(_bands(scale) for scale in _banded(known)),
            *([_references(known)] if known.references else []),
            _grounds(known),
        ]
    )


def _rules(known: Instrument) -> list[str]:
    """Give the rule of each scale; the scales of a profile, one an item, share one sentence."""
    own = [scale for scale in known.scales if scale.method != "value" or len(known.scales) == 1]
    rules = [instrument_rule.rule(known, scale) for scale in own]
    if len(own) < len(known.scales):
        rules.append(
            _("Each answer is looked at by itself; no total is made of them.")
            if known.total == "none"
            else _("Each answer is also looked at by itself.")
        )
    return rules


def _banded(known: Instrument) -> list[Scale]:
    """Give the scales with limits of their own; scales of a profile have the same ones."""
    found: dict[tuple[object, ...], Scale] = {}
    for scale in known.scales:
        found.setdefault(tuple(instrument_rule.bands(scale)), scale)
    return [scale for limits, scale in found.items() if limits]


def _bands(scale: Scale) -> str:
    heading = _("Limits of interpretation: {scale}").format(scale=scale.label)
    if scale.method == "value":
        heading = _("Limits of interpretation of each answer")
    return f"<h4>{escape(heading)}</h4>\n" + tags.bullets(map(escape, instrument_rule.bands(scale)))


def _references(known: Instrument) -> str:
    labels = {item.id: item.label for item in known.items}
    labels |= {scale.id: scale.label for scale in known.scales}
    rows = [
        (
            escape(labels[part]),
            escape(reference.population),
            escape(reference.year),
            number(reference.n) if reference.n else "–",
            number(mean, 2),
            number(spread, 2) if spread is not None else "–",
            tags.finnish(reference.source),
        )
        for reference in known.references
        for part, (mean, spread) in reference.figures.items()
    ]
    head = (_("Scale or statement"), _("Who was asked"), _("Year"), "n", _("Mean"),
            _("Standard deviation"), _("Source"))  # fmt: skip
    caption = _("Reference figures of “{instrument}”").format(instrument=known.name)
    return tags.table(caption, head, rows)


def _grounds(known: Instrument) -> str:
    words, origins = instrument_text.evidence(), instrument_text.origins()
    names = instrument_text.parts()
    rows = [
        (
            escape(names[part]),
            escape(words[entry.status][0]),
            escape(origins[entry.origin]),
            tags.finnish(entry.source) if entry.source else "–",
        )
        for part, entry in known.evidence.items()
    ]
    caption = _("What the parts of “{instrument}” rest on").format(instrument=known.name)
    return tags.table(caption, (_("Part"), _("Evidence"), _("Decided by"), _("Source")), rows)


def _items(known: Instrument) -> str:
    """Give the table of statements; a full text may be in another language than the page."""
    full = [_("Full text in the form")] if known.statements else []
    head = [_("Column"), _("Name"), *full, _("Direction")]
    rows = [
        (
            tags.code(item.id),
            escape(item.label),
            *([_statement(known, item)] if known.statements else []),
            escape(_direction(item)),
        )
        for item in known.items
    ]
    caption = _("Statements of “{instrument}”").format(instrument=known.name)
    table = tags.table(caption, head, rows)
    if not (lines := instrument_text.answers(known)):
        return table
    heading = _("Answer options")
    return f"<h4>{escape(heading)}</h4>\n{tags.bullets(map(escape, lines))}\n{table}"


def _statement(known: Instrument, item: Item) -> str:
    texts = known.statements.get(item.id, {})
    for lang in (language(), "fi", "en", "sv"):
        if lang in texts:
            text = escape(texts[lang])
            return text if lang == language() else f'<span lang="{lang}">{text}</span>'
    return "–"


def _direction(item: Item) -> str:
    if item.values is not None:
        return _("counted by a value map")
    return _("turned round") if item.reverse else _("as answered")
