"""Counts that belong to an event: the dead, the injured, money, percent."""

from collections.abc import Collection, Mapping
from typing import Any

from timeline.events.lexicon import CASUALTIES
from timeline.events.tree import Tree
from timeline.events.triggers import Found
from timeline.model import Quantity
from timeline.temporal import read_number

CLOSE = 3  # steps over the tree within which a count belongs to a trigger


def quantities(
    tree: Tree, trigger: Found, words: Mapping[str, Any], times: Collection[int] = ()
) -> tuple[Quantity, ...]:
    """The counts near a trigger, in the order of the text; those in words of `times` count days and years only."""
    found = []
    for at in _near(tree, trigger, words):
        if at not in times and (amount := _amount(tree, at, words)) is not None:
            found.append(_quantity(tree, trigger, at, amount, words))
    return tuple(sorted({(q.kind, q.low, q.high): q for q in reversed(found)}.values(), key=lambda q: q.start))


def _near(tree: Tree, trigger: Found, words: Mapping[str, Any]) -> list[int]:
    heads = [trigger.at, *([trigger.carrier] if trigger.carrier >= 0 else [])]
    links = ("obj", "nsubj", "nsubj:pass", "nmod", "obl", "nummod", "compound")
    nouns = [k for h in heads for k in tree.having(h, *links) if tree.preposition(k) not in words["rates"]]
    inner = [k for n in nouns for k in tree.having(n, "nmod") if tree.preposition(k) not in words["rates"]]
    counted = dict.fromkeys([*heads, *nouns, *inner])
    numbers = [k for w in counted for k in tree.having(w, "nummod")]
    numbers += [k for h in heads for k in tree.having(h, "obj", "nsubj:pass")[:1] if tree.parse.coarse[k] == "NUM"]
    numbers += [n - 1 for n in nouns if n > 0 and tree.parse.coarse[n - 1] == "NUM"]
    vague = [w for w in nouns if tree.lemmas[w] in _vague(tree, w)]
    return list(dict.fromkeys([*numbers, *vague]))


def _vague(tree: Tree, at: int) -> frozenset[str]:
    return frozenset({tree.lemmas[at]}) if tree.parse.tags[at] == "NNS" and tree.having(at, "nmod") else frozenset()


def _amount(tree: Tree, at: int, words: Mapping[str, Any]) -> tuple[float, float] | None:
    vague = words["vague"].get(tree.parse.words[at].lower())
    if vague is not None:
        return float(vague[0]), float(vague[1])
    written = _written(tree, at, words)
    low = _said(tree, written, words)
    if low is None:
        return None
    if (upper := _said(tree, _written(tree, written.stop + 1, words), words)) and _spans(tree, written.stop, words):
        return low, upper
    if (lower := _said(tree, _written(tree, written.start - 2, words), words)) and _spans(
        tree, written.start - 1, words
    ):
        return lower, low
    before = " ".join(tree.parse.words[n].lower() for n in range(max(0, written.start - 3), written.start))
    if any(f" {phrase} " in f" {before} " for phrase in words["bound"]["high"]):
        return 0.0, low
    return low, low


def _said(tree: Tree, written: range, words: Mapping[str, Any]) -> float | None:
    return read_number(" ".join(tree.parse.words[n] for n in written), {**words["number"], **words["scale"]})


def _spans(tree: Tree, at: int, words: Mapping[str, Any]) -> bool:
    """Whether a word between two numbers makes one range of them: "7 to 10", "between 10 and 20"."""
    before = {tree.parse.words[n].lower() for n in range(max(0, at - 4), at)}
    word = tree.parse.words[at].lower()
    return word in words["range"] or (word in words["joint"] and not before.isdisjoint(words["between"]))


def _written(tree: Tree, at: int, words: Mapping[str, Any]) -> range:
    """The words that write one number with a word: "sixty-six", "1.2 million"; none where the word is no number."""
    if not 0 <= at < tree.size or not _counts(tree.parse.words[at], words):
        return range(0)
    first, last = at, at
    while first > 0 and _goes_on(tree, first - 1, first, words):
        first -= 1
    while last + 1 < tree.size and _goes_on(tree, last + 1, last, words):
        last += 1
    return range(first, last + 1)


def _goes_on(tree: Tree, at: int, beside: int, words: Mapping[str, Any]) -> bool:
    """Whether a word belongs to the number that the word beside it is part of; two figures in a row are two numbers."""
    word, other = tree.parse.words[at], tree.parse.words[beside]
    if word[-1:].isdigit():
        return other.lower() in words["scale"]
    if word.lower() in words["joint"]:
        further = at + (at - beside)
        return 0 <= further < tree.size and _counts(tree.parse.words[further], words) and not other[:1].isdigit()
    return _counts(word, words)


def _counts(word: str, words: Mapping[str, Any]) -> bool:
    return (
        word.lstrip("".join(words["money_signs"]))[:1].isdigit()
        or word.lower() in words["number"]
        or word.lower() in words["scale"]
    )


def _quantity(tree: Tree, trigger: Found, at: int, amount: tuple[float, float], words: Mapping[str, Any]) -> Quantity:
    head = tree.parse.heads[at]
    unit = tree.lemmas[head] if head >= 0 and tree.parse.coarse[head] != "VERB" else ""
    kind = _kind(tree, trigger, at, unit, words)
    return Quantity(kind, amount[0], amount[1], unit, tree.parse.starts[at], tree.parse.ends[at])


def _kind(tree: Tree, trigger: Found, at: int, unit: str, words: Mapping[str, Any]) -> str:
    before = tree.parse.words[at - 1] if at else ""
    nearby = {unit, before, tree.parse.words[at][:1]}
    if nearby.intersection(words["money_signs"]) or unit in words["money_words"]:
        return "money"
    if unit in words["percent"]:
        return "percent"
    said = {words["kinds"].get(word) for word in (" ".join(trigger.entry.words), tree.lemmas[trigger.at], unit)}
    return next((kind for kind in CASUALTIES if kind in said), "other")
