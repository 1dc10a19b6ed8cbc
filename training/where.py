"""Fit the choice of an event's place to the open gold: `python -m training.where SHARED`, a minute on one core.

Two logistic regressions over what speaks for a place (`timeline.events.placing`): which country or sea an event is put
in, and which smaller place within it.  Five-fold cross-validation over articles shows how good they are on texts that
they were not fitted to.  The sealed third is never read.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editor.corpus import FOLDS, fold_of
from editor.scoring import judge, normal

from timeline.arrays import np
from timeline.events.placing import AREA, LIKELY, SPOT, in_reach
from timeline.events.scene import Key
from timeline.gazetteer import Gazetteer, Place, load_gazetteer, readings
from timeline.resources import data_file
from training.choice import Floats, chance_of, fitted, reliability
from training.reading import cached_tools, open_articles, overlapping, told

PENALTY = 3.0  # of the square of weights; a tenth does alike, three times as much hides that "in Doha" hardly ever errs
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that an event of an article may be put in, and whether it is one that the editor gives."""

    article: str
    event: int
    features: Mapping[str, float]
    right: bool


def candidates(shared: Path) -> tuple[list[Candidate], list[Candidate]]:
    """The countries and seas, and the smaller places, that the listed events of the open articles may be put in."""
    known = load_gazetteer()
    areas: list[Candidate] = []
    spots: list[Candidate] = []
    for number, (article, wanted, kept) in enumerate(_events(shared)):
        within = _areas(wanted, known)
        for area, signs in kept[AREA].items():
            right = area in within if within else _is_named(area, wanted, known)
            areas.append(Candidate(article, number, signs, right))
        smaller = ((area, key, signs) for area, found in kept[SPOT].items() for key, signs in found.items())
        for area, key, signs in smaller if wanted else ():
            if area or in_reach(signs):
                spots.append(Candidate(article, number, signs, _is_listed(key, wanted, known)))
    return areas, spots


def _events(shared: Path) -> Iterator[tuple[str, list[str], Mapping[str, Any]]]:
    """For each event that an editor lists its article, the places given, and the candidates by choice."""
    for read in told(open_articles(shared), cached_tools()):
        for event in read.events:
            start = event["trigger"]["start"]
            met = [listed for listed in read.listed if overlapping(event, listed["spans"])]
            if met and (start, AREA) in read.kept:
                best = max(met, key=lambda listed: sum(judge(listed, event).values()))
                yield read.article.id, best["where"], {choice: read.kept[start, choice] for choice in (AREA, SPOT)}


def _entry(name: str, known: Gazetteer) -> Place | None:
    """The largest place of a name, countries first."""
    found = readings(name, known) if name in known.rows else []
    return max(found, key=lambda place: (place.kind == "country", place.population), default=None)


def _areas(wanted: Sequence[str], known: Gazetteer) -> set[str]:
    """The countries and seas that an editor's places lie in."""
    entries = (_entry(name, known) for name in wanted)
    return {place.country or place.name for place in entries if place is not None}


def _is_named(area: str, wanted: Sequence[str], known: Gazetteer) -> bool:
    """Whether an editor names an area where none of the names is in the gazetteer."""
    return area not in known.countries and any(normal(area) in normal(name) for name in wanted)


def _is_listed(key: Key, wanted: Sequence[str], known: Gazetteer) -> bool:
    """Whether a smaller place is among an editor's, by any of its names."""
    names = {normal(name) for name in wanted} | {p.name.lower() for w in wanted if (p := _entry(w, known)) is not None}
    own = normal(key[0])
    return any(f" {name} " in f" {own} " or f" {own} " in f" {name} " for name in names)


def learn(name: str, found: Sequence[Candidate]) -> None:
    """Fit one choice, print its figures and write its weights."""
    chance, answers = held_out(found), np.array([float(each.right) for each in found])
    figures = [
        f"{name}: which of the candidates of an event is a place that an editor gives for it.",
        f"Fitted to {len(found)} candidates of {len({c.event for c in found})} events; {answers.mean():.2f} are right.",
        *reliability(chance, answers),
        best(found, chance),
    ]
    print("\n".join(figures), end="\n\n")
    with data_file(f"en/{name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {line}\n" for line in [*figures, "Made by: make train-choice"])
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("feature", "weight"))
        rows.writerows((feature, f"{weight:.3f}") for feature, weight in weights_of(found).items())


def weights_of(found: Iterable[Candidate]) -> dict[str, float]:
    """A choice fitted to these candidates."""
    return fitted([(each.features, float(each.right)) for each in found], penalty=PENALTY)


def held_out(found: Sequence[Candidate]) -> Floats:
    """For each candidate the chance by weights that were fitted without its fold."""
    folds = [fold_of(each.article) for each in found]
    weights = [weights_of(c for c, at in zip(found, folds, strict=True) if at != fold) for fold in range(FOLDS)]
    return np.array([chance_of(weights[at], c.features) for c, at in zip(found, folds, strict=True)])


def best(found: Sequence[Candidate], chance: Floats) -> str:
    """How often the likeliest candidate of an event is right: of those given, and of the events with a right one."""
    likeliest: dict[int, tuple[float, bool]] = {}
    for each, likely in zip(found, chance, strict=True):
        likeliest[each.event] = max(likeliest.get(each.event, (0.0, False)), (float(likely), each.right))
    able = {each.event for each in found if each.right}
    given = {event: right for event, (likely, right) in likeliest.items() if likely >= LIKELY}
    right, placed = sum(given.values()), len(given.keys() & able)
    return (
        f"Held out (five folds over articles): of {len(able)} events with a right candidate {right / len(able):.3f} "
        f"get one, and {right / placed:.3f} of those that get any; {len(given) - placed} others get one too."
    )


def main() -> None:
    """Fit both choices."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("shared", type=Path)
    areas, spots = candidates(options.parse_args().shared)
    learn(AREA, areas)
    learn(SPOT, spots)


if __name__ == "__main__":
    main()
