"""The names that the catalogue gives for this SDK exist, and none of its calls is without a name."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterator
from pathlib import Path

import clerk_backend_api
import pytest
from clerk_backend_api import Clerk


@pytest.fixture(scope="module")
def catalogue() -> list[dict]:
    """Every operation of every version, as the explorer lists it."""
    return json.loads(Path(os.environ["FRONTDESK_CATALOGUE"]).read_text(encoding="utf-8"))


def test_every_name_is_a_call_of_the_sdk(clerk: Clerk, catalogue: list[dict]) -> None:
    names = {operation["sdk"]["python"] for operation in catalogue} - {None}
    assert len(names) > 200
    for name in names:
        resource, method = name.split(".")
        assert callable(getattr(getattr(clerk, resource), method)), name


def test_a_name_calls_the_operation_that_it_stands_for(catalogue: list[dict]) -> None:
    calls = dict(calls_of_the_sdk())
    for operation in catalogue:
        if name := operation["sdk"]["python"]:
            assert calls[name] == (operation["method"], operation["path"]), name


def test_no_call_is_without_a_name(catalogue: list[dict]) -> None:
    named = {operation["sdk"]["python"] for operation in catalogue}
    known = {(operation["method"], operation["path"]) for operation in catalogue}
    assert {name for name, address in calls_of_the_sdk() if address in known} - named == set()


def calls_of_the_sdk() -> Iterator[tuple[str, tuple[str, str]]]:
    """Every method that builds a request, with the method and path it builds it of."""
    folder = Path(clerk_backend_api.__file__).parent
    for resource, (module, kind) in Clerk._sub_sdk_map.items():
        tree = ast.parse((folder / f"{module.split('.')[-1]}.py").read_text(encoding="utf-8"))
        for item in tree.body:
            if isinstance(item, ast.ClassDef) and item.name == kind:
                for method in item.body:
                    for address in addresses(method):
                        yield f"{resource}.{method.name}", address


def addresses(method: ast.stmt) -> Iterator[tuple[str, str]]:
    if not isinstance(method, ast.FunctionDef):
        return
    for node in ast.walk(method):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", None) == "_build_request":
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            yield ast.literal_eval(given["method"]), ast.literal_eval(given["path"])
