"""What single persons can calculate, against one fixed point after another."""

from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from sosiaali_lib.release_audit import insiders
from sosiaali_lib.release_audit.bounds import tighten
from sosiaali_lib.release_audit.relations import Cell, Relations


@st.composite
def published(draw):
    """Draw figures of which some are sums of others, some are known and some hidden."""
    relations = Relations()
    n = draw(st.integers(3, 8))
    for at in range(n):
        relations.figure("t", [("alue", str(at))])
    terms = st.lists(
        st.tuples(st.integers(0, n - 1), st.sampled_from([1, 1, -1, -1, 2])), min_size=2, max_size=4
    )
    for tie in draw(st.lists(terms, min_size=1, max_size=5)):
        relations.tie(tie)
    for figure in draw(st.lists(st.integers(0, n - 1), min_size=n // 2, max_size=n, unique=True)):
        relations.hidden.append(Cell("t", (("alue", str(figure)),), figure))
    top = np.array(draw(st.lists(st.integers(0, 6), min_size=n, max_size=n)), dtype=float)
    low, high = tighten(relations.matrix(), np.zeros(n), top)
    assume(relations.ties and (low <= high).all())
    return relations, SimpleNamespace(low=low, high=high, closed=frozenset())


@given(published())
def test_each_person_knows_what_follows_when_his_own_cell_is_one(drawn):
    relations, solved = drawn
    rows, wanted = relations.matrix(), {cell.figure for cell in relations.hidden}
    expected = set()
    for own in wanted:
        if not solved.low[own] <= 1 <= solved.high[own]:
            continue
        low, high = solved.low.copy(), solved.high.copy()
        low[own] = high[own] = 1
        low, high = tighten(rows, low, high)
        if (low > high).any():
            continue
        several = [row for row in rows.toarray() if (row[solved.low < solved.high] != 0).sum() > 1]
        for other in wanted - {own}:
            part_of = any(row[own] * row[other] < 0 for row in several)
            # What everybody knows already is not his finding.
            news = low[other] == high[other] and solved.low[other] < solved.high[other]
            if news and not part_of:
                expected.add(other)
    with patch.object(insiders, "STEPS", 10**6):
        found = {int(one.place[0][1]) for one in insiders.findings(relations, solved)}
    assert found == expected


def test_few_or_many_persons_in_one_go_are_the_same():
    relations = Relations()
    for at in range(40):
        whole, one, other = (relations.figure("t", [("alue", f"{at}{x}")]) for x in "wab")
        relations.know(whole, 7)
        relations.add_up(whole, [one, other])
        relations.hidden += [
            Cell("t", (("alue", f"{at}{x}"),), f) for x, f in (("a", one), ("b", other))
        ]
    n = relations.size
    known = np.full(n, np.inf)
    known[list(relations.known)] = 7
    low = np.where(np.isfinite(known), known, 0)
    solved = SimpleNamespace(low=low, high=known, closed=frozenset())
    low, high = tighten(relations.matrix(), solved.low, solved.high)
    solved = SimpleNamespace(low=low, high=high, closed=frozenset())
    every = [one.place for one in insiders.findings(relations, solved)]
    with patch.object(insiders, "TOGETHER", 3):
        assert [one.place for one in insiders.findings(relations, solved)] == every
    assert len(every) == 80  # 7 less his 1 is the other
