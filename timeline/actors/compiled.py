"""Keep the compiled registry in the user's cache folder, so that it is read, not built, at each start."""

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FORMAT = 5  # raise when the tables change their shape
DIGEST = 16  # bytes

Tables = dict[str, dict[str, str]]


def content_key(files: Iterable[Path]) -> str:
    """A key that changes whenever the content of a file does."""
    made_by = f"{FORMAT} {marshal.version} {sys.version}"  # marshal promises nothing across versions
    digest = hashlib.blake2b(made_by.encode(), digest_size=DIGEST)
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_compiled(key: str) -> Tables | None:
    """What was kept under `key`, None where there is nothing or it is not whole."""
    try:
        kept = _place(key).read_bytes()
    except OSError:
        return None
    digest, body = kept[:DIGEST], memoryview(kept)[DIGEST:]
    if _digest(body) != digest:  # a write that was cut off must not be taken for the whole
        return None
    tables: Tables = marshal.loads(body)
    return tables


def write_compiled(key: str, tables: Tables) -> None:
    """Keep tables; where the folder cannot be written nothing is kept, and nothing is wrong."""
    path, body = _place(key), marshal.dumps(tables)
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for stale in path.parent.glob("actors-*"):
            stale.unlink(missing_ok=True)
        partial.write_bytes(_digest(body) + body)
        partial.replace(path)
    except OSError:
        with suppress(OSError):
            partial.unlink()


def _digest(body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=DIGEST).digest()


def _place(key: str) -> Path:
    from platformdirs import user_cache_path  # only where a registry is loaded

    return user_cache_path("timeline", appauthor=False) / f"actors-{key}.tables"
