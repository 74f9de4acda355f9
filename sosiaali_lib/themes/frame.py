"""The coding frame: the organisation's own themes, their upper themes, names and keywords."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import LANGUAGES, _, language, ngettext

NO_THEME = "ei_teemaa"  # what coders write when no theme of the frame fits an answer
SEPARATOR = ";"
NAMES = {"fi": "nimi", "sv": "nimi_sv", "en": "nimi_en"}


@dataclass(frozen=True)
class Theme:
    """One row of the frame; `upper` is the code of the theme above it, empty for an upper theme."""

    code: str
    upper: str
    names: tuple[str, ...]  # in the order of LANGUAGES; empty where it is not translated
    keywords: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name in the language in use, in Finnish where it is not translated."""
        return self.names[LANGUAGES.index(language())] or self.names[LANGUAGES.index("fi")]


@dataclass(frozen=True)
class Frame:
    """A coding frame without faults, its themes in the order of the rows."""

    themes: tuple[Theme, ...]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Frame:
        """Read a frame.

        Parameters
        ----------
        rows
            Clean rows of the form `kehys`; `nimi_sv`, `nimi_en` and `avainsanat` may be absent. Not changed.

        Raises
        ------
        ThemeError
            If the frame has faults; it lists them.
        """
        from sosiaali_lib.themes.codes import ThemeError, check_frame

        faults = check_frame(rows)
        if len(faults):
            raise ThemeError(_("The coding frame has faults."), faults)
        return cls(tuple(_theme(row) for row in rows.to_dict("records")))

    @cached_property
    def by_code(self) -> dict[str, Theme]:
        """Code → theme."""
        return {theme.code: theme for theme in self.themes}

    @cached_property
    def upper(self) -> dict[str, str]:
        """Code of every theme → code of the uppermost theme that it leads to."""
        found = {}
        for theme in self.themes:
            top = theme
            while top.upper:
                top = self.by_code[top.upper]
            found[theme.code] = top.code
        return found

    @property
    def uppermost(self) -> tuple[str, ...]:
        """Codes of the themes that have none above them."""
        return tuple(theme.code for theme in self.themes if not theme.upper)

    @cached_property
    def lowest(self) -> frozenset[str]:
        """Codes of the themes that have none below them."""
        return frozenset(self.by_code) - {theme.upper for theme in self.themes}

    def path(self) -> tuple[str, ...]:
        """Give all codes, those of one uppermost theme after each other."""
        order = {code: at for at, code in enumerate(self.uppermost)}
        return tuple(sorted(self.by_code, key=lambda code: order[self.upper[code]]))

    def labels(self, seen: Iterable[str], *, upper: bool = False) -> dict[str, str]:
        """Give code → name in the language in use.

        Parameters
        ----------
        seen
            Codes that occur. A theme with others below it is named where it occurs itself, the
            rest always.
        upper
            Whether only the uppermost themes are named.
        """
        occurring = set(seen)
        codes = self.uppermost if upper else self.path()
        found = {
            code: self.by_code[code].name
            for code in codes
            if upper or code in self.lowest or code in occurring
        }
        return found | no_theme(occurring)

    def untranslated(self) -> str:
        """Say how many names are shown in Finnish for want of a translation; empty for none."""
        lacking = sum(not theme.names[LANGUAGES.index(language())] for theme in self.themes)
        if not lacking:
            return ""
        return ngettext(
            "{n} theme of the coding frame has no name in this language and is shown in Finnish.",
            "{n} themes of the coding frame have no name in this language and are shown in Finnish.",
            lacking,
        ).format(n=number(lacking))


def no_theme(seen: Iterable[str]) -> dict[str, str]:
    """Give the label of answers that no theme fits, where they occur."""
    return {NO_THEME: _("No theme of the frame")} if NO_THEME in set(seen) else {}


def split(values: pd.Series) -> pd.Series:
    """Give the different codes of each cell as a tuple, in the order written; none when empty."""
    texts = values.astype("str").where(values.notna(), "")
    return texts.map(pieces)


@lru_cache(maxsize=10_000)  # many answers hold few different texts
def pieces(text: str) -> tuple[str, ...]:
    """Give the different parts of a text between semicolons, without blanks around them."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(SEPARATOR)))))


def written(value: Any) -> str:
    """Give a cell as text; empty when missing."""
    return "" if pd.isna(value) else str(value).strip()


def _theme(row: Mapping[Hashable, Any]) -> Theme:
    return Theme(
        code=written(row["teema"]),
        upper=written(row.get("ylateema")),
        names=tuple(written(row.get(NAMES[lang])) for lang in LANGUAGES),
        keywords=pieces(written(row.get("avainsanat"))),
    )
