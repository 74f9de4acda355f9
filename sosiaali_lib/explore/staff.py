"""Views of the staff survey and of the feedback on the project."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib.explore import picks
from sosiaali_lib.explore.choice import ALL, Choice, Chosen, Option
from sosiaali_lib.explore.counting import label_of
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.filters import Count, Filters, More
from sosiaali_lib.explore.picks import WHAT
from sosiaali_lib.explore.steps import FINDING, ROWS, Ref, Step
from sosiaali_lib.messages import N_, _
from sosiaali_lib.staff.questions import SCALES, YES_NO

FORM, KNOWN, FEEDBACK = "tyontekijakysely", "henkilosto", "hankepalaute"
_PARTS = Filters(form=FORM, area="", day="", codes=("ammattiryhma",), texts=("vuosi",))
# Against the known staff only all who answered can be set.
_ALL = Filters(form=FORM, area="", day="")
_FEEDBACK = Filters(form=FEEDBACK, area="", day="", texts=("vuosi",))
QUESTION, STAYED = "kysymys", "samat"
_COLUMNS = (*YES_NO, "asiakasmaara_luokka", "teemat", "ammattiryhma")
_COMPARED = {"osuudet": "staff.compare_shares", "keskiarvot": "staff.compare_means"}
_ABOUT = {
    "prosessi": "staff.process_understanding",
    "mittaaminen": "staff.measuring_fits",
    "aikomus": "staff.instrument_in_future",
    "rakenteellinen": "staff.structural_understanding",
    "sovellettu": "staff.knowledge_applied",
}


def _question(names: tuple[str, ...]) -> More:
    """Give a function that offers all questions of a kind, or one of them."""

    def choices(_data: Data, _chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
        found = (Option(ALL, _("All questions")), *(Option(n, label_of(FORM, n)) for n in names))
        return (Choice(QUESTION, _("Question"), found, ALL),)

    return choices


def _of_question(call: str) -> Count:
    """Give a function from what was chosen to the step that counts one question, or all."""

    def step(chosen: Mapping[str, Chosen]) -> Step:
        one = chosen[QUESTION]
        return Step(FINDING, call, (Ref(ROWS), *(() if one == ALL else ((one,),))))

    return step


def _stayed(data: Data, _chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    """Offer how many belonged to the staff both years, up to the smaller of the two staffs."""
    sizes = data.rows(KNOWN).groupby("vuosi")["lukumaara"].sum().sort_index()
    most = int(sizes.tail(2).min()) if len(sizes) else 0
    found = (Option("", _("Not known")), *(Option(str(n), str(n)) for n in range(most + 1)))
    label = _("How many were on the staff both years")
    return (Choice(STAYED, label, found, ""),)


def _compared(chosen: Mapping[str, Chosen]) -> Step:
    stayed = str(chosen[STAYED])
    options = {"stayers": int(stayed)} if stayed else {}
    return Step(FINDING, _COMPARED[str(chosen[WHAT])], (Ref(ROWS), Ref(KNOWN)), options)


VIEWS = (
    _ALL.view(
        "tyontekijakysely.vastausosuus",
        N_("Who answered"),
        "staff.response_rate",
        also=(KNOWN,),
    ),
    _PARTS.view(
        "tyontekijakysely.asteikot",
        N_("How the answers on the scales are spread"),
        _of_question("staff.scales"),
        more=_question(SCALES),
    ),
    _PARTS.view("tyontekijakysely.keskiarvot", N_("Means of the scales"), "staff.scale_means"),
    _PARTS.view(
        "tyontekijakysely.kylla",
        N_("Shares of yes answers"),
        _of_question("staff.yes_shares"),
        more=_question(YES_NO),
    ),
    _ALL.view(
        "tyontekijakysely.vuosivertailu",
        N_("Two years compared, with the response rate in mind"),
        _compared,
        more=picks.both(
            picks.kinds(
                {"osuudet": N_("Shares of yes answers"), "keskiarvot": N_("Means of the scales")}
            ),
            _stayed,
        ),
        also=(KNOWN,),
    ),
    _PARTS.view(
        "tyontekijakysely.tyoaika",
        N_("Where the working time goes"),
        picks.called({"viikko": "staff.week", "prosessi": "staff.process"}),
        more=picks.kinds(
            {"viikko": N_("The working week"), "prosessi": N_("Working time in client processes")}
        ),
    ),
    _PARTS.view("tyontekijakysely.asiakasmaarat", N_("Clients of a worker"), "staff.client_load"),
    _PARTS.view(
        "tyontekijakysely.avovastaukset",
        N_("Open answers and their themes"),
        picks.called({"teemat": "staff.themes", "maarat": "staff.open_answers"}),
        more=picks.kinds(
            {"teemat": N_("Themes of the open answers"), "maarat": N_("How many open answers")}
        ),
    ),
    picks.crossed_view(
        _PARTS,
        "tyontekijakysely.ristiin",
        _COLUMNS,
        ("vuosi", "ammattiryhma", "asiakasmaara_luokka"),
    ),
    _FEEDBACK.view(
        "tyontekijakysely.hankepalaute",
        N_("Feedback on the project"),
        picks.called(_ABOUT),
        more=picks.kinds(
            {
                "prosessi": N_("Grasp of the client process"),
                "mittaaminen": N_("How measuring fits social work"),
                "aikomus": N_("Using an instrument in the future"),
                "rakenteellinen": N_("Understanding of structural social work"),
                "sovellettu": N_("Applying what outreach taught"),
            }
        ),
    ),
)
