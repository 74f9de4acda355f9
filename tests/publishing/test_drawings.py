"""Pictures of people as drawings of their size, which nothing can run in."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageOps

from sosiaali_lib.publishing.drawings import TALLEST, WIDEST, as_svg, is_safe, shows
from sosiaali_lib.publishing.reading import Picture
from sosiaali_lib.report.blocks import Figure

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="5"/></svg>'


def picture(content, mime, width=200.0, height=100.0):
    about = {"alt": "Kojuja torilla.", "name": "Kuva 1"}
    return Picture(content=content, mime=mime, width=width, height=height, **about)


def photo(kind="PNG", mode="RGB", size=(40, 20), **options):
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def placed(svg):
    """Give width and height of the drawing, and of the picture in it."""
    found = re.search(
        r'viewBox="0 0 ([\d.]+) ([\d.]+)"><image width="([\d.]+)" height="([\d.]+)"', svg
    )
    return tuple(float(number) for number in found.groups())


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((200.0, 100.0), (WIDEST, 100.0, 200.0, 100.0)),
        ((2 * WIDEST, 400.0), (WIDEST, 200.0, WIDEST, 200.0)),
        ((280.0, 2 * TALLEST), (WIDEST, TALLEST, 140.0, TALLEST)),
        ((0.0, 0.0), (WIDEST, 302.4, WIDEST, 302.4)),
        ((100.0, 0.0001), (WIDEST, 302.4, 100.0, 302.4)),
        ((1e-6, 1e9), (WIDEST, TALLEST, 1.0, TALLEST)),
    ],
)
def test_a_picture_keeps_its_size_as_far_as_the_page_allows(size, expected):
    assert placed(as_svg(picture(photo(), "image/png", *size))) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("GIF", "P"), ("WEBP", "RGBA"), ("JPEG", "CMYK")],
)
def test_every_kind_of_photograph_comes_out_as_one_that_all_programs_show(kind, mode):
    svg = as_svg(picture(photo(kind, mode), f"image/{kind.lower()}"))
    mime, data = re.search(r'href="data:([^;]+);base64,([^"]+)"', svg).groups()
    with Image.open(BytesIO(b64decode(data))) as shown:
        assert Image.MIME[shown.format] == mime
        assert mime in ("image/png", "image/jpeg")
        assert shown.size == (40, 20)


def test_a_photograph_that_was_turned_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    svg = as_svg(picture(photo("JPEG", exif=exif), "image/jpeg"))
    with Image.open(BytesIO(b64decode(re.search(r'base64,([^"]+)"', svg)[1]))) as shown:
        assert shown.size == (20, 40)


def test_a_drawing_may_repeat_its_parts():
    repeated = SVG.replace(b"<rect", b'<rect id="a"/><use href="#a"/><use href="#a"/><rect', 1)
    assert is_safe(picture(repeated, "image/svg+xml"))


def test_a_photograph_whose_notes_cannot_be_read_is_not_safe(monkeypatch):
    def spoilt(_image):
        raise SyntaxError("not a TIFF file")

    monkeypatch.setattr(ImageOps, "exif_transpose", spoilt)
    assert not is_safe(picture(photo(), "image/png"))


def test_a_drawing_of_an_earlier_draft_that_cannot_be_read_is_no_crash():
    broken = replace(FIGURE, svg="<svg")
    assert not shows(picture(photo(), "image/png"), broken)


def test_a_drawing_stays_a_drawing():
    svg = as_svg(picture(SVG, "image/svg+xml"))
    assert b64decode(re.search(r'href="data:image/svg\+xml;base64,([^"]+)"', svg)[1]) == SVG
    assert is_safe(picture(SVG, "image/svg+xml"))


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>x</script>",
        b"<svg:script/>",
        b'<rect onclick="x"/>',
        b"<foreignObject/>",
        b'<image href="https://paha.fi/a.png"/>',
        b'<use xlink:href="file:///etc/passwd#a"/>',
        b'<rect style="fill:url(https://paha.fi)"/>',
        b"<style>@import 'x'</style>",
        b'<a href="javascript:x"/>',
        b'<g id="a"><use href="#b"/></g><use href="#a"/>',
        b'<use id="a" href="#a"/>',
    ],
)
def test_a_drawing_that_runs_or_loads_something_is_not_safe(inside):
    assert not is_safe(picture(SVG.replace(b"<rect", inside + b"<rect", 1), "image/svg+xml"))


@pytest.mark.parametrize(
    "content",
    [
        SVG.replace(b"<rect", b'<rect style="fill:u&#114;l(https://paha.fi)"', 1),
        SVG[:-10],
        SVG + b"<x/>",
        b"<svg " + b"<g>" * 5000,
        b"<svg >\xff\xfe</svg>",
    ],
)
def test_a_drawing_that_hides_what_it_loads_or_is_broken_is_not_safe(content):
    assert not is_safe(picture(content, "image/svg+xml"))


@pytest.mark.parametrize(
    "entity", [b'<!DOCTYPE s [<!ENTITY a "b">]>', b'<?xml-stylesheet href="a"?>']
)
def test_a_drawing_with_entities_or_style_sheets_is_not_safe(entity):
    assert not is_safe(picture(entity + SVG, "image/svg+xml"))


def test_a_broken_or_huge_photograph_is_not_safe(monkeypatch):
    assert is_safe(picture(photo(), "image/png"))
    assert not is_safe(picture(photo()[:40], "image/png"))
    monkeypatch.setattr("sosiaali_lib.publishing.drawings._MOST_DOTS", 100)
    assert not is_safe(picture(photo(), "image/png"))


def test_a_picture_in_a_form_that_was_not_asked_for_is_not_opened():
    assert not is_safe(picture(photo("TIFF"), "image/png"))


DRAWN = SVG.decode().replace("viewBox", 'width="100pt" height="60pt" viewBox')
FIGURE = Figure(slug="k", caption="K", alt="A", svg=DRAWN, table="t")


@pytest.mark.parametrize(
    "content", [b"x", photo()[:40], b"\x89PNG\r\n\x1a\n" + bytes(200), SVG, photo(size=(1, 900))]
)
def test_a_picture_that_cannot_be_read_is_another_one(content):
    assert not shows(picture(content, "image/png"), FIGURE)


def test_a_picture_that_is_too_big_to_be_unpacked_is_another_one(monkeypatch):
    from sosiaali_lib.report.docx_figure import drawn

    with Image.open(BytesIO(drawn(FIGURE))) as original:
        out = BytesIO()
        original.convert("RGBA").save(out, "PNG", optimize=True)
    same = picture(out.getvalue(), "image/png")
    assert shows(same, FIGURE)
    monkeypatch.setattr("sosiaali_lib.publishing.drawings._MOST_DOTS", 100)
    assert not shows(same, FIGURE)


def test_what_an_image_library_raises_for_a_hostile_picture_is_no_crash(monkeypatch):
    def spoilt(*_args, **_options):
        raise SyntaxError("broken PNG file")

    monkeypatch.setattr(Image, "open", spoilt)
    assert not shows(picture(photo(), "image/png"), FIGURE)
