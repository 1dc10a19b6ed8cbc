"""Events of an article from what was found in it: sentences analysed, times, actors and places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.events.choice import weigh
from timeline.events.clauses import is_passive, subjects
from timeline.events.dating import date_all, sentence_of
from timeline.events.features import features
from timeline.events.lines import write_lines
from timeline.events.lexicon import Lexicon, ObjectRule, load_lexicon
from timeline.events.quantities import quantities
from timeline.events.quotes import quoted
from timeline.events.roles import Roles, Slots, asked, fill
from timeline.events.standing import Occurrence
from timeline.events.telling import Telling, tell
from timeline.events.things import is_thing
from timeline.events.tree import Tree, by_sentence
from timeline.events.triggers import Found, find_triggers
from timeline.events.where import CARRY_REACH, between, carried_places, dateline_place, places_of
from timeline.model import (
    IN_TEXT,
    ActorKind,
    Article,
    EventMention,
    Mention,
    Parse,
    PlaceMention,
    Span,
    Status,
    Timex,
    Trigger,
)
from timeline.tracing import about, allowed, note, rule

PROMISED = frozenset({"CONCEDE", "COOPERATE", "AID", "RETREAT"})  # PLOVER: a promise of these is AGREE
WILLING = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
GAP = 4  # words that may stand inside a trigger's span and are none of it


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the events of a sentence are read with.

    The places in it, where it is set if none of them is meant, the words of its dates, and of all its times.
    """

    text: str
    places: Sequence[PlaceMention]
    setting: tuple[PlaceMention, ...]
    timed: frozenset[int]
    times: frozenset[int]
    lexicon: Lexicon


def find_events(
    article: Article,
    parses: Sequence[Parse],
    timexes: Sequence[Timex],
    mentions: Sequence[Mention],
    places: Sequence[PlaceMention],
) -> list[EventMention]:
    """The events of an article in the order of its text, dated and ranked."""
    lexicon = load_lexicon()
    occurrences: list[Occurrence] = []
    dates = [frozenset[int]()] * len(parses)
    dateline = dateline_place(article.text, places)
    named, timed = by_sentence(mentions, parses), by_sentence(timexes, parses)
    for index, parse in enumerate(parses):
        about(None)
        if _is_title(article, parse):
            continue
        tree = Tree(parse, named[index])
        if triggers := find_triggers(tree, lexicon):
            around = _surroundings(article.text, tree, timed[index], places, lexicon)
            dates[index] = around.timed
            around = around if around.setting or dateline is None else replace(around, setting=(dateline,))
            occurrences += _sentence(tree, index, triggers, around)
    occurrences = quoted(article.text, occurrences)
    lines = write_lines(article, occurrences, named, dates, lexicon)
    inferred = article.published_source in IN_TEXT
    events = date_all(occurrences, timexes, article.published, article.text, inferred=inferred)
    events = [replace(event, headline=line.text) for event, line in zip(events, lines, strict=True)]
    known = features(article, occurrences, events)
    return weigh(events, known)


def _surroundings(
    text: str, tree: Tree, timexes: Sequence[Timex], places: Sequence[PlaceMention], lexicon: Lexicon
) -> Surroundings:
    start, end = tree.parse.start, tree.parse.end
    times = [(timex, frozenset(tree.words_in(timex.start, timex.end))) for timex in timexes]
    timed = frozenset[int]().union(*(words for timex, words in times if timex.type in ("DATE", "TIME")))
    every = frozenset[int]().union(*(words for _, words in times))
    here, before = between(places, start, end), between(places, start - CARRY_REACH, start)
    return Surroundings(text, here, carried_places(tree, before, lexicon.words["places"]), timed, every, lexicon)


@rule("trigger.title", silent=False)
def _is_title(article: Article, parse: Parse) -> bool:
    """Whether a sentence only repeats the title, which yields no events of its own."""
    return bool(article.title) and article.text[parse.start : parse.end].strip() == article.title.strip()


def _sentence(tree: Tree, index: int, triggers: Sequence[Found], around: Surroundings) -> list[Occurrence]:
    lexicon = around.lexicon
    by_word = {word: found for found in triggers for word in (found.at,)}
    result = []
    for found in triggers:
        about(_span(tree, found).start)
        note(found.entry.name, found.entry.event_class)
        roles, telling = fill(tree, found), tell(tree, found, by_word, lexicon)
        if _counts(tree, found, roles) and not (found.entry.event_class == "OTHER" and telling.supposed):
            if found.entry.event_class == "STATEMENT" and (others := asked(tree, found, lexicon.words["demands"])):
                found, roles = replace(found, event_class="REQUEST"), replace(roles, target=others)
            if found.entry.pos == "verb" and _turned(tree, found, roles, lexicon).event_class == "STATEMENT":
                roles = replace(roles, target=())
            found = _pledged(_turned(tree, found, roles, lexicon), telling)
            event = _event(tree, found, roles, telling, around)
            result.append(Occurrence(index, tree, found, event, telling.reported_by))
    return result


def _turned(tree: Tree, found: Found, roles: Roles, lexicon: Lexicon) -> Found:
    """The trigger as its object makes it: a prisoner is released, and so is a film."""
    lemma = " ".join(found.entry.words)
    if found.entry.pos != "verb" or found.event_class:
        return found
    if lemma in lexicon.words["active"] and is_passive(tree, found.at):
        return replace(found, event_class="OTHER", mode="")
    if lemma not in lexicon.turned and lemma not in lexicon.objects:
        return found
    undergoers = list(Slots(tree, found).words("obj"))
    for each in lexicon.objects.get(lemma, ()):
        name = f"class.object.{lemma.replace(' ', '-')}"
        case = _by_object(tree, found, undergoers, each) if allowed(name) else None
        if case is not None:
            note(name, "/".join(case))
            return replace(found, event_class=case[0], mode=case[1])
    return _by_party(tree, found, roles, undergoers, lexicon.turned.get(lemma, {}))


def _by_party(
    tree: Tree, found: Found, roles: Roles, undergoers: list[int], cases: Mapping[str, tuple[str, str]]
) -> Found:
    """The trigger as whoever does it, or undergoes it, makes it: a person, a party, a thing, nobody."""
    name = f"class.turned.{'-'.join(found.entry.words)}"
    if not cases or not allowed(name):
        return found
    doers = [] if is_passive(tree, found.at) else subjects(tree, found.at)
    someone = bool(roles.source) or any(tree.parse.coarse[w] == "PRON" or _is_name(tree, w) for w in doers)
    if not someone and "nobody" in cases:
        note(name, f"nobody does it: {cases['nobody'][0]}")
        return replace(found, event_class=cases["nobody"][0], mode=cases["nobody"][1])
    kinds = [mention.kind for word in undergoers for mention in tree.actors(word) if not is_thing(mention)]
    pronouns = [w for w in (*undergoers, *tree.having(found.at, "iobj")) if _is_somebody(tree, w)]
    if not kinds and not pronouns:
        case = cases.get("thing") if undergoers else None
    else:
        person = pronouns or set(kinds) & {ActorKind.PERSON, ActorKind.PEOPLE}
        case = (cases.get("person") if person else None) or cases.get("party")
    if case is None:
        return found
    note(name, "/".join(case))
    return replace(found, event_class=case[0], mode=case[1])


def _is_somebody(tree: Tree, at: int) -> bool:
    """Whether a word is a pronoun for a person: "released him"."""
    return tree.parse.tags[at] == "PRP" and tree.parse.words[at].lower() in load_lexicon().words["somebody"]


def _is_name(tree: Tree, at: int) -> bool:
    """Whether a word is a proper name, by its tag or its capital."""
    return tree.parse.coarse[at] == "PROPN" or (at > 0 and tree.parse.words[at][:1].isupper())


def _by_object(tree: Tree, found: Found, undergoers: list[int], rule: ObjectRule) -> tuple[str, str] | None:
    """What the object, or a word beside the verb, makes of it."""
    things = [*undergoers, *(k for k in tree.having(found.at, "xcomp") if tree.parse.coarse[k] != "VERB")]
    things += [tree.parse.heads[k] for k in found.words if tree.parse.labels[k] == "case"]  # "ran for president"
    lemmas = {tree.lemmas[word] for thing in things for word in tree.with_conjuncts(thing)}
    adverbs = {tree.lemmas[kid] for kid in tree.having(found.at, "advmod")}
    phrases = [kid for kid in tree.having(found.at, "advcl", "obl") if kid > found.at]
    marks = {tree.lemmas[mark] for kid in phrases for mark in tree.having(kid, "mark", "case")}
    inner = {tree.lemmas[k] for verb in tree.having(found.at, "xcomp") for k in tree.having(verb, "obj", "nsubj:pass")}
    below = {tree.lemmas[kid] for kid in tree.having(found.at, "xcomp", "advcl", "acl")}
    if below & rule.inside:
        return rule.becomes
    if rule.question and _asks(tree, found.at):
        return rule.becomes
    doers = {tree.lemmas[word] for word in _counted(tree, subjects(tree, found.at))} if rule.subjects else set()
    if doers & rule.subjects or (rule.complements and tree.having(found.at, *rule.complements)):
        return rule.becomes
    if (lemmas | inner) & rule.nouns or adverbs & rule.adverbs or marks & rule.clauses:
        return rule.becomes
    return rule.otherwise if things else rule.bare


def _counted(tree: Tree, words: list[int]) -> list[int]:
    """Words, and of those that only count what they count: "thousands of protesters"."""
    vague = load_lexicon().quantity["vague"]
    counted = (kid for word in words if tree.parse.words[word].lower() in vague for kid in tree.having(word, "nmod"))
    return [*words, *counted]


def _asks(tree: Tree, verb: int) -> bool:
    """Whether the complement of a verb is a question: "asked how it was done"."""
    inside = (word for clause in tree.having(verb, "ccomp") for word in (clause, *tree.kids[clause]))
    return any(tree.parse.tags[word] in ("WRB", "WP") for word in inside)


def _pledged(found: Found, telling: Telling) -> Found:
    """What somebody says he will do for others is a promise, what he will not do a refusal."""
    event_class = found.event_class or found.entry.event_class
    if telling.negated and telling.status is Status.PLANNED and event_class in WILLING:
        note("class.refused", "what one says one will not do is a refusal")
        return replace(found, event_class="REJECT", mode="")
    if telling.promised and found.entry.pos == "verb" and event_class in PROMISED:
        note("class.pledged", "what one says one will do for others is a promise")
        return replace(found, event_class="AGREE", mode=event_class.lower())
    return found


def _counts(tree: Tree, found: Found, roles: Roles) -> bool:
    """Whether a trigger makes an event: a known frame or a resolved actor, and no mere description."""
    someone = bool(roles.source or roles.target)
    entry = found.entry
    if entry.event_class == "STATEMENT":
        return bool(roles.source) or found.entry.pos == "noun" or is_passive(tree, found.at)
    if entry.pos in ("noun", "adjective"):
        return True
    if not entry.listed:
        return someone
    return someone or tree.parse.labels[found.at] not in ("amod", "compound")


def _span(tree: Tree, found: Found) -> Span:
    """Where the words of a trigger stand, or its head alone where too much lies between them."""
    whole = max(found.words) - min(found.words) < len(found.words) + GAP
    return tree.span(found.words if whole else (found.at,))


def _event(tree: Tree, found: Found, roles: Roles, telling: Telling, around: Surroundings) -> EventMention:
    entry, span = found.entry, _span(tree, found)
    places = places_of(tree, found, around.places, (*roles.source, *roles.target))
    if not places and around.setting:
        note("place.setting", around.setting[0].name)
    return EventMention(
        trigger=Trigger(span.start, span.end, around.text[span.start : span.end], " ".join(entry.words)),
        event_class=found.event_class or entry.event_class,
        mode=found.mode if found.event_class else entry.mode,
        sentence=sentence_of(tree),
        source=roles.source,
        target=roles.target,
        place=places or around.setting,
        status=telling.status,
        negated=telling.negated and found.event_class != "REJECT",
        attribution=telling.attribution,
        quantities=quantities(tree, found, around.lexicon.quantity, around.times),
    )
