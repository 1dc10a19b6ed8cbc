"""Find the stretches of a text that speak of time, without saying yet which time they mean."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timeline.temporal.rules import DIGITS_TAIL, NUMBER, Compiled, Grammar, Rule

TOKEN = re.compile(r"['’]?\d+|[^\W\d_]+")
RANGE = "-–—/"
NEXT = re.compile(r"[\s,.-]*([^\W\d_]+)")
JOINED = re.compile(r"\d+|[^\W\d_]")  # a script that writes no spaces: any letter may begin a timex
REACH = 40  # characters looked at before a match
BAD_LEFT = set("$£€#@_")
PREFIXED = re.compile(r"(?:^|\W)(?:mid|early|late|post|pre|non|then)-$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A match: what each named part of the rule read, and the mod of the words before."""

    start: int
    end: int
    rule: Rule
    parts: dict[str, str]
    mod: str = ""


def find(text: str, grammar: Grammar) -> Iterator[Found]:
    """The matches in order; none overlaps another, the longest wins, then the earlier rule."""
    starters = grammar.starters
    done = 0
    for token in (JOINED if grammar.joined else TOKEN).finditer(text):
        start = token.start()
        if start < done:
            continue
        word = token.group()
        word = NUMBER if word[-1].isdigit() else word.lower()
        rules = starters.get(word)
        if rules is None or not (
            grammar.joined or _free(text, start) or (0 < done == start - 1 and text[done] in RANGE)
        ):
            continue
        if word in grammar.heads:
            narrowed = going_on(text, token.end(), grammar.heads[word])
            if narrowed == ():
                continue
            rules = narrowed or rules
        best = _best(text, start, rules)
        if best is not None:
            found = _found(text, best[0], best[1], grammar, done)
            yield from _pieces(found, *best) if best[0].rule.pieces else (found,)
            done = found.end


def _free(text: str, start: int) -> bool:
    """Whether a timex may begin here: not inside a word, a number, a price or an address."""
    if start == 0:
        return True
    before = text[start - 1]
    if before in " \n":
        return True
    if before.isalnum() or before in BAD_LEFT:
        return False
    if text[start].isdigit() and before in ".,:/" and start > 1 and text[start - 2].isdigit():
        return False
    if before == "-" and start > 1 and text[start - 2].isalnum():
        return PREFIXED.search(text, max(0, start - 8), start) is not None
    return True


def going_on(text: str, end: int, rules: Mapping[str, tuple[Compiled, ...]]) -> tuple[Compiled, ...] | None:
    """The rules that the next word occurs in: the cheap test that spares most of the articles.

    None where no word follows but figures, which may be any.
    """
    following = NEXT.match(text, end)
    return None if following is None else rules.get(following[1].lower(), rules.get("", ()))


def _best(text: str, start: int, rules: tuple[Compiled, ...]) -> tuple[Compiled, re.Match[str]] | None:
    best: tuple[Compiled, re.Match[str]] | None = None
    longest = start
    for rule in rules:
        match = rule.match.match(text, start)
        if match is None or match.end() <= longest:
            continue
        if rule.ahead is not None and rule.ahead.match(text, match.end()):
            continue
        if rule.behind is not None and rule.behind.search(text[max(0, start - REACH) : start]):
            continue
        if rule.required is not None and not rule.required.search(text[max(0, start - REACH) : start]):
            continue
        best, longest = (rule, match), match.end()
    return best


def _found(text: str, rule: Compiled, match: re.Match[str], grammar: Grammar, done: int) -> Found:
    parts: dict[str, str] = {}
    for group, name in rule.groups:
        value = match[group]
        if value is not None and name not in parts:
            parts[name] = value
    start, end = match.span()
    if rule.rule.keep and rule.rule.keep in parts:
        group = next(g for g, n in rule.groups if n == rule.rule.keep and match[g] is not None)
        if rule.rule.keep != "the":
            start = match.start(group)
    elif rule.rule.keep_after and match.group().lower().startswith(rule.rule.keep_after):
        start += len(rule.rule.keep_after)
    while end > start and text[end - 1] in ", \n\t":
        end -= 1
    start, mod = _before(text, start, rule.rule.kind, grammar, done)
    return Found(start, end, rule.rule, parts, mod)


def _pieces(found: Found, rule: Compiled, match: re.Match[str]) -> Iterator[Found]:
    """The two ends of a range, each a timex of its own: the part named with a 2 and the rest."""
    second = next(g for g, name in rule.groups if name.endswith("2") and match[g] is not None)
    name = next(name for g, name in rule.groups if g == second)
    plain = name.removesuffix("2")
    first = next(g for g, n in rule.groups if n == ("year" if plain == "yy" else plain))
    parts = {**found.parts, ("year" if plain == "yy" else plain): match[second]}
    if plain == "yy":
        parts["year"] = match[first][:2] + match[second]
    if match.start(second) < match.start(first):
        yield Found(match.start(second), match.end(second), found.rule, parts, found.mod)
        yield Found(match.start(first), found.end, found.rule, found.parts)
    else:
        yield Found(found.start, match.end(first), found.rule, found.parts, found.mod)
        yield Found(match.start(second), found.end, found.rule, parts)


def _before(text: str, start: int, kind: str, grammar: Grammar, done: int) -> tuple[int, str]:
    """Take in the words before that belong to it; at most two layers ("about the end of")."""
    mod = ""
    for _ in range(2):
        low = max(done, start - REACH)
        window = text[low:start]
        for pattern, word_mod, outside in grammar.before.get(kind, ()):
            if match := pattern.search(window):
                if outside:
                    return start, mod or word_mod
                start, mod = low + match.start(), mod or word_mod
                break
        else:
            break
    return start, mod


__all__ = ["DIGITS_TAIL", "Found", "find"]
