"""A database to put articles in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.made import SEEDS
from timeline import store


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database that knows a few actors."""
    engine = store.open_store(tmp_path / "t.db", create=True)
    store.init(engine, SEEDS)
    yield engine
    engine.dispose()
