"""What reading the chosen data brings out, for the start page."""

from __future__ import annotations

from sosiaali_lib.lab import data_page
from sosiaali_lib.messages import use
from sosiaali_lib.site.markup import Html, paragraph, warning


def told(lang: str) -> Html:
    """Read the data in use and tell what was read and every fault, in a language."""
    from sosiaali_lib import explore, forms

    with use(lang):
        try:
            data = explore.open(lang=lang)
        except explore.DataError as error:
            return warning(paragraph(error.message))
        names = sorted({*data.tables, *data.rejected})
        counts = [
            (forms.load(name).title, len(data.tables.get(name, ())), data.rejected.get(name, 0))
            for name in names
        ]
        return data_page.state(counts, data.faults, len(data.dataset.faults))
