"""Names of event classes, and of groups of them that other coding schemes use."""

from timeline.errors import NotFoundError

PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
OURS = (
    "STATEMENT", "ELECTION", "OFFICE", "DISASTER", "ACCIDENT", "HEALTH", "DEATH", "DEAL", "LAUNCH", "MARKET", "RESULT",
    "LEGAL", "OTHER",
)  # fmt: skip
CLASSES = PLOVER + OURS
QUADS = {
    "verbal cooperation": PLOVER[:4],
    "material cooperation": PLOVER[4:7],
    "verbal conflict": PLOVER[7:11],
    "material conflict": PLOVER[11:],
}
CAMEO = {
    "01": ("STATEMENT",), "02": ("REQUEST",), "03": ("AGREE",), "04": ("CONSULT",), "05": ("SUPPORT",),
    "06": ("COOPERATE",), "07": ("AID",), "08": ("CONCEDE", "RETREAT"), "09": ("ACCUSE",), "10": ("REQUEST",),
    "11": ("ACCUSE",), "12": ("REJECT",), "13": ("THREATEN",), "14": ("PROTEST",), "15": ("MOBILIZE",),
    "16": ("SANCTION",), "17": ("COERCE",), "18": ("ASSAULT",), "19": ("ASSAULT",), "20": ("ASSAULT",),
}  # fmt: skip


def classes_of(name: str) -> tuple[str, ...]:
    """The classes that a type stands for: a class, a CAMEO root code or a quad class.

    Raises:
        NotFoundError: there is no such type.

    >>> classes_of("consult"), classes_of("4"), classes_of("material-cooperation")
    (('CONSULT',), ('CONSULT',), ('COOPERATE', 'AID', 'RETREAT'))
    """
    upper, quad = name.strip().upper(), " ".join(name.lower().replace("-", " ").replace("_", " ").split())
    if upper in CLASSES:
        return (upper,)
    if quad in QUADS:
        return QUADS[quad]
    if upper.isdigit() and upper.zfill(2)[:2] in CAMEO and len(upper) <= 4:
        return CAMEO[upper.zfill(2)[:2]]
    from difflib import get_close_matches

    raise NotFoundError("event type", name, get_close_matches(upper, CLASSES, n=3))
