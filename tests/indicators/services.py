"""Sotkanet and StatFin on loopback: made-up figures in the shapes that the services were recorded with.

The figures follow plain rules (`people`, `recipients` …), so that tests can compute what must come out.
"""

import json
import re
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from urllib.parse import parse_qs, urlsplit

from sosiaali_lib import areas
from sosiaali_lib.area_tables import area_table

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
YEARS = range(2017, 2026)
OLDEST = 100
KAINUU = ("105", "205", "290", "578", "620", "697", "765", "777")
HIDDEN = "697"  # Sotkanet leaves its rows out
# Titles as made up for these tests; ids other than 5 are invented too.
INDICATORS = {
    5: ("Toimeentulotukea saaneet 25 - 64-vuotiaat, % vastaavan ikäisestä väestöstä", 2),
    9001: ("Toimeentulotukea pitkäaikaisesti saaneet 18&ndash;24-vuotiaat, % vastaavan ikäisestä väestöstä&nbsp;", 2),
    9002: ("Toimeentulotukea <b>pitkäaikaisesti</b> saaneet 25 - 64-vuotiaat, % vastaavan ikäisestä väestöstä", 2),
    9003: ("Täydentävää toimeentulotukea saaneet kotitaloudet, % kotitalouksista", 2),
    9004: ("Aikuisten mielenterveyden avohoitokäynnit / 1000 18 vuotta täyttänyttä", 2),
    9005: ("Päihteiden vuoksi sairaaloiden ja terveyskeskusten vuodeosastoilla hoidetut potilaat / 1 000 asukasta", 2),
    9006: ("Kodin ulkopuolelle sijoitetut 0 - 17-vuotiaat, % vastaavan ikäisestä väestöstä", 2),
    9007: ("Pitkäaikaistyöttömät, % työvoimasta", 3),
}  # fmt: skip
PROVIDERS = {2: "Terveyden ja hyvinvoinnin laitos (THL)", 3: "Tilastokeskus"}
# County → its id and code in Sotkanet before and after 2023, as recorded of the service.
COUNTY_IDS = {
    "new": {"20": (962, "20"), "18": (964, "18")},
    "old": {"20": (882, "16"), "18": (884, "14")},
}
MUNICIPALITIES = [*(place.code for place in areas.municipalities()), "588"]
REGION_IDS = {code: at for at, code in enumerate(MUNICIPALITIES, start=1)}


def people(area, year, first=0, last=OLDEST):
    """Inhabitants of a municipality between two ages."""
    return sum(2 + (int(area) + age + year) % 5 for age in range(first, last + 1))


def unemployed(area, year, month):
    return 10 + (int(area) + year + month) % 9


def unemployment(area, year, month):
    return round(100 * unemployed(area, year, month) / (100 + int(area) % 50), 1)


def recipients(area, year, indicator=5):
    return 3 + (int(area) + year + indicator) % 6


def _code(area):
    return "0" if area in ("SSS", "maa") else area[2:]


class Services:
    """What the two services say; tests change it between calls."""

    def __init__(self):
        self.side = "after"  # of 8 June 2026
        self.counties = "new"
        self.updated = "2026-04-01"
        self.most_cells = 120_000
        self.titles = dict(INDICATORS)
        self.overrides = {}  # Sotkanet: (indicator, area, year) → value, or None for no row
        self.faults = {}  # part of an address → list of things that happen first
        self.asked = []  # (method, address, headers)
        self.cells = []  # cells of each answer of StatFin
        self.change = None  # what happens to an answer's data: function (address, data) → data

    def sotkanet(self, path, query):
        if path == "indicators":
            return [self._about(number) for number in self.titles]
        if path.startswith("indicators/"):
            return self._about(int(path.split("/")[1]))
        if path == "regions":
            return self._regions()
        if path == "json":
            number = int(query["indicator"][0])
            return self._rows(number, [int(year) for year in query["years"]])
        return None

    def _about(self, number):
        title, provider = self.titles[number]
        texts = {"fi": title, "sv": "", "en": ""}
        return {
            "id": number,
            "data-updated": self.updated,
            "range": {"start": 2017, "end": 2025},
            "title": texts,
            "organization": {"id": provider, "title": {"fi": PROVIDERS[provider]}},
            "classifications": {},
        }

    def _regions(self):
        found = [
            _region(number, code, "KUNTA", areas.municipality(code).name_fi)
            for code, number in REGION_IDS.items()
        ]
        for ours, (number, code) in COUNTY_IDS[self.counties].items():
            found.append(_region(number, code, "HYVINVOINTIALUE", areas.county(ours).name_fi))
        kainuu = area_table()["maakunta", "18"]
        found.append(_region(495, "18", "MAAKUNTA", kainuu.name_fi))
        found.append(_region(658, "1", "MAA", "Koko maa"))
        found.append(_region(1039, "FI", "EUROOPPA", "Suomi"))
        return found

    def _rows(self, number, years):
        found = []
        county = COUNTY_IDS[self.counties]["20"][0]
        areas_ = [*REGION_IDS.items(), ("20", county), ("0", 658), ("0", 1039)]
        for (area, region), year in product(areas_, years):
            if area == HIDDEN or year not in YEARS or (area == "588" and year > 2023):
                continue
            value = round(100 * recipients(area, year, number) / people(area, year, 25, 64), 1)
            row = {"indicator": number, "region": region, "year": year, "gender": "total"}
            row |= {"value": value, "absValue": recipients(area, year, number)}
            if (number, area, year) in self.overrides:
                if (changed := self.overrides[number, area, year]) is None:
                    continue
                row |= changed
            found.append(row)
        return found

    # -- Statistics Finland

    def statfin(self, path, body):
        if path == "?config":
            return {
                "maxValues": self.most_cells,
                "maxCells": self.most_cells,
                "maxCalls": 40,
                "timeWindow": 60,
                "CORS": True,
            }
        subject, _slash, table = path.removeprefix("StatFin/").partition("/")
        listed = {
            _file(self.side, subject, one): one for one in TABLES if TABLES[one][0] == subject
        }
        if not listed:
            return None
        if not table:
            return [
                {
                    "id": file,
                    "type": "t",
                    "text": f"{one} -- {TABLES[one][1]}, 2017-2025",
                    "updated": self.updated,
                }
                for file, one in listed.items()
            ]
        if table not in listed:
            return None
        dimensions = TABLES[listed[table]][2](self.side)
        if body is None:
            return {
                "title": TABLES[listed[table]][1],
                "variables": [_variable(one) for one in dimensions],
            }
        return self._answer(listed[table], dimensions, body)

    def _answer(self, table, dimensions, body):
        chosen = {one["code"]: one["selection"]["values"] for one in body["query"]}
        assert body["response"] == {"format": "json-stat2"}
        assert list(chosen) == [code for code, _text, _values in dimensions], (
            "every dimension is selected"
        )
        value = TABLES[table][3]
        values = [value(*cell) for cell in product(*chosen.values())]
        self.cells.append(len(values))
        if len(values) > self.most_cells:
            return None
        return {
            "version": "2.0",
            "class": "dataset",
            "label": TABLES[table][1],
            "updated": "2026-04-01T05:00:00Z",
            "id": list(chosen),
            "size": [len(one) for one in chosen.values()],
            "dimension": {
                code: _dimension(table, code, text, values_, chosen[code])
                for code, text, values_ in dimensions
            },
            "value": values,
        }


def _region(number, code, category, title):
    return {
        "id": number,
        "code": code,
        "category": category,
        "title": {"fi": title, "sv": "", "en": ""},
        "uri": "",
        "memberOf": [],
    }


def _variable(dimension):
    code, text, values = dimension
    return {"code": code, "text": text, "values": list(values), "valueTexts": list(values.values())}


def _dimension(table, code, text, values, chosen):
    category = {
        "index": {value: at for at, value in enumerate(chosen)},
        "label": {value: values[value] for value in chosen},
    }
    day = {"118w": "1.1.2025"}.get(table, "1.1.2026")
    notes = [
        f"Tilastossa käytetään {day} aluejakoa koko aikasarjassa. Alueliitoskuntien tiedot yhdistetty."
    ]
    return {"label": text, "note": notes if text == "Alue" else [], "category": category}


def _file(side, subject, table):
    return f"{table}.px" if side == "after" else f"statfin_{subject}_pxt_{table}.px"


_PLACES = {"SSS": "KOKO MAA"} | {
    f"KU{place.code}": place.name_fi for place in areas.municipalities()
}
_REGIONS = {"MK18": "Kainuu", "MK16": "Keski-Pohjanmaa", "SK181": "Kehys-Kainuu"}
_TIMES = {str(year): str(year) for year in YEARS}


def _names(side, plain, code):
    return plain if side == "before" else code


def _of_people(side, by, content):
    return [
        (_names(side, "Alue", "alue_23_20260101"), "Alue", _PLACES),
        by,
        (_names(side, "Sukupuoli", "sukupuoli_9_20180101"), "Sukupuoli", {"SSS": "Yhteensä", "1": "Miehet", "2": "Naiset"}),
        (_names(side, "Vuosi", "timeperiod_y"), "Vuosi", _TIMES),
        (_names(side, "Tiedot", "contentscode"), "Tiedot", {content: "Väestö 31.12."}),
    ]  # fmt: skip


def _by_age(side):
    ages = (
        {"SSS": "Yhteensä"} | {f"{age:03}": str(age) for age in range(OLDEST)} | {"100-": "100 -"}
    )
    by = (_names(side, "Ikä", "ikaryhma_10_20180101"), "Ikä", ages)
    return _of_people(side, by, _names(side, "vaesto", "vaerak-vaesto"))


def _count(area, age, sex, year, _content):
    assert sex == "SSS"
    first, last = (0, OLDEST) if age == "SSS" else (int(re.sub(r"\D", "", age)),) * 2
    return people(_code(area), int(year), first, last)


def _by_language(side):
    languages = {
        "SSS": "Yhteensä",
        "01": "KOTIMAISET KIELET YHTEENSÄ",
        "02": "VIERASKIELISET YHTEENSÄ",
        "so": "somali",
    }
    by = (_names(side, "Kieli", "kieli_15_20180102"), "Kieli", languages)
    return _of_people(side, by, "vaesto")


def _speakers(area, language, _sex, year, _content):
    return people(_code(area), int(year), 0, 9 if language == "02" else OLDEST)


def _by_month(_side):  # this subject was never stamped with a division
    months = {
        f"{year}M{month:02}": f"{year}M{month:02}"
        for year in YEARS
        for month in range(1, 13)
        if (year, month) < (2025, 9)
    }
    contents = {
        "TYOTTOMAT": "Työttömät työnhakijat (lkm.)",
        "TYOTOSUUS": "Työttömien työnhakijoiden osuus työvoimasta (%)",
        "AVPAIKATLOPUSSA": "Avoimet työpaikat kuukauden lopussa (lkm.)",
    }
    return [
        ("Alue", "Alue", _PLACES | _REGIONS),
        ("timeperiod_m", "Kuukausi", months),
        ("contentscode", "Tiedot", contents),
    ]


def _jobless(area, month, content):
    code, year, at = _code(area), int(month[:4]), int(month[5:])
    of = unemployment if content == "TYOTOSUUS" else unemployed
    return of(code, year, at)


def _incomes(side):
    contents = {
        "lkm": "Asuntokuntien lukumäärä",
        "pien60": "Asuntoväestön pienituloisuusaste (raja 60 % mediaanista)",
        "gini": "Gini-kerroin",
    }
    return [
        (_names(side, "Tiedot", "contentscode"), "Tiedot", contents),
        (_names(side, "Vuosi", "timeperiod_y"), "Vuosi", _TIMES),
        (_names(side, "Alue", "alue_23_20250101"), "Alue", _PLACES),
    ]  # fmt: skip


def low_income(area, year):
    return round(10 + (int(area) + year) % 70 / 10, 1)


def _dwellings(side):
    return [
        (_names(side, "Alue", "alue_23_20260101"), "Alue", _PLACES),
        (_names(side, "Talotyyppi", "talotyyppi_4_20210101"), "Talotyyppi", {"S": "Yhteensä", "1": "Erilliset pientalot"}),
        (_names(side, "Vuosi", "timeperiod_y"), "Vuosi", _TIMES),
        (_names(side, "Asuntokunnan koko", "asuntokuntakoko_3_20190101"), "Asuntokunnan koko", {"SSS": "Yhteensä", "1": "1 henkilö", "2": "2 henkilöä", "10-": "10- henkilöä"}),
        (_names(side, "Huoneluku", "huoneluku_2_20190101"), "Huoneluku", {"SSS": "Yhteensä", "1": "1 huone"}),
        (_names(side, "Tiedot", "contentscode"), "Tiedot", {"lkm": "Asuntokuntien lukumäärä", "vaki": "Asuntoväestö"}),
    ]  # fmt: skip


def _households(area, _house, year, size, _rooms, _content):
    return people(_code(area), int(year), 0, 30 if size == "1" else 60)


# Short id → subject, title, dimensions by side, value of a cell.
TABLES = {
    "11re": ("vaerak", "Väestö iän (1-v.) ja sukupuolen mukaan alueittain", _by_age, _count),
    "11rm": ("vaerak", "Väestö kielen ja sukupuolen mukaan alueittain", _by_language, _speakers),
    "12tf": ("tyonv", "Työttömät työnhakijat ja työttömien osuus työvoimasta alueittain kuukausittain", _by_month, _jobless),
    "118w": ("tjt", "Asuntokuntien tulot ja pienituloisuus alueittain", _incomes, lambda content, year, area: low_income(_code(area), int(year)) if content == "pien60" else 1),
    "15fh": ("asku", "Asuntokunnat koon, huoneluvun ja talotyypin mukaan", _dwellings, _households),
}  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_words):
        pass

    def do_GET(self):
        self._serve(None)

    def do_POST(self):
        self._serve(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _serve(self, body):
        world = self.server.world
        world.asked.append((self.command, self.path, dict(self.headers)))
        if not self.headers.get("User-Agent", "").startswith("sosiaali_lib/"):
            return self._send(403, b"Forbidden", "text/plain")
        for part, faults in world.faults.items():
            if part in self.path and faults:
                return self._fault(
                    faults.pop(0) if len(faults) > 1 or faults[0][-1:] != ("always",) else faults[0]
                )
        data = self._data(world, body)
        if data is None:
            return self._send(400, b"Parameter error", "text/html")
        data = world.change(self.path, data) if world.change else data
        return self._send(200, json.dumps(data).encode("utf-8"), "application/json")

    def _data(self, world, body):
        split = urlsplit(self.path)
        service, _slash, rest = split.path.lstrip("/").partition("/")
        if service == "rest":
            return world.sotkanet(rest, parse_qs(split.query))
        rest = rest.removeprefix("fi/")
        return world.statfin("?config" if split.query == "config" else rest, body)

    def _fault(self, fault):
        kind, *details = fault
        if kind == "status":
            headers = (
                {} if len(details) < 2 or details[1] == "always" else {"Retry-After": details[1]}
            )
            return self._send(details[0], b"fault", "text/plain", headers)
        if kind == "html":
            return self._send(200, b"<html><h1>Huoltokatko</h1></html>", "text/html")
        assert kind == "cut"
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b'[{"id": 5, ')
        self.close_connection = True
        return None

    def _send(self, status, content, kind, headers=None):
        self.send_response(status)
        for name, value in (
            {"Content-Type": kind, "Content-Length": str(len(content))} | (headers or {})
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def running(world):
    """Give the address of a server that answers as the world says."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.world = world
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
