"""What the registry files of organisations promise to the loader and to the reader of a mention."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from timeline.resources import read_rows, shipped
from timeline.terms import ActorKind

FOLDER = shipped("seeds") / "actors"
KINDS = {
    "organisations.csv": {ActorKind.IGO, ActorKind.OTHER, ActorKind.COMPANY},
    "armed_groups.csv": {ActorKind.ARMED_GROUP},
    "parties.csv": {ActorKind.PARTY},
    "companies.csv": {ActorKind.COMPANY},
    "media.csv": {ActorKind.MEDIA},
}
SECTORS = {"IGO", "REB", "UAF", "CRM", "PTY", "OPP", "BUS", "MED", "NGO", "LAB", "REL", "EDU", "JUD"}
COLUMNS = ["id", "name", "kind", "country", "parent", "sector", "valid_from", "valid_to", "aliases"]
AT_LEAST = {
    "organisations.csv": 260,
    "armed_groups.csv": 160,
    "parties.csv": 420,
    "companies.csv": 440,
    "media.csv": 80,
}
# What other registry files and the articles of the demonstration refer to.
KNOWN = (
    "nato",
    "united-nations",
    "european-union",
    "european-commission",
    "european-council",
    "european-parliament",
    "imf",
    "world-bank",
    "who",
    "wto",
    "iaea",
    "opec",
    "african-union",
    "arab-league",
    "asean",
    "osce",
    "council-of-europe",
    "interpol",
    "icc",
    "icj",
    "unhcr",
    "unicef",
    "european-central-bank",
    "wfp",
    "opcw",
    "cis",
    "csto",
    "sco",
    "gulf-cooperation-council",
    "organization-of-american-states",
    "commonwealth-of-nations",
    "hamas",
    "hezbollah",
    "taliban",
    "islamic-state",
    "al-qaeda",
    "fatah",
    "plo",
    "houthis",
    "pkk",
    "farc",
    "apple",
    "microsoft",
    "gazprom",
    "tesla",
)
PREFIXES = {"short", "abbr", "dem", "met", "title"}


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write an actor's name."""

    actor: str
    text: str
    type: str
    needs_context: bool


def rows(name: str) -> list[dict[str, str]]:
    return [row for _, row in read_rows(FOLDER / name)]


def all_rows() -> list[dict[str, str]]:
    return [row for name in KINDS for row in rows(name)]


def forms(row: dict[str, str]) -> Iterator[Form]:
    """The name and the aliases of a row, in that order."""
    yield Form(row["id"], row["name"], "name", False)
    for alias in filter(None, row["aliases"].split("|")):
        before, colon, after = alias.partition(":")
        kind, text = (before, after) if colon and before in PREFIXES else ("name", alias)
        yield Form(row["id"], text.removesuffix("?"), kind, text.endswith("?"))


def first_day(text: str) -> date:
    """The first day of a year, month or day in ISO form.

    >>> first_day("2016-04")
    datetime.date(2016, 4, 1)
    """
    return date.fromisoformat(text + "-01-01"[len(text) - 10 :]) if len(text) < 10 else date.fromisoformat(text)


def shared(given: list[str]) -> list[str]:
    return sorted(text for text, count in Counter(given).items() if count > 1)


def test_no_two_rows_have_the_same_id() -> None:
    assert shared([row["id"] for row in all_rows()]) == []


def test_no_two_rows_have_the_same_name() -> None:
    assert shared([row["name"] for row in all_rows()]) == []


def test_no_form_is_claimed_by_two_actors_without_context() -> None:
    claimed = {(form.actor, form.text) for row in all_rows() for form in forms(row) if not form.needs_context}
    assert shared([text for _, text in claimed]) == []


def test_no_row_repeats_a_form() -> None:
    assert [row["id"] for row in all_rows() if shared([form.text for form in forms(row)])] == []


@pytest.mark.parametrize("text", ["", " ", "a", "the UN", "the United Nations", " UN", "UN ", "U  N", "UN?"])
def test_what_no_form_may_look_like(text: str) -> None:
    assert not well_formed(text)


def well_formed(text: str) -> bool:
    return (
        len(text) > 1
        and text == " ".join(text.split())
        and "?" not in text
        and not text.startswith("the ")
        and ";" not in text
    )


def test_forms_are_well_formed() -> None:
    assert [form for row in all_rows() for form in forms(row) if not well_formed(form.text)] == []


def test_a_form_in_lower_case_of_one_word_needs_context() -> None:
    bare = [form for row in all_rows() for form in forms(row) if form.text.isalpha() and form.text.islower()]
    assert [form for form in bare if not form.needs_context] == []


def test_abbreviations_are_short_and_one_word() -> None:
    abbreviations = [form for row in all_rows() for form in forms(row) if form.type == "abbr"]
    assert [form for form in abbreviations if " " in form.text or len(form.text) > 13] == []
    assert [form for form in abbreviations if form.text.islower()] == []


@pytest.mark.parametrize("name", KINDS)
def test_file_is_large_enough(name: str) -> None:
    assert len(rows(name)) >= AT_LEAST[name]


@pytest.mark.parametrize("name", KINDS)
def test_file_opens_with_its_origin_and_licence(name: str) -> None:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    opening = " ".join(line for line in lines[:12] if line.startswith("#"))
    assert lines[0].startswith("#")
    assert [word for word in ("Origin", "Licence", "To add") if word not in opening] == []


@pytest.mark.parametrize("name", KINDS)
def test_columns(name: str) -> None:
    assert list(rows(name)[0]) == COLUMNS


@pytest.mark.parametrize("name", KINDS)
def test_kinds_and_sectors_are_known(name: str) -> None:
    assert {row["kind"] for row in rows(name)} <= KINDS[name]
    assert {row["sector"] for row in rows(name)} <= SECTORS


def test_ids_are_slugs_and_countries_are_three_letters() -> None:
    assert [row["id"] for row in all_rows() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"])] == []
    assert [row["id"] for row in all_rows() if not re.fullmatch(r"([A-Z]{3})?", row["country"])] == []


def test_dates_parse_and_end_after_they_begin() -> None:
    wrong = []
    for row in all_rows():
        start, end = (first_day(row[key]) if row[key] else None for key in ("valid_from", "valid_to"))
        if start and end and end < start:
            wrong.append(row["id"])
    assert wrong == []


def test_parents_exist_and_do_not_run_in_circles() -> None:
    parents = {row["id"]: row["parent"] for path in sorted(FOLDER.glob("*.csv")) for row in actor_rows(path)}
    have_countries = (FOLDER / "countries.csv").exists()
    wanted = {row["parent"] for row in all_rows()} - {""}
    missing = {parent for parent in wanted if parent not in parents}
    assert {parent for parent in missing if have_countries or not re.fullmatch("[A-Z]{3}", parent)} == set()
    for actor in parents:
        seen = {actor}
        while actor := parents.get(actor, ""):
            assert actor not in seen
            seen.add(actor)


def test_countries_exist() -> None:
    if not (FOLDER / "countries.csv").exists():
        pytest.skip("countries.csv is not here")
    known = {row["id"] for row in actor_rows(FOLDER / "countries.csv")}
    assert {row["country"] for row in all_rows()} - known - {""} == set()


def actor_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file that lists actors; other tables of the folder have no parents to follow."""
    found = [row for _, row in read_rows(path)]
    return found if found and {"id", "parent"} <= set(found[0]) else []


def test_ids_that_others_use_are_here() -> None:
    ids = {row["id"] for row in all_rows()}
    assert [name for name in KNOWN if name not in ids] == []


@pytest.mark.parametrize(
    ("form", "actor"),
    [
        ("NATO", "nato"),
        ("U.N. refugee agency", "unhcr"),
        ("Gazprom", "gazprom"),
        ("Security Council", "un-security-council"),
        ("ISIS", "islamic-state"),
        ("Houthi rebels", "houthis"),
        ("Tamil Tigers", "ltte"),
        ("Shining Path", "shining-path"),
        ("Reuters", "reuters"),
        ("AfD", "alternative-for-germany"),
        ("BJP", "bharatiya-janata-party"),
        ("Sinn Féin", "sinn-fein"),
    ],
)
def test_a_form_in_use_names_its_actor(form: str, actor: str) -> None:
    assert {f.actor for row in all_rows() for f in forms(row) if f.text == form and not f.needs_context} == {actor}


@pytest.mark.parametrize("form", ["Alliance", "bloc", "Shell", "Target", "Gap", "Visa", "Brussels", "Fund"])
def test_a_form_with_another_common_sense_needs_context(form: str) -> None:
    found = [f for row in all_rows() for f in forms(row) if f.text == form]
    assert found
    assert all(f.needs_context for f in found)


@pytest.mark.parametrize(("child", "parent"), [("unhcr", "united-nations"), ("gazprom", "RUS"), ("kfor", "nato")])
def test_deeds_of_a_child_count_for_its_parent(child: str, parent: str) -> None:
    assert {row["parent"] for row in all_rows() if row["id"] == child} == {parent}


def test_deeds_of_parties_and_media_are_not_those_of_the_state() -> None:
    outside = rows("parties.csv") + rows("media.csv") + rows("armed_groups.csv")
    assert [row["id"] for row in outside if re.fullmatch("[A-Z]{3}", row["parent"])] == []
