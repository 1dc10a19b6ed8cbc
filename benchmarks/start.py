"""How long it takes to start, beside bare Typer programs: `python benchmarks/start.py DATABASE [ROUNDS]`.

Processor time of whole processes, run in turn; the ratio is the median of those of each turn.  DATABASE is a small
one, such as `timeline ingest seeds/articles` makes.  A bare program that runs its one command already loads what Typer
reads arguments with, so both kinds of floor are given.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

BARE = """
import typer

def _version(wanted: bool) -> None:
    if wanted:
        typer.echo("bare 1")
        raise typer.Exit

app = typer.Typer(name="bare", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)

@app.callback()
def root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True)) -> None:
    \\"\\"\\"A bare program.\\"\\"\\"

@app.command()
def go(name: str = "x") -> None:
    \\"\\"\\"Go.\\"\\"\\"
    typer.echo(name)

app()
"""
OURS = "from timeline.cli import main\nmain()\n"
ROUNDS = 15


def main() -> None:
    """Print a line a question."""
    database = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    query = ["query", "--actor", "Russia", "--db", database]
    cases = (
        (["--help"], ["--help"]),
        (["--version"], ["--version"]),
        ([*query, "--format", "jsonl"], ["go"]),
        ([*query, "--format", "table"], ["go"]),
        ([*query, "--format", "jsonl"], ["--help"]),
    )
    with tempfile.TemporaryDirectory(prefix="timeline-start-") as folder:
        ours, bare = Path(folder) / "ours.py", Path(folder) / "bare.py"
        ours.write_text(OURS)
        bare.write_text(BARE.replace("\\", ""))
        print("| timeline | bare program | seconds | bare | times |\n|---|---|---|---|---|")
        for mine, theirs in cases:
            pairs = [(_spent(ours, mine), _spent(bare, theirs)) for _ in range(rounds + 1)][1:]
            middle = [statistics.median(each) for each in zip(*pairs, strict=True)]
            ratio = statistics.median(a / b for a, b in pairs)
            told = " ".join(part for part in mine if part not in ("--db", database))
            print(f"| `{told}` | `{' '.join(theirs)}` | {middle[0]:.3f} | {middle[1]:.3f} | {ratio:.2f} |")


def _spent(program: Path, arguments: list[str]) -> float:
    """Seconds of processor time of a process, from start to end."""
    before = os.times()
    subprocess.run([sys.executable, str(program), *arguments], capture_output=True, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
