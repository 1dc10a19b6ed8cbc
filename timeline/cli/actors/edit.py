"""`timeline actors add`, and a person's decisions: `merge`, `split`, `alias`, `rename`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import render
from timeline.cli.actors.common import Actor, By, now, person, writing
from timeline.cli.actors.record import which
from timeline.cli.settings import Database
from timeline.errors import QueryError

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The usual name.")],
    kind: Annotated[
        str,
        typer.Option(metavar="KIND", help="country, igo, government, armed_force, party, company, person ..."),
    ] = "other",
    country: Annotated[str, typer.Option(metavar="ALPHA3", help="The state it belongs to.")] = "",
    parent: Annotated[str, typer.Option(metavar="NAME", help="The actor whose deeds include this one's.")] = "",
    sector: Annotated[str, typer.Option(metavar="CODE", help="PLOVER sector: GOV, MIL, OPP, REB, BUS ...")] = "",
    alias: Annotated[
        list[str] | None,
        typer.Option(metavar="FORM", help="Another form; `abbr:`, `short:`, `dem:`, `met:` before it say what kind."),
    ] = None,
    id_: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; made from the name without this.")] = "",
    db: Database = "",
) -> None:
    """Add an actor of your own.

    Articles ingested from now on find it.

    Example:

    \b
        timeline actors add "Black Sea Fleet" --kind armed_force --country RUS --parent "Russian Navy" --sector MIL
    """
    from timeline import query, store
    from timeline.actors.spelling import slug
    from timeline.model import Actor as Added
    from timeline.model import Alias
    from timeline.seeds import Seeds, parse_alias
    from timeline.terms import ActorKind

    if kind not in {*ActorKind}:
        raise QueryError(f'no kind named "{kind}"; there are {", ".join(ActorKind)}')
    with writing(db) as connection:
        above = query.one_actor(connection, parent).id if parent else ""
        actor = Added(id_ or slug(name), name, ActorKind(kind), country.upper(), above, sector.upper())
        if any(known.nearness == 0 for known in query.candidates(connection, actor.id)):
            raise QueryError(f'there is an actor with the id "{actor.id}" already; give another with --id')
        forms = (Alias(actor.id, name), *(parse_alias(actor.id, form) for form in alias or []))
        store.overlay(connection, Seeds((actor,), forms))
    render.say(f"{actor.name}: added as {actor.id}")


def merge(
    kept: Annotated[str, typer.Argument(metavar="ACTOR", help="Who they are; this id stays.")],
    gone: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Who is the same; their ids lead to it.")],
    force: Annotated[bool, typer.Option("--force", help="Also where their kinds differ or both are shipped.")] = False,
    by: By = "",
    db: Database = "",
) -> None:
    """Say that actors are one and the same.

    All mentions, forms and offices of the others become the first one's, in all articles and
    in those to come. `timeline actors undo` takes it back.

    Examples:

    \b
        timeline actors merge mohammad-javad-zarif zarif
        timeline actors merge "Osama bin Laden" "Usama bin Ladin" --by anna
    """
    from timeline import query, store

    with writing(db) as connection:
        first = query.one_actor(connection, kept)
        for name in gone:
            second = query.one_actor(connection, name)
            number = store.merge_actors(connection, first.id, second.id, person=person(by), at=now(), force=force)
            _told(number, f"{second.name} ({second.id}) is {first.name} ({first.id})")


def split(
    name: Actor,
    form: Annotated[
        list[str] | None, typer.Option("--form", metavar="FORM", help="Mentions in these very words (case aside).")
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option("--article", metavar="ID", help="Only of these articles: id, number or address.")
    ] = None,
    into: Annotated[
        str, typer.Option(metavar="OTHER", help="Whom they mean: an actor, or the name of a new one; else the form is.")
    ] = "",
    by: By = "",
    db: Database = "",
) -> None:
    """Say that some mentions of an actor mean another.

    Examples:

    \b
        timeline actors split georgia --form "Georgia Department of Health"
        timeline actors split zarif --article 17 --into "Ali Zarif"
    """
    from timeline import query, store

    with writing(db) as connection:
        whole = query.one_actor(connection, name)
        articles = [_article(connection, each) for each in article or []]
        target = query.candidates(connection, into or (form or [""])[0])
        other = query.one_actor(connection, into).id if into and target else into
        if target and not into:
            same = f"{target[0].name} ({target[0].id})"
            if target[0].id != whole.id:
                raise QueryError(f'"{(form or [""])[0]}" is a name of {same} already: --into says whether it is meant')
        number = store.split_actor(connection, whole.id, form or [], articles, into=other, person=person(by), at=now())
        (made,) = [each for each in store.actor_corrections(connection) if each.id == number]
        _told(number, f"{which(made)} of {whole.name} ({whole.id}) are {made.other} from now on")


def alias(
    name: Actor,
    form: Annotated[str, typer.Argument(metavar="FORM", help="As it stands in texts; case counts.")],
    kind: Annotated[
        str,
        typer.Option("--type", metavar="TYPE", help="name, short, abbreviation, demonym, capital, metonym or title."),
    ] = "name",
    context: Annotated[
        bool, typer.Option("--needs-context", help="It means the actor only where the text speaks of it otherwise.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="The actor does not go by this form.")] = False,
    by: By = "",
    db: Database = "",
) -> None:
    """Say that an actor goes by a form, or does not.

    Holds for articles to come, and for mentions in stored ones that were read as somebody
    unknown of that name.

    Examples:

    \b
        timeline actors alias NATO "the Alliance"
        timeline actors alias RUS "Moscow" --remove
    """
    from timeline import query, store
    from timeline.seeds import PREFIXES
    from timeline.terms import AliasType

    named = PREFIXES.get(kind) or (AliasType(kind) if kind in {*AliasType} else None)
    if named is None:
        raise QueryError(f'no type of form named "{kind}"; there are {", ".join(AliasType)}')
    with writing(db) as connection:
        owner = query.one_actor(connection, name)
        who: dict[str, Any] = {"person": person(by), "at": now()}
        if remove:
            number = store.remove_alias(connection, owner.id, form, **who)
        else:
            number = store.add_alias(connection, owner.id, form, named, needs_context=context, **who)
    _told(number, f'{owner.name} ({owner.id}) {"does not go" if remove else "goes"} by "{form}"')


def rename(
    name: Actor,
    new: Annotated[str, typer.Argument(metavar="NAME", help="What it is called from now on.")],
    by: By = "",
    db: Database = "",
) -> None:
    """Give an actor another name; its id stays, and it goes by the old name too.

    Example:

    \b
        timeline actors rename SWZ Eswatini
    """
    from timeline import query, store

    with writing(db) as connection:
        owner = query.one_actor(connection, name)
        number = store.rename_actor(connection, owner.id, new, person=person(by), at=now())
    _told(number, f"{owner.name} ({owner.id}) is called {new}")


def _told(number: int, what: str) -> None:
    render.say(f"{what}; `timeline actors undo {number}` takes it back")


def _article(connection: "Connection", name: str) -> int:
    from timeline.query import article_number

    return article_number(connection, name)
