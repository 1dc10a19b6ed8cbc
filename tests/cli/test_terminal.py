"""What stands in articles, names and files never commands the terminal, whichever command prints it."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from timeline.cli import render
from timeline.ingest import run
from timeline.readers import Given

# Colours, a title, C1 controls, backspaces and turns of direction, each of which a terminal would obey.
EVIL = "\x1b[35;45mRED\x1b]0;owned\x07\x9b31m\x9d0;x\x9c\u202eRTL\u202c\x7f\x08\x1b"
STORY = (
    f"France {EVIL} attacked Germany on 24 April 2016. Acme{EVIL} Holdings Ltd signed a deal with Siemens on 3 May. "
    f"\x1b[35;45mAngela{EVIL}Merkel\x1b[0m met Emmanuel {EVIL} Macron in Paris{EVIL} on 5{EVIL} May 2016."
)
OBEYED = re.compile(
    "\x1b(?!\\[[0-9;?]*[A-Za-z])"  # what is no style or move of the program's own
    "|\x1b\\[35;45m|[\x00\x07\x08\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
ASKS = b"\x1b[1m?\x1b[0m help"  # the end of what `review` shows before it waits for a key
LONGEST_SECONDS = 240.0
RUN = """
import json, sys
from timeline import cli
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["timeline", *arguments]
    try:
        cli.main()
    except SystemExit as end:
        print("<end>", end.code, flush=True)
"""
COMMANDS: list[list[str]] = [
    *(["query", "--all", "--format", shape] for shape in ("table", "json", "jsonl", "csv", "tsv", "md", "html", "rss")),
    *(["query", "--all", "--format", shape] for shape in ("ics", "timelinejs", "timelinejs-csv", "geojson", "jsonld")),
    ["query", "--actor", EVIL], ["query", "--since", EVIL], ["query", "--db", EVIL],
    ["show", "one"], ["show", "one", "--format", "json"], ["show", EVIL],
    ["sources"], ["sources", "--articles"], ["sources", "--articles", "--format", "csv"], ["sources", "--duplicates"],
    ["stats", "--by", "actor"], ["stats", "--by", "publisher"], ["stats", "--by", "place"], ["gaps"], ["diff"],
    ["actors", "list", "--origin", "article"], ["actors", "show", "Acme"], ["actors", "suggest"],
    ["doctor"], ["doctor", "--json"], ["export"], ["review", "--log"], ["review", "--all"],
    ["dates", STORY], ["dates", STORY, "--format", "jsonl"],
    ["annotate", "evil.jsonl"], ["annotate", "evil.jsonl", "--format", "jsonl"],
    ["annotate", "evil.jsonl", "--format", "conllu"],
    ["ingest", "evil.jsonl", "--jobs", "1"], ["ingest", EVIL], ["ingest", f"http://{EVIL}/"],
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the article in it, and a database that holds it."""
    here = tmp_path_factory.mktemp("terminal")
    rows = [
        {"id": name, "title": f"{sign}1+1 {EVIL}", "text": f"{STORY} {tail}", "publisher": f"{sign}P{EVIL}"}
        for name, sign, tail in (("one", "=", ""), ("two", "@", f"They parted {EVIL}."), (f"three{EVIL}", "-", ""))
    ]
    rows.append({"id": f"bad{EVIL}", "title": "", "text": "", "publisher": ""})
    lines = (json.dumps(row | {"url": f"http://example.org/{row['id']}", "published": "2016-05-06"}) for row in rows)
    (here / "evil.jsonl").write_text("\n".join(lines))
    run([str(here / "evil.jsonl")], str(here / "t.db"), given=Given(), jobs=1)
    return here


def shown_by(command: list[str], folder: Path) -> str:
    """What a command prints on a terminal on which somebody skips two events and then quits."""
    leader, follower = pty.openpty()
    keys = iter((b"k", b"k", b"q"))
    environment = {**os.environ, "TIMELINE_DB": "t.db", "COLUMNS": "120", "TERM": "xterm-256color"}
    process = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, cwd=folder, env=environment, start_new_session=True
    )
    os.close(follower)
    late = threading.Timer(LONGEST_SECONDS, process.kill)
    late.start()
    told = bytearray()
    while data := _read(leader):
        told.extend(data)
        if told.rstrip().endswith(ASKS):
            os.write(leader, next(keys, b"q"))
    late.cancel()
    os.close(leader)
    assert process.wait() == 0, told[-2000:]
    return told.decode("utf-8", "replace")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 1 << 16)
    except OSError:  # nobody holds the other side any more
        return b""


def test_no_command_lets_them_through(folder: Path) -> None:
    output = shown_by([sys.executable, "-c", RUN, json.dumps(COMMANDS)], folder)
    assert "Traceback" not in output
    parts = re.split(r"<end> \S+", output)
    assert len(parts) == len(COMMANDS) + 1
    for arguments, part in zip(COMMANDS, parts, strict=False):
        assert part.strip(), arguments
        found = OBEYED.search(part)
        assert found is None, (arguments, part[max(0, found.start() - 40) : found.end() + 20])


def test_json_says_the_same_with_escapes() -> None:
    record = {"text": STORY, "plain": "é ص 字"}
    assert json.loads(render.as_json(record)) == record
    assert OBEYED.search(render.as_json(record)) is None
    assert "é ص 字" in render.as_json(record)


@pytest.mark.parametrize("shape", ["csv", "tsv"])
def test_cells_are_neither_run_nor_obeyed(shape: str) -> None:
    wanted = {
        "=1+1": "'=1+1", "+1+1": "'+1+1", "-1+1": "'-1+1", "@SUM(1)": "'@SUM(1)", "\t=1": "'\t=1", "\n=1": "'\n=1",
        "\r=1": "'=1", "\x1b=1": "'=1", "\u202e=1": "'=1", "＝1": "'＝1", "-12": "-12", "+3.5": "+3.5",
        "2016-04-20": "2016-04-20", "a=1": "a=1", "": "", "a\nb": "a\nb",
    }  # fmt: skip
    lines = render.write([{"cell": cell} for cell in wanted], ("cell",), shape)
    rows = list(csv.reader(io.StringIO("\n".join(lines) + "\n"), delimiter="," if shape == "csv" else "\t"))
    assert [row[0] if row else "" for row in rows] == ["cell", *wanted.values()]


@pytest.mark.parametrize("arguments", [["export"], ["query", "--all"], ["actors", "list", "--limit", "5000"]])
def test_who_has_read_enough_ends_it_without_a_word(arguments: list[str], folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, json.dumps([[*arguments, "--db", "t.db"]])],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    with process.stderr as said:
        assert said.read() == b""
    process.wait()
