"""The walk through events that nobody has reviewed, one key at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from timeline import query, store
from timeline.classes import load_classes
from timeline.cli.render import safe
from timeline.cli.reviewing import answers
from timeline.cli.reviewing.candidates import candidates
from timeline.cli.reviewing.card import card, choice, keys
from timeline.errors import NotFoundError, QueryError, StoreError, TimelineError
from timeline.model import Event
from timeline.query import Filter
from timeline.terms import Status

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PAGE, FEW = 50, 9
MADE_OF = {"merge", "split"}  # they make other events; what those tell is still to be reviewed
HELP = """
  a  accept: it happened as told           r  reject: it is not shown any more
  d  another date: 2016-04-20, 2016-04, 'last week', 2016-04-11/2016-04-17, - for none
  c  another class                         h  another headline
  s  who does it, t  to whom it is done: names parted by ; and - for nobody
  l  where: places parted by ;             p  status, and whether it happened at all
  m  it is the same as another event       x  one of its reports is about something else
  u  take the last decision back           k  skip it: it comes again next time
  q  quit: everything decided is kept      ?  this
"""
STATUS = {"h": "happened", "o": "ongoing", "p": "planned", "b": "possible", "d": "demanded", "y": "hypothetical"}


@dataclass(slots=True)
class Terminal:
    """How a session reads and writes; `styled` where bold print can be seen."""

    key: Callable[[], str]
    ask: Callable[[str], str]
    say: Callable[[str], None]
    width: int = 80
    styled: bool = False


@dataclass(slots=True)
class Session:
    """One person at work: `now` gives the time of a decision, `today` what relative dates count from."""

    engine: "Engine"
    terminal: Terminal
    person: str
    now: Callable[[], str]
    today: int
    made: list[tuple[int, str]] = field(default_factory=list)
    decided: int = 0

    def run(self, wanted: Filter, *, again: bool = False) -> int:
        """Walk until the end or `q`; how many decisions hold.  `again` shows reviewed events too."""
        with self._reading() as connection:
            total = query.count(connection, wanted)
        for number, event in enumerate(self._walk(wanted, again), 1):
            if self._event(event, f"{number:,} of {total:,}") == "q":
                return len(self.made)
        self.terminal.say("No more events to review.")
        return len(self.made)

    @contextmanager
    def _reading(self) -> "Iterator[Connection]":
        with self.engine.connect().execution_options(reading=True) as connection:
            yield connection

    def _walk(self, wanted: Filter, again: bool) -> Iterator[str]:
        """Ids of events, the most salient first, a page at a time, so that no lock is held while a person thinks."""
        cursor, had = None, set[str]()
        while True:
            with self._reading() as connection:
                page = query.find(
                    connection, replace(wanted, sort="salience"), limit=PAGE, cursor=cursor, reports=False
                )
            for event in page.events:
                with self._reading() as connection:
                    now = _get(connection, event.id)
                if now and now.id not in had and (again or not set(now.corrected) - MADE_OF):
                    had.add(now.id)
                    yield now.id
            cursor = page.cursor
            if cursor is None:
                return

    def _event(self, key: str, place: str) -> str:
        """Show an event until it is decided or skipped; the last key."""
        while True:
            with self._reading() as connection:
                event = _get(connection, key)
            if event is None:
                return "k"
            self._show(event, place)
            pressed = self._pressed(event)
            if pressed == "u":
                before = self._undo()
                # What was decided before comes again, and then this one.
                if before and not self._same(before, key) and self._event(before, "again") == "q":
                    return "q"
            elif pressed in ("a", "r", "k", "q"):
                return pressed

    def _show(self, event: Event, place: str) -> None:
        width, styled = self.terminal.width, self.terminal.styled
        for line in ("", *card(event, place, width=width, styled=styled), "", *keys(width, styled)):
            self.terminal.say(line)

    def _same(self, one: str, other: str) -> bool:
        with self._reading() as connection:
            return _get(connection, one) == _get(connection, other)

    def _pressed(self, event: Event) -> str:
        """Read keys until one did something; that key."""
        while True:
            pressed = self.terminal.key()[:1]
            if pressed in ("k", " "):
                return "k"
            if pressed in ("q", "u", "\x1b"):
                return "q" if pressed == "\x1b" else pressed
            if pressed == "?":
                self.terminal.say(HELP)
                continue
            if pressed in ACTIONS and self._tried(ACTIONS[pressed], event):
                return pressed

    def _tried(self, action: "Action", event: Event) -> bool:
        try:
            return action(self, event)
        except (QueryError, StoreError) as error:
            self.terminal.say(safe(str(error)))
            return False

    def decide(self, event: str, kind: str, value: Any = None, other: str = "") -> bool:
        """Keep a decision and carry it out."""
        with self.engine.begin() as connection:
            number = store.correct(connection, event, kind, value, person=self.person, at=self.now(), other=other)
        self.made.append((number, event))
        return True

    def _undo(self) -> str:
        """Take back the last decision of this session; the event it was about."""
        if not self.made:
            self.terminal.say("Nothing decided yet; `timeline review --undo` takes back what was decided before.")
            return ""
        number, event = self.made.pop()
        with self.engine.begin() as connection:
            taken = store.undo(connection, number, at=self.now())
        self.terminal.say(f"Taken back: {taken.kind}.")
        return event

    def ask_value(self, event: Event, kind: str, question: str, shown: str) -> bool:
        """Ask for a value until it can be read; False where nothing was typed."""
        while written := self.terminal.ask(f"{question} [{safe(shown)}]: ").strip():
            try:
                with self._reading() as connection:
                    value = answers.value_of_kind(connection, kind, written, self.today)
                return self.decide(event.id, kind, value)
            except NotFoundError as error:
                hint = "; `timeline actors add` makes new ones" if error.kind == "actor" else ""
                self.terminal.say(safe(f"{error}{hint}"))
            except TimelineError as error:
                self.terminal.say(safe(str(error)))
        return False

    def chosen(self, lines: list[str]) -> int | None:
        """Which of the numbered lines, from 0; None for none of them."""
        for line in lines:
            self.terminal.say(line)
        self.terminal.say("Which? (any other key: none)")
        pressed = self.terminal.key()[:1]
        return int(pressed) - 1 if pressed.isdecimal() and 1 <= int(pressed) <= len(lines) else None


Action = Callable[[Session, Event], bool]


def _get(connection: "Connection", key: str) -> Event | None:
    try:
        return query.get(connection, key)
    except NotFoundError:
        return None


def _names(event: Event, role: str) -> str:
    return "; ".join(entry.name for entry in getattr(event, role)) or "-"


def _class(session: Session, event: Event) -> bool:
    session.terminal.say("  " + " ".join(load_classes()))
    return session.ask_value(event, "class", "Class", event.event_class)


def _status(session: Session, event: Event) -> bool:
    session.terminal.say("  " + "  ".join(f"{key} {name}" for key, name in STATUS.items()) + "  n did (not) happen")
    pressed = session.terminal.key()[:1]
    if pressed == "n":
        return session.decide(event.id, "negated", not event.negated)
    if pressed not in STATUS or event.status is Status(STATUS[pressed]):
        return False
    return session.decide(event.id, "status", STATUS[pressed])


def _merge(session: Session, event: Event) -> bool:
    with session.engine.connect().execution_options(reading=True) as connection:
        found = candidates(connection, event)
    if not found:
        session.terminal.say("No event is like this one.")
        return False
    place = session.chosen([choice(n, other) for n, other in enumerate(found, 1)])
    return place is not None and session.decide(event.id, "merge", other=found[place].id)


def _split(session: Session, event: Event) -> bool:
    reports = event.reports[:FEW]
    if len(reports) < 2:
        session.terminal.say("It is told only once.")
        return False
    lines = [safe(f"  {n}  {r.mention.edtf or '-':12} {r.sentence}") for n, r in enumerate(reports, 1)]
    place = session.chosen(lines)
    return place is not None and session.decide(event.id, "split", other=reports[place].key)


ACTIONS: dict[str, Action] = {
    "a": lambda session, event: session.decide(event.id, "accept"),
    "r": lambda session, event: session.decide(event.id, "reject"),
    "d": lambda session, event: session.ask_value(event, "date", "Date", event.edtf or "unknown"),
    "c": _class,
    "h": lambda session, event: session.ask_value(event, "headline", "Headline", event.headline),
    "s": lambda session, event: session.ask_value(event, "source", "Who does it", _names(event, "source")),
    "t": lambda session, event: session.ask_value(event, "target", "To whom", _names(event, "target")),
    "l": lambda session, event: session.ask_value(event, "place", "Where", _names(event, "place")),
    "p": _status,
    "m": _merge,
    "x": _split,
}
