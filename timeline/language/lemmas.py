"""Lemmas, by tables of endings and exceptions."""

from dataclasses import dataclass
from functools import cache, lru_cache

from timeline.errors import ResourceError
from timeline.resources import data_file, read_rows

TABLES = ("en/parser-lemmas.csv", "en/lemma-corrections.csv")  # what is learnt, and what is put right in it
LONGEST_ENDING = 5
CACHED = 1 << 16
PROPER = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class Change:
    """Cut so many letters off the end and add others."""

    cut: int
    add: str


@cache
def changes() -> dict[tuple[str, str], Change]:
    """For a tag and an ending, or a tag and ^ with a whole form, what changes; corrections replace what is learnt.

    Raises:
        ResourceError: a table is malformed, or says twice how an ending changes.
    """
    found = {}
    for path in map(data_file, TABLES):
        for line, row in read_rows(path, key=("tag", "ending")):
            if not row["cut"].isdigit():
                raise ResourceError(path.name, f"line {line}", f'"{row["cut"]}" is no number')
            found[row["tag"], row["ending"]] = Change(int(row["cut"]), row["add"])
    return found


@lru_cache(CACHED)
def lemma(word: str, tag: str) -> str:
    """The lemma of a form with this Penn tag; names keep their capitals.

    >>> lemma("Ships", "NNS"), lemma("went", "VBD"), lemma("Moscow", "NNP")
    ('ship', 'go', 'Moscow')
    """
    form = word.replace("’", "'").lower()
    kept = word if tag in PROPER else form
    change = changes().get((tag, f"^{form}"))
    for size in range(min(LONGEST_ENDING, len(form)), -1, -1):
        if change is not None:
            break
        change = changes().get((tag, form[len(form) - size :]))
    if change is None or change.cut > len(kept) or not form[-1:].isalpha():
        return kept
    return (kept[: len(kept) - change.cut] + change.add) or kept
