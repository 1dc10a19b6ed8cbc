"""Decide what an ambiguous form means in its text, and whether a capital acts or merely lies there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from timeline.actors.lexicon import Lexicon
from timeline.actors.offices import STATE_LIKE
from timeline.actors.registry import Option, Registry
from timeline.actors.scan import Hit, Scan
from timeline.terms import ActorKind, AliasType, NameKind

PLACE_WORDS = "belongs"
TOWN_WORDS = 5  # in the longest names that a noun follows: "Santa Cruz de la Sierra police"
ENOUGH = 1  # evidence a form that needs context must reach
LONG_AGO = 20 * 365  # days out of office after which a common surname means somebody else
YET = 730  # days before the first office in which news may know somebody by surname already


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who the unambiguous forms of a text speak of, which countries they belong to, and the day of the text."""

    actors: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    day: int | None = None


def gather(scan: Scan, registry: Registry, lexicon: Lexicon, day: int | None) -> Evidence:
    """The evidence of a text: forms that mean one actor and need no context; no states that only describe a thing."""
    evidence = Evidence(day=day)
    for hit in scan.hits.values():
        options = hit.options
        idle = options[0].type is AliasType.DEMONYM and hit.last not in scan.nouns and not hit.form.endswith("s")
        idle |= scan.near(hit.last) and scan.word(hit.last) in lexicon.words["blockers"]  # "US dollars"
        short = options[0].type is AliasType.SHORT and untimely(options[0], registry, Evidence(day=day))
        if len(options) == 1 and not options[0].needs_context and not idle and not short:
            note(evidence, registry, options[0].actor)
    return evidence


def note(evidence: Evidence, registry: Registry, actor: str) -> None:
    """Count a mention."""
    evidence.actors[actor] += 1
    known = registry.actor(actor)
    if known.country and known.kind is not ActorKind.MEDIA:  # who only reports of a land is not of it
        evidence.countries[known.country] += 1


def choose(scan: Scan, hit: Hit, registry: Registry, lexicon: Lexicon, evidence: Evidence) -> Option | None:
    """What the form means here; None where nobody of the registry is meant."""
    options = hit.options
    if another(scan, hit, registry) or _in_town(scan, hit, registry, lexicon) or _in_the_sea(scan, hit, lexicon):
        return None
    if scan.near(hit.last) and (_names_a_thing(scan, hit, lexicon) or _of_a_part(scan, hit, lexicon)):
        return None
    if land := _land_after(scan, hit, registry, lexicon):
        options = [option for option in options if registry.actor(option.actor).country == land]
        if not options:
            return None
    if any(untimely(option, registry, evidence) for option in options):
        options = [option for option in options if not untimely(option, registry, evidence)]
        if not options:
            return None
    if len(options) == 1 and not options[0].needs_context and not _doubtful(scan, hit, options[0], lexicon):
        return options[0]
    weighed = [(_weight(scan, hit, option, registry, lexicon, evidence), -at) for at, option in enumerate(options)]
    best, at = max(weighed)
    option = options[-at]
    needed = option.needs_context or _doubtful(scan, hit, option, lexicon)
    return None if needed and best < ENOUGH else option


def untimely(option: Option, registry: Registry, evidence: Evidence) -> bool:
    """Whether a surname would mean somebody not yet, or long no more in office, whom the text never names whole."""
    if option.type is not AliasType.SHORT or evidence.day is None or evidence.actors[option.actor]:
        return False
    terms = registry.offices(option.actor)
    if option.needs_context and terms and all(term.end and term.end < evidence.day - LONG_AGO for term in terms):
        return True
    return bool(terms) and all(term.start is not None and term.start > evidence.day + YET for term in terms)


def _names_a_thing(scan: Scan, hit: Hit, lexicon: Lexicon) -> bool:
    """Whether the form begins the name of a thing: "Amazon rainforest", "Iraq War"."""
    after = scan.word(hit.last)
    if after in lexicon.words["after_names"]:
        return True
    plain_name = hit.options[0].type is not AliasType.DEMONYM and scan.plain[hit.end] == " "
    return (
        plain_name and scan.capital(hit.last) and hit.last not in scan.hits and after in lexicon.words["after_states"]
    )


def _of_a_part(scan: Scan, hit: Hit, lexicon: Lexicon) -> bool:
    """Whether a body that many lands have is that of a part of the state: "the Senate of the state"."""
    after = hit.last + 1 + (scan.word(hit.last + 1) in lexicon.words["articles"])
    part = scan.word(hit.last) == "of" and scan.word(after) in lexicon.words["parts"]
    return part and all(option.needs_context for option in hit.options)


def _land_after(scan: Scan, hit: Hit, registry: Registry, lexicon: Lexicon) -> str:
    """The land told after a body that many lands have: "the Supreme Court of Puerto Rico"."""
    after = hit.last + 1 + (scan.word(hit.last + 1) in lexicon.words["articles"])
    if scan.word(hit.last) != "of" or after not in scan.hits or not all(option.needs_context for option in hit.options):
        return ""
    land = registry.actor(scan.hits[after].options[0].actor)
    own = {registry.actor(option.actor).country for option in hit.options}
    return land.id if land.kind is ActorKind.COUNTRY and own - {land.id} - {""} else ""


def _in_the_sea(scan: Scan, hit: Hit, lexicon: Lexicon) -> bool:
    """Whether a state only gives a water its name, or a continent its half: "Gulf of Mexico", "South America"."""
    before = hit.first - 1
    if scan.word(before) == "of" and scan.near(hit.first):
        return scan.capital(before - 1) and scan.word(before - 1) in lexicon.words["waters"]
    part = scan.near(hit.first) and scan.capital(before) and scan.word(before) in lexicon.words["halves"]
    return part and hit.form in lexicon.words["continents"]


def another(scan: Scan, hit: Hit, registry: Registry) -> bool:
    """Whether a surname stands after the given name of somebody else: "Cyrus R. Vance"."""
    option = hit.options[0]
    if hit.last - hit.first > 1:
        return _goes_on(scan, hit.last) and registry.actor(option.actor).kind is ActorKind.PERSON
    if option.type is not AliasType.SHORT:
        return False
    actor = registry.actor(option.actor)
    if actor.kind is ActorKind.PERSON and scan.gap(hit.last) == " " and _goes_on(scan, hit.last):
        return scan.words[hit.last] not in actor.name
    return (
        scan.inside_name(hit.first)
        and actor.kind is ActorKind.PERSON
        and scan.words[hit.first - 1] not in actor.name.split()
    )


def town_at(scan: Scan, lexicon: Lexicon, at: int, spoken: Mapping[str, int]) -> tuple[str, int] | None:
    """The country of the town or region named from word `at` on, and where its name ends."""
    longest = lexicon.towns.longest(scan.words[at]) if at < len(scan.words) else 0
    for last in range(min(at + longest, len(scan.words)), at, -1) if longest else ():
        country = lexicon.towns.country(scan.plain[scan.starts[at] : scan.ends[last - 1]], spoken)
        if country:
            return country, last
    return None


def _in_town(scan: Scan, hit: Hit, registry: Registry, lexicon: Lexicon) -> bool:
    """Whether the form is a part of the name of a town or region: "New Mexico", "Santiago de Cuba"."""
    before = hit.first - 1
    beside = scan.near(hit.first) and scan.capital(before) and before not in scan.hits
    if beside and scan.plain[scan.starts[before] : hit.end] in lexicon.towns:
        return True
    if lexicon.towns.longest(scan.words[hit.first]) <= hit.last - hit.first:
        return False
    longer = town_at(scan, lexicon, hit.first, {})
    return longer is not None and longer[1] > hit.last and longer[0] != registry.actor(hit.options[0].actor).country


def _goes_on(scan: Scan, after: int) -> bool:
    """Whether a name goes on with a word nothing is known of: "Juan Carlos Varela"."""
    if not (scan.near(after) and scan.capital(after)) or after in scan.nouns or after in scan.hits:
        return False
    return scan.words[after].lower() not in scan.common and scan.tags.get(after, "NNP").startswith("NNP")


def acts(scan: Scan, hit: Hit, lexicon: Lexicon) -> bool:
    """Whether a capital stands for its government here, not for the town."""
    words, before = lexicon.words, scan.word(hit.first - 1)
    if not scan.near(hit.first) and hit.first:
        before = ""
    if before in words["acting_partners"]:
        near = range(max(0, hit.first - 8), hit.last + 4)
        if before != "and" or any(scan.word(at) in words["acting_nouns"] for at in near):
            return any(scan.word(at) in words["acting_nouns"] for at in near)
    if before in words[PLACE_WORDS] or before in ("near", "to", "around", "outside", "via", "through", "the"):
        return False
    label = scan.labels.get(hit.last - 1, "")
    if label:
        verb = not label.startswith(("nmod", "obl")) and scan.near(hit.last)
        verb = verb and scan.tags.get(hit.last, "") in ("VBD", "VBZ")
        return label.startswith("nsubj") or (label == "conj" and _subject_before(scan, hit)) or verb
    after = hit.last
    if scan.word(after) == "and" and scan.capital(after + 1):
        after += 2
    return scan.word(after) in words["acting_verbs"] and scan.gap(after) == " "


def _subject_before(scan: Scan, hit: Hit) -> bool:
    return any(scan.labels.get(at, "").startswith("nsubj") for at in range(max(0, hit.first - 5), hit.first))


def _doubtful(scan: Scan, hit: Hit, option: Option, lexicon: Lexicon) -> bool:
    """Whether the form could be an ordinary word, or a part of somebody's name."""
    if hit.last - hit.first > 1:
        return False
    if hit.form in lexicon.words["guarded"] and scan.opens_sentence(hit.first):
        return True
    name = scan.names.get(hit.first)
    return bool(name and name[1] is NameKind.PERSON and option.type is not AliasType.SHORT and name[0] > hit.last)


def _weight(scan: Scan, hit: Hit, option: Option, registry: Registry, lexicon: Lexicon, evidence: Evidence) -> float:
    """How much speaks for this reading of a form."""
    actor = registry.actor(option.actor)
    weight = -0.5 * (option.needs_context and hit.last - hit.first == 1)
    if evidence.actors[option.actor]:
        weight += 3
    elif _town_spoken_of(hit, option, registry, lexicon, evidence):
        weight -= 2
    if actor.country and evidence.countries[actor.country]:
        count = evidence.countries[actor.country]
        weight += 1 + min(count, 9) / 10 + min(count, 99) / 1000
    elif any(evidence.actors[above] for above in registry.ancestors(option.actor)):
        weight += 1
    elif option.needs_context and actor.country and hit.last - hit.first > 1 < len(hit.options):
        weight -= 1  # many lands have a "Legislative Assembly"
    if option.type is AliasType.DEMONYM and hit.last in scan.nouns and scan.near(hit.last):
        weight += 1.5
    kind = actor.kind.value
    said = scan.nouns.get(hit.first - 1)
    if said and said.last == hit.first and said.noun.group == "body" and scan.near(hit.first):
        weight += 1.5 * (said.noun.sector == actor.sector)
    name = scan.names.get(hit.first)
    if name:
        fits = (name[1] is NameKind.PERSON) == (kind == "person")
        bare = option.type is AliasType.ABBREVIATION and option.needs_context and weight <= 0
        weight += (0.5 if fits and bare else 1.5 if fits else -2) if name[0] == hit.last else -3
    if kind in ("country", "place"):
        weight += 1.5 if scan.word(hit.first - 1) in lexicon.words[PLACE_WORDS] and scan.near(hit.first) else 0
        weight += 1.6 if _beside_country(scan, hit, registry) else 0
    if _inside_name(scan, hit, lexicon) and hit.last - hit.first == 1:
        weight -= 3 if kind != "person" else 1
    return weight


def _town_spoken_of(hit: Hit, option: Option, registry: Registry, lexicon: Lexicon, evidence: Evidence) -> bool:
    """Whether the text rather speaks of a town or region of this name: of Georgia beside Florida, of Strasbourg."""
    lands = lexicon.towns.countries(hit.form)
    if not lands:
        return False
    actor, spoken = registry.actor(option.actor), evidence.countries
    itself = actor.kind in STATE_LIKE and option.type in (AliasType.NAME, AliasType.SHORT)
    if actor.country in lands and not itself and spoken[actor.country]:
        return True
    return any(spoken[land] > spoken[actor.country] for land in lands)


def _beside_country(scan: Scan, hit: Hit, registry: Registry) -> bool:
    """Whether a country stands beside the form in a list: "Syria and Jordan"."""
    for at in (hit.first - 2, hit.first - 1, hit.last, hit.last + 1):
        other = scan.hits.get(at)
        if other and other is not hit and registry.actor(other.options[0].actor).kind.value == "country":
            between = scan.plain[min(hit.end, other.end) : max(hit.start, other.start)].strip()
            if between in (",", "and", "or", ", and"):
                return True
    return False


def _inside_name(scan: Scan, hit: Hit, lexicon: Lexicon) -> bool:
    """Whether a word with a capital that the registry does not know stands next to the form: "Michael Jordan"."""
    before, after = hit.first - 1, hit.last
    unknown_before = (
        scan.near(hit.first)
        and scan.capital(before)
        and not scan.opens_sentence(before)
        and before not in scan.nouns
        and before not in scan.hits
        and scan.words[before] not in lexicon.short_titles
    )
    unknown_after = (
        after < len(scan.words)
        and scan.gap(after) == " "
        and scan.capital(after)
        and after not in scan.nouns
        and after not in scan.hits
    )
    return unknown_before or unknown_after
