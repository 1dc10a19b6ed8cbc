from pathlib import Path

import pytest

from timeline.actors import Registry
from timeline.actors.registry import registry_of
from timeline.seeds import load_seeds

ACTORS = """# a registry small enough to read
id,name,kind,country,parent,sector,valid_from,valid_to,aliases
RUS,Russia,country,RUS,,,,,dem:Russian|dem:Russians|cap:Moscow
USA,United States,country,USA,,,,,abbr:US|abbr:U.S.|America|dem:American|dem:Americans|cap:Washington
TUR,Turkey,country,TUR,,,,,dem:Turkish|dem:Turk|dem:Turks|cap:Ankara
UKR,Ukraine,country,UKR,,,,,dem:Ukrainian|dem:Ukrainians|cap:Kyiv
IRN,Iran,country,IRN,,,,,dem:Iranian|dem:Iranians|cap:Tehran
JOR,Jordan,country,JOR,,,,,short:Jordan?|dem:Jordanian|dem:Jordanians|cap:Amman
SYR,Syria,country,SYR,,,,,dem:Syrian|dem:Syrians|cap:Damascus
iranian-foreign-ministry,Iranian Foreign Ministry,ministry,IRN,IRN,GOV,,,Iranian foreign ministry
baltic-fleet,Baltic Fleet,armed_force,RUS,RUS,MIL,,,
kremlin,Kremlin,government,RUS,RUS,GOV,,,
nato,NATO,igo,,,IGO,1949-04-04,,North Atlantic Treaty Organization
hamas,Hamas,armed_group,PSE,,REB,,,
goldman-sachs,Goldman Sachs,company,USA,,BUS,,,
"""
PEOPLE = """# people
id,name,country,sector,aliases
vladimir-putin,Vladimir Putin,RUS,ELI,short:Putin
jens-stoltenberg,Jens Stoltenberg,NOR,ELI,
mohammad-javad-zarif,Mohammad Javad Zarif,IRN,ELI,Javad Zarif|short:Zarif
recep-tayyip-erdogan,Recep Tayyip Erdoğan,TUR,ELI,short:Erdoğan
abdullah-gul,Abdullah Gül,TUR,ELI,
j-d-vance,J. D. Vance,USA,ELI,short:Vance
"""
ROLES = """# offices
person,organisation,title,from,to
vladimir-putin,RUS,president,2012-05-07,
jens-stoltenberg,nato,secretary-general,2014-10-01,2024-10-01
mohammad-javad-zarif,IRN,foreign minister,2013-08-15,2021-08-25
abdullah-gul,TUR,president,2007-08-28,2014-08-28
recep-tayyip-erdogan,TUR,president,2014-08-28,
"""


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return registry_of(load_seeds(write(tmp_path_factory.mktemp("seeds"))))


def write(folder: Path) -> Path:
    for kind, text in (("actors", ACTORS), ("people", PEOPLE), ("roles", ROLES)):
        (folder / kind).mkdir()
        (folder / kind / "x.csv").write_text(text, "utf-8")
    return folder
