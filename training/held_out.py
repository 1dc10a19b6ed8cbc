"""Ingest the annotated articles so that none is read with weights that were fitted to it."""

import sys
from collections.abc import Mapping, Sequence

from timeline import ingest
from timeline.logistic import Logistic, load_logistic
from timeline.model import Article
from training.choice import DECISIONS, FOLDS, Reading, fold_of, weights_of


def ingest_held_out(articles: Sequence[Article], found: Sequence[Reading], database: str) -> None:
    """Store the articles, fold by fold, each with the learnt decisions fitted to the other folds' readings."""
    shipped = load_logistic
    try:
        for fold in range(FOLDS):
            others = [reading for reading in found if fold_of(reading.article) != fold]
            _use({name: Logistic(weights_of(name, others)) for name in DECISIONS})
            ingest.take((a for a in articles if fold_of(a.id) == fold), database, jobs=1)
    finally:
        _replace(shipped)


def _use(models: Mapping[str, Logistic]) -> None:
    """Let these models decide, and the shipped ones where none is given."""
    _replace(lambda name, language="en": models[name] if name in models else load_logistic(name, language))


def _replace(loader: object) -> None:
    """Put a loader in the place of `load_logistic` wherever it was imported."""
    for name, module in list(sys.modules.items()):
        if name.startswith("timeline.") and name != "timeline.logistic" and hasattr(module, "load_logistic"):
            module.load_logistic = loader  # type: ignore[attr-defined]
