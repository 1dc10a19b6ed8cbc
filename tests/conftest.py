"""What holds for all tests: laws are checked without a look at the clock, and `--update` rewrites golden articles."""

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
CHANGED = pytest.StashKey[list[int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden articles' events with what is read now")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CHANGED] = []


@pytest.fixture
def changed(pytestconfig: pytest.Config) -> list[int]:
    """How many lines of each golden article differ; a test adds its own."""
    return pytestconfig.stash[CHANGED]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[CHANGED]:
        verb = "rewritten" if config.getoption("--update") else "differ"
        terminalreporter.write_line(f"golden articles: {sum(config.stash[CHANGED])} lines {verb}")
