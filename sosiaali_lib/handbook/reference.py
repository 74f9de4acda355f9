"""Pages of reference: public functions and classes of modules, from their docstrings, as Markdown."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sosiaali_lib.handbook.docstrings import Docstring, entries, parse

PACKAGE = "sosiaali_lib"
LISTS = ("Parameters", "Attributes", "Returns", "Yields", "Raises")
WIDTH = 88


def page(title: str, about: str, modules: Sequence[str]) -> str:
    """Give the Markdown of a page about modules."""
    parts = [f"# {title}", about]
    for module in modules:
        docstring = parse(inspect.getdoc(_module(module)) or "")
        parts += [f"## {module}", _prose(docstring.summary), _prose(docstring.text)]
        for name, thing in public(module):
            parts += _described(module, name, thing)
    return "\n\n".join(part for part in parts if part) + "\n"


def sources(title: str, about: str, pages: Sequence[tuple[str, str, Sequence[str]]]) -> str:
    """Give the Markdown of the page that lists what docstrings say of the formulas they use.

    Parameters
    ----------
    title, about
        Of the page.
    pages
        Address, title and modules of the pages of reference.
    """
    parts = [f"# {title}", about]
    for address, heading, modules in pages:
        found = [
            f"### {module}.{name}\n\n[{name}]({address}#{_anchor(module, name)}): {_prose(notes)}"
            for module in modules
            for name, thing in public(module)
            if (notes := parse(inspect.getdoc(thing) or "").sections.get("Notes"))
        ]
        if found:
            parts += [f"## {heading}", *found]
    return "\n\n".join(parts) + "\n"


@cache
def public(module: str) -> tuple[tuple[str, Any], ...]:
    """Give the public functions and classes of a module by name, in the order of its `__all__`.

    Without `__all__` they are those that the module itself defines, in the order of the file.

    Examples
    --------
    >>> [name for name, _function in public("agreement")]
    ['Agreement', 'Coefficient', 'agreement', 'from_table']
    """
    held = _module(module)
    names = getattr(held, "__all__", None) or [
        name for name, thing in vars(held).items() if getattr(thing, "__module__", "") == held.__name__
    ]  # fmt: skip
    things = ((name, getattr(held, name)) for name in names if not name.startswith("_"))
    return tuple(
        (name, thing)
        for name, thing in things
        if inspect.isroutine(thing) or (inspect.isclass(thing) and PACKAGE in thing.__module__)
    )


def _module(name: str) -> Any:
    return import_module(f"{PACKAGE}.{name}")


def _anchor(module: str, name: str) -> str:
    """Give the name that the heading of a function has on its page."""
    return f"{module}{name}".lower()


def _described(module: str, name: str, thing: Any) -> Iterator[str]:
    docstring = parse(inspect.getdoc(thing) or "")
    yield f"### {module}.{name}"
    yield f"```text\n{_signature(name, thing)}\n```"
    yield _prose(docstring.summary)
    yield _prose(docstring.text)
    yield from _sections(docstring)
    if inspect.isclass(thing):
        yield _listed("Methods and properties", _members(thing))


def _sections(docstring: Docstring) -> Iterator[str]:
    for name, text in docstring.sections.items():
        if name in LISTS:
            yield _listed(name, entries(text))
        elif name == "Examples":
            yield f"#### {name}"
            yield f"```python\n{inspect.cleandoc(text)}\n```"
        else:
            yield f"#### {name}"
            yield _prose(text)


def _listed(name: str, described: Sequence[tuple[str, str]]) -> str:
    lines = [
        f"- `{what}`" + (f" – {textwrap.indent(_prose(text), '  ').strip()}" if text else "")
        for what, text in described
    ]
    return f"#### {name}\n\n" + "\n".join(lines) if lines else ""


def _members(of: type) -> list[tuple[str, str]]:
    """Give the public methods and properties of a class with the first sentence of each."""
    found = []
    for name, thing in vars(of).items():
        if name.startswith("_") or not (docstring := inspect.getdoc(thing)):
            continue
        if inspect.isfunction(thing):
            found.append(
                (_signature(name, thing).replace("self, ", "").replace("self", ""), docstring)
            )
        elif isinstance(thing, property | classmethod | staticmethod):
            found.append((name, docstring))
    return [(name, parse(docstring).summary) for name, docstring in found]


def _signature(name: str, thing: Any) -> str:
    """Give how something is called, without types; a long one takes a line a parameter."""
    try:
        given = inspect.signature(thing).parameters.values()
    except ValueError:
        return f"{name}(…)"
    plain = [one.replace(annotation=inspect.Parameter.empty) for one in given]
    short = f"{name}{inspect.Signature(plain)}"
    if len(short) <= WIDTH:
        return short
    inner = str(inspect.Signature(plain))[1:-1]
    lines = textwrap.wrap(inner, WIDTH - 4, break_long_words=False, break_on_hyphens=False)
    return "\n".join([f"{name}(", *(f"    {line}" for line in lines), ")"])


def _prose(text: str) -> str:
    """Give text of a docstring as Markdown: what is no code keeps its stars, lines and brackets."""
    parts = re.split(r"(`+[^`]+`+)", text)
    return "".join(
        part if at % 2 else re.sub(r"([*_\[\]<>|~#])", r"\\\1", part)
        for at, part in enumerate(parts)
    )
