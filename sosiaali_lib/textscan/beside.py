"""Words beside a name that tell of a person: titles, roles, verbs of what people do."""

from __future__ import annotations

from functools import cache

from sosiaali_lib.textscan.stems import endings, stems


def words(text: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(text.split())


# After these a capital is hardly ever anything but a name.
TITLES = words(
    "rva rouva rouvan rouvalle hra herra herran herralle nti neiti neidin tri tohtori tohtorin prof "
    "herr fru fröken dr mr mrs ms miss sir nimeni nimesi heter"
)
_ROLES = words(
    "asiakas potilas hakija äiti isä poika tytär tyttö vaimo mies puoliso veli sisko sisar mummo vaari "
    "ukki isoäiti isoisä serkku täti setä eno naapuri ystävä kaveri lapsi vauva nuori kaksonen "
    "työntekijä sosiaalityöntekijä sosiaaliohjaaja palveluohjaaja ohjaaja lääkäri hoitaja "
    "sairaanhoitaja lähihoitaja psykologi terapeutti opettaja johtaja päällikkö esimies tulkki diakoni "
    "pastori poliisi edunvalvoja avustaja tukihenkilö vuokranantaja vuokralainen isännöitsijä "
    "päihdetyöntekijä etsivä kuntosaliohjaaja kunnanjohtaja perhe"
)
_SWEDISH_ROLES = words(
    "klient klienten patient patienten son sonen dotter dottern man mannen hustru hustrun fru make "
    "maken mamma mamman pappa pappan mor far bror syster granne grannen vän vännen barnet pojken "
    "flickan socialarbetare socialarbetaren handledare handledaren läkare läkaren skötare skötaren "
    "lärare läraren tolk tolken familjen intressebevakare intressebevakaren "
    "client patient son daughter husband wife mother father brother sister neighbour friend worker "
    "nurse doctor teacher landlord interpreter"
)
# Verbs that hardly any thing does.
ACTS = words(
    "kertoi kertoo kertonut sanoi sanoo sanonut soitti soittaa pyysi pyytää asuu asui muutti muuttaa "
    "haki hakee halusi haluaa tarvitsi tarvitsee itki itkee lupasi lupaa neuvoi auttoi pelkää pelkäsi "
    "juo joi kuunteli nukkui nukkuu lähti odotti toivoi kävi vastasi kirjoitti kysyi "
    "berättade berättar sade sa säger ringde ringer bor bodde flyttade behöver bad väntade lovade grät "
    "said says told tells called lives lived asked needs wants moved cried visited"
)


# Of whom one has such a relation, it is a person: “Onnin äiti”.
KIN = words(
    "äiti äidin isä isän vaimo vaimon mies miehen poika tytär lapsi lapset veli sisko mummo vaari "
    "puoliso kaveri ystävä mamma pappa bror syster son dotter man fru mother father son daughter "
    "brother sister husband wife"
)


def is_role(word: str) -> bool:
    """Whether a word in small letters is said of a person before a name."""
    return word in TITLES or word in _SWEDISH_ROLES or word in _role_forms()


@cache
def _role_forms() -> frozenset[str]:
    plain = [ending for ending in endings() if len(ending) <= 3]
    return frozenset(
        stem + ending for role in _ROLES for stem in stems(role) for ending in ["", *plain]
    )
