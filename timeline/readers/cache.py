"""What was fetched, kept on disk, so that a server is asked only for what is new to us."""

import hashlib
import json
import os
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

LIMIT_BYTES = 512 << 20
KEPT_SHARE = 0.8  # of the limit that is left once it is passed, so that not every page makes room anew
BROKEN = (OSError, ValueError, TypeError, KeyError, zlib.error)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: what the server said of it, when it was last known to be right and until when it surely is.

    Times are seconds since 1970.  `moved` is the address it redirects to, and then it has no body.
    """

    stored: float
    fresh_until: float = 0.0
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    moved: str = ""
    body: bytes = b""


class Cache:
    """A folder of answers, a file each, of which the longest unused go when it grows over `limit` bytes.

    A cache that cannot be read or written is as good as none: nothing here raises.
    """

    def __init__(self, folder: Path, limit: int = LIMIT_BYTES) -> None:
        self.folder, self.limit = folder, limit
        self.size = -1  # in bytes; not counted yet

    def get(self, url: str) -> Kept | None:
        """The answer of an address, None where there is none."""
        path = self._path(url)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            os.utime(path)
            return replace(Kept(**json.loads(head)), body=zlib.decompress(body))
        except BROKEN:
            return None

    def put(self, url: str, kept: Kept) -> None:
        """Keep an answer instead of the one before."""
        head = {name: value for name, value in asdict(kept).items() if name != "body"}
        data = json.dumps(head).encode() + b"\n" + zlib.compress(kept.body, 6)
        path = self._path(url)
        part = path.with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(path)
            self._bound(len(data))
        except OSError:
            with suppress(OSError):
                part.unlink()

    def _path(self, url: str) -> Path:
        return self.folder / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()

    def _bound(self, added: int) -> None:
        if self.size >= 0 and self.size + added <= self.limit:
            self.size += added
            return
        found = sorted((entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in os.scandir(self.folder))
        self.size = sum(size for _, size, _ in found)
        if self.size <= self.limit:
            return
        for _, size, path in found:
            if self.size <= KEPT_SHARE * self.limit:
                return
            Path(path).unlink(missing_ok=True)
            self.size -= size
