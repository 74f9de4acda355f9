"""A project's whole material as a notebook sees it: one call a subject, straight from the rows."""

from __future__ import annotations

from functools import partial

import pandas as pd

from sosiaali_lib import (
    costs,
    groups,
    needs,
    observations,
    outreach,
    participation,
    proposals,
    significance,
    staff,
    themes,
    year_clock,
)
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import N_, use
from sosiaali_lib.project import source_tables
from sosiaali_lib.project.folder import Folder
from sosiaali_lib.registers import communication, key_results, practices, risks
from sosiaali_lib.report.blocks import Blocks
from sosiaali_lib.report.chapters.proposals import year_clock_blocks

THERAPY = "hahmoterapia"  # the groups whose background and reasons the source gives


class Material(Folder):
    """The subjects of a data folder; each method gives one.

    The figures are unprotected: they are for those who may see the rows, never for publication.
    """

    def measuring(self) -> Blocks:
        """How many measurements and forms there are, and whether measuring met the needs."""
        feedback = partial(self.rows, "mittauspalaute")
        return self.shown(
            N_("Measuring and what clients thought of it"),
            "mittaaminen",
            lambda: groups.instrument_forms(self.rows("mittaukset"), feedback()),
            lambda: groups.shared_answers(feedback()),
            lambda: groups.shared_answers_of_the_same(feedback()),
            lambda: groups.needs_met(feedback()),
            lambda: groups.contact(feedback()),
        )

    def groups(self) -> Blocks:
        """Background of the groups, reasons for joining and feedback."""
        held, members = partial(self.rows, "ryhmat"), partial(self.rows, "ryhmalaiset")

        def therapy() -> pd.DataFrame:
            return groups.of_kind(members(), held(), THERAPY)

        feedback = self.data.tables.get("palaute", pd.DataFrame({"kohde": []}))
        kinds = feedback["kohde"].dropna().unique()
        return self.shown(
            N_("Groups"),
            "ryhmat",
            lambda: groups.background(held()[held()["laji"] == THERAPY]),
            lambda: groups.checks(held(), members()),
            lambda: groups.reasons(therapy()),
            lambda: groups.reasons_beside_published(therapy()),
            *(partial(groups.ratings, feedback, str(kind)) for kind in kinds),
        )

    def outreach(self) -> Blocks:
        """Visits by organisation, nature, topics, places, partners and feedback."""
        answers = partial(self.rows, "jalkautumispalaute")
        return self.shown(
            N_("Outreach work"),
            "jalkautuminen",
            lambda: source_tables.visits_by_actor(self.rows("jalkautumiset")),
            lambda: outreach.nature(self.visits),
            lambda: source_tables.TOPICS.of(self.visits),
            lambda: outreach.topics_per_visit(self.visits),
            lambda: outreach.behind_money(self.visits),
            lambda: outreach.places(self.visits),
            lambda: outreach.network(self.visits),
            lambda: outreach.calendar(self.visits),
            lambda: outreach.working_time(self.rows("tyoaika")),
            lambda: outreach.feedback_respondents(answers()),
            lambda: outreach.feedback_experience(answers()),
            lambda: outreach.feedback_positive(answers()),
        )

    def needs(self) -> Blocks:
        """Service-need assessments: needs, what was arranged, and how client and worker see them."""
        rows = partial(self.rows, "palvelutarpeet")
        return self.shown(
            N_("Service-need assessments"),
            "palvelutarpeet",
            lambda: needs.by_year(rows()),
            lambda: needs.beginnings(rows()),
            lambda: needs.needs(rows()),
            lambda: needs.outcomes(rows()),
            lambda: needs.views(rows()),
            lambda: needs.together(rows()),
        )

    def observations(self) -> Blocks:
        """Observations of the professionals and the answers to them."""
        rows = partial(self.rows, "havainnot")
        return self.shown(
            N_("Observations"),
            "havainnot",
            lambda: observations.themes(rows()),
            lambda: observations.themes_over_time(rows()),
            lambda: observations.waiting(rows(), as_of=self.day),
        )

    def voices(self) -> Blocks:
        """Themes of the answers to the four questions, from the answers to the main themes."""
        answers, frame = partial(self.rows, "kysymykset"), partial(self.rows, "kehys")
        return self.shown(
            N_("Answers to the four questions"),
            "kysymykset",
            lambda: themes.answers_by_group(answers()),
            lambda: themes.by_group(answers(), frame()),
            lambda: themes.paths(answers(), frame()),
            lambda: themes.coder_agreement(answers(), frame()),
        )

    def staff(self) -> Blocks:
        """The staff survey of two years, and the feedback on the project."""
        rows, known = partial(self.rows, "tyontekijakysely"), partial(self.rows, "henkilosto")
        feedback = partial(self.rows, "hankepalaute")
        return self.shown(
            N_("The staff"),
            "henkilosto",
            lambda: staff.response_rate(rows(), known()),
            lambda: staff.scale_means(rows()),
            lambda: staff.compare_shares(rows(), known()),
            lambda: staff.week(rows()),
            lambda: staff.process_understanding(feedback()),
            lambda: staff.measuring_fits(feedback()),
        )

    def significance(self) -> Blocks:
        """Significance and commonness of the new ways of working."""
        rows = partial(self.rows, "merkitys")
        return self.shown(
            N_("Significance of new ways of working"),
            "merkitys",
            lambda: significance.most_significant(rows()),
            lambda: significance.for_clients(rows()),
            lambda: significance.against_commonness(rows()),
        )

    def costs(self) -> Blocks:
        """Clients over time, paths with their costs, and when work pays for itself."""
        given = self.data.tables
        paths = costs.paths(given["palvelupolut"]).paths if "palvelupolut" in given else ()
        rows = given.get("kustannusoletukset")
        assumed = costs.assumptions(rows) if rows is not None else {}
        made = (costs.break_even, costs.sensitivity, costs.simulation)
        return self.shown(
            N_("Clients and costs"),
            "kustannukset",
            lambda: participation.clients_by_month(self.rows("asiakasmaarat")),
            *(partial(_same, path) for path in paths),
            *(partial(make, one) for one in assumed.values() for make in made),
        )

    def proposals(self) -> Blocks:
        """Proposals on the day, and the year clock."""
        rows = partial(self.rows, "toimenpiteet")
        found = self.shown(
            N_("Proposals"),
            "toimenpiteet",
            lambda: proposals.situation(rows(), self.day, self.clock),
            lambda: proposals.deadlines(rows(), self.day, self.clock),
            lambda: proposals.answer_times(rows(), self.day, self.clock),
            lambda: proposals.responsibility(rows(), self.day, self.clock),
        )
        with use(self.lang):
            today = year_clock.Today(self.clock, self.day)
            return found + Blocks(year_clock_blocks(today, self.lang))

    def registers(self) -> Blocks:
        """Risks, communication, practices and key results."""
        results = partial(self.rows, "tulokset")
        return self.shown(
            N_("Risks, communication, practices and results"),
            "rekisterit",
            lambda: risks.register(self.rows("riskit")),
            lambda: communication.by_kind(self.rows("viestinta")),
            lambda: practices.catalogue(self.rows("kaytannot")),
            lambda: key_results.by_theme(results()),
            lambda: key_results.summary(results()),
        )

    def disagreements(self) -> Blocks:
        """Where the published report disagrees with itself."""
        return self.shown(
            N_("Where the source disagrees with itself"),
            "ristiriidat",
            source_tables.disagreements,
        )


def _same(finding: Finding) -> Finding:
    return finding
