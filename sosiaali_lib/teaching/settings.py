"""What the command and the mechanism of the course agree on."""

from __future__ import annotations

from typing import Literal, get_args

from sosiaali_lib.messages import Language

Reader = Literal["students", "teachers"]
READERS: tuple[Reader, ...] = get_args(Reader)
WRITTEN_IN: tuple[Language, ...] = ("fi", "en")
TIME_LIMIT = 30.0  # seconds that one cell of a submission may take
JOBS = 2  # submissions run at once
