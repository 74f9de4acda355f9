"""Every fault is named with what was expected and what to do; true numbers stay out of messages."""

import pickle
from types import SimpleNamespace

import pandas as pd
import pytest

from sosiaali_lib.disclosure import TOTAL, ProtectionError, protect, protect_linked, suppression

GOOD = pd.DataFrame({"alue": ["a", "b", "c"], "n": [3, 8, 21]})


def changed(**columns):
    return GOOD.assign(**columns)


@pytest.mark.parametrize(
    ("counts", "options", "message"),
    [
        (GOOD, {"by": ["kunta"]}, r"table 'counts' has no column 'kunta'; its columns are 'alue', 'n'\."),
        (GOOD, {"value": "m"}, r"table 'counts' has no column 'm'"),
        (GOOD, {"people": "h"}, r"table 'counts' has no column 'h'"),
        (GOOD, {"by": "alue"}, r"`by` is 'alue'; expected a list of different dimension columns"),
        (GOOD, {"by": ["alue", "alue"]}, r"`by` is \['alue', 'alue'\]; expected a list"),
        (GOOD, {"by": ["n"]}, r"the column names 'n' clash"),
        (changed(hidden=1), {"by": ["hidden"]}, r"the column names 'hidden' clash; `hidden` and `reason`"),
        (GOOD.iloc[:0], {}, r"table 'counts' has no rows; give at least one inner cell\."),
        (changed(alue=["a", None, "c"]), {}, r"column `alue` has empty codes; fill or drop the rows\."),
        (changed(alue=["a", "b", TOTAL]), {}, r"column `alue` holds 'yhteensä'\. Give inner cells only"),
        (changed(alue=["a", "a", "c"]), {}, r"'alue=a' more than once\. Add the rows of one cell together"),
        (changed(n=[3, -1, 21]), {}, r"column `n`: counts must be whole and not negative; not so in alue=b: -1\."),
        (changed(n=[3, 2.5, 21]), {}, r"not so in alue=b: 2\.5\. Correct these rows"),
        (changed(n=[3, None, 21]), {}, r"not so in alue=b: nan"),
        (changed(h=[1, 1, -2]), {"people": "h"}, r"column `h`: counts must be whole .* alue=c: -2"),
        (GOOD, {"threshold": 2}, r"`threshold` is 2; expected at least 3, so that counts of 1 and 2"),
        (GOOD, {"threshold": 4.5}, r"`threshold` is 4\.5; expected a whole number, such as 5\."),
        (GOOD, {"zeros": "gone"}, r"`zeros` is 'gone'; expected 'shown' or 'hidden'\."),
        (GOOD, {"hierarchies": {"alue": {"a": "g", "g": "h", "h": "a"}}}, r"runs in a circle: a → g → h → a\."),
        (GOOD, {"hierarchies": {"alue": {TOTAL: "g"}}}, r"'yhteensä' stands as a child"),
        (GOOD, {"hierarchies": {"alue": {"a": "c"}}}, r"column `alue`: 'c' is a group of other inner codes"),
        (GOOD, {"sensitive": pd.DataFrame({"kunta": ["a"]})}, r"the list of cells has no column 'alue'"),
        (GOOD, {"sensitive": pd.DataFrame({"alue": ["z"]})}, r"has no cell 'alue=z', which `sensitive` or `fixed`"),
        (GOOD, {"fixed": pd.DataFrame({"alue": ["a"]})}, r"`fixed` needs a column `hidden` with True"),
        (GOOD, {"fixed": pd.DataFrame({"alue": ["b"], "n": [9], "hidden": [False]})}, r"the counts differ from what `fixed` says is public, in alue=b\."),
    ],
)  # fmt: skip
def test_faulty_input_is_refused(counts, options, message):
    arguments = {"by": ["alue"]} | options
    by = arguments.pop("by")
    with pytest.raises(ValueError, match=message):
        protect(counts, by, **arguments)


def test_a_small_figure_that_is_already_public_is_named():
    fixed = pd.DataFrame({"alue": ["a", "b"], "hidden": [False, False]})
    with pytest.raises(
        ProtectionError, match=r"already public: counts: alue=a\. Take them out"
    ) as caught:
        protect(GOOD, ["alue"], fixed=fixed)
    assert caught.value.cells == ("counts: alue=a",)


def test_an_impossible_demand_names_the_cells_and_not_the_numbers():
    counts = changed(n=[3, 7777, 8888])
    fixed = pd.DataFrame({"alue": ["b", "c", TOTAL], "hidden": False})
    with pytest.raises(
        ProtectionError, match=r"keeps these cells from being computed: counts: alue=a\. Merge"
    ) as caught:
        protect(counts, ["alue"], fixed=fixed)
    assert "3" not in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.cells) == (str(caught.value), caught.value.cells)


def test_a_result_that_the_auditor_opens_is_not_given(monkeypatch):
    opened = pd.DataFrame({"table": ["counts"], "cell": ["alue=a"]})
    monkeypatch.setattr(
        suppression, "audit", lambda *_, **__: SimpleNamespace(ok=False, derivable=opened)
    )
    with pytest.raises(
        ProtectionError, match=r"The audit could compute hidden cells.*: counts: alue=a\."
    ):
        protect(GOOD, ["alue"])


TWO = {"t": GOOD, "s": pd.DataFrame({"alue": ["a", "b", "c"], "kk": [1, 1, 2], "n": [3, 9, 21]})}
BY = {"t": ["alue"], "s": ["alue", "kk"]}


@pytest.mark.parametrize(
    ("tables", "by", "options", "message"),
    [
        ({}, {}, {}, r"`tables` is empty"),
        (TWO, {"t": ["alue"]}, {}, r"`by` has no entry for table 's'; it has 't'\."),
        (TWO, BY, {"value": {"t": "n"}}, r"`value` has no entry for table 's'"),
        (TWO, BY, {"people": {"t": None}}, r"`people` has no entry for table 's'"),
        (TWO, BY, {"fixed": {"u": GOOD}}, r"`fixed` names 'u'; the tables are 't', 's'\."),
        (TWO, BY, {"sensitive": {"u": GOOD}}, r"`sensitive` names 'u'; the tables are 't', 's'\."),
        (TWO, BY, {}, r"Linked tables disagree on 2 figures: t: alue=b \(tables 't', 's'\), t: alue=yhteensä"),
    ],
)  # fmt: skip
def test_faulty_sets_of_tables_are_refused(tables, by, options, message):
    with pytest.raises(ValueError, match=message):
        protect_linked(tables, by, **options)


def ring(size=2, **numbers):
    codes = [f"c{i}" for i in range(size)]
    pairs = {"ab": ["a", "b"], "ac": ["a", "c"], "bc": ["b", "c"]}
    return {
        name: pd.DataFrame(
            [(p, q, numbers.get(name, {}).get(p + q, 1)) for p in codes for q in codes],
            columns=[*by, "n"],
        )
        for name, by in pairs.items()
    }, pairs


def test_a_ring_without_a_joint_table_is_refused():
    # c0 of a goes with c0 of b, c0 of b with c0 of c, but c0 of a with c1 of c.
    same = {"c0c0": 1, "c0c1": 0, "c1c0": 0, "c1c1": 1}
    crossed = {"c0c0": 0, "c0c1": 1, "c1c0": 1, "c1c1": 0}
    tables, by = ring(ab=same, bc=same, ac=crossed)
    with pytest.raises(
        ValueError, match=r"No joint table over 'a', 'b', 'c' has the figures of the tables 'ab'"
    ):
        protect_linked(tables, by)


def test_a_ring_too_large_is_refused():
    tables, by = ring(size=60)
    with pytest.raises(ValueError, match=r"run in a ring; their joint table has 216000 cells"):
        protect_linked(tables, by)
