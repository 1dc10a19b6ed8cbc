"""Keep the compiled registry in the user's cache folder, so that it is read, not built, at each start."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

FORMAT = b"4"  # raise when the tables change their shape


def content_key(files: Iterable[Path]) -> str:
    """A key that changes whenever the content of a file does."""
    digest = hashlib.blake2b(FORMAT, digest_size=16)
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_compiled(key: str) -> str | None:
    """What was kept under `key`, None where there is nothing or it cannot be read."""
    try:
        text = _place(key).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    # a write that was cut off must not be taken for the whole
    body, _, end = text.rpartition("\n")
    return body if end == key else None


def write_compiled(key: str, text: str) -> None:
    """Keep `text`; where the folder cannot be written nothing is kept, and nothing is wrong."""
    path = _place(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for stale in path.parent.glob("actors-*.json"):
            stale.unlink(missing_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(f"{text}\n{key}", "utf-8")
        partial.replace(path)
    except OSError:
        return


def _place(key: str) -> Path:
    from platformdirs import user_cache_path  # only where a registry is loaded

    return user_cache_path("timeline", appauthor=False) / f"actors-{key}.json"
