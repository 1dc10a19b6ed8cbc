"""Ingest the annotated articles so that none is read with weights that were fitted to it."""

from collections.abc import Sequence

from timeline import ingest
from timeline.logistic import Logistic, load_logistic
from timeline.model import Article
from training.choice import DECISIONS, Before, Reading, deciding_before, fold_of, shipped
from training.reading import deciding


def ingest_held_out(
    articles: Sequence[Article], found: Sequence[Reading], before: Sequence[Before], database: str
) -> None:
    """Store the articles, fold by fold, each with the learnt decisions fitted to the other folds' readings.

    `before` holds for each fold what decides before an event is weighed.
    """
    for fold, models in enumerate(before):
        others = [reading for reading in found if fold_of(reading.article) != fold]
        chosen = {name: Logistic(shipped(name, others)) for name in DECISIONS}

        def load(name: str, language: str = "en", chosen: dict[str, Logistic] = chosen) -> Logistic:
            return chosen[name] if name in chosen else load_logistic(name, language)

        with deciding_before(models), deciding(load_logistic=load):
            ingest.take((a for a in articles if fold_of(a.id) == fold), database, jobs=1)
