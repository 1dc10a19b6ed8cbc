"""A database to put articles in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.made import opened


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database that knows a few actors."""
    with opened(tmp_path / "t.db") as engine:
        yield engine
