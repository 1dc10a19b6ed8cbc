"""What kind of text an article is."""

import pytest

from timeline.events.genre import Genre, genre_of
from timeline.model import Article
from timeline.temporal import find_timexes

NEWS = (
    "On Monday the mine closed after a flood, and its owners said that it would stay shut.\n\n"
    "On Tuesday, divers looked for three men who had been underground, the ministry said.\n\n"
    "On Wednesday the search was called off.\n\n"
    "The mine, which opened in 1961, had been flooded twice before.\n\n"
    "Its owners did not answer a request for comment."
)
CHRONOLOGY = (
    "How the strike unfolded.\n\nMay 3, 2014: The mine is sold.\n\nJune 12: Workers down tools.\n\n"
    "July 1 - A court bans the strike.\n\nAugust 9: The strike ends."
)
LIVE = "14:20 The dam holds.\n\n14:35 Villages are emptied.\n\n15:10 The minister arrives.\n\n15:40 The water falls."
ASKED = (
    "We spoke to the engineer.\n\nWhy did the bridge fall?\n\nThe bolts had rusted.\n\nWho knew?\n\nNobody asked.\n\n"
    "Will it be rebuilt?\n\nI hope so."
)
LABELLED = "\n".join(["Two questions.", "Q: Why?", "A: The bolts had rusted.", "Q: Who knew?", "A: Nobody asked."])
LIST = "- The mine closed.\n- The dam held.\n- The bridge fell.\n- The court sat.\n- The strike ended."
OPINION = (
    "I have long thought that the treaty should be kept. My critics say that I am wrong, and perhaps I am, but we must "
    "not let the river dry up because I was too proud to argue for what I signed, and neither should my country."
)


@pytest.mark.parametrize(
    ("text", "title", "genre"),
    [
        pytest.param(NEWS, "Mine closes after flood", Genre.NEWS, id="paragraphs that open with days"),
        pytest.param("The mine closed.", "", Genre.NEWS, id="a stub"),
        pytest.param("", "", Genre.NEWS, id="nothing"),
        pytest.param(CHRONOLOGY, "", Genre.CHRONOLOGY, id="lines that are headed by dates"),
        pytest.param(LIVE, "", Genre.LIVE_BLOG, id="clock times"),
        pytest.param(ASKED, "", Genre.INTERVIEW, id="questions"),
        pytest.param(LABELLED, "", Genre.INTERVIEW, id="labels"),
        pytest.param(LIST, "", Genre.LIST, id="bullets"),
        pytest.param(OPINION, "", Genre.OPINION, id="first person"),
        pytest.param(f"“{OPINION}”\n\nSo said the minister.", "", Genre.NEWS, id="first person, quoted"),
        pytest.param(NEWS, "Opinion: the mine must stay shut", Genre.OPINION, id="by its title"),
        pytest.param(NEWS, "October in brief", Genre.ROUND_UP, id="round-up by its title"),
        pytest.param(NEWS, "Relief for mine workers", Genre.NEWS, id="no word of the title is half another"),
    ],
)
def test_genre(text: str, title: str, genre: Genre) -> None:
    article = Article(text, title=title, published=736085)
    assert genre_of(article, find_timexes(text, article.published)) is genre
