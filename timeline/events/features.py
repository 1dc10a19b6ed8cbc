"""What is known of an event beside its content: where it stands, how it is told, who is in it, how it is dated.

Learnt decisions (what is shown, how sure an event is) weigh these.  Each is 0 to 1 or small; a name with "=" is one of
several that exclude each other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from timeline.events.clauses import is_passive, subjects
from timeline.events.genre import Genre, load_genre_words
from timeline.events.lexicon import load_lexicon
from timeline.events.roles import Slots
from timeline.events.standing import Occurrence, perfect, pluperfect
from timeline.events.telling import is_aside, is_habit
from timeline.events.tree import CLAUSES, Tree
from timeline.events.triggers import Found
from timeline.model import Article, EventMention, Mention
from timeline.terms import TOLD_PLACES, ActorKind, Grain, Status, Via

Features = Mapping[str, float]
LEAD = 400  # characters of the text that count as its lead
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
FREQUENT = 12  # lemmas that tell what an article is about
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DAYS = ((1, "day"), (8, "week"), (32, "month"), (370, "year"))
NAMED_KINDS = {
    ActorKind.PERSON: "person",
    ActorKind.COUNTRY: "country",
    ActorKind.PEOPLE: "nameless",
    ActorKind.THING: "thing",
    ActorKind.PLACE: "place",
}


@dataclass(frozen=True, slots=True)
class Whole:
    """What the events of an article share: its title's words, what it is about, how often each deed and actor is told.

    `first` is the index of the first sentence that tells an event by its main verb.
    """

    title: frozenset[str]
    lead: frozenset[str]
    about: Mapping[str, float]
    deeds: Mapping[tuple[str, str], int]
    lemmas: Mapping[str, int]
    actors: Mapping[str, int]
    sentences: int
    first: int
    length: int
    published: int | None
    asks: float


def features(
    article: Article, occurrences: Sequence[Occurrence], events: Sequence[EventMention], genre: Genre = Genre.NEWS
) -> list[Features]:
    """The features of each event, in order; `events` are the occurrences' with their dates."""
    whole = _whole(article, occurrences, events)
    told: Counter[tuple[str, str]] = Counter()
    found: list[Features] = []
    for each, event in zip(occurrences, events, strict=True):
        made: dict[str, float] = {"bias": 1.0, f"text={genre}": 1.0}
        for part in (_position, _words, _clause, _telling, _parties, _date):
            made.update(part(each, event, whole))
        deed = _deed(event)
        made["told before"] = float(told[deed] > 0)
        told[deed] += 1
        found.append({name: value for name, value in made.items() if value})
    return found


def _deed(event: EventMention) -> tuple[str, str]:
    """What the event is counted as within an article: its lemma, and the first of its parties."""
    parties = (*event.source, *event.target)
    return event.trigger.lemma, parties[0].actor if parties else ""


def _whole(article: Article, occurrences: Sequence[Occurrence], events: Sequence[EventMention]) -> Whole:
    trees = {each.index: each.tree for each in occurrences}
    lemmas = Counter(
        tree.lemmas[at] for tree in trees.values() for at in range(tree.size) if tree.parse.coarse[at] in CONTENT
    )
    mains = [each.index for each in occurrences if each.tree.parse.labels[each.verb] == "root"]
    first = min(mains, default=0)
    lead = trees.get(first)
    frequent = lemmas.most_common(FREQUENT)
    most = frequent[0][1] if frequent else 1
    return Whole(
        title=frozenset(article.title.lower().split()),
        lead=frozenset(lead.lemmas) if lead else frozenset(),
        about={lemma: count / most for lemma, count in frequent if count > 1},
        deeds=Counter(map(_deed, events)),
        lemmas=Counter(event.trigger.lemma for event in events),
        actors=Counter(m.actor for event in events for m in (*event.source, *event.target)),
        sentences=max(trees, default=0) + 1,
        first=first,
        length=len(article.text),
        published=article.published,
        asks=min(1.0, article.text.count("?") / max(1, len(trees)) * 4),
    )


def _position(each: Occurrence, event: EventMention, whole: Whole) -> dict[str, float]:
    past = each.index - whole.first
    return {
        "in first sentence": float(past == 0),
        "in second sentence": float(past == 1),
        "in lead": float(event.trigger.start < LEAD),
        "before the first sentence": float(past < 0),
        "depth in article": event.trigger.start / max(1, whole.length),
        "late": log(1 + max(0, past)) / 4,
        "long article": min(1.0, whole.sentences / 40),
        "article asks": whole.asks,
    }


def _words(each: Occurrence, event: EventMention, whole: Whole) -> dict[str, float]:
    """The trigger and what stands around it against the title, the lead and what the article is about."""
    tree, at = each.tree, each.trigger.at
    near = {tree.lemmas[word] for word in tree.down(each.verb) if tree.parse.coarse[word] in CONTENT}
    surface = {tree.lower[word] for word in tree.down(each.verb)}
    titled = len(whole.title & (surface | near))
    return {
        "trigger in title": float(bool(whole.title & {tree.lower[at], tree.lemmas[at]})),
        "words in title": min(1.0, titled / 4) if whole.title else 0.0,
        "trigger in lead": float(tree.lemmas[at] in whole.lead and each.index != whole.first),
        "words in lead": len(near & whole.lead) / max(1, len(near)) if each.index != whole.first else 0.0,
        "about": min(1.5, sum(whole.about.get(lemma, 0.0) for lemma in near) / 2),
        "trigger is what it is about": whole.about.get(tree.lemmas[at], 0.0),
        "trigger repeated": min(1.0, (whole.lemmas[event.trigger.lemma] - 1) / 3),
        "deed repeated": min(1.0, (whole.deeds[_deed(event)] - 1) / 2),
        f"class={event.event_class}": 1.0,
        "trigger weight": each.trigger.weight,
        "listed": float(each.trigger.entry.listed),
        "line length": min(1.0, len(event.headline.split()) / 15),
        "short line": float(len(event.headline.split()) < 4),
        "numbers": float(bool(event.quantities)),
        "somewhere": float(any(place.basis in TOLD_PLACES for place in event.place)),
    }


def _clause(each: Occurrence, event: EventMention, whole: Whole) -> dict[str, float]:
    """How the trigger stands in the tree of its sentence."""
    tree, verb = each.tree, each.verb
    clause = tree.clause(verb)
    labels = tree.parse.labels
    depth = sum(labels[up] in CLAUSES for up in tree.up(verb))
    noun = each.trigger.entry.pos == "noun"
    return {
        f"clause={labels[clause].partition(':')[0]}": 1.0,
        "relative clause": float(labels[clause] == "acl:relcl"),
        "main verb": float(labels[verb] == "root"),
        "joined to the main verb": float(labels[verb] == "conj" and labels[tree.parse.heads[verb]] == "root"),
        "clause depth": min(1.0, depth / 4),
        "bare noun": float(each.bare_noun),
        "noun with verb": float(noun and each.trigger.carrier >= 0),
        "adjective": float(each.trigger.entry.pos == "adjective"),
        "compound noun": float(noun and labels[each.trigger.at] == "compound"),
        "noun of subject": float(each.bare_noun and labels[each.trigger.at].startswith("nsubj")),
        "passive": float(tree.parse.coarse[verb] == "VERB" and is_passive(tree, verb)),
        "object": float(bool(tree.having(verb, "obj", "ccomp", "xcomp", "nsubj:pass"))),
        "no subject": float(tree.parse.coarse[verb] in ("VERB", "AUX") and not subjects(tree, verb)),
        "infinitive": float(tree.parse.tags[verb] == "VB"),
        "participle": float(tree.parse.tags[verb] == "VBG"),
        "long sentence": min(1.0, tree.size / 50),
        "question": float(tree.parse.words[-1] == "?"),
        "only counted": float(_is_rate(tree, each.trigger.at)),
        "gerund": float(_is_gerund(tree, each.trigger.at)),
        "lacks an argument": float(each.trigger.entry.pos == "verb" and _lacks(tree, each.trigger)),
        "no full stop": float(tree.parse.words[-1] not in ".!?”\"')"),
    }


def _is_rate(tree: Tree, at: int) -> bool:
    """Whether a noun is only counted: "four deaths per 100,000 people"."""
    return any(tree.preposition(kid) in load_lexicon().quantity["rates"] for kid in tree.having(at, "nmod", "obl"))


def _is_gerund(tree: Tree, at: int) -> bool:
    """Whether a verb stands for a noun: "running for office is dear", "kept from leaving"."""
    tied = tree.parse.labels[at] == "csubj" or bool(tree.having(at, "mark", "case"))
    return tree.parse.tags[at] == "VBG" and tied and not tree.having(at, "aux")


def _lacks(tree: Tree, found: Found) -> bool:
    """Whether a verb has no subject though it is finite, or no object though it calls for one."""
    finite = tree.parse.tags[found.at] in ("VBD", "VBZ", "VBP") or bool(tree.having(found.at, "aux", "aux:pass"))
    if finite and not subjects(tree, found.at):
        return True
    calls_for_one = found.entry.frame.transitive or found.entry.event_class == "STATEMENT"
    return calls_for_one and not Slots(tree, found).has_object()


def _telling(each: Occurrence, event: EventMention, whole: Whole) -> dict[str, float]:
    tree, verb = each.tree, each.verb
    words = {tree.lower[word] for word in tree.down(tree.clause(verb))}
    said = event.attribution
    finite = [tree.parse.tags[word] for word in (verb, *tree.having(verb, "aux", "aux:pass", "cop"))]
    return {
        f"status={event.status}": 1.0,
        "negated": float(event.negated),
        "reported": float(said is not None and said.mode == "reported"),
        "quoted": float(said is not None and said.mode == "quoted"),
        "reports a clause": float(event.event_class == "STATEMENT" and bool(tree.having(verb, "ccomp", "parataxis"))),
        "first person": float(bool(words & load_genre_words().first)),
        "second person": float(bool(words & load_genre_words().second)),
        "habit": float(is_habit(tree, verb)),
        "aside": float(is_aside(tree, each.trigger.at, load_lexicon())),
        "perfect": float(perfect(each)),
        "pluperfect": float(pluperfect(each)),
        "simple past": float("VBD" in finite),
        "finite": float(any(tag in FINITE for tag in finite)),
        "modal": float("MD" in finite),
    }


def _parties(each: Occurrence, event: EventMention, whole: Whole) -> dict[str, float]:
    made: dict[str, float] = {}
    for side, mentions in (("source", event.source), ("target", event.target)):
        made[f"no {side}"] = float(not mentions)
        for kind in {NAMED_KINDS.get(mention.kind, "body") for mention in mentions}:
            made[f"{side} {kind}"] = 1.0
    parties = (*event.source, *event.target)
    most = max(whole.actors.values(), default=1)
    made["main actor"] = max((whole.actors[m.actor] / most for m in parties), default=0.0)
    made["both sides"] = float(bool(event.source and event.target))
    made["by pronoun"] = float(any(m.via is Via.COREF for m in parties))
    made["in title"] = float(any(_in_title(mention, whole.title) for mention in parties))
    return made


def _in_title(mention: Mention, title: frozenset[str]) -> bool:
    return not title.isdisjoint(mention.text.lower().split()) or not title.isdisjoint(mention.name.lower().split())


def _date(each: Occurrence, event: EventMention, whole: Whole) -> dict[str, float]:
    made = {
        f"dated by {event.date_reason}": 1.0,
        "own timex": float(event.timex is not None),
        "fine date": float(event.grain in (Grain.DAY, Grain.TIME)),
    }
    if event.interval is None or whole.published is None:
        return made
    past = whole.published - event.interval.start
    if event.interval.start > whole.published:
        made["when=ahead"] = 1.0
    else:
        made[f"when={next((name for days, name in DAYS if past < days), 'older')}"] = 1.0
    made["ahead as a plan"] = float(event.status is Status.PLANNED and event.interval.end > whole.published + 1)
    return made
