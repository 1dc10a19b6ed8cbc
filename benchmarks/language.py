"""Score the parser on treebanks: `python benchmarks/language.py TREEBANKS [--sets gum_test,ewt_test] [--json OUT]`.

Gold words: tag accuracy over all words; UAS and LAS without punctuation; names exact in
span and kind.  Raw text: sentences joined by a space, or by a line break after one that
ends in no mark (headings, captions, items of lists stand in lines of their own); F1 of
sentences, words, and of labelled arcs between aligned words.  LAS counts whole labels,
subtypes included.

The corpora draw some lines elsewhere ("United States" is a name in EWT, half of one in
GUM), and the parser can be told which guideline to follow: here that of the corpus, unless
`--guideline` names one.  The program itself always follows that of EWT.
"""

import argparse
import gzip
import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path

CLOSERS = "\"'”’)]»"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("treebanks", type=Path)
    options.add_argument("--sets", default="gum_dev,ewt_dev")
    options.add_argument("--json", type=Path)
    options.add_argument("--speed", action="store_true")
    options.add_argument("--guideline", default="", help="ewt or gum; the corpus's own where none is given")
    options.add_argument("--weights", type=Path, help="another parser.bin than the one that ships")
    given = options.parse_args()
    scores = {}
    for name in given.sets.split(","):
        documents = list(read(given.treebanks, name))
        parser = load(given.weights, given.guideline or name.partition("_")[0])
        genres = sorted({document["genre"] for document in documents})
        counts = {genre: Counter() for genre in genres}
        for genre in genres:
            for document in (document for document in documents if document["genre"] == genre):
                counts[genre] += gold(document, parser) + raw(document, parser)
        scores[name] = rates(sum(counts.values(), Counter()))
        show(name, scores[name])
        for genre in genres if len(genres) > 1 else ():
            scores[f"{name} {genre}"] = rates(counts[genre])
            show(f"{name} {genre}", scores[f"{name} {genre}"])
    if given.speed:
        documents = [document for name in given.sets.split(",") for document in read(given.treebanks, name)]
        scores["speed"] = speed(documents, load(given.weights, "ewt"))
        show("speed", scores["speed"])
    if given.json:
        given.json.write_text(json.dumps(scores, indent=1) + "\n", "utf-8")


def read(folder, name):
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load(weights, guideline):
    from timeline.language.english import EnglishParser
    from timeline.language.weights import read
    from timeline.resources import data_file

    return EnglishParser(read(weights or data_file("en/parser.bin")), guideline)


def gold(document, parser):
    from timeline.language.names import agree

    counts, sentences = Counter(), document["sents"]
    analyses = parser.analyse([sentence["words"] for sentence in sentences])
    names = agree([(s["words"], parser.names(f.names)) for s, f in zip(sentences, analyses, strict=True)])
    for sentence, found, named in zip(sentences, analyses, names, strict=True):
        count_words(counts, sentence, found, parser)
        mine = {(name.first, name.last, name.kind.value) for name in named}
        count(counts, "name", mine, spans(sentence["ner"]))
    return counts


def rates(counts):
    over_words = {key: 100 * counts[key] / counts["words"] for key in ("tag", "coarse", "lemma")}
    over_arcs = {key: 100 * counts[key] / counts["arcs"] for key in ("UAS", "LAS", "LAS without subtypes")}
    kinds = {"names": "name", "sentences F1": "sentence", "words F1": "word", "LAS from raw text": "arc"}
    f1 = {k: 200 * counts[v, 0] / max(1, counts[v, 1] + counts[v, 2]) for k, v in kinds.items()}
    return over_words | over_arcs | f1


def count_words(counts, sentence, found, parser):
    tags = [parser.tags[number] for number in found.tags.tolist()]
    coarse = [parser.coarse[number] for number in found.coarse.tolist()]
    labels = parser.labels_of(sentence["words"], found)
    counts["words"] += len(tags)
    counts["tag"] += sum(map(str.__eq__, tags, sentence["xpos"]))
    counts["coarse"] += sum(map(str.__eq__, coarse, sentence["upos"]))
    counts["lemma"] += lemmas(sentence, tags)
    for head, label, wanted, right in zip(
        found.heads.tolist(), labels, sentence["heads"], sentence["deprel"], strict=True
    ):
        if right != "punct":
            counts["arcs"] += 1
            counts["UAS"] += head == wanted - 1
            counts["LAS"] += head == wanted - 1 and label == right
            counts["LAS without subtypes"] += head == wanted - 1 and label.split(":")[0] == right.split(":")[0]


def lemmas(sentence, tags):
    from timeline.language.lemmas import lemma

    guesses = map(lemma, sentence["words"], tags)
    return sum(guess.lower() == right.lower() for guess, right in zip(guesses, sentence["lemma"], strict=True))


def spans(tags):
    found, start = set(), None
    for index, tag in enumerate([*(tags or ()), "O"]):
        if start is not None and not tag.startswith("I-"):
            found.add((start, index, tags[start][2:]))
            start = None
        if tag.startswith("B-"):
            start = index
    return found


def laid_out(document):
    """The text of a document, and where its sentences and words lie."""
    text, sentences, words = "", [], []
    for sentence in document["sents"]:
        start = len(text)
        places = []
        for word, space in zip(sentence["words"], sentence["spaces"], strict=True):
            places.append((len(text), len(text) + len(word)))
            text += word + " " * bool(space)
        text = text.rstrip(" ")
        sentences.append((start, len(text)))
        words.append(places)
        text += " " if text.rstrip(CLOSERS).endswith((".", "!", "?", "…")) else "\n"
    return text, sentences, words


def raw(document, parser):
    from timeline.text import split_sentences

    counts = Counter()
    text, sentences, words = laid_out(document)
    found = split_sentences(text)
    count(counts, "sentence", {(s.start, s.end) for s in found}, set(sentences))
    (parses,) = parser.parse([(text, found)])
    mine = {place for parse in parses for place in zip(parse.starts, parse.ends, strict=True)}
    count(counts, "word", mine, {place for places in words for place in places})
    count(counts, "arc", {a for parse in parses for a in arcs(parse)}, {a for a in gold_arcs(document, words)})
    return counts


def count(counts, kind, mine, theirs):
    counts.update({(kind, 0): len(mine & theirs), (kind, 1): len(mine), (kind, 2): len(theirs)})


def arcs(parse):
    places = list(zip(parse.starts, parse.ends, strict=True))
    for place, head, label in zip(places, parse.heads, parse.labels, strict=True):
        if label != "punct":
            yield place, places[head] if head >= 0 else None, label


def gold_arcs(document, words):
    for sentence, places in zip(document["sents"], words, strict=True):
        for place, head, label in zip(places, sentence["heads"], sentence["deprel"], strict=True):
            if label != "punct":
                yield place, places[head - 1] if head else None, label


def speed(documents, parser):
    """Words a second from raw text, warm, 200 documents a call: by this process's processor time, and by the clock."""
    from timeline.text import split_sentences

    texts = [laid_out(document)[0] for document in documents]
    best, fastest = 0.0, 0.0
    for _ in range(4):
        start, began, words = time.process_time(), time.perf_counter(), 0
        for at in range(0, len(texts), 200):
            parses = parser.parse([(text, split_sentences(text)) for text in texts[at : at + 200]])
            words += sum(len(parse.words) for document in parses for parse in document)
        best = max(best, words / (time.process_time() - start))
        fastest = max(fastest, words / (time.perf_counter() - began))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "words a second of processor time": best,
        "words a second by the clock": fastest,
        "peak RSS, MB (with the benchmark's own data)": peak,
    }


def show(name, row):
    print(f"{name:22}", "  ".join(f"{key} {value:.2f}" for key, value in row.items()))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
