"""Views of what professionals observe of structures and services."""

from __future__ import annotations

from sosiaali_lib import observations
from sosiaali_lib.explore import picks
from sosiaali_lib.explore.filters import Filters
from sosiaali_lib.messages import N_

FORM = observations.FORM
_ROWS = Filters(form=FORM, codes=("savy", "sektori", "teemat"))
_COLUMNS = ("teemat", "sektori", "tarpeet", "vaestoryhmat", "rooli", "toistuvuus", "savy")
_GROUPS = ("savy", "kunta", "sektori", "puolivuosi", "vuosi", "rooli", "toistuvuus")
_THEMES_BY = {
    "yhteensa": "observations.themes",
    "savy": "observations.themes_by_tone",
    "puolivuosi": "observations.themes_over_time",
    "kunta": "observations.themes_by_area",
}
_ABOUT = {
    "sektorit": "observations.sectors",
    "tarpeet": "observations.needs",
    "vaestoryhmat": "observations.groups",
    "paikat": "observations.places",
    "tekijat": "observations.roles",
    "toistuvuus": "observations.frequency",
    "savy": "observations.tone",
}

VIEWS = (
    _ROWS.view(
        "havainnot.teemat",
        N_("Themes of the observations"),
        picks.called(_THEMES_BY),
        more=picks.kinds(
            {
                "yhteensa": N_("All observations together"),
                "savy": N_("By tone"),
                "puolivuosi": N_("By half-year"),
                "kunta": N_("By municipality"),
            }
        ),
    ),
    _ROWS.view(
        "havainnot.mista",
        N_("What and whom the observations are about"),
        picks.called(_ABOUT),
        more=picks.kinds(
            {
                "sektorit": N_("Services"),
                "tarpeet": N_("Needs for support"),
                "vaestoryhmat": N_("Groups of people"),
                "paikat": N_("Types of place"),
                "tekijat": N_("Roles of those who recorded them"),
                "toistuvuus": N_("How often the matter was observed"),
                "savy": N_("Tone"),
            }
        ),
    ),
    _ROWS.view(
        "havainnot.vastaukset",
        N_("Answers to the proposals"),
        picks.called({"ajat": "observations.waiting", "tilat": "observations.answers"}),
        more=picks.kinds({"ajat": N_("Time to the answer"), "tilat": N_("Answered and waiting")}),
    ),
    picks.crossed_view(_ROWS, "havainnot.ristiin", _COLUMNS, _GROUPS),
)
