"""Each notebook gets a kernel as if it were the first: nothing of another's, nothing of the parent's."""

import json
import os

import papermill
import pytest
from notebook_runs import execute, needs_fork, printed, write

from sosiaali_lib import engine
from sosiaali_lib.report.execution import NOTEBOOKS
from sosiaali_lib.report.execution import execute as execute_report
from sosiaali_lib.report.report import Parameters

LEAK = """
import decimal, locale, logging, math, os, random, signal, sys, tempfile, textwrap, time, warnings
import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd, seaborn as sns
muuttuja = 1
sns.set_theme(style="dark", font_scale=3)
matplotlib.rcParams["figure.dpi"] = 33
matplotlib.rcParams["svg.hashsalt"] = "vuoto"
plt.figure(7)
pd.set_option("display.max_rows", 3)
np.set_printoptions(precision=1)
np.random.seed(1); random.seed(1)
locale.setlocale(locale.LC_ALL, "C")
warnings.simplefilter("error")
os.environ["VUOTO"] = "1"; os.environ.pop("HOME", None); os.environ["TZ"] = "Asia/Tokyo"; time.tzset()
os.chdir("/"); os.umask(0o077)
sys.path.insert(0, "/vuoto"); sys.argv.append("vuoto"); sys.setrecursionlimit(777)
textwrap.wrap = None
math.tau = 3; pd.DataFrame.vuoto = True; sys.modules["vuoto"] = math
decimal.getcontext().prec = 3
logging.getLogger().setLevel(1)
signal.signal(signal.SIGUSR1, signal.SIG_IGN); signal.signal(signal.SIGTERM, signal.SIG_IGN)
tempfile.tempdir = "/vuoto"
from sosiaali_lib import formatting, messages
messages._current.set("sv"); formatting.number = None
get_ipython().display_formatter.formatters["text/plain"].for_type(int, lambda *a: "vuoto")
"""
STATE = """
import decimal, json, locale, logging, math, os, random, signal, sys, tempfile, textwrap, time, warnings
import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd
from sosiaali_lib import formatting, messages
own = {"JPY_PARENT_PID", "PYTEST_CURRENT_TEST"}
print(json.dumps({
    "names": sorted(n for n in globals() if not n.startswith("_")),
    "rcParams": {k: repr(v) for k, v in matplotlib.rcParams.items()},
    "figures": plt.get_fignums(),
    "pandas": [pd.get_option(o) for o in ("display.max_rows", "display.precision", "mode.sim_interactive")],
    "numpy": np.get_printoptions()["precision"],
    "locale": locale.setlocale(locale.LC_ALL),
    "filters": [repr(f) for f in warnings.filters],
    "environment": {k: v for k, v in sorted(os.environ.items()) if k not in own},
    "zone": time.tzname, "folder": os.getcwd(), "mask": os.umask(0o022),
    "path": sys.path, "arguments": len(sys.argv), "depth": sys.getrecursionlimit(),
    "modules": [textwrap.wrap is None, math.tau, hasattr(pd.DataFrame, "vuoto"), "vuoto" in sys.modules],
    "decimal": decimal.getcontext().prec,
    "logging": logging.getLogger().level,
    "signals": {s.name: str(signal.getsignal(s)).split(" at ")[0] for s in sorted(signal.valid_signals()) if isinstance(s, signal.Signals)},
    "masked": len(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
    "temporary": tempfile.gettempdir(),
    "language": messages.language(), "formatting": formatting.number is not None,
    "stdin": os.read(0, 1).decode(), "leads": os.getpid() == os.getsid(0) == os.getpgid(0),
}))
"""
SHOWN = [
    "import warnings; print('tuloste', end=''); warnings.warn_explicit('w', UserWarning, 'tiedosto', 1)",
    "import matplotlib.pyplot as plt; plt.plot([1, 3, 2]); plt.title('Kuva');",
    "import pandas as pd\nd = pd.DataFrame({'a': [1, 2, 2], 'b': ['ä', 'ö', 'å']}); d",
    "d.plot(x='b', y='a')",
    "%config InlineBackend.figure_formats = ['svg']\nplt.rcParams['svg.hashsalt'] = 's'; plt.plot([1]);",
    "from IPython.display import HTML, Markdown, display\ndisplay(HTML('<b>x</b>'), Markdown('*y*')); 5",
    "import sys; print('virhe', file=sys.stderr); input.__name__",
    "from tqdm.auto import tqdm; tqdm.__module__",
    "HTML(d.rename(columns=str.upper).style.set_uuid('u').to_html())",
    "!echo kuori",
    "_ih[1], In[2][:6], Out[3].shape, __name__, __doc__ is None",
    "1 / 0",
]


@pytest.fixture(scope="module")
def parent(example_release):
    """The address of a warm parent as it is for reports."""
    with engine.warm(example_release.folder) as address:
        yield address


@needs_fork
def test_nothing_of_one_notebook_is_found_in_the_next(parent, tmp_path):
    first = printed(execute(tmp_path, STATE, warm=parent))
    execute(tmp_path, LEAK, warm=parent)
    assert printed(execute(tmp_path, STATE, warm=parent)) == first
    assert (
        first["filters"]
        and first["rcParams"]["backend"] == "'module://matplotlib_inline.backend_inline'"
    )


@needs_fork
def test_the_state_is_that_of_an_ordinary_kernel(parent, tmp_path):
    forked = printed(execute(tmp_path, STATE, warm=parent))
    plain = printed(execute(tmp_path, STATE, forked=False))
    # Modules that the parent has imported brought their filters along.
    assert set(plain.pop("filters")) <= set(forked.pop("filters"))
    assert forked == plain


@needs_fork
def test_random_numbers_differ_between_notebooks(parent, tmp_path):
    cell = """
import json, random, uuid, numpy as np
print(json.dumps([random.random(), np.random.rand(), np.random.default_rng().random(), str(uuid.uuid4())]))"""
    first, second = (printed(execute(tmp_path, cell, warm=parent)) for _ in range(2))
    assert all(one != other for one, other in zip(first, second, strict=True))


@needs_fork
def test_outputs_are_those_of_papermill_with_an_ordinary_kernel(parent, tmp_path, monkeypatch):
    def cells(**options):
        with pytest.raises(papermill.PapermillExecutionError, match="ZeroDivisionError"):
            execute(tmp_path, *SHOWN, record_timing=False, coalesce_streams=True, **options)
        made = json.loads((tmp_path / "out.ipynb").read_text("utf-8"))
        for cell in made["cells"]:
            cell["metadata"].pop("papermill", None)  # times
        return made["cells"][1:-2], made["metadata"]["language_info"]

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")  # stands in the SVG
    ordinary = cells(engine_name=None)
    assert (
        "image/png" in str(ordinary) and "image/svg" in str(ordinary) and "kuori" in str(ordinary)
    )
    assert cells(warm=parent) == ordinary
    assert cells(forked=False) == ordinary


@needs_fork
def test_no_socket_of_the_parent_or_of_another_kernel_is_inherited(parent, tmp_path):
    cell = """
import json, os
opened = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if os.path.lexists(f"/proc/self/fd/{n}")]
print(json.dumps([sum(one.startswith(kind) for one in opened) for kind in ("socket", "anon_inode:[pidfd]")]))"""
    sockets, pidfds = printed(execute(tmp_path, cell, warm=parent))
    assert [sockets, pidfds] == printed(execute(tmp_path, cell, forked=False))
    assert sockets and not pidfds


@pytest.mark.slow
@needs_fork
def test_a_report_is_the_same_byte_for_byte(parent, example_release, tmp_path):
    release = str(example_release.folder)
    parameters = Parameters(release=release, area="697")
    made = []
    for warm in (parent, ""):
        path = tmp_path / "out.ipynb"
        execute_report(NOTEBOOKS / "kuntaraportti.ipynb", parameters, path, warm=warm)
        notebook = json.loads(path.read_text("utf-8"))
        for holder in (notebook, *notebook["cells"]):
            times = holder["metadata"]["papermill"]
            for name in ("start_time", "end_time", "duration"):
                del times[name]
        made.append(notebook)
    assert made[0] == made[1]
    assert len(str(made[0])) > 100_000


def test_without_fork_the_switch_gives_ordinary_kernels(tmp_path, monkeypatch):
    monkeypatch.setenv("SOSIAALI_ENGINE", "plain")
    with engine.warm() as address:
        assert address == ""
        assert not engine.forks()
        made = execute(tmp_path, "import os; print(os.getppid())", warm=address)
    assert printed(made) == os.getpid()


def test_a_notebook_is_run_where_papermill_is(parent, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OMA", "ä")
    cell = "import json, os; print(json.dumps([os.getcwd(), os.environ['OMA']]))"
    write(tmp_path / "in.ipynb", cell)
    made = papermill.execute_notebook(
        "in.ipynb", None, engine_name="sosiaali", warm=parent, progress_bar=False
    )
    assert printed(made) == [str(tmp_path), "ä"]
