"""Several waves and groups in one mixed model."""

from sosiaali_lib.waves.model import (
    WavesError,
    WavesModel,
    waves_model,
)

__all__ = [
    "WavesError",
    "WavesModel",
    "waves_model",
]
