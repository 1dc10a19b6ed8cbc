"""Extraction that no single article can stop: limits of size and of time, and after a failure a try for each alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from tempfile import gettempdir
from typing import Any

from timeline import extract
from timeline.errors import TimelineError
from timeline.model import Analysis, Article
from timeline.readers.limits import TooSlowError, time_limit

LONGEST = 2_000_000  # characters; a thick novel has a million, the longest page of news a tenth of that
MOST_EVENTS = 10_000  # of one article, since each is compared with the others; a book of 400 pages tells of as many
REPEATED = 20  # times that one article may tell the same in the same words; more of them say nothing new
SECONDS = 20.0  # of processor time, for any article; one in a thousand of Wikinews 2019 takes longer than half a second
SECONDS_A_CHARACTER = 1e-4  # twice what is usual on a slow machine


@dataclass(frozen=True, slots=True)
class Refused:
    """An article that could not be analysed, and why; a value, since errors do not travel between processes."""

    name: str
    reason: str


def analysed(articles: Sequence[Article], tools: Mapping[str, Any], *, whole: bool = False) -> list[Analysis | Refused]:
    """Each article analysed, in order, or refused: it is or takes too long, or is more than the rules can bear.

    Only what is worth storing is kept, and all of it where `whole` asks for that.

    Raises:
        TimelineError: this machine lacks something that all of them need.
    """
    refused = [_too_long(article) for article in articles]
    fit = [article for article, reason in zip(articles, refused, strict=True) if reason is None]
    found = iter(_tried(fit, tools, whole))
    return [reason or next(found) for reason in refused]


def allowed_seconds(articles: Sequence[Article]) -> float:
    """How much processor time the analysis of these may take."""
    return SECONDS + SECONDS_A_CHARACTER * sum(len(article.text) for article in articles)


def name_of(article: Article) -> str:
    """What an article is called in a message."""
    return article.id or article.url or article.title or "an article without a name"


def _too_long(article: Article) -> Refused | None:
    if len(article.text) <= LONGEST:
        return None
    return Refused(name_of(article), f"has {len(article.text):,} characters, more than {LONGEST:,}; split it")


def _stored(analysis: Analysis) -> Analysis | Refused:
    """What is worth storing of an analysis; refused where merging its events would hold up everybody else's."""
    counts: Counter[tuple[object, ...]] = Counter()
    kept = []
    for event in analysis.events:
        told = event.headline, event.edtf, event.status, event.negated
        counts[told] += 1
        if counts[told] <= REPEATED:
            kept.append(event)
    if len(kept) > MOST_EVENTS:
        reason = f"tells of {len(kept):,} events, more than {MOST_EVENTS:,}; split it"
        return Refused(name_of(analysis.article), reason)
    # Syntax trees are not stored, and are most of what a worker would have to send.
    return replace(analysis, parses=(), events=tuple(kept))


def _tried(articles: Sequence[Article], tools: Mapping[str, Any], whole: bool) -> list[Analysis | Refused]:
    """All in one go; where that fails each by itself, so that the bad one shows."""
    if not articles:
        return []
    limit = allowed_seconds(articles)
    try:
        with time_limit(limit):
            found = extract.analyse(articles, **tools)
            return list(found) if whole else [_stored(analysis) for analysis in found]
    except TooSlowError:
        reason = f"was cut off after {limit:.0f} seconds of work"
    except OSError as error:  # of this machine, not of the articles: all that follow would fail too
        reason = f"a file that is needed to analyse articles cannot be read or written: {error.strerror or error}"
        remedy = f"see to it that {gettempdir()} has space, then run the same command again"
        raise TimelineError(f"{reason}; {remedy}") from error
    except Exception as error:  # noqa: BLE001 - whatever one text does to the rules, the others are read
        reason = " ".join(f"cannot be analysed: {type(error).__name__}: {error}".split())
    if len(articles) == 1:
        return [Refused(name_of(articles[0]), reason)]
    return [one for article in articles for one in _tried([article], tools, whole)]
