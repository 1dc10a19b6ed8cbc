"""The values that flow through the program; frozen, comparable, ignorant of files, tables and rules.

Offsets count code points of `Article.text`, end exclusive.  Days are proleptic
Gregorian ordinals (1 is 0001-01-01, as `datetime.date.toordinal`), and go on
below 1 for years before the common era; `timeline.calendar` converts them.
"""

from dataclasses import dataclass, field

from timeline.terms import (
    ActorKind,
    AliasType,
    Anchor,
    DateReason,
    Grain,
    NameKind,
    PlaceBasis,
    PublishedSource,
    Status,
    Via,
)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of days, from day number `start` up to but not including `end`.

    >>> Interval(736074, 736075)  # 2016-04-20
    Interval(start=736074, end=736075)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"an interval lasts at least a day: {self.start}..{self.end}")

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share a day."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression as written, its TIMEX3 value and the interval it stands for.

    `interval` is None for durations, sets, vague references (value PAST_REF,
    PRESENT_REF, FUTURE_REF) and dates of which the year is unknown; `grain` goes
    with it.  `edtf` is "" where EDTF has no form.  `confidence` is 0 to 1.
    `anchor_text` is the phrase that names the event it counts from, where `anchor` is
    event; while that event is unknown there is no interval.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str = ""
    quant: str = ""
    freq: str = ""
    interval: Interval | None = None
    grain: Grain | None = None
    edtf: str = ""
    anchor: Anchor = Anchor.NONE
    rule: str = ""
    confidence: float = 1.0
    anchor_text: str = ""


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """One reading of when an article was published.

    `edtf` may be partial (`XXXX-04-20`); `evidence` quotes what was seen.
    """

    edtf: str
    source: PublishedSource
    confidence: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A document to read.

    `published` is the day number of the document creation time, None while it is
    unknown; `published_source` and `published_confidence` say how it is known, and
    `candidates` keeps every reading that was weighed.  `text` never changes after
    reading: all offsets count in it.  `id` is the caller's own name for the article.
    `language` is an ISO 639-1 code, "" until it is named or found out.  An `excerpt`, as
    feeds hold them, never takes the place of a longer text from the same address.
    """

    text: str
    title: str = ""
    published: int | None = None
    published_source: PublishedSource = PublishedSource.NONE
    published_confidence: float = 0.0
    publisher: str = ""
    url: str = ""
    language: str = ""
    id: str = ""
    candidates: tuple[DateCandidate, ...] = ()
    excerpt: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name the language pipeline found: words `first` up to but not including `last` of its sentence."""

    first: int
    last: int
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence analysed: parallel tuples, an entry a word (Universal Dependencies v2).

    `starts` and `ends` are offsets into `Article.text`.  `heads` holds the index of
    the governing word in this sentence, -1 for the root.  `tags` are Penn Treebank
    tags (they carry tense and number), `coarse` the universal ones.
    """

    start: int
    end: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    coarse: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A form under which an actor is mentioned.

    A form that `needs_context` names its actor only where the context speaks for it
    ("Georgia", "Jordan").  Validity is in day numbers, `valid_to` exclusive, None
    for open.
    """

    actor: str
    form: str
    type: AliasType = AliasType.NAME
    needs_context: bool = False
    valid_from: int | None = None
    valid_to: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party to events.

    `id` is ISO 3166 alpha-3 for countries, else a slug.  `country` is the alpha-3
    of the state it belongs to, "" for none; `sector` a PLOVER sector code, "" for a
    state itself; `parent` the id of the actor whose deeds include this one's.
    """

    id: str
    name: str
    kind: ActorKind
    country: str = ""
    parent: str = ""
    sector: str = ""
    valid_from: int | None = None
    valid_to: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office a person holds in an organisation (an actor id) from one day up to another; None is open."""

    person: str
    organisation: str
    title: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in one text where an actor stands.

    `role` is the title or office found beside the name ("Secretary-General").
    """

    start: int
    end: int
    text: str
    actor: str
    name: str
    kind: ActorKind
    country: str = ""
    sector: str = ""
    role: str = ""
    via: Via = Via.ALIAS
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a text; `country` is alpha-3, `latitude` and `longitude` are degrees, None where unknown."""

    start: int
    end: int
    text: str
    name: str
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    confidence: float = 1.0
    basis: PlaceBasis = PlaceBasis.CLAUSE


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word or words that show an event."""

    start: int
    end: int
    text: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says that the event happened, and the words that tell so.

    `mode` is reported, quoted or denied; `said_by` holds the speaker first and, where
    reports nest, the one who reports the speaker after.
    """

    start: int
    end: int
    text: str
    mode: str
    said_by: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count that belongs to an event: killed, injured, arrested, displaced, money, percent or other."""

    kind: str
    low: float
    high: float
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventMention:
    """Who did what to whom, when and where, as one sentence tells it.

    `event_class` is one of PLOVER's sixteen or of our own; `timex` the expression
    that gave the date, None where another event or the publication date did.
    `salience` and `confidence` are 0 to 1.  `headline` is one short readable line.
    """

    trigger: Trigger
    event_class: str
    sentence: Span
    mode: str = ""
    source: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    place: tuple[PlaceMention, ...] = ()
    interval: Interval | None = None
    grain: Grain | None = None
    edtf: str = ""
    date_reason: DateReason = DateReason.NONE
    timex: Timex | None = None
    status: Status = Status.HAPPENED
    negated: bool = False
    attribution: Attribution | None = None
    quantities: tuple[Quantity, ...] = ()
    salience: float = 0.0
    confidence: float = 1.0
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything read out of one article; `article` carries the publication date as it was settled."""

    article: Article
    sentences: tuple[Span, ...] = ()
    timexes: tuple[Timex, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[EventMention, ...] = ()
    parses: tuple[Parse, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """The article a report stands in, as far as a reader of an event needs it; `published` is a day number."""

    id: str
    title: str = ""
    published: int | None = None
    published_source: PublishedSource = PublishedSource.NONE
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One mention of an event together with its article and the words of its sentence.

    `key` names the mention for good: it stays the same through every rebuild.
    """

    key: str
    article: Citation
    sentence: str
    mention: EventMention


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the reports of an event differ on: `about` is date, place, status or the kind of a quantity."""

    about: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, merged from every mention of it.

    `id` is the key of its first mention.  `articles`, `publishers` and `independent`
    are counts, the last after near-duplicates are taken as one.  `corrected` lists
    the fields that a person has set.  `reports` is empty where they were not asked for.
    """

    id: str
    event_class: str
    headline: str
    mode: str = ""
    source: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    place: tuple[PlaceMention, ...] = ()
    interval: Interval | None = None
    grain: Grain | None = None
    edtf: str = ""
    date_reason: DateReason = DateReason.NONE
    status: Status = Status.HAPPENED
    negated: bool = False
    attribution: Attribution | None = None
    quantities: tuple[Quantity, ...] = ()
    salience: float = 0.0
    confidence: float = 1.0
    articles: int = 1
    publishers: int = 0
    independent: int = 1
    first_reported: int | None = None
    last_reported: int | None = None
    disagreements: tuple[Disagreement, ...] = ()
    corrected: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
