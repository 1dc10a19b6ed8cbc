"""Who is mentioned: a registry of actors, and the recognition of them in a text."""

from timeline.actors.anaphora import refer
from timeline.actors.nearest import nearest
from timeline.actors.recognise import find_mentions
from timeline.actors.registry import Registry, load_registry
from timeline.actors.resolve import resolve
from timeline.actors.suggest import Suggestion, suggest

__all__ = ["Registry", "Suggestion", "find_mentions", "load_registry", "nearest", "refer", "resolve", "suggest"]
