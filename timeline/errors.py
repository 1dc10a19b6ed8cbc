"""What can go wrong, as a caller sees it.

* TimelineError
  - ReadError               an article, archive or page cannot be read
  - ResourceError           a rule, lexicon or seed file is malformed
  - StoreError              the database cannot be used
    - UpgradeNeededError    it was made by an older version
  - QueryError              a filter makes no sense
    - NotFoundError         it names something unknown; offers the nearest names
"""

from collections.abc import Sequence


class TimelineError(Exception):
    """Base of all errors this package raises on purpose; str() is one line fit for a user."""

    exit_status = 1


class ReadError(TimelineError):
    """An article, archive or page cannot be read."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"{subject}: {reason}")
        self.subject, self.reason = subject, reason


class ResourceError(TimelineError):
    """A rule, lexicon or seed file is malformed."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        super().__init__(f"{file}: {entry}: {reason}")
        self.file, self.entry, self.reason = file, entry, reason


class StoreError(TimelineError):
    """The database cannot be used; `remedy` says what to do."""

    def __init__(self, database: str, reason: str, remedy: str = "") -> None:
        super().__init__(f"{database}: {reason}" + (f"; {remedy}" if remedy else ""))
        self.database, self.reason, self.remedy = database, reason, remedy


class UpgradeNeededError(StoreError):
    """The database was made by an older version of this program."""

    exit_status = 4

    def __init__(self, database: str) -> None:
        super().__init__(
            database, "was made by an older version", "run `timeline db upgrade` (a copy is kept beside it)"
        )


class QueryError(TimelineError):
    """A filter makes no sense."""

    exit_status = 2


class NotFoundError(QueryError):
    """A filter names something that is not known."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = ()) -> None:
        hint = f"; did you mean {' or '.join(nearest)}?" if nearest else ""
        super().__init__(f'no {kind} named "{name}"{hint}')
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
