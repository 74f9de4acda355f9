"""Names and codes as a tool takes them, made from those of the form by one rule, never twice the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sosiaali_lib.questionnaire.model import Choice


@dataclass(frozen=True)
class NameRule:
    """What names a tool takes.

    `allowed` matches one character that may stay, `longest` is the most characters, `reserved` are
    names of the tool's own, in small letters.
    """

    allowed: str
    longest: int
    reserved: frozenset[str] = frozenset()

    def names(self, names: Iterable[str], *, taken: Collection[str] = ()) -> dict[str, str]:
        """Give name → name in the tool.

        Characters that the tool does not take are left out, what is too long is cut, and a name that
        another one has already (in whatever letters) ends in a number. Names that need no change are
        kept whatever the others become.

        Examples
        --------
        >>> NameRule("[a-z0-9]", 6).names(["kunta", "kunta_a", "kunta_ab", "kunta_abc"])
        {'kunta': 'kunta', 'kunta_a': 'kuntaa', 'kunta_ab': 'kunta2', 'kunta_abc': 'kunta3'}
        """
        wanted = list(names)
        used = {name.lower() for name in taken} | self.reserved
        found = {name: name for name in wanted if self._fits(name) and name not in used}
        used |= set(found)
        for name in wanted:
            if name not in found:
                found[name] = self._free(name, used)
                used.add(found[name].lower())
        return {name: found[name] for name in wanted}

    def _fits(self, name: str) -> bool:
        return self._plain(name) == name and len(name) <= self.longest

    def _plain(self, name: str) -> str:
        kept = "".join(re.findall(self.allowed, name))
        kept = re.sub("_{2,}", "_", kept).strip("_")
        return kept if kept[:1].isalpha() else f"k{kept}"

    def _free(self, name: str, used: Collection[str]) -> str:
        plain = self._plain(name)
        tried = plain[: self.longest].rstrip("_")
        number = 1
        while tried.lower() in used:
            number += 1
            tried = f"{plain[: self.longest - len(str(number))].rstrip('_')}{number}"
        return tried


def codes(choices: tuple[Choice, ...], allowed: str, prefix: str) -> Mapping[str, str]:
    """Give code → code in the tool: all as they are, or all numbered in their order.

    Parameters
    ----------
    choices
        The choices of a question.
    allowed
        Matches a whole code that the tool takes.
    prefix
        Stands before the numbers.

    Notes
    -----
    Codes that are also the label of another choice are numbered too: in an export with labels in
    place of codes nobody could tell them apart.
    """
    labels = {label: choice.code for choice in choices for label in choice.labels.values()}
    if all(
        re.fullmatch(allowed, choice.code) and labels.get(choice.code, choice.code) == choice.code
        for choice in choices
    ):
        return {choice.code: choice.code for choice in choices}
    return {choice.code: f"{prefix}{n}" for n, choice in enumerate(choices, start=1)}
