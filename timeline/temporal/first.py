"""Which tokens a pattern can begin with, so that a rule is tried only where it may succeed."""

import re
from collections.abc import Mapping
from typing import Any

NUMBER = "#"
LETTERS = re.compile(r"[^\W\d_]+")
AFTER_TOKEN = re.compile(r"(?P<opt>[?*]|\{0,\d*\})?")
ELEMENT = re.compile(
    r"(?P<look>\(\?(?:<[=!]|[=!]))|(?P<open>\((?:\?:|\?<[a-z]+\d?>|\?-?i:)?)|[<{](?P<macro>[a-z]+)\d?[>}]|"
    r"(?P<klass>\[[^\]]*\])|(?P<escape>\\.)|(?P<word>[^\W\d_]+)|(?P<digit>\d)|(?P<other>.)",
    re.DOTALL,
)


def first_tokens(pattern: str, macros: Mapping[str, str], words: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """The lower-case words a match may begin with; NUMBER stands for any run of figures."""
    return frozenset(_first(pattern, macros, words)[0])


def _first(pattern: str, macros: Mapping[str, str], words: Mapping[str, Mapping[str, Any]]) -> tuple[set[str], bool]:
    tokens: set[str] = set()
    empty = False
    for branch in _branches(pattern):
        found, nothing = _sequence(branch, macros, words)
        tokens |= found
        empty |= nothing
    return tokens, empty


def _branches(pattern: str) -> list[str]:
    parts, depth, start, position = [], 0, 0, 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            position += 1
        elif char == "[":
            position = pattern.index("]", position + 1)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(pattern[start:position])
            start = position + 1
        position += 1
    return [*parts, pattern[start:]]


def _closing(pattern: str, start: int) -> int:
    depth, position = 1, start
    while depth:
        char = pattern[position]
        if char == "\\":
            position += 1
        elif char == "[":
            position = pattern.index("]", position + 1)
        elif char in "()":
            depth += 1 if char == "(" else -1
        position += 1
    return position - 1


def _sequence(pattern: str, macros: Mapping[str, str], words: Mapping[str, Mapping[str, Any]]) -> tuple[set[str], bool]:
    tokens: set[str] = set()
    position = 0
    while position < len(pattern):
        element = ELEMENT.match(pattern, position)
        assert element is not None  # the last branch takes any character
        position, found, empty = _element(pattern, element, macros, words)
        optional = AFTER_TOKEN.match(pattern, position)
        assert optional is not None
        if element["word"] and optional["opt"] and len(element["word"]) > 1:
            found, empty = found | {element["word"][:-1].lower()}, False
        elif optional["opt"]:
            empty = True
        position = optional.end()
        tokens |= found
        if not empty:
            return tokens, False
    return tokens, True


def _element(
    pattern: str, element: re.Match[str], macros: Mapping[str, str], words: Mapping[str, Mapping[str, Any]]
) -> tuple[int, set[str], bool]:
    position = element.end()
    if element["look"] or element["open"]:
        close = _closing(pattern, position)
        if element["look"]:
            return close + 1, set(), True
        return close + 1, *_first(pattern[position:close], macros, words)
    if name := element["macro"]:
        if name in words:
            return position, {t for form in words[name] for t in _heads(form)}, False
        return position, *_first(macros[name], macros, words)
    if element["word"]:
        return position, {element["word"].lower()}, False
    if element["klass"]:
        numeric = any(c.isdigit() for c in element["klass"]) or "\\d" in element["klass"]
        return position, {NUMBER} if numeric else set(), not numeric
    if element["digit"] or element["escape"] == "\\d":
        return position, {NUMBER}, False
    return position, set(), True


def _heads(form: str) -> set[str]:
    if form[0].isdigit():
        return {NUMBER}
    return {LETTERS.findall(form.lower())[0]}
