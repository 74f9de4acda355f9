"""Which draft an edited file was: told by its own properties, or by the record of its folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib import areas
from sosiaali_lib.messages import LANGUAGES, _
from sosiaali_lib.publishing import publication
from sosiaali_lib.publishing.reading.model import Reading
from sosiaali_lib.report import record

_NAME = re.compile(r"^(?P<stem>(?P<area>\d{2,3})-[a-z0-9-]+\.(?P<lang>fi|sv|en))(?:[_. ].*)?$")


class NotOurDraftError(ValueError):
    """A Word file that the suite has not made."""


@dataclass(frozen=True)
class Origin:
    """What an edited file was made of.

    `release` is the digest of the narrowed release, empty where nobody knows it; `draft` the hash of
    the file as the suite wrote it, empty where no record tells; `folder` where the record says that
    the release stands.
    """

    area: str
    lang: str
    release: str
    draft: str = ""
    folder: Path | None = None


def strange(path: Path) -> NotOurDraftError:
    """Give the error of a file that is no draft."""
    return NotOurDraftError(
        _(
            "{file} is not a draft of this suite, or the mark of its area was lost: it cannot be "
            "checked against a release. Publish a draft that “sosiaali render” made, edited in Word "
            "or LibreOffice."
        ).format(file=path.name)
    )


def recognised(path: Path, data: bytes, reading: Reading) -> Origin:
    """Tell which draft a file was.

    Parameters
    ----------
    path
        The edited file; the record of its folder may know it by its name.
    data, reading
        What it holds.

    Raises
    ------
    NotOurDraftError
        If neither the file nor the record of its folder tells.
    """
    digest = publication.digest(data)
    folder = path.resolve().parent
    entries = record.entries(folder) if (folder / record.RECORD).is_file() else {}
    found = _NAME.match(path.stem)
    stem = found["stem"] if found else ""
    entry = entries.get(stem)
    if entry is None:
        entry = next((one for one in entries.values() if digest in one.files.values()), None)
    area, lang = reading.area, reading.lang
    if entry is not None and not area:
        area, lang = entry.area, entry.lang
    if found and not area:  # an older draft that was moved: its tables tell whether it is one
        area, lang = found["area"], found["lang"]
    place = areas.find_area(area).place if area else None
    if place is None or lang not in LANGUAGES:
        raise strange(path)
    known = entry is not None and entry.area == place.code and entry.lang == lang
    draft = ""
    if entry is not None and known:
        draft = entry.files.get(path.name, "")
        if not draft and digest in entry.files.values():
            draft = digest
    told = record.read(folder).get("release", "") if entries else ""
    return Origin(
        area=place.code,
        lang=lang,
        release=reading.release,
        draft=draft,
        folder=(folder / told).resolve() if told else None,
    )
