"""Ribbons that flow from a place on the left to one on the right, as SVG path data."""

from __future__ import annotations


def curve(left: float, right: float, start: float, end: float) -> str:
    """Give a smooth line from the height `start` at the left to `end` at the right."""
    half = (left + right) / 2
    return f"M{left:g} {start:.2f}C{half:g} {start:.2f} {half:g} {end:.2f} {right:g} {end:.2f}"


def ribbon(left: float, right: float, start: float, end: float, height: float) -> str:
    """Give a ribbon of one height whose upper edge is such a line."""
    half, foot, low = (left + right) / 2, start + height, end + height
    back = f"V{low:.2f}C{half:g} {low:.2f} {half:g} {foot:.2f} {left:g} {foot:.2f}z"
    return curve(left, right, start, end) + back
