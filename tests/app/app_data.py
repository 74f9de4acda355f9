"""Made-up data with faults, and a browser without scripts."""

import http.client
import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

HEADER = "kunta;pvm;toimija;luonne;paikkatyyppi;paikka;lasna;keskusteltu;aiheet;tunne;rakennehavainto;havainto"
ROWS = [
    "Kajaani;3.2.2020;Sote;tapahtumaan;julkinen;tori;10;4;talous;4;ei_kysytty;",
    "Kajani;4.2.2020;Sote;tapahtumaan;julkinen;tori;10;4;talous;4;ei_kysytty;",
    'Kuhmo;5.13.2020;Sote;tapahtumaan;julkinen;"kirjasto; sali";3;5;talous;4;havainto;"kaksi\nriviä"',
]


def visits(folder, rows=ROWS):
    """Write a small log of visits with faults in its second and third row."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "jalkautumiset.csv"
    path.write_text("\r\n".join([HEADER, *rows]) + "\r\n", "utf-8", newline="")
    return path


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def seal(self):
        return re.search(r'name="_avain" value="([^"]+)"', self.text)[1]

    def hidden(self, name):
        return unescape(re.search(rf'name="{name}" value="([^"]*)"', self.text)[1])

    def place(self):
        return self.headers["Location"]


@dataclass
class Client:
    """A browser without scripts."""

    port: int
    cookies: dict = field(default_factory=dict)

    def ask(self, path, *, method="GET", body=None, **headers):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **headers}
        try:
            link.request(method, path, body=body, headers=sent)
            got = link.getresponse()
            for one in got.headers.get_all("Set-Cookie") or []:
                name, _equals, value = one.split(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(got.status, got.headers, got.read().decode("utf-8", "replace"))
        finally:
            link.close()

    def get(self, path, **query):
        return self.ask(f"{path}?{urlencode(query)}" if query else path)

    def post(self, path, fields, **headers):
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask(path, method="POST", body=urlencode(fields, doseq=True), **kind, **headers)
