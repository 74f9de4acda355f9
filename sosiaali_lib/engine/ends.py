"""How the end of a kernel or of a cell is told to a person."""

from __future__ import annotations

import signal
from subprocess import Popen

from sosiaali_lib.engine.faults import ParentGoneError
from sosiaali_lib.engine.provisioner import WarmProcess
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext


def late(seconds: int) -> str:
    """Say that a cell was stopped at its limit."""
    return ngettext(
        "The cell was stopped: it took longer than {n} second.",
        "The cell was stopped: it took longer than {n} seconds.",
        seconds,
    ).format(n=number(seconds))


def death(process: WarmProcess | Popen[bytes] | None) -> tuple[str, str]:
    """Give the name of the fault and the reason for a kernel that has ended."""
    status = process.poll() if process is not None else None
    if isinstance(process, WarmProcess) and process.parent_gone:
        reason = _("The process that has the reports ready to run has ended.")
        return ParentGoneError.__name__, reason
    if status is not None and status < 0:
        reason = _(
            "The process that ran the cell was ended from outside ({signal}). "
            "There may have been too little memory."
        )
        names = {one.value: one.name for one in signal.Signals}
        return "DeadKernelError", reason.format(signal=names.get(-status, -status))
    reason = _("The process that ran the cell ended by itself (code {code}).")
    return "DeadKernelError", reason.format(code=status)
