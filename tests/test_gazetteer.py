import pytest

from timeline.errors import ResourceError
from timeline.gazetteer import load_gazetteer, parse_gazetteer

GAZETTEER = load_gazetteer()


@pytest.mark.parametrize(
    ("line", "message"), [("Paris,,FRA", "line 2: has 3 fields"), ("a,b,c,d,e,f,g,h,i", "line 2: has 9")]
)
def test_a_bad_line_is_named(line: str, message: str) -> None:
    with pytest.raises(ResourceError, match=message):
        parse_gazetteer(f"name,alternates,country,region,kind,lat,lon,population\n{line}\n")


def test_every_entry_of_the_gazetteer_is_sound() -> None:
    lines = {line for entries in GAZETTEER.rows.values() for line in entries}
    countries = {line.split(",")[2] for line in lines}
    assert sum(line.split(",")[4] in ("city", "capital") for line in lines) >= 5000
    assert all(country == "" or (len(country) == 3 and country.isupper()) for country in countries)
    for line in lines:
        *_, latitude, longitude, population = line.split(",")
        assert -90 <= float(latitude or 0) <= 90, line
        assert -180 <= float(longitude or 0) <= 180, line
        assert int(population or 0) >= 0, line
