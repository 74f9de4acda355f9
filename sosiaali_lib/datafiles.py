"""Reading the YAML files that hold forms, code lists, instruments and data set descriptions."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sosiaali_lib import file_faults
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import cleaned

DATA = Path(__file__).parent / "data"
# Values of a file whose aliases are all written out; a list of lists of aliases grows without end.
MOST_VALUES = 1_000_000
_LONGEST_PROBLEM = 500  # characters


class DataFileError(ValueError):
    """A YAML file that does not follow its schema; `.problems` lists every fault with its place."""

    def __init__(self, path: Path, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join([f"{path.name}:", *(f"  {problem}" for problem in problems)]))
        self.path, self.problems = path, problems

    def __reduce__(self) -> tuple[type, tuple[Path, tuple[str, ...]]]:
        return type(self), (self.path, self.problems)


def read(path: Path, schema: str) -> dict[str, Any]:
    """Read a YAML file and hold it against a schema of `data/schemas`.

    Raises
    ------
    DataFileError
        If the file is not YAML or does not follow the schema; it lists all faults at once.

    Notes
    -----
    Texts come clean (`plain_text.clean`), so that nothing in a file steers what shows them.
    """
    try:
        data = cleaned(_parsed(path.read_text(encoding="utf-8")))
    except UnicodeDecodeError as error:
        told = _("the file is not text in UTF-8. Save it as UTF-8.")
        raise DataFileError(path, (told,)) from error
    except yaml.YAMLError as error:
        raise DataFileError(path, (_short(file_faults.of_yaml(error)),)) from error
    except RecursionError as error:
        raise DataFileError(path, (_("values are nested too deeply"),)) from error
    if data is None:
        raise DataFileError(path, (_("the file is empty"),))
    from jsonschema import Draft202012Validator

    faults = Draft202012Validator(_schema(schema)).iter_errors(data)
    texts = (f"{fault.json_path}: {file_faults.of_schema(fault)}" for fault in faults)
    if problems := tuple(sorted(map(_short, texts))):
        raise DataFileError(path, problems)
    assert isinstance(data, dict)
    return data


def strange(data: Any, schema: str) -> list[str]:
    """Give the places (JSON paths) where data do not follow a schema of `data/schemas`."""
    from jsonschema import Draft202012Validator

    return sorted(
        fault.json_path for fault in Draft202012Validator(_schema(schema)).iter_errors(data)
    )


def without_comments(content: bytes) -> bytes:
    """Give a YAML file with the same data and no comments, which are its writer's own notes."""
    data = cleaned(_parsed(content.decode("utf-8")))
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100).encode("utf-8")


def _short(problem: str) -> str:
    """Cut a message that quotes a whole file."""
    longest = _LONGEST_PROBLEM
    return problem if len(problem) <= longest else problem[: longest - 1] + "…"


def _parsed(text: str) -> Any:
    loader = _loader()(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _values(node, {}) > MOST_VALUES:
            raise yaml.constructor.ConstructorError(
                None, None, _("aliases make the file grow without limit"), node.start_mark
            )
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _values(node: yaml.Node, known: dict[int, int]) -> int:
    """Count the values of a node with its aliases written out; one that holds itself has no end."""
    if isinstance(node, yaml.ScalarNode):
        return 1
    if id(node) not in known:
        known[id(node)] = MOST_VALUES + 1  # for a node that is met again within itself
        inner = (
            [part for pair in node.value for part in pair]
            if isinstance(node, yaml.MappingNode)
            else node.value
        )
        known[id(node)] = 1 + sum(_values(part, known) for part in inner)
    return known[id(node)]


@cache
def names(folder: str) -> tuple[str, ...]:
    """Give the names of the YAML files of a folder of `data`, sorted."""
    return tuple(sorted(path.stem for path in (DATA / folder).glob("*.yaml")))


@cache
def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DATA / "schemas" / f"{name}.json").read_text("utf-8"))
    return schema


@cache
def _loader() -> Any:
    """Give a safe loader that leaves dates as the text they are and refuses doubled keys."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            keys = [self.construct_object(key, deep=True) for key, _ in node.value]
            if doubled := {key for key in keys if keys.count(key) > 1 and key != "<<"}:
                told = _("key {names} stands twice").format(names=sorted(map(str, doubled)))
                raise yaml.constructor.ConstructorError(None, None, told, node.start_mark)
            mapping: dict[Any, Any] = super().construct_mapping(node, deep)
            return mapping

    Loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in Loader.yaml_implicit_resolvers.items()
    }
    return Loader
