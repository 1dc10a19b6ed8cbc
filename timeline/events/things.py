"""Proper names that are no known actor: products, laws, ships, prizes; parties to events all the same."""

from collections.abc import Iterator, Sequence

from timeline.actors.spelling import slug
from timeline.model import ActorKind, Mention, Parse, Span

CONFIDENCE = 0.4


def named_things(parses: Sequence[Parse], taken: Sequence[Span]) -> list[Mention]:
    """The runs of proper nouns that touch none of the stretches taken, in order; a number may end them."""
    covered = {at for span in taken for at in range(span.start, span.end)}
    result = []
    for parse in parses:
        for first, last in _runs(parse):
            start, end = parse.starts[first], parse.ends[last - 1]
            text = " ".join(parse.words[first:last])
            if covered.isdisjoint(range(start, end)) and (name := slug(text)):
                result.append(_mention(start, end, text, name))
    return result


def _runs(parse: Parse) -> Iterator[tuple[int, int]]:
    first = -1
    for at, coarse in enumerate((*parse.coarse, "")):
        if coarse == "PROPN" and any(char.isupper() for char in parse.words[at]):
            first = at if first < 0 else first
        elif first >= 0:
            numbered = coarse == "NUM" and parse.heads[at] in range(first, at) and parse.labels[at] != "nmod"
            yield first, at + 1 if numbered else at
            first = -1


def _mention(start: int, end: int, text: str, name: str) -> Mention:
    return Mention(start, end, text, name, text, ActorKind.OTHER, via="name", confidence=CONFIDENCE)


def is_thing(mention: Mention) -> bool:
    """Whether a mention is of a proper name that is no known actor."""
    return mention.kind is ActorKind.OTHER and mention.via == "name" and mention.confidence <= CONFIDENCE
