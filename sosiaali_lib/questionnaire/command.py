"""What the command `questionnaire` does and says."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, complain, say
from sosiaali_lib.instruments import own
from sosiaali_lib.messages import _
from sosiaali_lib.questionnaire.making import available, of
from sosiaali_lib.questionnaire.mapping_files import without_way_back
from sosiaali_lib.questionnaire.model import Questionnaire
from sosiaali_lib.questionnaire.options import ALL
from sosiaali_lib.questionnaire.refusals import QuestionnaireError, RightsError


def run(options: Namespace) -> int:
    """Write the questionnaires that are asked for; those that may not be written are told."""
    if options.instruments is not None and not options.instruments.is_dir():
        raise UsageError(_("There is no folder {folder}.").format(folder=options.instruments))
    found, errors = own.read(options.instruments) if options.instruments else (own.NONE, [])
    with own.using(found):
        names = available() if options.name == ALL else (options.name,)
        told = [str(error) for error in errors]
        for name in names:
            try:
                made = _made(name, options)
                for path in _writer(options.to)(made, options.out):
                    say(str(path))
                if options.to != "paper" and without_way_back(made):
                    text = _(
                        "{name} is a form of your own, so there is no mapping file: answers are "
                        "brought into forms that the suite knows."
                    )
                    say(text.format(name=made.name))
            except RightsError as error:
                told.append(str(error))
    for text in told:
        complain(text)
    return PARTLY if told else DONE


def _made(name: str, options: Namespace) -> Questionnaire:
    """Give the questionnaire; a wrong name, column or value is wrong usage."""
    try:
        return of(
            name,
            languages=options.langs,
            without=options.without,
            given=dict(options.given),
            office=options.office,
        )
    except RightsError:
        raise
    except QuestionnaireError as error:
        raise UsageError(str(error)) from error


def _writer(name: str) -> Callable[[Questionnaire, Path], list[Path]]:
    """Give the writer of a format; only its own module is imported."""
    write: Callable[[Questionnaire, Path], list[Path]] = import_module(
        f"sosiaali_lib.questionnaire.{name}"
    ).write
    return write
