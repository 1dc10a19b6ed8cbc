"""How an event is told: as done, planned, possible, denied; and who says so."""

import pytest

from timeline.actors import load_registry
from timeline.extract import analyse
from timeline.language import load_parser
from timeline.model import Article, EventMention
from timeline.terms import Status


def found(text: str, trigger: str) -> EventMention:
    """The event of a trigger in a text."""
    (analysis,) = analyse([Article(text, published=736074)], parser=load_parser(), registry=load_registry())
    return next(event for event in analysis.events if event.trigger.text == trigger)


def speakers(event: EventMention) -> list[str]:
    """Who says that it happened."""
    return [mention.name for mention in event.attribution.said_by] if event.attribution else []


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        # what happened, whatever stands around it
        pytest.param(
            "France had to withdraw in May.",
            "withdraw",
            Status.HAPPENED,
            id="had to",
            marks=pytest.mark.xfail(strict=True, reason="read as a plan"),
        ),
        pytest.param(
            "Troops flew to Kabul to meet the governor.", "meet", Status.HAPPENED, id="a purpose that was met"
        ),
        pytest.param("She was the first woman to lead the party.", "lead", Status.HAPPENED, id="the first to"),
        pytest.param("The man who attacked the shop wants to leave.", "attacked", Status.HAPPENED, id="who did it"),
        pytest.param("France may act because Iran attacked a ship.", "attacked", Status.HAPPENED, id="because"),
        pytest.param("Smith came back to Malta in 1998, only to be jailed.", "jailed", Status.HAPPENED, id="only to"),
        # what somebody claims
        pytest.param("The claim was that Smith attacked the shop.", "attacked", Status.POSSIBLE, id="the claim was"),
        pytest.param("The fact is that Smith attacked the shop.", "attacked", Status.HAPPENED, id="the fact is"),
        pytest.param("The indictment said Smith attacked a shop.", "attacked", Status.POSSIBLE, id="an indictment"),
        pytest.param(
            "The road was apparently dry and a bus crashed.", "crashed", Status.HAPPENED, id="an adverb apart"
        ),
        pytest.param("Iran wants to know what France attacked.", "attacked", Status.HAPPENED, id="a question within"),
        pytest.param("The president was convicted of murder.", "murder", Status.HAPPENED, id="convicted of it"),
        pytest.param("Chile attempted to settle the dispute with Peru.", "dispute", Status.HAPPENED, id="its object"),
        pytest.param("Iran could not attack Israel.", "attack", Status.HAPPENED, id="could not"),
        # what goes on
        pytest.param("Protesters are marching in Paris.", "marching", Status.ONGOING, id="is doing"),
        pytest.param("Protesters have been marching in Paris.", "marching", Status.ONGOING, id="has been doing"),
        # what is to come
        pytest.param("The senate was to meet on Monday.", "meet", Status.PLANNED, id="was to"),
        pytest.param("The parliament of Spain is due to vote on Monday.", "vote", Status.PLANNED, id="due to"),
        pytest.param("The trial is set to begin on Wednesday.", "trial", Status.PLANNED, id="a noun set to begin"),
        pytest.param("France announced a summit to be held in Lyon.", "summit", Status.PLANNED, id="to be held"),
        pytest.param("Rebels planned an attack on Kabul.", "attack", Status.PLANNED, id="a deed planned"),
        pytest.param("The talks will go on until Iran releases the crew.", "releases", Status.PLANNED, id="until"),
        pytest.param("They would investigate the case, France said.", "investigate", Status.PLANNED, id="would, said"),
        # what may be
        pytest.param("Iran may attack Israel.", "attack", Status.POSSIBLE, id="may"),
        pytest.param("Fears that Iran will attack Israel grew.", "attack", Status.POSSIBLE, id="fears that"),
        pytest.param("The army reportedly shelled a town.", "shelled", Status.POSSIBLE, id="reportedly"),
        pytest.param("The minister was accused of taking bribes.", "taking", Status.POSSIBLE, id="accused of"),
        pytest.param("A man was charged with the murder of a guard.", "murder", Status.POSSIBLE, id="charged with"),
        pytest.param("A man was arrested on suspicion of murder.", "murder", Status.POSSIBLE, id="on suspicion of"),
        pytest.param("Prosecutors allege that the firm stole oil.", "stole", Status.POSSIBLE, id="allege"),
        # conditions
        pytest.param("Had the court agreed, France would have lost.", "agreed", Status.HYPOTHETICAL, id="had"),
        pytest.param("Should Iran attack Israel, France will act.", "attack", Status.HYPOTHETICAL, id="should"),
        pytest.param("If Iran attacks Israel, France will act.", "attacks", Status.HYPOTHETICAL, id="if"),
    ],
)
def test_status(text: str, trigger: str, status: Status) -> None:
    assert found(text, trigger).status == status


@pytest.mark.parametrize(
    ("text", "trigger", "negated"),
    [
        pytest.param("Not only did France attack Spain, it also sank a ship.", "attack", False, id="not only"),
        pytest.param("Prices almost doubled in France.", "doubled", False, id="an amount almost changed"),
        pytest.param("The town was destroyed not by rebels but by Sudan.", "destroyed", False, id="another's deed"),
        pytest.param("The firm violated an agreement with France.", "agreement", False, id="what is violated"),
        pytest.param("Neither France nor Spain signed the treaty.", "signed the treaty", True, id="neither nor"),
        pytest.param("France and Spain almost went to war in 1990.", "went", True, id="almost"),
        pytest.param("Chile failed to pay its debt.", "pay", True, id="fail to"),
        pytest.param("Turkey no longer supports the treaty.", "supports", True, id="no longer"),
        pytest.param("Reports that rebels attacked the town were false.", "attacked", True, id="were false"),
        pytest.param("Iran could not attack Israel.", "attack", True, id="could not"),
        pytest.param("France denied attacking Spain.", "attacking", True, id="denied"),
    ],
)
def test_denied(text: str, trigger: str, *, negated: bool) -> None:
    assert found(text, trigger).negated is negated


def test_of_not_x_but_y_only_y_did_it() -> None:
    event = found("The minister was shot not by Russia but by Ukraine.", "shot")
    assert [mention.name for mention in event.source] == ["Ukraine"]


@pytest.mark.parametrize(
    ("text", "trigger", "cue", "said_by"),
    [
        pytest.param("Iran attacked a ship.", "attacked", None, [], id="nobody"),
        pytest.param("France said Iran attacked a ship.", "attacked", "said", ["France"], id="said"),
        pytest.param("France warned that Iran attacked a ship.", "attacked", "warned", ["France"], id="warned"),
        pytest.param("Iran attacked a ship, France added.", "attacked", "added", ["France"], id="added"),
        pytest.param(
            "According to France, Iran attacked a ship.", "attacked", "According", ["France"], id="according to"
        ),
        pytest.param("Iran was said to have attacked a ship.", "attacked", "said", [], id="not whom it is said of"),
        pytest.param("Iran reportedly attacked a ship.", "attacked", "reportedly", [], id="reportedly"),
        pytest.param("France accused Iran of attacking a ship.", "attacking", "accused", ["France"], id="accused"),
        pytest.param("“Iran attacked a ship,” France said.", "attacked", "said", ["France"], id="quoted"),
        pytest.param(
            "“Iran attacked a ship. It sank,” France said.",
            "attacked",
            "said",
            ["France"],
            id="quoted a sentence before",
        ),
        pytest.param("“Iran attacked a ship.”", "attacked", "", [], id="a mark is no cue"),
        pytest.param(
            "“Spain said Iran attacked a ship,” France said.",
            "attacked",
            "said",
            ["Spain", "France"],
            id="who is quoted reports another",
        ),
    ],
)
def test_who_says_so(text: str, trigger: str, cue: str | None, said_by: list[str]) -> None:
    event = found(text, trigger)
    assert (event.attribution.text if event.attribution else None) == cue
    assert speakers(event) == said_by


def test_nobody_dead_says_so() -> None:
    text = "Nelson Mandela praised the vote. “The talks failed.” Nelson Mandela died on Monday, “Nelson Mandela died.”"
    (analysis,) = analyse([Article(text, published=736074)], parser=load_parser(), registry=load_registry())
    deaths = [event for event in analysis.events if event.event_class == "DEATH"]
    assert deaths
    assert all(not speakers(event) for event in deaths)
