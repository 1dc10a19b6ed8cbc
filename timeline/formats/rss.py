"""RSS 2.0: an item an event, so that a saved question can be read in any feed reader."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import escape as xml

from timeline.formats.common import FIRST_DAY, LAST_DAY, About, address, clean, headline, when
from timeline.formats.timelinejs import told
from timeline.model import Event

HOME = "urn:timeline:query"  # a channel needs an address, and a question to a local database has none


def lines(events: Sequence[Event], about: About) -> Iterator[str]:
    """The feed; an item is dated by its first report, which is when it became news."""
    title = xml(clean(about.title))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<rss version="2.0"><channel>'
    yield f"<title>{title}</title><link>{HOME}</link><description>{title}</description>"
    yield f"<lastBuildDate>{format_datetime(about.made_at)}</lastBuildDate>"
    for event in events:
        yield from _item(event)
    yield "</channel></rss>"


def _item(event: Event) -> Iterator[str]:
    yield "<item>"
    yield f"<title>{xml(f'{when(event)}: {headline(event)}')}</title>"
    yield f"<description>{xml(f'<p>{escape(when(event))}</p>{told(event)}')}</description>"
    yield f"<category>{xml(event.event_class)}</category>"
    yield f'<guid isPermaLink="false">urn:timeline:event:{event.id}</guid>'
    if address(event):
        yield f"<link>{xml(address(event))}</link>"
    if event.first_reported is not None and FIRST_DAY <= event.first_reported <= LAST_DAY:
        day = datetime.combine(date.fromordinal(event.first_reported), datetime.min.time(), UTC)
        yield f"<pubDate>{format_datetime(day)}</pubDate>"
    yield "</item>"
