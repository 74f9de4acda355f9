"""A figure of a researcher's own goes into every format and leaves the settings as they were."""

import matplotlib
import pandas as pd
import pytest
import seaborn as sns

from sosiaali_lib.report.blocks import Figure
from sosiaali_lib.report.docx_figure import drawn
from sosiaali_lib.report.own_drawing import drawing, svg

ROWS = pd.DataFrame({"kunta": ["Kajaani", "Kuhmo"], "käyntejä": [12, 7]})


def made():
    with drawing(2) as (figure, axes):
        sns.barplot(ROWS, x="käyntejä", y="kunta", ax=axes, errorbar=None)
        axes.set_title("$12 and $7 漢")
        return svg(figure)


def test_the_same_figure_gives_the_same_bytes_and_leaves_the_settings():
    before = dict(matplotlib.rcParams)
    assert made() == made()
    assert dict(matplotlib.rcParams) == before


def test_it_is_as_wide_as_the_text_and_shows_what_the_reports_can():
    picture = made()
    assert 'width="482.4pt"' in picture and 'height="144pt"' in picture
    assert "<!-- $12 and $7 \N{REPLACEMENT CHARACTER} -->" in picture


def test_it_is_a_figure_that_the_writers_take():
    figure = Figure(slug="oma", caption="Oma", alt="Kajaanissa oli eniten.", svg=made(), table="t")
    assert drawn(figure).startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="alt"):
        Figure(slug="oma", caption="Oma", alt="", svg=made(), table="t")
