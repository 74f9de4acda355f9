import pytest
import small_drafts

from sosiaali_lib.publishing import examination


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder with a draft and a release that makes just this draft; `room.release` may change it."""

    class Room:
        folder = tmp_path
        draft = tmp_path / "290-kuhmo.fi.docx"
        out = tmp_path / "julkaistut"
        made = small_drafts.baseline()

        def release(self, **options):
            self.made = small_drafts.baseline(**options)

        def edit(self, change, **options):
            data = small_drafts.changed(small_drafts.draft(), change, **options)
            self.draft.write_bytes(data)
            return self.draft

    found = Room()
    found.draft.write_bytes(small_drafts.draft())
    monkeypatch.setattr(examination, "baseline", lambda _folder, _area, _lang: found.made)
    return found
