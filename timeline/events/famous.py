"""Events so well known that a noun that names one dates itself."""

from itertools import dropwhile

from timeline.calendar import day_of, iso
from timeline.events.standing import Occurrence
from timeline.events.times import Dated
from timeline.model import Interval
from timeline.temporal.named import name_words, resolve_named
from timeline.terms import DateReason, Grain
from timeline.tracing import rule

LENGTHS = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31, Grain.YEAR: 366, Grain.DECADE: 3660}
BEFORE_NAME = frozenset({"case", "cc", "mark", "punct"})
LONGEST_NAME = 9  # words
LAST_DAY = day_of(9999)


def may_be_famous(each: Occurrence) -> bool:
    """Whether the trigger is a noun that stands in the name of a well-known event."""
    return each.tree.parse.coarse[each.trigger.at] == "NOUN" and each.tree.lower[each.trigger.at] in name_words()


@rule("date.by-name")
def named_date(each: Occurrence, published: int | None) -> Dated | None:
    """The date of a well-known event that a noun names: "the annexation of Crimea"."""
    tree, at = each.tree, each.trigger.at
    inside = sorted(tree.down(at))
    first = next(n for n, word in enumerate(inside) if inside[-1] - word == len(inside) - 1 - n)
    phrase = list(dropwhile(lambda word: tree.parse.labels[word] in BEFORE_NAME, inside[first:]))
    after = [tree.parse.words[word] for word in phrase if word > at]
    for last in range(len(phrase), phrase.index(at) if at in phrase else len(phrase), -1):
        words = [tree.parse.words[word] for word in phrase[max(0, last - LONGEST_NAME) : last]]
        interval = resolve_named(" ".join(words))
        if (
            interval is not None
            and resolve_named(" ".join(after)) is None
            and (published is None or interval.start <= published)
        ):
            return Dated(interval, _grain(interval), _edtf(interval), DateReason.NAMED)
    return None


def _grain(interval: Interval) -> Grain:
    days = interval.end - interval.start
    return next((grain for grain, longest in LENGTHS.items() if days <= longest), Grain.CENTURY)


def _edtf(interval: Interval) -> str:
    """The days as EDTF writes them; what has not ended stays open.

    >>> _edtf(Interval(735310, 735311))
    '2014-03-18'
    """
    if interval.end - interval.start == 1:
        return iso(interval.start)
    return f"{iso(interval.start)}/{'..' if interval.end > LAST_DAY else iso(interval.end - 1)}"
