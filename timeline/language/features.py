"""What the network sees of a word: features of its form alone, so that a form costs only once however often it comes.

Training and running share this module: a change here asks for new weights.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from timeline.arrays import np, npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

# Columns of `Features.ids` and how many rows each has; row 0 of words, classes, clusters and vectors is "unknown".
HASHED = {"suffix2": 1024, "suffix3": 4096, "suffix4": 8192, "prefix3": 4096, "prefix5": 8192, "shape": 1024}
CLUSTER_BITS = {"cluster4": 4, "cluster6": 6, "cluster10": 10}
FREQUENCY_STEPS = 8
VECTOR_PARTS = 10  # a word vector is cut into so many parts; each is the number of its nearest of VECTOR_CENTRES
VECTOR_CENTRES = 256
OTHER_MARKS = FREQUENCY_STEPS + 5  # beside a mark for each name list

DIGIT = re.compile(r"\d")
RUN = re.compile(r"(.)\1{2,}")
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sorted tables of what is known of word forms, keyed by the CRC-32 of the form; arrays may be memory-mapped.

    `cased_*` are keyed by the form as `plain` leaves it, `lower_*` and `vector_*` by its lower case.
    `vector_code` has a column for each of VECTOR_PARTS.  `cluster_path` gives the path bits of each Brown cluster.
    """

    cased_key: npt.NDArray[np.uint32]
    cased_cluster: npt.NDArray[np.uint16]
    cased_names: npt.NDArray[np.uint16]
    cased_frequency: npt.NDArray[np.uint8]
    lower_key: npt.NDArray[np.uint32]
    lower_word: npt.NDArray[np.uint16]
    lower_class: npt.NDArray[np.uint8]
    cluster_path: npt.NDArray[np.uint32]
    vector_key: npt.NDArray[np.uint32]
    vector_code: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Features:
    """A row a form: `ids` holds a table row a column, `marks` numbers that are taken as they are."""

    ids: Ints
    marks: Floats


def plain(word: str) -> str:
    """The word with typographic marks made plain and every digit a 0.

    >>> plain("’90s"), plain("“")
    ("'00s", '"')
    """
    word = word.translate(PLAIN)
    if word in ("``", "''"):
        return '"'
    return word if word.isalpha() else DIGIT.sub("0", word)


def shape(word: str) -> str:
    """The outline of a plain word: upper X, lower x, runs cut at two.

    >>> shape("McDonald"), shape("F-00")
    ('XxXxx', 'X-00')
    """
    if word.isascii() and word.isalpha() and word[1:] == word[1:].lower():  # most words, nine times as fast
        return "X" + "xx"[: len(word) - 1] if word[0].isupper() else "xx"[: len(word)]
    outline = "".join("X" if c.isupper() else "x" if c.islower() else "0" if c.isdigit() else c for c in word)
    return RUN.sub(r"\1\1", outline)[:10]


def features(words: Sequence[str], lexicon: Lexicon, lists: int) -> Features:
    """The features of distinct forms, a row each in the order given.

    `lists` is the number of name lists.  Columns of ids: word, class, cluster, the shorter
    paths of CLUSTER_BITS, then HASHED, then the parts of the vector.
    """
    forms = [plain(word) for word in words]
    lowers = [form.lower() for form in forms]
    cased, lower = _keys(forms), _keys(lowers)
    at, found = _lookup(lexicon.cased_key, cased)
    low_at, low_found = _lookup(lexicon.lower_key, lower)
    capital_at, capital_found = _lookup(lexicon.cased_key, _keys([form.capitalize() for form in lowers]))
    lower_at, lower_found = _lookup(lexicon.cased_key, lower)
    cluster = np.where(capital_found, lexicon.cased_cluster[capital_at], 0).astype(np.int64)
    cluster = np.where(lower_found & (lexicon.cased_cluster[lower_at] > 0), lexicon.cased_cluster[lower_at], cluster)
    cluster = np.where(found & (lexicon.cased_cluster[at] > 0), lexicon.cased_cluster[at], cluster)
    known = (cluster > 0).astype(np.int64)
    path = lexicon.cluster_path[cluster].astype(np.int64)
    columns = [np.where(low_found, lexicon.lower_word[low_at], 0), np.where(low_found, lexicon.lower_class[low_at], 0)]
    columns += [cluster] + [((path & (2**bits - 1)) + 1) * known for bits in CLUSTER_BITS.values()]
    vectors_at, vectors_found = _lookup(lexicon.vector_key, lower)
    vectors = (lexicon.vector_code[vectors_at].astype(np.int64) + 1) * vectors_found[:, None]
    ids = np.concatenate([np.stack(columns, 1).astype(np.int64), _hashes(forms, lowers), vectors], 1)
    names = np.where(found, lexicon.cased_names[at], 0).astype(np.int64)
    frequency = np.where(lower_found, lexicon.cased_frequency[lower_at], 0).astype(np.int64)
    marks = [(names[:, None] >> np.arange(lists)) & 1, frequency[:, None] > np.arange(FREQUENCY_STEPS)]
    marks += [_letters(forms), (found & ~lower_found)[:, None], known[:, None]]
    return Features(ids, np.concatenate(marks, 1).astype(np.float32))


def _keys(forms: Sequence[str]) -> npt.NDArray[np.uint32]:
    return np.fromiter((crc32(form.encode()) for form in forms), np.uint32, len(forms))


def _lookup(table: npt.NDArray[np.uint32], keys: npt.NDArray[np.uint32]) -> tuple[Ints, npt.NDArray[np.bool_]]:
    at = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return at, table[at] == keys


def _letters(forms: Sequence[str]) -> Ints:
    rows = [(form[:1].isupper(), len(form) > 1 and form.isupper(), not form.isascii()) for form in forms]
    return np.array(rows, np.int64).reshape(-1, 3)


def _hashes(forms: Sequence[str], lowers: Sequence[str]) -> Ints:
    rows = [_hashed(form, lower) for form, lower in zip(forms, lowers, strict=True)]
    hashes: Ints = np.array(rows, np.int64).reshape(-1, len(HASHED)) % np.array(list(HASHED.values()))
    return hashes


def _hashed(form: str, lower: str) -> tuple[int, ...]:
    short = "#" if len(lower) <= 2 else ""
    parts = (f"2{lower[-2:]}{short}", f"3{lower[-3:]}", f"4{lower[-4:]}", f"p{lower[:3]}", f"P{lower[:5]}", shape(form))
    return tuple(crc32(part.encode()) for part in parts)
