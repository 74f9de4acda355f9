"""The printable form as a web page: fields with names, nothing sent and nothing loaded."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from sosiaali_lib.codebook_html import bullets
from sosiaali_lib.codebook_html import page as framed
from sosiaali_lib.report.html_text import text_html
from sosiaali_lib.report.theme import INK, MUTED

STYLE = f"""
fieldset, .question {{ margin: 1.75rem 0; padding: 0; border: 0; min-width: 0; max-width: 75ch; }}
legend, .question > label {{ padding: 0; font-weight: 600; }}
.told {{ margin: 0.2rem 0 0.5rem; color: {MUTED}; }}
.column {{ max-width: none; margin: 0.3rem 0 0; font-size: 0.75rem; color: {MUTED}; text-align: right; }}
.options {{ margin: 0; padding: 0; list-style: none; }}
.options.beside {{ display: flex; flex-wrap: wrap; gap: 0 1.75rem; }}
.options label {{ display: inline-flex; align-items: center; gap: 0.7rem; min-height: 2.75rem; }}
input[type="radio"], input[type="checkbox"] {{ width: 1.4rem; height: 1.4rem; margin: 0;
  flex: none; }}
input[type="text"], textarea {{ display: block; width: 100%; padding: 0.5rem; font: inherit;
  color: inherit; border: 1.5px solid {INK}; border-radius: 2px; background: #ffffff; }}
input.short {{ max-width: 12rem; }}
@media print {{
  fieldset, .question {{ break-inside: avoid; }}
  input[type="radio"], input[type="checkbox"] {{ appearance: none; border: 1px solid {INK}; }}
  input:checked {{ background: {INK}; print-color-adjust: exact; }}
  .options label {{ min-height: 2rem; }}
}}
"""
_LINES = 5
_SHORT = frozenset({"date", "number"})


def page(form: Mapping[str, Any]) -> str:
    """Give the page of a form (`paper.form`), in the language in use."""
    rights = f'<p class="note">{text_html(form["rights"])}</p>' if form["rights"] else ""
    parts = [bullets(map(text_html, form["guide"])), rights]
    for part in form["pages"]:
        parts.append(f"<h2>{text_html(part['title'])}</h2>")
        if part["intro"]:
            parts.append(f"<p>{text_html(part['intro'])}</p>")
        parts += [_question(question, form["words"]) for question in part["questions"]]
    intro = " ".join(form["intro"].split())
    return framed(form["title"], "\n".join(filter(None, parts)), intro=intro, style=STYLE)


def _question(question: Mapping[str, Any], words: Mapping[str, str]) -> str:
    name = escape(question["name"])
    mark = " *" if question["required"] else ""
    label = f"{escape(question['number'])} {text_html(question['label'])}{mark}"
    told = "".join(f'<p class="told">{text_html(text)}</p>' for text in question["told"])
    described = f' aria-describedby="{name}-ohje"' if told else ""
    told = f'<div id="{name}-ohje">{told}</div>' if told else ""
    column = (
        f'<p class="column">{escape(words["column"])}: '
        f'<span lang="fi" translate="no">{escape(question["column"])}</span></p>'
    )
    if not question["options"]:
        field = _field(name, question["space"], described)
        return f'<div class="question">\n<label for="{name}">{label}</label>{told}{field}{column}\n</div>'
    kind = "checkbox" if question["several"] else "radio"
    options = "\n".join(
        f'<li><label for="{name}-{n}"><input type="{kind}" id="{name}-{n}" name="{name}" value="{n}">'
        f"<span>{text_html(option)}</span></label></li>"
        for n, option in enumerate(question["options"], start=1)
    )
    beside = " beside" if question["beside"] else ""
    return (
        f"<fieldset{described}>\n<legend>{label}</legend>{told}\n"
        f'<ul class="options{beside}" role="list">\n{options}\n</ul>{column}\n</fieldset>'
    )


def _field(name: str, space: str, described: str) -> str:
    """Give the field of an answer that is written."""
    if space == "lines":
        return f'<textarea id="{name}" name="{name}" rows="{_LINES}"{described}></textarea>'
    short = ' class="short"' if space in _SHORT else ""
    number = ' inputmode="decimal"' if space == "number" else ""
    return f'<input type="text" id="{name}" name="{name}" autocomplete="off"{short}{number}{described}>'
