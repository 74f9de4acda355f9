"""Views of service-need assessments."""

from __future__ import annotations

from sosiaali_lib import needs
from sosiaali_lib.explore import picks
from sosiaali_lib.explore.filters import Filters
from sosiaali_lib.messages import N_

FORM = needs.FORM
_ROWS = Filters(form=FORM, codes=("vireilletulo", "elamantilanne", "tarpeet_tyontekija"))
_COLUMNS = (
    "tarpeet_tyontekija",
    "tarpeet_asiakas",
    "elamantilanne",
    "vireilletulo",
    "tuki",
    "tarve_vastattu",
    "tarve_osittain",
    "tarve_ei_vastattu",
    "asiakkaan_nakemys",
)
_GROUPS = ("kunta", "vireilletulo", "puolivuosi", "vuosi", "asiakkaan_nakemys")
_NEEDS_OF = {"tyontekija": "needs.needs", "asiakas": "needs.client_needs"}
_TIMES = {"kuukausi": "needs.by_month", "vuosi": "needs.by_year"}

VIEWS = (
    _ROWS.view(
        "palvelutarpeet.tarpeet",
        N_("Needs, as the worker and the client see them"),
        picks.called(_NEEDS_OF),
        more=picks.kinds(
            {"tyontekija": N_("Needs that the worker found"), "asiakas": N_("The client's needs")}
        ),
    ),
    _ROWS.view("palvelutarpeet.tulokset", N_("What became of the needs"), "needs.outcomes"),
    _ROWS.view(
        "palvelutarpeet.nakemykset", N_("The client's view against the worker's"), "needs.views"
    ),
    _ROWS.view("palvelutarpeet.yhdessa", N_("Needs found together"), "needs.together"),
    _ROWS.view(
        "palvelutarpeet.tuki",
        N_("Support that was arranged"),
        "needs.support",
        declared=lambda _chosen: needs.SUPPORT,
    ),
    _ROWS.view(
        "palvelutarpeet.elamantilanteet",
        N_("Life situations"),
        "needs.life_situations",
        declared=lambda _chosen: needs.LIFE,
    ),
    _ROWS.view(
        "palvelutarpeet.vireilletulo",
        N_("How the cases began"),
        "needs.beginnings",
        declared=lambda _chosen: needs.BEGAN,
    ),
    _ROWS.view(
        "palvelutarpeet.ajassa",
        N_("Assessments over time"),
        picks.called(_TIMES),
        more=picks.kinds({"kuukausi": N_("By month"), "vuosi": N_("By year")}),
    ),
    picks.crossed_view(_ROWS, "palvelutarpeet.ristiin", _COLUMNS, _GROUPS),
)
