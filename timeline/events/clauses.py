"""Subject, object and voice of a verb, its own, shared with another verb or left out."""

from collections.abc import Sequence

from timeline.events.lexicon import load_lexicon
from timeline.events.tree import Tree, once
from timeline.terms import ActorKind
from timeline.tracing import rule

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubj:pass", "csubj:pass")
WHO = frozenset({"WP", "WDT", "WP$"})
DEPTH = 5  # how many verbs up a subject is looked for
FINITE = frozenset({"VBD", "VBP", "VBZ"})
HARMING = frozenset(
    {"ACCIDENT", "ASSAULT", "COERCE", "DEATH", "DISASTER", "HEALTH"}
)  # what no speaker does by speaking
PREDICATES = frozenset({"VERB", "ADJ", "AUX"})
NEVER_SUBJECTS = frozenset({"nmod:poss", "compound", "amod", "obj", "iobj", "flat", "nmod:desc"})


@once
def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb's subject undergoes what it says."""
    if tree.having(verb, "aux:pass", *PASSIVE_SUBJECTS):
        return True
    if tree.lemmas[verb] in load_lexicon().words["intransitive"]:
        return False  # "troops clashed with rebels", whatever a parser makes of it
    tag, label = tree.parse.tags[verb], tree.parse.labels[verb]
    if tag in ("VBD", "VBN") and tree.lemmas[verb] in load_lexicon().words["undergone"] and not _reaches(tree, verb):
        return label != "conj" and not tree.having(verb, "aux")  # "hundreds killed", "minister jailed for fraud"
    if tag != "VBN" or tree.having(verb, "aux"):
        return False
    if label in ("acl", "amod", "advcl"):
        return not (tree.having(verb, *SUBJECTS) and objects(tree, verb))  # "after a bomb destroyed the port"
    return label == "conj" and not tree.having(verb, *SUBJECTS) and is_passive(tree, tree.parse.heads[verb])


def _reaches(tree: Tree, verb: int) -> bool:
    """Whether a verb, or one joined to it, has an object or a clause in its place."""
    both = (verb, *tree.having(verb, "conj"))
    return any(tree.having(each, "iobj", "ccomp", "xcomp") or objects(tree, each) for each in both)


def objects(tree: Tree, verb: int) -> Sequence[int]:
    """The objects of a verb; an amount behind "at least" is one too, though its preposition hides it."""
    later = (kid for kid in tree.having(verb, "obl") if kid > verb)
    hidden = [kid for kid in later if any(tree.parse.tags[word] == "JJS" for word in tree.down(kid) if word < kid)]
    return tree.having(verb, "obj") or hidden


@once
def subjects(tree: Tree, verb: int) -> Sequence[int]:
    """The words that stand as subject of a verb, its own or shared with a verb above it."""
    return _subjects(tree, verb, 0)


def _subjects(tree: Tree, verb: int, depth: int) -> Sequence[int]:
    own = tree.having(verb, *SUBJECTS, *PASSIVE_SUBJECTS) or tree.having(verb, "nsubj:outer")
    if own:
        return _of_its_own(tree, verb, own)
    if depth > DEPTH:
        return []
    return _shared(tree, verb, depth) or ([] if depth else _unattached(tree, verb))


def _of_its_own(tree: Tree, verb: int, own: Sequence[int]) -> Sequence[int]:
    """Of several words that a parser took for the subject the one that is: not a day, not an apposition."""
    days = load_lexicon().words["days"]
    own = [word for word in own if tree.lemmas[word] not in days and tree.parse.coarse[word] != "NUM"] or own
    before = [word for word in own if word < verb]
    joined = [word for word in before[:-1] if tree.having(word, "cc")]  # "France and Spanish ministers met"
    if len(before) > 1 and not joined and _enclosed(tree, before[0], before[-1], verb):
        before = before[:1]
    return [*joined, antecedent(tree, before[-1] if before else own[0], verb)]


@rule("clause.apposition", silent=False)
def _enclosed(tree: Tree, first: int, later: int, verb: int) -> bool:
    """Whether a noun stands between commas or dashes after the subject: "Smith, a former guard, resigned"."""
    tags = tree.parse.tags
    marks = [at for at in range(first, verb) if tags[at] in (",", ":", "-LRB-", "-RRB-", "NFP")]
    return any(at < later for at in marks) and any(at > later for at in marks)


def is_finite(tree: Tree, verb: int) -> bool:
    """Whether a verb has a tense of its own, or an auxiliary with one."""
    tags = tree.parse.tags
    return tags[verb] in FINITE or any(tags[kid] in (*FINITE, "MD") for kid in tree.having(verb, "aux", "aux:pass"))


def _shared(tree: Tree, verb: int, depth: int) -> Sequence[int]:
    """The subject of a verb that has none of its own, from the clause or noun it hangs on."""
    head = tree.parse.heads[verb]
    if head < 0:
        return []
    label = tree.parse.labels[verb]
    if label == "acl" and tree.parse.coarse[head] == "VERB":
        return _subjects(tree, head, depth + 1)  # "plans to arrest", taken for a noun
    if label in ("acl", "acl:relcl"):
        return _of_noun(tree, verb, head, depth)
    if label == "amod" and head < verb:
        return [head]  # "left a woman dead"
    if label == "xcomp":
        objects = tree.having(head, "obj", "iobj")
        return objects[:1] or _subjects(tree, head, depth + 1)
    if label == "ccomp":
        return _of_content(tree, verb, head)
    if label in ("conj", "advcl", "aux"):
        if label == "conj" and tree.parse.labels[head] in ("acl", "acl:relcl") and not tree.having(head, *SUBJECTS):
            return _of_noun(tree, head, tree.parse.heads[head], depth)
        if label == "advcl" and (told_to := _told_to(tree, verb, head)) >= 0:
            return [told_to]
        objects = [word for word in tree.having(head, "obj", "nsubj:pass") if word < verb]
        marks = {tree.parse.words[kid].lower() for kid in tree.having(verb, "mark", "case")}
        if label == "advcl" and tree.parse.tags[verb] == "VBG" and marks & load_lexicon().words["blamed"] and objects:
            return objects[-1:]
        tied = tree.having(verb, "mark") or any(tree.parse.tags[kid] == "WRB" for kid in tree.kids[verb])
        if label == "advcl" and tree.parse.tags[verb] == "VBD" and objects and not tied:
            return objects[-1:]  # "confirmed two pilgrims died", taken for an aside
        if label == "advcl" and (told := _told_before(tree, verb, head)) >= 0:
            return _subjects(tree, told, depth + 1)
        predicate = tree.parse.coarse[head] in PREDICATES or tree.having(head, "cop")
        return _subjects(tree, head, depth + 1) if predicate else []
    return []


@rule("clause.told-to", silent=-1)
def _told_to(tree: Tree, verb: int, head: int) -> int:
    """Who is to do what an infinitive says: "called for the police to act", "urged them to act"; -1 for the subject."""
    to = next((kid for kid in tree.having(verb, "mark", "aux") if tree.parse.tags[kid] == "TO"), -1)
    if to < 0:
        return -1
    for kid in (*tree.having(head, "obl", "obj", "iobj"),):
        beside = head < kid < to and not any(tree.parse.tags[word] == "," for word in range(kid, to))
        wanted = tree.preposition(kid) == "for" or (not tree.having(kid, "case") and _moves(tree, head))
        if beside and wanted:
            return kid
    return -1


def _moves(tree: Tree, verb: int) -> bool:
    """Whether a verb gets its object to do something: "urge", "allow", "force"."""
    lexicon = load_lexicon()
    effects = {lexicon.inner.get(tree.lemmas[verb], "")}
    effects |= {entry.inner for entry in lexicon.entries.get(("verb", tree.lemmas[verb]), ()) if len(entry.words) == 1}
    return not effects.isdisjoint(("demanded", "forced")) or tree.lemmas[verb] in lexicon.words["enabling"]


@rule("clause.told-before", silent=-1)
def _told_before(tree: Tree, verb: int, head: int) -> int:
    """The verb that a harmful participle goes with: "rebels struck, officials said, killing ten"; -1 for none."""
    lexicon = load_lexicon()
    harms = {entry.event_class for entry in lexicon.entries.get(("verb", tree.lemmas[verb]), ())} & HARMING
    if tree.parse.tags[verb] != "VBG" or not harms or tree.lemmas[head] not in lexicon.words["reporters"]:
        return -1
    told = [word for word in tree.having(head, "ccomp") if word < head]
    above = tree.parse.heads[head] if tree.parse.labels[head] == "parataxis" else -1
    return told[-1] if told else above if above < head else -1


@rule("clause.content", silent=[])
def _of_content(tree: Tree, verb: int, head: int) -> Sequence[int]:
    """The subject of a reported clause that a parser gave to the verb of reporting.

    That is its object, "reported Smith, who died, will be buried", or the first of its two subjects, "Smith, the
    police said, shot".
    """
    if not is_finite(tree, verb):
        return []
    between = [word for word in tree.having(head, "obj") if head < word < verb]
    return between[-1:] or [word for word in tree.having(head, *SUBJECTS) if word < head][:-1]


@rule("clause.unattached", silent=[])
def _unattached(tree: Tree, verb: int) -> Sequence[int]:
    """The subject of a main verb that a parser left without one: the last party before it that is nothing else."""
    if tree.parse.tags[verb] not in ("VBD", "VBZ") and not tree.having(verb, "aux"):
        return []
    label, head = tree.parse.labels[verb], tree.parse.heads[verb]
    stray = label in ("root", "parataxis") or (label == "advcl" and tree.parse.coarse[head] not in PREDICATES)
    if not stray or not is_finite(tree, verb):
        return []
    for mention, word in sorted(tree.head_of.items(), key=lambda pair: -pair[1]):
        free = word < verb and tree.parse.labels[word] not in NEVER_SUBJECTS and not tree.having(word, "case")
        if free and mention.kind is not ActorKind.THING:
            return [word]
    return []


def _of_noun(tree: Tree, verb: int, noun: int, depth: int) -> Sequence[int]:
    """The subject of a clause that hangs on a noun: the noun, or for "a plan to leave" whoever has the plan."""
    if tree.parse.tags[verb] == "VB" or any(tree.parse.tags[k] == "TO" for k in tree.kids[verb]):
        if is_passive(tree, verb):
            return [noun]  # "a plan to be unveiled"
        holders = [kid for kid in tree.having(noun, "nmod") if kid < verb and tree.actors(kid)]
        owner = tree.having(noun, "nmod:poss") or holders[:1]
        above = tree.parse.heads[noun]
        return owner or (_subjects(tree, above, depth + 1) if above >= 0 else [])
    return _punished(tree, verb, noun) or [noun]


@rule("clause.punished", silent=[])
def _punished(tree: Tree, verb: int, noun: int) -> Sequence[int]:
    """Who a gerund tells of that stands too deep: "sentenced him to life in prison for killing"."""
    if tree.parse.tags[verb] != "VBG" or not any(
        tree.lower[k] in load_lexicon().words["blamed"] for k in tree.having(verb, "mark")
    ):
        return []
    above = next((word for word in tree.up(noun) if tree.parse.coarse[word] == "VERB"), -1)
    objects = [word for word in tree.having(above, "obj", "nsubj:pass") if word < verb] if above >= 0 else []
    return objects[-1:] if noun not in objects else []


def antecedent(tree: Tree, word: int, verb: int) -> int:
    """The noun a relative pronoun stands for, or the word itself."""
    if tree.parse.tags[word] not in WHO:
        return word
    for clause in (verb, *tree.up(verb)):
        if tree.parse.labels[clause] in ("acl:relcl", "acl"):
            return tree.parse.heads[clause]
    return word
