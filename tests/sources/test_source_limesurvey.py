"""LimeSurvey: short and long exports, brackets and underscores, RemoteControl."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from written_sources import text_file

from sosiaali_lib import sources
from sosiaali_lib.sources import Kind, SourceError

FIXED = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "ipaddr", "refurl"]
OWN = [
    "KUNTA",
    "TARVE[SQ001]",
    "TARVE[SQ002]",
    "TARVE[other]",
    "EO[SQ005]",
    "groupTime12",
    "KUNTATime",
]
ROWS = [
    [
        1,
        "2026-02-03 09:12:00",
        4,
        "fi",
        12,
        "abc",
        "192.0.2.1",
        "https://example.org",
        "765",
        "Y",
        "",
        "velka",
        "A4",
        "3",
        "2",
    ],
    [2, "", 2, "sv", 13, "abd", "192.0.2.2", "", "205", "", "Y", "", "A2", "3", "1"],
]


def test_short_and_underscored_exports_have_the_same_columns(tmp_path):
    short = sources.read(text_file(tmp_path / "a.csv", [FIXED + OWN, *ROWS], mark="\ufeff"))
    r_names = [name.replace("[", "_").replace("]", "") for name in OWN]
    r = sources.read(text_file(tmp_path / "b.csv", [FIXED + r_names, *ROWS]))
    assert short.kind == r.kind == "limesurvey"
    assert short.names == r.names
    assert short.columns == r.columns
    assert short.cells.equals(r.cells)
    kinds = {column.name: column.kind for column in short.columns}
    assert kinds["TARVE[SQ001]"] is Kind.BOX
    assert kinds["EO[SQ005]"] is Kind.TEXT
    assert kinds["TARVE[other]"] is Kind.FREE_TEXT
    assert kinds["groupTime12"] is kinds["KUNTATime"] is kinds["submitdate"] is Kind.SYSTEM
    assert short.hints.finished == ("submitdate", ())


def test_tokens_and_addresses_are_dropped_with_their_counts(tmp_path):
    table = sources.read(text_file(tmp_path / "a.csv", [FIXED + OWN, *ROWS]))
    assert {one.column: one.cells for one in table.dropped} == {
        "token": 2,
        "ipaddr": 2,
        "refurl": 1,
    }
    assert not {"token", "ipaddr", "refurl"} & set(table.cells.columns)


@pytest.mark.parametrize(("yes", "no"), [("Kyllä", "Ei"), ("Ja", "Nej"), ("Yes", "No")])
def test_long_exports_say_boxes_in_words_and_may_have_texts_in_headers(tmp_path, yes, no):
    header = [
        "id", "submitdate", "lastpage", "startlanguage", "KUNTA. Kotikunta?",
        "TARVE[SQ001]. Tuen tarpeet [Asuminen]", "TARVE[SQ002]. Tuen tarpeet [Talous]",
    ]  # fmt: skip
    rows = [[1, "2026-02-03 09:12:00", 4, "fi", "Sotkamo", yes, no]]
    table = sources.read(text_file(tmp_path / "a.csv", [header, *rows], separator=";"))
    box = table.column("TARVE[SQ001]")
    assert (box.kind, box.text, box.wording) == (Kind.BOX, "Tuen tarpeet", "Tuen tarpeet: Asuminen")
    assert table.column("KUNTA").text == "Kotikunta?"


@pytest.fixture
def server():
    """A server that answers RemoteControl's calls with what a survey of three questions gives."""
    answers = {"responses": [{"7": {
        "id": "7", "submitdate": "2026-02-03 09:12:00", "lastpage": "2", "startlanguage": "fi",
        "token": "abc", "KUNTA": "765", "TARVE[SQ001]": "Y", "TARVE[SQ002]": "",
    }}]}  # fmt: skip
    calls = []

    def reply(method, params):
        if method == "get_session_key":
            return (
                "avain"
                if params[:2] == ["anna", "sala/suus"]
                else {"status": "Invalid user name or password"}
            )
        if method == "export_responses":
            return base64.b64encode(json.dumps(answers).encode()).decode()
        if method == "list_questions":
            return [
                {"qid": "1", "parent_qid": "0", "title": "KUNTA", "question": "Kotikunta"},
                {"qid": "2", "parent_qid": "0", "title": "TARVE", "question": "Tuen tarpeet"},
                {"qid": "3", "parent_qid": "2", "title": "SQ001", "question": "Asuminen"},
            ]
        if method == "get_question_properties":
            codes = (
                {"765": {"answer": "Sotkamo"}} if params[1] == 1 else "No available answer options"
            )
            return {"answeroptions": codes}
        return "OK"

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            calls.append(asked["method"])
            body = json.dumps(
                {
                    "result": reply(asked["method"], asked["params"]),
                    "error": None,
                    "id": asked["id"],
                }
            )
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args):
            pass

    running = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield (
        f"limesurvey+http://{{}}127.0.0.1:{running.server_port}/index.php/admin/remotecontrol?survey=123456",
        calls,
    )
    running.shutdown()
    running.server_close()


def test_remotecontrol_gives_answers_with_the_words_of_questions(server):
    pytest.importorskip("citric", reason="the extra lahteet")
    url, calls = server
    table = sources.read(url.format("anna:sala%2Fsuus@"))
    assert table.cells[["KUNTA", "TARVE[SQ001]"]].iloc[0].tolist() == ["765", "Y"]
    assert table.column("TARVE[SQ001]").wording == "Tuen tarpeet: Asuminen"
    assert [option.labels for option in table.column("KUNTA").options] == [{"": "Sotkamo"}]
    assert "token" not in table.names and table.dropped[0].column == "token"
    assert "sala" not in table.name
    assert "release_session_key" in calls


def test_remotecontrol_takes_the_password_from_the_environment(server, monkeypatch, english):
    pytest.importorskip("citric", reason="the extra lahteet")
    url, _calls = server
    with pytest.raises(SourceError, match="SOSIAALI_LAHDE_SALASANA"):
        sources.read(url.format("anna@"))
    monkeypatch.setenv("SOSIAALI_LAHDE_SALASANA", "väärä-sana")
    with pytest.raises(SourceError, match="cannot be read") as refused:
        sources.read(url.format("anna@"))
    assert "väärä-sana" not in str(refused.value)
    monkeypatch.setenv("SOSIAALI_LAHDE_SALASANA", "sala/suus")
    assert len(sources.read(url.format("anna@")).cells) == 1


STRUCTURE = [
    ["id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language"],
    ["", "", "S", "", "language", "", "fi", "", ""],
    *(
        row
        for lang, asked, housing, money, agree, disagree in (
            ("fi", "<p>Tuen tarpeet</p>", "Asuminen", "Talous", "samaa mieltä", "eri mieltä"),
            ("sv", "Stödbehov", "Boende", "Ekonomi", "av samma åsikt", "av annan åsikt"),
        )
        for row in (
            ["1", "", "G", "", "Osa", "", "", "", lang],
            ["1", "", "Q", "M", "TARVE", "1", asked, "", lang],
            ["2", "1", "SQ", "0", "SQ001", "", housing, "", lang],
            ["3", "1", "SQ", "0", "SQ002", "", money, "", lang],
            ["4", "", "Q", "F", "EO", "1", "Väittämät", "", lang],
            ["5", "4", "SQ", "0", "SQ005", "", f"Yksinäinen {lang}", "", lang],
            ["4", "", "A", "0", "A1", "", disagree, "", lang],
            ["4", "", "A", "0", "A2", "", agree, "", lang],
        )
    ),
]  # fmt: skip


def test_the_structure_of_the_survey_gives_words_and_codes_in_every_language(tmp_path):
    structure = text_file(tmp_path / "kysely.txt", STRUCTURE, separator="\t", mark="\ufeff")
    header = [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "TARVE[SQ001]",
        "TARVE[SQ002]",
        "TARVE[other]",
        "EO[SQ005]",
    ]
    rows = [
        [1, "2026-02-03 09:12:00", 4, "fi", "Kyllä", "", "velat", "samaa mieltä"],
        [2, "2026-02-03 09:12:00", 4, "sv", "", "", "", "av annan åsikt"],
        [3, "2026-02-03 09:12:00", 4, "fi", "", "", "", "A2"],
    ]
    table = sources.read(text_file(tmp_path / "v.csv", [header, *rows]), dictionary=structure)
    assert table.kind == "limesurvey"
    box = table.column("TARVE[SQ002]")
    assert (box.kind, box.texts) == (Kind.BOX, {"fi": "Tuen tarpeet", "sv": "Stödbehov"})
    assert box.options[0].labels == {"fi": "Talous", "sv": "Ekonomi"}
    assert table.column("EO[SQ005]").texts == {"fi": "Yksinäinen fi", "sv": "Yksinäinen sv"}
    assert table.cells["EO[SQ005]"].tolist() == ["A2", "A1", "A2"]
    assert table.column("TARVE[other]").kind is Kind.FREE_TEXT


def test_a_file_that_is_no_structure_is_refused(tmp_path, english):
    export = text_file(tmp_path / "v.csv", [FIXED + OWN, *ROWS])
    with pytest.raises(SourceError, match="expected the structure of a LimeSurvey survey"):
        sources.read(export, dictionary=export)
