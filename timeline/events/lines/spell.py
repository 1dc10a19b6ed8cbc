"""Words of a sentence as the text of a line: commas, quotation marks, capitals, names for pronouns."""

import re
from collections.abc import Mapping, Sequence

from timeline.events.lines.sentence import CLOSES, OPENS, VERBAL, Sentence

ASIDES = frozenset({"appos", "acl", "acl:relcl", "advcl", "parataxis"})
BRACKETS = frozenset({*OPENS, *CLOSES, "<", ">", "|"})
QUOTES = (("“", "”"), ("«", "»"), ('"', '"'))
OPENING = tuple(one for one, _ in QUOTES)
MARKS = ("``", "''")  # the tags of quotation marks, which some newswire has in their place
BEFORE = 3  # words before a stretch among which its opening quotation mark may stand
CLOSED = 0.9  # of a line; what is opened later is too short to be closed
LOOSE = " ,;:-–—/'"
SLASH = "\\/"  # how some corpora write a slash

Pieces = Sequence[Sequence[int] | str]


def spell(sentence: Sentence, pieces: Pieces, spelled: Mapping[int, str]) -> str:
    """The pieces one after the other; `spelled` has what is written in the place of single words."""
    text = ""
    for piece in pieces:
        if not isinstance(piece, str):
            piece = _stretch(sentence, piece, spelled, opens=not text)
            if piece[:1] in OPENING and text[-1:].isalpha():
                text += ","
        text = f"{text} {piece}" if text and piece and piece != sentence.words.possessive else text + piece
    return _tidy(text)


def _stretch(sentence: Sentence, kept: Sequence[int], spelled: Mapping[int, str], *, opens: bool) -> str:
    parse = sentence.tree.parse
    words, starts, ends = parse.words, parse.starts, parse.ends
    text, before = "", -1
    for at in _marked(sentence, kept):
        word = spelled.get(at)
        if word is None:
            word = '"' if words[at] in MARKS else words[at]
            if at == 0 and not opens and word[1:].islower() and parse.coarse[0] != "PROPN":
                word = word.lower()
        elif not word:
            continue
        glued = before >= 0 and (ends[before] == starts[at] or (before != at - 1 and _clings(sentence, before, at)))
        if glued and before in spelled and parse.coarse[at] == "AUX":
            word, glued = sentence.lexicon.full.get(sentence.tree.lemmas[at], word), False  # "he's" with a name
        text += word if glued or not text else " " + word
        before = at
    return text.strip(" ,;:")


def _clings(sentence: Sentence, before: int, at: int) -> bool:
    """Whether no space stands between two words that were not neighbours."""
    parse = sentence.tree.parse
    if parse.words[at] in ",;:" or parse.tags[at] == MARKS[1] or _opens(sentence, before):
        return True
    if any(parse.words[word] not in BRACKETS for word in range(before + 1, at)):
        return False
    return all(parse.ends[word] == parse.starts[word + 1] for word in range(before, at))  # "[c]oncessions"


def _marked(sentence: Sentence, kept: Sequence[int]) -> list[int]:
    """The words with the marks between them that still have a reason to stand there."""
    first = kept[0]
    marked = [word for word in range(max(0, first - BEFORE), first) if _opens(sentence, word)][-1:] if first else []
    before = -1
    for at in kept:
        if before >= 0 and at != before + 1:
            marked += _between(sentence, marked, before, at)
        marked.append(at)
        before = at
    return marked + _closing(sentence, before + 1)


def _between(sentence: Sentence, marked: Sequence[int], before: int, at: int) -> list[int]:
    """The marks of a gap between two words."""
    parse = sentence.tree.parse
    gap = range(before + 1, at)
    if all(parse.coarse[word] == "PUNCT" for word in gap):
        return [word for word in gap if parse.words[word] not in BRACKETS]
    found = _closing(sentence, before + 1)
    comma = _comma(sentence, marked, before, at)
    opening = [at - 1] if _opens(sentence, at - 1) else []
    return [*found, *([comma] if comma >= 0 else []), *opening]


def _closing(sentence: Sentence, at: int) -> list[int]:
    """The closing quotation mark at a word or behind the mark there."""
    tree = sentence.tree
    at += at < tree.size and tree.parse.coarse[at] == "PUNCT" and tree.parse.tags[at] != MARKS[1]
    return [at] if at < tree.size and tree.parse.tags[at] == MARKS[1] and not _opens(sentence, at) else []


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether a word is a quotation mark with something right behind it."""
    parse = sentence.tree.parse
    if parse.tags[at] not in MARKS or at + 1 >= sentence.tree.size:
        return False
    return parse.ends[at] == parse.starts[at + 1] and (at == 0 or parse.ends[at - 1] < parse.starts[at])


def _comma(sentence: Sentence, marked: Sequence[int], before: int, at: int) -> int:
    """The comma that is kept of a gap: of a list, before an aside or behind one; or -1."""
    tree, parse = sentence.tree, sentence.tree.parse
    commas = [word for word in (before + 1, at - 1) if parse.words[word] == ","]
    if not commas:
        return -1
    if parse.labels[at] in ("conj", "cc") and parse.coarse[at] not in VERBAL:
        return commas[-1]
    above, behind = {at, *tree.up(at)}, {before, *tree.up(before)}
    if commas[-1] == at - 1 and any(parse.labels[word] in ASIDES for word in above - behind):
        return at - 1
    for word in behind - above:
        if parse.labels[word] in ASIDES:
            first = sentence.firsts[word]
            mark = first if parse.coarse[first] == "PUNCT" else first - 1
            if mark in marked and parse.words[mark] == ",":
                return commas[-1]
    return -1


def _tidy(text: str) -> str:
    """A capital first, no quotation mark without its fellow, nothing loose at the ends."""
    if SLASH in text:
        text = text.replace(SLASH, "/")
    text = " ".join(text.split()).strip(LOOSE)
    for one, other in QUOTES:
        if one in text or other in text:
            text = _paired(text, one, other)
    return text[:1].upper() + text[1:]


def _paired(text: str, one: str, other: str) -> str:
    """The text with the quotation that it leaves open closed, and no marks where one was never opened."""
    if one == other:
        odd = text.count(one) % 2 == 1
        opened = odd and re.search(rf"(?:^|\s){one}\w[^{one}]*$", text) is not None
    else:
        odd = text.count(one) != text.count(other)
        opened = odd and text.count(one) == text.count(other) + 1 and text.rfind(one) > text.rfind(other)
    if opened and text.rfind(one) < len(text) * CLOSED:
        return text + other
    return text.replace(one, "").replace(other, "") if odd else text
