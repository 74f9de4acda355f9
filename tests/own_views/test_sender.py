"""The form below a view that sends it to the report."""

import made_data
import pytest

from sosiaali_lib import explore, own_views
from sosiaali_lib.explore.data import Data
from sosiaali_lib.own_views.sender import Sender


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made_data.write(tmp_path_factory.mktemp("lahetys") / "aineisto")


@pytest.fixture
def data(folder, tmp_path):
    read = explore.open(folder, "en")
    return Data(tmp_path, "en", read.dataset, read.tables, rejected={}, faults=())


def sender(data, chosen=made_data.CHOICES):
    sight = None if data is None else (data, explore.view(made_data.VIEW), chosen)
    return Sender(lambda: sight, "en", control="ohjain", live="tila", status=str)


def opened(one):
    one.children[0].value = True
    return one


def test_the_form_opens_with_the_box_and_every_field_has_its_label(data):
    one = sender(data)
    box, form, _status = one.children
    assert form.layout.display == "none"
    box.value = True
    assert form.layout.display is None
    assert all(field.description and field.tooltip == field.description for field in form.children)


def test_a_view_is_sent_as_it_is_in_sight(data):
    one = opened(sender(data))
    one.heading.value, one.name.value, one.areas.value = " Syyt ", "syyt", "Kajaani, Kainuu ,"
    one.button.click()
    assert one.status.value.startswith("Sent: omat_nakymat/syyt.yaml.")
    ((found,), errors) = own_views.read(data)
    assert (found.table, found.areas, errors) == (made_data.TABLE, ("20", "205"), [])
    one.send()
    assert "There is a view called “syyt” already" in one.status.value


def test_what_cannot_go_is_told_when_the_form_opens(data):
    one = opened(sender(data, {"lomake": "keksitty"}))
    assert "no count that a release can protect" in one.status.value
    assert opened(sender(data)).status.value == ""
    one.children[0].value = False
    assert one.status.value == ""


def test_faults_are_told_and_nothing_is_written(data):
    one = opened(sender(data))
    one.name.value, one.heading.value = "Väärä", "Syyt"
    one.send()
    assert "The file cannot be called “Väärä”" in one.status.value
    assert not list(data.folder.iterdir())


def test_a_heading_is_needed(data):
    one = opened(sender(data))
    one.name.value = "syyt"
    one.send()
    assert "otsikko: write a heading" in one.status.value
    assert not list(data.folder.iterdir())


def test_a_folder_that_cannot_be_written_is_told(data):
    (data.folder / "omat_nakymat").write_text("tiedosto kansion paikalla", "utf-8")
    one = opened(sender(data))
    one.name.value, one.heading.value = "syyt", "Syyt"
    one.send()
    assert "cannot be written" in one.status.value


def test_before_the_data_are_read_nothing_is_sent():
    one = opened(sender(None))
    one.send()
    assert one.status.value == "Reading the data folder …"
