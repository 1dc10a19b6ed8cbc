"""Print parses as CoNLL-U (https://universaldependencies.org/format.html), so that UD tools can check them."""

from collections.abc import Iterable, Iterator

from timeline.model import Parse


def conllu(text: str, parses: Iterable[Parse], document: str = "") -> Iterator[str]:
    """The lines of one document.

    The last column has names (`Name=B-PER`) and where a word lies in the text (`TokenRange=0:4`).
    """
    if document:
        yield f"# newdoc id = {document}"
    stem = (document or "text").replace("/", "_")  # in an id, UD keeps the slash for parallel treebanks
    for number, parse in enumerate((parse for parse in parses if parse.words), 1):
        yield f"# sent_id = {stem}-{number}"
        yield f"# text = {' '.join(text[parse.start : parse.end].split())}"
        yield from _words(text, parse)
        yield ""


def _words(text: str, parse: Parse) -> Iterator[str]:
    names = {
        index: f"Name={'B' if index == name.first else 'I'}-{name.kind}"
        for name in parse.names
        for index in range(name.first, name.last)
    }
    for index, word in enumerate(parse.words):
        end = parse.ends[index]
        apart = index + 1 == len(parse.words) or text[end : end + 1].isspace()
        marks = (names.get(index, ""), "" if apart else "SpaceAfter=No", f"TokenRange={parse.starts[index]}:{end}")
        misc = "|".join(mark for mark in marks if mark)
        head = str(parse.heads[index] + 1)
        fields = (str(index + 1), word, parse.lemmas[index], parse.coarse[index], parse.tags[index], "_", head)
        yield "\t".join((*fields, parse.labels[index], "_", misc))
