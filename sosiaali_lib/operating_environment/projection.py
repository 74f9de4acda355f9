"""From latitude and longitude to ETRS-TM35FIN, the plane coordinates of Finnish maps."""

from __future__ import annotations

from math import asinh, atan, atanh, cos, cosh, radians, sin, sinh, sqrt, tan

import numpy as np

_A, _F = 6378137.0, 1 / 298.257222101  # the ellipsoid GRS 80
_MIDDLE, _SCALE, _EAST = 27.0, 0.9996, 500_000.0
_N = _F / (2 - _F)
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_SERIES = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16,
    13 * _N**2 / 48 - 3 * _N**3 / 5,
    61 * _N**3 / 240,
)


def to_plane(longitude: float, latitude: float) -> tuple[float, float]:
    """Give metres to the east and to the north.

    Parameters
    ----------
    longitude, latitude
        Degrees on ETRS89 or WGS 84, which differ by less than a metre.

    Returns
    -------
    tuple of float
        Metres in ETRS-TM35FIN (EPSG:3067).

    Notes
    -----
    Krüger's series of the transverse Mercator projection to the third order (Krüger 1912, Konforme
    Abbildung des Erdellipsoids in der Ebene), as in the Finnish recommendation JHS 197; exact to a
    millimetre within Finland.

    Examples
    --------
    >>> [round(one) for one in to_plane(27.0, 64.0)]
    [500000, 7097014]
    """
    eccentricity = sqrt(_F * (2 - _F))
    angle, across = radians(latitude), radians(longitude - _MIDDLE)
    level = sinh(asinh(tan(angle)) - eccentricity * atanh(eccentricity * sin(angle)))
    up, aside = atan(level / cos(across)), asinh(sin(across) / sqrt(level**2 + cos(across) ** 2))
    north, east = up, aside
    for order, factor in enumerate(_SERIES, start=1):
        north += factor * sin(2 * order * up) * cosh(2 * order * aside)
        east += factor * cos(2 * order * up) * sinh(2 * order * aside)
    return _EAST + _SCALE * _RADIUS * east, _SCALE * _RADIUS * north


def all_to_plane(points: np.ndarray) -> np.ndarray:
    """Give the plane coordinates of rows of longitude and latitude."""
    return np.array([to_plane(float(one[0]), float(one[1])) for one in points]).reshape(-1, 2)
