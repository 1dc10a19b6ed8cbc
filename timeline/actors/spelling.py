"""Spellings of one name: accents, apostrophes, dots, case."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# one character for one, so that offsets hold
PLAIN = tuple(zip("’‘ʼ`\u00a0\n\t‑‐", "''''   --", strict=True))
STROKES = str.maketrans("øØłŁđĐı", "oOlLdDi", "") | {ord("ß"): "ss", ord("æ"): "ae", ord("Æ"): "Ae"}


def plain(text: str) -> str:
    """The text with one kind of apostrophe, hyphen and blank, of the same length."""
    for written, meant in PLAIN:  # several times as fast as str.translate
        text = text.replace(written, meant)
    return text


def without_accents(text: str) -> str:
    """The text in unaccented letters.

    >>> without_accents("Orbán"), without_accents("Søren")
    ('Orban', 'Soren')
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(STROKES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def folded(text: str) -> str:
    """The text as names are compared: lower case, no accents, no punctuation, no leading article.

    >>> folded("The U.S."), folded("Orbán, Viktor")
    ('us', 'orban viktor')
    """
    bare = re.sub(r"[^\w\s-]", "", without_accents(text).lower()).replace("-", " ")
    return " ".join(bare.split()).removeprefix("the ")


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """The name as an id.

    >>> slug("Turki al-Malki")
    'turki-al-malki'
    """
    return re.sub(r"[^\w]+", "-", without_accents(name).lower()).strip("-") or "unnamed"


OPENING = re.compile(r"(\w+)(?:\W+\w+)?")


def openings(form: str) -> tuple[str, str]:
    """The first word of a form and its first two, as the scanner cuts words.

    >>> openings("U.S. Navy"), openings("NATO")
    (('U', 'U.S'), ('NATO', 'NATO'))
    """
    found = OPENING.match(form)
    return (found[1], found[0]) if found else (form, form)


def variants(form: str) -> Iterator[str]:
    """The form as the scanner meets it, with and without accents."""
    form = plain(form).strip(" '\"")
    if form:
        yield form
        bare = without_accents(form)
        if bare != form:
            yield bare
