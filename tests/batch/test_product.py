"""One report from its order: the same bytes anywhere, and faults told and not raised."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_release import COVER, write_notebooks, write_release

from sosiaali_lib.area_release import narrowed
from sosiaali_lib.batch.executed import heading_of, tidied
from sosiaali_lib.batch.product import Order, produce, reason
from sosiaali_lib.published import Release

HASHES = """
import hashlib, json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from made_release import BACKGROUND, COVER, write_notebooks, write_release
from sosiaali_lib.area_release import narrowed
from sosiaali_lib.batch.product import Order, produce
from sosiaali_lib.published import Release
from sosiaali_lib.report.drafts import EVERY_FORMAT
folder = Path(sys.argv[2])
release = write_release(folder / "julkaisu")
notebook = write_notebooks(folder / "muistikirjat", "# Kansi", COVER, BACKGROUND)
product = produce(Order(
    stem="205-kajaani.sv", area="205", lang="sv", formats=EVERY_FORMAT, release=release,
    digest=narrowed(Release.open(release), "205").digest, shown_release="../julkaisu",
    notebook=(notebook / "kuntaraportti.ipynb").read_text("utf-8"), notebook_name="k.ipynb",
))
assert not product.error, product.error
files = {**product.files, "notebook": product.notebook}
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in files.items()}))
"""


@pytest.mark.slow
def test_the_bytes_are_the_same_in_any_folder_time_zone_and_process(tmp_path):
    found = []
    for name, zone, seed in (("yksi", "Europe/Helsinki", "1"), ("kaksi/ä ö", "UTC", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "SOSIAALI_ENGINE": "plain"}
        run = subprocess.run(
            [sys.executable, "-c", HASHES, Path(__file__).parents[1], tmp_path / name],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(json.loads(run.stdout.splitlines()[-1]))
    assert len(found[0]) == 7
    assert found[0] == found[1]


def order(folder, **changed):
    release = write_release(folder / "julkaisu")
    notebook = write_notebooks(folder / "muistikirjat", COVER) / "kuntaraportti.ipynb"
    given = {
        "stem": "205-kajaani.fi", "area": "205", "lang": "fi", "formats": ("html",),
        "release": release, "digest": narrowed(Release.open(release), "205").digest,
        "shown_release": "../julkaisu", "notebook": notebook.read_text("utf-8"),
        "notebook_name": notebook.name, "speak": "en",
    }  # fmt: skip
    return Order(**given | changed)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"digest": "0" * 64}, "is another one here than where the work was ordered"),
        ({"release": Path("/ei/ole")}, "is not a release"),
        ({"notebook": "ei muistikirja"}, "NotJSONError"),
    ],
)
def test_what_stops_before_a_kernel_is_a_fault_of_the_report(tmp_path, changed, message):
    product = produce(order(tmp_path, **changed), tmp_path / "valmisteilla")
    assert (product.stage, product.files, product.notebook) == ("execute", {}, b"")
    assert message in product.error
    assert list((tmp_path / "valmisteilla").iterdir()) == []


def test_the_reason_is_one_line_of_the_fault_itself():
    class CellError(Exception):
        ename, evalue = "ValueError", "yksi\nkaksi"

    assert reason(CellError()) == "ValueError: yksi kaksi"
    assert reason(OSError(28, "No space left")) == "OSError: [Errno 28] No space left"
    assert len(reason(ValueError("x" * 10_000))) == 2000


def cell(kind, source, **metadata):
    return {"cell_type": kind, "source": source, "metadata": metadata, "id": "sattuma"}


NOTEBOOK = {
    "metadata": {"papermill": {"start_time": "2020"}, "kernelspec": {"name": "python3"}},
    "nbformat": 4,
    "cells": [
        cell("markdown", "# Alku\n\nTeksti.\n\n## Osa\n"),
        cell(
            "code",
            'release = "/koti/x/\\xe4"\narea = "205"',
            tags=["injected-parameters"],
            papermill={"a": 1},
        ),
        cell("code", "1 / 0", execution={"iopub.status.busy": "2020"}),
        cell("markdown", "# Loppu"),
    ],
}


def test_a_kept_notebook_has_no_times_paths_or_chance():
    before = json.dumps(NOTEBOOK)
    found = json.loads(tidied(NOTEBOOK, {"release": "../julkaisu"}))
    assert found["metadata"] == {"kernelspec": {"name": "python3"}}
    assert [one["metadata"] for one in found["cells"]] == [
        {},
        {"tags": ["injected-parameters"]},
        {},
        {},
    ]
    assert found["cells"][1]["source"] == 'release = "../julkaisu"\narea = "205"'
    assert [one["id"] for one in found["cells"]] == [
        "sattuma",
        "injected-parameters-1",
        "sattuma",
        "sattuma",
    ]
    assert json.dumps(NOTEBOOK) == before


def test_a_fault_is_told_by_the_heading_above_its_cell():
    assert heading_of(NOTEBOOK, "1 / 0") == "Osa"
    assert heading_of(NOTEBOOK, "ei ole") == ""
    assert heading_of({"cells": NOTEBOOK["cells"][1:]}, "1 / 0") == ""
