"""What the auditor reads, refuses and reports; which cells it names is tested by enumeration."""

import ast
from pathlib import Path

import pandas as pd
import pytest
from enumerated_counts import grid, table

from sosiaali_lib.disclosure import (
    TOTAL,
    attack,
    audit,
    auditor,
    fitting,
    protect,
    register,
    rigid,
    rounding,
    tied,
    ways,
)

ROW = [("a", None), ("b", 8), (TOTAL, 11)]


def test_it_names_table_cell_and_dimensions_but_never_the_number():
    wide = grid(["alue", "syy"], ["x", "y"], "p . 9 12\nq 20 8 28\ntot 23 17 40")
    found = audit({"rivi": (table(["kunta"], ROW, "kaynnit"), ["kunta"], None),
                   "taulu": (wide, ["alue", "syy"], None)})  # fmt: skip
    assert found.attacker == "strict"
    assert found.n_hidden == 2
    assert not found.ok
    assert found.derivable.columns.tolist() == ["table", "cell", "kunta", "alue", "syy"]
    assert found.derivable[["table", "cell"]].to_numpy().tolist() == [
        ["rivi", "kunta=a"],
        ["taulu", "alue=p, syy=x"],
    ]


def test_a_pointless_secondary_is_named_too():
    row = [("a", None), ("b", 8), ("c", 20), (TOTAL, 40)]
    assert not audit({"t": (table(["x"], row), ["x"], None)}).ok  # the hidden cell is 12


def test_everything_hidden_is_safe_and_an_open_table_has_nothing_to_find():
    assert audit({"t": (table(["x"], [("a", None), (TOTAL, None)]), ["x"], None)}).ok
    assert audit({"t": (table(["x"], [("a", 4), (TOTAL, 4)]), ["x"], None)}).ok


def test_a_number_left_in_a_hidden_row_is_derivable():
    frame = table(["x"], [("a", None), ("b", None), (TOTAL, 11)])
    frame.loc[0, "n"] = 3
    assert audit({"t": (frame, ["x"], None)}).derivable["cell"].tolist() == ["x=a", "x=b"]


def test_a_figure_shown_in_one_table_is_known_in_the_other():
    one = grid(["alue", "syy"], ["x", "y"], "p . . .\nq . . .\ntot 10 20 30")
    other = table(["alue"], [("p", 12), ("q", 18), (TOTAL, 30)])
    named = audit({"one": (one, ["alue", "syy"], None), "other": (other, ["alue"], None)})
    assert named.derivable["cell"].tolist() == ["alue=p, syy=yhteensä", "alue=q, syy=yhteensä"]
    apart = other.rename(columns={"n": "kaynnit"})
    assert audit({"one": (one, ["alue", "syy"], None), "other": (apart, ["alue"], None)}).ok


def test_tables_in_a_ring_are_attacked_through_their_joint_table():
    # Area p has topic x alone and topic y is unknown there, so month u of p is month u of x.
    ab = grid(["alue", "syy"], ["x", "y"], "p 5 0 5\nq 0 7 7\ntot 5 7 12")
    bc = grid(["syy", "kk"], ["u", "v"], "x 3 2 5\ny 4 3 7\ntot 7 5 12")
    ac = grid(["alue", "kk"], ["u", "v"], "p . . 5\nq . . 7\ntot 7 5 12")
    pair = {"ac": (ac, ["alue", "kk"], None), "ab": (ab, ["alue", "syy"], None)}
    assert audit(pair, attacker="plain").ok
    ring = {**pair, "bc": (bc, ["syy", "kk"], None)}
    assert len(audit(ring, attacker="plain").derivable) == 4


def test_the_tables_are_not_changed():
    frame = table(["x"], ROW)
    before = frame.copy(deep=True)
    audit({"t": (frame, ["x"], None)})
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("frame", "options", "message"),
    [
        (table(["x"], ROW), {"attacker": "nosy"}, r"`attacker` is 'nosy'; expected one of 'plain', 'strict', 'self'\."),
        (table(["x"], ROW), {"zeros": "maybe"}, r"`zeros` is 'maybe'; expected 'shown' or 'hidden'\."),
        (table(["x"], ROW).drop(columns="hidden"), {}, r"table 't' has no column 'hidden'"),
        (table(["x"], ROW).assign(m=1), {}, r"table 't' has the columns 'n', 'm' besides"),
        (table(["x"], [("a", 2.5), (TOTAL, 2.5)]), {}, r"table 't': x=a is 2\.5, not a whole count"),
        (table(["x"], [*ROW, ("a", 1)]), {}, r"table 't': x=a stands twice"),
        (table(["x"], ROW).assign(hidden=False), {}, r"table 't': x=a is neither hidden nor a number"),
        (table(["x"], [("a", 1), ("b", 8), (TOTAL, 11)]), {}, r"No counts fit the published figures"),
        (table(["x"], [("a", None), ("b", 12), (TOTAL, 11)]), {}, r"No counts fit the published figures"),
        (table(["x"], [("a", None), ("b", 11), (TOTAL, 11)]), {}, r"give zeros='hidden' if zeros may be hidden"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(frame, options, message):
    with pytest.raises(ValueError, match=message):
        audit({"t": (frame, ["x"], None)}, **options)


def test_holes_in_the_grid_and_torn_figures_are_refused():
    holes = grid(["alue", "syy"], ["x", "y"], "p . 9 12\ntot 23 17 40").iloc[:-1]
    with pytest.raises(
        ValueError, match=r"table 't' lacks 1 cells of its own grid: alue=yhteensä, syy=yh"
    ):
        audit({"t": (holes, ["alue", "syy"], None)})
    one = table(["x"], [("a", 4), (TOTAL, 4)])
    two = grid(["x", "y"], ["u"], "a 5 5\ntot 5 5")
    with pytest.raises(
        ValueError, match=r"table 's': x=a, y=yhteensä is published with another number"
    ):
        audit({"t": (one, ["x"], None), "s": (two, ["x", "y"], None)})


def test_a_ring_too_large_to_attack_is_refused():
    size = 60
    codes = [f"c{i:02}" for i in range(size)]
    pairs = [("a", "b"), ("a", "c"), ("b", "c")]
    tables = {}
    for by in pairs:
        rows = [(p, q, 1) for p in codes for q in codes]
        rows += [(p, TOTAL, size) for p in codes] + [(TOTAL, q, size) for q in codes]
        tables["".join(by)] = (table(by, [*rows, (TOTAL, TOTAL, size * size)]), by, None)
    with pytest.raises(
        ValueError, match=r"Tables of `n` over 'a', 'b', 'c' run in a ring; their joint table has 2"
    ):
        audit(tables)


def test_a_protected_table_brings_its_own_policy():
    counts = pd.DataFrame({"x": list("abc"), "n": [0, 2, 9]})
    shown, hidden = protect(counts, ["x"]), protect(counts, ["x"], zeros="hidden")
    assert (shown.floor, hidden.floor) == (1, 0)
    assert audit({"shown": shown}).ok
    assert audit({"hidden": hidden}).ok


def test_the_auditor_shares_no_code_with_the_search_for_patterns():
    # The solver is only the way to HiGHS, the same library for both. A null space can only make the
    # attacker suspicious: what it says cannot move is taken for found out.
    own_files = {"attack", "fitting", "register", "rigid", "rounding", "tied", "ways"}
    shared = own_files | {"hierarchy", "naming", "null_space", "published", "solver"}
    for module in (auditor, attack, fitting, register, rigid, rounding, tied, ways):
        tree = ast.parse(Path(module.__file__).read_text("utf-8"))
        names = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
        own = {
            name.rsplit(".", 1)[1] for name in names if name.startswith("sosiaali_lib.disclosure.")
        }
        assert own <= shared
