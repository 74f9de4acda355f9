"""How far two coders agree: theme by theme, over all themes, and answer by answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.agreement import Agreement, agreement
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import listed, lower_first, number, percent, rounded
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.themes.codes import demand_known
from sosiaali_lib.themes.frame import Frame, no_theme, split

A, B = "teemat_a", "teemat_b"
YES, NO = "kylla", "ei"
DIGITS = 2


@dataclass(frozen=True, kw_only=True)
class ThemeAgreement:
    """Answers with a theme by each coder and by both, and the agreement on it."""

    code: str
    a: int
    b: int
    both: int
    found: Agreement


@dataclass(frozen=True, kw_only=True)
class CoderAgreement(Finding):
    """The agreement of two coders on the answers that both coded.

    Attributes
    ----------
    frame
        The coding frame.
    themes
        Agreement on each theme that a coder used: has it or not.
    overall
        Agreement on all decisions together, one for every answer and theme in `themes`. Decisions on
        one answer depend on each other, so it has no interval here.
    n, same
        Answers that both coded, and those of them with exactly the same themes.
    only_a, only_b
        Answers that one coder coded alone; they are not compared.
    """

    frame: Frame
    themes: tuple[ThemeAgreement, ...]
    overall: Agreement
    n: int
    same: int
    only_a: int
    only_b: int

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Agreement of two coders on the themes")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Theme")

    @property
    def fields(self) -> Sequence[Field]:
        """Answers by each coder and both, and the coefficients."""
        return [
            Field(_("Answers compared")),
            Field(_("Coder A")),
            Field(_("Coder B")),
            Field(_("Both")),
            Field(_("Percent agreement"), "share"),
            Field(_("Cohen's kappa"), "number", DIGITS),
            Field(_("Gwet AC1"), "number", DIGITS),
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a theme, and all decisions together last."""
        labels = self._labels()
        found = [
            (labels[one.code], (self.n, one.a, one.b, one.both, *_values(one.found)))
            for one in self.themes
        ]
        sums = [sum(getattr(one, name) for one in self.themes) for name in ("a", "b", "both")]
        return [*found, (_("All decisions"), (self.overall.n, *sums, *_values(self.overall)))]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.themes),)

    @property
    def notes(self) -> Sequence[str]:
        """What is compared, what is not, and how to read it."""
        found = []
        if alone := self.only_a + self.only_b:
            text = ngettext(
                "{n} answer was coded by one coder only (A {a}, B {b}) and is not compared.",
                "{n} answers were coded by one coder only (A {a}, B {b}) and are not compared.",
                alone,
            )
            found.append(text.format(n=number(alone), a=number(self.only_a), b=number(self.only_b)))
        found.append(
            _(
                "On every theme the coders decided whether an answer carries it. Kappa is low on rare "
                "themes however often the coders agree, so read it together with the percent "
                "agreement and AC1. All decisions together are one for every answer and theme; "
                "decisions on one answer depend on each other."
            )
        )
        if any(one.found.kappa.value is None for one in self.themes):
            found.append(
                _("Kappa is not defined where both coders gave the theme to every answer.")
            )
        if text := self.frame.untranslated():
            found.append(text)
        return tuple(found)

    def said(self) -> list[str]:
        """Give the identical codings, the overall agreement, and where kappa is lowest."""
        same = ngettext(
            "Both coders coded {n} answer, and the themes were exactly the same on {same} ({share}).",
            "Both coders coded {n} answers, and the themes were exactly the same on {same} ({share}).",
            self.n,
        ).format(n=number(self.n), same=number(self.same), share=percent(self.same / self.n))
        found = [same]
        share, kappa, ac = _values(self.overall)
        if isinstance(kappa, float) and kappa == kappa:
            text = _(
                "Over all {n} decisions the coders agreed on {share} (Cohen's kappa {kappa}, Gwet AC1 "
                "{ac})."
            )
            found.append(
                text.format(
                    n=number(self.overall.n),
                    share=Field("", "share").written(share),
                    kappa=number(kappa, DIGITS),
                    ac=Field("", "number", DIGITS).written(ac),
                )
            )
        return [*found, *self._lowest()]

    def drawn(self) -> str | None:
        """Draw the kappa of each theme with its interval."""
        from sosiaali_lib.report import charts

        labels = self._labels()
        shown = [one for one in self.themes if one.found.kappa.value is not None]
        if not shown:
            return None
        kappas = [one.found.kappa for one in shown]
        texts = [number(one.value, DIGITS) for one in kappas]
        series = charts.Series(_("Cohen's kappa"), [one.value for one in kappas], texts)
        names = [labels[one.code] for one in shown]
        axis = _("Cohen's kappa; 1 is full agreement")
        return charts.dots(names, series, [one.ci for one in kappas], axis)

    def alternative(self) -> str:
        """State the kappa of each theme."""
        labels = self._labels()
        items = [
            f"{lower_first(labels[one.code])} {number(one.found.kappa.value, DIGITS)}"
            for one in self.themes
            if one.found.kappa.value is not None
        ]
        text = _("Kappa of each theme with its interval: {items}.")
        return text.format(items=listed(items))

    def _lowest(self) -> list[str]:
        """Name the themes with the lowest kappa as it is written, where they differ."""
        labels = self._labels()
        written = {
            one.code: rounded(one.found.kappa.value, DIGITS)
            for one in self.themes
            if one.found.kappa.value is not None
        }
        if len(set(written.values())) < 2:
            return []
        low = min(written.values())
        items = [lower_first(labels[code]) for code, value in written.items() if value == low]
        text = _("Kappa was lowest ({kappa}) on: {items}.")
        return [text.format(kappa=number(float(low), DIGITS), items=listed(items))]

    def _labels(self) -> dict[str, str]:
        return {code: theme.name for code, theme in self.frame.by_code.items()} | no_theme(
            one.code for one in self.themes
        )


def coder_agreement(answers: pd.DataFrame, frame: pd.DataFrame) -> CoderAgreement:
    """Give the agreement of two coders on each theme and over all themes.

    Parameters
    ----------
    answers
        Rows of the form `kysymykset`; only answers with codes in both `teemat_a` and `teemat_b` are
        compared. Not changed.
    frame
        Rows of the form `kehys`. Not changed.

    Returns
    -------
    CoderAgreement
        A row for every theme that a coder used on these answers, and one for all decisions. Percent
        agreement from 0 to 1, coefficients from −1 to 1.

    Raises
    ------
    ThemeError
        If the frame has faults or the answers hold codes that it lacks.
    ValueError
        If no answer was coded by both.

    Notes
    -----
    Coefficients: `sosiaali_lib.agreement`. That no theme fits is a decision of its own.
    """
    known = demand_known(answers, frame)
    first, second = split(answers[A]), split(answers[B])
    has_a, has_b = first.map(bool), second.map(bool)
    common = has_a & has_b
    if not common.any():
        raise ValueError(
            _(
                "No answer was coded by both coders: {a} answers have codes in {column_a} and {b} in "
                "{column_b}. Let both coders code the same answers, at least a sample of them."
            ).format(a=number(int(has_a.sum())), b=number(int(has_b.sum())), column_a=A, column_b=B)
        )
    pairs = [
        (frozenset(a), frozenset(b)) for a, b in zip(first[common], second[common], strict=True)
    ]
    used = frozenset().union(*(a | b for a, b in pairs))
    order = {code: at for at, code in enumerate(known.path())}
    themes = tuple(
        _on_theme(code, pairs)
        for code in sorted(used, key=lambda code: order.get(code, len(order)))
    )
    decisions = [(one.code in a, one.code in b) for one in themes for a, b in pairs]
    return CoderAgreement(
        frame=known,
        themes=themes,
        overall=_decided(decisions),
        n=len(pairs),
        same=sum(a == b for a, b in pairs),
        only_a=int((has_a & ~has_b).sum()),
        only_b=int((has_b & ~has_a).sum()),
    )


def _on_theme(code: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> ThemeAgreement:
    decisions = [(code in a, code in b) for a, b in pairs]
    return ThemeAgreement(
        code=code,
        a=sum(a for a, _b in decisions),
        b=sum(b for _a, b in decisions),
        both=sum(a and b for a, b in decisions),
        found=_decided(decisions),
    )


def _decided(decisions: Sequence[tuple[bool, bool]]) -> Agreement:
    words = {True: YES, False: NO}
    ratings = pd.DataFrame(
        {"A": [words[a] for a, _b in decisions], "B": [words[b] for _a, b in decisions]}
    )
    return agreement(ratings, categories=(NO, YES))


def _values(found: Agreement) -> tuple[Cell, Cell, Cell]:
    """Give percent agreement, kappa and AC1; one that is not defined is no information."""
    percent_, kappa, ac = (one.value for one in (found.exact, found.kappa, found.ac))
    return tuple(NOTHING if one is None else one for one in (percent_, kappa, ac))  # type: ignore[return-value]
