"""Data for views: read once, in each language."""

from pathlib import Path

from sosiaali_lib import example, explore
from sosiaali_lib.explore.data import Data

FORMS = ("mittaukset", "palvelutarpeet", "ryhmalaiset", "kustannusoletukset", "palvelupolut")


_made: list[Path] = []  # the folder, once a process


def data_of(tmp_path_factory, lang="fi") -> Data:
    """Give the data of a folder with some forms of the example and its indicators."""
    if not _made:
        place = tmp_path_factory.mktemp("nakymat") / "aineisto"
        example.write(place, FORMS)
        example.indicators.write(place / "indikaattorit")
        for path in place.glob("jalkautumiset*"):  # many rows, which no test here looks at
            path.unlink()
        _made.append(place)
    return explore.open(_made[0], lang)


def ran(view, data, **chosen):
    """Run the code of a view, and give what it shows."""
    names: dict[str, object] = {}
    exec(explore.code(explore.view(view), data, chosen), names)
    return names["shown"]


def figures_of(shown):
    """Give the alternative texts of the figures."""
    return [figure.alt for figure in shown.figures]
