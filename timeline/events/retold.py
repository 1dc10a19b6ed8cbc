"""Events told again, "the attack", "this deal": their parties are those of the event that was told before."""

from collections.abc import Iterator, Sequence

from timeline.events.lexicon import load_lexicon
from timeline.events.standing import Occurrence
from timeline.events.tree import Tree
from timeline.model import EventMention, Mention
from timeline.quick import changed
from timeline.tracing import about, allowed, note

STEM = 4  # letters that a noun shares with the verb it is made from: "arrest", "arrested"
PLAIN = frozenset({"case", "cc", "conj", "cop", "det", "mark", "nmod:unmarked", "nsubj", "punct"})
BEFALLEN = frozenset({"ACCIDENT", "DISASTER", "HEALTH"})  # classes of what nobody does
ALIKE = frozenset(  # classes of which any noun may take up any event
    {"ACCIDENT", "AGREE", "ASSAULT", "DEAL", "DEATH", "DISASTER", "ELECTION", "PROTEST"}
)


def retold(occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The occurrences in order, with the parties of nouns that only take up an event told before."""
    told: list[Occurrence] = []
    for each in occurrences:
        told.append(_taken_up(each, told) if allowed("role.retold") and _takes_up(each) else each)
    return told


def _takes_up(each: Occurrence) -> bool:
    """Whether a noun tells of a known event and nothing more of it: "the attack", "both deals"."""
    tree, at = each.tree, each.trigger.at
    if each.trigger.entry.pos != "noun" or each.event.negated or (each.event.source and each.event.target):
        return False
    known = load_lexicon().words["known"]
    definite = any(tree.lower[kid] in known for kid in tree.having(at, "det"))
    return definite and all(tree.parse.labels[kid] in PLAIN or _when(tree, kid) for kid in tree.kids[at])


def _when(tree: Tree, word: int) -> bool:
    """Whether a phrase only says when."""
    return tree.parse.coarse[word] == "NUM" or tree.parse.tags[word] == "CD"


def _taken_up(each: Occurrence, told: Sequence[Occurrence]) -> Occurrence:
    about(each.event.trigger.start)
    source, target = each.event.source, each.event.target
    before = [other.event for other in _like(each, told)]
    if not source and each.event.event_class not in BEFALLEN:
        source = _shared([event.source for event in before], target)
    if not target:
        target = _shared([event.target for event in before], source)
    if (source, target) == (each.event.source, each.event.target):
        return each
    note("role.retold", ", ".join(mention.name for mention in (*source, *target)))
    return changed(each, event=changed(each.event, source=source, target=target))


def _like(each: Occurrence, told: Sequence[Occurrence]) -> Iterator[Occurrence]:
    """The events told before that a noun may mean, latest first."""
    alike = each.tree.lemmas[each.trigger.at] not in load_lexicon().words["broad"]
    for other in reversed(told):
        event = other.event
        same = event.event_class == each.event.event_class and not event.negated
        if same and ((alike and event.event_class in ALIKE) or _same_word(event, each.event)):
            yield other


def _same_word(one: EventMention, other: EventMention) -> bool:
    """Whether two triggers are forms of one word."""
    first, second = (event.trigger.lemma.split()[-1].lower() for event in (one, other))
    return first[:STEM] == second[:STEM] and min(len(first), len(second)) >= STEM


def _shared(sides: Sequence[tuple[Mention, ...]], others: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The party that all the events have on a side that have any; nobody, where two could be meant."""
    away = {mention.actor for mention in others}
    filled = [side for side in sides if side]
    if not filled or any(mention.actor in away for mention in filled[0]):
        return ()
    actors = {mention.actor for mention in filled[0]}
    return filled[0] if all(actors & {mention.actor for mention in side} for side in filled) else ()
