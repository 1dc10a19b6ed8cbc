"""robots.txt as RFC 9309 wants it read: the longest rule wins, `*` and `$` work, and no file is too broken."""

import gzip

import pytest

from timeline.readers.robots import LONGEST_DELAY, MAX_RULES_BYTES, allows, delay_of, no_rules, rules_of

SITE = "https://example.org"
REPEATED = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\n"
MEETING = "User-agent: *\nDisallow: /old\nUser-agent: timeline\nDisallow: /new\n"
CHAIN = "User-agent: other\nUser-agent: timeline\nDisallow: /x\nUser-agent: third\nDisallow: /y\n"


def all_of(*rules: str) -> str:
    """Rules for every program."""
    return "\n".join(["User-agent: *", *rules])


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        pytest.param("", "/a", True, id="no rules"),
        pytest.param(all_of("Disallow:"), "/a", True, id="an empty Disallow forbids nothing"),
        pytest.param(all_of("Disallow: /"), "/a", False, id="the root forbids all"),
        pytest.param(all_of("Disallow: /"), "/robots.txt", True, id="but never the rules themselves"),
        pytest.param(all_of("Disallow: /fish"), "/fishing/rods", False, id="a rule is a prefix"),
        pytest.param(all_of("Disallow: /fish/"), "/fish", True, id="of which no end is left out"),
        pytest.param(all_of("Disallow: /Fish"), "/fish", True, id="paths keep their case"),
        pytest.param(all_of("Disallow: fish"), "/fish", True, id="a rule without a slash matches nothing"),
        pytest.param("Disallow: /a", "/a", True, id="a rule before any agent is nobody's"),
        # longest match (§2.2.2)
        pytest.param(REPEATED, "/a/x", False, id="the only one that matches"),
        pytest.param(REPEATED, "/a/b/x", True, id="the longer one allows"),
        pytest.param(REPEATED, "/a/b/c", False, id="the longest one forbids"),
        pytest.param(all_of("Disallow: /", "Allow: /news/"), "/news/1", True, id="a general rule written first"),
        pytest.param(all_of("Allow: /", "Disallow: /news/"), "/news/1", False, id="a general permission written first"),
        pytest.param(all_of("Disallow: /page", "Allow: /page"), "/page", True, id="Allow wins a tie"),
        pytest.param(all_of("Allow: /page", "Disallow: /page"), "/page", True, id="in either order"),
        pytest.param(all_of("Allow: /pa", "Disallow: /*.htm"), "/pa.htm", False, id="the longer pattern, not text"),
        # `*` and `$` (§2.2.3)
        pytest.param(all_of("Disallow: /*.pdf"), "/a/b.pdf", False, id="a wildcard spans folders"),
        pytest.param(all_of("Disallow: /*.pdf"), "/a.pdf.html", False, id="and what follows is free"),
        pytest.param(all_of("Disallow: /*.pdf$"), "/a.pdf.html", True, id="unless the end is meant"),
        pytest.param(all_of("Disallow: /*.pdf$"), "/a.pdf", False, id="which it is here"),
        pytest.param(all_of("Disallow: /*.pdf$"), "/a.pdf?page=2", True, id="a query comes after the path"),
        pytest.param(all_of("Disallow: /*?"), "/a?page=2", False, id="a query is matched"),
        pytest.param(all_of("Disallow: /*?"), "/a", True, id="where there is one"),
        pytest.param(all_of("Disallow: /a*/edit"), "/a/edit", False, id="a wildcard may be empty"),
        pytest.param(all_of("Disallow: /a**b"), "/a--b", False, id="two wildcards are as good as one"),
        pytest.param(all_of("Disallow: *"), "/a", False, id="a wildcard alone forbids all"),
        pytest.param(all_of("Disallow: /", "Allow: /$"), "/", True, id="the front page alone"),
        pytest.param(all_of("Disallow: /", "Allow: /$"), "/a", False, id="and nothing behind it"),
        pytest.param(all_of("Disallow: /a$b"), "/a$b", False, id="a dollar within is itself"),
        pytest.param(all_of("Disallow: /%2A"), "/a", True, id="a coded star is no wildcard"),
        # which group is ours (§2.2.1)
        pytest.param(MEETING, "/old", True, id="our group, not the one for all"),
        pytest.param(MEETING, "/new", False, id="our group forbids"),
        pytest.param(MEETING.replace("timeline", "TimeLine"), "/new", False, id="names have no case"),
        pytest.param(MEETING.replace("timeline", "timelines"), "/old", False, id="a longer name is another's"),
        pytest.param(MEETING.replace("timeline", "line"), "/old", False, id="so is the end of ours"),
        pytest.param(
            MEETING.replace("timeline", "time"),
            "/old",
            False,
            id="so is its beginning",
            marks=pytest.mark.xfail(strict=True, reason="protego takes the beginning of a name for the name"),
        ),
        pytest.param("User-agent: other\nDisallow: /", "/a", True, id="another's group"),
        pytest.param("User-agent: timeline\nDisallow:\n" + all_of("Disallow: /"), "/a", True, id="an empty group"),
        pytest.param(CHAIN, "/x", False, id="agents that share a group"),
        pytest.param(CHAIN, "/y", True, id="the next group is not ours"),
        pytest.param(MEETING + MEETING.replace("/new", "/now"), "/now", False, id="two groups of ours are one"),
        pytest.param(MEETING + MEETING.replace("/new", "/now"), "/new", False, id="and neither is lost"),
        pytest.param(all_of("Sitemap: https://example.org/s.xml", "Disallow: /a"), "/a", False, id="a sitemap between"),
        # percent-encoding (§2.2.2)
        pytest.param(all_of("Disallow: /caf%C3%A9"), "/café", False, id="coded in the rule"),
        pytest.param(all_of("Disallow: /café"), "/caf%c3%a9", False, id="coded in the address"),
        pytest.param(all_of("Disallow: /%7Ejoe/"), "/~joe/a", False, id="coded for no reason"),
        pytest.param(all_of("Disallow: /a%2Fb"), "/a/b", True, id="a coded slash is no slash"),
        pytest.param(all_of("Disallow: /100%"), "/100%25", False, id="a sign that codes nothing"),
        pytest.param(all_of("Disallow: /a"), "/\ud800", True, id="a letter that cannot be coded"),
        # how it is written
        pytest.param("\ufeff" + all_of("Disallow: /a"), "/a", False, id="byte order mark"),
        pytest.param(all_of("Disallow: /a", "Allow: /a/b").replace("\n", "\r\n"), "/a", False, id="CRLF"),
        pytest.param(all_of("Disallow: /*.pdf$").replace("\n", "\r\n"), "/a.pdf", False, id="CRLF after an anchor"),
        pytest.param(all_of("Disallow: /a").replace("\n", "\r"), "/a", False, id="CR"),
        pytest.param(all_of("DISALLOW :  /a  # drafts"), "/a", False, id="case, spaces and remarks"),
        pytest.param("# hello\n\n" + all_of("", "Disallow: /a"), "/a", False, id="blank lines end no group"),
        pytest.param(all_of("Crawl: x", "Dis\0allow", "Disallow: /a"), "/a", False, id="rubbish between rules"),
        pytest.param(all_of("Disallow: http://[broken"), "/a", True, id="an address that is none"),
        pytest.param("<html><p>User-agent: *</p>\nDisallow: /</html>", "/a", True, id="a page in place of rules"),
    ],
)
def test_a_rule_decides(rules: str, path: str, is_allowed: bool) -> None:
    assert allows(rules_of(rules.encode()), SITE + path) == is_allowed


def test_a_site_without_rules_allows_all() -> None:
    assert allows(no_rules(), SITE)
    assert delay_of(no_rules(), 1.5) == 1.5


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\0\xff\xfe" * 5000, id="bytes"),
        pytest.param(bytes(range(256)) * 50, id="all of them"),
        pytest.param(all_of("Disallow: /a").encode("utf-16"), id="UTF-16"),
        pytest.param(gzip.compress(all_of("Disallow: /").encode(), mtime=0), id="a packed file"),
        pytest.param(b"User-agent: *\n" + b"Disallow: \xff\xc3\x28%zz%\n" * 100, id="rules in no encoding"),
        pytest.param(b"User-agent: *\nCrawl-delay: \xff\nRequest-rate: /\nVisit-time: -", id="delays that are none"),
        pytest.param(b"User-agent: *\nDisallow: /b" + b"*" * 100_000, id="a storm of wildcards"),
    ],
)
def test_rubbish_forbids_nothing(data: bytes) -> None:
    rules = rules_of(data)
    assert allows(rules, f"{SITE}/a?b=%ff%")
    assert delay_of(rules, 1.0) == 1.0


@pytest.mark.parametrize(("margin", "is_allowed"), [(0, False), (-1, True), (-5, True), (-400, True)])
def test_rules_end_with_the_last_whole_line_within_the_limit(margin: int, is_allowed: bool) -> None:
    last = "Disallow: /a"
    padding = "#" * (MAX_RULES_BYTES - len(all_of("", last)) - margin)
    rules = all_of(padding, last)
    assert len(rules) == MAX_RULES_BYTES - margin
    assert allows(rules_of(rules.encode()), f"{SITE}/a") == is_allowed


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        pytest.param("", 1.0, id="nothing asked"),
        pytest.param(all_of("Crawl-delay: 7"), 7.0, id="delay"),
        pytest.param(all_of("Crawl-delay: 2.5"), 2.5, id="a part of a second"),
        pytest.param(all_of("Crawl-delay: 0.1"), 1.0, id="less than ours"),
        pytest.param(all_of("Crawl-delay: 9999"), LONGEST_DELAY, id="longer than we wait"),
        pytest.param(all_of("Crawl-delay: soon"), 1.0, id="no number"),
        pytest.param(all_of("Crawl-delay: inf"), 1.0, id="no end"),
        pytest.param(all_of("Crawl-delay: -5"), 1.0, id="no time"),
        pytest.param(all_of("Request-rate: 1/5"), 5.0, id="rate"),
        pytest.param(all_of("Request-rate: 2/1m"), 30.0, id="rate by the minute"),
        pytest.param(all_of("Request-rate: 0/5"), 1.0, id="no rate"),
        pytest.param(all_of("Request-rate: 1/5", "Crawl-delay: 7"), 7.0, id="the longer of both"),
        pytest.param(all_of(f"Request-rate: 1/{'9' * 4000}"), LONGEST_DELAY, id="beyond all numbers"),
        pytest.param(all_of(f"Request-rate: {'9' * 4000}/5"), 1.0, id="as often as anybody likes"),
        pytest.param("User-agent: other\nCrawl-delay: 7", 1.0, id="another's"),
        pytest.param("User-agent: timeline\nDisallow: /a\n" + all_of("Crawl-delay: 7"), 1.0, id="not in our group"),
    ],
)
def test_a_site_says_how_often_it_is_asked(rules: str, wanted: float) -> None:
    assert delay_of(rules_of(rules.encode()), 1.0) == wanted
