"""A benchmark that nobody has run for a while still finds what it measures."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

import bench


@pytest.mark.parametrize(
    "name", [found.name for found in pkgutil.walk_packages(bench.__path__, "bench.") if "__main__" not in found.name]
)
def test_it_can_be_imported(name: str) -> None:
    import_module(name)
