"""What one running application holds: its folder, its keys, its jobs and the data that it has read."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from sosiaali_lib.app.data import Shelf
from sosiaali_lib.app.jobs import Jobs


@dataclass(frozen=True)
class Room:
    """One running application.

    Attributes
    ----------
    root
        Folder that nothing outside of is read or written, resolved.
    lang
        Language until a person chooses another.
    token
        What the first address holds; whoever has it gets the cookie.
    session
        What the cookie holds.
    seal
        What every form of the application holds, so that no other page can send one.
    jobs, shelf
        Work in the background, and data sets that were read.
    """

    root: Path
    lang: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    seal: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    jobs: Jobs = field(default_factory=Jobs, repr=False)
    shelf: Shelf = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shelf", Shelf(self.root))
