"""Bytes -> text: find the encoding, refuse what is no text."""

import codecs

from timeline.errors import ReadError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = {
    b"%PDF-": "a PDF; give it the suffix .pdf, or --format pdf",
    b"PK\x03\x04": "a ZIP archive or an office document; give it the suffix .zip if it holds articles",
    b"\x1f\x8b": "gzip data; give it the suffix .gz",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
}
SAMPLE_BYTES = 1 << 18


def encoding_of(head: bytes, name: str, declared: str = "") -> str:
    """The encoding of a text that begins with `head`; `declared` is what it says itself, believed where it can be.

    Raises:
        ReadError: these are not the bytes of a text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    for signature, what in SIGNATURES.items():
        if head.startswith(signature):
            raise ReadError(name, f"is {what}")
    if b"\0" in head[:SAMPLE_BYTES]:
        raise ReadError(name, "is binary, not text")
    if _is_utf8(head):  # bytes that fit it by chance are rare, and servers that name another are not
        return "utf-8"
    return declared if _fits(head, declared) else _guess(head, name)


def decode(data: bytes, name: str, declared: str = "") -> str:
    """The text of `data`, with line ends as `\\n`; `declared` is the encoding it is said to have.

    Raises:
        ReadError: it is not text, or says one encoding and holds another.
    """
    encoding = encoding_of(data, name, declared)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(name, f"is not {encoding} from byte {error.start} on; convert it to UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def charset_of(content_type: str) -> str:
    """The encoding that a Content-Type names, "" for none.

    >>> charset_of('text/html; charset="utf-8"')
    'utf-8'
    """
    pairs = (part.strip().partition("=") for part in content_type.split(";")[1:])
    return next((value.strip("\"' ") for name, _, value in pairs if name.strip().lower() == "charset"), "")


def _is_utf8(head: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()  # a sample may end inside a character
    try:
        decoder.decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _fits(head: bytes, encoding: str) -> bool:
    try:
        return bool(encoding) and isinstance(head[:SAMPLE_BYTES].decode(encoding, "strict"), str)
    except (LookupError, UnicodeError, ValueError):
        return False


def _guess(head: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(head[:SAMPLE_BYTES]).best()
    if best is None:
        raise ReadError(name, "is in no encoding that could be recognised; convert it to UTF-8")
    return best.encoding
