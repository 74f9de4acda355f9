import pandas as pd
import pytest

COLUMNS = [
    "vastaaja", "kunta", "pvm", "ryhma", "keruutapa", "kysymys", "vastaus", "teemat_a", "teemat_b",
    "teemat", "lainaus", "lainaus_teema", "julkaistavissa", "tarkastaja", "tarkastettu_pvm",
]  # fmt: skip


@pytest.fixture
def frame():
    """Two upper themes with two themes each, and one that stands alone."""
    rows = [
        ("raha", "Raha", "Pengar", "Money", "", "", ""),
        ("ihmiset", "Ihmiset", "Människor", "People", "", "", ""),
        ("velat", "Velat", "Skulder", "Debts", "raha", "velka*; pikavippi", "11-3"),
        ("tulot", "Tulot", "", "Income", "raha", "raha", ""),
        ("yksin", "Yksinäisyys", "Ensamhet", "Loneliness", "ihmiset", "yksin; oma seura", ""),
        ("paikat", "Paikat", "Platser", "Places", "ihmiset", "", ""),
        ("kyydit", "Kyydit", "Skjutsar", "Rides", "", "bussi; Kela", ""),
    ]
    names = ["teema", "nimi", "nimi_sv", "nimi_en", "ylateema", "avainsanat", "shl11"]
    return pd.DataFrame(rows, columns=names, dtype="str")


@pytest.fixture
def make():
    """Make rows of answers from (respondent, group, question, agreed themes), other cells empty."""

    def made(*rows, **columns):
        keys = ["vastaaja", "ryhma", "kysymys", "teemat"]
        frame = pd.DataFrame(rows, columns=keys).reindex(columns=COLUMNS).astype("str")
        frame["kunta"] = "765"
        frame["keruutapa"] = "haastattelu"
        frame["pvm"] = pd.Timestamp("2018-10-01")
        return frame.assign(**columns)

    return made


@pytest.fixture
def answers(make):
    """Clients 4 answers, workers 2, politicians 1; one client's answer is not coded."""
    return make(
        ("V1", "asiakas", "ongelmat", "velat;tulot"),
        ("V1", "asiakas", "korjaaminen", "velat"),
        ("V2", "asiakas", "ongelmat", "yksin"),
        ("V2", "asiakas", "hyvinvointi", "ei_teemaa"),
        ("V2", "asiakas", "ymparisto", None),
        ("V3", "tyontekija", "ongelmat", "velat; yksin"),
        ("V3", "tyontekija", "korjaaminen", "kyydit"),
        ("V4", "paattaja", "ongelmat", "kyydit"),
    )
