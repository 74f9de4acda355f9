"""The files of a data set: which ones are read, what they are, and their fingerprints."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sosiaali_lib import forms
from sosiaali_lib.intake.faults import Log, Place, Problem, Reason, Severity, UnreadableError
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import clean

DESCRIPTION = "aineisto.yaml"
YEAR_CLOCK = "vuosikello.yaml"
BORDERS = "kuntarajat.geojson"
GROUPS = "vertailuryhmat.yaml"
CORRECTIONS = "hylatyt"
TEXTS = (".csv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
PARQUET = ".parquet"

_BLOCK = 1 << 20
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NOT_CP1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])


@dataclass(frozen=True)
class Source:
    """A file of the data set; `encoding` is None for a workbook."""

    path: Path
    name: str
    sha256: str
    bytes: int
    encoding: str | None


@dataclass
class RawTable:
    """A sheet or a text file as records of text, the first one row 1 of the spreadsheet.

    `ragged` says that a record longer than the header is shifted, as in a text file. Once the
    records have run out, `broken` holds the record with a quotation mark that was never closed.
    """

    place: Place
    records: Iterator[list[str]]
    ragged: bool
    broken: list[str] | None = field(default=None)


def folder_of(path: Path) -> Path:
    """Give the data folder: the path itself, or the folder of a single file."""
    return path if path.is_dir() else path.parent


def name_of(path: Path) -> str:
    """Give the name of a file as tables and messages carry it: clean and on one line."""
    return clean(path.name).replace("\n", " ")


def listed(path: Path, log: Log) -> list[Path]:
    """Give the files to read in the order of their names; the others are noted as faults."""
    if path.is_file():
        return [path] if _readable_kind(path, log, Severity.ERROR) else []
    try:
        inside = sorted(child for child in path.iterdir() if child.is_file())
    except FileNotFoundError:
        log.add(
            Place(str(path)),
            Problem(
                Reason.PATH,
                _("a folder or a file that exists"),
                _("Check the path: the folder, the name and its ending."),
            ),
        )
        return []
    except OSError as error:
        log.add(Place(str(path)), unreadable(error))
        return []
    offered = [file for file in inside if not _passed_over(file)]
    files = [file for file in offered if _readable_kind(file, log, Severity.NOTICE)]
    if not files and not holds_parquet(path):
        log.add(
            Place(str(path)),
            Problem(
                Reason.NO_FILES,
                _("at least one filled template (.xlsx, .xlsm) or text file (.csv, .txt)"),
                _("Put the filled templates into this folder and try again."),
            ),
        )
    return files


def holds_parquet(folder: Path) -> bool:
    """Tell whether a data folder holds a form as Parquet files: `FORM.parquet`, or a folder `FORM`."""
    names = forms.available()
    return any(
        (folder / f"{name}{PARQUET}").is_file() or (folder / name).is_dir() for name in names
    )


def _passed_over(file: Path) -> bool:
    if file.suffix.lower() == PARQUET:
        return file.stem in forms.available()
    known = (DESCRIPTION, YEAR_CLOCK, BORDERS, GROUPS)
    return file.name.startswith((".", "~$")) or file.name in known


def _readable_kind(file: Path, log: Log, severity: Severity) -> bool:
    if file.suffix.lower() in TEXTS + WORKBOOKS:
        return True
    log.add(Place(name_of(file)), _other_kind(severity))
    return False


def _other_kind(severity: Severity) -> Problem:
    return Problem(
        Reason.FILE_KIND,
        _("an Excel workbook (.xlsx, .xlsm) or a text file (.csv, .txt)"),
        _("The file was not read. Open it in its own program, save it as .xlsx, and try again."),
        severity,
    )


def inspect(path: Path, name: str) -> Source:
    """Read a file once from end to end to learn what it is; its content decides, not its ending.

    Raises
    ------
    UnreadableError
        If the file cannot be opened, is empty, protected or of another kind.
    """
    digest, size, head = hashlib.sha256(), 0, b""
    encrypted, strange, utf8 = False, False, True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                head, size = head or block[:8], size + len(block)
                utf8 = utf8 and _decodes(decoder, block)
                strange = strange or len(block.translate(None, _NOT_CP1252)) < len(block)
                encrypted = encrypted or (head == _OLE and _ENCRYPTED in block)
    except OSError as error:
        raise UnreadableError(unreadable(error)) from error
    if not size:
        raise UnreadableError(
            Problem(
                Reason.FILE_EMPTY,
                _("a file with content"),
                _("The file is empty. Save it again from the program it was made with."),
            )
        )
    if head == _OLE:
        raise UnreadableError(_protected() if encrypted else _other_kind(Severity.ERROR))
    if head.startswith(_ZIP):
        encoding = None
    elif path.suffix.lower() in WORKBOOKS:
        raise UnreadableError(corrupt())
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif utf8 and _decodes(decoder, b"", final=True):
        encoding = "utf-8-sig"
    elif strange:
        raise UnreadableError(wrong_encoding())
    else:
        encoding = "cp1252"
    return Source(path, name, digest.hexdigest(), size, encoding)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def unreadable(error: OSError) -> Problem:
    """A file or folder that the system does not let be read."""
    if isinstance(error, PermissionError):
        return Problem(
            Reason.FILE_DENIED,
            _("a file or folder that may be read"),
            _("Close the file in other programs and check that you have the right to read it."),
        )
    return Problem(
        Reason.FILE_CORRUPT,
        _("a file that can be read"),
        _(
            "The system gave the error “{error}”. Copy the file to your own disk and try again."
        ).format(error=error.strerror or error),
    )


def corrupt() -> Problem:
    """A workbook that does not open."""
    return Problem(
        Reason.FILE_CORRUPT,
        _("an Excel workbook that is whole"),
        _(
            "The file is damaged or not a workbook. Open it in Excel, let Excel repair it, and "
            "save it as a new .xlsx file."
        ),
    )


def _protected() -> Problem:
    return Problem(
        Reason.FILE_PROTECTED,
        _("a workbook without a password"),
        _(
            "Open the file in Excel, remove the password (File, Info, Protect Workbook), and save "
            "it."
        ),
    )


def wrong_encoding() -> Problem:
    """A text file in no encoding that is known here."""
    return Problem(
        Reason.FILE_ENCODING,
        _("a text file in the encoding UTF-8"),
        _("Open the file in Excel and save it as “CSV UTF-8”."),
    )
