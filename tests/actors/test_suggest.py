from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.actors import suggest
from timeline.actors.suggest import Seen
from timeline.model import Actor, Alias
from timeline.terms import ActorKind

PERSON, OTHER, COMPANY = ActorKind.PERSON, ActorKind.OTHER, ActorKind.COMPANY


def actor(name: str, kind: ActorKind = PERSON, country: str = "") -> Actor:
    return Actor(name.lower().replace(" ", "-"), name, kind, country)


def together(*actors: Actor) -> Seen:
    """One article names them all."""
    return Seen(articles={each.id: {1} for each in actors})


ZARIF = actor("Mohammad Javad Zarif", country="IRN")
SHORT = actor("Zarif", country="IRN")
ACME, AWG = actor("Acme World Group", COMPANY), actor("AWG", OTHER)


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param([ZARIF], id="nobody to compare"),
        pytest.param([ZARIF, ACME], id="nothing in common"),
        pytest.param([ZARIF, actor("Javad Zarif", country="USA")], id="another country"),
        pytest.param([actor("Acme World", PERSON), actor("Acme World", COMPANY)], id="a person and a company"),
        pytest.param([actor("Marek Sekielski"), actor("Tomasz Sekielski")], id="brothers"),
        pytest.param([actor("Terry Melcher"), actor("Marty Melcher")], id="brothers that rhyme"),
        pytest.param([actor("James L. Jones"), actor("James Parker Jones")], id="another initial"),
        pytest.param([actor("George Washington"), actor("Washington", OTHER)], id="a surname of no person"),
        pytest.param([actor("New South Wales", OTHER), actor("Parliament of New South Wales", OTHER)], id="a part"),
        pytest.param([actor("Class 373", OTHER), actor("Class 374", OTHER)], id="numbers"),
        pytest.param([actor("Georgian Navy", OTHER), actor("Belgian Navy", OTHER)], id="two navies"),
    ],
)
def test_nothing_to_suggest(pair: list[Actor]) -> None:
    assert suggest(pair, seen=together(*pair)) == []


@pytest.mark.parametrize(
    ("keep", "other", "evidence"),
    [
        pytest.param(actor("Elijah Cummings"), actor("Elijah Eugene Cummings"), "has all of", id="middle name"),
        pytest.param(actor("Pedro Pierluisi"), actor("Pedro R. Pierluisi Urrutia"), "has all of", id="second surname"),
        pytest.param(actor("Osama bin Laden"), actor("Osama bin Ladin"), "two spellings", id="spelling"),
        pytest.param(actor("Adam Schiff"), actor("Whip Adam Schiff", OTHER), "ends in", id="a title left on"),
        pytest.param(actor("Marine Traffic", OTHER), actor("MarineTraffic", OTHER), "but for blanks", id="blanks"),
        pytest.param(actor("Joachim Brudziński"), actor("Brudzinski"), "last name", id="surname"),
        pytest.param(actor("Pedro Pierluisi"), actor("Pierliusi"), "another spelling", id="surname misspelt"),
        pytest.param(actor("Nicholas Moreau"), actor("Nick Moreau"), "begin alike", id="given name in short"),
        pytest.param(ACME, AWG, "AWG are the other's initials", id="initials"),
    ],
)
def test_names_of_one_in_one_article(keep: Actor, other: Actor, evidence: str) -> None:
    seen = Seen(together(keep, other).articles, events={keep.id: 2, other.id: 1})
    (found,) = suggest([other, keep], seen=seen)
    assert (found.first, found.second) == (keep.id, other.id)
    assert evidence in found.evidence[0]
    assert found.evidence[1] == "named in the same article"


def test_a_surname_alone_is_not_enough() -> None:
    assert suggest([ZARIF, actor("Zarif")]) == []
    (found,) = suggest([ZARIF, SHORT])
    assert found.score == 0.5


def test_what_speaks_for_it_adds_up() -> None:
    company = {ZARIF.id: frozenset({"IRN", "USA", "nato"}), SHORT.id: frozenset({"IRN", "USA"})}
    (plain,) = suggest([ZARIF, SHORT], seen=together(ZARIF, SHORT))
    (more,) = suggest([ZARIF, SHORT], seen=Seen(together(ZARIF, SHORT).articles, company))
    assert more.score > plain.score
    assert more.evidence == (
        "one is the other's last name", "named in the same article", "both of IRN", "both met with IRN, USA",
    )  # fmt: skip


def test_a_short_name_that_fits_several_is_none_of_them() -> None:
    navies = [actor("Iranian Coast Guard", OTHER), actor("Italian Coast Guard", OTHER), actor("Coast Guard", OTHER)]
    assert suggest(navies) == []
    seen = Seen(together(navies[1], navies[2]).articles, events={"italian-coast-guard": 2})
    (found,) = suggest(navies, seen=seen)
    assert found.first == "italian-coast-guard"


def test_only_pairs_with_a_new_one_and_the_known_one_is_kept() -> None:
    known, fresh = actor("Adam Bennett Schiff"), actor("Adam Schiff")
    assert suggest([known, actor("Adam Bennet Schiff")], new=[]) == []
    (found,) = suggest([known, fresh], seen=together(known, fresh), new=[fresh.id])
    assert (found.first, found.second) == (known.id, fresh.id)


def test_a_shared_alias() -> None:
    (found,) = suggest([ACME, actor("World Acme Band", OTHER)], [Alias("acme-world-group", "World Acme Band")])
    assert found.evidence == ('both are called "world acme band"',)
    assert suggest([ZARIF, SHORT], [Alias(ZARIF.id, "Zarif")]) == suggest([ZARIF, SHORT])


NAMES = st.lists(st.text("abc AÖ.", min_size=1, max_size=12), max_size=6, unique=True)


@given(NAMES, st.booleans())
def test_any_names_give_ordered_pairs_each_once(names: list[str], person: bool) -> None:
    actors = [Actor(str(n), name, PERSON if person else OTHER) for n, name in enumerate(names)]
    found = suggest(actors, seen=together(*actors))
    assert found == sorted(found, key=lambda each: (-each.score, each.first, each.second))
    assert len({frozenset((each.first, each.second)) for each in found}) == len(found)
    assert all(0.5 <= each.score < 1 for each in found)
    assert {frozenset((e.first, e.second)) for e in found} <= {
        frozenset(p) for p in combinations(map(str, range(9)), 2)
    }
