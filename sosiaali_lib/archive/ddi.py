"""The codebook as DDI-Codebook 2.5, for archives of research data.

The order of the elements, and which of them may be repeated, is that of the DDI Alliance's field-level
documentation of version 2.5 (https://ddialliance.org/Specification/DDI-Codebook/2.5/). No frequencies
of categories are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as Tree

from sosiaali_lib.archive.model import (
    MARK,
    Archive,
    Code,
    Part,
    Study,
    Texts,
    Variable,
    in_all,
)
from sosiaali_lib.messages import LANGUAGES, N_, language, pick
from sosiaali_lib.report.annex import places

NAMESPACE = "ddi:codebook:2_5"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNIT = {"integer": "INT", "number": "REAL"}


def content(archive: Archive, paths: Mapping[str, str]) -> bytes:
    """Give the document; texts stand in three languages wherever the format repeats elements.

    Parameters
    ----------
    archive
        The archive.
    paths
        Part → path of its csv file in the package.
    """
    root = Tree.Element(
        "codeBook", {"xmlns": NAMESPACE, "version": "2.5", _LANG: language(), "ID": "aineisto"}
    )
    study = archive.study
    _document(root, study)
    _study(root, archive)
    ids = {part.name: f"F{at}" for at, part in enumerate(archive.parts, start=1)}
    for part in archive.parts:
        _file(root, part, ids[part.name], paths[part.name])
    data = Tree.SubElement(root, "dataDscr")
    for part in archive.parts:
        _group(data, part, ids[part.name])
    for part in archive.parts:
        for at, variable in enumerate(part.variables, start=1):
            _variable(data, variable, part, ids[part.name], at)
    Tree.indent(root)
    text = Tree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def variable_id(file: str, at: int) -> str:
    """Give the identifier of a variable: its file, and its place in it from 1."""
    return f"{file}V{at}"


def _add(parent: Tree.Element, tag: str, text: str = "", **attributes: str) -> Tree.Element:
    found = Tree.SubElement(parent, tag, attributes)
    found.text = text or None
    return found


def _told(parent: Tree.Element, tag: str, texts: Texts, **attributes: str) -> None:
    """Add an element for each language that has a text."""
    for lang in LANGUAGES:
        if texts.get(lang):
            _add(parent, tag, texts[lang], **attributes).set(_LANG, lang)


def _told_once(parent: Tree.Element, tag: str, texts: Texts) -> None:
    """Add an element that the format takes once, in the language in use."""
    _add(parent, tag, pick(texts)).set(_LANG, language())


def _document(root: Tree.Element, study: Study) -> None:
    citation = _add(_add(root, "docDscr"), "citation")
    titles = _add(citation, "titlStmt")
    _add(titles, "titl", study.name)
    _add(titles, "IDNo", study.digest)
    made = _add(citation, "prodStmt")
    if study.organisation:
        _add(made, "producer", study.organisation)
    if study.made:
        _add(made, "prodDate", study.made.isoformat(), date=study.made.isoformat())
    _add(made, "software", "sosiaali_lib", version=study.version)


def _study(root: Tree.Element, archive: Archive) -> None:
    study = archive.study
    described = _add(root, "stdyDscr")
    citation = _add(described, "citation")
    titles = _add(citation, "titlStmt")
    _add(titles, "titl", study.name)
    _add(titles, "IDNo", study.digest, agency="sosiaali_lib")
    if study.organisation:
        _add(_add(citation, "rspStmt"), "AuthEnty", study.organisation)
    made = _add(citation, "prodStmt")
    if study.organisation:
        _add(made, "producer", study.organisation)
    if study.made:
        _add(made, "prodDate", study.made.isoformat(), date=study.made.isoformat())
    _add(made, "software", "sosiaali_lib", version=study.version)
    _add(_add(citation, "verStmt"), "version", study.digest[:12])
    _information(described, archive)
    collected = _add(_add(described, "method"), "dataColl")
    for sentence in study.methods:
        _told(collected, "cleanOps", sentence)
    _access(_add(described, "dataAccs"), archive)
    for sentence in study.left_out:
        _told(described, "notes", sentence)


def _access(access: Tree.Element, archive: Archive) -> None:
    """Tell who may use the data: `useStmt` may be repeated by language, what is in it may not."""
    licence = archive.study.licence
    if archive.personal:
        for lang, text in in_all(CONFIDENTIAL).items():
            use = _add(access, "useStmt")
            _add(use, "confDec", text).set(_LANG, lang)
            if licence:
                _add(use, "conditions", licence)
    elif licence:
        _add(_add(access, "useStmt"), "conditions", licence)


CONFIDENTIAL = N_(
    "The rows are personal data. Hand them only to those who have a right and a ground to use them."
)
_MADE_UP = N_("The data are made up: they are example data.")


def _information(described: Tree.Element, archive: Archive) -> None:
    study = archive.study
    found = _add(described, "stdyInfo")
    if study.made_up:
        _told(found, "abstract", in_all(_MADE_UP))
    about = _add(found, "sumDscr")
    for event, day in (("start", study.start), ("end", study.end)):
        if day:
            _add(about, "timePrd", day.isoformat(), date=day.isoformat(), event=event)
    for event, day in (("start", study.start), ("end", study.end)):
        if day:
            _add(about, "collDate", day.isoformat(), date=day.isoformat(), event=event)
    _add(about, "nation", "Suomi", abbr="FI")
    for code in study.areas:
        _add(about, "geogCover", places.name_of(code) or code)
    if archive.personal:
        _told(about, "anlyUnit", in_all(N_("Row of a form")))
    else:
        _told(about, "anlyUnit", in_all(N_("Cell of a protected table, or entry")))
    for part in archive.parts:
        _told(about, "universe", _universe(part))
    kind = N_("Rows of forms") if archive.personal else N_("Protected tables of counts")
    _told(about, "dataKind", in_all(kind))


def _universe(part: Part) -> dict[str, str]:
    return {lang: f"{part.titles[lang]}: {part.units[lang]}" for lang in LANGUAGES}


def _file(root: Tree.Element, part: Part, identifier: str, path: str) -> None:
    described = _add(_add(root, "fileDscr", ID=identifier, URI=path), "fileTxt")
    _add(described, "fileName", path)
    _told_once(described, "fileCont", part.titles)  # the group of its variables has them all
    size = _add(described, "dimensns")
    _add(size, "caseQnty", str(len(part.table)))
    _add(size, "varQnty", str(len(part.variables)))
    _add(described, "fileType", "text/csv", charset="UTF-8")


def _group(data: Tree.Element, part: Part, file: str) -> None:
    ids = " ".join(variable_id(file, at + 1) for at in range(len(part.variables)))
    group = _add(data, "varGrp", ID=f"{file}G", var=ids)
    _told(group, "labl", part.titles)
    _told(group, "universe", part.units)


def _variable(data: Tree.Element, variable: Variable, part: Part, file: str, at: int) -> None:
    found = _add(
        data,
        "var",
        ID=variable_id(file, at),
        name=variable.name,
        files=file,
        intrvl="contin" if variable.measure == "scale" else "discrete",
        nature={"scale": "interval"}.get(variable.measure, variable.measure),
    )
    _told(found, "labl", variable.labels)
    if variable.helps or variable.question:
        asked = _add(found, "qstn")
        _told(asked, "qstnLit", variable.question)
        _told(asked, "ivuInstr", variable.helps)
    _ranges(found, variable, part)
    _told(found, "universe", part.units)
    for code in variable.codes:
        _category(found, code)
    if variable.kind == "boolean":
        _category(found, Code("true", in_all(N_("yes")), 1))
        _category(found, Code("false", in_all(N_("no")), 0))
    _told(found, "concept", variable.concept)
    if variable.derivation:
        _told_once(_add(found, "derivation"), "drvdesc", variable.derivation)
    _add(found, "varFormat", _format(variable), type=_type(variable), schema="ISO")
    others = {lang: text for lang, text in variable.derivation.items() if lang != language()}
    _told(found, "notes", others, subject="drvdesc")


def _ranges(found: Tree.Element, variable: Variable, part: Part) -> None:
    if variable.low is not None or variable.high is not None:
        limits = {
            name: f"{value:g}"
            for name, value in (("min", variable.low), ("max", variable.high))
            if value is not None
        }
        units = _UNIT.get(variable.kind, "REAL")
        Tree.SubElement(_add(found, "valrng"), "range", {"UNITS": units, **limits})
    missing = [code.value for code in variable.codes if code.missing]
    if part.hidden(variable).any():
        missing.append(MARK)
    if missing:
        invalid = _add(found, "invalrng")
        for value in missing:
            Tree.SubElement(invalid, "item", {"VALUE": value})


def _category(found: Tree.Element, code: Code) -> None:
    category = _add(found, "catgry", **({"missing": "Y"} if code.missing else {}))
    _add(category, "catValu", code.value)
    _told(category, "labl", code.labels)
    if code.number is not None:
        _add(category, "txt", f"SPSS: {code.number}")


def _format(variable: Variable) -> str:
    return {"date": "YYYY-MM-DD"}.get(variable.kind, "")


def _type(variable: Variable) -> str:
    return "numeric" if variable.kind in ("integer", "number") else "character"
