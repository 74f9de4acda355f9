import json
import logging
import re
import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from itertools import product
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from app_data import ROWS, Client, visits

from sosiaali_lib import explore, forms, intake, own_views
from sosiaali_lib.app import server
from sosiaali_lib.app.entering import new_key
from sosiaali_lib.app.frame import MENU

VISIT = {"kunta": "205", "pvm": "2020-02-03", "luonne": "tapahtumaan", "paikkatyyppi": "julkinen",
         "keskusteltu": "4", "aiheet": ["talous", "asuminen"], "rakennehavainto": "ei_kysytty"}  # fmt: skip


@pytest.fixture(scope="module")
def app(started, tmp_path_factory):
    root = tmp_path_factory.mktemp("sovellus")
    visits(root / "juuri" / "aineisto")
    visits(root / "muu")
    (root / "juuri" / "ulos").symlink_to(root / "muu")
    return started(root / "juuri")


@pytest.fixture
def folder(app, request):
    """A data folder of this test alone; its name as addresses have it."""
    name = re.sub(r"\W", "_", request.node.name)[:60]
    visits(app.room.root / name)
    return name


# Who is let in


def test_the_server_listens_on_this_machine_alone():
    assert server.ADDRESS == "127.0.0.1"


def test_the_key_of_the_address_gives_a_cookie_and_nothing_else_does(app):
    client = app.client(entered=False)
    for path in ("/", "/aineisto?aineisto=aineisto", "/?token=", "/?token=x", "/tutki", "/ei-ole"):
        answer = client.get(path)
        assert answer.status == 401, path
        assert "printed when it was started" in answer.text
    answer = client.get("/", token=app.room.token)
    assert (answer.status, answer.place()) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"sosiaali_{app.port}=")
    assert app.room.token not in cookie
    assert {"HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    assert client.get("/").status == 200
    client.cookies[f"sosiaali_{app.port}"] = "ä" * 43
    assert client.get("/").status == 401


@pytest.mark.parametrize("host", ["paha.example", "127.0.0.1", "127.0.0.1:1", "localhost.paha.example:{port}",
                                  "127.0.0.1:{port}.paha.example", "", "[::1]:{port}"])  # fmt: skip
def test_another_name_of_this_machine_is_refused(app, host):
    answer = app.client().ask("/", Host=host.format(port=app.port))
    assert answer.status in (400, 403)
    assert "aineisto" not in answer.text


def test_forms_of_other_pages_are_refused(app, folder):
    client = app.client()
    page = client.get("/kirjaa/jalkautumiset", aineisto=folder)
    fields = {**VISIT, "aineisto": folder, "_avain": page.seal, "lahetystunnus": new_key()}
    for change in ({"_avain": ""}, {"_avain": "x" * 43}, {"_avain": app.room.session}):
        answer = client.post("/kirjaa/jalkautumiset", {**fields, **change})
        assert answer.status == 403
        assert "from an earlier start" in answer.text
    for origin in (
        "http://paha.example",
        "null",
        f"https://127.0.0.1:{app.port}",
        "http://127.0.0.1:1",
    ):
        assert client.post("/kirjaa/jalkautumiset", fields, Origin=origin).status == 403
    assert Client(app.port).post("/kirjaa/jalkautumiset", fields).status == 401
    assert not (app.room.root / folder / "jalkautumiset_sovellus.csv").exists()
    own = f"http://127.0.0.1:{app.port}"
    assert client.post("/kirjaa/jalkautumiset", fields, Origin=own).status == 303


@pytest.mark.parametrize(
    "path", [*[path for path, _door in server.ROUTES if "(" not in path], "/ei-ole"]
)
def test_every_answer_carries_the_guards(app, path):
    answer = app.client().get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Server" not in answer.headers
    assert not re.search(
        r"<script(?! src=\"/osat/)|<style|\son\w+=|\sstyle=|https?://", answer.text
    )


# What can be reached


OUTSIDE = [
    "..",
    "../muu",
    "ulos",
    "/etc",
    "aineisto/../../muu",
    "%2e%2e/muu",
    "..\\muu",
    "C:/",
    "a\0b",
    "\u2025",
]


@pytest.mark.parametrize("path", ["/aineisto", "/viat", "/kirjaa/jalkautumiset", "/tutki", "/luonnokset",
                                  "/tutki/nakyma", "/korjaa", "/luonnos"])  # fmt: skip
def test_no_page_reads_outside_its_folder(app, path):
    client = app.client()
    asked = {"nakyma": "jalkautuminen.aiheet", "rivi": "2", "tiedosto": "jalkautumiset.csv"}
    for text in OUTSIDE:
        answer = client.get(path, **asked, aineisto=text)
        assert answer.status == 404, text
        assert "no such file or folder in the folder" in answer.text
        if path == "/aineisto":
            raw = client.ask(f"/aineisto?aineisto={quote(quote(text))}")
            assert raw.status == 404, text


def test_files_are_named_only_within_the_data_folder(app, folder):
    (app.room.root / folder / "linkki.csv").symlink_to(
        app.room.root.parent / "muu" / "jalkautumiset.csv"
    )
    client = app.client()
    asked = {"nakyma": "jalkautuminen.aiheet", "rivi": "2", "tiedosto": "jalkautumiset.csv"}
    for path in ("/aineisto", "/viat", "/korjaa", "/kirjaa/havainnot", "/tutki", "/tutki/nakyma"):
        answer = client.get(path, **asked, aineisto=folder)
        assert answer.status == 404, path
        assert "links that lead out of the folder" in answer.text
    (app.room.root / folder / "linkki.csv").unlink()
    for file in (
        "../../muu/jalkautumiset.csv",
        "/etc/hostname",
        "hylatyt/../../x",
        "aineisto.yaml",
        "",
    ):
        answer = client.get("/korjaa", aineisto=folder, tiedosto=file, taulukko="", rivi=2)
        assert answer.status == 409, file
    for file in (f"{folder}/jalkautumiset.csv", "ulos/jalkautumiset.csv", folder):
        assert client.get("/luonnos", aineisto=folder, tiedosto=file).status == 404
    for path in ("/osat/..%2froom.py", "/osat/room.py", "/osat//etc/hostname", "/../etc/hostname"):
        assert client.get(path).status == 404


def test_drafts_of_a_hostile_record_lead_nowhere(app, folder):
    drafts = app.room.root / "luonnokset-paha"
    drafts.mkdir(exist_ok=True)
    outside = str(app.room.root.parent / "muu")
    (drafts / "manifest.json").write_text(
        json.dumps(
            {
                "release": outside,
                "reports": {
                    "x": {
                        "area": "205",
                        "name": "<b>",
                        "lang": "fi",
                        "release": "",
                        "files": {"../aineisto/jalkautumiset.csv": "0", "x.html": "0"},
                    }
                },
            }
        ),
        "utf-8",
    )
    (drafts / "x.html").write_text("<script>alert(1)</script>", "utf-8")
    client = app.client()
    page = client.get("/luonnokset", aineisto=folder)
    assert page.status == 200
    assert "is not in the folder opened here" in page.text
    name = "luonnokset-paha/../aineisto/jalkautumiset.csv"
    assert client.get("/luonnos", aineisto=folder, tiedosto=name).status == 404
    answer = client.get("/luonnos", aineisto=folder, tiedosto="luonnokset-paha/x.html")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    strange = 'x" onload=alert(1) <img src=x>'
    record = {"area": "205", "name": "<b>", "lang": "fi", "release": "", "files": {"x.html": "0"}}
    (drafts / "manifest.json").write_text(
        json.dumps({"release": "../aineisto", "reports": {strange: record}}), "utf-8"
    )
    page = client.get("/luonnokset", aineisto=folder)
    assert "the release is no longer there" in page.text
    assert "x&quot; onload=alert(1) &lt;img" in page.text
    assert not re.search(r"<b>|<img", page.text)
    for content in (
        "[]",
        "{",
        '{"reports": []}',
        '{"reports": {"x": 5}}',
        '{"reports": {}, "release": 5}',
    ):
        (drafts / "manifest.json").write_text(content, "utf-8")
        assert client.get("/luonnokset", aineisto=folder).status == 200, content


def test_hostile_names_and_texts_are_shown_as_text(app):
    name = 'x" onload=alert(1) <img src=x>'
    row = 'Kajani;3.2.2020;<script>alert(1)</script>;tapahtumaan;julkinen;"</textarea><b>";1;1;;4;ei_kysytty;'
    visits(app.room.root / name, [row]).rename(app.room.root / name / "jalkautumiset <i>.csv")
    client = app.client()
    start = client.get("/")
    assert "&lt;img src=x&gt;" in start.text
    for path in ("/aineisto", "/viat"):
        page = client.get(path, aineisto=name)
        assert page.status == 200
        assert not re.search(r"<i>|<b>|<img|<script>", page.text)
    way = re.search(r'href="(/korjaa[^"]+)"', client.get("/viat", aineisto=name).text)[1]
    page = client.ask(way.replace("&amp;", "&"))
    assert page.status == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "&lt;/textarea&gt;" in page.text
    assert not re.search(r"<i>|<b>|<img|<script>", page.text)
    answer = client.get("/kieli", kieli="sv", takaisin="//paha.example/")
    assert answer.place() == "/"
    assert client.get("/aineisto", aineisto="a\r\nSet-Cookie: x=1").status == 404


@pytest.mark.parametrize("query", ["aineisto=%ff", "aineisto=aineisto&token=%ff", "kansio=%ff"])
def test_an_address_that_is_no_text_is_told_and_not_logged(app, query, caplog):
    with caplog.at_level(logging.WARNING):
        answer = app.client().ask(f"/aineisto?{query}" if "aineisto" in query else f"/?{query}")
    assert answer.status == 400
    assert "the request was not understood" in answer.text
    assert [one for one in caplog.records if one.exc_info] == []


def test_an_edited_draft_is_kept_beside_the_drafts_whatever_its_name_and_their_record_say(
    app, folder
):
    release, drafts = (app.room.root / f"{name}-{folder}" for name in ("julkaisu", "luonnokset"))
    for place, told in (
        (release, {"tables": {}}),
        (drafts, {"release": f"../{release.name}", "reports": {"../x": {"area": "205", "name": "a",
                  "lang": "fi", "release": "", "files": {}}}}),
    ):  # fmt: skip
        place.mkdir()
        (place / "manifest.json").write_text(json.dumps(told), "utf-8")
    client = app.client()
    fields = {
        "_avain": client.get("/luonnokset", aineisto=folder).seal,
        "aineisto": folder,
        "luonnokset": drafts.name,
    }
    parts = [f'form-data; name="{name}"\r\n\r\n{text}' for name, text in fields.items()]
    parts.append('form-data; name="tiedosto"; filename="../x.docx"\r\n\r\nPK')
    body = "".join(f"--raja\r\nContent-Disposition: {part}\r\n" for part in parts) + "--raja--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=raja"}
    answer = client.ask("/tarkasta", method="POST", body=body, **kind)
    assert answer.status == 303
    (kept,) = app.room.root.parent.rglob("*palautettu*")
    assert kept.parent == drafts
    assert app.room.jobs.get(urlsplit(answer.place()).path.split("/")[-1]).over.wait(60)


# Data, faults, mending


def test_the_forms_found_and_missing_and_every_fault_are_shown(app, folder):
    client = app.client()
    page = client.get("/aineisto", aineisto=folder).text
    assert "3 faults keep rows out of the reports." in page
    assert f"{len(forms.available()) - 1} forms are missing" in page
    assert re.search(r"jalkautumiset\.csv</td><td[^>]*>3</td><td[^>]*>1</td><td[^>]*>2</td>", page)
    page = client.get("/viat", aineisto=folder).text
    assert "3 faults, 0 matters to know." in page
    assert "jalkautumiset.csv, row 3</th><td>kunta</td><td>Kajani</td>" in page
    assert "Did you mean Kajaani (205)" in page
    assert "not shown here" in page  # a number of people


def test_a_row_is_mended_in_the_page_with_the_validation_of_intake(app, folder):
    client = app.client()
    page = client.get("/korjaa", aineisto=folder, tiedosto="jalkautumiset.csv", taulukko="", rivi=4)
    assert "The calendar has no such day" in page.text
    assert '<textarea rows="4"' in page.text
    cells = {"aineisto": folder, "tiedosto": "jalkautumiset.csv", "taulukko": "", "rivi": "4",
             "tarkiste": page.hidden("tarkiste"), "_avain": page.seal, "kunta": "290", "pvm": "2020-05-13",
             "toimija": "Sote", "luonne": "tapahtumaan", "paikkatyyppi": "julkinen", "paikka": "kirjasto; sali",
             "lasna": "3", "keskusteltu": "5", "aiheet": "talous", "tunne": "4",
             "rakennehavainto": "havainto", "havainto": "kaksi\r\nriviä"}  # fmt: skip
    answer = client.post("/korjaa", cells)
    assert answer.status == 422
    assert "at most as many as were present" in answer.text
    assert 'value="2020-05-13"' in answer.text  # what was mended stays in the form
    path = app.room.root / folder / "jalkautumiset.csv"
    assert b"5.13.2020" in path.read_bytes()
    answer = client.post("/korjaa", {**cells, "lasna": "5"})
    assert answer.status == 303
    told = client.get(answer.place())
    assert (
        "The row was saved. 1 fault is left. The earlier version of the file is kept: aiemmat/"
        in told.text
    )
    assert path.read_bytes().endswith(b'Kuhmo;13.5.2020;Sote;tapahtumaan;julkinen;"kirjasto; sali";5;5;'
                                      b'talous;4;havainto;"kaksi\nrivi\xc3\xa4"\r\n')  # fmt: skip
    again = client.post("/korjaa", {**cells, "lasna": "6"})
    assert again.status == 409
    assert "Somebody has changed this row since you opened it." in again.text


def test_many_faults_come_in_pages_and_by_file(app, folder):
    visits(app.room.root / folder, [ROWS[0]] + [ROWS[1]] * 130)
    (app.room.root / folder / "aineisto.yaml").write_text("kynnys: 1\n", "utf-8")
    client = app.client()
    first, second = (client.get("/viat", aineisto=folder, sivu=n).text for n in (1, 2))
    assert [text.count("Mend row") for text in (first, second)] == [99, 31]
    assert "in its own program" in first
    assert "Page 2 of 2" in second
    assert client.get("/viat", aineisto=folder, sivu="9" * 30).status == 200
    chosen = client.get("/viat", aineisto=folder, tiedosto="aineisto.yaml").text
    assert chosen.count("<tr>") == 2


# Entering


def _fields(page, folder, **more):
    return {**VISIT, "aineisto": folder, "_avain": page.seal,
            "lahetystunnus": page.hidden("lahetystunnus"), **more}  # fmt: skip


def test_a_visit_is_checked_saved_once_and_told(app, folder):
    client = app.client()
    page = client.get("/kirjaa/jalkautumiset", aineisto=folder)
    wrong = client.post(
        "/kirjaa/jalkautumiset", _fields(page, folder, keskusteltu="", lasna="monta")
    )
    assert wrong.status == 422
    assert 'href="#k-keskusteltu"' in wrong.text
    assert 'aria-describedby="k-lasna-ohje k-lasna-virhe" aria-invalid="true"' in wrong.text
    assert wrong.hidden("lahetystunnus") == page.hidden("lahetystunnus")
    good = client.post("/kirjaa/jalkautumiset", _fields(page, folder))
    assert good.status == 303
    assert "Saved: jalkautumiset_sovellus.csv, row 2." in client.get(good.place()).text
    again = client.post("/kirjaa/jalkautumiset", _fields(page, folder))
    assert "nothing was saved twice" in client.get(again.place()).text
    other = client.post("/kirjaa/jalkautumiset", _fields(page, folder, keskusteltu="5"))
    assert other.status == 409
    assert "saved before with other answers" in other.text
    new = _fields(
        other, folder, keskusteltu="5", tallenna="uusi", uusi_avain=other.hidden("uusi_avain")
    )
    for _time in range(2):
        assert client.post("/kirjaa/jalkautumiset", new).status == 303
    replaced = _fields(page, folder, keskusteltu="7", tallenna="korvaa")
    assert client.post("/kirjaa/jalkautumiset", replaced).status == 303
    rows = intake.read(app.room.root / folder).tables["jalkautumiset"]
    own = rows[rows["tiedosto"] == "jalkautumiset_sovellus.csv"]
    assert own["keskusteltu"].tolist() == [7, 5]
    assert own["aiheet"].tolist() == ["talous;asuminen"] * 2


def test_personal_data_in_a_text_are_asked_about_before_they_are_saved(app, folder):
    client = app.client()
    page = client.get("/kirjaa/jalkautumiset", aineisto=folder)
    text = {"rakennehavainto": "havainto", "havainto": "Soita matti.meikalainen@example.org"}
    asked = client.post("/kirjaa/jalkautumiset", _fields(page, folder, **text))
    assert asked.status == 422
    assert "The text seems to hold: e-mail address." in asked.text
    sure = client.post("/kirjaa/jalkautumiset", _fields(page, folder, **text, tallenna="vahvista"))
    assert sure.status == 303
    text["keskusteltu"] = "7"
    other = client.post("/kirjaa/jalkautumiset", _fields(page, folder, **text, tallenna="vahvista"))
    assert other.status == 409
    replacing = {**text, "tallenna": "korvaa", "vahvistettu": other.hidden("vahvistettu")}
    assert client.post("/kirjaa/jalkautumiset", _fields(page, folder, **replacing)).status == 303
    rows = intake.read(app.room.root / folder).tables["jalkautumiset"]
    assert rows["keskusteltu"].tolist()[-1] == 7


@pytest.mark.parametrize("form", forms.available())
def test_every_form_can_be_opened_but_that_of_all_instruments(app, form):
    answer = app.client().get(f"/kirjaa/{form}", aineisto="aineisto")
    assert answer.status == (404 if form == "mittaukset" else 200)


def test_many_people_saving_at_once_lose_nothing(app, folder):
    pages = [app.client().get("/kirjaa/jalkautumiset", aineisto=folder) for _n in range(3)]
    keys = [new_key() for _n in range(20)]

    def send(n):
        fields = _fields(pages[n % 3], folder, keskusteltu=str(n % 20), lahetystunnus=keys[n % 20])
        return app.client().post("/kirjaa/jalkautumiset", fields)

    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(send, range(40)))
    places = [parse_qs(urlsplit(one.place()).query) for one in answers]
    assert Counter("uudelleen" in one for one in places) == {False: 20, True: 20}
    rows = intake.read(app.room.root / folder).tables["jalkautumiset"]
    own = rows[rows["tiedosto"] == "jalkautumiset_sovellus.csv"]
    assert sorted(own["keskusteltu"]) == list(range(20))


def _raw(app, client, body, *, length=None):
    cookie = "; ".join(f"{k}={v}" for k, v in client.cookies.items())
    head = (
        f"POST /kirjaa/jalkautumiset HTTP/1.1\r\nHost: 127.0.0.1:{app.port}\r\nCookie: {cookie}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {length or len(body)}\r\n\r\n"
    )
    link = socket.create_connection(("127.0.0.1", app.port), timeout=30)
    link.sendall(head.encode() + body)
    return link


def test_a_connection_that_breaks_saves_all_or_nothing_and_the_form_can_be_sent_again(app, folder):
    client = app.client()
    page = client.get("/kirjaa/jalkautumiset", aineisto=folder)
    body = urlencode(_fields(page, folder), doseq=True).encode()
    _raw(app, client, body[: len(body) // 2], length=len(body)).close()
    assert client.get("/kirjaa", aineisto=folder).status == 200
    assert not (app.room.root / folder / "jalkautumiset_sovellus.csv").exists()
    link = _raw(app, client, body)
    link.shutdown(socket.SHUT_WR)
    link.close()  # the answer is never read
    again = client.post("/kirjaa/jalkautumiset", _fields(page, folder))
    assert again.status == 303
    rows = intake.read(app.room.root / folder).tables["jalkautumiset"]
    assert (rows["tiedosto"] == "jalkautumiset_sovellus.csv").sum() == 1


def test_what_is_too_large_is_refused(app, folder):
    client = app.client()
    page = client.get("/kirjaa/jalkautumiset", aineisto=folder)
    answer = client.post("/kirjaa/jalkautumiset", _fields(page, folder, havainto="x" * 600_000))
    assert answer.status == 413
    link = _raw(app, client, b"x", length=500_000_000)
    assert link.recv(1000).startswith(b"HTTP/1.1 400")
    link.close()


def test_a_folder_that_another_program_holds_is_told_and_nothing_is_lost(app, folder, monkeypatch):
    from sosiaali_lib.app import lock
    from sosiaali_lib.batch.lock import held

    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    client = app.client()
    page = client.get("/kirjaa/jalkautumiset", aineisto=folder)
    with held(app.room.root / folder):
        answer = client.post("/kirjaa/jalkautumiset", _fields(page, folder))
    assert answer.status == 409
    assert "Another run" in answer.text
    assert client.post("/kirjaa/jalkautumiset", _fields(page, folder)).status == 303


# Views, languages, logs


def test_views_are_shown_chosen_and_saved(app, folder):
    visits(
        app.room.root / folder,
        [ROWS[0], ROWS[0].replace("talous", "asuminen").replace("Kajaani", "Kuhmo")],
    )
    client = app.client()
    assert client.get("/tutki", aineisto=folder).status == 200
    view = {"aineisto": folder, "nakyma": "jalkautuminen.aiheet"}
    page = client.get("/tutki/nakyma", **view)
    assert page.status == 200
    assert "The figures are unprotected" in page.text
    assert re.search(r'<img src="/tutki/nakyma\?[^"]+" alt="[^"]{20,}"', page.text)
    assert "from sosiaali_lib import" in page.text
    chosen = client.get("/tutki/nakyma", **view, valittu=1, alue="290").text
    assert re.search(r'<option value="290" selected', chosen)
    assert chosen != page.text
    picture = client.get("/tutki/nakyma", **view, tallenna="svg", sivulla=1)
    assert "<svg" in picture.text[:200]
    assert "default-src 'none'" in picture.headers["Content-Security-Policy"]
    table = client.get("/tutki/nakyma", **view, tallenna="csv")
    assert "attachment" in table.headers["Content-Disposition"]
    assert client.get("/tutki/nakyma", **view, tallenna="exe").status == 404
    assert client.get("/tutki/nakyma", aineisto=folder, nakyma="../x").status == 404
    strange = client.get("/tutki/nakyma", **view, valittu=1, alue="<b>")
    assert strange.status == 200
    assert "Area: expected one of kaikki" in strange.text
    assert "<b>" not in strange.text


def _members(root):
    """Write group members, 12 in either municipality."""
    kinds = product(("Kajaani", "Kuhmo"), ("nainen", "mies"), ("asuminen", "muutokset"), range(3))
    people = [
        f"{place};R1;T{at:03};{sex};3.2.2019;{why}"
        for at, (place, sex, why, _n) in enumerate(kinds)
    ]
    head = "kunta;ryhma;tunniste;sukupuoli;pvm;ensisijainen_syy"
    (root / "ryhmalaiset.csv").write_text("\n".join([head, *people]) + "\n", "utf-8")


SENT_VIEW = {"nakyma": "suojaus.piilotetut", "valittu": 1, "lomake": "ryhmalaiset",
             "rivit": "ensisijainen_syy", "ryhmittely": "sukupuoli"}  # fmt: skip


def test_a_view_is_sent_to_the_report_by_a_plain_form(app, folder):
    root = app.room.root / folder
    _members(root)
    client = app.client()
    page = client.get("/tutki/nakyma", aineisto=folder, **SENT_VIEW)
    target = unescape(re.search(r'<form action="([^"]+)" method="post"', page.text)[1])
    typed = {"otsikko": " Syyt <b> ", "teksti": "", "alueet": "Kajaani, Kuhmo", "nimi": "Ei Näin"}
    assert client.post(target, {**typed, "_avain": "väärä"}).status == 403
    refused = client.post(target, {**typed, "_avain": page.seal})
    assert refused.status == 409
    assert "The view was not sent." in refused.text
    assert 'value="Syyt &lt;b&gt;"' in refused.text  # what was typed stays
    assert not (root / "omat_nakymat").exists()
    fields = {**typed, "nimi": "syyt", "otsikko": "Syyt", "_avain": page.seal}
    sent = client.post(target, fields)
    assert sent.status == 303
    told = client.get(sent.headers["Location"])
    assert "Sent: omat_nakymat/syyt.yaml." in told.text
    ((found,), errors) = own_views.read(explore.open(root, "en"))
    assert (found.table, found.areas, errors) == (
        "oma-ryhmalaiset-ensisijainen_syy-sukupuoli", ("205", "290"), [])  # fmt: skip
    again = client.post(target, fields)
    assert again.status == 409
    assert "There is a view called “syyt” already" in unescape(again.text)


def test_a_view_that_cannot_be_sent_says_why_in_place_of_the_form(app, folder):
    client = app.client()
    where = {"aineisto": folder, "nakyma": "jalkautuminen.aiheet"}
    page = client.get("/tutki/nakyma", **where, lahetetty="../aineisto")
    assert "Numbers of visits are protected together with the people met" in page.text
    assert 'method="post"' not in page.text and "Sent:" not in page.text
    seal = client.get("/aineisto", aineisto=folder).seal
    typed = {"otsikko": "A", "teksti": "", "alueet": "", "nimi": "a", "_avain": seal}
    refused = client.post(f"/tutki/nakyma?{urlencode(where)}", typed)
    assert refused.status == 409
    assert "Numbers of visits are protected together" in refused.text


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_page_is_in_the_language_that_was_chosen(app, lang):
    client = app.client()
    answer = client.get("/kieli", kieli=lang, takaisin="/viat?aineisto=aineisto")
    assert answer.place() == "/viat?aineisto=aineisto"
    for path in MENU:
        page = client.get(path, aineisto="aineisto")
        assert f'<html lang="{lang}">' in page.text
        assert page.status == 200


def test_an_empty_folder_and_one_without_rights_are_told(app, monkeypatch):
    (app.room.root / "tyhja").mkdir()
    client = app.client()
    page = client.get("/aineisto", aineisto="tyhja")
    assert page.status == 200
    assert "There are no filled forms" in page.text
    start = client.get("/", kansio="tyhja")
    assert 'href="/kirjaa?aineisto=tyhja"' in start.text
    form = client.get("/kirjaa/jalkautumiset", aineisto="tyhja")
    assert client.post("/kirjaa/jalkautumiset", _fields(form, "tyhja")).status == 303
    assert "Use the folder tyhja" in client.get("/", kansio="tyhja").text
    (app.room.root / "tyhja" / "jalkautumiset_sovellus.csv").unlink()
    assert (
        client.get("/tutki/nakyma", aineisto="tyhja", nakyma="jalkautuminen.aiheet").status == 404
    )


def test_logs_hold_neither_key_nor_rows_nor_addresses(app, folder, caplog, monkeypatch):
    from sosiaali_lib.app.doors import mend

    def broken(*given):
        raise KeyError("Salainen asiakas")

    with caplog.at_level(logging.DEBUG):
        client = app.client()
        monkeypatch.setattr(mend, "locate", broken)
        page = client.get(
            "/korjaa", aineisto=folder, tiedosto="jalkautumiset.csv", taulukko="", rivi=4
        )
        assert page.status == 500
        assert "Salainen" not in page.text
        client.get("/viat", aineisto=folder)
        client.get("/viat", aineisto=folder)  # the line of the request before is written by then
    own = [r.getMessage() for r in caplog.records if not r.name.startswith(("asyncio", "urllib"))]
    assert any(line.startswith("KeyError at ") for line in own)
    assert any(line == "GET FaultsDoor 200" for line in own)
    for secret in ("Salainen", "Kajani", app.room.token, app.room.session, folder):
        assert not any(secret in line for line in own), secret
