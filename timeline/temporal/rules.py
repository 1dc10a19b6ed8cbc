"""Load the rules of a language: word tables, patterns and the tokens each pattern may begin with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from timeline.errors import ResourceError
from timeline.resources import Place, data_file, read_rows, read_toml, unique
from timeline.temporal.first import NUMBER, first_tokens

SPACE = r"(?:[ \t\xa0\u2009\u202f]+\n?[ \t]*|\n[ \t]*)"
PLACE = re.compile(
    r"(?P<as_is>\\.|\[[^\]]*\])|"
    r"\(\?<(?P<own>[a-z]+\d?)>|(?<!\(\?)<(?P<kept>[a-z]+)(?P<nth>\d?)>|\{(?P<plain>[a-z]+)\}|(?P<space>[ ~])"
)
WORD = re.compile(r"[^\W\d_]+")
GROUP = re.compile(r"\(\?p<[^>]*>")  # the names of groups are no words of the text
SHORTER = re.compile(r"([^\W\d_]{2,})\?")  # weeks?
LOOKS = re.compile(r"\(\?<?[!=](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")  # what is looked at and not taken
OPEN = re.compile(r"\[a-z\]|\\w|\[\^")  # takes words that are not spelt out
PRECISION = "timex_precision.csv"
UNSEEN, PRIOR = 0.7, 4  # what a rule never seen at work is trusted, and the weight of that in examples
MANY = 5  # rules for one word beyond which the next word is looked at first
DIGITS_TAIL = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to write a time.

    `kind` names how it is resolved, `starts` the tokens it may begin with ("#" for
    figures).  `not_before` and `not_after` are patterns of the text behind and ahead
    that forbid it, `after` must stand ahead; `keep` and `keep_after` narrow the span to a group or past a prefix.
    """

    name: str
    kind: str
    pattern: str
    yes: tuple[tuple[str, str, str], ...]
    no: tuple[str, ...] = ()
    value: str = ""
    genre: str = ""
    not_before: str = ""
    not_after: str = ""
    after: str = ""
    keep: str = ""
    keep_after: str = ""
    pieces: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """Words before a timex that belong to it, or only tell of it from `outside`; their mod and kinds of timex."""

    pattern: str
    mod: str
    kinds: tuple[str, ...]
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to run; `order` breaks ties between matches of one length."""

    rule: Rule
    order: int
    match: re.Pattern[str]
    groups: tuple[tuple[str, str], ...]
    ahead: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    required: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules and word tables of one language.

    `starters` are the rules by the token a match may begin with; for tokens that begin
    many rules and are never a timex alone, `heads` has the rules by the token after it
    too ("" for those that go on with any word).
    """

    language: str
    version: int
    words: Mapping[str, Mapping[str, Any]]
    rules: tuple[Rule, ...]
    starters: Mapping[str, tuple[Compiled, ...]]
    heads: Mapping[str, Mapping[str, tuple[Compiled, ...]]]
    joined: bool
    before: Mapping[str, tuple[tuple[re.Pattern[str], str, bool], ...]]
    confidence: Mapping[str, float]
    future: re.Pattern[str]
    past: re.Pattern[str]
    through: re.Pattern[str]
    compared: re.Pattern[str]
    deictic: re.Pattern[str]
    units: Mapping[str, str] = field(default_factory=dict)
    since: re.Pattern[str] | None = None
    happening: re.Pattern[str] | None = None
    today: re.Pattern[str] | None = None
    distance: re.Pattern[str] | None = None
    cue: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None
    wanted: re.Pattern[str] | None = None


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language.

    Raises:
        ResourceError: there is no rule file for it, or an entry is malformed.
    """
    return build(language, read_toml(data_file(f"{language}/timex.toml")))


def build(language: str, tables: Mapping[str, Any]) -> Grammar:
    """The grammar of a language from the tables of its rule file.

    Raises:
        ResourceError: an entry is malformed.
    """
    name = f"{language}/timex.toml"
    words = {key: dict(table) for key, table in tables.get("words", {}).items()}
    lowered = {key: _lowered(Place(name, f"words.{key}"), table) for key, table in words.items()}
    forms = {key: _alternation(table, key in tables.get("cased", ())) for key, table in words.items()}
    macros = _united(name, words=forms, macros=tables.get("macros", {}))
    rules = tuple(_rule(entry, name) for entry in tables.get("rule", ()))
    unique((Place(name, "rule"), rule.name, rule) for rule in rules)
    joined = bool(tables.get("joined", False))
    compiled = [_compile(rule, order, macros, name, joined=joined) for order, rule in enumerate(rules)]
    starters = _starters(compiled, macros, words, joined=joined)
    cues = _united(name, **{key: tables.get(key, {}) for key in ("inference", "events")})
    before = tuple(Before(**{**entry, "kinds": tuple(entry["kinds"])}) for entry in tables.get("before", ()))
    return Grammar(
        language=language,
        version=int(tables.get("version", 1)),
        words=lowered,
        rules=rules,
        starters=starters,
        heads={
            token: _by_second(found)
            for token, found in starters.items()
            if len(found) > MANY and not joined and not _alone(token, found)
        },
        joined=joined,
        before=_befores(before, macros),
        confidence=_confidence(language, rules),
        future=_any_word(tables.get("cues", {}).get("future", ())),
        past=_any_word(tables.get("cues", {}).get("past", ())),
        through=re.compile(
            rf"\s*(?:{_any_word(tables.get('cues', {}).get('through', ())).pattern}|[-–—])\s*", re.IGNORECASE
        ),
        compared=_any_word(tables.get("cues", {}).get("compared", ())),
        deictic=_any_word(tables.get("genre", {}).get("deictic", ())),
        units=lowered.get("unit", {}),
        **{key: _plain(text, macros) for key, text in cues.items()},
    )


def _lowered(place: Place, table: Mapping[str, Any]) -> dict[str, Any]:
    """A table of words in lower case; a form may stand in several cases, with one value."""
    pairs = dict.fromkeys((form.lower(), value) for form, value in table.items())
    return unique((place, form, value) for form, value in pairs)


def _united(file: str, **sections: Mapping[str, Any]) -> dict[str, Any]:
    """Several tables as one."""
    places = {section: Place(file, section) for section in sections}
    return unique((places[name], key, value) for name, table in sections.items() for key, value in table.items())


def _confidence(language: str, rules: tuple[Rule, ...]) -> dict[str, float]:
    """How often each rule is right, by its count on development texts where there is one."""
    path = data_file(f"{language}/{PRECISION}")
    rows = (row for _, row in read_rows(path, key=("rule",))) if path.is_file() else ()
    counts = {row["rule"]: (int(row["right"]), int(row["found"])) for row in rows}
    return {
        rule.name: round((right + UNSEEN * PRIOR) / (found + PRIOR), 2)
        for rule in rules
        for right, found in (counts.get(rule.name, (0, 0)),)
    }


def _plain(pattern: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern with its groups under their own names."""
    text, groups = expand(pattern, macros)
    for written, name in groups:
        text = text.replace(f"(?P<{written}>", f"(?P<{name}>")
    return re.compile(text, re.IGNORECASE)


def _by_second(rules: tuple[Compiled, ...]) -> dict[str, tuple[Compiled, ...]]:
    """Rules by the words in them, of which one must follow the first; under "" those that take words not spelt out."""
    found: dict[str, list[Compiled]] = {}
    for rule in rules:
        pattern = rule.match.pattern.lower()
        names = set(WORD.findall(GROUP.sub("(", pattern)))
        names |= {word[:-1] for word in SHORTER.findall(pattern)}
        for word in {""} if OPEN.search(LOOKS.sub("", pattern)) else names:
            found.setdefault(word, []).append(rule)
    every = found.get("", [])
    return {word: tuple(sorted({*some, *every}, key=lambda rule: rule.order)) for word, some in found.items()}


def _alone(token: str, rules: tuple[Compiled, ...]) -> bool:
    """Whether a word may be a timex without more words behind it."""
    return token == NUMBER or any(
        c.match.fullmatch(form) for c in rules for form in (token, token.title(), token.upper())
    )


def _rule(entry: dict[str, Any], file: str) -> Rule:
    values: dict[str, Any] = {key: tuple(map(tuple, value)) if key == "yes" else value for key, value in entry.items()}
    values["no"] = tuple(entry.get("no", ()))
    try:
        return Rule(**values)
    except TypeError as error:
        raise ResourceError(file, str(entry.get("name", "rule")), str(error)) from error


def _alternation(table: Mapping[str, Any], cased: bool) -> str:
    forms = sorted(table, key=len, reverse=True)
    text = "|".join(re.escape(form).replace("\\ ", " ").replace("\\-", "-").replace("'", "['’]") for form in forms)
    return f"(?-i:{text})" if cased else f"(?:{text})"


def _any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?:\b|(?=['’]))(?:" + "|".join(words) + r")\b" if words else r"(?!)", re.IGNORECASE)


def expand(pattern: str, macros: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A pattern as `re` reads it, and its groups as (name in the expression, name for the resolver)."""
    groups: list[tuple[str, str]] = []

    def named(name: str) -> str:
        groups.append((f"{name}_{len(groups)}", name))
        return f"(?P<{groups[-1][0]}>"

    def replace(found: re.Match[str]) -> str:
        if found["as_is"]:
            return found["as_is"]
        if found["space"]:
            return SPACE if found["space"] == " " else f"(?:-|{SPACE})"
        if found["own"]:
            return named(found["own"])
        if found["plain"]:
            return PLACE.sub(replace, macros[found["plain"]])
        return named(found["kept"] + found["nth"]) + PLACE.sub(replace, macros[found["kept"]]) + ")"

    return PLACE.sub(replace, pattern), tuple(groups)


def _compile(rule: Rule, order: int, macros: Mapping[str, str], file: str, *, joined: bool = False) -> Compiled:
    try:
        text, groups = expand(rule.pattern, macros)
        behind = re.compile(f"(?:{expand(rule.not_after, macros)[0]})$") if rule.not_after else None
        required = re.compile(f"(?:{expand(rule.after, macros)[0]})$", re.IGNORECASE) if rule.after else None
        ahead = re.compile(expand(rule.not_before, macros)[0]) if rule.not_before else None
        match = re.compile(rf"(?:{text})" + (r"(?!\d)" if joined else r"(?!\w)"), re.IGNORECASE)
        return Compiled(rule, order, match, groups, ahead, behind, required)
    except (re.error, KeyError) as error:
        raise ResourceError(file, rule.name, f"bad pattern: {error}") from error


def _starters(
    compiled: list[Compiled], macros: Mapping[str, str], words: Mapping[str, Mapping[str, Any]], *, joined: bool
) -> dict[str, tuple[Compiled, ...]]:
    found: dict[str, list[Compiled]] = {}
    for rule in compiled:
        for token in first_tokens(rule.rule.pattern, macros, words):
            rules = found.setdefault(token[0] if joined else token, [])
            if rule not in rules:
                rules.append(rule)
    return {token: tuple(rules) for token, rules in found.items()}


def _befores(
    entries: tuple[Before, ...], macros: Mapping[str, str]
) -> dict[str, tuple[tuple[re.Pattern[str], str, bool], ...]]:
    found: dict[str, list[tuple[re.Pattern[str], str, bool]]] = {}
    for entry in entries:
        text = rf"(?:^|(?<=[^\w-]))(?:{expand(entry.pattern, macros)[0]})(?:{SPACE}|-)$"
        pattern = re.compile(text, re.IGNORECASE)
        for kind in entry.kinds:
            found.setdefault(kind, []).append((pattern, entry.mod, entry.outside))
    return {kind: tuple(items) for kind, items in found.items()}


__all__ = ["NUMBER", "Compiled", "Grammar", "Rule", "build", "grammar"]
