"""Why something cannot become a questionnaire."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib.formatting import listed
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.messages import _, pick


class QuestionnaireError(ValueError):
    """A questionnaire that cannot be made; the message tells all reasons and what to do."""


class RightsError(QuestionnaireError):
    """An instrument whose rights do not let it be written out."""


def only_named(instrument: Instrument) -> RightsError:
    """Of an instrument that the suite knows by its name alone."""
    ask = instrument.rights.ask
    text = _(
        "{instrument} is not written: only its name is used here, not its content. Get the form from "
        "its holder ({holder})."
    ).format(instrument=instrument.name, holder=instrument.rights.holder or _("not known"))
    return RightsError(" ".join([text, *([pick(ask)] if ask else [])]))


def no_statements(
    instrument: Instrument, absent: Sequence[str], known: Sequence[str]
) -> RightsError:
    """Of an instrument whose statements are not known in a language."""
    text = _(
        "{instrument} is not written in {absent}: its statements are known in {known} only, and a "
        "translation of one's own would be another instrument. Ask for {known}, or give the "
        "published translation in an own instrument file."
    )
    return RightsError(
        text.format(
            instrument=instrument.name,
            absent=listed([language_name(lang) for lang in absent]),
            known=listed([language_name(lang) for lang in known]),
        )
    )


def language_name(lang: str) -> str:
    """Give the name of a language in the language in use."""
    return {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}[lang]
