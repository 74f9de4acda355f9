"""Exploration and the application say that a form of many rows is not opened there."""

import pytest
from division import divided

from sosiaali_lib import explore, forms
from sosiaali_lib.explore import markup
from sosiaali_lib.formatting import number
from sosiaali_lib.intake import read
from sosiaali_lib.large.told import not_opened
from sosiaali_lib.messages import use

WORDS = {
    "fi": "on liikaa tässä avattavaksi",
    "sv": "är för många för att öppnas här",
    "en": "are too many to be opened here",
}


@pytest.mark.parametrize("lang", WORDS)
def test_a_view_tells_which_form_is_too_large_and_shows_the_others(example_data, tmp_path, lang):
    folder = divided(example_data, tmp_path / "a", forms=("jalkautumiset",))
    data = explore.open(folder, lang)
    assert "palvelutarpeet" in data.tables and "jalkautumiset" not in data.tables
    (told,) = data.large
    with use(lang):
        rows = number(len(example_data.tables["jalkautumiset"]))
        assert told.startswith(forms.title("jalkautumiset")) and rows in told
        assert WORDS[lang] in told and "sosiaali release" in told
        assert told in markup.faults(data)


def test_a_folder_of_large_forms_alone_is_not_called_empty(example_data, tmp_path):
    folder = divided(example_data, tmp_path / "a", forms=("jalkautumiset",))
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    with pytest.raises(explore.DataError) as error:
        explore.open(folder, "en")
    assert WORDS["en"] in error.value.message and "Put filled templates" not in error.value.message


def test_the_overview_of_the_application_names_it_and_does_not_call_it_missing(
    example_data, tmp_path
):
    from sosiaali_lib.app.doors import overview

    folder = divided(example_data, tmp_path / "a", forms=("jalkautumiset",))
    data = read(folder)
    with use("en"):
        (told,) = not_opened(data.large)
        assert forms.title("jalkautumiset") in told
        assert forms.title("jalkautumiset") not in str(overview._missing(data))
        for path in folder.iterdir():
            if path.is_file():
                path.unlink()
        assert "No filled forms" not in str(overview._found(read(folder)))
