"""A person's own text, written in simple Markdown: paragraphs, lists and subheadings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sosiaali_lib.plain_text import clean
from sosiaali_lib.report.blocks import Bullets, Heading, Paragraph

Written = Paragraph | Bullets | Heading
LEVEL = 3  # of every subheading, where chapters and their sections take the levels above


def written(text: str, lang: str = "", *, under: int = LEVEL - 1) -> tuple[Written, ...]:
    r"""Give the blocks of a text.

    Parameters
    ----------
    text
        Markdown. Emphasis keeps its words and loses its marks, a link keeps its address in brackets,
        and everything that is no paragraph, list, heading or comment is taken as the plain text that
        it is.
    lang
        Language of the text where it is another than the document's.
    under
        Level of the heading that the text stands under: no level may be skipped.

    Examples
    --------
    >>> [block.kind for block in written("Ensimmäinen.\n\n- yksi\n- kaksi")]
    ['paragraph', 'bullets']
    """
    return tuple(_blocks(_parsed()(clean(text)), lang, min(LEVEL, under + 1)))


@cache
def _parsed() -> Any:
    import mistune

    return mistune.create_markdown(renderer=None)


def _blocks(tokens: Sequence[dict[str, Any]], lang: str, level: int) -> Iterator[Written]:
    for token in tokens:
        match token["type"]:
            case "heading" if text := _plain(token["children"]):
                yield Heading(text, level)
            case "list":
                items, first = tuple(_items(token)), token["attrs"].get("start", 1)
                if first != 1:  # a year or a day that opens a paragraph, such as “2019. ”
                    numbered = enumerate(items, start=first)
                    yield Paragraph(" ".join(f"{n}. {item}" for n, item in numbered), lang=lang)
                elif items:
                    yield Bullets(items, ordered=bool(token["attrs"]["ordered"]))
            case "block_quote":
                yield from _blocks(token["children"], lang, level)
            case "paragraph":
                yield Paragraph(_plain(token["children"]), lang=lang)
            case "block_code" | "block_html" if raw := token["raw"].strip():
                if not raw.startswith("<!--"):  # a note to oneself
                    yield Paragraph(raw, lang=lang)


def _items(token: dict[str, Any]) -> Iterator[str]:
    """Give the items of a list; those of a list within it follow the item that holds it."""
    for item in token["children"]:
        own = [part for part in item["children"] if "children" in part and part["type"] != "list"]
        if text := " ".join(_plain(part["children"]) for part in own):
            yield text
        for part in item["children"]:
            if part["type"] == "list":
                yield from _items(part)


def _plain(tokens: Sequence[dict[str, Any]]) -> str:
    parts = []
    for token in tokens:
        text = _plain(token["children"]) if "children" in token else token.get("raw", "")
        match token["type"]:
            case "softbreak" | "linebreak":
                text = " "
            case "link" | "image" if (address := token["attrs"]["url"]) != text:
                text = f"{text} ({address})"
        parts.append(text)
    return "".join(parts).strip()
