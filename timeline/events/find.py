"""Events of an article from what was found in it: sentences analysed, times, actors and places."""

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.events.choice import weigh
from timeline.events.classing import classed
from timeline.events.clauses import is_passive
from timeline.events.dating import date_all, sentence_of
from timeline.events.features import features
from timeline.events.genre import genre_of
from timeline.events.lexicon import Lexicon, load_lexicon
from timeline.events.lines import write_lines
from timeline.events.placing import place_all
from timeline.events.quantities import quantities
from timeline.events.quotes import quoted
from timeline.events.repeated import announced, repeats_title
from timeline.events.retold import retold
from timeline.events.roles import Roles, asked, fill
from timeline.events.scene import Scene
from timeline.events.sharing import share
from timeline.events.standing import Occurrence
from timeline.events.telling import Telling, tell
from timeline.events.things import is_nameless
from timeline.events.tree import Tree, by_sentence
from timeline.events.triggers import Found, find_triggers
from timeline.events.turning import spoken_of, turned
from timeline.events.twice import told_once
from timeline.gazetteer import Gazetteer, load_gazetteer
from timeline.model import Article, EventMention, Mention, Parse, PlaceMention, Span, Timex, Trigger
from timeline.quick import changed
from timeline.terms import IN_TEXT, Status
from timeline.tracing import about, note

PROMISED = frozenset({"CONCEDE", "COOPERATE", "AID", "RETREAT"})  # PLOVER: a promise of these is AGREE
WILLING = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
GRANTED = frozenset({"AGREE", "CONCEDE"})  # not to have done so is a refusal
GAP = 4  # words that may stand inside a trigger's span and are none of it


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the events of a sentence are read with: the words of its dates, and of all its times."""

    text: str
    timed: frozenset[int]
    times: frozenset[int]
    lexicon: Lexicon


def find_events(
    article: Article,
    parses: Sequence[Parse],
    timexes: Sequence[Timex],
    mentions: Sequence[Mention],
    places: Sequence[PlaceMention],
    inside: Sequence[PlaceMention] = (),
    gazetteer: Gazetteer | None = None,
) -> list[EventMention]:
    """The events of an article in the order of its text, dated and ranked."""
    lexicon = load_lexicon()
    occurrences: list[Occurrence] = []
    titles: set[int] = set()
    dates = [frozenset[int]()] * len(parses)
    named, timed = by_sentence(mentions, parses), by_sentence(timexes, parses)
    for index, parse in enumerate(parses):
        about(None)
        if repeats_title(article, parse):
            titles.add(index)
        tree = Tree(parse, named[index])
        if triggers := find_triggers(tree, lexicon):
            around = _surroundings(article.text, tree, timed[index], lexicon)
            dates[index] = around.timed
            occurrences += _sentence(tree, index, triggers, around)
    occurrences = quoted(article.text, retold(classed(occurrences, parses)))
    lines = write_lines(article, occurrences, named, dates, lexicon)
    inferred = article.published_source in IN_TEXT
    events = date_all(occurrences, timexes, article.published, article.text, inferred=inferred)
    events = [changed(event, headline=line.text) for event, line in zip(events, lines, strict=True)]
    scene = Scene(article, places, inside, mentions, gazetteer or load_gazetteer())
    events = place_all(occurrences, events, scene)
    told = list(zip(occurrences, events, strict=True))
    title = [pair for pair in told if pair[0].index in titles]
    body = [pair for pair in told if pair[0].index not in titles]
    occurrences, events = [each for each, _ in body], [event for _, event in body]
    events = told_once(occurrences, weigh(events, features(article, occurrences, events, genre_of(article, timexes))))
    again = announced(title, list(zip(occurrences, events, strict=True)))
    return sorted([*again, *events], key=lambda event: event.trigger.start)


def _surroundings(text: str, tree: Tree, timexes: Sequence[Timex], lexicon: Lexicon) -> Surroundings:
    times = [(timex, frozenset(tree.words_in(timex.start, timex.end))) for timex in timexes]
    timed = frozenset[int]().union(*(words for timex, words in times if timex.type in ("DATE", "TIME")))
    every = frozenset[int]().union(*(words for _, words in times))
    return Surroundings(text, timed, every, lexicon)


def _sentence(tree: Tree, index: int, triggers: Sequence[Found], around: Surroundings) -> list[Occurrence]:
    lexicon = around.lexicon
    by_word = {word: found for found in triggers for word in (found.at,)}
    result = []
    shared = share(tree, triggers, _filled(tree, triggers))
    for found in triggers:
        about(_span(tree, found).start)
        roles, telling = shared[found.at], tell(tree, found, by_word, lexicon)
        if _counts(tree, found, roles) and not (found.entry.event_class == "OTHER" and telling.supposed):
            if found.entry.event_class == "STATEMENT" and (others := asked(tree, found, lexicon.words["demands"])):
                found, roles = changed(found, event_class="REQUEST"), changed(roles, target=others)
            found = turned(tree, found, roles, lexicon)
            if found.entry.pos == "verb" and found.event_class == "STATEMENT":
                roles = changed(roles, target=spoken_of(tree, found, roles.target))
            found = _pledged(found, telling)
            event = _event(tree, found, roles, telling, around)
            result.append(Occurrence(index, tree, found, event, telling.reported_by))
    return result


def _filled(tree: Tree, triggers: Sequence[Found]) -> dict[int, Roles]:
    """The roles of each trigger by its own frame."""
    roles = {}
    for found in triggers:
        about(_span(tree, found).start)
        note(found.entry.name, found.entry.event_class)
        roles[found.at] = fill(tree, found)
    return roles


def _pledged(found: Found, telling: Telling) -> Found:
    """What somebody says he will do for others is a promise, what he will not do a refusal."""
    event_class = found.event_class or found.entry.event_class
    if telling.negated and telling.status is Status.PLANNED and event_class in WILLING:
        note("class.refused", "what one says one will not do is a refusal")
        return changed(found, event_class="REJECT", mode="")
    if telling.negated and found.entry.pos == "verb" and event_class in GRANTED and telling.status is Status.HAPPENED:
        note("class.not-granted", "who does not grant what was asked refuses")
        return changed(found, event_class="REJECT", mode="")
    if telling.promised and found.entry.pos == "verb" and event_class in PROMISED:
        note("class.pledged", "what one says one will do for others is a promise")
        return changed(found, event_class="AGREE", mode=event_class.lower())
    return found


def _counts(tree: Tree, found: Found, roles: Roles) -> bool:
    """Whether a trigger makes an event: a known frame or a resolved actor, and no mere description."""
    someone = any(not is_nameless(mention) for mention in (*roles.source, *roles.target))
    entry = found.entry
    if tree.lower[found.at] in load_lexicon().words["prepositional"] and not tree.having(found.at, "aux", "nsubj"):
        return False
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
    return EventMention(
        trigger=Trigger(span.start, span.end, around.text[span.start : span.end], " ".join(entry.words)),
        event_class=found.event_class or entry.event_class,
        mode=found.mode if found.event_class else entry.mode,
        sentence=sentence_of(tree),
        source=roles.source,
        target=roles.target,
        status=telling.status,
        negated=telling.negated and found.event_class != "REJECT",
        attribution=telling.attribution,
        quantities=quantities(tree, found, around.lexicon.quantity, around.times),
    )
