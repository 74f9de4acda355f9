"""The style sheet of pages, in the colours of the reports, and the scripts beside it."""

from __future__ import annotations

from pathlib import Path

from sosiaali_lib.report import theme

ASSETS = Path(__file__).parent / "assets"
COLOURS = ("INK", "MUTED", "PRIMARY", "RULE", "TINT", "WARNING", "WARNING_TINT")


def sheet() -> bytes:
    """Give the style sheet."""
    colours = " ".join(f"--{c.lower().replace('_', '-')}: {getattr(theme, c)};" for c in COLOURS)
    return f":root {{ {colours} }}\n".encode() + asset("tyyli.css")


def asset(name: str) -> bytes:
    """Give a file that goes into a site as it is."""
    return (ASSETS / name).read_bytes()
