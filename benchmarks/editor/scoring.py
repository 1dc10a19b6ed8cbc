"""Score a timeline against editors' timelines, and say where wanted events are lost.

Pure functions over JSON values: documents, gold (GUIDELINES.md has its form) and events as `timeline query --format
jsonl` writes them.  The measures are defined in GUIDELINES.md.
"""

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Key = tuple[str, int]  # an article's id and the place of a listed event in its gold

PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "who",
        "which",
        "as",
    ]
)
PARTS = ("class", "parties", "date", "line")
CAUSES = ("right", "not found", "not chosen", "merged wrongly", *PARTS)
FEWEST_WORDS, MOST_WORDS = 4, 25
DAY = datetime.timedelta(days=1)


def normal(text: str | None) -> str:
    """Words of a text in lower case, accents removed, one blank between them.

    >>> normal("Erdoğan's  plan")
    'erdogan s plan'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.lower()))


def day(text: str | None) -> datetime.date | None:
    """The date of an ISO day; None for anything else."""
    return datetime.date.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def same_name(names: Iterable[str], party: Json) -> bool:
    """Whether a party bears one of the names, whole words of one inside the other."""
    mine = {normal(party.get(key)) for key in ("name", "text", "id")} - {""}
    return any(f" {name} " in f" {own} " or f" {own} " in f" {name} " for name in map(normal, names) for own in mine)


def is_named(party: Json) -> bool:
    """Whether a party has a name of its own."""
    text = party.get("text") or party.get("name") or ""
    return any(word[:1].isupper() for word in text.split()) and party.get("kind") not in ("people", "other")


def _has_name(names: Iterable[str]) -> bool:
    """Whether a listed party has a name among its last two words; who has none is not required."""
    return any(word[:1].isupper() for name in names for word in name.split()[-2:])


def parties_right(gold: Json, event: Json) -> bool:
    """Whether every named party stands on its side, and nobody who is not listed."""
    source, target = event.get("source") or [], event.get("target") or []
    either = not gold["whom"] or not gold["who"]  # of a death or a meeting either side will do
    for listed, side, other in ((gold["who"], source, target), (gold["whom"], target, source)):
        required = [names for names in listed if _has_name(names)]
        places = [*side, *other] if either else side
        found = sum(any(same_name(names, party) for party in places) for names in required)
        if found < (len(required) if len(required) < 3 else len(required) / 2):
            return False
    for side, listed in ((source, gold["who"]), (target, gold["whom"])):
        allowed = [*(gold["who"] + gold["whom"] if either else listed), *gold.get("also", [])]
        if any(is_named(party) and not any(same_name(names, party) for names in allowed) for party in side):
            return False
    return True


def date_right(gold: Json, event: Json) -> bool:
    """Whether first and last day agree: a day either way in a window of three or more, anywhere in a loose one."""
    first, last = day(gold["from"]), day(gold["to"])
    start, end = day((event.get("from") or "")[:10]), day((event.get("to") or "")[:10])
    if first is None or last is None:
        return start is None or event.get("date_reason") == "publication"
    if start is None or end is None:
        return False
    end -= DAY
    if gold.get("loose"):
        return first <= start and end <= last
    slack = 1 if (last - first).days >= 2 else 0
    return abs((start - first).days) <= slack and abs((end - last).days) <= slack


def line_right(gold: Json, event: Json) -> bool:
    """Whether a line says all it must, opens with no pronoun and is neither too short nor too long."""
    line = event.get("headline") or ""
    words, first = normal(line).split(), (line.split() or [""])[0]
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        return False
    if words[0] in PRONOUNS and not (first.isupper() and len(first) > 1):
        return False
    return all(any(_says(stem, words) for stem in alternatives) for alternatives in gold["must"])


def _says(stem: str, words: Sequence[str]) -> bool:
    joined = normal(stem).replace(" ", "")
    return normal(stem) in " ".join(words) or any(word.startswith(joined) for word in words)


def place_right(gold: Json, event: Json) -> bool | None:
    """Whether a place is among the listed ones; None where none is listed."""
    if not gold["where"]:
        return None
    names = [normal(place.get(key)) for place in event.get("place") or [] for key in ("name", "text", "country")]
    listed = [normal(name) for name in gold["where"]]
    return any(n and (f" {w} " in f" {n} " or f" {n} " in f" {w} ") for n in names for w in listed)


def status_right(gold: Json, event: Json) -> bool | None:
    """Whether status and negation agree; None where the event states none."""
    if "status" not in event:
        return None
    return bool(event["status"] == gold["status"]) and bool(event.get("negated")) == bool(gold.get("negated"))


def judge(gold: Json, event: Json) -> dict[str, bool]:
    """Which of the four parts are right."""
    classes = event.get("class")
    first = classes[0] if isinstance(classes, list) else classes
    return {
        "class": first in gold["class"],
        "parties": parties_right(gold, event),
        "date": date_right(gold, event),
        "line": line_right(gold, event),
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """An event a reader sees, and the listed events of each article that its triggers overlap.

    `met` counts triggers; `told` is how many triggers stand in the scored articles.
    """

    event: Json
    met: Mapping[Key, int]
    told: int

    @property
    def mixed(self) -> bool:
        """Whether its mentions match different listed events of one article."""
        homes = Counter(article for article, _ in self.met)
        return self.told > 1 and any(count > 1 for count in homes.values())


@dataclass(slots=True)
class Score:
    """Counts behind the figures; `figures()` makes percentages of them."""

    articles: int = 0
    shown: int = 0
    noise: int = 0
    right: int = 0
    matched: int = 0
    several: int = 0
    mixed: int = 0
    parts: Counter[str] = field(default_factory=Counter)
    beside: dict[str, list[bool]] = field(default_factory=lambda: {"place": [], "status": []})
    hits: dict[Key, list[Shown]] = field(default_factory=dict)
    best: dict[Key, dict[str, bool]] = field(default_factory=dict)
    wanted: list[Key] = field(default_factory=list)
    leads: list[Key] = field(default_factory=list)
    errors: list[tuple[str, ...]] = field(default_factory=list)

    def all_right(self, key: Key) -> bool:
        """Whether some shown event tells a listed one wholly right."""
        return all(self.best[key].values()) if key in self.best else False

    def figures(self) -> dict[str, float]:
        """The measures by name, in percent but for counts."""
        recall = percent(sum(map(self.all_right, self.wanted)), len(self.wanted))
        precision = percent(self.right, self.shown)
        return {
            "editor F1": round(2 * recall * precision / (recall + precision), 1) if recall + precision else 0.0,
            "recall, all right": recall,
            "precision, all right": precision,
            "wanted shown": percent(sum(key in self.hits for key in self.wanted), len(self.wanted)),
            "noise": percent(self.noise, self.shown),
            "lead shown": percent(sum(key in self.hits for key in self.leads), len(self.leads)),
            "lead right": percent(sum(map(self.all_right, self.leads)), len(self.leads)),
            **{f"{part} of matched": percent(self.parts[part], self.matched) for part in PARTS},
            **{f"{name} of given": percent(sum(found), len(found)) for name, found in self.beside.items()},
            "twice": percent(sum(len(shown) > 1 for shown in self.hits.values()), len(self.hits)),
            "mixed": percent(self.mixed, self.several),
            "events shown": self.shown,
            "wanted": len(self.wanted),
            "articles": self.articles,
        }


def percent(part: float, whole: float) -> float:
    """`part` in percent of `whole`, 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def overlaps(gold: Mapping[str, Sequence[Json]], events: Iterable[Json]) -> Iterator[Shown]:
    """Those of the events that are told in the articles of the gold, with what they match."""
    for event in events:
        told = [
            (str(mention["article"]["id"]), mention["trigger"]["start"], mention["trigger"]["end"])
            for mention in event.get("mentions", [])
            if str(mention["article"]["id"]) in gold
        ]
        met: Counter[Key] = Counter()
        for article, start, end in told:
            for number, listed in enumerate(gold[article]):
                met[article, number] += any(start < last and first < end for first, last in listed["spans"])
        if told:
            yield Shown(event, +met, len(told))


def score(gold: Mapping[str, Sequence[Json]], events: Iterable[Json]) -> Score:
    """Compare what is shown with what editors listed for the articles of `gold`, by id."""
    result = Score(articles=len(gold))
    for article, listed in gold.items():
        result.wanted += [(article, n) for n, event in enumerate(listed) if event["grade"] == 2]
        result.leads += [(article, n) for n, event in enumerate(listed) if event.get("lead")]
    for shown in overlaps(gold, events):
        _count(result, gold, shown)
    for article, number in result.wanted:
        if (article, number) not in result.hits:
            listed = gold[article][number]
            result.errors.append(("missing", article, listed["line"], str(listed["from"])))
    return result


def _count(result: Score, gold: Mapping[str, Sequence[Json]], shown: Shown) -> None:
    event = shown.event
    result.shown += 1
    result.several += shown.told > 1
    result.mixed += shown.mixed
    if not shown.met:
        result.noise += 1
        result.errors.append(("noise", str(event.get("headline")), str(event.get("class")), str(event.get("edtf"))))
        return
    verdicts = {key: judge(gold[key[0]][key[1]], event) for key in shown.met}
    for key, verdict in verdicts.items():
        result.hits.setdefault(key, []).append(shown)
        result.best[key] = max(result.best.get(key, verdict), verdict, key=_rightness)
    key, verdict = max(verdicts.items(), key=lambda pair: _rightness(pair[1])[0])
    listed = gold[key[0]][key[1]]
    result.matched += 1
    result.parts.update(part for part, fine in verdict.items() if fine)
    result.right += all(verdict.values())
    for name, fine in (("place", place_right(listed, event)), ("status", status_right(listed, event))):
        if fine is not None:
            result.beside[name].append(fine)
    if not all(verdict.values()):
        faults = "+".join(part for part, fine in verdict.items() if not fine)
        found = (str(event.get("headline")), str(event.get("class")), str(event.get("edtf")))
        result.errors.append((faults, *found, "wanted:", listed["line"], str(listed["from"])))


def _rightness(verdict: Mapping[str, bool]) -> tuple[int, bool]:
    return sum(verdict.values()), all(verdict.values())


def losses(gold: Mapping[str, Sequence[Json]], shown: Score, found: Score) -> tuple[Counter[str], Counter[str]]:
    """How many wanted events are lost by first cause, and by every cause.

    `shown` scores what a reader sees by default, `found` all that was read.  "merged wrongly" is a shown event that
    mixes listed ones and is not wholly right; of the four parts the first wrong one counts as the first cause.
    """
    first: Counter[str] = Counter(dict.fromkeys(CAUSES, 0))
    every: Counter[str] = Counter(dict.fromkeys(CAUSES, 0))
    for key in shown.wanted:
        causes = _causes(key, shown, found)
        first[causes[0]] += 1
        every.update(causes)
    return first, every


def _causes(key: Key, shown: Score, found: Score) -> list[str]:
    if shown.all_right(key):
        return ["right"]
    if key not in shown.hits:
        return ["not chosen" if key in found.hits else "not found"]
    wrong = [part for part, fine in shown.best[key].items() if not fine]
    return ["merged wrongly", *wrong] if all(each.mixed for each in shown.hits[key]) else wrong


def as_events(gold: Mapping[str, Sequence[Json]]) -> Iterator[Json]:
    """Another annotator's timeline as if a program had shown it, to measure how far two editors agree."""
    for article, listed in gold.items():
        for event in listed:
            last = day(event["to"])
            yield {
                "class": event["class"],
                "from": event["from"],
                "to": (last + DAY).isoformat() if last else None,
                "headline": event["line"],
                "source": [{"name": names[0], "text": names[0]} for names in event["who"]],
                "target": [{"name": names[0], "text": names[0]} for names in event["whom"]],
                "grade": event["grade"],
                "mentions": [
                    {"article": {"id": article}, "trigger": {"start": start, "end": end}}
                    for start, end in event["spans"]
                ],
            }
