"""Protection of small cells in frequency tables, and an independent audit of what goes out."""

from sosiaali_lib.disclosure.audit import Audit, audit
from sosiaali_lib.disclosure.demands import ProtectionError
from sosiaali_lib.disclosure.hierarchy import TOTAL
from sosiaali_lib.disclosure.protect import protect, protect_linked
from sosiaali_lib.disclosure.published import Protected

__all__ = ["TOTAL", "Audit", "Protected", "ProtectionError", "audit", "protect", "protect_linked"]
