"""Input that nobody should send, a file a kind: what `torture.py` hides among good articles."""

import bz2
import gzip
import io
import json
import lzma
import os
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

MEGABYTE = 1_000_000
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><rss><channel><item><title>&j;</title><description>&j;</description></item></channel></rss>"
)
ENTITY = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>'


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def tarred(*members: tuple[str, bytes], link: str = "", mode: str = "w:") -> bytes:
    """A tar archive of these members, and of a link."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        if link:
            entry = tarfile.TarInfo("link.txt")
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            archive.addfile(entry)
    return made.getvalue()


def nested(depth: int) -> bytes:
    """A ZIP in a ZIP in a ZIP."""
    content = zipped(("a.txt", b"Deep down."))
    for _ in range(depth):
        content = zipped(("a.zip", content))
    return content


def encrypted() -> bytes:
    """A ZIP whose member claims to be encrypted."""
    content = bytearray(zipped(("a.txt", b"Secret."), method=zipfile.ZIP_STORED))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def bomb() -> bytes:
    """A few kilobytes that unpack to many megabytes."""
    return zipped(*((f"{n}.txt", b"0" * 6 * MEGABYTE) for n in range(8)))


def rows(*records: object) -> bytes:
    """JSON Lines."""
    return "\n".join(json.dumps(record) for record in records).encode()


NOISE = random.Random(3).randbytes(50_000)
FILES: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "blank.txt": lambda: b" \n\t \r\n" * 50,
    "bom.txt": lambda: b"\xef\xbb\xbf",
    "noise.txt": lambda: NOISE,
    "nul.txt": lambda: b"\x00" * 5000,
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + NOISE,
    "program.txt": lambda: b"\x7fELF\x02\x01\x01" + NOISE,
    "half-utf8.txt": lambda: ("Müller ging. " * 50).encode()[:-1] + b"\xc3",
    "utf16-no-mark.txt": lambda: ("A plain line. " * 40).encode("utf-16-le"),
    "utf32.txt": lambda: ("A plain line. " * 40).encode("utf-32"),
    "controls.txt": lambda: bytes(range(1, 32)) * 100,
    "escapes.txt": lambda: b"\x1b]0;owned\x07\x1b[2J\x1b[31m" * 100,
    "zero-width.txt": lambda: ("\u200b\u200c\u200d\ufeff" * 500).encode(),
    "right-to-left.txt": lambda: ("\u202e\u2066\u061c" * 500).encode(),
    "combining.txt": lambda: ("e" + "\u0301" * 50_000).encode(),
    "emoji.txt": lambda: ("\U0001f468\u200d\U0001f469\u200d\U0001f467" * 3000).encode(),
    "dots.txt": lambda: b"." * 200_000,
    "one-word.txt": lambda: b"buffalo " * 60_000,
    "no-full-stop.txt": lambda: b"and then Russia met Poland " * 8000,
    "long-line.txt": lambda: b"x" * 10 * MEGABYTE,
    "brackets.txt": lambda: b"(" * 100_000,
    "quotes.txt": lambda: b'"' * 100_001,
    "digits.txt": lambda: b"1" * 300_000,
    "dates.txt": lambda: b"31/31/31 99-99-9999 0000-00-00 " * 5000,
    "empty.html": lambda: b"<html><body></body></html>",
    "script.html": lambda: b"<html><script>" + b"var a = 1;" * 5000 + b"</script></html>",
    "deep.html": lambda: b"<div>" * 30_000 + b"Down here." + b"</div>" * 30_000,
    "open.html": lambda: b"<html><body><p>Never <b>closed <i>at <a href='",
    "big.html": lambda: b"<html><body>" + b"<i></i>" * 400_000 + b"</body></html>",
    "lies.html": lambda: b'<html><meta charset="utf-16"><body>' + b"\xff\xfe\xfd" * 500,
    "year-0.html": lambda: b'<html><meta property="article:published_time" content="0000-00-00"><p>',
    "laughs.xml": LAUGHS.encode,
    "laughs.rss": LAUGHS.encode,
    "entity.xml": ENTITY.encode,
    "cut.rss": lambda: b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>Half a',
    "none.atom": lambda: b'<feed xmlns="http://www.w3.org/2005/Atom"><title>None</title></feed>',
    "cut.json": lambda: b'[{"title": "a", "text": "b',
    "numbers.json": lambda: b"[1, 2, 3]",
    "deep.json": lambda: b"[" * 100_000,
    "nan.json": lambda: b'{"text": NaN, "published": Infinity}',
    "no-text.jsonl": lambda: rows({"title": "a"}, {"headline": "b"}),
    "mixed.jsonl": lambda: b'{"text": 1}\nnot json\n[]\n{}\nnull\n',
    "surrogate.jsonl": lambda: b'{"text": "\\ud800\\udfff", "title": "\\udc00"}',
    "years.jsonl": lambda: rows({"text": "", "published": "99999-01-01"}, {"text": "", "published": "0000-00-00"}),
    "no-text.csv": lambda: b"a,b\n1,2\n",
    "open-quote.csv": lambda: b'title,text\n"a,"b\nc,"' + b"d\n" * 5000,
    "nul.csv": lambda: b"title,text\n\x00,\x00\n",
    "ragged.tsv": lambda: b"title\ttext\n1\n1\t\t\t\t4\n\n",
    "head-only.csv": lambda: b"title,text\n",
    "cut.zip": lambda: zipped(("a.txt", NOISE))[:-200],
    "bomb.zip": bomb,
    "outside.zip": lambda: zipped(("../../outside.txt", b""), ("/etc/outside.txt", b"")),
    "encrypted.zip": encrypted,
    "nested.zip": lambda: nested(12),
    "nothing.zip": zipped,
    "cut.tar": lambda: tarred(("a.txt", NOISE))[:3000],
    "link.tar": lambda: tarred(link="/etc/passwd"),
    "outside.tar.gz": lambda: tarred(("../outside.txt", b""), mode="w:gz"),
    "cut.txt.gz": lambda: gzip.compress(NOISE)[:-3000],
    "noise.txt.gz": lambda: NOISE,
    "noise.txt.bz2": lambda: b"BZh9" + NOISE,
    "noise.txt.xz": lambda: lzma.compress(NOISE)[:200],
    "bomb.txt.bz2": lambda: bz2.compress(b"0" * 30 * MEGABYTE),
    "cut.pdf": lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "noise.pdf": lambda: b"%PDF-1.4\n" + NOISE,
    "cut.warc": lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999\r\n\r\nHTTP/1.1 200 OK\r\n",
    "noise.warc.gz": lambda: gzip.compress(NOISE),
    "no-body.eml": lambda: b"From: a@b.example\r\nSubject: Nothing\r\n\r\n",
    "broken.eml": lambda: (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/\xff\r\n\r\n\xff"
    ),
    "empty.mbox": lambda: b"From nobody\n\n",
    "front-matter.md": lambda: b"---\ntitle: [unclosed\n---\n",
}


def write(folder: Path) -> int:
    """Put every kind into a folder, with names and files that are no files at all; how many there are."""
    for name, make in FILES.items():
        (folder / name).write_bytes(make())
    odd = [
        lambda: (folder / ("n" * 200 + ".txt")).write_bytes(b""),
        lambda: (folder / "new\nline.txt").write_bytes(b""),
        lambda: Path(os.fsdecode(os.fsencode(folder) + b"/not-\xff-utf8.txt")).write_bytes(b""),
        lambda: (folder / "folder.txt").mkdir(),
        lambda: (folder / "nowhere.txt").symlink_to(folder / "no-such-file"),
        lambda: (folder / "loop.txt").symlink_to(folder / "loop.txt"),
        lambda: os.mkfifo(folder / "pipe.txt"),
    ]
    for make in odd:
        make()
    return len(FILES) + len(odd)
