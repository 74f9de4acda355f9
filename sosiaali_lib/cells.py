"""The codes that tables of counts share, from the protection to the reports."""

from __future__ import annotations

TOTAL = "yhteensä"
AREA = "alue"
NO_AREA = "ei_aluetta"  # rows that concern no single area; they count to the total alone
