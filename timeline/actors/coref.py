"""Whom a text goes on about: definite descriptions, "he" and "she", "the two countries", within one article."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from timeline.actors.lexicon import Lexicon
from timeline.actors.people import Known
from timeline.actors.scan import Scan
from timeline.model import Mention
from timeline.terms import ActorKind, Via

REACH = 60  # words between a pronoun and the name it stands for
PRONOUN = 0.5
CONTESTED = 0.4  # where another might be meant
NOBODY = 0.3  # in particular: "the researchers ... they"
LONGEST = 6  # words of a name and of what stands before it
FADING = 0.9  # what a mention counts against the one met after it
NEARLY = 0.7  # of the mentions of the foremost country, for another to be in focus
QUOTES = re.compile('["“”\n]')  # a quotation ends with its paragraph
INNER = re.compile(r"(?<!\w)['‘](?=\w)|(?<=[^\s'‘])['’](?!\w)")  # opens or closes a quotation within another
SUBJECT = "nsubj"
OF_ANOTHER = frozenset(
    {"WDT", "WP", "WRB", "NN", "NNS"}
)  # before a pronoun of a clause about something else: "the role they played"
CLAUSES = 30  # words between "they" or "it" and the subject it goes on with
GROUPS = frozenset({
    ActorKind.IGO, ActorKind.GOVERNMENT, ActorKind.MINISTRY, ActorKind.ARMED_FORCE, ActorKind.ARMED_GROUP,
    ActorKind.PARTY, ActorKind.COMPANY, ActorKind.MEDIA, ActorKind.COUNTRY, ActorKind.OTHER,
})  # fmt: skip


class Quotations:
    """The quotations of a text, found in one pass: of words in different ones, one speaker says nothing of the other's.

    `marks` are the places of quotation marks; `open` says for the stretch before each of them, and after the last,
    whether a quotation is open.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: list[int] = []
        self.open = [False]
        for found in QUOTES.finditer(text):
            self.marks.append(found.start())
            self.open.append(found[0] == "“" or (found[0] == '"' and not self.open[-1]))

    def number(self, at: int) -> int:
        """The number of the quotation character `at` stands in, 0 for none; within another it is below 0."""
        number = bisect_left(self.marks, at)
        if not self.open[number] or not self.marks:
            return 0
        inner = len(INNER.findall(self.text, self.marks[number - 1] + 1, at)) % 2
        return -number if inner else number


@dataclass(slots=True)
class Focus:
    """Those met so far, latest last, with the word where each was met."""

    seen: list[tuple[Known, int]] = field(default_factory=list)
    quotations: Quotations | None = None
    foremost: str = ""
    others: list[tuple[str, int]] = field(default_factory=list)
    groups: dict[int, Known] = field(default_factory=dict)

    def see(self, known: Known, at: int) -> None:
        """Take note of a mention."""
        self.seen.append((known, at))

    def quotation(self, at: int, scan: Scan) -> int:
        """The number of the quotation that word `at` stands in, 0 for none."""
        self.quotations = self.quotations or Quotations(scan.text)
        return self.quotations.number(scan.starts[at])

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
    """The person "he" or "she" stands for: the only one near who could be meant, or the last who was a subject."""
    quotation = focus.quotation(at, scan)
    gender = "women" if scan.word(at) in lexicon.words["women"] else "men"
    other = "given_men" if gender == "women" else "given_women"
    people: dict[str, tuple[Known, int]] = {}
    for known, where in reversed(focus.seen):
        if at - where > REACH:
            break
        excluded = known.kind is not ActorKind.PERSON or known.name.split()[0] in lexicon.words[other]
        if not excluded and focus.quotation(where, scan) == quotation:
            people.setdefault(known.actor, (known, where))
    if not people:
        return None
    known, where = next(iter(people.values()))
    if len(people) > 1 and not (_subject(scan, at) and _subject(scan, where)):
        return None
    opposite = lexicon.words["men" if gender == "women" else "women"]
    if any(noun not in opposite and where < near < at and _subject(scan, near) for noun, near in focus.others):
        return None
    return _same(scan, at, known, PRONOUN if len(people) == 1 else CONTESTED)


def group_pronoun(scan: Scan, lexicon: Lexicon, focus: Focus, at: int, *, several: bool) -> Mention | None:
    """The group "they" stands for, the state or organisation "it" does: the subject right before, with no rival since.

    At the beginning of a sentence it is the first subject of the sentence before, elsewhere the last of its own.
    """
    if not scan.labels.get(at, "").startswith(SUBJECT) or (not several and _expletive(scan, lexicon, at)):
        return None
    where = _subject_before(scan, at)
    known = focus.groups.get(where)
    if known is None or focus.quotation(where, scan) != focus.quotation(at, scan):
        return None
    also = scan.word(at + 1) in lexicon.words["also"] and scan.opens_sentence(at)
    if not also and any(_rivals(scan, focus, near, several=several) for near in range(where + 1, at)):
        return None
    plural = scan.tags.get(where) == "NNS"
    if known.kind in GROUPS and (not plural if not several else plural or scan.tags.get(at - 1) != "IN"):
        return _same(scan, at, known, PRONOUN)
    people = several and plural and known.kind is ActorKind.PEOPLE
    return _same(scan, at, known, NOBODY) if people else None


def _subject_before(scan: Scan, at: int) -> int:
    """The last word of the subject a pronoun may go on with; -1 where it is none, or a pronoun itself."""
    begin = at - 1
    initial = scan.opens_sentence(at)
    if not initial and scan.tags.get(begin, "") in OF_ANOTHER:
        return -1
    while begin > max(0, at - CLAUSES) and not scan.opens_sentence(begin):
        begin -= 1
    subjects = [word for word in range(begin, at) if scan.labels.get(word, "").startswith(SUBJECT)]
    subjects = [word for word in subjects if scan.tags.get(word) not in ("WP", "WDT")]
    where = subjects[0 if initial else -1] if subjects else -1
    if initial and any(scan.labels.get(word) == "mark" for word in range(max(begin, where - LONGEST), where)):
        return -1  # "though the Union is involved.  It grew ..."
    noun = where >= 0 and scan.tags.get(where, "").startswith("N") and scan.gap(where + 1)[:1] not in ("'", "’")
    return where if noun else -1


def _rivals(scan: Scan, focus: Focus, at: int, *, several: bool) -> bool:
    """Whether the pronoun could mean the word as well."""
    rival = focus.groups.get(at)
    return (rival is not None and rival.kind in GROUPS) or (several and scan.tags.get(at) in ("NNS", "NNPS"))


def _expletive(scan: Scan, lexicon: Lexicon, at: int) -> bool:
    """Whether "it" may stand for nobody: "it is clear that", "it would take"."""
    verb = at + 1 + (scan.tags.get(at + 1) == "MD")
    return scan.tags.get(verb, "")[:2] not in ("VB", "RB") or scan.word(verb) in lexicon.words["expletive"]


def _subject(scan: Scan, at: int) -> bool:
    """Whether the name or noun that begins with word `at` is a subject."""
    last = at
    while scan.labels.get(last, "") in ("compound", "amod", "det", "flat", "nmod:poss") and last - at < LONGEST:
        last += 1
    return any(scan.labels.get(each, "").startswith(SUBJECT) for each in (at, last))


def _same(scan: Scan, at: int, known: Known, confidence: float) -> Mention:
    """Word `at` as a mention of somebody met."""
    start, end = scan.starts[at], scan.ends[at]
    return Mention(
        start, end, scan.text[start:end], known.actor, known.name, known.kind,
        known.country, known.sector, "", Via.COREF, confidence,
    )  # fmt: skip


def described(lexicon: Lexicon, focus: Focus, noun: str) -> Known | None:
    """The organisation that "the <noun>" can stand for: of those met, the one met most, and lately."""
    description = lexicon.descriptions.get(noun)
    if description is None:
        return None
    fitting: dict[str, float] = defaultdict(float)
    for age, (known, _) in enumerate(reversed(focus.seen)):
        fits = known.kind.value in description.kinds
        if fits and (not description.sectors or known.sector in description.sectors):
            fitting[known.actor] += FADING**age
    best = max(fitting, key=fitting.__getitem__, default="")  # of equals the first, which was met last
    return next((known for known, _ in reversed(focus.seen) if known.actor == best), None)


def pair(focus: Focus, kind: ActorKind) -> tuple[Known, Known] | None:
    """The two of this kind met last, in the order they were met; of a state the state, not its army."""
    found: list[Known] = []
    for known, _ in reversed(focus.seen):
        if known.kind is kind and all(known.actor != other.actor for other in found):
            found.append(replace(known, sector="") if kind is ActorKind.COUNTRY else known)
        if len(found) == 2:
            return found[1], found[0]
    return None
