"""What can go wrong with a kernel before and beside the notebook that it runs."""

from __future__ import annotations

from sosiaali_lib.messages import _


class ParentGoneError(RuntimeError):
    """The warm parent could not be reached, or ended while a kernel of it was needed.

    It is no fault of the notebook; another parent or an ordinary kernel can run it.
    """


class KernelStartError(RuntimeError):
    """No kernel came up, on the second try either.

    Attributes
    ----------
    kernel
        Name of the kernel.
    reason
        What the second try ended with.
    """

    def __init__(self, kernel: str, reason: str) -> None:
        text = _(
            "The kernel “{kernel}” did not start, tried twice. {reason} Check the free memory, the "
            "space for temporary files and how the kernel is installed."
        )
        super().__init__(text.format(kernel=kernel, reason=reason))
        self.kernel, self.reason = kernel, reason

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.kernel, self.reason)
