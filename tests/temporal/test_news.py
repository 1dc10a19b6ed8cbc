"""How news writes time, and what only looks like it: expressions thought up before any was tried."""

import pytest

from timeline.calendar import day_of
from timeline.temporal import find_timexes

WEDNESDAY = day_of(2019, 8, 14)

FALSE_FRIENDS = [
    "Theresa May said the second phase may begin soon after.",
    "The Sun reported that he sat on the fence.",
    "He won 21-19, 21-14 against the fourth seed.",
    "The Boeing 737-800, flight 1549, carried 155 people.",
    "Version 10.12 of the software costs $2019.",
    "Call 555-2016 or 020 7946 0958 for details.",
    "It raised 100M from investors in Series B.",
    "Resolution 1973 was adopted; Article 50 was triggered.",
    "Police seized 1,999 kg of cocaine worth 2,000 dollars.",
    "They live at 1600 Pennsylvania Avenue, not at 1450 Grand River Road.",
    "The Republic of Chad lies next to the Sudan.",
    "Spring Valley residents fall ill.",
    "They were in the fall guy's seat, Summer said.",
    "He appeared on Saturday Night Live and on Monday Night Raw.",
    "Hungary's daily Népszava covered it, and daily Delo said so too.",
]


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert [(t.text, t.rule) for t in find_timexes(text, WEDNESDAY)] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The talks were held on the 12th and 13th of last month.", ["2019-07-12", "2019-07-13"]),
        ("It struck at 0740 local time on Tuesday, August 13.", ["2019-08-13T07:40", "2019-08-13"]),
        ("He was born on 7 March, 1951, and died late Tuesday night.", ["1951-03-07", "2019-08-13TNI"]),
        ("The vote is scheduled for a week from Friday.", ["2019-08-23"]),
        ("The vote takes place Tuesday week.", ["2019-08-27"]),
        ("The court will sit again this coming Monday.", ["2019-08-19"]),
        ("The attack came the night before last.", ["2019-08-12TNI"]),
        ("Between 23 and 26 May, voters chose.", ["2019-05-23", "2019-05-26"]),
        ("The festival (June 28-July 2) drew thousands.", ["2019-06-28", "2019-07-02"]),
        ("From mid-July to early August 2018, fires raged.", ["2018-07", "2018-08"]),
        ("Sales rose in Q3 2018 and in the second half of this year.", ["2018-Q3", "2019-H2"]),
        ("The late '60s and the noughties differ.", ["196", "200"]),
        ("He ruled from 1979 to 2003, barring 1990-91.", ["1979", "2003", "1990", "1991"]),
        ("Two weeks after Christmas, the shop closed.", ["2019-01-08"]),
        ("They will meet again at Christmas.", ["2019-12-25"]),
        ("They met at Easter and again at Christmas.", ["2019-04-21", "2018-12-25"]),
        ("a year-and-a-half-long siege", ["P1.5Y"]),
        ("He works every other Saturday and on weekends.", ["XXXX-WXX-6", "XXXX-WXX-WE"]),
        ("The panel meets biennially.", ["P2Y"]),
        ("The meeting is at half past nine this morning.", ["2019-08-14T09:30"]),
        ("It began at a quarter to six in the evening.", ["2019-08-14T17:45"]),
        ("In the small hours of Sunday, gunmen struck.", ["2019-08-11TMO"]),
        ("The ceasefire, agreed 2016-04-20T10:00Z, collapsed.", ["2016-04-20T10:00"]),
        ("He was a senator (2003–present).", ["2003", "PRESENT_REF"]),
        ("It sank ten years ago today.", ["2009-08-14"]),
        ("They met from Friday to Sunday.", ["2019-08-09", "2019-08-11"]),
        ("They met from Monday to Friday.", ["2019-08-05", "2019-08-09"]),
        ("They will meet from Monday to Friday.", ["2019-08-19", "2019-08-23"]),
        ("They will meet from Friday to Monday.", ["2019-08-16", "2019-08-19"]),
        ("Wednesday's strike, last Wednesday's and next Wednesday's", ["2019-08-14", "2019-08-07", "2019-08-21"]),
        ("He was found on Friday at 8:30 p.m. (0030 UTC).", ["2019-08-09", "2019-08-09T20:30", "2019-08-10T00:30"]),
        ("It hit at 8:30 p.m. (0030 UTC) on August 9.", ["2019-08-09T20:30", "2019-08-10T00:30", "2019-08-09"]),
        ("On Friday at 3 a.m. (1700 UTC) it stopped.", ["2019-08-09", "2019-08-09T03:00", "2019-08-08T17:00"]),
        (
            "It struck Friday; he faces trial on August 20. It was at 13:40 (0040 UTC).",
            ["2019-08-09", "2019-08-20", "2019-08-09T13:40", "2019-08-09T00:40"],
        ),
        ("It formed this weekend and grew.", ["2019-W32-WE"]),
        ("It will rain this weekend.", ["2019-W33-WE"]),
        ("The quake struck this weekend.", ["2019-W32-WE"]),
        ("On Friday at 10:30 BST (0930 UTC) it ruled.", ["2019-08-09", "2019-08-09T10:30", "2019-08-09T09:30"]),
    ],
)
def test_how_news_writes_time(text: str, values: list[str]) -> None:
    assert [t.value for t in find_timexes(text, WEDNESDAY)] == values
