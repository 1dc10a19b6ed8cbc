"""Counts that belong to an event: the dead, the injured, money, percent."""

from collections.abc import Mapping, Sequence
from typing import Any

from timeline.events.tree import Tree
from timeline.events.triggers import Found
from timeline.model import Quantity

CLOSE = 3  # steps over the tree within which a count belongs to a trigger


def quantities(tree: Tree, trigger: Found, words: Mapping[str, Any]) -> tuple[Quantity, ...]:
    """The counts near a trigger, in the order of the text."""
    found = []
    for at in _near(tree, trigger):
        if (amount := _amount(tree, at, words)) is not None:
            found.append(_quantity(tree, trigger, at, amount, words))
    return tuple(sorted(found, key=lambda q: q.start))


def _near(tree: Tree, trigger: Found) -> list[int]:
    heads = [trigger.at, *([trigger.carrier] if trigger.carrier >= 0 else [])]
    nouns = [
        k for h in heads for k in tree.having(h, "obj", "nsubj", "nsubj:pass", "nmod", "obl", "nummod", "compound")
    ]
    words = [*heads, *nouns, *(k for n in nouns for k in tree.having(n, "nmod"))]
    numbers = [k for w in dict.fromkeys(words) for k in tree.having(w, "nummod")]
    numbers += [k for h in heads for k in tree.having(h, "obj", "nsubj:pass")[:1] if tree.parse.coarse[k] == "NUM"]
    vague = [w for w in nouns if tree.lemmas[w] in _vague(tree, w)]
    return list(dict.fromkeys([*numbers, *vague]))


def _vague(tree: Tree, at: int) -> frozenset[str]:
    return frozenset({tree.lemmas[at]}) if tree.parse.tags[at] == "NNS" and tree.having(at, "nmod") else frozenset()


def _amount(tree: Tree, at: int, words: Mapping[str, Any]) -> tuple[float, float] | None:
    vague = words["vague"].get(tree.parse.words[at].lower())
    if vague is not None:
        return float(vague[0]), float(vague[1])
    low = _number(tree, at, words)
    if low is None:
        return None
    before = [tree.parse.words[n].lower() for n in range(max(0, at - 3), at)]
    spread = {"low": (low, float("inf")), "high": (0.0, low)}
    for word in reversed(before):
        for bound, limits in spread.items():
            if word in words["bound"][bound] and word != "to":
                return (limits[0], limits[1] if limits[1] != float("inf") else low)
    return low, low


def _number(tree: Tree, at: int, words: Mapping[str, Any]) -> float | None:
    value = _plain(tree.parse.words[at], words)
    scale = words["scale"].get(tree.lemmas[at])
    if value is None and scale is None:
        return None
    for kid in tree.having(at, "compound", "nummod", "flat"):
        smaller = _plain(tree.parse.words[kid], words)
        if scale is not None and smaller is not None:
            return smaller * float(scale)
        if value is not None and (above := words["scale"].get(tree.lemmas[kid])) is not None:
            return value * float(above)
    return value if value is not None else float(scale)


def _plain(text: str, words: Mapping[str, Any]) -> float | None:
    digits = text.replace(",", "").lstrip("$€£")
    try:
        return float(digits) if digits[:1].isdigit() else float(words["number"][text.lower()])
    except (KeyError, ValueError):
        return None


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
    lemma = " ".join(trigger.entry.words)
    people: Sequence[str] = ("killed", "injured", "arrested", "displaced")
    return next((kind for kind in people if {lemma, tree.lemmas[trigger.at], unit} & set(words[kind])), "other")
