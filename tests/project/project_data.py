"""Small files of answers that the tests of the project evaluation share."""

import numpy as np

from sosiaali_lib import instruments


def rows_of(name, people, *, waves=("alku", "loppu"), groups=0, left=0.0, same=None, seed=1):
    """Make random answers: header and rows; `same` gives everybody that answer."""
    rng = np.random.default_rng(seed)
    known = instruments.load(name)
    items = known.items
    rows = []
    for person in range(people):
        tendency = rng.normal()
        for place, wave in enumerate(waves):
            if place and rng.random() < left:
                continue
            answers = [
                answer(item, known, tendency, rng) if same is None else same for item in items
            ]
            group = [f"Ryhmä {person % groups}"] if groups else []
            rows.append([f"P{person}", wave, *group, *answers])
    columns = ["tunniste", "vaihe", *(["ryhma"] if groups else [])]
    return [*columns, *(item.id for item in items)], rows


def answer(item, known, tendency, rng):
    low, high = item.min - known.shift, item.max - known.shift
    place = (tendency + rng.normal(0, 0.7) + 2) / 4
    return int(np.clip(round(low + place * (high - low)), low, high))


def written(folder, header, rows):
    path = folder / "vastaukset.csv"
    path.write_text("\n".join(";".join(map(str, row)) for row in [header, *rows]), "utf-8")
    return path
