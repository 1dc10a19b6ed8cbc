"""Fit the model of dates: `python -m training.dates SHARED`, two minutes on one core.

SHARED is the folder with the articles that benchmarks/editor annotates and with Event StoryLine (bench/data/esc.*).
For each event that an editor or annotator dates, one softmax over its candidates (`timeline.events.candidates`) is to
find those that are right.  Short texts of our own (training/dates.toml) show constructions that are rare in articles.
Before the weights are written, five-fold cross-validation over documents shows how good they are on texts that they
were not fitted to.  The sealed third is never read.
"""

import argparse
import csv
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editor.corpus import FOLDS, fold_of
from editor.scoring import date_right, judge

from timeline.arrays import np, npt
from timeline.calendar import iso, parse_iso
from timeline.events.candidates import Candidate
from timeline.events.datemodel import DateModel, model_of
from timeline.model import Article
from timeline.readers import Given, read
from timeline.resources import data_file
from timeline.store.numbers import SALIENT
from timeline.terms import DateReason, PublishedSource
from training.reading import Told, cached_tools, open_articles, overlapping, told

OWN_TEXTS, OWN_DAY = Path(__file__).with_name("dates.toml"), "2016-04-20"
RAREST = 12  # candidates that must show a feature, else it gets no weight
PENALTY = 6.0  # of the square of weights; 4 to 10 differ by less than the folds do
WEIGHTS = {"editor": 1.0, "esc": 0.4, "own": 6.0}  # of an event; 0.2 to 1 and 3 to 8 do alike
REPORTED = 0.6  # of an answer is the report's day where an editor gives no date
SHOWN = SALIENT / 100  # salience from which the figures of what is shown count
LEAST = 0.02  # weights nearer to 0 are not written
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """An event of a document: the features of each candidate, how right each is, and which share one date."""

    document: str
    home: str
    shown: bool
    features: tuple[tuple[str, ...], ...]
    right: tuple[float, ...]
    dates: tuple[str, ...]


def dated(read: Told) -> Iterator[tuple[dict[str, Any], Sequence[Candidate], Any]]:
    """Each event of an article that was dated by the model, with its candidates and their features."""
    for event in read.events:
        kept = read.kept.get((event["trigger"]["start"], "dates"))
        if kept is not None:
            yield event, *kept


def example(home: str, article: Article, event: Mapping[str, Any], kept: Any, right: Sequence[float]) -> Example:
    """The example that an event makes."""
    candidates, features = kept
    dates = tuple(candidate.dated.edtf for candidate in candidates)
    return Example(article.id, home, event["salience"] >= SHOWN, tuple(features), tuple(right), dates)


def of_editors(read: Iterable[Told]) -> Iterator[Example]:
    """The events that editors list in the articles."""
    for each in read:
        for event, *kept in dated(each):
            met = [listed for listed in each.listed if overlapping(event, listed["spans"])]
            if met:
                verdicts = [judge(dict(listed), event) for listed in met]
                likeness = [sum(fine for part, fine in verdict.items() if part != "date") for verdict in verdicts]
                meant = [listed for listed, like in zip(met, likeness, strict=True) if like == max(likeness)]
                right = [max(_as_editor(listed, candidate) for listed in meant) for candidate in kept[0]]
                yield example("editor", each.article, event, kept, right)


def _as_editor(listed: Mapping[str, Any], candidate: Candidate) -> float:
    """How right a candidate is by an editor's date."""
    interval, reason = candidate.dated.interval, candidate.dated.reason
    days = {"from": iso(interval.start), "to": iso(interval.end)} if interval else {"from": None, "to": None}
    right = date_right(dict(listed), {**days, "date_reason": reason.value})
    return REPORTED if right and listed["from"] is None and reason is DateReason.PUBLICATION else float(right)


def of_storylines(shared: Path, tools: Mapping[str, Any]) -> Iterator[Example]:
    """The events that Event StoryLine dates; as its scorer has it, the first day must be right as far as gold goes."""
    data = shared / "bench" / "data"
    listed = defaultdict(list)
    for line in (data / "esc.jsonl").read_text("utf8").splitlines():
        row = json.loads(line)
        listed[row["doc_id"]].append(row)
    articles = [a for a in read(str(data / "esc.docs.jsonl"), Given()) if isinstance(a, Article)]
    for each in told([(article, ()) for article in articles], tools):
        article = each.article
        for event, *kept in dated(each):
            met = [row["date"] for row in listed[article.id] if overlapping(event, [(row["start"], row["end"])])]
            if met:
                right = [float(any(_first_day(c.dated.edtf).startswith(day) for day in met)) for c in kept[0]]
                yield example("esc", article, event, kept, right)


def _first_day(edtf: str) -> str:
    first = edtf.partition("/")[0].rstrip("?~%")
    return first[:10] if first[:4].isdigit() else ""


def of_own(tools: Mapping[str, Any]) -> Iterator[Example]:
    """The events of our own texts.

    Raises:
        SystemExit: a word tells no event, or no candidate has its date.
    """
    for construction in tomllib.loads(OWN_TEXTS.read_text("utf8"))["construction"]:
        for text, words in construction["texts"]:
            article = Article(
                text, published=parse_iso(OWN_DAY), published_source=PublishedSource.GIVEN, id=text, language="en"
            )
            events = [event for each in told([(article, ())], tools) for event in dated(each)]
            for word, date in words.items():
                span = text.index(word), text.index(word) + len(word)
                found = next((each for each in events if overlapping(each[0], [span])), None)
                right = [_as_told(date, candidate) for candidate in found[1]] if found else []
                if found is None or not any(right):
                    raise SystemExit(f"{OWN_TEXTS.name}: {text!r}: {word!r} cannot be dated {date!r}")
                yield example("own", article, found[0], found[1:], right)


def _as_told(date: str, candidate: Candidate) -> float:
    if date:
        return float(candidate.dated.edtf == date)
    return float(candidate.dated.reason in (DateReason.NONE, DateReason.PUBLICATION))


class Table:
    """Examples as arrays: a row for each candidate, a column for each feature that is not too rare."""

    def __init__(self, found: Sequence[Example]) -> None:
        counts = Counter(name for each in found for row in each.features for name in row)
        self.names = sorted(name for name, count in counts.items() if count >= RAREST)
        column = {name: at for at, name in enumerate(self.names)}
        rows = [row for each in found for row in each.features]
        self.values = np.zeros((len(rows), len(self.names)), np.float32)
        for at, row in enumerate(rows):
            self.values[at, [column[name] for name in row if name in column]] = 1.0
        self.right = np.array([fine for each in found for fine in each.right])
        self.starts = np.cumsum([0, *(len(each.features) for each in found)])
        self.example = np.repeat(np.arange(len(found)), np.diff(self.starts))
        self.weight = np.array([WEIGHTS[each.home] for each in found])
        self.fold = np.array([-1 if e.home == "own" else fold_of(e.document) for e in found])


def fit(table: Table, chosen: npt.NDArray[np.bool_]) -> Floats:
    """The weights under which the right candidates of the chosen examples are likeliest."""
    rows = chosen[table.example]
    values, right = table.values[rows], table.right[rows]
    group = np.unique(table.example[rows], return_inverse=True)[1]
    starts = np.searchsorted(group, np.arange(chosen.sum()))
    known = np.add.reduceat(right, starts) > 0  # where no candidate is right nothing can be learnt
    weight = table.weight[chosen] * known

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = (values @ weights.astype(np.float32)).astype(np.float64)
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total, good = np.add.reduceat(shares, starts), np.add.reduceat(shares * right, starts)
        good = np.where(known, good, total)
        slope = weight[group] * (shares / total[group] - shares * np.where(known[group], right, 1.0) / good[group])
        gradient = (values.T @ slope.astype(np.float32)).astype(np.float64) + PENALTY * weights
        return float(-(weight * np.log(good / total)).sum() + PENALTY / 2 * weights @ weights), gradient

    return minimum(loss, np.zeros(len(table.names)))


def minimum(loss: Callable[[Floats], tuple[float, Floats]], at: Floats, steps: int = 300, memory: int = 12) -> Floats:
    """Where a smooth function is least, by limited-memory BFGS; `loss` gives value and gradient."""
    value, gradient = loss(at)
    moves: list[tuple[Floats, Floats]] = []
    for _ in range(steps):
        way = -_curved(gradient, moves)
        size = 1.0 if moves else 1.0 / float(np.abs(gradient).sum())
        while True:
            there = at + size * way
            lower, slope = loss(there)
            if lower <= value + 1e-4 * size * float(gradient @ way) or size < 1e-10:
                break
            size /= 2
        if float((there - at) @ (slope - gradient)) > 1e-10:
            moves = [*moves, (there - at, slope - gradient)][-memory:]
        settled = abs(value - lower) < 1e-7 * max(1.0, abs(lower))
        at, value, gradient = there, lower, slope
        if settled:
            break
    return at


def _curved(gradient: Floats, moves: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The gradient by the inverse of the curvature that the last moves have shown."""
    way, parts = gradient.copy(), []
    for step, change in reversed(moves):
        part = float(step @ way) / float(step @ change)
        way = way - part * change
        parts.append(part)
    if moves:
        step, change = moves[-1]
        way = way * (float(step @ change) / float(change @ change))
    for (step, change), part in zip(moves, reversed(parts), strict=True):
        way = way + (part - float(change @ way) / float(step @ change)) * step
    return way


def decided(found: Sequence[Example], table: Table, weights: Floats, number: int) -> Iterator[tuple[int, float, bool]]:
    """For each example of a fold: its place, the chance of the likeliest date, and whether that is right."""
    scores = (table.values @ weights.astype(np.float32)).astype(np.float64)
    for at in np.flatnonzero(table.fold == number):
        first, last = table.starts[at], table.starts[at + 1]
        shares = np.exp(scores[first:last] - scores[first:last].max())
        chances: dict[str, float] = defaultdict(float)
        for date, share in zip(found[at].dates, shares / shares.sum(), strict=True):
            chances[date] += float(share)
        best = max(chances, key=lambda date: chances[date])
        same = [n for n, date in enumerate(found[at].dates) if date == best]
        yield int(at), chances[best], found[at].right[max(same, key=lambda n: shares[n])] > 0


def figures(found: Sequence[Example], table: Table) -> Iterator[str]:
    """How often the date is right on documents that the weights were not fitted to."""
    chosen = [
        each for number in range(FOLDS) for each in decided(found, table, fit(table, table.fold != number), number)
    ]
    groups: dict[str, Callable[[Example], bool]] = {
        "editors' events": lambda e: e.home == "editor",
        f"those shown (salience {SHOWN} and more)": lambda e: e.home == "editor" and e.shown,
        "Event StoryLine": lambda e: e.home == "esc",
    }
    for name, within in groups.items():
        fine = [right for at, _, right in chosen if within(found[at])]
        best = [max(found[at].right) > 0 for at, _, _ in chosen if within(found[at])]
        share = f"{100 * np.mean(fine):.1f} % of {len(fine)} right"
        among = f"{100 * np.mean(best):.1f} % among the candidates"
        yield f"Held out (five folds over documents), {name}: {share}, {among}."
    said, true = np.array([chance for _, chance, _ in chosen]), np.array([right for _, _, right in chosen])
    for low in np.arange(0, 1, 0.1):
        inside = (said >= low) & (said < low + 0.1)
        if inside.sum() > 10:
            yield f"{said[inside].mean():.2f} said, {true[inside].mean():.2f} true, {inside.sum()} events"


def examples(read: Iterable[Told], shared: Path, tools: Mapping[str, Any]) -> list[Example]:
    """Everything the model is fitted to."""
    return [*of_editors(read), *of_storylines(shared, tools), *of_own(tools)]


def held_out_models(found: Sequence[Example]) -> list[DateModel]:
    """For each fold the model that was fitted to the others."""
    table = Table(found)
    fits = (fit(table, table.fold != fold) for fold in range(FOLDS))
    return [model_of(dict(zip(table.names, map(float, weights), strict=True))) for weights in fits]


def main() -> None:
    """Fit the model, print its figures and write its weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("shared", type=Path)
    shared = options.parse_args().shared
    found = examples(told(open_articles(shared), tools := cached_tools()), shared, tools)
    table = Table(found)
    counts = Counter(each.home for each in found)
    numbers = f"{counts['editor']} events of editors, {counts['esc']} of Event StoryLine, {counts['own']} of our own"
    lines = ["dates: which of its candidates dates an event.", f"Fitted to {numbers}.", *figures(found, table)]
    print("\n".join(lines))
    weights = fit(table, np.ones(len(found), bool))
    with data_file("en/dates.csv").open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {line}\n" for line in [*lines, "Made by: make train-choice"])
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("feature", "weight"))
        pairs = zip(table.names, weights, strict=True)
        rows.writerows((name, f"{weight:.3f}") for name, weight in pairs if abs(weight) >= LEAST)


if __name__ == "__main__":
    main()
