"""Single cases; the expected readings are those of the authorities that give the numbers out."""

import pickle
import random
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import identity_codes
from sosiaali_lib.messages import LANGUAGES, _, use
from sosiaali_lib.textscan import KINDS, SURENESS, default_names, scan, scan_certain

# Published examples of the Digital and Population Data Services Agency and generated codes, all of
# the artificial range 900–999.
VALID = [
    "010594Y9032", "010516B903X", "020594X903P", "010594Y9021", "100190-999P", "100190Y999P",
    "150680+947P", "150680-947P", "150680Y947P", "150680X947P", "150680W947P", "150680V947P",
    "150680U947P", "150610A947M", "150610B947M", "150610C947M", "150610D947M", "150610E947M",
    "150610F947M", "290200A9510",
]  # fmt: skip


def kinds(text):
    return [(one.kind, one.sure) for one in scan(text)]


@pytest.mark.parametrize("code", VALID)
@pytest.mark.parametrize(
    "written",
    [
        "{}", "{}.", "({}),", "hetu_{}.pdf", "Tunnus {} kirjattiin.", "\n{}\n", "hetu:{}",
    ],
)  # fmt: skip
def test_every_sign_of_the_reform_is_certain(code, written):
    assert kinds(written.format(code)) == [("identity_code", "certain")]
    assert kinds(written.format(code.lower())) == [("identity_code", "certain")]


@pytest.mark.parametrize(
    "text",
    [
        "100190–999P", "100190−999P", "100190‑999P", "100190—999P", "10 01 90 - 999 P",
        "100190 -999P", "100190- 999P", "100190-\n999P", "10.01.90-999P", "1 0 0 1 9 0 - 9 9 9 P",
        "O10594Y9O32", "010594Y\n9032", "010594 Y9032", "010594\u200bY9032", "０１０５９４Y９０３２",
        "100190\u00ad999P", "01059\u20604Y9032",
    ],
)  # fmt: skip
def test_mistyped_split_and_hidden_codes_are_certain_when_the_check_is_right(text):
    assert kinds(f"Tunnus {text} oli.") == [("identity_code", "certain")]


@pytest.mark.parametrize("text", ["010190-999K", "010190Y999K"])
def test_a_wrong_check_character_is_likely(text):
    assert kinds(f"Tunnus {text}.") == [("identity_code", "likely")]


def test_a_code_without_its_sign_is_likely():
    assert kinds("Tunnus oli 100190999P.") == [("identity_code", "likely")]


@pytest.mark.parametrize(
    "text",
    [
        "310298-999X", "290201A999T", "320194-999X", "011394-999X", "AB010594Y9032", "010594Y90321",
        "1.1.1990-999", "123456-789",
    ],
)  # fmt: skip
def test_what_cannot_be_a_code_is_not_one(text):
    assert "identity_code" not in [kind for kind, _sure in kinds(text)]


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.integers(900, 999))
def test_every_artificial_code_is_found_however_it_is_split(day, number):
    digits = f"{day:%d%m%y}{number:03}"
    sign = "-" if day.year < 2000 else "A"
    code = digits[:6] + sign + digits[6:] + identity_codes.check_character(digits)
    found = scan(f"Hän on {code}, kai.")
    assert [(one.kind, one.text, one.sure) for one in found] == [("identity_code", code, "certain")]
    rng = random.Random(number)
    split = "".join(letter + rng.choice(["", " ", "\n"]) for letter in code).strip()
    assert [one.sure for one in scan(f"x; {split}, kai.") if one.kind == "identity_code"] == [
        "certain"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Soita 040 123 4567", [("phone", "certain")]),
        ("Soita 040\u00a0123\u00a04567", [("phone", "certain")]),
        ("Soita (040) 1234567", [("phone", "certain")]),
        ("+358 (0)40 123 4567", [("phone", "certain")]),
        ("Numero 08 123 4567", [("phone", "certain")]),
        ("Käy 09-1234567 siellä", [("phone", "likely")]),
        ("Puh. 123 4567", [("phone", "likely")]),
        ("Hätänumero 112, päivystys 116117", []),
        ("Neuvonta 0800 123 456 ja 0295 123 456", []),
        ("Vuodet 2018-2019, kello 08-16", []),
        ("Lasku 08.12.2019 ja 0,45 euroa", []),
    ],
)
def test_telephone_numbers(text, found):
    assert [one for one in kinds(text) if one[0] == "phone"] == found


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("a.b@example.fi", "certain"),
        ("A_B+c@sub.example.co.uk,", "certain"),
        ("nimi (at) example.fi", "certain"),
        ("nimi[ät]example.fi", "certain"),
        ("nimi ät example piste fi", "likely"),
        ("nimi @ example.fi", "certain"),
    ],
)
def test_e_mail_addresses(text, sure):
    assert kinds(text) == [("email", sure)]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        # ISO 13616 examples of the registry and of Finanssiala.
        ("FI21 1234 5600 0007 85", "certain"),
        ("fi2112345600000785", "certain"),
        ("DE89 3704 0044 0532 0130 00", "certain"),
        ("NO9386011117947", "certain"),
        ("FI21 1234 5600 0007 86", "likely"),
    ],
)
def test_account_numbers(text, sure):
    assert kinds(f"Tili {text}.") == [("iban", sure)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ABC-123 pihassa", [("plate", "likely")]),
        ("auton rek. abc 12", [("plate", "likely")]),
        ("Bilen IJK 456", [("plate", "likely")]),
        ("PHQ-9, GAD-7, ICD-10 ja SHA-256", []),
        ("Autolla 12 kilometriä", []),
    ],
)
def test_registration_numbers(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Asuu Kauppakadulla 5 B 12 yksin", "Kauppakadulla 5 B 12"),
        ("Osoite Ristolantie 3 as 4.", "Ristolantie 3 as 4"),
        ("Bor på Storgatan 5 nu", "Storgatan 5"),
        ("kauppakatu 5", "kauppakatu 5"),
        ("Iso Roobertinkatu 20-22 A 5", "Iso Roobertinkatu 20-22 A 5"),
    ],
)
def test_street_addresses(text, part):
    assert [(one.kind, one.text) for one in scan(text)] == [("address", part)]


@pytest.mark.parametrize(
    "text",
    [
        "Valtatie 5 ja kantatie 89", "Loppuraportti 2019", "Indikaattori 127", "Tie 5 kilometriä",
        "Sektori 3", "Kauppatori on täynnä",
    ],
)  # fmt: skip
def test_roads_reports_and_indicators_are_no_addresses(text):
    assert scan(text) == []


@pytest.mark.parametrize(
    "form",
    [
        "Virtasen", "Virtaselle", "Virtasta", "Virtaset", "Virtasten", "Mattilaisella", "Marjan",
        "Mikolta", "Mikkoa", "Pekan", "Pekkakin", "Matin", "Antilta", "Heikille", "Riitalle", "Kertun",
        "Tuomaksen", "Markuksella", "Hanneksesta", "Mäen", "Mäkisen", "Laineen", "Niemestä",
        "Lehdon", "Virran", "Rinteen", "Lindqvistin", "Lindqvists", "Danielin", "Elisabetille",
        "Annas", "Helenan", "Marja-Liisalta", "Ulla-Brittas",
    ],
)  # fmt: skip
def test_inflected_names_are_found_within_a_sentence(form):
    found = scan(f"Eilen tavattiin {form} kanssa.")
    assert [(one.kind, one.text, one.sure) for one in found] == [("name", form, "likely")]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Onni on oma koti.", "Onni Kinnunen on täällä."),
        ("Toivo paremmasta kantaa.", "Toivo kertoi veloistaan."),
        ("Valo tulee ikkunasta.", "Ryhmässä Valo oli hiljaa."),
        ("Suvi oli kuiva.", "Suvi sanoi sen itse."),
        ("Aamu on vaikea.", "Aamu Leinonen tuli."),
        ("Rauha puuttuu.", "Asiakas Rauha haki tukea."),
        ("Mäki on jyrkkä.", "Tuttu mies, Mäki, lähti."),
        ("Laine löi rantaan.", "Rva Laine odotti."),
        ("Kajaanissa on torstai.", "Pekka Kajaani haki tukea."),
        ("Hans situation är svår.", "Klienten Hans kom."),
        ("Björn har setts.", "Björn ringde."),
        ("Hope is needed.", "Client Hope called."),
    ],
)
def test_words_are_told_from_names_by_what_stands_beside_them(word, name):
    assert scan(word) == []
    assert [one.kind for one in scan(name)] == ["name"]


def test_titles_and_roles_make_an_unknown_word_a_name():
    assert [(f.text, f.sure) for f in scan("Rouva Xyrberman odotti.")] == [("Xyrberman", "likely")]
    assert [(f.text, f.sure) for f in scan("Eilen asiakas Xyrberman odotti.")] == [
        ("Xyrberman", "possible")
    ]
    assert [f.text for f in scan("Tapaus K.M. ja asiakas P.")] == ["K.M.", "P"]


def test_names_are_never_certain_and_each_finding_says_why_in_three_languages():
    found = scan("Pekka Korhonen, 040 123 4567, a@example.fi, Kauppakatu 5, 87100 Kajaani")
    assert [one.kind for one in found] == ["name", "phone", "email", "address", "postal_place"]
    assert all(one.sure != "certain" for one in found if one.kind == "name")
    for lang in LANGUAGES:
        with use(lang):
            assert all(one.reason and one.label for one in found)
            assert len({_(text) for text in KINDS.values()}) == len(KINDS)
            assert len({_(text) for text in SURENESS.values()}) == len(SURENESS)


def test_a_finding_does_not_show_its_text_and_survives_pickling():
    (found,) = scan("Soita 040 123 4567")
    assert "123" not in repr(found)
    assert pickle.loads(pickle.dumps(found)) == found


@given(st.text(max_size=200))
def test_findings_stand_in_order_apart_and_where_they_say(text):
    found = scan(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert scan_certain(text) == [one for one in found if one.sure == "certain"]


def test_an_own_list_adds_names_and_passes_over_words(tmp_path):
    (tmp_path / "etunimet.txt").write_text("# omat\nXyla\n", "utf-8")
    (tmp_path / "sukunimet.txt").write_text("Qvorrinen", "utf-8")
    (tmp_path / "ohitettavat.txt").write_text("seppo", "utf-8")
    names = default_names().with_own(tmp_path)
    text = "Eilen Xylalle ja Qvorrisen luona Seppo oli."
    assert [one.text for one in scan(text, names=names)] == ["Xylalle", "Qvorrisen"]
    assert [one.text for one in scan(text)] == ["Qvorrisen", "Seppo"]
    assert default_names().with_own(tmp_path / "no").firsts == default_names().firsts


def test_an_own_list_in_another_encoding_is_refused(tmp_path):
    from sosiaali_lib.datafiles import DataFileError

    (tmp_path / "etunimet.txt").write_bytes("Åsa".encode("latin-1"))
    with pytest.raises(DataFileError, match=r"etunimet\.txt:\n  The file is not UTF-8 text"):
        default_names().with_own(tmp_path)


HOSTILE = [
    "a", "1", "@", "a@", "a.", "a-", "A-", "0 ", "+0", "01 ", "Aa ", "FI21 ", "synt. ", "auto ",
    " ", "\n", "pekka ", "asiakas ", "www.", "010190 ", "asiakasnumero ", "ig: ", "x at y piste ",
    "(0", "1.1.", "K.", "\u200b", "facebook.com/", "Kauppakatu ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_hostile_texts_take_time_in_proportion_to_their_length(piece):
    """A search that goes back over what it has read would not come to an end here."""
    text = piece * (60_000 // len(piece))
    found = scan(text)
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_megabyte_in_one_cell_is_scanned_to_its_end():
    text = "ja apua saa vasta myöhään, kun jono on pitkä, " * 22_000 + "soita Mikolle."
    assert len(text) > 1_000_000
    assert [one.text for one in scan(text)] == ["Mikolle"]
