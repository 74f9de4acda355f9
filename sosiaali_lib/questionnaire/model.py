"""A questionnaire as every writer sees it: pages of questions, in several languages at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sosiaali_lib.messages import Language

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """One answer of a closed question.

    `code` is what the table of the form holds. `points` is the scored value, where an instrument
    gives one.
    """

    code: str
    labels: Texts
    points: float | None = None


@dataclass(frozen=True)
class Condition:
    """A question is asked where another one, asked before it, has one of these codes."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """What must hold between the answers of one row.

    `kind` is “at_most” or “not_before” (another question's value), “apart_from” (shares no code with
    another), “required_with” (answered where another is), “required_when” (answered where another has
    one of `codes`) or “sums_to” (`others`, this one among them, add up to `total`).
    """

    kind: str
    others: tuple[str, ...]
    expecteds: Texts
    total: float | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question, whose answer is one column of a form.

    `kind` is one of text, free_text, link, date, integer, number, choice, choices. `identifier` tells
    that the answer alone points to a person. `places` tells that the choices are municipalities, whose
    list is long. `item` tells a statement of an instrument. `required` holds where the question is asked
    at all (`condition`).
    """

    name: str
    kind: str
    labels: Texts
    helps: Texts = field(default_factory=dict)
    required: bool = False
    identifier: bool = False
    choices: tuple[Choice, ...] = ()
    places: bool = False
    min: float | None = None
    max: float | None = None
    not_after_today: bool = False
    item: bool = False
    condition: Condition | None = None
    checks: tuple[Check, ...] = ()

    @property
    def scale(self) -> bool:
        """Whether the answers are bare numbers in every language, which fit beside each other."""
        return self.kind == "choice" and all(
            self.scale_in(lang) for choice in self.choices for lang in choice.labels
        )

    def scale_in(self, lang: str) -> bool:
        """Tell whether the answers are bare numbers in a language."""
        return self.kind == "choice" and all(
            choice.labels[lang].lstrip("-").isdecimal() for choice in self.choices
        )


@dataclass(frozen=True)
class Page:
    """Questions under one heading; `intros` is what stands before them, may be empty."""

    titles: Texts
    questions: tuple[Question, ...]
    intros: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Questionnaire:
    """All that is asked, whatever the tool.

    Attributes
    ----------
    name
        Name of the form or the instrument: letters a–z, digits, underscores.
    form
        Name of the form whose rows the answers become.
    languages
        The languages that every text has, the first one of the tool first.
    constants
        Column of the form → value that every row has, such as the instrument.
    left_out
        Columns of the form that are not asked.
    rights
        Holder and terms of an instrument; empty for a form.
    own
        Whether it was made of a file of the user's own, which the intake may not know.
    """

    name: str
    form: str
    version: str
    titles: Texts
    intros: Texts
    pages: tuple[Page, ...]
    languages: tuple[Language, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    rights: Texts = field(default_factory=dict)
    own: bool = False

    def questions(self) -> Iterator[Question]:
        """Walk all questions in their order."""
        for page in self.pages:
            yield from page.questions

    def question(self, name: str) -> Question:
        """Give a question by its name."""
        return next(question for question in self.questions() if question.name == name)

    @property
    def file_name(self) -> str:
        """The name of its files without an ending, as the blank workbooks have it."""
        return self.name if self.name == self.form else f"{self.form}_{self.name}"
