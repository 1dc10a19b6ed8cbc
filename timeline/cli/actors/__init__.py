"""`timeline actors`: who there is, and a person's say in it."""

import typer

from timeline.cli.actors import edit, files, listing, record, show, suggest

app = typer.Typer(
    help="List, show, add and correct actors: merge, split, rename, alias.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("list")(listing.list_)
app.command("show")(show.show)
app.command("add")(edit.add)
app.command("merge")(edit.merge)
app.command("split")(edit.split)
app.command("alias")(edit.alias)
app.command("rename")(edit.rename)
app.command("log")(record.log)
app.command("undo")(record.undo)
app.command("suggest")(suggest.suggest)
app.command("import")(files.import_)
app.command("export")(files.export)
