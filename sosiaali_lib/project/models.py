"""More than two waves, and groups: models with every observation, and groups compared."""

from __future__ import annotations

from collections import Counter

from sosiaali_lib.comparison import two_groups
from sosiaali_lib.formatting import listed, number
from sosiaali_lib.messages import _
from sosiaali_lib.project.front import headed
from sosiaali_lib.project.mixed import by_item, model
from sosiaali_lib.project.shown import compared
from sosiaali_lib.project.study import Part, Study
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Table


def waves(study: Study) -> list[Block]:
    """Give the chapter on more than two waves."""
    chapter = headed(_("Change over all waves"), "aallot")
    if len(study.waves) < 3:
        text = _("There are not more than two waves, so no model over waves is needed.")
        return [*chapter, Paragraph(text)]
    if not study.identified:
        text = _("The rows do not tell who is who, so no model over waves can be estimated.")
        return [*chapter, Paragraph(text)]
    if not study.main:
        return [*chapter, *by_item(study, None, "aallot")]
    for part in study.main:
        chapter += [
            Heading(part.label, 2, f"aallot-{part.id}"),
            *model(study, part, None, "aallot"),
        ]
    return chapter


def groups(study: Study) -> list[Block]:
    """Give the chapter on groups."""
    chapter = headed(_("Groups"), "ryhmat")
    sizes = Counter(study.groups.values())
    if len(sizes) < 2:
        text = (
            _("The file names one group only, so there is nothing to compare.")
            if sizes
            else _("The file names no groups (column `ryhma`), so there is nothing to compare.")
        )
        return [*chapter, Paragraph(text)]
    both = Counter(study.groups[person] for person in study.paired if person in study.groups)
    chapter.append(
        Table(
            slug="ryhmat-taulu",
            caption=_("People by group"),
            columns=(_("Group"), _("Measured"), _("Measured at both")),
            rows=tuple((name, number(n), number(both[name])) for name, n in sizes.items()),
            numeric=(True, True),
            source=study.file.name,
        )
    )
    if study.start is None or study.end is None or not study.paired:
        text = _("Nobody was measured twice, so the groups' changes cannot be compared.")
        return [*chapter, Paragraph(text)]
    parts = study.main or [part for part in study.parts if not part.is_scale]
    if not parts:
        text = _("The instrument has no statements or scales, so nothing is compared.")
        return [*chapter, Paragraph(text)]
    return [*chapter, *_compared(study, parts, sizes)]


def _compared(study: Study, parts: list[Part], sizes: Counter[str]) -> list[Block]:
    """Compare two groups by ranks, more by the model; smaller ones than allowed are left out."""
    changes = {part.id: _changes(study, part) for part in parts}
    people = {name: [len(found.get(name, [])) for found in changes.values()] for name in sizes}
    kept = [name for name, counts in people.items() if not study.few(max(counts))]
    section: list[Block] = []
    if small := [name for name in sizes if name not in kept]:
        text = _(
            "Left out of the comparison, because fewer than {least} people have both scores: {groups}."
        )
        least = number(study.instrument.group_min_n)
        section.append(Paragraph(text.format(least=least, groups=listed(small))))
    if len(kept) < 2:
        text = _("Fewer than two groups are large enough, so they are not compared.")
        return [*section, Paragraph(text)]
    if len(kept) == 2:
        return [*section, *_two(study, parts, changes, kept)]
    if not study.main:
        return [*section, *by_item(study, kept, "ryhmat")]
    for part in study.main:
        section += [Heading(part.label, 2, f"ryhmat-{part.id}")]
        section += model(study, part, kept, "ryhmat")
    return section


def _changes(study: Study, part: Part) -> dict[str, list[float]]:
    """Give the changes of those with both scores, by group."""
    pairs = study.changes[part.id].pairs
    found: dict[str, list[float]] = {}
    for person, change in zip(pairs.persons, pairs.changes.tolist(), strict=True):
        if (name := study.groups.get(str(person))) is not None:
            found.setdefault(name, []).append(change)
    return found


def _two(
    study: Study, parts: list[Part], changes: dict[str, dict[str, list[float]]], kept: list[str]
) -> list[Block]:
    rows, methods = [], []
    first, second = kept
    for part in parts:
        one, other = (changes[part.id].get(name, []) for name in kept)
        if study.few(min(len(one), len(other))):
            continue
        found = two_groups(one, other, study.confidence, names=(first, second))
        methods.append(found.method)
        rows.append((part.label, *compared(found, part.digits, change=True)))
    if not rows:
        text = _("Fewer than two groups are large enough, so they are not compared.")
        return [Paragraph(text)]
    mean = _("Mean change, {group}")
    table = Table(
        slug="ryhmien-muutos-taulu",
        caption=_("Change compared between two groups"),
        columns=(
            _("Score"),
            mean.format(group=first),
            mean.format(group=second),
            _("Shift"),
            _("p"),
            _("Cliff's delta"),
        ),
        rows=tuple(rows),
        numeric=(True,) * 5,
        note=_(
            "Shift = Hodges–Lehmann estimate, {first} less {second}; p = Mann–Whitney test; intervals "
            "in brackets."
        ).format(first=first, second=second),
        source=study.file.name,
    )
    return [table, Paragraph(methods[0], "note")]
