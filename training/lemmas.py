"""Learn how endings change into lemmas, from the treebanks and lemminflect's lexicon."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import lemminflect

from training.lexicon import _clusters
from training.treebank import Sentence

LONGEST_ENDING = 5
FEWEST_FORMS = 4  # an ending is worth a row from so many forms on
PARTS = {"VBD": "VERB", "VBN": "VERB", "VBG": "VERB", "VBZ": "VERB", "NNS": "NOUN"}
PARTS |= {"JJR": "ADJ", "JJS": "ADJ", "RBR": "ADV", "RBS": "ADV"}
HEADER = """# How a word form becomes its lemma: learnt from the treebanks of docs/model-card.md (CC BY-SA 4.0)
# and lemminflect (MIT).  For a Penn tag, a whole form (ending written ^form) or the longest ending that is listed:
# cut so many letters, add these.
# version = 1; made by `make train`
"""


def write_lemmas(path: Path, sentences: Iterable[Sentence]) -> int:
    """Write the table and say how many rows it has."""
    rows = []
    for tag, pairs in sorted(_pairs(sentences).items()):
        rows += [(tag, *row) for row in _endings(pairs)]
    lines = ["tag,ending,cut,add", *(",".join(map(str, row)) for row in rows)]
    path.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    return len(rows)


def _pairs(sentences: Iterable[Sentence]) -> dict[str, dict[str, str]]:
    """For each tag, forms and their most common lemma; the treebanks have the last word."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag, lemma in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
            if re.fullmatch(r"[a-z'’]+", word.lower()) and tag not in ("NNP", "FW", "GW", "AFX", "XX", "LS", "ADD"):
                counts[tag, word.lower().replace("’", "'")][lemma.lower()] += 1
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for form in sorted({form.lower() for form in _clusters()[0] if form.isalpha()}):
        for tag, part in PARTS.items():
            lemmas = lemminflect.getAllLemmas(form, upos=part).get(part, ())
            fitting = [lemma for lemma in lemmas if form in lemminflect.getInflection(lemma, tag)]
            if fitting:
                found[tag][form] = fitting[0].lower()
    for (tag, form), lemmas in counts.items():
        lemma, seen = min(lemmas.items(), key=lambda item: (-item[1], item[0]))
        if seen > 1 or form not in found[tag]:
            found[tag][form] = lemma
    return {tag: dict(forms) for tag, forms in found.items()}


def _endings(pairs: dict[str, str]) -> list[tuple[str, int, str]]:
    """The shortest decision list that gets every pair right: endings first, then forms that break the rule."""
    changes: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for form, lemma in pairs.items():
        for size in range(min(LONGEST_ENDING, len(form)) + 1):
            changes[form[len(form) - size :]][_change(form, lemma)] += 1
    rules: dict[str, tuple[int, str]] = {}
    for ending in sorted(changes, key=lambda text: (len(text), text)):
        change, count = min(changes[ending].items(), key=lambda item: (-item[1], item[0]))
        fallback = _rule(rules, ending[1:]) if ending else (0, "")
        if change != fallback and (count >= FEWEST_FORMS or not ending) and change[0] <= len(ending) + 1:
            rules[ending] = change
    rows = [(ending, *change) for ending, change in sorted(rules.items())]
    for form, lemma in sorted(pairs.items()):
        if _change(form, lemma) != _rule(rules, form):
            rows.append((f"^{form}", *_change(form, lemma)))
    return rows


def _rule(rules: dict[str, tuple[int, str]], form: str) -> tuple[int, str]:
    for size in range(min(LONGEST_ENDING, len(form)), -1, -1):
        if form[len(form) - size :] in rules:
            return rules[form[len(form) - size :]]
    return 0, ""


def _change(form: str, lemma: str) -> tuple[int, str]:
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]
