"""Actors that may be one and the same, with what speaks for it; a person decides."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from timeline.actors.spelling import folded
from timeline.model import Actor, Alias
from timeline.terms import ActorKind

LEAST = 0.5
COMMON_COMPANY = 2  # actors met together with both, for the company they keep to count
CROWD = 200  # actors that share a word; so common a word tells nothing
NEAR = 0.8  # likeness of two spellings of a word: a letter in five may differ
SHORT_WORD = 5  # letters; a shorter word is another word as soon as one letter differs
LONGEST_ACRONYM = 8
GIVEN = 3  # letters that a given name and its short form have in common: Nicholas, Nick
# What speaks for two names being one, 0 to 1; set after reading what came of it on Wikinews 2019.
SAME, SPACED, ENDING, INITIALS, INSIDE, SPELLING = 0.8, 0.85, 0.65, 0.65, 0.55, 0.6
ACRONYM, SURNAME, SHORTENED, MISSPELT, ONE_WORD = 0.45, 0.4, 0.4, 0.35, 0.45
CLEAR = 0.1  # by how much the best of several fits has to be better than the next
ONE_ARTICLE, ONE_COUNTRY, ONE_COMPANY = 0.25, 0.1, 0.1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors that may be one; `first` is the one to keep, `evidence` in words, strongest first, `score` 0 to 1."""

    first: str
    second: str
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """Where actors were met, by id: in which articles, with whom, how often."""

    articles: Mapping[str, Collection[int]] = field(default_factory=dict)
    company: Mapping[str, Collection[str]] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)

    def together(self, one: str, other: str) -> bool:
        """Whether an article names both."""
        return not set(self.articles.get(one, ())).isdisjoint(self.articles.get(other, ()))


NOWHERE = Seen()


def suggest(
    actors: Iterable[Actor],
    aliases: Iterable[Alias] = (),
    seen: Seen = NOWHERE,
    new: Collection[str] | None = None,
) -> list[Suggestion]:
    """Likely duplicates among actors, likeliest first.

    One of each pair is in `new`, where that is given.  Only actors of kinds and countries
    that agree are compared, and only those that share a word, its beginning or initials.
    """
    known = {actor.id: actor for actor in actors if folded(actor.name)}
    forms: dict[str, set[str]] = {actor.id: {folded(actor.name)} for actor in known.values()}
    for alias in aliases:
        form = folded(alias.form)
        if alias.actor in forms and form and not alias.needs_context and not _surname(form, known[alias.actor]):
            forms[alias.actor].add(form)
    fresh = known.keys() if new is None else set(new)
    pairs = _pairs(forms, fresh)
    found = (_compare(known[a], known[b], forms, seen, fresh if new is not None else ()) for a, b in pairs)
    return sorted(_unrivalled(found, known), key=lambda each: (-each.score, each.first, each.second))


def _surname(form: str, actor: Actor) -> bool:
    """Whether a form is only the end of a person's name, which others have too."""
    return actor.kind is ActorKind.PERSON and (" " not in form or folded(actor.name).endswith(f" {form}"))


def _pairs(forms: Mapping[str, set[str]], fresh: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs that share a word of a name, how its last word begins, or initials, each once."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for actor, names in forms.items():
        for name in names:
            words = name.split()
            keys = {word for word in words if len(word) >= GIVEN}
            keys |= {f"{words[-1][:GIVEN]}-", f"{''.join(words)} ", *(f"{i}." for i in _initials(words)), f"{name}."}
            for key in keys:
                blocks[key].add(actor)
    pairs: set[tuple[str, str]] = set()
    for block in blocks.values():
        inside = block.intersection(fresh)
        if inside and len(block) <= CROWD:
            pairs |= {(min(a, b), max(a, b)) for a in inside for b in block if a != b}
    yield from sorted(pairs)


def _compare(
    one: Actor, other: Actor, forms: Mapping[str, set[str]], seen: Seen, fresh: Collection[str]
) -> Suggestion | None:
    if not _kinds_agree(one, other) or (one.country and other.country and one.country != other.country):
        return None
    people = [actor.kind for actor in (one, other)].count(ActorKind.PERSON)
    weighed = list(_names(forms[one.id], forms[other.id], people))[:1]
    if not weighed:
        return None
    weighed += _circumstances(one, other, seen)
    score = min(0.99, sum(weight for weight, _ in weighed))
    if score < LEAST:
        return None
    first, second = sorted((one, other), key=lambda actor: _worth(actor, seen, fresh), reverse=True)
    return Suggestion(first.id, second.id, score, tuple(reason for _, reason in weighed))


def _circumstances(one: Actor, other: Actor, seen: Seen) -> Iterator[tuple[float, str]]:
    if seen.together(one.id, other.id):
        yield ONE_ARTICLE, "named in the same article"
    if one.country and one.country == other.country:
        yield ONE_COUNTRY, f"both of {one.country}"
    shared = set(seen.company.get(one.id, ())).intersection(seen.company.get(other.id, ()))
    if len(shared) >= COMMON_COMPANY:
        yield ONE_COMPANY, f"both met with {', '.join(sorted(shared)[:3])}"


def _worth(actor: Actor, seen: Seen, fresh: Collection[str]) -> tuple[bool, bool, int, int, str]:
    """Which of two to keep: who is known, has a whole name, is met more often, has the shorter name."""
    words = actor.name.split()
    return actor.id not in fresh, len(words) > 1, seen.events.get(actor.id, 0), -len(words), actor.id


def _kinds_agree(one: Actor, other: Actor) -> bool:
    return one.kind is other.kind or ActorKind.OTHER in (one.kind, other.kind)


def _unrivalled(found: Iterable[Suggestion | None], known: Mapping[str, Actor]) -> Iterator[Suggestion]:
    """Of several actors whose names hold a shorter one, the best fit, and none where others fit as well."""
    fits: dict[str, list[Suggestion]] = defaultdict(list)
    for each in filter(None, found):
        words = [len(known[key].name.split()) for key in (each.first, each.second)]
        if words[0] == words[1]:
            yield each
        else:
            fits[each.first if words[0] < words[1] else each.second].append(each)
    for rivals in fits.values():
        rivals.sort(key=lambda each: -each.score)
        if len(rivals) == 1 or rivals[0].score >= rivals[1].score + CLEAR:
            yield rivals[0]


def _names(one: set[str], other: set[str], people: int) -> Iterator[tuple[float, str]]:
    """What the names themselves say, strongest first; `people` of the two are persons."""
    found: dict[str, float] = {}
    for a in one:
        for b in other:
            for weight, reason in _words(a.split(), b.split(), people):
                found[reason] = max(weight, found.get(reason, 0.0))
    yield from sorted(((weight, reason) for reason, weight in found.items()), reverse=True)


def _words(one: list[str], other: list[str], people: int) -> Iterator[tuple[float, str]]:
    if one == other:
        yield SAME if len(one) > 1 else ONE_WORD, f'both are called "{" ".join(one)}"'
        return
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    whole, joined = " ".join(short), "".join(short)
    if joined == "".join(long):
        yield SPACED, "the same but for blanks"
    elif len(short) > 1 and long[-len(short) :] == short and (people or len(long[-len(short) - 1]) > GIVEN):
        yield ENDING, f'the longer name ends in "{whole}"'
    elif people and _inside(short, long):
        more = all(len(word) == 1 for word in long if word not in short)
        yield INITIALS if more else INSIDE, f'the longer name has all of "{whole}"'
    elif _respelt(one, other):
        yield SPELLING, "two spellings"
    elif len(short) == 1 and joined in _initials(long):
        yield ACRONYM, f"{joined.upper()} are the other's initials"
    elif people > 1:
        yield from _surnames(short, long)


def _surnames(short: list[str], long: list[str]) -> Iterator[tuple[float, str]]:
    """A surname alone, or a given name in short before it."""
    if len(short) == 1 and len(long) > 1 and len(short[0]) > GIVEN:
        if short[0] == long[-1]:
            yield SURNAME, "one is the other's last name"
        elif _alike(short[0], long[-1]):
            yield MISSPELT, "one is the other's last name in another spelling"
    elif len(short) > 1 and short[-1] == long[-1] and short[0] != long[0] and short[0][:GIVEN] == long[0][:GIVEN]:
        yield SHORTENED, "same last name, and given names that begin alike"
    elif len(short) > 1 and short[-1] == long[-1] and 1 in (len(short[0]), len(long[0])) and short[0][0] == long[0][0]:
        yield SHORTENED, "same last name and initial"


def _inside(short: list[str], long: list[str]) -> bool:
    """Whether the longer name begins like the shorter and has all its words in order; initials are words cut short."""
    whole = [word for word in short if len(word) > 1]
    rest = iter(long)
    fits = all(any(word == met or (len(word) == 1 and met[0] == word) for met in rest) for word in short)
    return len(whole) > 1 and short[0] == long[0] and fits


def _respelt(one: list[str], other: list[str]) -> bool:
    """Whether all words are the same but one, which is nearly."""
    if len(one) != len(other) or len(one) < 2:
        return False
    unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(unlike) == 1 and _alike(*unlike[0])


def _alike(one: str, other: str) -> bool:
    """Whether two words may be one in two spellings; the first letter is the same."""
    if one[0] != other[0] or min(len(one), len(other)) < SHORT_WORD or one.isdigit() or other.isdigit():
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR


def _initials(words: list[str]) -> set[str]:
    """The initials of a name, with and without its short words ("of", "and")."""
    found = {"".join(word[0] for word in words), "".join(word[0] for word in words if len(word) > GIVEN)}
    return {letters for letters in found if GIVEN <= len(letters) <= LONGEST_ACRONYM}
