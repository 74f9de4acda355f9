"""What is wrong with a YAML file, in the language in use.

The English texts are those of jsonschema; what has no translation here is told in its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from yaml.constructor import ConstructorError

from sosiaali_lib.messages import N_, _

Fields = Callable[[Any], Mapping[str, object]]


def _listed(names: object) -> str:
    return ", ".join(map(repr, names)) if isinstance(names, list | tuple) else repr(names)


def _strange(fault: Any) -> list[str]:
    known = fault.schema.get("properties", {})
    return sorted((name for name in fault.instance if name not in known), key=str)


# Keyword of the schema → source texts as jsonschema has them, and what stands in them.
_TEXTS: Mapping[str, tuple[tuple[str, ...], Fields]] = {
    "required": (
        (N_("{name} is a required property"),),
        lambda fault: {"name": fault.message.partition(" is a required")[0]},
    ),
    "additionalProperties": (
        (
            N_("Additional properties are not allowed ({names} was unexpected)"),
            N_("Additional properties are not allowed ({names} were unexpected)"),
        ),
        lambda fault: {"names": _listed(_strange(fault))},
    ),
    "enum": (
        (N_("{value} is not one of {values}"),),
        lambda fault: {"value": repr(fault.instance), "values": repr(fault.validator_value)},
    ),
    "type": (
        (N_("{value} is not of type {types}"),),
        lambda fault: {"value": repr(fault.instance), "types": _listed(fault.validator_value)},
    ),
    "const": (
        (N_("{value} was expected"),),
        lambda fault: {"value": repr(fault.validator_value)},
    ),
    "pattern": (
        (N_("{value} does not match {pattern}"),),
        lambda fault: {"value": repr(fault.instance), "pattern": repr(fault.validator_value)},
    ),
    "oneOf": (
        (N_("{value} is not valid under any of the given schemas"),),
        lambda fault: {"value": repr(fault.instance)},
    ),
    **dict.fromkeys(
        ("minLength", "minItems", "minProperties"),
        (
            (
                N_("{value} should be non-empty"),
                N_("{value} is too short"),
                N_("{value} does not have enough properties"),
            ),
            lambda fault: {"value": repr(fault.instance)},
        ),
    ),
}


def of_schema(fault: Any) -> str:
    """Tell a fault that jsonschema has found."""
    texts, fields = _TEXTS.get(fault.validator, ((), None))
    if fields is not None:
        own = fields(fault)
        for text in texts:
            if text.format(**own) == fault.message:
                return _(text).format(**own)
    return str(fault.message)


def line_of(problem: str) -> int | None:
    """Give the line that a text of `of_yaml` names, in whatever language; None if it names none.

    Examples
    --------
    >>> line_of("rivi 3, sarake 5: …"), line_of("the file is not text in UTF-8.")
    (3, None)
    """
    found = re.match(r"\w+ ([0-9]+), ", problem)
    return int(found[1]) if found else None


def of_yaml(error: Any) -> str:
    """Tell where a text stops being YAML, and what to look at.

    The words of the parser are technical and English, so only those of this suite are repeated:
    they are the errors of constructing.
    """
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return " ".join(str(error).split())
    if isinstance(error, ConstructorError):
        text = _("line {line}, column {column}: {reason}")
        return text.format(line=mark.line + 1, column=mark.column + 1, reason=error.problem)
    text = _(
        "line {line}, column {column}: the file is not YAML. Look at the indents, quotation marks, "
        "colons and brackets there and just before."
    )
    return text.format(line=mark.line + 1, column=mark.column + 1)
