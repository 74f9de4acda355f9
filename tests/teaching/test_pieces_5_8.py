"""Pictures, proposals, published figures and the way of a report in sessions 5 to 8."""

import re
from pathlib import Path

import docx
import pandas as pd
import pytest

from sosiaali_lib import forms, proposals
from sosiaali_lib.messages import use
from sosiaali_lib.published import Release
from sosiaali_lib.teaching import pictures, sources, truth, writing
from sosiaali_lib.teaching.answer import CheckError
from sosiaali_lib.teaching.proposal import proposal
from sosiaali_lib.teaching.session import sessions

DOCS = Path(__file__).parents[2] / "docs"
GIVEN = {
    "kunta": "765",
    "ehdotus": "Asiointikyyti kylistä.",
    "vastaanottaja": "Kunnanhallitus",
    "vastuutaho": "Tekninen johtaja",
    "esitetty_pvm": "2026-03-16",
}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    with use("fi"):
        return writing.release(tmp_path_factory.mktemp("raportti") / "harjoitus")


def test_the_published_reasons_are_those_of_fifteen_people():
    fi, en = sources.group_reasons("fi"), sources.group_reasons("en")
    assert fi.iloc[:, :3].to_numpy().sum() == 15
    assert fi["tekstissa"].sum() == 100
    assert fi.to_numpy().tolist() == en.to_numpy().tolist()
    assert fi.index.intersection(en.index).empty
    with pytest.raises(ValueError, match="`lang` is 'sv'; expected 'fi' or 'en'"):
        sources.group_reasons("sv")


def test_a_funnel_names_who_is_outside_in_its_words():
    made = truth.municipalities(1, different={"Kaislavesi": 0.42, "Rantakoski": 0.74}).answers
    before = made.copy()
    with use("en"):
        picture = pictures.funnel(made["kylla"], made["vastaajia"])
    pd.testing.assert_frame_equal(made, before)
    assert picture.alt == (
        "Funnel plot of 24 areas round the share of all, 64%. Outside the 99.8 per cent limits: "
        "Kaislavesi (42%) and Rantakoski (77%)."
    )
    assert picture.svg.count("<svg") == 1


def test_a_funnel_where_nobody_is_outside_says_so():
    alike = pd.Series([50, 100], ["a", "b"])
    with use("en"):
        assert pictures.funnel(alike, 2 * alike).alt.endswith(
            "All of them lie within the 99.8 per cent limits."
        )


def test_a_proposal_has_the_columns_of_its_form_and_its_deadline():
    made = proposal(**GIVEN)
    known = {column.name for column in forms.load("toimenpiteet").columns}
    added = {"maaraaika_voimassa", "maaraajan_lahde", "paatosraja", "ehtii_talousarvioon"}
    assert set(made) - known == {*added, "talousarviovuosi"}
    assert made["maaraaika_voimassa"].item() == pd.Timestamp("2026-05-31")
    assert proposal(**GIVEN | {"maaraaika": "2026-12-01"})["maaraajan_lahde"].item() == "oma"
    assert proposal(**GIVEN | {"esitetty_pvm": "2026-06-01"})["talousarviovuosi"].item() == 2028
    assert proposals.FORM == "toimenpiteet"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ehdotus": " "}, "These are missing from the proposal: ehdotus."),
        ({"kuka": "minä"}, "The form has no column kuka. It has kunta, ehdotus"),
        (
            {"esitetty_pvm": "16.3.2026"},
            "`esitetty_pvm` is '16.3.2026'; write the day as 2026-03-16",
        ),
    ],
)
def test_a_proposal_that_lacks_something_is_told_what(change, message):
    with use("en"), pytest.raises(CheckError, match=re.escape(message)):
        proposal(**GIVEN | change)


def test_the_release_is_left_as_it_is_until_its_data_change(release):
    folder, manifest = release.parent, release / "manifest.json"
    before = manifest.stat().st_mtime_ns
    assert writing.release(folder) == release
    assert manifest.stat().st_mtime_ns == before
    (folder / writing.DATA / "jalkautumiset.csv").write_text("kunta\n", "utf-8")
    manifest.write_text("{", "utf-8")  # a student's disk may break it too
    assert writing.release(folder) == release
    opened = Release.open(release)
    assert opened.manifest["made_up"] is True
    assert opened.rows("luonne", "290")["kaynnit"].iloc[-1] == 64


def test_an_edit_in_word_is_found_by_the_check_and_the_draft_is_not_changed(release):
    writing.own_text(release, "Kuhmo", "jalkautuminen", "Luvut kertovat vain tavatuista.")
    draft = writing.draft(release, "290")
    content = draft.read_bytes()
    assert "Luvut kertovat vain tavatuista." in "".join(docx.Document(draft).element.itertext())
    clean = writing.findings(draft, release)
    assert set(clean["taso"]) <= {"notice"}
    edited = writing.edited(draft, {"64 jalkautumiskertaa": "65 jalkautumiskertaa"})
    assert draft.read_bytes() == content
    found = writing.findings(edited, release)
    assert found["taso"].tolist()[:2] == ["error", "error"]
    assert set(found["koodi"]) - set(clean["koodi"]) == {"lause-ei-tasmaa"}
    with pytest.raises(ValueError, match="The draft has no words 'seitsemän kertaa'"):
        writing.edited(draft, {"seitsemän kertaa": "kahdeksan"})


def test_an_own_text_needs_an_area_that_is_known(release):
    with pytest.raises(ValueError, match="'Kuhmmo' is no municipality or county"):
        writing.own_text(release, "Kuhmmo", "jalkautuminen", "x")


@pytest.mark.parametrize(("page", "lang"), [("opettajan_opas", "fi"), ("teachers_guide", "en")])
def test_the_guide_lists_the_sessions_with_their_points(page, lang):
    text = (DOCS / f"{page}.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d .+?) \| `(\w+)` \| (\d+) \| (\d+) \|$", text, re.M)
    expected = [
        (
            session.cells[0]["source"].splitlines()[0].removeprefix("# "),
            session.name,
            f"{session.points:g}",
            f"{session.points_by_hand:g}",
        )
        for session in sessions(lang)
    ]
    assert rows == expected
    titles = [title for title, *_rest in rows]
    assert re.findall(r"^### (\d .+)$", text, re.M) == titles
