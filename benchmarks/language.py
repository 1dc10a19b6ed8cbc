"""Score the parser on treebanks: `python benchmarks/language.py TREEBANKS [--sets gum_test,ewt_test] [--json OUT]`.

Gold words: tag accuracy over all words; UAS and LAS without punctuation; names exact in
span and kind.  Raw text: sentences joined by a space, or by a line break after one that
ends in no mark (headings, captions, items of lists stand in lines of their own); F1 of
sentences, words, and of labelled arcs between aligned words.  LAS counts whole labels,
subtypes included.
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--sets", default="gum_dev,ewt_dev")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--speed", action="store_true")
    given = parser.parse_args()
    scores = {}
    for name in given.sets.split(","):
        documents = list(read(given.treebanks, name))
        scores[name] = gold(documents) | raw(documents)
        show(name, scores[name])
        genres = sorted({document["genre"] for document in documents})
        for genre in genres if len(genres) > 1 else ():
            part = [document for document in documents if document["genre"] == genre]
            scores[f"{name} {genre}"] = gold(part) | raw(part)
            show(f"{name} {genre}", scores[f"{name} {genre}"])
    if given.speed:
        scores["speed"] = speed(
            [document for name in given.sets.split(",") for document in read(given.treebanks, name)]
        )
        show("speed", scores["speed"])
    if given.json:
        given.json.write_text(json.dumps(scores, indent=1) + "\n", "utf-8")


def read(folder, name):
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def gold(documents):
    from timeline.language import load_parser
    from timeline.language.names import agree

    parser = load_parser()  # the English one: it also knows how to read words that are cut already
    counts = Counter()
    for document in documents:
        sentences = document["sents"]
        analyses = parser.analyse([sentence["words"] for sentence in sentences])
        names = agree([(s["words"], parser.names(f.names)) for s, f in zip(sentences, analyses, strict=True)])
        for sentence, found, named in zip(sentences, analyses, names, strict=True):
            count_words(counts, sentence, found, parser)
            mine = {(name.first, name.last, name.kind.value) for name in named}
            theirs = spans(sentence["ner"])
            counts.update(mine=len(mine), theirs=len(theirs), both=len(mine & theirs))
    over_words = {key: 100 * counts[key] / counts["words"] for key in ("tag", "coarse", "lemma")}
    over_arcs = {key: 100 * counts[key] / counts["arcs"] for key in ("UAS", "LAS", "LAS without subtypes")}
    return over_words | over_arcs | {"names": 200 * counts["both"] / max(1, counts["mine"] + counts["theirs"])}


def count_words(counts, sentence, found, parser):
    tags = [parser.tags[number] for number in found.tags]
    coarse = [parser.coarse[number] for number in found.coarse]
    labels = parser.labels_of(sentence["words"], found)
    counts["words"] += len(tags)
    counts["tag"] += sum(map(str.__eq__, tags, sentence["xpos"]))
    counts["coarse"] += sum(map(str.__eq__, coarse, sentence["upos"]))
    counts["lemma"] += lemmas(sentence, tags)
    for head, label, wanted, right in zip(found.heads, labels, sentence["heads"], sentence["deprel"], strict=True):
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


def raw(documents):
    from timeline.language import load_parser
    from timeline.text import split_sentences

    parser, counts = load_parser(), Counter()
    for document in documents:
        text, sentences, words = laid_out(document)
        found = split_sentences(text)
        count(counts, "sentence", {(s.start, s.end) for s in found}, set(sentences))
        (parses,) = parser.parse([(text, found)])
        mine = {place for parse in parses for place in zip(parse.starts, parse.ends, strict=True)}
        count(counts, "word", mine, {place for places in words for place in places})
        count(counts, "arc", {a for parse in parses for a in arcs(parse)}, {a for a in gold_arcs(document, words)})
    names = {"sentence": "sentences F1", "word": "words F1", "arc": "LAS from raw text"}
    return {names[k]: 200 * counts[k, 0] / max(1, counts[k, 1] + counts[k, 2]) for k in names}


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


def speed(documents):
    """Words a second from raw text on the processor time of this process, warm, 200 documents a call."""
    from timeline.language import load_parser
    from timeline.text import split_sentences

    texts = [laid_out(document)[0] for document in documents]
    parser = load_parser()
    best = 0.0
    for _ in range(3):
        start, words = time.process_time(), 0
        for at in range(0, len(texts), 200):
            parses = parser.parse([(text, split_sentences(text)) for text in texts[at : at + 200]])
            words += sum(len(parse.words) for document in parses for parse in document)
        best = max(best, words / (time.process_time() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words a second": best, "peak RSS, MB (with the benchmark's own data)": peak}


def show(name, row):
    print(f"{name:22}", "  ".join(f"{key} {value:.2f}" for key, value in row.items()))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
