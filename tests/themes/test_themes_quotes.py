"""Quotes: only cleared ones, and never the answer behind them."""

import pandas as pd
import pytest

from sosiaali_lib import themes


@pytest.fixture
def quoted(answers):
    return answers.assign(
        vastaus="SALAINEN",
        lainaus=["Velat painavat.", "Toinen.", " ", None, "Viides.", "Kuudes.", None, None],
        lainaus_teema=[None, None, None, None, None, "yksin", None, None],
        julkaistavissa=["kylla", "ei", "kylla", "kylla", None, "kylla", None, None],
        tarkastaja="tarkastaja",
        tarkastettu_pvm=pd.Timestamp("2019-01-15"),
    )


def test_only_cleared_quotes_and_publishable_columns(quoted):
    found = themes.REGISTERS["teemalainaukset"][1](quoted.assign(alue=quoted["kunta"]))
    assert found.to_numpy().tolist() == [
        ["765", "asiakas", "ongelmat", "velat", "Velat painavat."],
        ["765", "tyontekija", "ongelmat", "yksin", "Kuudes."],
    ]
    assert list(found.columns) == ["alue", "ryhma", "kysymys", "teema", "lainaus"]
    assert "SALAINEN" not in found.to_csv()
    assert "V1" not in found.to_csv()


def test_quotes_by_theme_in_the_order_of_the_frame(quoted, frame):
    found = themes.quotes(quoted, frame)
    assert found[["teema", "nimi", "lainaus"]].to_numpy().tolist() == [
        ["velat", "Debts", "Velat painavat."],
        ["yksin", "Loneliness", "Kuudes."],
    ]


def test_the_frame_is_published_without_descriptions_and_keywords(frame):
    found = themes.REGISTERS["teemakehys"][1](frame.assign(alue="yhteensä", kuvaus="x"))
    assert list(found.columns) == [
        "alue",
        "teema",
        "nimi",
        "nimi_sv",
        "nimi_en",
        "ylateema",
        "shl11",
    ]
    assert themes.Frame.of(found).upper == themes.Frame.of(frame).upper


def test_none_cleared(answers, frame):
    assert len(themes.quotes(answers, frame)) == 0
    assert isinstance(themes.quotes(answers, frame), pd.DataFrame)
