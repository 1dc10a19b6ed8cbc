"""Whom a text goes on about: definite descriptions, "he" and "she", "the two countries", within one article."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace

from timeline.actors.lexicon import Lexicon
from timeline.actors.people import Known
from timeline.actors.scan import Scan
from timeline.model import ActorKind, Mention

REACH = 60  # words between a pronoun and the name it stands for
PRONOUN = 0.5
NEARLY = 0.7  # of the mentions of the foremost country, for another to be in focus
QUOTES = re.compile('["“”\n]')  # a quotation ends with its paragraph


@dataclass(slots=True)
class Focus:
    """Those met so far, latest last, with the word where each was met.

    `marks` are the places of quotation marks, once they were looked for; `open` says for
    the stretch before each of them, and after the last, whether a quotation is open.
    """

    seen: list[tuple[Known, int]] = field(default_factory=list)
    marks: list[int] | None = None
    open: list[bool] = field(default_factory=lambda: [False])
    foremost: str = ""

    def see(self, known: Known, at: int) -> None:
        """Take note of a mention."""
        self.seen.append((known, at))

    def quoted(self, at: int, scan: Scan) -> bool:
        """Whether word `at` stands inside a quotation."""
        if self.marks is None:
            self.marks = []
            for found in QUOTES.finditer(scan.text):
                self.marks.append(found.start())
                self.open.append(found[0] == "“" or (found[0] == '"' and not self.open[-1]))
        return self.open[bisect_left(self.marks, scan.starts[at])]

    def country(self, counts: Counter[str]) -> str:
        """The country the text speaks of here: the one met last, unless the article is clearly about another."""
        if not counts:
            return ""
        top = self.foremost = self.foremost or counts.most_common(1)[0][0]
        most = counts[top]
        for known, _ in reversed(self.seen[-8:]):
            if (
                known.country
                and counts[known.country] >= NEARLY * most
                and known.kind not in (ActorKind.PEOPLE, ActorKind.ARMED_GROUP)
            ):
                return known.country
        return top


def pronoun(scan: Scan, lexicon: Lexicon, focus: Focus, at: int) -> Mention | None:
    """The person "he" or "she" stands for: the last one met, where no other came near who could be meant."""
    quoted = focus.quoted(at, scan)
    other = "given_men" if scan.word(at) in lexicon.words["women"] else "given_women"
    people: dict[str, Known] = {}
    for known, where in reversed(focus.seen):
        if at - where > REACH:
            break
        excluded = known.kind is not ActorKind.PERSON or known.name.split()[0] in lexicon.words[other]
        if not excluded and focus.quoted(where, scan) == quoted:
            people.setdefault(known.actor, known)
    if len(people) != 1:
        return None
    known = next(iter(people.values()))
    start, end = scan.starts[at], scan.ends[at]
    return Mention(
        start, end, scan.text[start:end], known.actor, known.name, known.kind,
        known.country, known.sector, "", "coref", PRONOUN,
    )  # fmt: skip


def described(lexicon: Lexicon, focus: Focus, noun: str) -> Known | None:
    """The organisation met last that "the <noun>" can stand for."""
    description = lexicon.descriptions.get(noun)
    if description is None:
        return None
    for known, _ in reversed(focus.seen):
        fits = known.kind.value in description.kinds
        if fits and (not description.sectors or known.sector in description.sectors):
            return known
    return None


def pair(focus: Focus, kind: ActorKind) -> tuple[Known, Known] | None:
    """The two of this kind met last, in the order they were met; of a state the state, not its army."""
    found: list[Known] = []
    for known, _ in reversed(focus.seen):
        if known.kind is kind and all(known.actor != other.actor for other in found):
            found.append(replace(known, sector="") if kind is ActorKind.COUNTRY else known)
        if len(found) == 2:
            return found[1], found[0]
    return None
