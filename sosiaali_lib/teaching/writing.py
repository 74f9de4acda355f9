"""The whole way of a report in one folder: data, release, own text, Word draft, edit and check."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib import __version__, areas, own_texts
from sosiaali_lib.files import write_bytes
from sosiaali_lib.messages import Language, checked, use
from sosiaali_lib.published import Release, ReleaseError

FOLDER = "harjoitus"
DATA, RELEASE, DRAFTS = "aineisto", "julkaisu", "luonnokset"
DESCRIPTION = """\
# Keksitty harjoitusaineisto: yhdenkään oikean ihmisen tietoja ei ole mukana.
nimi: Kurssin harjoitusaineisto
organisaatio: Harjoitusalueen aikuissosiaalityö
jakso: {{alku: "{year}-01-01", loppu: "{year}-12-31"}}
keksitty: true
alueet: {areas}
"""
EDITED = "_muokattu"
_BODY = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def release(folder: Path | str = FOLDER, *, seed: int = 8) -> Path:
    """Make a small data set and its protected release, and give the folder of the release.

    Parameters
    ----------
    folder
        Where both are made. A whole release of the same data, made by this version, is left as it is.
    seed
        Of the made-up visits (`truth.visits.outreach_visits`).

    Returns
    -------
    Path
        The folder of the release.
    """
    from sosiaali_lib import intake
    from sosiaali_lib.release import make
    from sosiaali_lib.teaching.truth.visits import VISITS, YEAR, outreach_visits

    data, out = Path(folder) / DATA, Path(folder) / RELEASE
    rows = outreach_visits(seed).rows.to_csv(index=False)
    description = DESCRIPTION.format(year=YEAR, areas=json.dumps(list(VISITS)))
    files = {data / "jalkautumiset.csv": rows, data / "aineisto.yaml": description}
    if all(_holds(path, text) for path, text in files.items()) and _is_made(out):
        return out
    for path, text in files.items():
        write_bytes(path, text.encode("utf-8"))
    make(intake.read(data), YEAR, out, now=datetime(YEAR + 1, 1, 31, 12, tzinfo=UTC))
    return out


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _is_made(folder: Path) -> bool:
    """Tell whether a whole release of this version is there."""
    try:
        return str(Release.open(folder).manifest["version"]) == __version__
    except ReleaseError:
        return False


def own_text(release: Path, area: str, chapter: str, text: str) -> Path:
    """Write an own text of an area's chapter beside the release, and give its file.

    Parameters
    ----------
    release
        The folder of the release.
    area
        Name or code of the area.
    chapter
        Name of the chapter, such as `jalkautuminen`.
    text
        Markdown; an empty text takes the file's words away.
    """
    place = areas.find_area(area).place
    if place is None:
        raise ValueError(f"{area!r} is no municipality or county; expected such as 'Sotkamo'.")
    folder = release.parent / own_texts.FOLDER / place.name("fi")
    path = folder / f"{chapter}{own_texts.ENDING}"
    write_bytes(path, text.encode("utf-8"))
    return path


def draft(release: Path, area: str, lang: Language = "fi") -> Path:
    """Write the Word draft of an area, with its own texts, and give its file.

    Parameters
    ----------
    release
        The folder of the release.
    area
        Code of the area.
    lang
        Language of the draft.
    """
    from sosiaali_lib.batch.jobs import slug
    from sosiaali_lib.publishing.baseline import baseline, shown
    from sosiaali_lib.report.docx import write_docx
    from sosiaali_lib.report.drafts import document_of, with_texts

    made = baseline(release, area, checked(lang))
    texts = own_texts.read(release, area, lang).texts
    document = document_of(shown(with_texts(made.blocks, texts, lang)), made.release, lang)
    place = areas.find_area(area).place
    assert place is not None  # the release knows it
    path = release.parent / DRAFTS / f"{area}-{slug(place.name(lang))}.{lang}.docx"
    write_bytes(path, write_docx(document))
    return path


def edited(draft: Path, changes: Mapping[str, str]) -> Path:
    """Type other words over words of a draft, as a person does in Word, and give the new file.

    Parameters
    ----------
    draft
        The Word draft. Not changed.
    changes
        Words of the draft → words in their place, wherever a paragraph or a cell has them.

    Returns
    -------
    Path
        A file beside the draft.

    Raises
    ------
    ValueError
        If the draft does not have some words.
    """
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile

    from lxml import etree  # type: ignore[import-untyped]

    with ZipFile(draft) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    body = etree.fromstring(parts[_BODY])
    lines = list(body.iter(f"{{{_W}}}p"))
    for old, new in changes.items():
        found = [line for line in lines if old in _words(line)]
        if not found:
            raise ValueError(
                f"The draft has no words {old!r}; copy them from the draft as they are."
            )
        for line in found:
            _type(line, _words(line).replace(old, new))
    parts[_BODY] = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    path = draft.with_name(draft.name.replace(".docx", f"{EDITED}.docx"))
    write_bytes(path, content.getvalue())
    return path


def findings(draft: Path, release: Path, lang: Language = "fi") -> pd.DataFrame:
    """Check a draft, edited or not, as publishing checks it.

    Parameters
    ----------
    draft
        The Word file.
    release
        The folder of its release.
    lang
        Language of the sentences.

    Returns
    -------
    DataFrame
        A row a finding, the gravest first: `taso` (error, warning, notice), `koodi`, `teksti`.
    """
    from sosiaali_lib.publishing.examination import examine
    from sosiaali_lib.publishing.kinds import LEVELS

    with use(checked(lang)):
        found = sorted(
            examine(draft, release=release).findings, key=lambda one: LEVELS.index(one.level)
        )
        rows = [(one.level, one.code, one.text) for one in found]
    return pd.DataFrame(rows, columns=["taso", "koodi", "teksti"], dtype="str")


def _words(line: Any) -> str:
    """Give the words of a paragraph of a Word file."""
    return "".join(piece.text or "" for piece in line.iter(f"{{{_W}}}t"))


def _type(line: Any, words: str) -> None:
    """Put words in place of those of a paragraph, in the look of its first words."""
    pieces = list(line.iter(f"{{{_W}}}t"))
    for piece in pieces:
        piece.text = words if piece is pieces[0] else ""
