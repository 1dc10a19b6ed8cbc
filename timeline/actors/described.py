"""Whom or what a definite description means: "the school" after "Hill School", "the plane" after "the Boeing 777"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from timeline.actors.lexicon import Lexicon, lexicon
from timeline.actors.phrases import PEOPLE
from timeline.model import Mention, Parse
from timeline.terms import BY_NAME, ActorKind, Via

SURE, CONTESTED = 0.5, 0.4
NEAR = 2  # sentences back within which of several the one spoken of is meant
BESIDE_WORDS = 4  # between an article and its noun
DEFINITE = frozenset({"the", "this", "that"})
PURPOSE = ("of", "for", "on")
MORE = frozenset({"compound", "nmod", "nmod:poss", "nummod", "flat", "nmod:desc"})  # what would tell of another
BESIDE = frozenset({"compound", "nmod:desc", "appos", "flat"})
FIRMS = frozenset({ActorKind.COMPANY, ActorKind.OTHER})
STATES = frozenset({ActorKind.COUNTRY, ActorKind.PEOPLE, ActorKind.PLACE})


@dataclass(slots=True)
class Named:
    """Those named so far, by the nouns that may stand for them, each with the sentence where it was met last."""

    lexicon: Lexicon
    by_noun: dict[str, dict[str, Mention]] = field(default_factory=lambda: defaultdict(dict))
    last: dict[str, int] = field(default_factory=dict)
    firms: set[str] = field(default_factory=set)

    def meet(self, mention: Mention, sentence: int, nouns: Iterable[str]) -> None:
        """Take note of a name and of the nouns beside it."""
        self.last[mention.actor] = sentence
        if mention.kind in FIRMS:
            self.firms.add(mention.actor)
        for noun in nouns:
            for word in self.lexicon.alike.get(noun, (noun,)):
                self.by_noun[word].setdefault(mention.actor, mention)

    def meant(self, noun: str, sentence: int) -> Mention | None:
        """What a noun stands for: the only one it fits, or of several the only one spoken of lately."""
        found = self.by_noun.get(noun, {})
        if len(found) > 1:
            found = {actor: m for actor, m in found.items() if sentence - self.last[actor] <= NEAR}
        meant = next(iter(found.values())) if len(found) == 1 else None
        if meant is not None and meant.kind in FIRMS and self._is_overtaken(meant):
            return None
        return meant

    def _is_overtaken(self, meant: Mention) -> bool:
        """Whether another firm or body of an unknown kind, of which the noun may be true, was named as lately."""
        last = self.last[meant.actor]
        return any(self.last[actor] >= last for actor in self.firms if actor != meant.actor)


def take_up(parses: Sequence[Parse], mentions: Sequence[Mention], deeds: Container[str] = ()) -> list[Mention]:
    """The mentions, in order, with those of definite nouns that stand for somebody or something named before.

    Nouns in `deeds` tell of events: "the fire" is nobody.
    """
    named, result = Named(lexicon()), {mention.start: mention for mention in mentions}
    names = iter([m for m in mentions if m.via in BY_NAME and m.kind not in STATES])
    taken = {at for m in mentions if m.via is not Via.TITLE for at in (m.start, m.end - 1)}
    coming = next(names, None)
    for sentence, parse in enumerate(parses):
        for word in _definite(parse) if named.by_noun or coming else ():
            while coming is not None and coming.start < parse.starts[word]:
                named.meet(coming, sentence, _nouns(named.lexicon, parse, coming))
                coming = next(names, None)
            noun = parse.lemmas[word].lower()
            meant = named.meant(noun, sentence) if noun in named.by_noun and noun not in deeds else None
            if (
                meant is not None
                and not _more(parse, word)
                and _agrees(parse, word, meant)
                and parse.starts[word] not in taken
                and parse.ends[word] - 1 not in taken
            ):
                _replace(result, parse, word, meant)
                named.last[meant.actor] = sentence
        while coming is not None and coming.start < parse.end:
            named.meet(coming, sentence, _nouns(named.lexicon, parse, coming))
            coming = next(names, None)
    return [result[start] for start in sorted(result)]


def _definite(parse: Parse) -> Iterator[int]:
    """The singular nouns that something told before may be meant by: with an article and nothing that tells more."""
    for at, tag in enumerate(parse.tags):
        if tag == "NN" and at and parse.labels[at] not in ("compound", "nmod:desc"):
            beside = range(max(0, at - BESIDE_WORDS), at)
            if any(parse.heads[k] == at and parse.words[k].lower() in DEFINITE for k in beside):
                yield at


def _more(parse: Parse, word: int) -> bool:
    """Whether a word beside a noun tells of another: "the Hill school", "the school of art"."""
    return any(head == word and parse.labels[kid] in MORE for kid, head in enumerate(parse.heads))


def _agrees(parse: Parse, word: int, meant: Mention) -> bool:
    """Whether no adjective tells of another: "the new phone" may be the one named, "the British school" is not."""
    told = [at for at, head in enumerate(parse.heads) if head == word and parse.labels[at] == "amod"]
    if meant.kind is not ActorKind.THING:
        return not told
    return all(
        parse.words[at].islower() and parse.lemmas[at].lower() not in lexicon().words["differing"] for at in told
    )


def _nouns(words: Lexicon, parse: Parse, mention: Mention) -> Iterator[str]:
    """The nouns that tell what a name is of: its own, and those beside it that are fit for one of its kind."""
    if mention.kind is not ActorKind.PERSON and (head := _head(mention.name)):
        yield head
    inside = range(bisect_left(parse.starts, mention.start), bisect_left(parse.starts, mention.end))
    top = next((at for at in inside if parse.heads[at] not in inside), -1)
    told = (parse.lemmas[at].lower() for at in (_told(parse, top, inside) if top >= 0 else ()))
    yield from (noun for noun in told if _fits(words, noun, mention.kind))


def _told(parse: Parse, top: int, inside: Sequence[int]) -> Iterator[int]:
    """The nouns that a name modifies, or that stand in apposition to it or are said of it."""
    above = parse.heads[top]
    if parse.labels[top] in BESIDE:
        yield above
    yield from (
        at
        for at, head in enumerate(parse.heads)
        if head == top and at not in inside and parse.labels[at] in BESIDE and parse.tags[at] == "NN"
    )
    said = parse.labels[top] == "nsubj" and parse.tags[above] == "NN"
    if said and any(head == above and parse.labels[at] == "cop" for at, head in enumerate(parse.heads)):
        yield above


def _fits(words: Lexicon, noun: str, kind: ActorKind) -> bool:
    """Whether a noun can be of somebody or something of a kind: a person, a body, a thing."""
    known = words.nouns.get(noun)
    if kind is ActorKind.PERSON:
        return known is not None and known.group in PEOPLE
    if kind is ActorKind.THING:
        return noun in words.alike
    return (known is not None and known.group in ("body", "group")) or noun in words.words["firms"]


def _head(name: str) -> str:
    """The noun that a name of several words is built on: "department" of "Department of Health"; "" for one word."""
    words = name.lower().split()
    cut = next((at for at, word in enumerate(words) if at and word in PURPOSE), len(words))
    return words[cut - 1] if len(words) > 1 else ""


def _replace(result: dict[int, Mention], parse: Parse, word: int, meant: Mention) -> None:
    """Put what a noun means in the place of a mention without a name."""
    start, end = parse.starts[word], parse.ends[word]
    for at in [at for at, mention in result.items() if mention.start <= start < mention.end]:
        del result[at]
    confidence = CONTESTED if meant.kind is ActorKind.PERSON else SURE
    result[start] = Mention(
        start, end, parse.words[word], meant.actor, meant.name, meant.kind,
        meant.country, meant.sector, "", Via.COREF, confidence,
    )  # fmt: skip
