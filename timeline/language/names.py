"""Names of one article agree: the same words are the same kind of name, and a surname is a person's."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from timeline.model import Name
from timeline.terms import NameKind

Form = tuple[str, ...]

FEWEST_VOTES = 2  # so often must the others have been read before they overrule a reading


def whole(words: Sequence[str], names: Sequence[Name], openers: Collection[str]) -> tuple[Name, ...]:
    """The names, each with the word before it where that word only ever begins names.

    >>> whole(("the", "United", "States"), [Name(2, 3, NameKind.LOCATION)], ["United"])[0].first
    1
    """
    taken = {index for name in names for index in range(name.first, name.last)}
    return tuple(
        replace(name, first=before)
        if (before := name.first - 1) >= 0 and before not in taken and words[before] in openers
        else name
        for name in names
    )


def agree(sentences: Sequence[tuple[Sequence[str], Sequence[Name]]]) -> list[tuple[Name, ...]]:
    """The names of each sentence of one article, with the kind that most places of the article speak for.

    A name that is the last word of a person's full name elsewhere has that place's vote too.

    >>> agree([(("Anna", "Berger"), [Name(0, 2, NameKind.PERSON)]), (("Berger",), [Name(0, 1, NameKind.LOCATION)])])[1]
    (Name(first=0, last=1, kind=<NameKind.PERSON: 'PER'>),)
    """
    votes: dict[Form, Counter[NameKind]] = defaultdict(Counter)
    for words, names in sentences:
        for name in names:
            form = tuple(words[name.first : name.last])
            votes[form][name.kind] += 1
            if name.kind is NameKind.PERSON and len(form) > 1:
                votes[form[-1:]][name.kind] += FEWEST_VOTES
    return [
        tuple(_settled(name, votes[tuple(words[name.first : name.last])]) for name in names)
        for words, names in sentences
    ]


def _settled(name: Name, votes: Counter[NameKind]) -> Name:
    kind, count = votes.most_common(1)[0]
    return replace(name, kind=kind) if count >= FEWEST_VOTES and count > votes[name.kind] else name
