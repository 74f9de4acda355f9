"""The command `audit` and everything it says."""

import json

import pytest
from small_files import html_table, notebook, page, with_row, write

from sosiaali_lib import cli
from sosiaali_lib.file_audit import AuditError, FolderAudit, audit_folder, folder, releases
from sosiaali_lib.file_audit.result import CELLS
from sosiaali_lib.messages import LANGUAGES


def run(capsys, *words):
    try:
        code = cli.main(("audit", *map(str, words), "--lang", "en"))
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_clean_folder(capsys, tmp_path):
    write(tmp_path, "raportti.html", page(html_table()))
    code, out, err = run(capsys, tmp_path)
    assert (code, err) == (0, "")
    assert out == "1 file was read.\n2 figures are hidden.\nNothing hidden could be found out.\n"


def test_findings_stand_under_their_file(capsys, tmp_path):
    write(tmp_path, "raportti.html", page(html_table()))
    write(tmp_path, "vanhat/raportti.html", page(html_table(with_row("Asuminen", "9"))))
    code, out, err = run(capsys, tmp_path)
    assert code == 1
    assert err.splitlines() == [
        "raportti.html:",
        "  hidden, but known: Syyt, Kajaani: Asuminen | Käyntejä (shown in vanhat/raportti.html)",
        "  hidden, but known: Syyt, Kajaani: Päihteiden käyttö | Käyntejä "
        "(calculated from: the sum of a column)",
        "Do not publish this folder. Mend what is listed and audit it again.",
    ]
    assert "9" not in out + err


def test_too_narrow_is_a_notice_with_its_count(capsys, tmp_path):
    write(tmp_path, "raportti.html", page(html_table(with_row("Kaikki käynnit", "26"))))
    code, out, _err = run(capsys, tmp_path)
    assert code == 0
    assert "2 hidden figures can be told to within fewer numbers than the threshold:" in out
    assert "raportti.html: 2 figures" in out


def test_too_narrow_is_a_fault_where_a_release_promises_width(capsys, tmp_path, monkeypatch):
    write(tmp_path, "raportti.html", page(html_table(with_row("Kaikki käynnit", "26"))))
    promised = releases.FoundRelease(tmp_path / "julkaisu", {"threshold": 5, "width": True})
    empty = audit_folder(tmp_path, workers=1).derivable[list(CELLS)]
    monkeypatch.setattr(releases, "find", lambda files: [promised])
    monkeypatch.setattr(releases, "audited", lambda *_args: (empty, empty, 0))
    code, _out, err = run(capsys, tmp_path)
    assert code == 1
    assert "2 hidden figures can be told" in err


def test_json_is_one_object_without_the_number(capsys, tmp_path):
    write(tmp_path, "a.html", page(html_table(cells={("Asuminen", 1): '<td data-n="9">..</td>'})))
    code, out, _err = run(capsys, tmp_path, "--json")
    found = json.loads(out)
    assert (code, found["ok"], found["files"], found["hidden"]) == (1, False, 1, 2)
    assert found["derivable"] == [
        {
            "file": "a.html",
            "table": "Syyt, Kajaani",
            "cell": "Asuminen | Käyntejä",
            "how": "the cell itself carries a number: attribute data-n",
        }
    ]
    assert found["faults"] == [
        {
            "file": "a.html",
            "what": "unseen_numbers",
            "how": "1 number that no person sees in the file: attribute data-n",
        }
    ]


def test_more_than_enough_findings_are_counted(capsys, tmp_path):
    rows = [(f"Syy {'abcdefghijklmnopqrstuvwxyz'[at]}", "..") for at in range(25)]
    rows.append(("Kaikki käynnit", "25"))  # each is 1 to a reader who knows that none is 0
    write(tmp_path, "a.html", page(html_table(rows)))
    code, _out, err = run(capsys, tmp_path)
    assert code == 1
    assert "  and 5 more, see --json" in err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("puuttuva", "There is no folder {path}."),
        ("tiedosto.html", "{path} is a file. Give the folder that is to be published."),
        ("tyhja", "{path} holds no files, so there is nothing to audit."),
    ],
)
def test_what_is_no_folder_of_files_is_wrong_usage(capsys, tmp_path, name, text):
    write(tmp_path, "tiedosto.html", "x")
    (tmp_path / "tyhja").mkdir()
    code, out, err = run(capsys, tmp_path / name)
    assert (code, out) == (2, "")
    assert err == text.format(path=tmp_path / name) + "\n"


def test_an_unknown_attacker(capsys, tmp_path):
    assert run(capsys, tmp_path, "--attacker", "kone")[0] == 2
    with pytest.raises(ValueError, match="expected one of plain, strict, self"):
        audit_folder(tmp_path, "kone")


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        (
            "a.odt",
            b"x",
            "not attacked, because its type is not known, so nobody has looked into it",
        ),
        (
            "a.pdf",
            b"%PDF-1.7 rikki",
            "not attacked, because it cannot be read as what its name says it is (.pdf)",
        ),
        (
            "a.ipynb",
            b"{",
            "not attacked, because it cannot be read as what its name says it is (.ipynb)",
        ),
    ],
)
def test_what_nobody_has_looked_into_is_a_finding(tmp_path, name, data, text):
    write(tmp_path, name, data)
    found = audit_folder(tmp_path, workers=1)
    assert not found.ok
    assert found.faults.to_dict("records") == [{"file": name, "what": "not_read", "how": text}]


def test_a_locked_pdf_is_told_apart(tmp_path):
    import pikepdf

    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    found = audit_folder(tmp_path, workers=1)
    assert found.faults["how"].tolist() == ["not attacked, because it is locked with a password"]


def test_looks_hold_no_figures(tmp_path):
    write(tmp_path, "tyyli.css", "td { width: 9px }")
    write(tmp_path, "kirjain.woff2", b"\x00\x01")
    assert audit_folder(tmp_path, workers=1).ok


def test_rows_of_single_cases_are_not_for_publication(tmp_path):
    head = "kunta;pvm;luonne;paikkatyyppi;lasna;keskusteltu;aiheet;tunne;rakennehavainto"
    row = "Kajaani;3.5.2019;kumppanille;muu;9;6;talous;4;ei_havaintoa"
    write(tmp_path, "loki.csv", f"{head}\n{row}\n")
    found = audit_folder(tmp_path, workers=1)
    assert found.faults["how"].tolist() == [
        "rows of single cases of the form “Outreach visits”; they are not for publication"
    ]


def test_rows_that_a_person_cleared_may_go_out_without_the_columns_of_clearing(tmp_path):
    head, row = "Ehdotus;Vastaanottaja;Vastuutaho;Tila", "Teksti;Kunta;Johtaja;avoin"
    write(tmp_path, "ehdotukset.csv", f"{head}\n{row}\n")
    assert audit_folder(tmp_path, workers=1).ok
    write(tmp_path, "lomake.csv", f"{head};Julkaistavissa\n{row};ei\n")
    found = audit_folder(tmp_path, workers=1).faults
    assert found["file"].tolist() == ["lomake.csv"]


def test_files_are_read_side_by_side_with_the_same_result(tmp_path):
    for at in range(folder._SIDE_BY_SIDE):
        write(tmp_path, f"a{at}.html", page(html_table(caption=f"Syyt {at}, Kajaani")))
    write(tmp_path, "vanha.html", page(html_table(with_row("Asuminen", "9"), "Syyt 3, Kajaani")))
    seen = []
    one = audit_folder(tmp_path, workers=1)
    two = audit_folder(tmp_path, workers=2, done=seen.append)
    assert one.derivable.equals(two.derivable)
    assert len(one.derivable) == 2
    assert len(seen) == folder._SIDE_BY_SIDE + 1


def test_files_are_not_touched(tmp_path):
    paths = [
        write(tmp_path, "a.html", page(html_table())),
        write(tmp_path, "k.ipynb", notebook()),
    ]
    before = [path.read_bytes() for path in paths]
    audit_folder(tmp_path, workers=1)
    assert [path.read_bytes() for path in paths] == before
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_a_release_in_the_folder_is_attacked_by_its_own_audit(tmp_path, monkeypatch):
    import pandas as pd

    import sosiaali_lib.release_audit as release_audit
    from sosiaali_lib.disclosure import Audit

    listed = pd.DataFrame({"table": ["luonne"], "cell": ["alue=205"], "alue": ["205"]})
    asked = []

    def audit_release(folders, attacker="strict"):
        asked.append((folders, attacker))
        return Audit(attacker=attacker, n_hidden=3, derivable=listed, **_rest(listed))

    monkeypatch.setattr(release_audit, "audit_release", audit_release)
    write(tmp_path, "julkaisu/manifest.json", '{"protection": {"threshold": 4}}')
    write(tmp_path, "julkaisu/luonne.parquet", b"PAR1")
    found = audit_folder(tmp_path, "plain", workers=1)
    assert asked == [(tmp_path / "julkaisu", "plain")]
    assert found.n_hidden == 3
    assert found.derivable.to_dict("records") == [
        {
            "file": "julkaisu",
            "table": "luonne",
            "cell": "alue=205",
            "how": "calculated from the tables of the release",
        }
    ]
    assert found.faults.empty


def _rest(listed):
    """The fields that the audit of releases may have besides, empty."""
    from dataclasses import MISSING, fields

    from sosiaali_lib.disclosure import Audit

    known = {"attacker", "n_hidden", "derivable"}
    return {
        one.name: listed.iloc[:0]
        for one in fields(Audit)
        if one.name not in known and one.default is MISSING and one.default_factory is MISSING
    }


def test_the_threshold_of_a_release_is_used():
    from pathlib import Path

    made = releases.FoundRelease(Path("a"), {"threshold": 7})
    assert releases.threshold([made]) == 7
    assert releases.threshold([]) == 5
    assert releases.promises_width([made]) is False


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_is_there_in_every_language(capsys, lang):
    with pytest.raises(SystemExit):
        cli.main(("audit", "--help", "--lang", lang))
    assert "--attacker" in capsys.readouterr().out


def test_errors_can_be_sent_between_processes():
    import pickle

    copy = pickle.loads(pickle.dumps(AuditError("ei kansiota")))
    assert str(copy) == "ei kansiota"
    assert FolderAudit.__doc__
