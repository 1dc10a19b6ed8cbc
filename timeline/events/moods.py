"""What the words beside a verb or a noun say of whether it happened: auxiliaries, adverbs, negation, inversion."""

from collections.abc import Iterator

from timeline.events.lexicon import Lexicon, load_lexicon
from timeline.events.tree import Tree, once
from timeline.terms import Status
from timeline.tracing import allowed, note, rule

ORDER = (Status.HYPOTHETICAL, Status.DEMANDED, Status.POSSIBLE, Status.PLANNED, Status.ONGOING, Status.HAPPENED)
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PRESENT = frozenset({"VBZ", "VBP"})
PURPOSES = frozenset({"acl", "acl:relcl", "conj"})  # labels of infinitives that name what is still to come
VERBS = ("VERB", "AUX")


def weakest(states: list[Status]) -> Status:
    """Of several statuses the one that is least of a fact."""
    return min(states, key=ORDER.index)


@once
def own_status(tree: Tree, at: int) -> Status:
    """The status that auxiliaries, adverbs and conjunctions beside a word give it."""
    lexicon = load_lexicon()
    states = [Status.HAPPENED, *_by_words(tree, at, ("aux", "advmod", "mark"), lexicon)]
    if _is_progressive(tree, at):
        note("status.progressive", "ongoing")
        states.append(Status.ONGOING)
    if _is_to_come(tree, at, lexicon):
        note("status.infinitive", "planned")
        states.append(Status.PLANNED)
    if is_inverted(tree, at):
        states.append(Status.HYPOTHETICAL)
    if _is_order(tree, at) and not tree.having(at, "aux", "advmod", "mark", "nsubj"):
        states.append(Status.DEMANDED)
    return weakest(states)


def shared_status(tree: Tree, at: int) -> Status:
    """The status that a verb shares with one joined to it: by its auxiliaries and "to", not by its adverbs."""
    lexicon = load_lexicon()
    states = [Status.HAPPENED, Status.PLANNED] if _is_to_come(tree, at, lexicon) else [Status.HAPPENED]
    return weakest([*states, *_by_words(tree, at, ("aux", "mark"), lexicon)])


def _by_words(tree: Tree, at: int, labels: tuple[str, ...], lexicon: Lexicon) -> Iterator[Status]:
    denied, opening = is_negative(tree, at, lexicon), _inversion(tree)[0]
    for kid in tree.having(at, *labels):
        word = tree.lower[kid]
        name = lexicon.status.get(word)
        if name is None or kid == opening or not allowed(f"status.word.{word}"):
            continue
        if denied and word in lexicon.words["unable"] and tree.parse.labels[kid] == "aux":
            continue  # "could not agree" tells that they did not
        note(f"status.word.{word}", name)
        yield Status(name)


def is_infinitive(tree: Tree, at: int) -> bool:
    """Whether "to" stands before a verb or its auxiliaries."""
    kids = tree.having(at, "mark", "aux")
    return any(tree.parse.tags[kid] == "TO" or tree.lower[kid] == "to" for kid in kids)


def is_plain(tree: Tree, at: int) -> bool:
    """Whether a verb is in its plain form or an infinitive, under no auxiliary that makes it finite."""
    finite = any(tree.parse.tags[kid] == "MD" for kid in tree.having(at, "aux"))
    return is_infinitive(tree, at) or (tree.parse.tags[at] == "VB" and not finite)


def is_awaited(tree: Tree, at: int) -> bool:
    """Whether the present tense of a clause of time tells what is still to come: "will stay until it ends"."""
    lexicon = load_lexicon()
    ties = {tree.lower[kid] for kid in tree.having(at, "mark", "advmod")}
    present = tree.parse.tags[at] in PRESENT and not tree.having(at, "aux")
    return present and tree.parse.labels[at] == "advcl" and not ties.isdisjoint(lexicon.words["until"])


def _is_progressive(tree: Tree, at: int) -> bool:
    """Whether a verb tells what goes on now: "is marching", "has been marching"."""
    if tree.parse.tags[at] != "VBG":
        return False
    finite = [kid for kid in tree.having(at, "aux", "cop") if tree.parse.tags[kid] in PRESENT]
    return any(tree.lemmas[kid] in ("be", "have") for kid in finite)


def _is_to_come(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """Whether an infinitive names what somebody is to do, is due to do, or plans: "was to meet", "is due to vote"."""
    due = (kid for kid in tree.having(at, "case", "advmod") if tree.having(kid, "fixed"))
    if any(lexicon.inner.get(tree.lower[kid]) == "planned" for kid in due):
        return True
    verbal = tree.parse.tags[at].startswith("VB") or tree.having(at, "cop")
    if not verbal or not is_infinitive(tree, at):
        return False
    being = [kid for kid in tree.having(at, "aux", "aux:pass", "cop") if tree.lemmas[kid] == "be"]
    return any(tree.parse.tags[kid] in FINITE for kid in being) or _is_ahead(tree, at, lexicon)


def _is_ahead(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """Whether an infinitive hangs on what it makes a plan of; what somebody came or was first to do is done."""
    label, head = tree.parse.labels[at], tree.parse.heads[at]
    if any(tree.lower[kid] in lexicon.words["only"] for kid in tree.having(at, "advmod")):
        return False  # "returned, only to be jailed"
    if label == "advcl":
        undergone = bool(tree.having(at, "aux:pass"))
        return undergone or tree.parse.coarse[head] not in VERBS or tree.parse.tags[head] in ("VB", "VBG")
    if label in PURPOSES and tree.parse.coarse[head] == "NOUN":
        ranks = (kid for kid in tree.having(head, "amod", "nummod"))
        return not any(tree.lower[kid] in lexicon.words["ranks"] or tree.parse.tags[kid] == "JJS" for kid in ranks)
    return label in PURPOSES


def is_inverted(tree: Tree, at: int) -> bool:
    """Whether a verb stands in a condition told by inversion: "Had the court agreed, ...", "Should it rain, ..."."""
    opening, comma = _inversion(tree)
    return opening < at < comma


def _inversion(tree: Tree) -> tuple[int, int]:
    """The auxiliary that opens a condition and the comma that ends it; -1 for none."""
    words = load_lexicon().words["inverted"]
    opening = next((word for word in range(tree.size) if tree.parse.coarse[word] != "PUNCT"), -1)
    if opening < 0 or tree.lower[opening] not in words or tree.parse.words[-1] == "?":
        return -1, -1
    comma = next((word for word in range(opening + 2, tree.size) if tree.parse.words[word] == ","), -1)
    return (opening, comma) if comma > 0 else (-1, -1)


@rule("status.order", silent=False)
def _is_order(tree: Tree, at: int) -> bool:
    """Whether a verb opens its sentence in its plain form: "Stop the war"."""
    opens = all(tree.parse.coarse[word] in ("ADV", "INTJ", "PUNCT", "PART", "AUX") for word in range(at))
    plain = tree.parse.tags[at] == "VB" and tree.lower[at] == tree.lemmas[at]
    return opens and plain and tree.parse.labels[at] == "root"


def noun_status(tree: Tree, at: int, lexicon: Lexicon) -> Status:
    """The status that adjectives, what is to be done, and the verb above give a noun: "a planned visit"."""
    states = [Status.HAPPENED]
    if any(is_infinitive(tree, kid) and tree.having(kid, "aux:pass") for kid in tree.having(at, "acl")):
        states.append(Status.PLANNED)  # "a meeting to be held in May"
    head = tree.parse.heads[at]
    if tree.parse.labels[at] in ("nsubj", "nsubj:pass", "nsubj:outer") and _takes_place(tree, head, lexicon):
        states.append(weakest([own_status(tree, head), _set_up(tree, head, lexicon)]))
    for kid in tree.having(at, "amod", "det", "compound"):
        word = tree.lower[kid]
        name = lexicon.adjectives.get(word)
        if name is not None and allowed(f"status.adjective.{word}"):
            note(f"status.adjective.{word}", name)
            states.append(Status(name))
    return weakest(states)


def _takes_place(tree: Tree, verb: int, lexicon: Lexicon) -> bool:
    """Whether a verb, or what hangs on it, only tells that its subject takes place: "is set to begin"."""
    verbs = [verb, *tree.having(verb, "xcomp")]
    return any(tree.lemmas[word] in lexicon.light["be"] | lexicon.light["do"] for word in verbs)


def _set_up(tree: Tree, verb: int, lexicon: Lexicon) -> Status:
    """The status that a verb or adjective gives the infinitive it governs."""
    planned = lexicon.inner.get(tree.lemmas[verb]) == "planned" and tree.having(verb, "xcomp")
    return Status.PLANNED if planned else Status.HAPPENED


@rule("status.negative", silent=False)
def is_negative(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """Whether a word is denied: by "not", "neither", "almost", or by a subject or object such as "nobody"."""
    negation = lexicon.words["negation"]
    if any(tree.lower[kid].rpartition("-")[2] in lexicon.words["undone"] for kid in tree.having(at, "amod")):
        return True  # "the cancelled visit"
    beside = tree.having(at, "advmod", "det", "neg", "mark", "case", "cc", "cc:preconj")
    if any(tree.lower[kid] in negation and not _is_only(tree, kid, lexicon) for kid in beside):
        return not _is_contrast(tree, at, lexicon)
    if tree.parse.coarse[at] not in VERBS:
        return False
    more = (kid for word in tree.having(at, "advmod") for kid in tree.having(word, "advmod", "det"))
    if any(
        tree.lower[kid] in negation and tree.lower[tree.parse.heads[kid]] in lexicon.words["longer"] for kid in more
    ):
        return True
    if _is_almost(tree, at, lexicon):
        return True
    sides = tree.having(at, "nsubj", "nsubj:pass", "obj")
    none = (kid for word in sides for kid in (word, *tree.having(word, "det", "cc:preconj")))
    return any(tree.lower[kid] in lexicon.words["nobody"] for kid in none)  # "no crew were injured"


def _is_almost(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """Whether something came near and did not happen; an amount that almost doubled did change."""
    near = any(tree.lower[kid] in lexicon.words["almost"] for kid in tree.having(at, "advmod") if kid < at)
    return near and tree.lemmas[at] not in lexicon.words["measured"]


def _is_only(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """Whether a negation is that of "not only"."""
    return at + 1 < tree.size and tree.lower[at + 1] in lexicon.words["only"]


def _is_contrast(tree: Tree, at: int, lexicon: Lexicon) -> bool:
    """Whether a negation only sets one party or reason against another: "was not shot by X but by Y"."""
    phrases = (other for kid in tree.having(at, "obl", "obl:agent", "advcl") for other in tree.having(kid, "conj"))
    return any(tree.lower[kid] in lexicon.words["but"] for other in phrases for kid in tree.having(other, "cc"))
