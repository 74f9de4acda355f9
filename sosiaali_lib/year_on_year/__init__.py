"""Year on year: key figures beside those that earlier releases have published."""

from sosiaali_lib.year_on_year.figure import KeyFigure, key_figure, key_figures
from sosiaali_lib.year_on_year.table import NAME, table, with_earlier

__all__ = ["NAME", "KeyFigure", "key_figure", "key_figures", "table", "with_earlier"]
