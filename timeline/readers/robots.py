"""What a site asks of programs (RFC 9309), and how long it wants to be left alone between two questions."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

AGENT = "timeline"  # the name by which a site's rules may speak of this program
MAX_RULES_BYTES = 500 << 10  # RFC 9309 §2.5
LONGEST_DELAY = 60  # seconds; who asks for more is asked once a minute


def rules_of(data: bytes) -> "Protego":
    """The rules in a robots.txt; what is no rule is passed over.

    Beyond the limit of size nothing is read, nor the line that the limit cuts: `/` in
    place of `/drafts/` would close the whole site.
    """
    from protego import Protego

    lines = data[:MAX_RULES_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
    return Protego.parse("\n".join(lines[:-1] if len(data) > MAX_RULES_BYTES else lines))


def no_rules() -> "Protego":
    """The rules of a site that has none: all is allowed."""
    return rules_of(b"")


def allows(rules: "Protego", url: str) -> bool:
    """Whether this program may read `url`: the longest rule that matches decides, and an Allow wins a tie (§2.2.2)."""
    readable = url.encode("utf-8", "replace").decode()  # a lone surrogate has no octets to compare
    return rules.can_fetch(readable, AGENT)


def delay_of(rules: "Protego", least: float) -> float:
    """Seconds between two questions: what the site asks for, and no less than `least`."""
    asked, rate = rules.crawl_delay(AGENT) or 0.0, rules.request_rate(AGENT)
    # in whole numbers until it is small: a site may write more digits than a float holds
    spread = min(rate.seconds, LONGEST_DELAY * rate.requests) / rate.requests if rate else 0.0
    return max(least, min(max(asked, spread), LONGEST_DELAY))
