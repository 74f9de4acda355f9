"""The coordinator's own texts: a file a chapter, beside the release, never written by the suite.

The folder `tekstit` stands beside the release folder. Within it each area has a folder, named by its
code or its name, with a file a chapter: `jalkautuminen.md`, or `jalkautuminen.sv.md` for the Swedish
report alone. A summary that a person has translated into Sámi (`tiivistelma.se.md`, `.smn.md`,
`.sms.md`) stands in the report of every language.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib import areas
from sosiaali_lib.batch.languages import SAMI, sami_of
from sosiaali_lib.messages import DEFAULT, LANGUAGES, _

FOLDER = "tekstit"
ENDING = ".md"
SUMMARY = "tiivistelma"  # the chapter that may stand there in Sámi too


class OwnTextError(ValueError):
    """Own texts that cannot be read or told apart."""


@dataclass(frozen=True)
class OwnText:
    """One text: its Markdown, its language and the file it stands in."""

    text: str
    lang: str
    file: Path


@dataclass(frozen=True)
class OwnTexts:
    """The texts of one area by the slug of their chapter."""

    texts: dict[str, OwnText]

    @property
    def digest(self) -> str:
        """SHA-256 over the texts; empty when there are none."""
        if not self.texts:
            return ""
        parts = [f"{slug}\0{one.lang}\0{one.text}" for slug, one in sorted(self.texts.items())]
        return hashlib.sha256("\0\0".join(parts).encode("utf-8")).hexdigest()

    def unused(self, slugs: set[str]) -> list[str]:
        """Name the files whose chapter is not in the report: a misspelt name must not be lost."""
        known = slugs | {f"{SUMMARY}.{lang}" for lang in SAMI if SUMMARY in slugs}
        return [one.file.name for slug, one in sorted(self.texts.items()) if slug not in known]

    def holds(self, name: str) -> bool:
        """Tell whether one of the texts stands in a file of this name."""
        return any(one.file.name == name for one in self.texts.values())


def read(release: Path, area: str, lang: str) -> OwnTexts:
    """Read the texts of an area for a report in one language.

    Parameters
    ----------
    release
        The release folder; the texts stand beside it.
    area
        Code of the municipality or county.
    lang
        Language of the report. A text for this language comes before one without a language, which
        is Finnish.

    Returns
    -------
    OwnTexts
        Texts that hold nothing but space are left out.

    Raises
    ------
    OwnTextError
        If a file is not UTF-8, or two folders are about the same area.
    """
    found: dict[str, OwnText] = {}
    folder = _folder(release.resolve().parent / FOLDER, area)
    for path in sorted(folder.glob(f"*{ENDING}")) if folder else ():
        slug, _dot, of = path.name.removesuffix(ENDING).partition(".")
        if of in SAMI and slug == SUMMARY:
            slug = f"{slug}.{of}"
        elif of not in ("", *LANGUAGES):
            text = _(
                "{file}: the part “{part}” is no language of the reports; name the file after its "
                "chapter, such as {example}."
            )
            raise OwnTextError(
                text.format(file=path, part=of, example=f"{slug}{ENDING}, {slug}.sv{ENDING}")
            )
        elif of not in ("", lang) or (of == "" and slug in found):
            continue
        content = _content(path)
        if content.strip():
            found[slug] = OwnText(content, of or DEFAULT, path)
    return OwnTexts(found)


def sami_files(area: str) -> list[str]:
    """Name the files of the Sámi summaries that an area ought to have."""
    return [f"{SUMMARY}.{lang}{ENDING}" for lang in sami_of(area)]


def strange_folders(release: Path) -> list[str]:
    """Name the folders of texts that are about no area: a misspelt name must not be lost."""
    texts = release.resolve().parent / FOLDER
    if not texts.is_dir():
        return []
    folders = sorted(path.name for path in texts.iterdir() if path.is_dir())
    return [name for name in folders if areas.find_area(name).place is None]


def _folder(texts: Path, area: str) -> Path | None:
    """Give the folder of an area, by its code or one of its names; None when there is none."""
    if not texts.is_dir():
        return None
    folders = [
        path
        for path in sorted(texts.iterdir())
        if path.is_dir() and (place := areas.find_area(path.name).place) and place.code == area
    ]
    if len(folders) > 1:
        names = ", ".join(path.name for path in folders)
        text = _("The folders {names} in {folder} are about the same area; keep one of them.")
        raise OwnTextError(text.format(names=names, folder=texts))
    return folders[0] if folders else None


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _(
            "{file} is not UTF-8 text; save it as UTF-8 (in Notepad: Save as, encoding UTF-8)."
        )
        raise OwnTextError(text.format(file=path)) from None
