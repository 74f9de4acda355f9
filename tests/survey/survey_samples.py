"""Small samples for the survey tests.

`with_moments` makes answers of a given number, sum and sum of squares. The figures fed to it are
counted from the samples apisrs, apistrat and apiclus1 of the R package survey 4.1-1 (T. Lumley);
what R gives for them depends on these figures alone.
"""

from itertools import chain

import numpy as np

SCHOOLS = {"E": 4421, "H": 755, "M": 1018}
WHOLE_SCHOOL = {"No": 1072, "Yes": 5122}
TARGET_CELLS = {  # apisrs: school type, school-wide target met: n, sum and sum of squares of api00
    ("E", "No"): (15, 8592, 5127344),
    ("E", "Yes"): (127, 86000, 60481944),
    ("H", "No"): (13, 7711, 4797715),
    ("H", "Yes"): (12, 7423, 4672763),
    ("M", "No"): (9, 4935, 2822583),
    ("M", "Yes"): (24, 16656, 11837226),
}


def with_moments(n, total, squares):
    centre = total / n
    spread = np.sqrt((squares - total**2 / n) / 2)
    return [centre - spread, centre + spread, *[centre] * (n - 2)]


def apisrs():
    values = list(chain.from_iterable(with_moments(*cell) for cell in TARGET_CELLS.values()))
    groups = list(chain.from_iterable([name] * cell[0] for name, cell in TARGET_CELLS.items()))
    return values, [kind for kind, _ in groups], [target for _, target in groups]
