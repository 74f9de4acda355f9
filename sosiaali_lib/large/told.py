"""What is said of forms of many rows where rows are looked at one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sosiaali_lib import forms
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _

if TYPE_CHECKING:
    from sosiaali_lib.large.form import LargeForm


def not_opened(large: Mapping[str, LargeForm]) -> list[str]:
    """Give a sentence for each form that is too large to be opened, and what does read it."""
    text = _(
        "{form}: {n} rows in Parquet files are too many to be opened here. The commands sosiaali check "
        "and sosiaali release count them in parts. To look at some of them, put a part of the rows "
        "into a data folder of its own."
    )
    return [
        text.format(form=forms.title(name), n=number(form.rows)) for name, form in large.items()
    ]
