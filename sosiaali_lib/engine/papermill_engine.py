"""The engine as papermill knows it."""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from sosiaali_lib.engine.client import EngineClient


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine, with kernels forked from a warm parent.

    Options are those of papermill's engine and of nbclient, and `warm`, the address of a parent
    (`sosiaali_lib.engine.warm`), `forked`, False for ordinary kernels, and `together`, False to leave
    what a cell prints in the pieces in which it came.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: float = 60,
        execution_timeout: float | None = None,
        **kwargs: Any,
    ) -> Any:
        """Run the cells of a notebook that papermill manages."""
        unused = ["input_path", "timeout", "startup_timeout"]
        options = merge_kwargs(
            remove_args(unused, **kwargs),
            timeout=execution_timeout or kwargs.get("timeout"),
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
        )
        for cell in nb_man.nb.cells:
            if "injected-parameters" in cell.metadata.get("tags", ()):
                cell.id = "injected-parameters"  # papermill draws one
        return EngineClient(nb_man, **options).execute()
