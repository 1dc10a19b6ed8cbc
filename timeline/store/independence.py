"""How many reports of an event are independent: copies, one publisher, owner or agency behind several count once."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from timeline.actors.spelling import folded
from timeline.merge.clusters import connect
from timeline.resources import read_rows, shipped
from timeline.store.facts import Told
from timeline.terms import ActorKind

HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.\w{2,}")  # a publisher that is known by its address alone
ENDINGS = (" news", " online", " world service")  # what an editor's own name for a medium may add
Source = tuple[str, str | int]


def independent(told: Sequence[Told]) -> int:
    """The number of groups of reports that share no source with each other."""
    holders: dict[Source, list[int]] = {}
    for number, each in enumerate(told):
        for source in _sources(each):
            holders.setdefault(source, []).append(number)
    shared = [pair for numbers in holders.values() for pair in pairwise(numbers)]
    return len(connect(range(len(told)), shared))


def _sources(told: Told) -> Iterator[Source]:
    """What a report comes from: its text and its copies, its publisher, the medium that it says reported it."""
    yield "text", told.group
    if told.publisher is not None:
        yield "medium", owner_of(told.citation.publisher)
    if told.mention.attribution is not None:
        for speaker in told.mention.attribution.said_by:
            if speaker.kind is ActorKind.MEDIA:
                yield "medium", owner_of(speaker.name)


@cache
def owner_of(publisher: str) -> str:
    """Who owns a publisher as far as the registry knows, else its plain name, or its address without "www.".

    >>> owner_of("BBC News") == owner_of("news.bbc.co.uk") == owner_of("The BBC")
    True
    >>> owner_of("Kenai Courier"), owner_of("www.news.kenai.example")
    ('kenai courier', 'news.kenai.example')
    """
    owners = _owners()
    if HOST.fullmatch(publisher):
        address = publisher.lower().removeprefix("www.")
        return next((owners[label] for label in reversed(address.split(".")) if label in owners), address)
    name = folded(publisher)
    shorter = (name.removesuffix(ending) for ending in ENDINGS)
    return next((owners[each] for each in (name, *shorter) if each in owners), name)


@cache
def _owners() -> dict[str, str]:
    """The id of the highest owner of each medium in the registry, by every name that it goes by."""
    rows = [row for _, row in read_rows(shipped("seeds") / "actors" / "media.csv")]
    parents = {row["id"]: row["parent"] for row in rows if row["parent"]}
    owners = {}
    for row in rows:
        top = row["id"]
        while top in parents:
            top = parents[top]
        for form in (row["name"], row["name"].partition(" (")[0], *row["aliases"].split("|")):
            owners[folded(form.rpartition(":")[2].rstrip("?"))] = top
    owners.pop("", None)
    return owners
