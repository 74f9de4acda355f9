"""Keyed pseudonyms: what they are made of, that they tell nothing, and that they can be followed."""

from __future__ import annotations

import base64
import hashlib
import pickle
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import pseudonyms
from sosiaali_lib.messages import use
from sosiaali_lib.pseudonyms import Key, KeyRing, links, normalised, pseudonymised, pseudonymiser
from sosiaali_lib.pseudonyms.naming import BITS, expanded

OLD = Key(id="abcd", secret=bytes(range(32)), created=date(2025, 1, 1))
NEW = Key(id="efg2", secret=bytes(range(1, 33)), created=date(2026, 1, 1))
RING = KeyRing((OLD, NEW))
PEOPLE = ["T001", "T002", "100190-999P"]


def by_hand(key, message):
    """HMAC-SHA-256 from its definition in RFC 2104, without the module `hmac`."""
    key = hashlib.sha256(key).digest() if len(key) > 64 else key
    key = key.ljust(64, b"\x00")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + message).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in key) + inner).digest()


@pytest.mark.parametrize(
    ("key", "message", "expected"),
    [
        # RFC 4231, test cases 1, 2, 3, 4, 6 and 7.
        (b"\x0b" * 20, b"Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (b"Jefe", b"what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (b"\xaa" * 20, b"\xdd" * 50,
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        (bytes(range(1, 26)), b"\xcd" * 50,
         "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        (b"\xaa" * 131, b"Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        (b"\xaa" * 131, b"This is a test using a larger than block-size key and a larger than "
         b"block-size data. The key needs to be hashed before being used by the HMAC algorithm.",
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ],
)  # fmt: skip
def test_the_reckoning_of_these_tests_gives_the_published_vectors(key, message, expected):
    assert by_hand(key, message).hex() == expected


def test_subkeys_are_those_of_hkdf():
    # RFC 5869, appendix A.1: the pseudorandom key, the info, and the first 32 bytes that come out.
    key = bytes.fromhex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
    info = bytes.fromhex("f0f1f2f3f4f5f6f7f8f9")
    expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    assert expanded(key, info).hex() == expected


@pytest.mark.parametrize(
    ("identifier", "text"), [("T 001", "t-001"), ("100190–999p", "100190-999P"), ("Ä1", "ä1")]
)
def test_a_pseudonym_is_the_hmac_of_the_identifier_under_the_subkey_of_the_purpose(
    identifier, text
):
    subkey = by_hand(OLD.secret, b"sosiaali_lib pseudonym 1\x00kajaani 2026\x01")
    letters = base64.b32encode(by_hand(subkey, text.encode("utf-8"))[:10]).decode().lower()
    assert pseudonymiser(OLD, "Kajaani  2026")(identifier) == f"abcd-{letters}"


def test_a_pseudonym_has_80_bits_in_16_letters_and_starts_with_its_key():
    made = pseudonymiser(NEW, "a")("T001")
    assert BITS == 80 and made.startswith("efg2-") and len(made) == 21
    assert set(made[5:]) <= set("abcdefghijklmnopqrstuvwxyz234567")
    # The birthday bound n² / 2^(bits + 1), for 100,000 people and for 5.6 million.
    assert 100_000**2 / 2 ** (BITS + 1) < 5e-15 and 5.6e6**2 / 2 ** (BITS + 1) < 1.4e-11


def test_pseudonyms_of_two_purposes_and_of_two_keys_have_nothing_in_common():
    people = [f"T{number:03}" for number in range(500)]
    made = [
        {text[5:] for text in map(pseudonymiser(key, purpose), people)}
        for key in (OLD, NEW)
        for purpose in ("Kajaani", "Kuhmo", "Kajaani 2")
    ]
    assert len(set().union(*made)) == 6 * 500


@pytest.mark.parametrize(
    "spelling", ["t 17", "T-17", " T–17 ", "Ｔ  １７", "T\u00a0-\u00a017", "t\t17", "T−17", "T\u200b 17"]
)  # fmt: skip
def test_spellings_of_one_identifier_have_one_pseudonym(spelling):
    make = pseudonymiser(OLD, "a")
    assert make(spelling) == make("T 17")


@pytest.mark.parametrize(
    ("one", "other"),
    [("1-11", "11-1"), ("T17", "T 17"), ("007", "7"), ("100190-999P", "100190Y999P"),
     ("150680+947P", "150680-947P"), ("a.1", "a1"), ("-", "--1")],
)  # fmt: skip
def test_what_may_be_two_people_never_has_one_pseudonym(one, other):
    make = pseudonymiser(OLD, "a")
    assert make(one) != make(other)


@given(st.text(max_size=12))
def test_normalising_again_changes_nothing(text):
    once = normalised(text)
    assert normalised(once) == once
    assert normalised(f"  {text}\n") == once or not text.strip()


@given(st.text(min_size=1, max_size=12))
def test_no_pseudonym_holds_its_identifier(text):
    if normalised(text):
        made = pseudonymiser(OLD, "a")(text)
        assert len(text) < 4 or text.casefold() not in made


@pytest.mark.parametrize(
    ("purpose", "identifier", "told"),
    [
        (" ", "T1", "The purpose of the pseudonyms is empty; name the data set, for instance."),
        ("a", " \u200b", "An empty identifier has no pseudonym."),
    ],
)
def test_nothing_is_made_of_nothing(purpose, identifier, told):
    with pytest.raises(ValueError, match=told):
        pseudonymiser(OLD, purpose)(identifier)


def test_a_column_keeps_its_order_its_gaps_and_its_name():
    column = pd.Series(["T1", None, "t1", "T2"], index=[3, 1, 4, 1], name="tunniste", dtype="str")
    before = column.copy()
    made = pseudonymised(column, key=OLD, purpose="a")
    make = pseudonymiser(OLD, "a")
    assert made.isna().tolist() == [False, True, False, False]
    assert made.dropna().tolist() == [make("T1"), make("T1"), make("T2")]
    assert made.index.tolist() == [3, 1, 4, 1] and made.name == "tunniste"
    pd.testing.assert_series_equal(column, before)
    assert pseudonymised(column.iloc[:0], key=OLD, purpose="a").empty


def test_a_table_is_followed_to_the_newest_generation():
    made = [pseudonymiser(OLD, "a")(PEOPLE[0]), None, pseudonymiser(NEW, "a")(PEOPLE[1])]
    table = pd.DataFrame({"tunniste": pd.Series(made, dtype="str"), "pisteet": [1, 2, 3]})
    before = table.copy()
    new = pseudonyms.rekeyed(table, PEOPLE, keys=RING, purpose="a")
    expected = [pseudonymiser(NEW, "a")(person) for person in PEOPLE[:2]]
    assert new["tunniste"].dropna().tolist() == expected and new["tunniste"].isna()[1]
    assert new["pisteet"].tolist() == [1, 2, 3]
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    ("people", "purpose", "ring"),
    [(PEOPLE[:1], "a", RING), (PEOPLE, "b", RING), (PEOPLE, "a", KeyRing((NEW,)))],
    ids=["not all people", "another purpose", "not the key"],
)
def test_a_pseudonym_leads_back_to_nobody(people, purpose, ring):
    table = pd.DataFrame({"t": pseudonymised(pd.Series(PEOPLE), key=OLD, purpose="a")})
    with pytest.raises(pseudonyms.UnknownPseudonymsError) as caught, use("en"):
        pseudonyms.rekeyed(table, people, keys=ring, purpose=purpose, column="t")
    n = len(caught.value.rows)
    assert n == (2 if people != PEOPLE else 3)
    assert str(caught.value) == (
        f"{n} rows have a pseudonym that none of the identifiers has under any generation of the "
        "key. Give the identifiers of all people of the table, the purpose that the pseudonyms were "
        "made for and the key file that they were made with."
    )
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.rows == caught.value.rows


def test_the_links_of_generations_hold_no_identifier():
    found = links([*PEOPLE, "t001"], keys=RING, purpose="a")
    assert found.columns.tolist() == ["vanha", "uusi"] and len(found) == 2 * len(PEOPLE)
    assert set(found["vanha"].str[:5]) == {"abcd-", "efg2-"}
    assert set(found["uusi"].str[:5]) == {"efg2-"}
    assert found.groupby("uusi").size().tolist() == [2, 2, 2]
    text = found.to_csv().casefold()
    assert not any(person.casefold() in text for person in PEOPLE)


def test_nobody_has_no_links():
    assert links([], keys=RING, purpose="a").empty


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Key(id="a1", secret=bytes(32), created=date(2026, 1, 1)),
         r"The id of a key is 'a1'; expected a small letter a–z and three of a–z, 2–7\."),
        (lambda: Key(id="abcd", secret=bytes(31), created=date(2026, 1, 1)),
         r"A key has at least 32 bytes; this has 31\."),
        (lambda: KeyRing(()), r"A key ring holds at least one key; this has none\."),
        (lambda: KeyRing((OLD, OLD)), r"Two keys of the ring have the same id; expected each id once"),
    ],
)  # fmt: skip
def test_keys_that_cannot_be_are_refused(make, told):
    with pytest.raises(ValueError, match=told):
        make()


def test_a_key_does_not_show_its_secret():
    for shown in (repr(RING), str(OLD), f"{NEW}"):
        assert OLD.secret.hex() not in shown and repr(OLD.secret) not in shown
        assert "secret" not in shown
