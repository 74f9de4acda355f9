"""A student's answers with the teacher's tests: what is run when a submission is graded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sosiaali_lib.teaching.cells import Mark, mark
from sosiaali_lib.teaching.session import Session
from sosiaali_lib.teaching.versions import students


@dataclass(frozen=True)
class Step:
    """One cell to run; `test` is the `grade_id` of a test and None elsewhere.

    `given` tells the teacher's own set-up, whose imports may take their time.
    """

    code: str
    test: str | None = None
    given: bool = False


@dataclass(frozen=True)
class Work:
    """What is run, and what a teacher should know of the notebook."""

    steps: tuple[Step, ...]
    deleted: tuple[str, ...]  # answers whose cell is gone or no longer code
    unanswered: tuple[str, ...]  # answers that are as they were handed out
    written: tuple[str, ...]  # answers in words that wait for a reader


def rebuild(session: Session, notebook: dict[str, Any]) -> Work:
    """Put the teacher's tests and read-only cells into a student's notebook.

    Tests and read-only cells are always the teacher's: a changed one is put right, a deleted one
    comes back after the marked cell that precedes it in the session, and of a doubled one the last
    counts. All other code of the student is run as it stands.
    """
    roles = session.roles
    own: list[tuple[str, dict[str, Any]]] = []
    for cell in notebook["cells"]:
        given = mark(cell)
        own.append((given.grade_id if given and given.grade_id in roles else "", cell))
    answers = {
        name: cell for name, cell in own if name and _answers(roles[name][0], roles[name][1], cell)
    }
    order = _restored(session, [name for name, _cell in own])
    steps = []
    for name, place in order:
        cell = own[place][1] if place is not None else None
        if name and not roles[name][0].solution:
            role, source = roles[name]
            if source["cell_type"] == "code":
                test = name if role.is_test else None
                steps.append(Step(source["source"], test, given=not role.is_test))
        elif cell is not None and cell["cell_type"] == "code":
            steps.append(Step(cell["source"]))
    handed_out = {role.grade_id: cell["source"] for role, cell in _solutions(students(session))}
    wanted = [role for role, _cell in roles.values() if role.solution]
    there = [role for role in wanted if role.grade_id in answers]
    same = {
        role.grade_id
        for role in there
        if answers[role.grade_id]["source"].strip() == handed_out[role.grade_id].strip()
    }
    return Work(
        steps=tuple(steps),
        deleted=tuple(role.grade_id for role in wanted if role.grade_id not in answers),
        unanswered=tuple(role.grade_id for role in there if role.grade_id in same),
        written=tuple(
            role.grade_id for role in there if role.by_hand and role.grade_id not in same
        ),
    )


def _answers(role: Mark, source: dict[str, Any], cell: dict[str, Any]) -> bool:
    return role.solution and bool(cell["cell_type"] == source["cell_type"])


def _solutions(notebook: dict[str, Any]) -> list[tuple[Mark, dict[str, Any]]]:
    return [(role, cell) for cell in notebook["cells"] if (role := mark(cell)) and role.solution]


def _restored(session: Session, names: list[str]) -> list[tuple[str, int | None]]:
    """Give the cells in the order they are run: name and place in the student's notebook.

    A place of None is a cell of the session that the student's notebook lacks.
    """
    fixed = {name for name, (role, _cell) in session.roles.items() if not role.solution}
    last = {name: place for place, name in enumerate(names) if name}
    order: list[tuple[str, int | None]] = [
        (name, place)
        for place, name in enumerate(names)
        if name not in fixed or last[name] == place
    ]
    before: str | None = None
    for name in session.roles:
        if name in fixed and name not in last:
            at = 0
            if before is not None:
                at = 1 + max(i for i, (other, _place) in enumerate(order) if other == before)
            order.insert(at, (name, None))
        if name in fixed or name in last:
            before = name
    return order
