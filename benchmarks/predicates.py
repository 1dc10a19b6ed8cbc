"""Read predicates off the trees of predicates.jsonl: `python benchmarks/predicates.py [--errors]`.

A line of the file is one sentence of our own with its verbs: the heads of source and target
(every member of a list), negation and voice, as a person reads them.  The answers were
written before the parser was first run on them; after that run three answers that had
forgotten a negation ("no one claimed", "neither country has", "without meeting") were
corrected, and nothing else.  A predicate is right when all four are.
"""

import argparse
import json
from pathlib import Path

from timeline.language import load_parser
from timeline.model import Parse, Span

SUBJECTS, AGENT = ("nsubj", "nsubj:outer"), "obl:agent"
NEGATIONS = ("not", "never", "neither", "nor", "no", "without")
DONE, DOING = "VBN", "VBG"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=Path(__file__).with_name("predicates.jsonl"))
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.file.read_text("utf-8").splitlines()]
    parses = load_parser().parse([(row["text"], [Span(0, len(row["text"]))]) for row in rows])
    right = total = sentences = 0
    for row, (parse,) in zip(rows, parses, strict=True):
        wrong = []
        for wanted in row["predicates"]:
            found = read(parse, wanted["verb"])
            if found != (set(wanted["source"]), set(wanted["target"]), wanted["negated"], wanted["passive"]):
                wrong.append((wanted, found))
        total += len(row["predicates"])
        right += len(row["predicates"]) - len(wrong)
        sentences += not wrong
        if given.errors:
            for wanted, found in wrong:
                print(row["text"], "\n   wanted", *wanted.values(), "\n   found ", found)
    print(f"predicates {right} of {total} ({100 * right / total:.1f} %), sentences {sentences} of {len(rows)}")


def read(parse: Parse, verb: str):
    """Source, target, negation and voice of a verb, None where it is not in the sentence."""
    if verb not in parse.words:
        return None
    node = parse.words.index(verb)
    tree = Tree(parse)
    passive = tree.passive(node)
    first = tree.subjects(node)
    second = [i for i in tree.kids(node, "obj") if not tree.is_relative(i, node)]
    if relative := tree.governed_noun(node):
        kind, noun = relative
        first = first or ([noun] if kind == "subject" else [])
        second = second or ([noun] if kind == "object" else [])
    if passive:
        first, second = tree.kids(node, AGENT), first or tree.kids(node, "obj")
    words = [{parse.words[index] for index in tree.members(nodes)} for nodes in (first, second)]
    return words[0], words[1], tree.negated(node), passive


class Tree:
    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    def kids(self, node, *labels):
        parse = self.parse
        return [
            i
            for i, (head, label) in enumerate(zip(parse.heads, parse.labels, strict=True))
            if head == node and label in labels
        ]

    def members(self, nodes):
        return [member for node in nodes for member in (node, *self.members(self.kids(node, "conj")))]

    def passive(self, node):
        if self.kids(node, "aux:pass", "nsubj:pass", AGENT):
            return True
        label, tag = self.parse.labels[node], self.parse.tags[node]
        if label == "conj":
            own = self.kids(node, *SUBJECTS, "aux")
            return tag == DONE and not own and self.passive(self.parse.heads[node])
        return tag == DONE and label in ("acl", "advcl") and not self.kids(node, "aux", *SUBJECTS)

    def subjects(self, node):
        """The nouns the verb is said of, through the verbs that lend it theirs."""
        parse = self.parse
        own = [i for i in self.kids(node, *SUBJECTS, "nsubj:pass") if not self.is_relative(i, node)]
        if own or parse.heads[node] < 0:
            return own
        label, head = parse.labels[node], parse.heads[node]
        if label in ("conj", "parataxis") and not self.governed_noun(node):
            lent = self.subjects(head)
            return lent or ([self.governed_noun(head)[1]] if self.governed_noun(head) else [])
        if label == "xcomp":
            return self.kids(head, "obj", "iobj") or self.subjects(head)
        if label == "advcl" and parse.tags[node] in (DOING, DONE):
            return self.kids(head, "obj") if self.follows_of(node, head) else self.subjects(head)
        return []

    def follows_of(self, node, head):
        """ "accuse X of doing": the object does it."""
        marks = {self.parse.lemmas[i] for i in self.kids(node, "mark", "case")}
        return bool(marks & {"of", "from"}) and bool(self.kids(head, "obj"))

    def is_relative(self, node, verb):
        label = self.parse.labels[verb].partition(":")[2]
        return label == "relcl" and self.parse.tags[node] in ("WDT", "WP", "IN")

    def governed_noun(self, node):
        """The noun that a clause describes, and whether it is its subject or its object."""
        parse = self.parse
        if parse.labels[node].split(":")[0] != "acl":
            return None
        noun = parse.heads[node]
        if parse.labels[node] != "acl:relcl":
            return "subject", noun
        pronouns = [i for i in self.kids(node, *SUBJECTS, "nsubj:pass") if self.is_relative(i, node)]
        if pronouns:
            return "subject", noun
        objects = [i for i in self.kids(node, "obj") if self.is_relative(i, node)]
        return ("object", noun) if objects or not self.kids(node, "obj") else None

    def negated(self, node):
        below = [i for i, head in enumerate(self.parse.heads) if head == node]
        if any(self.parse.lemmas[i].lower() in NEGATIONS and self.parse.labels[i] != "nsubj" for i in below):
            return True
        determiners = [self.parse.lemmas[d].lower() for s in self.subjects(node) for d in self.kids(s, "det")]
        if any(word in NEGATIONS for word in determiners):
            return True
        return self.parse.labels[node] == "conj" and bool({self.parse.lemmas[i].lower() for i in below} & {"nor"})


if __name__ == "__main__":
    main()
