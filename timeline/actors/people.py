"""Names the registry lacks: found by the language pipeline or by a title, merged within the article."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from timeline.actors.lexicon import Lexicon
from timeline.actors.registry import Registry
from timeline.actors.scan import Scan
from timeline.actors.spelling import folded, slug
from timeline.terms import ActorKind, AliasType, NameKind

LONGEST_NAME = 6
LONGEST_PERSON = 3


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody met in this article, enough to mention again under a shorter name."""

    actor: str
    name: str
    kind: ActorKind
    country: str = ""
    sector: str = ""


@dataclass(slots=True)
class Met:
    """Those met so far, under the short names they may return by: surnames, given names, acronyms, first words."""

    short: dict[str, Known] = field(default_factory=dict)
    slugs: dict[str, Known] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    given: dict[str, set[str]] = field(default_factory=dict)
    initials: dict[str, Known] = field(default_factory=dict)
    heads: dict[str, Known] = field(default_factory=dict)
    middle: dict[str, Known] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()  # words with a capital that stand in the text without another beside them

    def meet(self, known: Known) -> None:
        """Remember somebody; a surname shared by two belongs to the one met more often, then earlier.

        Who is called by the given name is not called by the surname as well: of Elian and Juan Gonzalez the father.
        """
        self.slugs[known.actor] = known
        self.times[known.actor] += 1
        if known.kind is not ActorKind.PERSON:
            parts = known.name.split()
            if known.kind in (ActorKind.OTHER, ActorKind.COMPANY) and len(parts) > 1 and parts[1][0].isupper():
                self.heads.setdefault(parts[0], known)
            if self.times[known.actor] == 1 and known.name.count(" ") > 1:
                self.initials["".join([word[0] for word in known.name.split() if word[0].isupper()])] = known
            return
        parts = known.name.split()
        if len(parts) > 1:
            self.given.setdefault(parts[0], set()).add(known.actor)
        for part in parts[1:-1]:
            self.middle.setdefault(part, known)  # of two surnames the first: "Wanda Vázquez Garced"
        for short in (parts[-1:], parts[-2:] if len(parts) > 2 else ()):
            name = " ".join(short)
            other = self.short.get(name)
            same = other is not None and other.actor == known.actor
            oftener = len(parts) > 1 and (other is None or self._is_rather_meant(known, other))
            if same or oftener:
                self.short[name] = known

    def _is_rather_meant(self, known: Known, other: Known) -> bool:
        """Whether a surname that two bear means the first of them."""
        familiar = [each.name.partition(" ")[0] in self.alone for each in (known, other)]
        if familiar[0] != familiar[1]:
            return familiar[1]
        return self.times[known.actor] > self.times[other.actor]

    def by_given(self, name: str) -> Known | None:
        """The one person met who bears this given name."""
        people = self.given.get(name, ())
        return self.slugs[next(iter(people))] if len(people) == 1 else None

    def like(self, name: str) -> Known | None:
        """The one person met whose name has a middle name, an initial or a second surname more or less than this."""
        wanted = _plain_parts(name)
        found = {}
        for actor in self.given.get(name.split()[0], ()):
            parts = _plain_parts(self.slugs[actor].name)
            short, long = sorted((wanted, parts), key=len)
            rest = iter(long)
            if len(short) > 1 and all(part in rest for part in short):
                found[actor] = self.slugs[actor]
        return found.popitem()[1] if len(found) == 1 else None

    def call(self, short: str, known: Known) -> None:
        """Remember that somebody goes by this name here."""
        self.short[short] = known


def whole_names(scan: Scan, lexicon: Lexicon) -> dict[str, set[str]]:
    """The names of two or three words in a text that may be a person's, under their first and their last word."""
    others = lexicon.words["things"] | lexicon.words["storms"]
    particles = lexicon.words["particles"]
    found: dict[str, set[str]] = {}
    for begin, (last, _) in scan.names.items():
        first = next((at for at in range(begin, last) if scan.capital(at)), last)
        words = range(first, last)
        strange = any(at in scan.hits or at in scan.nouns or scan.word(at) in others for at in words)
        if (
            2 <= len(words) <= LONGEST_PERSON
            and not strange
            and all(scan.words[at].istitle() or scan.words[at] in particles for at in words)
        ):
            name = person_name(scan, lexicon, first, last)
            found.setdefault(scan.words[last - 1], set()).add(name)
            found.setdefault(scan.words[first], set()).add(name)
    return found


def _plain_parts(name: str) -> list[str]:
    """The words of a name without initials and "Jr."."""
    return [part for part in name.split() if len(part.rstrip(".")) > 2]


def name_at(scan: Scan, lexicon: Lexicon, first: int, *, titled: bool) -> tuple[int, NameKind] | None:
    """The end and the kind of an unknown name that begins with word `first`.

    The language pipeline's word is taken; after a title a run of capitals will do.
    """
    found = scan.names.get(first)
    acronym = len(scan.words[first]) > 2 and scan.words[first].isupper()
    if found and found[1] is not NameKind.LOCATION and not (titled and acronym and found[0] == first + 1):
        body = found[1] is NameKind.ORGANISATION and scan.word(found[0] - 1) in lexicon.words["corporate"]
        kind = NameKind.PERSON if titled and not body else found[1]
        return (_person_end(scan, lexicon, first, found[0]) if kind is NameKind.PERSON else found[0]), kind
    if not titled or not scan.capital(first) or first in scan.nouns or scan.word(first) in lexicon.words["stops"]:
        return None
    if acronym:
        return None  # an acronym is nobody's surname
    if first in scan.hits and all(option.type is not AliasType.SHORT for option in scan.hits[first].options):
        return None
    last = first + 1
    while last < len(scan.words) and last - first < LONGEST_NAME and scan.near(last) and last not in scan.nouns:
        particle = scan.word(last) in lexicon.words["particles"] and scan.capital(last + 1) and scan.near(last + 1)
        if not scan.capital(last) and not particle:
            break
        last += 1
    if scan.word(first) in lexicon.words["calendar"]:
        return None
    initial = len(scan.words[last - 1]) == 1 and last < len(scan.words) and scan.gap(last) == ". "
    return last + (initial and scan.capital(last)), NameKind.PERSON


def _person_end(scan: Scan, lexicon: Lexicon, first: int, last: int) -> int:
    """Where a person's name ends: before "of", where the person is from; after what follows an initial."""
    particles = lexicon.words["particles"]
    for at in range(first + 1, last):
        if not scan.capital(at) and scan.word(at) not in particles:
            return at
    if last < len(scan.words) and scan.near(last) and scan.word(last) in particles and scan.capital(last + 1):
        return last + 2 if scan.near(last + 1) and not scan.capital(last) and last + 1 not in scan.hits else last
    if last - first == 1 and last < len(scan.words) and _more(scan, last):
        return last + 1
    initial = len(scan.words[last - 1]) == 1 and last < len(scan.words) and scan.gap(last) == ". "
    return last + 1 if initial and scan.capital(last) else last


def _more(scan: Scan, at: int) -> bool:
    """Whether an unknown name goes on with this word: a surname the pipeline left out."""
    plain_name = scan.near(at) and scan.capital(at) and scan.tags.get(at) == "NNP" and scan.words[at].istitle()
    known = at in scan.hits or at in scan.nouns or at in scan.names or scan.lower[at] in scan.common
    return plain_name and scan.gap(at) == " " and not known and scan.words[at] not in scan.common


def person_name(scan: Scan, lexicon: Lexicon, first: int, last: int) -> str:
    """The name as it is written, without titles and a possessive."""
    while first < last - 1 and scan.words[first] in lexicon.words["honorifics"]:
        first += 1
    return " ".join(scan.text[scan.starts[first] : scan.ends[last - 1]].split())


def newcomer(registry: Registry, name: str, kind: ActorKind, country: str, sector: str) -> Known:
    """An actor the registry lacks, under an id of its own."""
    return Known(fresh(registry, name, kind), name, kind, country, sector)


def fresh(registry: Registry, name: str, kind: ActorKind) -> str:
    """The id of a newcomer: the slug of its name, with its kind behind it where the registry has that id for another.

    The same name and kind have the same id in every article.
    """
    return next(each for each in _ids(name, kind) if each not in registry or _same(registry, each, name, kind))


def _ids(name: str, kind: ActorKind) -> Iterator[str]:
    yield slug(name)
    yield (longer := f"{slug(name)}-{kind.value}")
    yield from (f"{longer}-{number}" for number in count(2))


def _same(registry: Registry, actor: str, name: str, kind: ActorKind) -> bool:
    """Whether the registry's actor may be the newcomer: of its name and kind, not passed over for lack of evidence."""
    known = registry.actor(actor)
    options = [option for option in registry.options(name) if option.actor == actor]
    if known.kind is not kind:
        body = kind is ActorKind.OTHER and known.kind not in (ActorKind.PERSON, ActorKind.PEOPLE, ActorKind.PLACE)
        if not body or any(option.needs_context for option in options):
            return False
    return bool(options) or folded(known.name) == folded(name)


def acronym_after(scan: Scan, first: int, last: int) -> str:
    """The acronym in brackets right after a name, "" where there is none."""
    if last < len(scan.words) and scan.gap(last) == " (" and scan.words[last].isupper() and len(scan.words[last]) > 1:
        after = scan.plain[scan.ends[last] : scan.ends[last] + 1]
        acronym = scan.words[last]
        return acronym if after in (")", ",", ";") and not _ends_in(scan, first, last, acronym) else ""
    return ""


def _ends_in(scan: Scan, first: int, last: int, acronym: str) -> bool:
    """Whether the acronym is of the last words only: "Parliament of New South Wales (NSW)"."""
    tail = scan.words[last - len(acronym) : last]
    return last - len(acronym) > first and "".join(word[0] for word in tail) == acronym
