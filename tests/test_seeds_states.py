"""What the registry files of states, governments and peoples promise to the loader and to the reader of a mention."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from timeline.model import Actor, Alias
from timeline.resources import read_rows, shipped
from timeline.seeds import load_seeds, parse_alias
from timeline.terms import ActorKind, AliasType

FILES = ("countries.csv", "governments.csv", "peoples.csv")
FOLDER = shipped("seeds")
SEEDS = load_seeds(FOLDER)
ROWS = {row["id"]: (file, row) for file in FILES for _, row in read_rows(FOLDER / "actors" / file)}
ACTORS = {actor.id: actor for actor in SEEDS.actors}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ALPHA_3 = re.compile(r"[A-Z]{3}")
SECTORS = {"", "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "REL", "CIV"}
# Members of the United Nations, by their ISO 3166 codes.
_MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN
CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM
GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ
KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ
MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN
SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA
UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
MEMBERS = _MEMBERS.split()


def aliases(actor: str) -> list[Alias]:
    return [alias for alias in SEEDS.aliases if alias.actor == actor]


def chain(actor: Actor) -> Iterator[str]:
    """Its parents, nearest first; stops where one comes twice."""
    seen: set[str] = set()
    while actor.parent and actor.parent not in seen:
        seen.add(actor.parent)
        yield actor.parent
        actor = ACTORS[actor.parent]


def test_a_form_names_one_actor_unless_it_needs_context() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for alias in SEEDS.aliases:
        if alias.actor in ROWS and not alias.needs_context:
            bearers[alias.form].add(alias.actor)
    assert {form: actors for form, actors in bearers.items() if len(actors) > 1} == {}


def test_no_form_stands_twice_in_a_row() -> None:
    for name, (_, row) in ROWS.items():
        forms = [parse_alias(name, written).form for written in row["aliases"].split("|") if written]
        assert len(forms) == len(set(forms)), name
        sure = [parse_alias(name, written) for written in row["aliases"].split("|") if written]
        assert all(alias.form != row["name"] or alias.needs_context for alias in sure), name


def test_parents_form_no_circle() -> None:
    for actor in ROWS:
        parents = list(chain(ACTORS[actor]))
        assert actor not in parents
        assert len(parents) == len(set(parents))


def test_ids_are_codes_or_slugs() -> None:
    for name, (file, row) in ROWS.items():
        code = file == "countries.csv" and row["kind"] == "country"
        assert (ALPHA_3 if code else SLUG).fullmatch(name), name


def test_countries_and_sectors_are_known() -> None:
    for name, (_, row) in ROWS.items():
        assert row["country"] == "" or ACTORS[row["country"]].kind is ActorKind.COUNTRY, name
        assert row["sector"] in SECTORS, name
        assert bool(row["sector"]) is (row["kind"] not in ("country", "place")), name


def test_what_ended_began_before() -> None:
    for actor in ACTORS.values():
        if actor.valid_from is not None and actor.valid_to is not None:
            assert actor.valid_from < actor.valid_to, actor.id


def test_no_form_carries_stray_signs() -> None:
    for alias in SEEDS.aliases:
        if alias.actor in ROWS:
            assert alias.form == " ".join(alias.form.split()), alias
            assert not re.search(r'[?;|"]', alias.form), alias


@pytest.mark.parametrize("file", FILES)
def test_a_file_says_where_it_comes_from(file: str) -> None:
    head = [line for line in (FOLDER / "actors" / file).read_text("utf-8").splitlines()[:15] if line.startswith("#")]
    for word in ("Origin:", "Licence:", "How to add"):
        assert any(word in line for line in head), word


def test_members_of_the_united_nations() -> None:
    assert len(set(MEMBERS)) == 193
    for code in MEMBERS:
        types = {alias.type for alias in aliases(code)}
        assert ACTORS[code].kind is ActorKind.COUNTRY
        assert AliasType.DEMONYM in types, code
        assert any(actor.kind is ActorKind.GOVERNMENT and actor.parent == code for actor in ACTORS.values()), code


@pytest.mark.parametrize(
    ("form", "actor", "root"),
    [
        ("Kremlin", "government-of-russia", "RUS"),
        ("Russian navy", "russian-navy", "RUS"),
        ("Downing Street", "government-of-the-united-kingdom", "GBR"),
        ("Foggy Bottom", "united-states-department-of-state", "USA"),
        ("Pentagon", "united-states-department-of-defense", "USA"),
        ("Zhongnanhai", "government-of-china", "CHN"),
        ("Élysée", "government-of-france", "FRA"),
        ("Knesset", "knesset", "ISR"),
        ("Duma", "state-duma", "RUS"),
        ("Revolutionary Guards", "irgc", "IRN"),
        ("Burmese", "MMR", "MMR"),
        ("Greenlanders", "GRL", "DNK"),
        ("Soviets", "SUN", "SUN"),
        ("Uighurs", "uyghurs", "uyghurs"),
    ],
)
def test_a_form_leads_to_its_actor_and_state(form: str, actor: str, root: str) -> None:
    assert {alias.actor for alias in SEEDS.aliases if alias.form == form and not alias.needs_context} == {actor}
    assert [actor, *chain(ACTORS[actor])][-1] == root


@pytest.mark.parametrize(
    "form", ["Georgia", "Jordan", "Chad", "Congo", "Dominican", "National Assembly", "Supreme Court"]
)
def test_a_doubtful_form_needs_context(form: str) -> None:
    found = [alias for alias in SEEDS.aliases if alias.form == form and alias.actor in ROWS]
    assert [alias.actor for alias in found if not alias.needs_context] == []
    assert found


@pytest.mark.parametrize("form", ["us", "turkey", "polish", "china", "march", "May"])
def test_ordinary_words_are_no_aliases(form: str) -> None:
    assert [alias for alias in SEEDS.aliases if alias.form == form and alias.actor in ROWS] == []


def test_size() -> None:
    count = {file: sum(1 for found, _ in ROWS.values() if found == file) for file in FILES}
    assert count["countries.csv"] >= 250
    assert count["governments.csv"] >= 900
    assert count["peoples.csv"] >= 150
