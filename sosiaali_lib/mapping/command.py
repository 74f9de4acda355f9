"""What the commands `map` and `import` do and say."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from sosiaali_lib import forms, sources
from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.console import UsageError, complain, print_json, say
from sosiaali_lib.formatting import number, percent
from sosiaali_lib.instruments import own
from sosiaali_lib.mapping.applying import Imported, apply
from sosiaali_lib.mapping.comparing import Fault, MappingError, compare
from sosiaali_lib.mapping.files import read, save
from sosiaali_lib.mapping.guessing import guess
from sosiaali_lib.mapping.identifiers import kept
from sosiaali_lib.mapping.left_out import explained
from sosiaali_lib.mapping.model import ENDING, Entry, Mapping, Role
from sosiaali_lib.mapping.renewing import renew
from sosiaali_lib.mapping.writing import Written, may_replace, places, write
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.sources import SourceError, SourceTable
from sosiaali_lib.sources.addresses import is_address


def map_source(options: Namespace) -> int:
    """Guess a mapping, show it and write it for a person to confirm."""
    if (options.form is None) == (options.reuse is None):
        raise UsageError(_("Give either --form, or --reuse with an earlier mapping."))
    with own.using(_instruments(options.instruments)):
        old = _loaded(options.reuse) if options.reuse else None
        form = old.form if old else options.form
        if form not in forms.available():
            told = _("There is no form {form}; there are {forms}.")
            raise UsageError(told.format(form=form, forms=", ".join(forms.available())))
        out = options.out or Path(f"{form}{ENDING}")
        if out.exists():
            raise UsageError(
                _("{file} exists already; give another name with --out.").format(file=out)
            )
        try:
            source = _source(options, kind=old.kind if old else options.kind, mapping=old)
            mapping = renew(old, source) if old else _guessed(source, form, options.instrument)
        except SourceError as error:
            complain(str(error))
            return PARTLY
        save(mapping, out)
        _say_source(source)
        for entry in mapping.entries:
            say(_line(entry))
        for name, value in mapping.constants.items():
            say(_("every row → {target}: {value}").format(target=name, value=value))
        _say_faults(compare(mapping, source))
    say(
        _(
            "{file}: check every line, correct the file, and remove vahvistettu: false; or confirm all "
            "of it with sosiaali import --confirm."
        ).format(file=out)
    )
    return DONE


def import_source(options: Namespace) -> int:
    """Bring the answers of a source into the data folder, by a confirmed mapping."""
    if not options.out.is_dir():
        raise UsageError(_("There is no folder {folder}.").format(folder=options.out))
    with own.using(_instruments(options.out / own.FOLDER)):
        mapping = _loaded(options.mapping)
        if options.confirm:
            mapping = mapping.confirmed()
        to = places(mapping, options.mapping.name, options.out)
        if to.rows.exists():
            _refuse_replacing(to, asked=options.replace)
        try:
            source = _source(options, kind=mapping.kind, mapping=mapping)
            imported = apply(mapping, source, since=options.since)
        except SourceError as error:
            return _failed(options, [Fault("source", "", str(error))])
        except MappingError as error:
            return _failed(options, error.faults)
        if options.confirm:
            save(mapping, options.mapping)
        write(imported, mapping, source, to, today=date.today())
    return _done(options, mapping, source, imported, to)


def _refuse_replacing(to: Written, *, asked: bool) -> None:
    """Refuse to replace what nobody asked to replace, or what somebody has edited by hand."""
    if not may_replace(to):
        told = _(
            "{file} exists and is not as an import has written it: somebody may have edited it. Move it "
            "away, or give the mapping file another name."
        )
    elif asked:
        return
    else:
        told = _(
            "{file} holds an earlier import. Import with --replace to put these rows in its place, "
            "or give the mapping file another name."
        )
    raise UsageError(told.format(file=to.rows))


def _instruments(folder: Path | None) -> own.OwnInstruments:
    return own.read(folder)[0] if folder is not None and folder.is_dir() else own.NONE


def _loaded(path: Path) -> Mapping:
    if not path.is_file():
        raise UsageError(_("There is no mapping file {file}.").format(file=path))
    return read(path)


def _guessed(source: SourceTable, form: str, instrument: str | None) -> Mapping:
    try:
        return guess(source, form, instrument=instrument)
    except ValueError as error:  # no such instrument
        raise UsageError(str(error)) from error


def _source(options: Namespace, *, kind: str | None, mapping: Mapping | None) -> SourceTable:
    for path in (options.dictionary, None if is_address(options.source) else options.source):
        if path is not None and not Path(path).is_file():
            raise UsageError(_("There is no file {file}.").format(file=path))
    if kind is not None and kind not in sources.KINDS:
        told = _("No tool {kind} is known; there are {kinds}.")
        raise UsageError(told.format(kind=kind, kinds=", ".join(sources.KINDS)))
    return sources.read(
        options.source,
        kind,
        dictionary=options.dictionary,
        table=options.table,
        query=options.query,
        encoding=options.encoding,
        keep=kept(mapping) if mapping else (),
        drop=mapping.personal if mapping else (),
    )


def _failed(options: Namespace, faults: Sequence[Fault]) -> int:
    if options.json:
        print_json({"faults": [_as_json(fault) for fault in faults]})
    else:
        for fault in faults:
            complain(fault.text)
        complain(_("Nothing was imported."))
    return PARTLY


def _done(
    options: Namespace, mapping: Mapping, source: SourceTable, imported: Imported, to: Written
) -> int:
    from sosiaali_lib import intake

    checked = intake.read(to.rows)
    rejected = sum(map(len, checked.rejected.values()))
    reasons = imported.left_out["syy"].value_counts()
    if options.json:
        print_json(
            {
                "form": mapping.form,
                "file": str(to.rows),
                "read": imported.read,
                "brought": len(imported.frame),
                "left_out": {str(reason): int(n) for reason, n in reasons.items()},
                "rows_left_out": imported.left_out.to_dict("records"),
                "not_answers": dict(imported.not_answers),
                "dropped": [vars(one) for one in source.dropped],
                "notices": [_as_json(fault) for fault in imported.notices],
                "notes": list(source.notes),
                "faulty": rejected,
                "faults": [],
            }
        )
        return PARTLY if rejected else DONE
    _say_source(source)
    _say_faults(imported.notices)
    _say_counts(imported, reasons.items())
    say(str(to.rows))
    if rejected:
        told = ngettext(
            "{n} row has faults that the form does not accept. See them with sosiaali check {folder}.",
            "{n} rows have faults that the form does not accept. See them with sosiaali check {folder}.",
            rejected,
        )
        say(told.format(n=number(rejected), folder=to.rows.parent))
    return PARTLY if rejected else DONE


def _say_counts(imported: Imported, reasons: Iterable[tuple[object, int]]) -> None:
    say(
        _("Rows read {read} = brought {brought} + left out {left_out}.").format(
            read=number(imported.read),
            brought=number(len(imported.frame)),
            left_out=number(len(imported.left_out)),
        )
    )
    meanings = explained()
    for reason, n in reasons:
        say(f"  {number(n)}: {meanings[str(reason)]}")
    for column, n in imported.not_answers.items():
        told = ngettext(
            "{column}: {n} cell says that there is no answer.",
            "{column}: {n} cells say that there is no answer.",
            n,
        )
        say(told.format(column=column, n=number(n)))


def _say_source(source: SourceTable) -> None:
    rows = ngettext("{n} row", "{n} rows", len(source.cells)).format(n=number(len(source.cells)))
    say(f"{source.name}: {source.kind}, {rows}")
    for one in source.dropped:
        told = ngettext(
            "Not read: {column}, {n} filled cell, because {why}.",
            "Not read: {column}, {n} filled cells, because {why}.",
            one.cells,
        )
        say(told.format(column=one.column or "…", n=number(one.cells), why=one.why))
    for note in source.notes:
        say(note)


def _say_faults(faults: Iterable[Fault]) -> None:
    for fault in faults:
        say(fault.text)


def _line(entry: Entry) -> str:
    """Give an entry as a line of the table of guesses."""
    sure = "" if entry.sureness is None else f" ({percent(entry.sureness)})"
    if entry.role is Role.PERSONAL:
        what = _("dropped as personal")
    elif entry.role is Role.UNUSED:
        what = _("not used: {reason}").format(reason=entry.reason)
    else:
        what = entry.target + (f" = {entry.code}" if entry.code else "")
    values = "".join(f"; {value}={code or '–'}" for value, code in (entry.values or {}).items())
    asked = f" “{entry.text}”" if entry.text else ""
    return f"{entry.column}{asked} → {what}{sure}{values}"


def _as_json(fault: Fault) -> dict[str, str]:
    return {
        "kind": fault.kind,
        "column": fault.column,
        "text": fault.text,
        "severity": str(fault.severity),
    }
