"""What a site asks of programs (RFC 9309), and how long it wants to be left alone between two questions."""

from urllib.robotparser import RobotFileParser

AGENT = "timeline"  # the name by which a site's rules may speak of this program
MAX_RULES_BYTES = 500 << 10  # RFC 9309 §2.5
LONGEST_DELAY = 60.0  # seconds; who asks for more is asked once a minute


def rules_of(data: bytes) -> RobotFileParser:
    """The rules in a robots.txt; what is no rule is passed over."""
    rules = RobotFileParser()
    text = data[:MAX_RULES_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        rules.parse(text.splitlines())
    except ValueError:  # a rule about an address that is none
        return no_rules()
    return rules


def no_rules() -> RobotFileParser:
    """The rules of a site that has none: all is allowed."""
    rules = RobotFileParser()
    rules.parse([])
    return rules


def delay_of(rules: RobotFileParser, least: float) -> float:
    """Seconds between two questions: what the site asks for, and no less than `least`."""
    asked = rules.crawl_delay(AGENT)
    rate = rules.request_rate(AGENT)
    wanted = [float(asked)] if asked else []
    wanted += [rate.seconds / rate.requests] if rate and rate.requests else []
    return max(least, min(max(wanted, default=0.0), LONGEST_DELAY))
