"""Opening, refusing and upgrading databases; what a kill leaves; readers beside a writer."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from store.made import SEEDS, analysis, told
from timeline import query, store
from timeline.errors import StoreError, UpgradeNeededError
from timeline.query import Filter
from timeline.resources import shipped
from timeline.store import check

COPY = """import sqlalchemy as sa
from alembic import op
revision, down_revision = "9001", "{head}"
def upgrade():
    with op.batch_alter_table("actor") as batch:
        batch.add_column(sa.Column("note", sa.Text, nullable=False, server_default=""))
        batch.alter_column("name", type_=sa.String(80), existing_nullable=False)
"""
FAILS = """import sqlalchemy as sa
from alembic import op
revision, down_revision = "9002", "9001"
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("insert into nowhere values (1)")
"""


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test may add to."""
    copy = shutil.copytree(shipped("migrations"), tmp_path / "migrations")
    monkeypatch.setattr("timeline.store.migrate.shipped", lambda folder: tmp_path / folder)
    return copy / "versions"


def file_of(engine: Engine) -> Path:
    return Path(engine.url.database or "")


def test_head_is_the_models_and_the_constant(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == check.HEAD


@pytest.mark.parametrize("opener", [store.open_reader, lambda path: store.open_store(path, create=False)])
class TestRefused:
    def test_missing(self, tmp_path: Path, opener: object) -> None:
        with pytest.raises(StoreError, match="does not exist; run"):
            opener(tmp_path / "none.db")  # type: ignore[operator]
        assert not list(tmp_path.iterdir())

    def test_not_a_database(self, tmp_path: Path, opener: object) -> None:
        (tmp_path / "t.db").write_text("hello " * 500)
        with pytest.raises(StoreError, match="is not a timeline database"):
            opener(tmp_path / "t.db")  # type: ignore[operator]

    def test_of_another_program(self, tmp_path: Path, opener: object) -> None:
        with sqlite3.connect(tmp_path / "t.db") as other:
            other.execute("CREATE TABLE mine (a)")
        other.close()
        with pytest.raises(StoreError, match="is not a timeline database"):
            opener(tmp_path / "t.db")  # type: ignore[operator]

    def test_older(self, engine: Engine, opener: object, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(check, "REVISIONS", (*check.REVISIONS, "next"))
        monkeypatch.setattr(check, "HEAD", "next")
        with pytest.raises(UpgradeNeededError, match="timeline db upgrade") as caught:
            opener(file_of(engine))  # type: ignore[operator]
        assert caught.value.exit_status == 4

    def test_newer(self, engine: Engine, opener: object) -> None:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'ffff'"))
        with pytest.raises(StoreError, match=r"newer version \(schema ffff\); update"):
            opener(file_of(engine))  # type: ignore[operator]


def test_a_file_of_another_program_is_not_written_to_even_when_creating(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "t.db") as other:
        other.execute("CREATE TABLE mine (a)")
    other.close()
    with pytest.raises(StoreError, match="is not a timeline database"):
        store.open_store(tmp_path / "t.db", create=True)


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened; check"):
        store.open_store(tmp_path / "no" / "t.db", create=True)


def test_a_locked_database_says_so(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.store.engine.BUSY_MS", 10)
    holder = sqlite3.connect(file_of(engine), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    other = store.open_store(file_of(engine), create=False)  # reading is not blocked
    with pytest.raises(StoreError, match=r"locked by another program; .* close it"), other.begin():
        pass
    holder.close()
    other.dispose()


def test_an_upgrade_keeps_the_rows_and_a_copy(engine: Engine, scripts: Path) -> None:
    with engine.begin() as connection:
        store.save(connection, analysis(told(target="UKR")), extractor_version="1")
        before = connection.exec_driver_sql("SELECT count(*) FROM alias").scalar()
    engine.dispose()
    (scripts / "9001.py").write_text(COPY.replace("{head}", check.HEAD))
    copy = store.upgrade(file_of(engine))
    assert copy is not None
    assert copy.name == f"t.db.before-{check.HEAD}"
    with sqlite3.connect(file_of(engine)) as new, sqlite3.connect(copy) as old:
        assert new.execute("SELECT count(*) FROM alias").fetchone()[0] == before == 3
        assert new.execute("SELECT version_num FROM alembic_version").fetchone() == ("9001",)
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == (check.HEAD,)
        assert old.execute("SELECT count(*) FROM event").fetchone() == (1,)
    new.close()
    old.close()


def test_a_failing_upgrade_leaves_the_database_as_it_was(engine: Engine, scripts: Path) -> None:
    engine.dispose()
    (scripts / "9001.py").write_text(COPY.replace("{head}", check.HEAD))
    (scripts / "9002.py").write_text(FAILS)
    for _ in range(2):
        with pytest.raises(StoreError, match="nowhere"):
            store.upgrade(file_of(engine))
    reader = store.open_reader(file_of(engine))
    assert not reader.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall()
    reader.close()


def test_init_again_changes_nothing_and_keeps_what_a_user_added(engine: Engine) -> None:
    from timeline.model import Actor, Alias
    from timeline.terms import ActorKind

    def names() -> list[tuple[object, ...]]:
        with engine.connect() as c:
            return [
                *c.exec_driver_sql("SELECT key, name, origin FROM actor ORDER BY key"),
                *c.exec_driver_sql("SELECT actor_id, form, type, origin FROM alias ORDER BY 1, 2"),
                *c.exec_driver_sql("SELECT * FROM actor_closure"),
            ]

    with engine.begin() as connection:
        store.add_actor(connection, Actor("me", "Me Ltd", ActorKind.COMPANY, parent="RUS"), [Alias("me", "Us")])
        store.add_actor(connection, Actor("CHN", "PRC", ActorKind.COUNTRY, "CHN"))
    before = names()
    assert [row for row in before if row[0] == "CHN"] == [("CHN", "PRC", "user")]
    store.init(engine, SEEDS)
    assert names() == before


WRITER = """
import sys; sys.path.insert(0, {tests!r})
from store.made import analysis, told
from timeline import store
engine = store.open_store({path!r}, create=False)
n = 0
while True:
    with engine.begin() as connection:
        for _ in range(5):
            article = analysis(told(on=f"2016-{{n % 12 + 1:02}}-11", target="UKR"), id=str(n))
            store.save(connection, article, extractor_version="1")
            n += 1
    print(n, flush=True)
"""


def start_writer(path: Path) -> "subprocess.Popen[str]":
    code = WRITER.format(tests=str(Path(__file__).parent.parent), path=str(path))
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=Path.cwd())


@pytest.mark.parametrize("committed", [1, 7])
def test_after_kill_9_every_committed_article_is_whole_and_nothing_else(engine: Engine, committed: int) -> None:
    engine.dispose()
    writer = start_writer(file_of(engine))
    assert writer.stdout is not None
    done = [int(writer.stdout.readline()) for _ in range(committed)][-1]
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    reader = store.open_reader(file_of(engine))
    assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    (stored,) = reader.execute("SELECT count(*) FROM article_version").fetchone()
    assert stored >= done
    assert stored % 5 == 0
    for table in ("event_mention", "sentence"):
        assert reader.execute(f"SELECT count(*) FROM {table}").fetchone() == (stored,)
    assert sum(e.articles for e in query.find(reader, Filter(), limit=100).events) == stored
    reader.close()
    with engine.begin() as connection:
        again = store.save(connection, analysis(told(on="2016-01-11", target="UKR"), id="0"), extractor_version="1")
    assert again.kind == "duplicate"


def test_a_reader_beside_a_writer_sees_whole_batches_and_is_never_locked_out(engine: Engine) -> None:
    writer = start_writer(file_of(engine))
    assert writer.stdout is not None
    writer.stdout.readline()
    drain = threading.Thread(target=writer.stdout.read)
    drain.start()
    reader = store.open_reader(file_of(engine))
    counts = []
    until = time.monotonic() + 2
    while time.monotonic() < until:
        reader.execute("BEGIN")
        counts.append(sum(e.articles for e in query.find(reader, Filter(), limit=100).events))
        assert sum(t.events for t in query.stats(reader, Filter(), by="month")) == query.count(reader, Filter())
        reader.execute("COMMIT")
    writer.kill()
    drain.join()
    writer.communicate()
    reader.close()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    assert all(n % 5 == 0 for n in counts)
