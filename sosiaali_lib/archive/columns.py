"""What the columns of a release mean that no form describes."""

from __future__ import annotations

from sosiaali_lib.archive.model import SEVERAL
from sosiaali_lib.cells import NO_AREA, TOTAL
from sosiaali_lib.messages import N_
from sosiaali_lib.tabulation.base import CHOSEN, MISSING, NO, NONE, YES

MEANINGS = {
    "alue": N_("Area: three digits for a municipality, two for a county"),
    "luokka": N_("What is counted"),
    "ryhma": N_("Group"),
    "piilotettu": N_("Whether the numbers of the row are hidden to protect people"),
    SEVERAL: N_(
        "Whether one row of the form may be counted in several rows of the table, so that they do "
        "not add up"
    ),
    "n": N_("Number of rows of the form"),
    "ka": N_("Mean"),
    "ala": N_("Lower limit of the 95 % interval"),
    "yla": N_("Upper limit of the 95 % interval"),
    "aihe": N_("Topic"),
    "aiheita": N_("Number of topics in a visit"),
    "pari": N_("Two topics of one visit, joined with a semicolon"),
    "raha": N_("Whether money was talked about"),
    "maininnat": N_("Number of visits in which the topic came up"),
    "kaynnit": N_("Number of visits"),
    "kuukausi": N_("Month"),
    "tunne_n": N_("Number of visits with the worker's feeling"),
    "tunne_ka": N_("Mean of the worker's feeling, 1–5"),
    "vakiluku": N_("Population"),
    "vakiluku_vuosi": N_("Year of the population"),
    "kaynnit_1000": N_("Visits per 1,000 inhabitants"),
    "kaynnit_ala": N_("Visits per 1,000 inhabitants: lower limit of the 95 % interval"),
    "kaynnit_yla": N_("Visits per 1,000 inhabitants: upper limit of the 95 % interval"),
    "keskusteltu_1000": N_("People talked with per 1,000 inhabitants"),
    "keskusteltu_ala": N_(
        "People talked with per 1,000 inhabitants: lower limit of the 95 % interval"
    ),
    "keskusteltu_yla": N_(
        "People talked with per 1,000 inhabitants: upper limit of the 95 % interval"
    ),
    "osa": N_("Part of the instrument: a scale or an item"),
    "ka_alku": N_("Mean at the start"),
    "ka_loppu": N_("Mean at the end"),
    "muutos": N_("Mean change from start to end"),
    "henkilot": N_("Number of people"),
    "lomake": N_("Form"),
    "luettu": N_("Rows read"),
    "kaytetty": N_("Rows used"),
    "hylatty": N_("Rows rejected for their faults"),
    "jakson_ulkopuolella": N_("Rows outside the reporting period"),
    "puolivuosi": N_("Half-year"),
    "kuukausi_puolivuodessa": N_("Month of the half-year, from 1"),
    "todettu": N_("Whether the need was found"),
    "asiakas": N_("Whether the client mentioned the need"),
    "nakemys": N_("View of the need"),
    "tulos": N_("Outcome"),
    "vuosi": N_("Year"),
    "teema": N_("Theme"),
    "tila": N_("Which measurements a person has"),
    "vastaus": N_("Answer"),
    CHOSEN: N_("Whether the code was chosen"),
}
"""Column of a release → its meaning, where no form has the column."""
OWN_MEANING = ("ala", "yla", "ka", "n", "alue", "ryhma", "luokka", "tila", "vastaus", "osa")
"""Columns of counted tables whose names a form uses for something else."""
CODE_LISTS = {"aihe": "aiheet"}
"""Column that a release makes of another → the code list of its codes."""
OVERLAPPING = ("parit",)
"""Tables that hold a number and also a part of it, such as all at the start and those with a pair."""
SEVERAL_OF = dict.fromkeys(("aihe", "aihe_raha", "aihepari"), "aiheet")
"""Table whose codes are those of a column of several choices → the column."""
FORMS = {
    **dict.fromkeys(
        (
            "aihe", "aihe_raha", "aiheita", "aihepari", "kertymat", "keskusteltu", "kumppani",
            "kuukausi", "lasna", "luonne", "paikkatyyppi", "raha", "rakennehavainto", "tunne",
        ),
        "jalkautumiset",
    ),
    **dict.fromkeys(("muutokset", "parit", "vastaukset"), "mittaukset"),
    "asiakasmaarat_kuukaudet": "asiakasmaarat",
}  # fmt: skip
"""Table of a release that is neither declared nor a register → the form whose rows it counts."""
SPECIAL = {
    TOTAL: N_("all together"),
    MISSING: N_("Not recorded"),
    NONE: N_("None recorded"),
    NO_AREA: N_("No single area"),
    YES: N_("yes"),
    NO: N_("no"),
}
"""Codes that any counted column may hold."""
OF_FORM = "lomake"
HEADS = {
    "merkitys_": N_("Way of working"),
    "asiakasmaarat_sarja": N_("Service and, after a bar, the month"),
}
"""Beginning of a table's name → what its rows are, where they are no codes."""
THEMES = ("teema", "ylateema")
OF_THEMES = ("teema", "paateemat")
"""Beginnings of tables whose codes are themes of the organisation's own frame."""
MADE = {
    "vain_raha": N_("money alone"),
    "raha_ja_muuta": N_("money and other topics"),
    "ei_rahaa": N_("no money"),
    "ei_aihetta": N_("no topic"),
    "4_tai_useampi": N_("4 or more"),
    "vastattu": N_("need met"),
    "osittain": N_("need met in part"),
    "ei_vastattu": N_("need not met"),
    "ei_tietoa": N_("no information"),
    "ei_teemaa": N_("no theme"),
}
"""Codes that the analysis makes where no form has them, whole or joined to others."""
STATE = "tila"
PAIR_STATES = {
    "pari": N_("measured at the start and at the end"),
    "vain_alku": N_("measured at the start alone"),
    "alku": N_("measured at the start"),
}
"""States of people in the table of pairs."""
OF_OTHERS = ("indikaattorit", "kuntarajat", "vertailuryhmat")
"""Beginnings of tables that hold public data of others."""
