"""`timeline show`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import asking, render
from timeline.cli.explaining import explained
from timeline.cli.query import what
from timeline.cli.settings import Database
from timeline.errors import NotFoundError, QueryError

if TYPE_CHECKING:
    from timeline.model import Article, Event, EventMention

REASONS = {
    "clause": "said in the clause",
    "sentence": "said in the sentence",
    "named": "the date of the event it names",
    "heading": "the date its line or heading begins with",
    "carried": "carried over from the sentences before",
    "focus": "the day of the article's main event",
    "governed": "the date of the verb it depends on",
    "elsewhere": "told of the same event elsewhere in the article",
    "publication": "only the report is dated",
    "person": "set by a person",
    "none": "no date",
}
LEFT = 12  # columns of the labels


def show(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="An event's id or its beginning; or an article's id, number or address.")
    ],
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    explain: Annotated[
        bool, typer.Option("--explain", help="Read its articles again and print the rules behind every decision.")
    ] = False,
    db: Database = "",
) -> None:
    """Show an event and its evidence, or an article.

    An event comes with every sentence that tells of it, an article with its text and
    with what its publication date was taken from.

    Examples:

    \b
        timeline show 3f2a91c0
        timeline show 3f2a91c0 --explain
        timeline show articles/story.txt
    """
    from timeline.query import event_record, get, get_article

    if format_ not in ("text", "json"):
        raise QueryError(f'no format named "{format_}"; there are text, json')
    with asking.reading(db) as connection:
        try:
            event = get(connection, name)
            record = event_record(event)
            lines = list(_event(record, event))
            if explain:
                lines += explained(connection, event)
        except NotFoundError:
            try:
                article = get_article(connection, name)
            except NotFoundError:
                raise NotFoundError("event or article", name) from None
            record, lines = _article_record(article), list(_article(article))
    if format_ == "json":
        render.emit([render.as_json(record, indent=2)])
    else:
        render.emit(map(render.safe, lines))


def _event(record: dict[str, Any], event: "Event") -> Iterator[str]:
    yield what(record)
    yield ""
    yield _line("when", f"{record['edtf'] or 'unknown'}  ({REASONS[record['date_reason']]})")
    yield _line("type", record["class"] + (f", {record['mode']}" if record["mode"] else ""))
    for role in ("source", "target", "place"):
        if record[role]:
            yield _line(role, ", ".join(dict.fromkeys(_party(entry) for entry in record[role])))
    yield _line("status", record["status"] + (", negated" if record["negated"] else ""))
    for quantity in record["quantities"]:
        yield _line("number", _quantity(quantity))
    yield _line("sure", f"{record['confidence']:.2f}; salience {record['salience']:.2f}")
    yield _line("reported", _reported(record))
    for about, values in record["disagreements"].items():
        yield _line("disputed", f"{about}: {' / '.join(map(str, values))}")
        yield from _side_by_side(about, event)
    if record["corrected"]:
        yield _line("corrected", ", ".join(record["corrected"]))
    yield _line("id", record["id"])
    for mention, report in zip(record["mentions"], event.reports, strict=True):
        yield ""
        yield from _mention(mention)
        yield f"    date: {report.mention.edtf or 'none'} ({REASONS[report.mention.date_reason]})"


def _side_by_side(about: str, event: "Event") -> Iterator[str]:
    """What each report says of a thing they differ on, those that agree on one line."""
    told: dict[str, list[str]] = {}
    for report in event.reports:
        article = report.article
        name = article.publisher or article.title or article.url or article.id
        for value in _values(about, report.mention):
            told.setdefault(value, []).append(name)
    width = max(map(len, told), default=0)
    for value, names in told.items():
        yield _line("", f"  {value:{width}}  {', '.join(dict.fromkeys(names))}")


def _values(about: str, mention: "EventMention") -> list[str]:
    if about == "date":
        return [mention.edtf] if mention.edtf else []
    if about == "place":
        return [mention.place[0].name] if mention.place else []
    if about == "status":
        return [str(mention.status)]
    counts = [q for q in mention.quantities if q.kind == about]
    return [f"{q.low:g} {q.unit}" if q.low == q.high else f"{q.low:g}-{q.high:g} {q.unit}" for q in counts]


def _mention(mention: dict[str, Any]) -> Iterator[str]:
    article, timex = mention["article"], mention["timex"]
    inferred = " (inferred)" if article["published_source"] == "inferred" else ""
    published = (
        f", published {article['published']}{inferred}" if article["published"] else ", publication date unknown"
    )
    title = article["title"] or article["url"] or article["id"]
    publisher = f" ({article['publisher']})" if article["publisher"] else ""
    yield f"{title}{publisher}{published}"
    yield f"    {mention['sentence']}"
    shown = f"    trigger: {mention['trigger']['text']}"
    if timex:
        shown += f"; time: {timex['text']} = {timex['value']} (rule {timex['rule']}, from {timex['anchor']})"
    yield shown
    if article["url"]:
        yield f"    {article['url']}"


def _article(article: "Article") -> Iterator[str]:
    from timeline.calendar import iso

    yield article.title or article.id
    yield ""
    day = iso(article.published) if article.published is not None else "unknown"
    sure = f" ({article.published_source}, confidence {article.published_confidence:.2f})" if article.published else ""
    yield _line("published", f"{day}{sure}")
    for candidate in article.candidates:
        yield _line("", f"{candidate.edtf:12} {candidate.source:12} {candidate.confidence:.2f}  {candidate.evidence}")
    yield _line("publisher", article.publisher or "unknown")
    yield _line("url", article.url or "none")
    yield ""
    yield from article.text.split("\n")


def _article_record(article: "Article") -> dict[str, Any]:
    from dataclasses import asdict

    from timeline.calendar import iso

    return asdict(article) | {"published": None if article.published is None else iso(article.published)}


def _line(label: str, value: str) -> str:
    return f"{label:{LEFT}}{value}"


def _party(entry: dict[str, Any]) -> str:
    inside = ", ".join(part for part in (entry.get("country") or "", entry.get("sector") or "") if part)
    return f"{entry['name']} ({inside})" if inside else str(entry["name"])


def _reported(record: dict[str, Any]) -> str:
    articles = record["articles"]
    count = _counted(articles, "article")
    if articles > 1:
        publishers, independent = record["publishers"], record["independent"]
        count += f", {_counted(publishers, 'publisher')}" if publishers else ""
        count += f", {independent} independent" if independent != publishers else ""
    first, last = (record[key] or "?" for key in ("first_reported", "last_reported"))
    return f"{count}; {first}" + (f" to {last}" if last != first else "")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + "s" * (number != 1)


def _quantity(quantity: dict[str, Any]) -> str:
    low, high = quantity["low"], quantity["high"]
    number = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{number} {quantity['unit']} ({quantity['kind']})"
