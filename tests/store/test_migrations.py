"""Every old version of the schema, with rows in it, reaches the newest."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from timeline import store
from timeline.resources import shipped
from timeline.store import check
from timeline.store.engine import engine_for, mark, url_of

from .made import analysis, opened, told

ROWS = (  # what a first version may hold
    "INSERT INTO article (id, external_id, duplicate_group) VALUES (1, 'a', 1)",
    "INSERT INTO article_version (id, article_id, number, current, text_hash, title, language, published_source,"
    " published_confidence, extractor_version, text) VALUES (1, 1, 1, 1, 'h', '', 'en', 'none', 0, '1', 'two years')",
    "INSERT INTO timex (id, version_id, start_char, end_char, text, type, value, mod, quant, freq, edtf, anchor, rule,"
    " confidence) VALUES (1, 1, 0, 9, 'two years', 'DURATION', 'P2Y', '', '', '', '', 'none', 'duration', 1)",
)


def made_at(path: Path, revision: str) -> None:
    engine = engine_for(url_of(path), foreign_keys=False)
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        mark(connection)
    engine.dispose()


@pytest.mark.parametrize("revision", check.REVISIONS[:-1])
def test_the_rows_of_an_old_database_are_there_after_the_upgrade(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "t.db"
    made_at(path, revision)
    with sqlite3.connect(path) as old:
        for statement in ROWS:
            old.execute(statement)
    old.close()
    store.upgrade(path)
    with sqlite3.connect(path) as new:
        assert new.execute("SELECT version_num FROM alembic_version").fetchone() == (check.HEAD,)
        assert new.execute("SELECT text, anchor_text FROM timex").fetchall() == [("two years", "")]
    new.close()


def test_an_upgrade_counts_anew_what_is_salient(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    counted = "SELECT sum(events), sum(salient) FROM rollup_month"
    with opened(path) as engine, engine.begin() as connection:
        articles = [analysis(told(salience=s), id=str(s), text=f"Told {s}.") for s in (0.1, 0.9)]
        store.save_all(connection, articles, extractor_version="1")
        connection.exec_driver_sql("UPDATE rollup_month SET salient = 7")
    store.upgrade(path)
    with closing(sqlite3.connect(path)) as new:
        events, salient = new.execute(counted).fetchone()
    assert events >= salient == 1
