"""Who did it and to whom: the arguments of a trigger over the dependency tree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from timeline.actors.lexicon import lexicon as load_actors
from timeline.classes import load_classes
from timeline.events.clauses import PASSIVE_SUBJECTS, SUBJECTS, WHO, is_passive, objects, subjects
from timeline.events.lexicon import Frame, deeds, load_lexicon
from timeline.events.things import is_thing
from timeline.events.tree import CLAUSES, Tree
from timeline.events.triggers import Found
from timeline.model import Mention
from timeline.terms import ActorKind, Via
from timeline.tracing import allowed, note, rule

RELATIVE = frozenset({"acl:relcl"})
COMPLEMENTS = ("xcomp", "ccomp")
OWN, NEAR, FAR = range(3)  # how far from the trigger a phrase hangs
DIRECT = frozenset({"subj", "obj", "iobj", "poss", "by"})
GIVERS = ("from", "by", "poss", "of")
DIRECTED = frozenset(
    {"ACCUSE", "AID", "ASSAULT", "COERCE", "CONCEDE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"}
)
# Classes in which an unknown name may be a party's: those of PLOVER.
POLITICAL = frozenset(name for name, each in load_classes().items() if each.quad)
STRUCK = frozenset({"DISASTER", "ELECTION", "HEALTH", "RESULT"})  # classes of what befalls a whole state
PLACED = frozenset({"across", "along", "at", "in", "into", "near", "off", "on", "toward", "towards"})
PLURAL = frozenset({"NNS", "NNPS"})
PRONOUNS = frozenset({"PRP", "PRP$"})
WHERE = frozenset({"at", "near", "outside"})  # before where something is done, which is not whom it is done to
ANSWERS = frozenset({"REJECT", "CONCEDE"})  # to somebody's request, who is then the target
POWERS = frozenset({"arrest", "deport", "discontinue", "ban"})  # modes that only who rules a place can show
CRIMES = frozenset({"ACCUSE", "ASSAULT", "COERCE", "DEATH", "LEGAL"})  # classes that a doubtful pronoun pins on nobody
SURE = 0.5  # confidence of a pronoun that could mean nobody else
UNNAMED = (ActorKind.PEOPLE, ActorKind.THING)
HARMING = frozenset({"ASSAULT", "COERCE", "DEATH", "HEALTH"})  # classes that only an object names the victim of
NOT_OF_THINGS = frozenset(
    {"CONSULT", "STATEMENT", "COERCE", "ASSAULT", "OFFICE", "AGREE", "MARKET", "CONCEDE"}
)  # parties do it


@dataclass(frozen=True, slots=True)
class Roles:
    """The actors of an event."""

    source: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()


class Slots:
    """The arguments of a trigger by slot name."""

    def __init__(self, tree: Tree, trigger: Found) -> None:
        self.tree, self.trigger = tree, trigger
        self.verb = trigger.at if trigger.entry.pos != "noun" else trigger.carrier

    def words(self, slot: str) -> Iterable[int]:
        """The words that fill a slot, most likely first."""
        if slot == "subj":
            return self._doer()
        if slot == "obj":
            return self._undergoer()
        if slot == "iobj":
            return self._below("iobj")
        if slot == "poss":
            return self._owner()
        return self._after(slot) if slot != "comp" else []

    def _doer(self) -> Iterator[int]:
        if self.verb < 0:
            return
        if is_passive(self.tree, self.verb):
            yield from self._after("by")
            yield from (at for at in self.tree.having(self.verb, "obl:agent") if not self.tree.having(at, "case"))
            return
        found = subjects(self.tree, self.verb)
        carried = self.verb != self.trigger.at  # "a charge carries a sentence": whoever is charged passes none
        yield from (word for word in found if word != self.trigger.at and not (carried and self._is_deed(word)))
        head = self.tree.parse.heads[self.verb]
        if self.tree.parse.labels[self.verb] == "acl" and not any(self.tree.actors(word) for word in found):
            # "put out a report accusing the army": whoever put it out
            above = self.tree.parse.heads[head]
            yield from subjects(self.tree, above) if above >= 0 else []

    def _undergoer(self) -> Iterator[int]:
        if self.verb < 0:
            return
        undergoing = subjects(self.tree, self.verb) if is_passive(self.tree, self.verb) else []
        yield from undergoing or self._below("obj")
        tree, verb = self.tree, self.verb
        if tree.parse.labels[verb] == "acl:relcl" and not tree.having(verb, "obj") and tree.having(verb, *SUBJECTS):
            subject = tree.having(verb, *SUBJECTS)[0]
            if tree.parse.tags[subject] not in WHO and not is_passive(tree, verb):
                yield tree.parse.heads[verb]

    def _below(self, label: str) -> Iterator[int]:
        if self.verb < 0:
            return
        own = objects(self.tree, self.verb) if label == "obj" else self.tree.having(self.verb, label)
        mine = self.trigger.words if self.trigger.entry.frame.both else (self.trigger.at,)
        yield from (word for word in own if word not in mine)
        if not own and self.trigger.entry.pos == "verb":
            # "arrested and deported two men": the object stands with the last verb
            later = [v for v in self.tree.having(self.verb, "conj") if self.tree.parse.coarse[v] == "VERB"]
            yield from (word for verb in later for word in self.tree.having(verb, label))

    def _owner(self) -> Iterator[int]:
        yield from self.tree.having(self.trigger.at, "nmod:poss")
        yield from self.tree.having(self.trigger.at, "amod", "compound", "nmod:desc")

    def _after(self, preposition: str) -> list[int]:
        """The nouns behind a preposition, nearest first."""
        phrases = self._phrases.get(preposition)
        if not phrases:
            return []
        far = preposition in load_lexicon().words["farther"]
        return [kid for kid, reach in phrases if reach == OWN or (far if reach == FAR else preposition != "of")]

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[int, int]]]:
        """By preposition every phrase that may belong to the trigger, and how far off it is."""
        tree = self.tree
        parents = [self.trigger.at, *([self.verb] if self.verb >= 0 else []), *self._participles()]
        objects = [o for p in parents for o in tree.having(p, "obj", "xcomp") if o != self.trigger.at]
        parts = [word for word in self.trigger.words if word not in parents]
        # "the withdrawal of troops from the town": the last phrase is often hung on the one before
        chained = tree.having(self.trigger.at, "nmod") if self.trigger.entry.pos == "noun" else []
        beyond = [word for noun in [*objects, *chained] for word in tree.down(noun, CLAUSES)]
        reaches = dict.fromkeys(beyond, FAR) | dict.fromkeys(chained, NEAR)
        reaches |= dict.fromkeys([*parents, *parts, *objects], OWN)
        order = dict.fromkeys([*parents, *parts, *objects, *chained, *beyond])
        found: dict[str, list[tuple[int, int]]] = {}
        for parent in order:
            for kid in tree.kids[parent]:
                hangs = tree.parse.labels[kid].startswith(("obl", "nmod", "obj", "advcl", "acl"))
                if hangs and (case := tree.preposition(kid)):
                    found.setdefault(case, []).append((kid, reaches[parent]))
        return found

    def _is_deed(self, word: int) -> bool:
        """Whether a word tells of another event."""
        common = self.tree.parse.coarse[word] == "NOUN" and word not in self.tree.mention_at
        return common and self.tree.lemmas[word] in deeds()

    def _participles(self) -> list[int]:
        """The participles that say of an act only that it was done: "a deal reached with", "a raid led by"."""
        if self.trigger.entry.pos != "noun":
            return []
        light, tree = load_lexicon().light, self.tree
        done = (kid for kid in tree.having(self.trigger.at, "acl") if tree.parse.tags[kid] == "VBN")
        return [kid for kid in done if tree.lemmas[kid] in light["do"] | light["be"]]

    def has_object(self) -> bool:
        """Whether the trigger has an undergoer, a complement or a phrase that may stand for one."""
        labels = ("obj", "iobj", "ccomp", "xcomp", *PASSIVE_SUBJECTS)
        return next(iter(self.words("obj")), -1) >= 0 or bool(self.tree.having(self.verb, *labels))

    def complement(self) -> list[int]:
        """The clauses that complete the trigger."""
        at = self.verb if self.verb >= 0 else self.trigger.at
        own = self.tree.having(at, *COMPLEMENTS)
        if self.trigger.entry.pos == "noun":
            own = [*own, *self.tree.having(self.trigger.at, "acl", "ccomp", "xcomp")]
        reporters = load_lexicon().words["reporters"]
        return [*own, *(kid for kid in self.tree.having(at, "advcl") if self.tree.lemmas[kid] not in reporters)]


def fill(tree: Tree, trigger: Found) -> Roles:
    """The roles of a trigger by its frame."""
    trigger = _reframed(tree, trigger)
    frame, slots = trigger.entry.frame, Slots(tree, trigger)
    note(f"frame.{frame.name}")
    if trigger.carrier >= 0 and not frame.both and _is_received(tree, trigger):
        return Roles(_first(tree, slots, frame, GIVERS, ()), _first(tree, slots, frame, ("subj",), ()))
    source = _first(tree, slots, frame, frame.source, ()) or _power(tree, slots, trigger)
    if frame.both:
        return _sides(tree, slots, trigger, source)
    target = _first(tree, slots, frame, _open_slots(tree, slots, trigger), source)
    target = _harmed(tree, slots, trigger, target)
    target += _handed_over(tree, slots, trigger, target)
    if trigger.event_class in ANSWERS:
        source = _first(tree, slots, frame, ("subj", "by"), ())
        asked = [m for w in tree.down(trigger.at) if (m := tree.mention_at.get(w)) is not None and m not in source]
        return Roles(source, tuple(dict.fromkeys(asked[:1])) or target)
    if not target and trigger.entry.event_class not in POLITICAL:
        target = _nameless(tree, slots, trigger)
    if not target and not frame.shallow and "obj" in frame.target:
        target = _within(tree, slots, source)
    if not target and trigger.entry.pos == "noun" and "in" in frame.target:
        target = _where(tree, trigger.at, source)
    return _fitting(Roles(source, target or _nameless(tree, slots, trigger)), slots)


def _reframed(tree: Tree, trigger: Found) -> Found:
    """The trigger with the frame of its noun, which belongs to whoever does it, or bears it: "resignation", "trial"."""
    lexicon = load_lexicon()
    if trigger.entry.pos != "noun":
        return trigger
    for words, name in (("deeds", "n-doer"), ("borne", "n-borne")):
        if tree.lemmas[trigger.at] in lexicon.words[words] and allowed(f"frame.{name}"):
            return replace(trigger, entry=replace(trigger.entry, frame=lexicon.frames[name]))
    return trigger


def _fitting(roles: Roles, slots: Slots) -> Roles:
    """The roles without those that cannot take part in events of a class."""
    source, target = roles.source, roles.target
    event_class = slots.trigger.entry.event_class
    if event_class in NOT_OF_THINGS:
        undergoers = {slots.tree.mention_at.get(word) for word in slots.words("obj")}
        acting = {slots.tree.mention_at.get(word) for word in slots.words("subj")}
        source = tuple(m for m in source if not is_thing(m) or m in acting or _moves(slots.trigger) or _is_force(m))
        target = tuple(m for m in target if not is_thing(m) or m in undergoers or m.via is Via.TITLE)
    if event_class in ("DISASTER", "ACCIDENT"):
        source = tuple(m for m in source if m.kind not in (ActorKind.COUNTRY, ActorKind.PLACE))
    if event_class in ("DISASTER", "ACCIDENT", "MARKET", "HEALTH"):
        target = tuple(m for m in target if m.kind is not ActorKind.PLACE)
    doers = {m.actor for m in source if m.kind is ActorKind.PERSON}
    target = tuple(m for m in target if m.actor not in doers or m.text.endswith("self"))  # "Garcia ... Garcia's group"
    left_out = [m for m in (*roles.source, *roles.target) if m not in (*source, *target)]
    if left_out:
        note("role.unfit", f"left out: {_listed(left_out)}")
    return Roles(source, target)


def _moves(trigger: Found) -> bool:
    """Whether a trigger tells of going somewhere, which ships and planes do."""
    return trigger.entry.mode == "visit"


def _is_force(mention: Mention) -> bool:
    """Whether a thing is a storm or a quake, which harms as people do."""
    return not load_actors().words["forces"].isdisjoint(mention.name.lower().split())


@rule("role.received", silent=False)
def _is_received(tree: Tree, trigger: Found) -> bool:
    """Whether who has the noun is whom it is done to: "faces criticism from the court"."""
    lemma, passive = tree.lemmas[trigger.carrier], is_passive(tree, trigger.carrier)
    return lemma in load_lexicon().light["undergo"] and trigger.entry.event_class in DIRECTED and not passive


def _open_slots(tree: Tree, slots: Slots, trigger: Found) -> tuple[str, ...]:
    """Where to look for the target: for a passive verb with a subject, nowhere else."""
    verbal = trigger.entry.pos == "verb" and "obj" in trigger.entry.frame.target
    alone = verbal and is_passive(tree, trigger.at) and any(tree.parse.coarse[w] != "NOUN" for w in slots.words("obj"))
    if alone:
        return ("obj", "iobj")
    harmed = verbal and trigger.entry.event_class in HARMING and next(iter(slots.words("obj")), -1) >= 0
    shallow = harmed or (trigger.entry.event_class not in POLITICAL and bool(_nameless(tree, slots, trigger)))
    return tuple(name for name in trigger.entry.frame.target if not (shallow and name == "comp"))


def _harmed(tree: Tree, slots: Slots, trigger: Found, target: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The target without persons who stand beside the one that harm is done to: "killed six near Smith's house"."""
    entry = trigger.entry
    harms = entry.pos == "verb" and entry.event_class in HARMING and "obj" in entry.frame.target
    words = list(slots.words("obj")) if harms and allowed("role.harmed") else []
    if not words:
        return target
    inner = (tree.mention_at.get(inside) for word in words for inside in tree.down(word))
    named = {mention.actor for mention in inner if mention is not None}
    return tuple(m for m in target if m.kind is not ActorKind.PERSON or m.actor in named)


@rule("role.nameless", silent=())
def _nameless(tree: Tree, slots: Slots, trigger: Found) -> tuple[Mention, ...]:
    """The nouns without a name that a verb does something to."""
    if (
        trigger.entry.pos != "verb"
        or trigger.entry.event_class == "STATEMENT"
        or "obj" not in trigger.entry.frame.target
    ):
        return ()
    words = (each for word in slots.words("obj") for each in tree.with_conjuncts(word))
    return tuple(tree.objects[word] for word in words if word in tree.objects)


@rule("role.handed", silent=())
def _handed_over(tree: Tree, slots: Slots, trigger: Found, target: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The thing with a name that a recipient is given: "delivered the first A380 to the airline"."""
    if not target or trigger.entry.pos != "verb" or "obj" not in trigger.entry.frame.target:
        return ()
    handed = (tree.mention_at.get(word) for word in slots.words("obj"))
    return tuple(m for m in handed if m is not None and is_thing(m) and m not in target)


def _sides(tree: Tree, slots: Slots, trigger: Found, source: tuple[Mention, ...]) -> Roles:
    """All who take part are sources; whom or what it is about, where only one side is named, is the target."""
    frame = trigger.entry.frame
    joined = _first(tree, slots, frame, frame.joint, source)
    sides = tuple(dict.fromkeys((*source, *joined)))
    about = () if joined else _first(tree, slots, frame, frame.target, source)
    sides = _parties(sides)
    if trigger.entry.event_class in NOT_OF_THINGS:
        about = _parties(about)
    return Roles(sides, tuple(m for m in about if m.actor not in {side.actor for side in sides}))


def _parties(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if not is_thing(mention))


@rule("class.asked", silent=())
def asked(tree: Tree, trigger: Found, demands: frozenset[str]) -> tuple[Mention, ...]:
    """Whom a statement says must do something: it is a request to him."""
    for clause in tree.having(trigger.at, "ccomp"):
        must = any(tree.parse.words[kid].lower() in demands for kid in tree.having(clause, "aux"))
        if must:
            return _parties(tuple(m for word in tree.having(clause, *SUBJECTS) for m in _named(tree, word)))
    return ()


@rule("role.power", silent=())
def _power(tree: Tree, slots: Slots, trigger: Found) -> tuple[Mention, ...]:
    """For a passive without a doer, who rules the place: "arrested in Rwanda", "expelled from North Korea"."""
    if trigger.entry.pos != "verb" or trigger.entry.mode not in POWERS or not is_passive(tree, trigger.at):
        return ()
    words = [word for name in ("in", "from") for word in slots.words(name)]
    found = [tree.mention_at[word] for word in words if word in tree.mention_at]
    return tuple(m for m in found[:1] if m.kind is ActorKind.COUNTRY and m.via is Via.ALIAS)


@rule("role.within", silent=())
def _within(tree: Tree, slots: Slots, others: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The first actor anywhere inside the object, relative clauses left out."""
    same = {mention.actor for mention in others}
    for word in slots.words("obj"):
        if tree.lemmas[word] in load_lexicon().words["others"]:
            return ()
        for inner in sorted(tree.down(word, RELATIVE)):
            mention = tree.mention_at.get(inner)
            if mention is not None and mention.actor not in same and not is_thing(mention):
                return () if _is_where(tree, inner, word) else (mention,)
    return ()


def _is_where(tree: Tree, inner: int, word: int) -> bool:
    """Whether a word stands below another by a phrase that says where: "the attacks at American embassies"."""
    while inner != word and inner >= 0:
        if tree.parse.labels[inner] == "nmod" and tree.preposition(inner) in WHERE:
            return True
        inner = tree.parse.heads[inner]
    return False


@rule("role.where", silent=())
def _where(tree: Tree, at: int, others: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The country that a clause tells of whose subject the noun is: "Ukraine, where an intervention began"."""
    clause = tree.clause(at)
    if tree.parse.heads[at] != clause or tree.parse.labels[at] not in (*SUBJECTS, *PASSIVE_SUBJECTS):
        return ()
    if tree.parse.labels[clause] != "acl:relcl" or not any(tree.parse.tags[k] == "WRB" for k in tree.kids[clause]):
        return ()
    start = min(tree.down(clause))
    before = [word for word in tree.down(tree.parse.heads[clause]) if word < start and word in tree.mention_at]
    found = tree.mention_at[max(before)] if before else None
    same = {mention.actor for mention in others}
    return (found,) if found is not None and found.kind is ActorKind.COUNTRY and found.actor not in same else ()


def _named(tree: Tree, word: int) -> list[Mention]:
    """The actors a word stands for; a pronoun gives way to the name before it that it stands for in its sentence."""
    found = [_name_of(tree, mention) for mention in tree.actors(word)]
    if word in tree.owners:
        return [_name_of(tree, tree.owners[word])]
    if found or tree.parse.tags[word] not in PRONOUNS:
        return found
    head = tree.parse.heads[word]
    label = tree.parse.labels[head] if head >= 0 else ""
    if label not in ("ccomp", "advcl", "xcomp", "conj"):
        return []
    above = subjects(tree, tree.parse.heads[head])
    return [m for other in above if other < word for m in tree.actors(other) if _may_mean(tree, word, other, m)]


def _may_mean(tree: Tree, pronoun: int, noun: int, mention: Mention) -> bool:
    """Whether a pronoun may stand for an actor: "it" for no person and for no plural, "he" for a person."""
    words, spoken = load_lexicon().words, tree.parse.words[pronoun].lower()
    person = mention.kind is ActorKind.PERSON
    if spoken in words["it"]:
        return not person and tree.parse.tags[noun] not in PLURAL
    if spoken in words["he"]:
        return person
    several = not person or len(tree.with_conjuncts(noun)) > 1
    return spoken in words["first_person"] or (spoken in words["they"] and several)


def _name_of(tree: Tree, mention: Mention) -> Mention:
    if mention.via is not Via.COREF:
        return mention
    same = (m for m in tree.head_of if m.actor == mention.actor and m.via is not Via.COREF)
    return next(same, mention)


def _first(
    tree: Tree, slots: Slots, frame: Frame, names: tuple[str, ...], others: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    for name in names:
        if name == "comp":
            if not frame.shallow and (found := _inside(tree, slots, others)):
                note("role.comp", _listed(found))
                return found
            continue
        if not (words := list(slots.words(name))):
            continue
        named = [m for word in words for m in _named(tree, word) if m not in others]
        named = [m for m in named if not _doubtful(slots.trigger, m)]
        mine = slots.trigger.words
        named = [m for m in named if m.kind not in UNNAMED or tree.head_of.get(m) not in mine]
        if name not in DIRECT:
            named = [
                m for m in named if not is_thing(m) or name == "of" or slots.trigger.entry.event_class in POLITICAL
            ]
            named = [m for m in named if m.kind is not ActorKind.MEDIA]  # "criticised it on Twitter"
            named = [m for m in named if not (name in PLACED and _lies_there(slots.trigger, m))]
        if named and allowed(f"role.{name}"):
            note(f"role.{name}", _listed(named))
            return tuple(dict.fromkeys(named))
    return ()


@rule("role.place", silent=False)
def _lies_there(trigger: Found, mention: Mention) -> bool:
    """Whether a state is only where something happened that is done to nobody: "emerged in Mexico"."""
    kind, event_class = mention.kind, trigger.entry.event_class
    return kind in (ActorKind.COUNTRY, ActorKind.PLACE) and event_class not in POLITICAL and event_class not in STRUCK


@rule("role.doubtful", silent=False)
def _doubtful(trigger: Found, mention: Mention) -> bool:
    """Whether a crime, an accusation or a death would be pinned on a person whom a pronoun need not mean."""
    person = mention.kind is ActorKind.PERSON and mention.via is Via.COREF
    return person and mention.confidence < SURE and trigger.entry.event_class in CRIMES


def _listed(mentions: Iterable[Mention]) -> str:
    return ", ".join(mention.name for mention in mentions)


@rule("role.complement", silent=())
def _inside(tree: Tree, slots: Slots, others: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The first actor of the clauses that complete the trigger, with those joined to it."""
    same = {mention.actor for mention in others}
    for clause in slots.complement():
        for word in sorted(tree.down(clause)):
            mention = tree.mention_at.get(word)
            known = mention is not None and not is_thing(mention)
            if mention is not None and known and mention not in others and mention.actor not in same:
                head = tree.head_of[mention]
                return tuple(dict.fromkeys([mention, *(m for m in tree.actors(head) if m.actor not in same)]))
    return ()
