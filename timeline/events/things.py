"""Proper names that are no known actor: products, laws, ships, prizes; they take part in events all the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from timeline.actors import Registry
from timeline.actors.lexicon import lexicon
from timeline.actors.people import fresh
from timeline.actors.phrases import PEOPLE
from timeline.model import EventMention, Mention, Parse, Span
from timeline.terms import ActorKind, Via

CONFIDENCE = 0.4
NAMELESS = 0.3
BESIDE = 6  # words between a noun and its article
UNDERGOING = ("obj", "nsubj:pass")
SHORTEST = 3  # letters: a shorter name is an initial or a number


def named_things(parses: Sequence[Parse], taken: Sequence[Span], registry: Registry) -> list[Mention]:
    """The runs of words with capitals that touch none of the stretches taken, in order; a number may end them.

    A thing may come back under the last word of its name: "the Boeing 787 ... the 787".
    """
    covered = {at for span in taken for at in range(span.start - 1, span.end + 1)}
    result: list[Mention] = []
    whole: dict[str, Mention] = {}
    for parse in parses:
        for first, last in sorted([*_runs(parse), *_numbers(parse, whole)]):
            start, end = parse.starts[first], parse.ends[last - 1]
            office = parse.words[first].lower() in lexicon().nouns and last - first == 1  # "serve as Speaker"
            if end - start >= SHORTEST and not office and covered.isdisjoint(range(start, end)):
                mention = _mention(start, end, _written(parse, first, last), registry)
                known = whole.get(mention.text)
                result.append(
                    mention if known is None else replace(mention, actor=known.actor, name=known.name, via=Via.COREF)
                )
                if known is None and " " in mention.text:
                    whole.setdefault(mention.text.split()[-1], mention)
    return result


def _numbers(parse: Parse, whole: Mapping[str, Mention]) -> Iterator[tuple[int, int]]:
    """The numbers that are names of things here, as no noun is counted by them: "the 787"."""
    if whole:
        for at, coarse in enumerate(parse.coarse):
            counts = parse.labels[at] == "nummod" and parse.coarse[parse.heads[at]] in ("NOUN", "PROPN", "SYM")
            if coarse == "NUM" and parse.words[at] in whole and not counts:
                yield at, at + 1


def nameless_things(parses: Sequence[Parse], taken: Sequence[Mention], registry: Registry) -> list[Mention]:
    """The nouns without a name that something is done to, as far as nobody is meant by them: "oil facilities"."""
    covered = {at for mention in taken for at in range(mention.start, mention.end)}
    result = []
    for parse in parses:
        for at, label in enumerate(parse.labels):
            if (
                label in UNDERGOING
                and parse.tags[at] in ("NN", "NNS")
                and parse.starts[at] not in covered
                and _counts(parse, at)
            ):
                first = _begins(parse, at)
                start, end = parse.starts[first], parse.ends[at]
                if covered.isdisjoint(range(start, end)):
                    written, kind = _written(parse, first, at + 1), _kind(parse, at)
                    actor, name = fresh(registry, written.lower(), kind), written.lower()
                    result.append(Mention(start, end, written, actor, name, kind, via=Via.TITLE, confidence=NAMELESS))
    return result


def _kind(parse: Parse, at: int) -> ActorKind:
    """What a noun without a name is of: a person, a group or body, a thing."""
    noun = lexicon().nouns.get(parse.lemmas[at].lower())
    if noun is None or noun.group in ("craft", "deed"):
        return ActorKind.THING
    return ActorKind.PEOPLE if noun.group in PEOPLE else ActorKind.OTHER


def _counts(parse: Parse, at: int) -> bool:
    """Whether a noun stands for something that may be counted or pointed at: "a school", "jobs", not "part"."""
    if parse.tags[at] == "NNS":
        return True
    before = range(max(0, at - BESIDE), at)
    return any(parse.heads[kid] == at and parse.labels[kid] in ("det", "nummod", "nmod:poss") for kid in before)


def _begins(parse: Parse, at: int) -> int:
    """Where a noun begins with those that are compounded with it."""
    first = at
    while (
        first
        and parse.labels[first - 1] == "compound"
        and parse.tags[first - 1] == "NN"
        and parse.heads[first - 1] in range(first, at + 1)
    ):
        first -= 1
    return first


def taking_part(mentions: Sequence[Mention], events: Sequence[EventMention]) -> list[Mention]:
    """The mentions without the things that no event tells of."""
    used = {mention for event in events for mention in (*event.source, *event.target)}
    return [mention for mention in mentions if not is_thing(mention) or mention in used]


def _runs(parse: Parse) -> Iterator[tuple[int, int]]:
    """Words with capitals that hold a proper noun, with the hyphens between them: where each run begins and ends."""
    first = -1
    for at, coarse in enumerate((*parse.coarse, "")):
        if coarse and (_capital(parse, at, first) or (first >= 0 and (_joint(parse, at) or _model(parse, at)))):
            first = at if first < 0 else first
            continue
        if first >= 0 and (
            "PROPN" in parse.coarse[first:at] or any(word[0].islower() for word in parse.words[first:at])
        ):
            numbered = coarse == "NUM" and parse.labels[at] != "nmod" and _belongs(parse, at, first)
            yield first, at + 1 if numbered else at
        first = -1


def _capital(parse: Parse, at: int, first: int) -> bool:
    """Whether a word is part of a name; one that opens the sentence only if it is a proper noun itself."""
    word, proper = parse.words[at], parse.coarse[at] == "PROPN"
    inner = word[0].islower() and word.isalpha() and not word.islower()  # "iPhone"
    return (
        (proper and any(map(str.isupper, word)))
        or inner
        or (word[0].isupper() and (first >= 0 or at > 0) and parse.coarse[at] in ("NOUN", "ADJ", "VERB"))
    )


def _belongs(parse: Parse, at: int, first: int) -> bool:
    """Whether a number is the end of a name: "iPhone 4", and "Boeing 737" of "Boeing 737 jets"."""
    head = parse.heads[at]
    beside = parse.words[at].isdigit() and head == parse.heads[at - 1] and parse.labels[at - 1] == "compound"
    return head in range(first, at) or beside


def _model(parse: Parse, at: int) -> bool:
    """Whether a number stands inside a name: "Boeing 787 Dreamliner"."""
    within = parse.coarse[at] == "NUM" and at + 1 < len(parse.words) and parse.words[at].isdigit()
    return within and parse.coarse[at + 1] == "PROPN" and parse.heads[at] in (at - 1, at + 1, parse.heads[at - 1])


def _joint(parse: Parse, at: int) -> bool:
    """Whether a hyphen joins two parts of a name: "Ka'imikai-O-Kanaloa"."""
    if at + 1 >= len(parse.words) or parse.tags[at] != "HYPH" or not parse.words[at + 1][0].isupper():
        return False
    return parse.ends[at - 1] == parse.starts[at] and parse.ends[at] == parse.starts[at + 1]


def _written(parse: Parse, first: int, last: int) -> str:
    """The words as they are written, one blank at most between them."""
    parts = [parse.words[first]]
    for at in range(first + 1, last):
        parts += [" " * (parse.starts[at] > parse.ends[at - 1]), parse.words[at]]
    return "".join(parts)


def _mention(start: int, end: int, text: str, registry: Registry) -> Mention:
    actor = fresh(registry, text, ActorKind.THING)
    return Mention(start, end, text, actor, text, ActorKind.THING, via=Via.NAME, confidence=CONFIDENCE)


def is_thing(mention: Mention) -> bool:
    """Whether a mention is of a proper name that is no known actor."""
    return mention.kind is ActorKind.THING


def is_nameless(mention: Mention) -> bool:
    """Whether a mention is of a thing without a name."""
    return mention.kind is ActorKind.THING and mention.via is Via.TITLE
