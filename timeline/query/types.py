"""Event types that a question may name: classes, and the groups of them that other coding schemes use."""

from timeline.errors import NotFoundError

CODE = 4  # digits of the longest CAMEO code


def classes_of(name: str) -> tuple[str, ...]:
    """The classes that a type stands for: a class, a CAMEO root code or a quad class.

    Raises:
        NotFoundError: there is no such type.

    >>> classes_of("consult"), classes_of("4"), classes_of("material-cooperation")
    (('CONSULT',), ('CONSULT',), ('COOPERATE', 'AID', 'RETREAT'))
    """
    from timeline.classes import load_classes  # a question without a type reads no table

    upper, quad = name.strip().upper(), " ".join(name.lower().replace("-", " ").replace("_", " ").split())
    known = load_classes()
    if upper in known:
        return (upper,)
    root = upper.zfill(2)[:2] if upper.isdigit() and len(upper) <= CODE else ""
    found = tuple(each.name for each in known.values() if quad == each.quad or root in each.cameo)
    if quad and found:
        return found
    from difflib import get_close_matches

    raise NotFoundError("event type", name, get_close_matches(upper, known, n=3))
