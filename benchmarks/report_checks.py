"""Checks on the program's output for one input: `holds(check, outcome)`.

A check is an object; its `check` field names the kind.  `{"any": [...]}` holds if one of the checks in it does.  Other
fields are compared with the record found: equal, or a member if the field is a list.  `from` and `to` are half-open
intervals, as `timeline annotate` prints them.

    timex      some timex has these fields; `text` is a part of its text, `below` an upper bound on its confidence
    timexes    `found` lists all timexes that have an interval, in order; those in `also` are optional
    no-timex   no timex has these fields; without fields, there is no timex
    event      some event has these fields (see EVENT_FIELDS)
    no-event   no event has these fields
    published  every article (or the one titled `article`) has this `day`, null for unknown; `below` bounds confidence
    articles   there are `count` articles, with the days `published`, in order
    text       the text of the articles (or of the one titled `article`) contains all of `has` and none of `lacks`
    run        a command on the database exits with `code`; `stdout` and `stderr` are patterns found in its output,
               `lacks` a pattern not in its stdout
    records    a command prints JSON objects, one a line, with a value for each of `keys`
    calendar   a command prints iCalendar events with UID, DTSTAMP and the same days as `--format jsonl`
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from icalendar import Calendar

from timeline.calendar import iso
from timeline.model import Article

Json = dict[str, Any]
Check = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The program's output for one input; timexes and events are records as `timeline annotate` prints them.

    `run` runs a command on the database shared by all cases.
    """

    run: Callable[[Sequence[str]], Ran]
    timexes: Sequence[Json] = ()
    events: Sequence[Json] = ()
    articles: Sequence[Article] = ()


def holds(check: Check, outcome: Outcome) -> bool:
    """Whether a check holds.

    Raises:
        KeyError: there is no such check, or no such field in the record.
    """
    if "any" in check:
        return any(holds(each, outcome) for each in check["any"])
    fields = {key: value for key, value in check.items() if key != "check"}
    return CHECKS[check["check"]](fields, outcome)


def fits(found: Any, wanted: Any) -> bool:
    """Whether a value equals the wanted one or is in the list of them."""
    return found in wanted if isinstance(wanted, list) else bool(found == wanted)


def is_timex(timex: Json, fields: Check) -> bool:
    for key, wanted in fields.items():
        if key == "text":
            fine = wanted in timex["text"]
        elif key == "below":
            fine = timex["confidence"] < wanted
        else:
            fine = fits(timex[key], wanted)
        if not fine:
            return False
    return True


def timex(fields: Check, outcome: Outcome) -> bool:
    return any(is_timex(each, fields) for each in outcome.timexes)


def timexes(fields: Check, outcome: Outcome) -> bool:
    """Whether the timexes with an interval are the wanted ones in order, apart from optional ones."""
    wanted = list(fields["found"])
    for each in outcome.timexes:
        if each["from"] is None:
            continue
        if wanted and is_timex(each, wanted[0]):
            del wanted[0]
        elif not any(is_timex(each, allowed) for allowed in fields.get("also", ())):
            return False
    return not wanted


def no_timex(fields: Check, outcome: Outcome) -> bool:
    return not timex(fields, outcome)


def is_party(actor: Json, wanted: str) -> bool:
    """Whether `wanted` is the actor's id, its country, both country and sector (`GEO/OPP`) or its sector (`/OPP`)."""
    country, sector = actor["country"], actor["sector"]
    return wanted in (actor["id"], country, f"{country}/{sector}", f"/{sector}")


def are_parties(actors: Sequence[Json], wanted: Sequence[str]) -> bool:
    """Whether each actor matches one of those wanted, and each of those wanted one of the actors."""
    return all(any(is_party(actor, each) for each in wanted) for actor in actors) and all(
        any(is_party(actor, each) for actor in actors) for each in wanted
    )


def said_by(event: Json, wanted: str) -> bool:
    said = event["attribution"]
    return said is not None and any(is_party(actor, wanted) for actor in said["said_by"])


EVENT_FIELDS: dict[str, Callable[[Json, Any], bool]] = {
    "trigger": lambda event, wanted: wanted in event["trigger"]["text"].lower(),
    "source": lambda event, wanted: are_parties(event["source"], wanted),
    "target": lambda event, wanted: are_parties(event["target"], wanted),
    "parties": lambda event, wanted: are_parties(event["source"] + event["target"], wanted),
    "party": lambda event, wanted: any(is_party(actor, wanted) for actor in event["source"] + event["target"]),
    "place": lambda event, wanted: wanted in [f"{place['name']}/{place['country']}" for place in event["place"]],
    "said_by": said_by,
    "attribution": lambda event, wanted: fits((event["attribution"] or {"mode": ""})["mode"], wanted),
}  # any other field is compared with the record's own


def is_event(event: Json, fields: Check) -> bool:
    return all(
        EVENT_FIELDS[key](event, wanted) if key in EVENT_FIELDS else fits(event[key], wanted)
        for key, wanted in fields.items()
    )


def event(fields: Check, outcome: Outcome) -> bool:
    return any(is_event(each, fields) for each in outcome.events)


def no_event(fields: Check, outcome: Outcome) -> bool:
    return not event(fields, outcome)


def meant(fields: Check, outcome: Outcome) -> list[Article]:
    """The articles with the title given in `article`; all of them without it."""
    return [each for each in outcome.articles if each.title == fields.get("article", each.title)]


def day(article: Article) -> str | None:
    return None if article.published is None else iso(article.published)


def published(fields: Check, outcome: Outcome) -> bool:
    articles = meant(fields, outcome)
    right = all(fits(day(each), fields["day"]) for each in articles) if "day" in fields else True
    return bool(articles) and right and all(each.published_confidence < fields.get("below", 2) for each in articles)


def articles(fields: Check, outcome: Outcome) -> bool:
    days = [day(each) for each in outcome.articles]
    return len(days) == fields["count"] and days == fields.get("published", days)


def text(fields: Check, outcome: Outcome) -> bool:
    whole = "\n".join(each.text for each in meant(fields, outcome))
    lacks = not any(word in whole for word in fields.get("lacks", ()))
    return bool(whole) and lacks and all(word in whole for word in fields.get("has", ()))


def run(fields: Check, outcome: Outcome) -> bool:
    ran = outcome.run(fields["arguments"])
    if "code" in fields and ran.code != fields["code"]:
        return False
    if "lacks" in fields and re.search(fields["lacks"], ran.stdout):
        return False
    return all(re.search(fields[key], getattr(ran, key)) for key in ("stdout", "stderr") if key in fields)


def records(fields: Check, outcome: Outcome) -> bool:
    rows = [json.loads(line) for line in outcome.run(fields["arguments"]).stdout.splitlines()]
    return bool(rows) and all(row.get(key) for row in rows for key in fields["keys"])


def calendar(fields: Check, outcome: Outcome) -> bool:
    """Whether the iCalendar events are those dated in the common era, with an exclusive DTEND."""
    printed = outcome.run([*fields["arguments"], "--format", "jsonl"]).stdout
    days = [(row["from"], row["to"]) for row in map(json.loads, printed.splitlines()) if row["from"]]
    entries = Calendar.from_ical(outcome.run([*fields["arguments"], "--format", "ics"]).stdout).events
    found = [(str(entry["DTSTART"].dt), str(entry["DTEND"].dt)) for entry in entries]
    whole = all(key in entry for entry in entries for key in ("UID", "DTSTAMP"))
    return whole and sorted(found) == sorted(pair for pair in days if not pair[0].startswith("-"))


CHECKS: dict[str, Callable[[Check, Outcome], bool]] = {
    "timex": timex,
    "timexes": timexes,
    "no-timex": no_timex,
    "event": event,
    "no-event": no_event,
    "published": published,
    "articles": articles,
    "text": text,
    "run": run,
    "records": records,
    "calendar": calendar,
}
