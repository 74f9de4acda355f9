"""Agreement of two or more raters, with every usual coefficient side by side."""

from sosiaali_lib.agreement.analysis import agreement, from_table
from sosiaali_lib.agreement.coefficients import Coefficient
from sosiaali_lib.agreement.result import Agreement

__all__ = ["Agreement", "Coefficient", "agreement", "from_table"]
