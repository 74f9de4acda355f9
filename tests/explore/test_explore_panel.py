"""The panel: newest change first, controls that stay, faults told, files to save."""

import base64
import re
import threading
from dataclasses import replace
from types import MappingProxyType

import pytest

from sosiaali_lib import explore
from sosiaali_lib.explore import inputs, markup
from sosiaali_lib.explore.choice import Choice, Option
from sosiaali_lib.explore.latest import Latest
from sosiaali_lib.explore.shown import nothing
from sosiaali_lib.explore.view import View

PATIENCE = 60


@pytest.fixture
def panel(rows):
    made = explore.panel("jalkautuminen", rows)
    assert made.wait(PATIENCE)
    return made


def controls(panel):
    return {widget.description: widget for widget in panel._controls.children}


def alternative(panel):
    return re.search(r'<img alt="([^"]*)"', panel._page.value)[1]


def test_a_panel_shows_the_first_view_with_its_controls(panel):
    assert panel.shown.title.startswith("Outreach visits")
    assert [*controls(panel)][:3] == ["What is counted", "Area", "Period"]
    assert 'role="region"' in panel._page.value
    assert "unprotected" in panel.children[0].value
    assert panel._status.value == markup.status(f"Shown: {panel.shown.title}.")


def test_a_change_shows_another_picture_and_keeps_the_controls(panel):
    before, area = alternative(panel), controls(panel)["Area"]
    area.value = "205"
    assert panel.wait(PATIENCE)
    assert alternative(panel) != before
    assert controls(panel)["Area"] is area
    assert panel.shown.title.endswith("Kajaani")
    panel.choose("jalkautuminen.paikat")
    assert panel.wait(PATIENCE)
    assert panel.view.name == "jalkautuminen.paikat"
    assert controls(panel)["Area"] is area
    assert panel.shown.title.endswith("Kajaani")


def test_choices_that_depend_on_another_come_and_go(panel):
    panel.choose(jakso="oma")
    assert panel.wait(PATIENCE)
    assert {"First month", "Last month"} <= set(controls(panel))
    controls(panel)["First month"].value = "2019-12"
    assert panel.wait(PATIENCE)
    assert panel.shown.title.endswith("December 2019")
    controls(panel)["Period"].value = "2018"
    assert panel.wait(PATIENCE)
    assert "First month" not in controls(panel)
    assert panel.shown.title.endswith("2018")


def test_nothing_to_show_says_why_and_offers_no_files(panel):
    panel.choose(jakso="oma", alkaa="2019-12", paattyy="2019-01")
    assert panel.wait(PATIENCE)
    assert "no row fits what was chosen" in panel._page.value
    assert "no row fits what was chosen" in panel._status.value
    assert panel._saving.value == ""
    panel.choose(jakso="2019")
    assert panel.wait(PATIENCE)
    assert "<img" in panel._page.value


def test_the_view_can_be_saved_as_picture_table_and_code(panel):
    links = re.findall(
        r'download="([^"]+)" href="data:([^;]+);base64,([^"]+)"', panel._saving.value
    )
    assert [name.rsplit(".", 1)[1] for name, _type, _data in links] == [
        "svg",
        "png",
        "csv",
        "xlsx",
        "py",
    ]
    assert all("unprotected" in name for name, _type, _data in links)
    assert base64.b64decode(links[-1][2]).decode() == panel._code.value
    assert panel._code.value.startswith("# ")
    assert panel._code.layout.display == "none"
    panel._show_code.value = True
    assert panel._code.layout.display is None


def test_a_folder_that_is_not_there_is_told_in_the_place_of_the_view(tmp_path):
    panel = explore.panel("jalkautuminen", tmp_path / "ei_ole", lang="fi")
    assert panel.wait(PATIENCE)
    assert "ei ole" in panel._page.value
    assert "ei ole" in panel._status.value
    assert panel.shown is None


def test_a_fault_of_a_view_is_shown_and_the_next_change_works(rows):
    def make(_data, mita):
        if mita == "rikki":
            raise RuntimeError("<b>hups</b>")
        return nothing("Näkymä", "Tyhjä.")

    options = tuple(Option(name, name) for name in ("ehja", "rikki"))
    choices = (Choice("mita", "Mitä", options, "ehja"),)
    view = View(
        name="koe.x", forms=(), title=lambda: "X", choices=lambda _d, _c: choices, make=make
    )
    panel = explore.panel(view, rows)
    assert panel.wait(PATIENCE)
    panel.choose(mita="rikki")
    assert panel.wait(PATIENCE)
    assert "RuntimeError: &lt;b&gt;hups&lt;/b&gt;" in panel._page.value
    panel.choose(mita="ehja")
    assert panel.wait(PATIENCE)
    assert "Tyhjä." in panel._page.value


def test_faults_of_the_data_are_shown_and_escaped(rows):
    faulty = replace(
        rows, faults=("a.csv, row 2: <script>",), rejected=MappingProxyType({"havainnot": 3})
    )
    text = markup.faults(faulty)
    assert "3 rows were not used" in text
    assert "<script>" not in text
    assert markup.faults(replace(rows, faults=())) == ""


def test_a_panel_of_one_view_has_no_choice_of_views(rows):
    panel = explore.panel("jalkautuminen.paikat", rows, lang="en")
    assert panel.wait(PATIENCE)
    assert panel._picker not in panel.children
    with pytest.raises(ValueError, match="There is no view x"):
        explore.panel("x", rows)
    with pytest.raises(ValueError, match="Language 'de' is not known"):
        explore.panel("jalkautuminen", rows, lang="de")


def test_each_kind_of_choice_has_a_control_with_its_label():
    options = (Option("a", "A"), Option("b", "B"))
    choices = (
        Choice("yksi", "Yksi", options, "a"),
        Choice("monta", "Monta", options, ("a",), several=True),
        Choice("luku", "Luku", default="2.5", limits=(0, 10, 0.5), help="Apu"),
        Choice("teksti", "Teksti", default="x", written=True),
    )
    values = {"yksi": "b", "monta": ("a", "b"), "luku": "7.5", "teksti": "y"}
    made = inputs.Inputs()
    found = made.of(choices, values)
    assert [inputs.value_of(widget) for widget in found] == list(values.values())
    assert [widget.description for widget in found] == ["Yksi", "Monta", "Luku", "Teksti"]
    # Without a tooltip an element would have the title “null”.
    assert [widget.tooltip for widget in found] == ["Yksi", "Monta", "Apu", "Teksti"]
    moved = (replace(choices[2], limits=(20.0, 30.0, 1.0)),)
    assert made.of(moved, {"luku": "25"})[0] is found[2]
    assert (found[2].min, found[2].max, found[2].value) == (20, 30, 25)
    fewer = (replace(choices[0], options=options[:1]),)
    assert made.of(fewer, {"yksi": "a"})[0].options == (("A", "a"),)


def test_the_newest_request_takes_the_place_of_those_that_wait():
    work, begun, go, done = Latest(), threading.Event(), threading.Event(), []

    def slow(stale):
        begun.set()
        assert go.wait(PATIENCE)
        done.append(("slow", stale()))

    work.put(slow)
    assert begun.wait(PATIENCE)
    for name in ("second", "third"):
        work.put(lambda stale, name=name: done.append((name, stale())))
    assert not work.wait(0)
    go.set()
    assert work.wait(PATIENCE)
    assert done == [("slow", True), ("third", False)]
    work.put(lambda _stale: done.append(work.working_here()))
    assert work.wait(PATIENCE)
    assert done[-1] is True
    assert not work.working_here()
