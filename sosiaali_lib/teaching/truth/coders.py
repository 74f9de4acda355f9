"""Made-up answers to the four questions whose true themes are known, coded by two coders who err."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from sosiaali_lib.teaching.truth.draws import Draws

FRAME: tuple[tuple[str, str, str, str, str], ...] = (
    ("niukkuus", "Taloudellinen niukkuus", "Scarce money", "", ""),
    ("osattomuus", "Yksinäisyys ja osattomuus", "Loneliness and exclusion", "", ""),
    ("palvelut", "Palvelujen saavutettavuus", "Access to services", "", ""),
    ("asuminen", "Asuminen ja kulkeminen", "Housing and getting around", "", ""),
    ("toimeentulo", "Toimeentulo", "Income", "niukkuus", "Rahat eivät riitä arkeen."),
    ("velat", "Velat", "Debts", "niukkuus", "Vastauksessa puhutaan veloista."),
    ("yksinaisyys", "Yksinäisyys", "Loneliness", "osattomuus", "Ihmisiä ei ole ympärillä."),
    ("mieli", "Mielen hyvinvointi", "Mental wellbeing", "osattomuus", "Mielen oireet, uupumus."),
    ("saatavuus", "Palveluihin pääsy", "Getting to services", "palvelut", "Jonot, etäisyys, vaihtuvuus."),
    ("digi", "Sähköinen asiointi", "Digital services", "palvelut", "Verkossa asiointi on este."),
    ("asunnot", "Asunnot", "Housing", "asuminen", "Asunto, vuokra tai häätö."),
    ("liikkuminen", "Kulkeminen", "Getting around", "asuminen", "Paikasta toiseen ei pääse."),
)  # fmt: skip
"""Theme, name in Finnish and in English, upper theme, rule of inclusion."""

# What is said of each theme, in Finnish and in English.
SAID: Mapping[str, tuple[tuple[str, str], ...]] = {
    "toimeentulo": (
        ("Raha loppuu ennen kuun puoltaväliä.", "The money is gone before the middle of the month."),
        ("Lapsen harrastus jäi, kun maksu nousi.", "The child had to stop a hobby when the fee rose."),
    ),
    "velat": (
        ("Vanhat velat vievät kaiken, mitä tienaan.", "Old debts take all that I earn."),
        ("Pikavipeistä ei pääse enää irti.", "There is no getting away from the payday loans."),
    ),
    "yksinaisyys": (
        ("Viikko voi mennä niin, etten puhu kenellekään.", "A week may pass without a word to anyone."),
        ("Naapurit muuttivat, kylällä ei ole enää ketään.", "The neighbours moved; nobody is left."),
    ),
    "mieli": (
        ("Aamulla ei jaksa nousta, on ollut niin jo pitkään.", "Getting up has been hard for a long time."),
        ("Moni on uupunut ja ahdistunut eikä näe ulospääsyä.", "Many are worn out and see no way out."),
    ),
    "saatavuus": (
        ("Soittoaika oli kolmen viikon päässä.", "The telephone hour was three weeks away."),
        ("Työntekijä vaihtui taas, saan aloittaa alusta.", "A new worker again; I start all over."),
    ),
    "digi": (
        ("En saa hakemusta verkossa läpi, tunnuksia ei ole.", "I cannot apply online without a bank code."),
        ("Kaikki on netissä, eikä siellä kukaan neuvo.", "All is on the net, and nobody there helps."),
    ),
    "asunnot": (
        ("Pieniä vuokra-asuntoja ei ole tarjolla.", "There are no small flats for rent."),
        ("Häätö tuli, vaikka maksusta oli jo sovittu.", "The eviction came though a plan was agreed."),
    ),
    "liikkuminen": (
        ("Bussi kulkee kerran päivässä, ja kouluaikaan.", "The bus runs once a day, in school time."),
        ("Ilman autoa ei pääse edes kauppaan.", "Without a car one cannot even get to the shop."),
    ),
}  # fmt: skip
GROUPS = ("asiakas", "kansalainen", "tyontekija", "paattaja")
# How common each theme is in what each group says, in the order of GROUPS; each column sums to 1.
WEIGHTS: Mapping[str, tuple[float, float, float, float]] = {
    "toimeentulo": (0.24, 0.10, 0.22, 0.12),
    "velat": (0.08, 0.02, 0.12, 0.04),
    "yksinaisyys": (0.16, 0.24, 0.10, 0.10),
    "mieli": (0.12, 0.14, 0.20, 0.10),
    "saatavuus": (0.16, 0.14, 0.12, 0.10),
    "digi": (0.10, 0.08, 0.08, 0.04),
    "asunnot": (0.08, 0.08, 0.10, 0.18),
    "liikkuminen": (0.06, 0.20, 0.06, 0.32),
}
# The two coders take loneliness for a matter of the mind: an error that they share.
TAKEN_FOR = ("yksinaisyys", "mieli")
SECOND = 0.25  # how often an answer is about two themes


@dataclass(frozen=True, eq=False)
class Coded:
    """Answers coded by two coders, the coding frame, and what the answers are truly about."""

    answers: pd.DataFrame = field(repr=False)
    """Rows of the form `kysymykset`: `teemat_a`, `teemat_b`, and `teemat`, on which they agreed."""
    frame: pd.DataFrame = field(repr=False)
    """Rows of the form `kehys`."""
    truth: pd.Series[str] = field(repr=False)
    """The true themes of each row of `answers`, separated by semicolons as there."""


def coded_answers(
    seed: int = 7,
    *,
    sizes: Sequence[int] = (40, 24, 20, 12),
    missed: tuple[float, float] = (0.10, 0.20),
    shared: float = 0.35,
    lang: str = "fi",
) -> Coded:
    """Give answers with known themes, coded by two coders whose errors are known.

    Parameters
    ----------
    seed
        The same seed gives the same answers and codes; the language changes the words alone.
    sizes
        Answers of clients, citizens, workers and politicians.
    missed
        Probability, 0 to 1, that coder A and coder B miss a theme that is there and see another.
    shared
        Probability, 0 to 1, that both take loneliness for a matter of the mind.
    lang
        Language of the words, fi or en.

    Returns
    -------
    Coded
        In `teemat` stands what both saw; where they share nothing, what coder A saw.

    Raises
    ------
    ValueError
        If there are not four sizes of 1 or more, a probability is out of range, or the language is
        another.

    Notes
    -----
    An answer is truly about one theme (three of four) or two. Errors of one coder do not depend on
    those of the other, but `shared` makes errors that the agreement of the two cannot show.

    Examples
    --------
    >>> made = coded_answers()
    >>> len(made.answers), bool((made.answers["teemat_a"] == made.truth).all())
    (96, False)
    """
    if len(sizes) != len(GROUPS) or min(sizes) < 1:
        raise ValueError(f"`sizes` is {sizes!r}; expected four numbers of answers, 1 or more.")
    if not all(0 <= one <= 1 for one in (*missed, shared)):
        raise ValueError(f"`missed` is {missed!r}, `shared` {shared!r}; expected from 0 to 1.")
    if lang not in ("fi", "en"):
        raise ValueError(f"`lang` is {lang!r}; expected 'fi' or 'en'.")
    chance = Draws(seed)
    spoken = ("fi", "en").index(lang)
    rows: list[tuple[str, ...]] = []
    true: list[str] = []
    for at, (group, size) in enumerate(zip(GROUPS, sizes, strict=True)):
        weights = {theme: by_group[at] for theme, by_group in WEIGHTS.items()}
        for _one in range(size):
            found = _themes(chance, weights)
            texts = [SAID[theme][int(2 * _number(chance))][spoken] for theme in found]
            seen = _taken(found, chance, shared)
            a, b = (_coded(seen, chance, error) for error in missed)
            rows.append((f"V{len(rows) + 1:03d}", group, " ".join(texts), a, b, _agreed(a, b)))
            true.append(_joined(found))
    columns = ["vastaaja", "ryhma", "vastaus", "teemat_a", "teemat_b", "teemat"]
    table = pd.DataFrame(rows, columns=columns, dtype="str")
    table.insert(1, "kunta", "765")
    table.insert(2, "pvm", pd.Timestamp("2025-11-03"))
    table.insert(4, "kysymys", "ongelmat")
    return Coded(table, coding_frame(), pd.Series(true, table.index, name="tosi", dtype="str"))


def coding_frame() -> pd.DataFrame:
    """Give the coding frame as rows of the form `kehys`: four upper themes, two themes in each."""
    columns = ["teema", "nimi", "nimi_en", "ylateema", "sisallytys"]
    frame = pd.DataFrame(FRAME, columns=columns, dtype="str")
    return frame.assign(ylateema=frame["ylateema"].mask(frame["ylateema"] == "", None))


def _number(chance: Draws) -> float:
    """Give one number between 0 and 1."""
    return float(chance.uniform(1)[0])


def _themes(chance: Draws, weights: Mapping[str, float]) -> list[str]:
    """Give what an answer is about: one theme, or two different ones."""
    first = chance.chosen(list(weights), list(weights.values()), 1)
    if _number(chance) >= SECOND:
        return first
    rest = {theme: weight for theme, weight in weights.items() if theme != first[0]}
    return first + chance.chosen(list(rest), list(rest.values()), 1)


def _taken(true: Sequence[str], chance: Draws, shared: float) -> list[str]:
    """Give what both coders see: the true themes, or the one that they take it for."""
    wrong = _number(chance) < shared
    return [TAKEN_FOR[1] if wrong and theme == TAKEN_FOR[0] else theme for theme in true]


def _coded(seen: Sequence[str], chance: Draws, error: float) -> str:
    """Give what one coder writes: each theme, or another in its place."""
    return _joined(
        chance.chosen(list(WEIGHTS), [1] * len(WEIGHTS), 1)[0] if _number(chance) < error else theme
        for theme in seen
    )


def _agreed(a: str, b: str) -> str:
    both = [theme for theme in a.split(";") if theme in b.split(";")]
    return _joined(both) or a


def _joined(themes: Iterable[str]) -> str:
    return ";".join(sorted(set(themes)))
