"""The closed lists of values: each term that a field of the model may hold, with its written form."""

from enum import StrEnum


class Grain(StrEnum):
    """How finely a time is known; in order from fine to coarse."""

    TIME = "time"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"


class Anchor(StrEnum):
    """What a timex counts from."""

    DCT = "dct"
    TIMEX = "timex"
    EVENT = "event"
    NONE = "none"


class DateReason(StrEnum):
    """Why an event was given its date: where the date stands, or from what it follows."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    NAMED = "named"
    HEADING = "heading"
    CARRIED = "carried"
    FOCUS = "focus"
    GOVERNED = "governed"
    ELSEWHERE = "elsewhere"
    PUBLICATION = "publication"
    PERSON = "person"
    NONE = "none"


class PublishedSource(StrEnum):
    """What a publication date was taken from."""

    GIVEN = "given"
    JSON_LD = "json-ld"
    META = "meta"
    URL = "url"
    TIME_ELEMENT = "time-element"
    HTMLDATE = "htmldate"
    FEED = "feed"
    MAIL = "mail"
    PDF = "pdf"
    DATELINE = "dateline"
    INFERRED = "inferred"
    NONE = "none"


# Publication dates that extraction finds in the text itself, not a reader beside it.
IN_TEXT = frozenset({PublishedSource.DATELINE, PublishedSource.INFERRED})
# Publication dates that are no more than a guess, so that dates counted from them do not keep reports apart.
GUESSES = frozenset({PublishedSource.INFERRED, PublishedSource.NONE})


class Via(StrEnum):
    """How a mention was resolved to its actor."""

    ALIAS = "alias"
    NAME = "name"
    TITLE = "title"
    COREF = "coref"
    PERSON = "person"


# Ways by which a mention names its actor itself; a title may stand for anybody who holds it.
BY_NAME = frozenset({Via.ALIAS, Via.NAME})


class PlaceBasis(StrEnum):
    """What puts an event in a place.

    Its own clause, its sentence, who takes part in it, the place spoken of before, what the article is about, the
    dateline, a person; `WIDER` is the region or country around the place before it.
    """

    CLAUSE = "clause"
    SENTENCE = "sentence"
    ACTOR = "actor"
    SETTING = "setting"
    ARTICLE = "article"
    WIDER = "wider"
    DATELINE = "dateline"
    PERSON = "person"


# Bases on which the text itself says where it happened; all others are inferred.
TOLD_PLACES = frozenset({PlaceBasis.CLAUSE, PlaceBasis.PERSON})


class Status(StrEnum):
    """Whether an event is told as a fact."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"


class ActorKind(StrEnum):
    """What sort of party an actor is; a thing is none, but may take part: a ship, a law, a product."""

    COUNTRY = "country"
    IGO = "igo"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    ARMED_FORCE = "armed_force"
    ARMED_GROUP = "armed_group"
    PARTY = "party"
    COMPANY = "company"
    PERSON = "person"
    PLACE = "place"
    PEOPLE = "people"
    MEDIA = "media"
    OTHER = "other"
    THING = "thing"


class AliasType(StrEnum):
    """What sort of name an alias is."""

    NAME = "name"
    SHORT = "short"
    ABBREVIATION = "abbreviation"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    METONYM = "metonym"
    TITLE = "title"


class NameKind(StrEnum):
    """What sort of name the language pipeline found."""

    PERSON = "PER"
    ORGANISATION = "ORG"
    LOCATION = "LOC"
