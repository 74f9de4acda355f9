"""Rates, proportions and ratios of areas: intervals, funnels, classes, shrinkage and trends.

Every function takes numbers, lists, arrays or Series (put together by label) and gives a table with
`value, lower, upper, method, note`. A list of confidences such as (0.95, 0.998) gives `lower_95,
upper_95, lower_99_8, upper_99_8` besides; then `lower` and `upper` are those of the lowest one. What
cannot be told is missing, with the reason in `note`, in the language in use; impossible numbers are
refused.
"""

from sosiaali_lib.rates.bands import ESP2013
from sosiaali_lib.rates.classes import classify, funnel_classes
from sosiaali_lib.rates.crude import implied_population, rate
from sosiaali_lib.rates.direct import standardised_rate
from sosiaali_lib.rates.dispersion import Overdispersion, overdispersion
from sosiaali_lib.rates.funnel import funnel_limits
from sosiaali_lib.rates.indirect import indirect_rate, standardised_ratio
from sosiaali_lib.rates.means import mean
from sosiaali_lib.rates.poisson import count, count_limits
from sosiaali_lib.rates.proportions import proportion
from sosiaali_lib.rates.shrinkage import shrink
from sosiaali_lib.rates.trends import trend

__all__ = [
    "ESP2013",
    "Overdispersion",
    "classify",
    "count",
    "count_limits",
    "funnel_classes",
    "funnel_limits",
    "implied_population",
    "indirect_rate",
    "mean",
    "overdispersion",
    "proportion",
    "rate",
    "shrink",
    "standardised_rate",
    "standardised_ratio",
    "trend",
]
