"""The annotated articles read, with what each learnt decision was made from; decisions put in the place of others."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editor.corpus import article_of, documents, gold, merged
from mentions import CachedParser

from timeline import extract
from timeline.ingest import reader_tools
from timeline.model import Article
from timeline.tracing import Trace, traced

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An article, its events as `annotate` prints them, what its editor lists, and what decisions were made from.

    `kept` is by where a trigger begins and the name of the decision.
    """

    article: Article
    events: tuple[Json, ...]
    listed: Sequence[Json]
    kept: Mapping[tuple[Any, str], Any]


def cached_tools() -> dict[str, Any]:
    """What articles are read with; parses are kept in build/parses."""
    tools = reader_tools()
    tools["parser"] = CachedParser(tools["parser"])
    return tools


def open_articles(shared: Path) -> list[tuple[Article, Sequence[Json]]]:
    """The open articles and what their editors list."""
    listed = merged(gold("open"))
    return [(article_of(document), listed[document["id"]]) for document in documents(shared, set(listed))]


def told(articles: Sequence[tuple[Article, Sequence[Json]]], tools: Mapping[str, Any]) -> Iterator[Told]:
    """The articles read, one by one."""
    for article, listed in articles:
        with traced(Trace()) as trace:
            (analysis,) = extract.analyse([article], **tools)
        yield Told(article, tuple(extract.annotation(analysis)["events"]), listed, trace.kept)


def overlapping(event: Mapping[str, Any], spans: Sequence[Sequence[int]]) -> bool:
    """Whether the trigger of an event shares a character with one of the spans."""
    return any(event["trigger"]["start"] < last and first < event["trigger"]["end"] for first, last in spans)


@contextmanager
def deciding(**loaders: object) -> Iterator[None]:
    """Within it these functions stand in the place of those of their names, wherever those were imported."""
    before = [
        (module, name, getattr(module, name))
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("timeline.")
        for name in loaders
        if hasattr(module, name)
    ]
    try:
        for module, name, _ in before:
            setattr(module, name, loaders[name])
        yield
    finally:
        for module, name, loader in before:
            setattr(module, name, loader)
