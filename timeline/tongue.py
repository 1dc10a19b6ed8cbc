"""Which language a text is in, for articles that do not say.

The same text has the same answer on every machine.  Where there is doubt (a
headline, a line of names, a table) it is English.
"""

import re
from collections.abc import Collection
from functools import cache
from typing import Any

from timeline.resources import data_file, listed, read_toml

SAMPLE = 6000  # characters looked at
WORD = re.compile(r"[^\W\d_]+")
ENGLISH_WORDS, ENGLISH_SHARE = 4, 0.15  # enough of them to ask no model; Wikinews 2019, 2026-11
ENOUGH_LETTERS = {True: 40, False: 4}  # in the Latin alphabet, in others
CERTAIN, CERTAIN_UNREAD = 0.9, 0.95
UNREAD_LETTERS = 60
DEFAULT = "en"


def language_of(text: str, read: Collection[str]) -> str:
    """The ISO 639-1 code of the language of `text`; English where it is too short or doubtful.

    `read` are the languages there are rules for: one of them is believed on less
    evidence than a language nothing can be read in.

    >>> language_of("They met on Friday to talk about the harvest.", ["en", "de"])
    'en'
    >>> language_of("Am Freitag trafen sich die Minister, um über die Ernte zu sprechen.", ["en", "de"])
    'de'
    """
    sample = text[:SAMPLE]
    words = WORD.findall(sample)
    if is_plainly_english(words):
        return DEFAULT
    letters = sum(map(len, words))
    if letters < ENOUGH_LETTERS[_is_latin(words)]:
        return DEFAULT
    ranking = _ranked(" ".join(sample.split()))
    best, certainty = ranking[0]
    if best not in read and certainty >= CERTAIN_UNREAD and letters >= UNREAD_LETTERS:
        return best
    known = [(language, share) for language, share in ranking if language in read]
    best, share = known[0] if known else (DEFAULT, 1.0)
    return best if share >= CERTAIN * sum(share for _, share in known) else DEFAULT


def is_plainly_english(words: list[str]) -> bool:
    """Whether so many of the words are English that no model need be asked."""
    common = sum(word.lower() in _tables()["english"] for word in words)
    return common >= ENGLISH_WORDS and common >= ENGLISH_SHARE * len(words)


def code_of(name: str) -> str:
    """The two letters of a language that an article names: "en-GB", "eng" and "English" are en; "" stays "".

    >>> code_of("de_AT"), code_of("ENG"), code_of("French"), code_of("")
    ('de', 'en', 'fr', '')
    """
    first = re.split(r"[-_.,;\s]", name.strip().lower(), maxsplit=1)[0]
    return str(_tables()["codes"].get(first, first))


def _is_latin(words: list[str]) -> bool:
    """Whether more letters than not lie before the Greek alphabet."""
    letters = "".join(words)
    return 2 * sum(letter < "\u0370" for letter in letters) >= len(letters)


def _ranked(text: str) -> list[tuple[str, float]]:
    """Every language with its share of certainty, varieties taken together, best first."""
    varieties = _tables()["varieties"]
    shares: dict[str, float] = {}
    for language, share in _model().rank(text):
        name = varieties.get(language, language)
        shares[name] = shares.get(name, 0.0) + share
    return sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))


@cache
def _tables() -> dict[str, Any]:
    tables = read_toml(data_file("languages.toml"))
    return tables | {"english": listed("languages.toml", "english.words", tables["english"]["words"])}


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second, needed by no English text

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
