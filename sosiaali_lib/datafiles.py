"""Reading the YAML files that hold forms, code lists, instruments and data set descriptions."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


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
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataFileError(path, (" ".join(str(error).split()),)) from error
    from jsonschema import Draft202012Validator

    faults = Draft202012Validator(_schema(schema)).iter_errors(data)
    if problems := tuple(sorted(f"{fault.json_path}: {fault.message}" for fault in faults)):
        raise DataFileError(path, problems)
    assert isinstance(data, dict)
    return data


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
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {sorted(map(str, doubled))} stands twice", node.start_mark
                )
            mapping: dict[Any, Any] = super().construct_mapping(node, deep)
            return mapping

    Loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in Loader.yaml_implicit_resolvers.items()
    }
    return Loader
