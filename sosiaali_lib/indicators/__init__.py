"""Official indicators: fetched from Sotkanet and Statistics Finland, stored, and read from the store.

Only `update` opens connections. A release and its reports read the stored table. What is named here
is imported when it is used: the command line needs only the options.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sosiaali_lib.indicators import sotkanet, statfin
    from sosiaali_lib.indicators.cache import CacheError, folder_of, load
    from sosiaali_lib.indicators.faults import ServiceError
    from sosiaali_lib.indicators.indicator import Indicator, catalogue
    from sosiaali_lib.indicators.table import COUNTRY, REGION
    from sosiaali_lib.indicators.updating import update

__all__ = [
    "COUNTRY",
    "REGION",
    "CacheError",
    "Indicator",
    "ServiceError",
    "catalogue",
    "folder_of",
    "load",
    "sotkanet",
    "statfin",
    "update",
]

_HOMES = {
    "COUNTRY": "table",
    "REGION": "table",
    "CacheError": "cache",
    "folder_of": "cache",
    "load": "cache",
    "ServiceError": "faults",
    "Indicator": "indicator",
    "catalogue": "indicator",
    "update": "updating",
}


def __getattr__(name: str) -> Any:
    if name in ("sotkanet", "statfin"):
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
