"""The server of `sosiaali lab`: who gets in, what the pages say, and what of the data is refused."""

import json
import re
import subprocess
import sys
from html import unescape

import pytest
from servers import LAB, running

from sosiaali_lib.lab import settings, shipped

DAYS = ("1.3.2019", "41.3.2019")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A small folder of data with a fault."""
    folder = tmp_path_factory.mktemp("aineistot") / "kunnat <b>"
    folder.mkdir()
    header = "kunta;pvm;toimija;luonne;paikkatyyppi;lasna;keskusteltu;aiheet;tunne;rakennehavainto"
    good, bad = (
        f"205;{day};Kainuun sote;kumppanille;tyopaja;5;3;talous;3;ei_kysytty" for day in DAYS
    )
    lines = [header, good, bad]
    (folder / "jalkautumiset.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def client(data, place):
    arguments = [*LAB, str(data), "--lang", "en"]
    with running(arguments, place / "tila", place) as found:
        yield found.entered()


def links(text):
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', text)]


def chosen(place):
    kept = json.loads((place / "tila" / "sosiaali" / "lab.json").read_text("utf-8"))
    return kept["aineisto"]


@pytest.mark.parametrize(
    "path",
    ["/sosiaali/", "/sosiaali/fi/index.html", "/sosiaali/fi/aineisto.html", "/sosiaali/fi/tila",
     "/sosiaali/tyyli.css", "/lab", "/api/contents", "/files/kuntaraportti.ipynb"],
)  # fmt: skip
def test_nobody_gets_in_without_the_token(client, path):
    stranger = client.new()
    status, headers, _text = stranger.get(path, follow=False)
    assert status in (302, 403)
    assert status == 403 or headers["Location"].startswith("/login")
    assert stranger.get(f"{path}?token=arvaus", follow=False)[0] in (302, 403)


def test_the_cookie_is_the_servers_own(client):
    stranger = client.new()
    _status, headers, _text = stranger.get(f"/sosiaali/?token={client.token}", follow=False)
    cookies = [
        value for name, value in headers.items() if name == "Set-Cookie" and "username" in value
    ]
    assert all("HttpOnly" in one and "SameSite=Lax" in one for one in cookies) and cookies


def test_another_name_for_this_machine_is_turned_away(client):
    assert client.get("/sosiaali/en/index.html", headers={"Host": "evil.example"})[0] == 403
    assert client.get("/api/contents", headers={"Host": "evil.example:8888"})[0] == 403


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_start_page_leads_to_every_notebook(client, place, lang):
    status, headers, text = client.get(f"/sosiaali/{lang}/index.html")
    assert status == 200
    assert f'<html lang="{lang}">' in text
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    opened = {one.removeprefix("../../lab/tree/") for one in links(text) if "/lab/tree/" in one}
    assert opened == set(map(str, shipped.paths(shipped.folder())))
    for path in opened:
        assert (place / "muistikirjat" / path).is_file()
        assert client.get(f"/lab/tree/{path}")[0] == 200
    for link in links(text):
        assert not link.startswith(("http", "//"))


def test_a_notebook_with_a_newer_version_beside_it_says_so(client, place):
    beside = place / "muistikirjat" / "tutki" / "teemat.uusi.ipynb"
    beside.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "utf-8")
    text = client.get("/sosiaali/en/index.html")[2]
    assert "You have changed this notebook." in text
    assert "../../lab/tree/tutki/teemat.uusi.ipynb" in links(text)
    beside.unlink()


def test_the_faults_of_the_data_are_shown(client):
    status, _headers, text = client.get("/sosiaali/en/tila")
    assert status == 200
    assert "Rows used: 1. Rows left out because of faults: 1." in text
    assert "1 fault was found." in text
    assert "jalkautumiset.csv, row 3, column pvm" in text
    assert client.get("/sosiaali/en/tila.html")[2].count("<h1>") == 1


def test_names_of_folders_are_shown_as_text(client):
    for page in ("index", "aineisto"):
        text = client.get(f"/sosiaali/en/{page}.html")[2]
        assert "kunnat &lt;b&gt;" in text
        assert "kunnat <b>" not in text


def test_a_form_of_another_site_chooses_nothing(client, place, tmp_path):
    before = chosen(place)
    assert client.post("/sosiaali/en/aineisto.html", kansio=str(tmp_path))[0] == 403
    assert chosen(place) == before


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ei-ole", "There is no folder"),
        ("", "but in its folder 2026. Choose that."),
        ("2026/tiedosto.csv", "is a file. Choose the folder"),
        ("a\0b", "There is no folder"),
        ("../" * 40 + "etc", "There are no filled forms"),
    ],
)
def test_a_folder_that_cannot_be_the_data_is_refused_with_its_reason(
    client, place, tmp_path, name, told
):
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "tiedosto.csv").touch()
    before, typed = chosen(place), f"{tmp_path}/{name}"
    status, _headers, text = client.post(
        "/sosiaali/en/aineisto.html", kansio=typed, _xsrf=xsrf(client)
    )
    assert status == 422
    assert told in unescape(text)
    assert 'role="alert"' in text
    assert chosen(place) == before


def test_a_choice_is_kept_and_the_example_can_be_taken_back(client, place, data, tmp_path):
    (tmp_path / "a.csv").write_text("kunta\n205\n", "utf-8")
    page = "/sosiaali/en/aineisto.html"
    status, headers, _text = client.post(page, kansio=str(tmp_path), _xsrf=xsrf(client))
    assert (status, headers["Location"]) == (303, "index.html")
    assert chosen(place) == str(tmp_path)
    assert str(tmp_path) in client.get("/sosiaali/en/index.html")[2]
    assert "has no rows that can be used" in client.get("/sosiaali/en/tila")[2]
    client.post(page, esimerkki="1", _xsrf=xsrf(client))
    assert chosen(place) is None
    assert "The example data, which are made up." in client.get("/sosiaali/en/index.html")[2]
    client.post(page, kansio=str(data), _xsrf=xsrf(client))


def test_folders_can_be_looked_through(client, data):
    text = client.get(f"/sosiaali/en/aineisto.html?selaa={data.parent}")[2]
    assert "kunnat &lt;b&gt;" in text
    (down,) = [one for one in links(text) if "kunnat" in one]
    inside = client.get("/sosiaali/en/" + down.replace("#selaa", ""))[2]
    assert "There is 1 file here that may be a filled form." in inside


def test_a_folder_that_has_gone_is_told_and_stops_nothing(client, place, tmp_path):
    (tmp_path / "tikku").mkdir()
    (tmp_path / "tikku" / "a.csv").write_text("kunta\n", "utf-8")
    before = chosen(place)
    client.post("/sosiaali/en/aineisto.html", kansio=f"{tmp_path}/tikku", _xsrf=xsrf(client))
    (tmp_path / "tikku" / "a.csv").unlink()
    (tmp_path / "tikku").rmdir()
    for page in ("index", "aineisto"):
        assert "There is no folder" in client.get(f"/sosiaali/en/{page}.html")[2]
    assert "There is no folder" in client.get("/sosiaali/en/tila")[2]
    client.post("/sosiaali/en/aineisto.html", kansio=before, _xsrf=xsrf(client))


def test_jupyterlab_asks_the_network_for_nothing(client):
    page = client.get("/lab")[2]
    config = json.loads(
        re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S).group(1)
    )
    assert set(settings.LEFT_OUT) <= set(config["disabledExtensions"])
    assert config["news"] == ["disabled"] or config["news"] == {"disabled": True}
    assert not config["buildCheck"]
    assert not config["terminalsAvailable"]
    assert json.loads(client.get("/lab/api/news")[2])["news"] == []


def test_a_page_of_jupyterlab_cannot_send_anything_elsewhere(client):
    policy = client.get("/lab")[1]["Content-Security-Policy"]
    assert "connect-src 'self' data: blob: ws://127.0.0.1:* ws://localhost:*;" in policy
    assert "default-src 'self'" in policy


def test_nothing_above_the_notebooks_is_listed(client, place):
    names = {one["name"] for one in json.loads(client.get("/api/contents")[2])["content"]}
    assert "kuntaraportti.ipynb" in names and "tila" not in names
    for path in (
        "/api/contents/../tila",
        "/files/%2e%2e/tila/sosiaali/lab.json",
        "/files/..%2ftila",
    ):
        assert client.get(path)[0] in (400, 403, 404)


def test_a_taken_port_is_told_with_what_to_do(client, tmp_path):
    port = client.base.rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "sosiaali_lib", "lab", "--no-browser", "--lang", "en", "--port", port],
        cwd=tmp_path, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(
        f"Port {port} cannot be used: Address already in use. Choose another"
    )


def xsrf(client):
    """The hidden field of the form, and with it the cookie."""
    text = client.get("/sosiaali/en/aineisto.html")[2]
    return re.search(r'name="_xsrf" value="([^"]+)"', text).group(1)
