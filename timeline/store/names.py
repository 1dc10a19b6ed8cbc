"""How names are compared."""

import unicodedata
from functools import lru_cache

ARTICLE = "the "


@lru_cache(maxsize=4096)
def fold(form: str) -> str:
    """A name as it is compared: without case, accents and doubled spaces.

    >>> fold("  Erdoğan "), fold("São  Paulo")
    ('erdogan', 'sao paulo')
    """
    if form.isascii():
        return " ".join(form.casefold().split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def without_article(form: str) -> str:
    """A name as it is compared, without the article before it.

    >>> without_article("The Pentagon"), without_article("Theresa May")
    ('pentagon', 'theresa may')
    """
    return fold(form).removeprefix(ARTICLE)
