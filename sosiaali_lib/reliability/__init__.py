"""Reliability of scales: alpha, omega, keying of items, and intraclass correlation."""

from sosiaali_lib.reliability.cronbach import (
    Alpha,
    Icc,
    Keying,
    Omega,
    ReliabilityError,
    alpha,
    icc,
    keying,
    omega,
)

__all__ = [
    "Alpha",
    "Icc",
    "Keying",
    "Omega",
    "ReliabilityError",
    "alpha",
    "icc",
    "keying",
    "omega",
]
