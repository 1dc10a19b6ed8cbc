"""How names are compared."""

import unicodedata


def fold(form: str) -> str:
    """A name as it is compared: without case, accents and doubled spaces.

    >>> fold("  Erdoğan "), fold("São  Paulo")
    ('erdogan', 'sao paulo')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())
