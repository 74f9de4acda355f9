"""Publications of several years in one folder: years are kept apart, copies of one year are not."""

import json

import pytest

from sosiaali_lib.file_audit import audit_folder


def page(number):
    rows = "".join(
        f"<tr><th>{name}</th><td>{number + at}</td></tr>" for at, name in enumerate("ABC")
    )
    return (
        "<html lang='en'><body><table><caption>Topics, Kajaani</caption>"
        f"<thead><tr><th>Topic</th><th>n</th></tr></thead><tbody>{rows}</tbody></table></body></html>"
    )


@pytest.mark.parametrize(("years", "faults"), [((2019, 2020), []), ((2020, 2020), ["two_numbers"])])
def test_the_same_figure_of_two_years_is_two_figures(tmp_path, years, faults):
    for at, year in enumerate(years):
        folder = tmp_path / f"julkaisut/{at}"
        folder.mkdir(parents=True)
        (folder / "raportti.html").write_text(page(20 + 10 * at), "utf-8")
        record = {"period": [f"{year}-01-01", f"{year}-12-31"]}
        (folder / "julkaistu.json").write_text(json.dumps(record), "utf-8")
    found = audit_folder(tmp_path, workers=1)
    assert found.faults["what"].tolist() == faults


def test_a_record_that_cannot_be_read_divides_nothing(tmp_path):
    for at, text in enumerate(
        ("{", '{"period": 2019}', '{"period": ["2019-01-01", "2019-12-31"]}')
    ):
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / "raportti.html").write_text(page(20 + 10 * at), "utf-8")
        (folder / "julkaistu.json").write_text(text, "utf-8")
    found = audit_folder(tmp_path, workers=1)
    assert "two_numbers" in set(found.faults["what"])
