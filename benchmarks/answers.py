"""Development texts with human answers, and which decisions about their events agree with those.

editor        open part of the editors' timelines: class, parties, date, status, place and line of an event whose
              trigger overlaps a listed one (of several the one it fits best), and for every event whether it is listed
esc           Event StoryLine: dates, right at the gold's granularity as in score_esc.py; an abstention is wrong
plv_train     PLV pairs: class and parties of the event of the sentence that fits the pair best, as in score_plv.py; of
              a joint event, which has no target, both parties may be sources
meantime.dev  status: all three flags of score_meantime.py

SHARED/bench holds the corpora and the scorers that the measures are taken from.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editor.corpus import documents, gold, merged
from editor.draw import json_lines
from editor.scoring import judge, place_right, status_right

from timeline.model import Article
from timeline.readers.rows import article_of

Json = dict[str, Any]
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # PLV has one class for both
DECISIONS = ("class", "parties", "date", "status", "place", "line", "listed")  # what is judged


@dataclass(frozen=True, slots=True)
class Text:
    """An article of a set, and what people answered about it."""

    corpus: str
    article: Article
    answers: Sequence[Json]

    @property
    def name(self) -> str:
        """The set and the article's id."""
        return f"{self.corpus} {self.article.id}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one decision about the event whose trigger begins `at` is right.

    `item` is what was judged, a trigger's offset or an answer's number: the same however the text is read.  A date or
    place that is not `given` is wrong where people know one, but misleads nobody.  Of "listed", which is judged of
    every event, the salience tells how much the program thinks so.
    """

    decision: str
    at: int
    item: int
    right: bool
    given: bool = True
    salience: float = 0.0


@dataclass(frozen=True, slots=True)
class Corpus:
    """How a set is loaded, and how the events read in a text of it are judged."""

    texts: Callable[[Path], Iterator[Text]]
    judged: Callable[[Text, Sequence[Json]], Iterator[Verdict]]


def _editor_texts(shared: Path) -> Iterator[Text]:
    listed = merged(gold("open"))
    for document in documents(shared, set(listed)):
        yield Text("editor", article_of(document, "editor"), listed[document["id"]])


def _bench_texts(name: str) -> Callable[[Path], Iterator[Text]]:
    def texts(shared: Path) -> Iterator[Text]:
        sys.path.append(str(shared / "bench"))  # for the scorers' own functions
        answers: dict[str, list[Json]] = {}
        for row in json_lines(shared / "bench" / "data" / f"{name}.jsonl"):
            answers.setdefault(row.get("doc_id") or row["id"], []).append(row)
        for document in json_lines(shared / "bench" / "data" / f"{name}.docs.jsonl"):
            article = article_of(document, name)
            yield Text(name, article, answers.get(article.id, []))

    return texts


def _by_editors(text: Text, events: Sequence[Json]) -> Iterator[Verdict]:
    for event in events:
        at, end = event["trigger"]["start"], event["trigger"]["end"]
        met = [listed for listed in text.answers if any(at < last and first < end for first, last in listed["spans"])]
        yield Verdict("listed", at, at, bool(met), salience=event["salience"])
        if met:
            best = max(met, key=lambda listed: sum(judge(listed, event).values()))
            beside = {"place": place_right(best, event), "status": status_right(best, event)}
            found: Mapping[str, bool | None] = judge(best, event) | beside
            given = {"date": bool(event["edtf"]), "place": bool(event["place"])}
            for name, fine in found.items():
                if fine is not None:
                    yield Verdict(name, at, at, fine, given.get(name, True))


def _by_date(text: Text, events: Sequence[Json]) -> Iterator[Verdict]:
    from adapt import day
    from common import date_match, overlap

    for event in events:
        at, end = event["trigger"]["start"], event["trigger"]["end"]
        dates = [answer["date"] for answer in text.answers if overlap(at, end, answer["start"], answer["end"])]
        if dates:
            found = day(event["edtf"])
            yield Verdict("date", at, at, any(date_match(found, date) for date in dates), bool(event["edtf"]))


def _by_pair(text: Text, events: Sequence[Json]) -> Iterator[Verdict]:
    for number, pair in enumerate(text.answers):
        fits = [(_fit(pair, event), event) for event in events]
        (directed, joined, same), event = max(fits, key=lambda fit: fit[0], default=((False,) * 3, {}))
        if joined or same:
            at = event["trigger"]["start"]
            yield Verdict("parties", at, number, directed or (joined and not event["target"]))
            yield Verdict("class", at, number, same)


def _fit(pair: Json, event: Json) -> tuple[bool, bool, bool]:
    """Whether an event joins the parties in their direction, in any direction, and has the pair's class."""
    sides = (event["source"], event["target"])
    directed = all(_covers(side, pair[key]) for side, key in zip(sides, ("source", "target"), strict=True))
    joined = all(_covers([*sides[0], *sides[1]], pair[key]) for key in ("source", "target"))
    return directed, joined, FOLDED.get(event["class"], event["class"]) == FOLDED.get(pair["class"], pair["class"])


def _covers(parties: Sequence[Json], span: Json) -> bool:
    """Whether a party overlaps a span; of a span without offsets, whether they share a word."""
    from common import ctoks, overlap

    if span["start"] is None:
        return any(set(ctoks(party["text"])) & set(ctoks(span["text"])) for party in parties)
    return any(overlap(party["start"], party["end"], span["start"], span["end"]) for party in parties)


def _by_flags(text: Text, events: Sequence[Json]) -> Iterator[Verdict]:
    from score_meantime import gold_flags, system_flags
    from setlib import align

    wanted = [answer for row in text.answers for answer in row["events"] if answer["full"]]
    for number, index in align(wanted, [event["trigger"] for event in events]):
        event = events[index]
        right = gold_flags(wanted[number]) == system_flags(event)
        yield Verdict("status", event["trigger"]["start"], number, right)


CORPORA = {
    "editor": Corpus(_editor_texts, _by_editors),
    "esc": Corpus(_bench_texts("esc"), _by_date),
    "plv_train": Corpus(_bench_texts("plv_train"), _by_pair),
    "meantime.dev": Corpus(_bench_texts("meantime.dev"), _by_flags),
}
