from pathlib import Path

import pytest

from timeline.calendar import day_of
from timeline.errors import ResourceError
from timeline.seeds import load_seeds, parse_alias, seed_files
from timeline.terms import ActorKind, AliasType

ACTORS = "# origin\nid,name,kind,country,parent,sector,valid_from,valid_to,aliases\n"
PEOPLE = "# origin\nid,name,country,sector,aliases\n"
ROLES = "# origin\nperson,organisation,title,from,to\n"
RUSSIA = "RUS,Russia,country,RUS,,,,,dem:Russian|cap:Moscow\n"
PUTIN = "vladimir-putin,Vladimir Putin,RUS,GOV,short:Putin\n"


def registry(folder: Path, actors: str = RUSSIA, people: str = PUTIN, roles: str = "") -> Path:
    for kind, text in (("actors", ACTORS + actors), ("people", PEOPLE + people), ("roles", ROLES + roles)):
        (folder / kind).mkdir()
        (folder / kind / "x.csv").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param({"actors": RUSSIA + RUSSIA}, 'actors/x.csv: line 4: "RUS" is already', id="the same id twice"),
        pytest.param({"actors": "A,A,igo,,nobody,,,,\n"}, "actors/x.csv: line 3: parent", id="a parent nobody has"),
        pytest.param({"actors": "A,A,planet,,,,,,\n"}, "actors/x.csv: line 3: 'planet'", id="an unknown kind"),
        pytest.param({"actors": "A,,igo,,,,,,\n"}, "actors/x.csv: line 3: has no id", id="no name"),
        pytest.param({"actors": "A,A,igo,,,,2020-13,,\n"}, 'line 3: "2020-13" is no date', id="a month too far"),
        pytest.param({"actors": "A,A,igo,,,,20 May,,\n"}, 'line 3: "20 May" is no date', id="a date in words"),
        pytest.param({"actors": "A,A,igo,,,,,,abbr:?\n"}, "line 3: an alias without", id="an empty alias"),
        pytest.param(
            {"people": "RUS,Russ,RUS,,\n"}, 'people/x.csv: line 3: "RUS" is already', id="a person with a country's id"
        ),
        pytest.param({"roles": "nobody,RUS,president,,\n"}, "roles/x.csv: line 3: person", id="an unknown person"),
        pytest.param({"roles": "vladimir-putin,XXX,king,,\n"}, "roles/x.csv: line 3: organisation", id="unknown seat"),
        pytest.param({"roles": "vladimir-putin,RUS,,,\n"}, "roles/x.csv: line 3: has no title", id="no title"),
        pytest.param({"roles": "vladimir-putin,RUS,czar,2001,1999\n"}, "ends before it begins", id="back in time"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, rows: dict[str, str], message: str) -> None:
    if "actors" in rows:
        rows = {**rows, "people": ""}
    with pytest.raises(ResourceError, match=message):
        load_seeds(registry(tmp_path, **rows))


def test_an_empty_folder_is_an_empty_registry(tmp_path: Path) -> None:
    assert load_seeds(tmp_path).actors == ()
    assert seed_files(tmp_path) == []


def test_rows_become_values(tmp_path: Path) -> None:
    seeds = load_seeds(registry(tmp_path, roles="vladimir-putin,RUS,president,2012-05-07,\n"))
    assert [(actor.id, actor.kind) for actor in seeds.actors] == [
        ("RUS", ActorKind.COUNTRY),
        ("vladimir-putin", ActorKind.PERSON),
    ]
    assert [(alias.form, alias.type) for alias in seeds.aliases][:3] == [
        ("Russia", AliasType.NAME),
        ("Russian", AliasType.DEMONYM),
        ("Moscow", AliasType.CAPITAL),
    ]
    assert seeds.roles[0].start == day_of(2012, 5, 7)
    assert seeds.roles[0].end is None


def test_a_date_known_to_the_year_ends_with_the_year(tmp_path: Path) -> None:
    role = load_seeds(registry(tmp_path, roles="vladimir-putin,RUS,president,2000,2008-05\n")).roles[0]
    assert (role.start, role.end) == (day_of(2000), day_of(2008, 6))


def test_the_name_is_an_alias_once(tmp_path: Path) -> None:
    seeds = load_seeds(registry(tmp_path, actors=RUSSIA + "CHN,China,country,CHN,,,,,China?\n"))
    assert [alias.needs_context for alias in seeds.aliases if alias.form == "China"] == [True]


def test_a_colon_in_a_name_is_no_prefix() -> None:
    assert parse_alias("x", "Alliance: Forward").form == "Alliance: Forward"


def test_a_registry_of_ones_own_may_name_what_is_known(tmp_path: Path) -> None:
    folder = registry(tmp_path, actors="A,A,igo,,RUS,,,,\n", roles="vladimir-putin,RUS,president,,\n")
    assert load_seeds(folder, known={"RUS"}).actors[0].parent == "RUS"
