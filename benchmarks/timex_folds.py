"""How much the rules owe to the documents they are scored on: part of `timex.py --folds`.

The documents fall into five parts by checksum of their names.  For each part, two things
are done as if nobody had ever seen it, and the part is scored then:

- Every rule, branch of a rule, word form, word before a timex, guard and cue whose only
  evidence lies in that part is switched off: each that comes into play there and in
  none of the other four.  This is stricter than real ignorance, since it also takes away
  what anybody would have written down (a month's abbreviation that one part alone holds).
- The numbers that were tuned on documents are tuned again on the other four.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from timeline.resources import data_file, read_toml
from timeline.temporal import calendar_dates, recognise, timexes
from timeline.temporal.first import _branches, _closing
from timeline.temporal.recognise import REACH, TOKEN, _free
from timeline.temporal.rules import NUMBER, build, expand

FOLDS = 5
Entry = tuple[str, ...]  # what kind, where, and which alternative
Score = Callable[[set[int]], dict[str, float]]
TUNED = (
    (calendar_dates, "FAR", (45, 75, 105)),
    (calendar_dates, "LATE_MONTH", (7, 9, 11)),
    (timexes, "WINDOW", (40, 70, 100)),
    (timexes, "AFTER_WINDOW", (30, 60, 90)),
    (timexes, "ENOUGH_YEARS", (3, 4, 6)),
    (timexes, "YEARS_TO_DEICTIC", (2, 3, 5)),
)
LEAD = 12  # characters a rule may take in before the timex it finds
GUARDS = ("not_before", "not_after", "after")


class Evidence:
    """Which entries of the rule file come into play in which parts."""

    def __init__(self) -> None:
        self.tables = read_toml(data_file("en/timex.toml"))
        self.grammar = build("en", self.tables)
        self.parts: dict[Entry, set[int]] = defaultdict(set)
        words = self.tables["words"]
        self.macros = {
            name: "(?:" + "|".join(re.escape(form) for form in table) + ")" for name, table in words.items()
        } | self.tables["macros"]
        self.forms: dict[str, list[Entry]] = defaultdict(list)  # of one form in all tables, whatever its case
        for name, table in words.items():
            for form in table:
                self.forms[form.lower()].append(("form", name, form))
        self.patterns: dict[tuple[str, bool], list[re.Pattern[str]]] = {}

    def read(self, text: str, part: int) -> None:
        """Note everything that comes into play in a text of that part."""
        for found in recognise.find(text, self.grammar):
            self._matched(text, found, part)
        self._guarded(text, part)
        for name in ("future", "past", "compared"):
            for number, word in enumerate(self.tables["cues"][name]):
                if self._any("cue" + name + str(number), word).search(text):
                    self.parts["cue", name, word].add(part)

    def _matched(self, text: str, found: Any, part: int) -> None:
        name = found.rule.name
        self.parts["rule", name].add(part)
        window = text[max(0, found.start - LEAD) : found.end]
        for branch, pattern in zip(_branches(found.rule.pattern), self._alternatives(found.rule.pattern), strict=True):
            if any(match.end() >= len(window) - 1 for match in pattern.finditer(window)):
                self.parts["branch", name, branch].add(part)
        for value in found.parts.values():
            form = " ".join(value.lower().split())
            for entry in self.forms.get(form, ()):
                self.parts[entry].add(part)
        before = text[max(0, found.start - 1) : found.end]
        for number, entry in enumerate(self.tables["before"]):
            for branch, pattern in zip(_branches(entry["pattern"]), self._alternatives(entry["pattern"]), strict=True):
                if found.rule.kind in entry["kinds"] and pattern.search(before):
                    self.parts["before", str(number), branch].add(part)

    def _guarded(self, text: str, part: int) -> None:
        """The guards that stop a match, or (`after`) let one pass."""
        for token in TOKEN.finditer(text):
            start = token.start()
            word = NUMBER if token.group()[-1].isdigit() else token.group().lower()
            rules = self.grammar.starters.get(word)
            if not rules or not _free(text, start):
                continue
            for rule in rules:
                if (rule.ahead or rule.behind or rule.required) and (match := rule.match.match(text, start)):
                    self._note_guards(text, rule.rule, start, match.end(), part)

    def _note_guards(self, text: str, rule: Any, start: int, end: int, part: int) -> None:
        for guard in GUARDS:
            pattern = getattr(rule, guard)
            for branch, alternative in zip(
                _flat(pattern), self._alternatives("|".join(_flat(pattern)), cased=guard != "after"), strict=True
            ):
                if guard == "not_before":
                    hit = alternative.match(text, end)
                else:
                    window = text[max(0, start - REACH) : start]
                    hit = next((m for m in alternative.finditer(window) if m.end() == len(window)), None)
                if hit:
                    self.parts[guard, rule.name, branch].add(part)

    def _alternatives(self, pattern: str, *, cased: bool = False) -> list[re.Pattern[str]]:
        if not pattern:
            return []
        if (pattern, cased) not in self.patterns:
            flags = 0 if cased else re.IGNORECASE
            self.patterns[pattern, cased] = [
                re.compile(expand(branch, self.macros)[0], flags) for branch in _branches(pattern)
            ]
        return self.patterns[pattern, cased]

    def _any(self, key: str, word: str) -> re.Pattern[str]:
        if (key, False) not in self.patterns:
            self.patterns[key, False] = [re.compile(r"(?:\b|(?=['’]))(?:" + word + r")\b", re.IGNORECASE)]
        return self.patterns[key, False][0]

    def only_in(self, part: int) -> list[Entry]:
        """What comes into play in that part and in no other."""
        return [entry for entry, parts in self.parts.items() if parts == {part}]

    def without(self, entries: list[Entry]) -> Any:
        """The grammar with these entries switched off."""
        tables = deepcopy(self.tables)
        gone = {entry[:2] for entry in entries if entry[0] == "rule"}
        rules = [rule for rule in tables["rule"] if ("rule", rule["name"]) not in gone]
        by_name = {rule["name"]: rule for rule in rules}
        for kind, where, *which in entries:
            if kind == "form":
                tables["words"][where].pop(which[0], None)
            elif kind == "cue":
                tables["cues"][where].remove(which[0])
            elif kind == "before":
                _drop(tables["before"][int(where)], "pattern", which[0])
            elif kind != "rule" and where in by_name:
                _drop(by_name[where], "pattern" if kind == "branch" else kind, which[0])
        tables["rule"] = [rule for rule in rules if rule["pattern"]]
        tables["before"] = [entry for entry in tables["before"] if entry["pattern"]]
        return build("en", tables)


def _flat(pattern: str) -> list[str]:
    """The alternatives of a guard, of one group around all of them too."""
    whole = pattern.startswith("(?:") and _closing(pattern, 3) == len(pattern) - 1
    return _flat(pattern[3:-1]) if whole else [branch for branch in _branches(pattern) if branch]


def _drop(entry: dict[str, Any], field: str, branch: str) -> None:
    kept = [each for each in (_flat(entry[field]) if field in GUARDS else _branches(entry[field])) if each != branch]
    if kept or field not in GUARDS[2:]:
        entry[field] = "|".join(f"(?:{each})" if field in GUARDS else each for each in kept)


def settings() -> Iterator[tuple[Any, str, int, tuple[int, ...]]]:
    """The tuned numbers, as they are and as they might be."""
    for module, name, values in TUNED:
        yield module, name, getattr(module, name), values


def tuned_without(part: int, score: Score) -> dict[str, int]:
    """The best of each tuned number on the parts other than `part`, one after the other."""
    others, chosen = set(range(FOLDS)) - {part}, {}
    for module, name, standing, values in list(settings()):
        results = {}
        for value in values:
            setattr(module, name, value)
            results[value] = score(others)["value_F1"]
        best = max(values, key=lambda value: (round(results[value], 2), value == standing))
        setattr(module, name, best)
        chosen[name] = best
    return chosen
