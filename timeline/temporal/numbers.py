"""Read numbers written in words, figures or both."""

import re
from collections.abc import Mapping

PART = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+|/")
HALF, UNKNOWN = 0.5, -1


def read_number(text: str, words: Mapping[str, float]) -> float | None:
    """The number `text` says; None where it says only that there are some.

    `words` gives the value of each number word; -1 marks the vague ones.

    >>> table = {"a": 1, "two": 2, "hundred": 100, "half": 0.5, "few": -1}
    >>> read_number("two hundred", table), read_number("2 1/2", table), read_number("a few", table)
    (200.0, 2.5, None)
    """
    total, current = 0.0, 0.0
    parts = PART.findall(text.lower())
    if parts[-2:-1] == ["/"]:
        return float(parts[0].replace(",", "")) + HALF if len(parts) > 3 else HALF
    for part in parts:
        value = float(part.replace(",", "")) if part[0].isdigit() else words.get(part)
        if value is None:
            continue
        if value == UNKNOWN:
            return None
        if value == HALF:
            total += HALF
        elif value >= 100 and part[0].isalpha():
            current = (current or 1) * value
            if value >= 1000:
                total, current = total + current, 0
        elif value == 1 and len(part) < 3 and len(parts) > 1:
            continue  # the article of "a hundred", "a dozen"
        else:
            current += value
    return total + current or None


def shown(number: float) -> str:
    """The number as TIMEX3 writes it.

    >>> shown(2.0), shown(2.5)
    ('2', '2.5')
    """
    return f"{int(number)}" if number == int(number) else f"{number:g}"
