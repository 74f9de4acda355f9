"""Views of outreach: the log of visits, working time and feedback."""

from __future__ import annotations

from sosiaali_lib.explore import picks
from sosiaali_lib.explore.counting import declared
from sosiaali_lib.explore.filters import Filters
from sosiaali_lib.explore.picks import BY, BY_LABEL, WHAT
from sosiaali_lib.explore.steps import FINDING, ROWS, Ref, Step
from sosiaali_lib.messages import N_

LOG, FEEDBACK, HOURS = "jalkautumiset", "jalkautumispalaute", "tyoaika"
_VISITS = Filters(form=LOG, codes=("luonne", "paikkatyyppi", "aiheet"), texts=("toimija",))
_ANSWERS = Filters(form=FEEDBACK, codes=("antaja",))
_HOURS = Filters(form=HOURS, texts=("toimija",))
_GROUPS = ("kunta", "puolivuosi", "vuosi", "viikonpaiva", "toimija", "luonne", "paikkatyyppi")
_COLUMNS = ("aiheet", "paikkatyyppi", "luonne", "kumppani", "rakennehavainto", *_GROUPS[:5])
_FEEDBACK = {
    "antajat": "outreach.feedback_respondents",
    "kokemus": "outreach.feedback_experience",
    "myonteinen": "outreach.feedback_positive",
    "soveltuvuus": "outreach.feedback_suitability",
    "hyodyt": "outreach.feedback_benefits",
    "jatko": "outreach.feedback_continuation",
}
_HOURS_BY = {
    "yhteensa": "outreach.working_time",
    "kunta": "outreach.working_time_by_area",
    "kuukausi": "outreach.working_time_by_month",
}

VIEWS = (
    _VISITS.view(
        "jalkautuminen.kuukaudet",
        N_("Visits and people met, month by month"),
        lambda chosen: Step(
            FINDING,
            "explore.months",
            (Ref(ROWS), LOG, *([] if chosen[WHAT] == "kaynnit" else [chosen[WHAT]])),
        ),
        more=picks.kinds(
            {
                "kaynnit": N_("Visits"),
                "keskusteltu": N_("People talked with"),
                "lasna": N_("People present"),
            }
        ),
    ),
    _VISITS.view(
        "jalkautuminen.kontaktit",
        N_("Visits and people met, by group"),
        lambda chosen: Step(FINDING, "explore.contacts", (Ref(ROWS), chosen[BY])),
        more=picks.columns(LOG, _GROUPS, name=BY, label=BY_LABEL),
    ),
    _VISITS.view(
        "jalkautuminen.milloin",
        N_("When the visits were made"),
        lambda chosen: Step(FINDING, "explore.counts", (Ref(ROWS), LOG, chosen[WHAT])),
        more=picks.columns(LOG, ("viikonpaiva", "puolivuosi", "vuosi")),
        declared=lambda chosen: declared(LOG, str(chosen[WHAT])),
    ),
    _VISITS.view("jalkautuminen.paikat", N_("Places of the visits"), "outreach.places"),
    _VISITS.view("jalkautuminen.luonne", N_("Nature of the visits"), "outreach.nature"),
    _VISITS.view("jalkautuminen.kumppanit", N_("Partners of the visits"), "outreach.partners"),
    _VISITS.view(
        "jalkautuminen.aiheet",
        N_("Topics of the visits"),
        lambda _chosen: Step(FINDING, "explore.counts", (Ref(ROWS), LOG, "aiheet")),
        declared=lambda _chosen: declared(LOG, "aiheet"),
    ),
    _VISITS.view(
        "jalkautuminen.aiheet_ryhmittain",
        N_("Topics by area, period or kind of visit"),
        lambda chosen: Step(FINDING, "explore.crossed", (Ref(ROWS), LOG, "aiheet", chosen[BY])),
        more=picks.columns(LOG, _GROUPS, name=BY, label=BY_LABEL),
        declared=lambda chosen: declared(LOG, "aiheet", str(chosen[BY])),
    ),
    _VISITS.view(
        "jalkautuminen.aiheet_yhdessa", N_("Topics that come up together"), "outreach.topic_pairs"
    ),
    _VISITS.view(
        "jalkautuminen.aiheita",
        N_("How many topics a visit has"),
        "outreach.topics_per_visit",
    ),
    _VISITS.view("jalkautuminen.raha", N_("What lies behind money"), "outreach.behind_money"),
    _VISITS.view(
        "jalkautuminen.kattavuus",
        N_("Months with a visit, by municipality"),
        "outreach.calendar",
    ),
    _VISITS.view(
        "jalkautuminen.verkosto",
        N_("The network: who meets people where"),
        lambda chosen: Step(FINDING, "outreach.network", (Ref(ROWS), chosen[WHAT])),
        more=picks.columns(LOG, ("kumppani", "paikkatyyppi", "toimija")),
    ),
    _VISITS.view(
        "jalkautuminen.tunne",
        N_("How the visits felt to the workers"),
        lambda chosen: Step(FINDING, "explore.means", (Ref(ROWS), LOG, "tunne", chosen[BY])),
        more=picks.columns(LOG, _GROUPS, name=BY, label=BY_LABEL),
    ),
    picks.crossed_view(_VISITS, "jalkautuminen.ristiin", _COLUMNS, _GROUPS),
    _HOURS.view(
        "jalkautuminen.tyoaika",
        N_("Working time in outreach"),
        picks.called(_HOURS_BY),
        more=picks.kinds(
            {
                "yhteensa": N_("Together"),
                "kunta": N_("By municipality"),
                "kuukausi": N_("By month"),
            }
        ),
    ),
    _ANSWERS.view(
        "jalkautuminen.palaute",
        N_("Feedback on outreach"),
        picks.called(_FEEDBACK),
        more=picks.kinds(
            {
                "antajat": N_("Who answered"),
                "kokemus": N_("Mean of the experience"),
                "myonteinen": N_("Share of positive experiences"),
                "soveltuvuus": N_("Whether it suits adult social work"),
                "hyodyt": N_("What was good"),
                "jatko": N_("Whether it should go on"),
            }
        ),
    ),
)
