"""Find the words of a sentence that show an event."""

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.events.lexicon import Entry, Lexicon
from timeline.events.tree import Tree
from timeline.tracing import allowed, rule

REACH = 6  # how many words may stand between the parts of a verb phrase
FINITE = frozenset({"VBD", "VBP", "VBZ", "VBN", "VBG", "VB"})
NO_MODIFIERS = frozenset(
    {"ACCUSE", "CONCEDE", "DEATH", "MARKET", "OTHER", "REQUEST", "STATEMENT", "SUPPORT"}
)  # "charge sheet"
UNDERGONE = frozenset(
    {"ACCIDENT", "ASSAULT", "DEATH", "DISASTER", "ELECTION", "HEALTH"}
    | {"LAUNCH", "LEGAL", "MARKET", "OFFICE", "OTHER", "RESULT"}
)
BEFALLEN = frozenset({"ACCIDENT", "DEATH", "HEALTH"})
GENERIC_SALIENCE, TURNED_SALIENCE, ASKED_SALIENCE = 0.25, 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger in a sentence: its head word, all its words, what it is, and for a noun the verb that carries it."""

    at: int
    words: tuple[int, ...]
    entry: Entry
    carrier: int = -1
    event_class: str = ""
    mode: str = ""

    @property
    def weight(self) -> float:
        """How much it weighs, 0 to 1; what its object makes another class of weighs as a sure sign of that."""
        if self.event_class == "OTHER":
            return GENERIC_SALIENCE
        if self.entry.event_class == "STATEMENT":
            return ASKED_SALIENCE if self.event_class else self.entry.salience
        return max(self.entry.salience, TURNED_SALIENCE) if self.event_class else self.entry.salience


def find_triggers(tree: Tree, lexicon: Lexicon) -> list[Found]:
    """The triggers of a sentence in order; no word belongs to two."""
    taken: set[int] = set()
    found: list[Found] = []
    for at in range(tree.size):
        opens = tree.lemmas[at] in lexicon.openers or tree.lower[at] in lexicon.openers
        if at in taken or not (opens or tree.parse.coarse[at] == "VERB"):
            continue
        match = _noun(tree, at, lexicon) or _verb(tree, at, lexicon) or _adjective(tree, at, lexicon)
        if match is None or taken.intersection(match.words):
            continue
        taken.update(match.words)
        found.append(match)
    return _carried(tree, found, lexicon)


def _matches(tree: Tree, at: int, pos: str, lexicon: Lexicon) -> Iterator[Entry]:
    lemma, written = tree.lemmas[at], tree.lower[at]
    for word in dict.fromkeys((lemma, written)):
        yield from (entry for entry in lexicon.entries.get((pos, word), ()) if allowed(entry.name))


def _same(tree: Tree, at: int, word: str) -> bool:
    if tree.parse.words[at].isupper() and len(word) > 2 and len(tree.parse.words[at]) != len(word):
        return False  # an abbreviation, not the plural of a word: "AIDS"
    return word in (tree.lemmas[at], tree.lower[at])


def _noun(tree: Tree, at: int, lexicon: Lexicon) -> Found | None:
    for entry in _matches(tree, at, "noun", lexicon):
        last = at + len(entry.words)
        if last > tree.size or not all(_same(tree, at + n, w) for n, w in enumerate(entry.words)):
            continue
        words = tuple(range(at, last))
        head = tree.top(words)
        if tree.parse.coarse[head] != "NOUN" or head in tree.mention_at:
            continue
        modifies = len(words) == 1 and tree.parse.labels[head] in ("compound", "nmod:poss")
        if modifies and entry.event_class in NO_MODIFIERS:
            continue
        return Found(head, words, entry)
    return None


def _verb(tree: Tree, at: int, lexicon: Lexicon) -> Found | None:
    if tree.parse.coarse[at] != "VERB" or tree.parse.tags[at] not in FINITE:
        return None
    particles = [kid for kid in tree.having(at, "compound:prt") if kid > at]
    for entry in _matches(tree, at, "verb", lexicon):
        words = _phrase(tree, at, entry.words)
        if words is not None and (set(particles) <= set(words) or particles[0] < max(words)):
            return Found(at, words, entry)  # else another verb: "gave up" is not "gave"
    if tree.lemmas[at] in lexicon.words["states"]:
        return None
    generic = Entry((tree.lemmas[at],), "verb", "OTHER", "", lexicon.frames["act"], GENERIC_SALIENCE, "", listed=False)
    return Found(at, (at,), generic)


def _phrase(tree: Tree, at: int, lemmas: tuple[str, ...]) -> tuple[int, ...] | None:
    """The words of a verb phrase, in order after the verb, each hanging on the verb or on a word that does."""
    words = [at]
    for lemma in lemmas[1:]:
        first = words[-1] + 1
        reach = range(first, min(first + REACH, tree.size))
        hit = next((n for n in reach if _same(tree, n, lemma) and {at, words[-1]} & set(tree.up(n)[:2])), None)
        if hit is None or (hit > at + 1 and len(words) == 1 and _is_far(tree, hit, lemmas)):
            return None
        if tree.parse.labels[hit].startswith("obl") and not set(tree.having(hit, "case")) <= set(words):
            return None  # "launched by a rocket" is not "launched a rocket"
        words.append(hit)
    return tuple(words)


def _is_far(tree: Tree, at: int, lemmas: tuple[str, ...]) -> bool:
    """Whether a preposition that does not stand beside its verb is no part of it; before a noun of the phrase it is.

    "put troops on alert", but not "fired the gun on Monday" for "fire on"
    """
    after = lemmas[2] if len(lemmas) > 2 else ""
    return tree.parse.labels[at] == "case" and tree.lemmas[tree.parse.heads[at]] != after


def _adjective(tree: Tree, at: int, lexicon: Lexicon) -> Found | None:
    if tree.parse.coarse[at] not in ("ADJ", "VERB"):
        return None
    entry = next(_matches(tree, at, "adjective", lexicon), None)
    if entry is None:
        return None
    said = tree.having(at, "cop", "aux:pass") or (entry.event_class in BEFALLEN and _befalls(tree, at))
    return Found(at, (at,), entry) if said else None


@rule("trigger.befalls", silent=False)
def _befalls(tree: Tree, at: int) -> bool:
    """Whether an adjective tells what became of somebody without a form of "be": "found dead", "Two dead in crash"."""
    label = tree.parse.labels[at]
    return label == "xcomp" or (label == "amod" and tree.parse.heads[at] < at)


def _carried(tree: Tree, found: list[Found], lexicon: Lexicon) -> list[Found]:
    """Give nouns the verbs that carry them, and drop those verbs as triggers of their own."""
    verbs = {f.at: f for f in found if f.entry.pos == "verb"}
    dropped: set[int] = set()
    result: list[Found] = []
    for trigger in found:
        if trigger.entry.pos == "noun":
            joined = _join(tree, trigger, lexicon)
            if joined is not None:
                trigger = joined
                dropped.update(_silenced(tree, verbs.get(joined.carrier), joined))
        result.append(trigger)
    return [f for f in result if not (f.entry.pos == "verb" and f.at in dropped)]


def _silenced(tree: Tree, verb: Found | None, noun: Found) -> Iterator[int]:
    """The verb that says nothing beside the noun it carries: one word that is no statement, or "take place"."""
    if verb is None or verb.entry.event_class == "STATEMENT":
        return
    empty = verb.entry.event_class == "OTHER" and all(tree.parse.labels[word] == "obj" for word in verb.words[1:])
    if len(verb.words) == 1 or empty:
        yield noun.carrier


@rule("trigger.only-names", silent=False)
def only_names(tree: Tree, verb: int, noun: int, lexicon: Lexicon) -> bool:
    """Whether a verb only finds a name for a deed told of already: "called the raid a crime", not "called a strike"."""
    if tree.lemmas[verb] not in lexicon.light["name"]:
        return False
    return any(tree.parse.words[kid].lower() in lexicon.words["known"] for kid in tree.having(noun, "det", "nmod:poss"))


def _join(tree: Tree, noun: Found, lexicon: Lexicon) -> Found | None:
    label, head = tree.parse.labels[noun.at], tree.parse.heads[noun.at]
    if label == "conj" and head >= 0 and tree.parse.coarse[head] == "NOUN":  # "voiced anger and condemnation"
        label, head = tree.parse.labels[head], tree.parse.heads[head]
    if label == "compound" and head >= 0:  # "launched a mediation effort"
        label, head = tree.parse.labels[head], tree.parse.heads[head]
    if head < 0 or tree.parse.coarse[head] != "VERB":
        return None
    lemma, kind = tree.lemmas[head], noun.entry.event_class
    if label in ("obj", "nsubj:pass", "obl") or (label == "nsubj" and tree.having(head, "aux:pass")):
        for group in ("refuse", "accept", "lift", "end"):
            whole = lexicon.composed.get(f"{group}_{kind}")
            if whole is not None and lemma in lexicon.light[group] and label != "obl":
                return Found(noun.at, noun.words, noun.entry, head, *whole)
        described = bool(tree.having(head, "xcomp", "ccomp")) or only_names(tree, head, noun.at, lexicon)
        announced = described or (
            lemma in lexicon.light["say"] and kind in UNDERGONE
        )  # who announces a death does not bring it about
        if lemma in lexicon.light["do"] and label != "obl" and not announced:
            return Found(noun.at, noun.words, noun.entry, head)
    if label == "nsubj" and lemma in lexicon.light["be"]:
        return Found(noun.at, noun.words, noun.entry, head)
    return None
