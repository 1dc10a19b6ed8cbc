"""The registry of people and the offices they held: well formed, and no two holders of one office at a time."""

import re
from collections import defaultdict
from itertools import combinations

import pytest

from timeline.calendar import date_of, day_of, exists
from timeline.resources import read_rows, shipped

SEEDS = shipped("seeds")
REGIONS = [
    "africa",
    "americas",
    "asia_pacific",
    "europe",
    "middle_east",
    "ministers",
    "organisations",
    "russia_eurasia",
]
EXCLUSIVE = {
    "president", "prime minister", "premier", "chancellor", "king", "queen", "emperor", "emir", "sultan", "pope",
    "supreme leader", "general secretary", "secretary-general", "director-general", "managing director",
    "foreign minister", "defence minister", "secretary of state", "foreign secretary", "high commissioner",
}  # fmt: skip
OVERLAP_ALLOWED = 31
# Offices that several people hold together, or that rivals claim: organisation, title.
SHARED = {
    ("BIH", "president"),  # a presidency of three
    ("SMR", "captain regent"),
    ("LBY", "prime minister"),  # rival governments since 2014
    ("YEM", "prime minister"),
}
PARTIAL = re.compile(r"\d{4}(-\d\d){0,2}")


def people():
    return [row for region in REGIONS for _, row in read_rows(SEEDS / "people" / f"{region}.csv")]


def roles():
    return [row for region in REGIONS for _, row in read_rows(SEEDS / "roles" / f"{region}.csv")]


def first_and_last(text):
    """The first day a date can mean, and the day after the last."""
    parts = [int(part) for part in text.split("-")]
    following = {1: (parts[0] + 1, 1, 1), 2: (*parts[:1], parts[-1] + 1, 1), 3: (*parts[:2], parts[-1] + 1)}
    return day_of(*parts), day_of(*following[len(parts)])


def sure_overlap(one, other):
    """How many days two terms share at least, whatever day a month or a year stands for."""
    starts = [first_and_last(role["from"])[1] - 1 for role in (one, other)]
    ends = [first_and_last(role["to"])[0] for role in (one, other) if role["to"]]
    return min(ends, default=day_of(2100)) - max(starts)


def test_ids_are_unique_slugs():
    ids = [row["id"] for row in people()]
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []
    assert len(ids) == len(set(ids))
    assert len(ids) >= 1500


def test_countries_are_known():
    known = {row["id"] for _, row in read_rows(SEEDS / "actors" / "countries.csv")}
    assert {row["country"] for row in people()} - known == set()
    assert {row["organisation"] for row in roles() if row["organisation"].isupper()} - known == set()


def test_sectors_are_three_letters():
    assert [row["id"] for row in people() if not re.fullmatch("[A-Z]{3}", row["sector"])] == []


def test_no_full_name_names_two_people():
    owners = defaultdict(set)
    for row in people():
        for form in [row["name"], *filter(None, row["aliases"].split("|"))]:
            if not form.endswith("?"):
                owners[form.lower()].add(row["id"])
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_alias_prefixes_are_known():
    prefixes = {
        alias.split(":")[0] for row in people() for alias in row["aliases"].split("|") if re.match("[a-z]+:", alias)
    }
    assert prefixes <= {"short", "abbr"}


def test_every_role_is_of_a_known_person_and_has_a_title():
    ids = {row["id"] for row in people()}
    assert [role for role in roles() if role["person"] not in ids] == []
    assert [role for role in roles() if not role["title"] or not role["organisation"]] == []


def test_roles_stand_once():
    rows = [tuple(role.values()) for role in roles()]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("text", ["2015-13", "2015-02-30", "15-01-01", "2015/01/01"])
def test_a_wrong_date_is_noticed(text):
    assert not is_date(text)


def is_date(text):
    return PARTIAL.fullmatch(text) is not None and exists(*[*map(int, text.split("-")), 1, 1][:3])


def test_dates_are_dates_and_in_order():
    dated = roles()
    assert [role for role in dated if not is_date(role["from"])] == []
    assert [role for role in dated if role["to"] and not is_date(role["to"])] == []
    ended = [role for role in dated if role["to"]]
    assert [r for r in ended if first_and_last(r["from"])[0] >= first_and_last(r["to"])[1] - 1] == []


def test_one_holder_at_a_time():
    held = defaultdict(list)
    for role in roles():
        if role["title"] in EXCLUSIVE and (role["organisation"], role["title"]) not in SHARED:
            held[role["organisation"], role["title"]].append(role)
    pairs = [pair for terms in held.values() for pair in combinations(terms, 2)]
    assert [pair for pair in pairs if sure_overlap(*pair) > OVERLAP_ALLOWED] == []


@pytest.mark.parametrize(
    ("name", "day", "title", "organisation"),
    [
        pytest.param("jens-stoltenberg", "2016-04-20", "secretary-general", "nato", id="nato"),
        pytest.param("jens-stoltenberg", "2010-01-01", "prime minister", "NOR", id="before nato"),
        pytest.param("dmitry-medvedev", "2010-01-01", "president", "RUS", id="between two terms of another"),
        pytest.param("vladimir-putin", "2010-01-01", "prime minister", "RUS", id="prime minister for a while"),
        pytest.param("donald-trump", "2019-06-01", "president", "USA", id="first of two terms"),
    ],
)
def test_offices_as_of_a_day(name, day, title, organisation):
    at, _ = first_and_last(day)
    held = {
        (role["title"], role["organisation"])
        for role in roles()
        if role["person"] == name
        and first_and_last(role["from"])[0] <= at
        and (not role["to"] or at < first_and_last(role["to"])[0])
    }
    assert (title, organisation) in held
    assert date_of(at) == tuple(map(int, day.split("-")))
