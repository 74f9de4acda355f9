"""Surveys of a small known population, such as the whole staff of a county's social work."""

from sosiaali_lib.survey.calibration import poststratify, rake
from sosiaali_lib.survey.estimates import mean, proportion, total
from sosiaali_lib.survey.result import SurveyEstimate
from sosiaali_lib.survey.wave_comparison import WaveComparison
from sosiaali_lib.survey.waves import compare_waves
from sosiaali_lib.survey.weights import Weights

__all__ = [
    "SurveyEstimate",
    "WaveComparison",
    "Weights",
    "compare_waves",
    "mean",
    "poststratify",
    "proportion",
    "rake",
    "total",
]
