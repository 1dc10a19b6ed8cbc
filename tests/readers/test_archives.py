"""Archives and folders: all that can be read, in a fixed order; nothing that leads elsewhere or has no end."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.readers.made import OTHER, STORY, error_in, found_in, mail, rss
from timeline.errors import ReadError
from timeline.model import Article
from timeline.readers import Given, read
from timeline.readers.archives import Budget


def tar(members: dict[str, bytes], mode: str = "w", **links: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, target in links.items():
            link = tarfile.TarInfo(f"{name}.txt")
            link.type, link.linkname = tarfile.SYMTYPE, target
            archive.addfile(link)
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def texts(source: str) -> list[str]:
    return [found.text if isinstance(found, Article) else str(found) for found in read(source, Given())]


MEMBERS = {"b.txt": STORY.encode(), "a/c.txt": OTHER.encode(), "picture.png": b"x", ".hidden.txt": b"Hidden."}


def test_links_in_a_tar_lead_nowhere() -> None:
    found = found_in(tar(MEMBERS, passwd="/etc/passwd", shadow="../../../../etc/shadow"))
    assert [f.text for f in found if isinstance(f, Article)] == [STORY, OTHER]
    assert len(found) == 2


def test_a_path_out_of_the_archive_is_only_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tar({"../../../evil.txt": STORY.encode(), "/tmp/evil.txt": OTHER.encode()}))
    assert texts(str(path)) == [STORY, OTHER]
    assert sorted(os.listdir(tmp_path)) == ["a.tar"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.tar", lambda: tar(MEMBERS)),
        ("a.tar.gz", lambda: tar(MEMBERS, "w:gz")),
        ("a.tgz", lambda: tar(MEMBERS, "w:gz")),
        ("a.tar.bz2", lambda: tar(MEMBERS, "w:bz2")),
        ("a.tar.xz", lambda: tar(MEMBERS, "w:xz")),
        ("a.txz", lambda: tar(MEMBERS, "w:xz")),
        ("a.zip", lambda: zipped(MEMBERS)),
    ],
)
def test_every_archive_gives_its_articles_in_its_order(tmp_path: Path, name: str, pack: Callable[[], bytes]) -> None:
    (tmp_path / name).write_bytes(pack())
    assert texts(str(tmp_path / name)) == [STORY, OTHER]
    assert [f.text for f in found_in(pack()) if isinstance(f, Article)] == [STORY, OTHER]


@pytest.mark.parametrize(
    ("name", "pack"), [("a.txt.gz", gzip.compress), ("a.txt.bz2", bz2.compress), ("a.txt.xz", lzma.compress)]
)
def test_one_packed_file(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / name).write_bytes(pack(STORY.encode()))
    assert texts(str(tmp_path / name)) == [STORY]


def test_archives_in_archives_and_formats_in_them() -> None:
    inner = zipped({"x.eml": mail(OTHER), "feed.rss": rss()})
    found = found_in(
        tar({"a.txt": STORY.encode(), "inner.zip": inner, "b.jsonl.gz": gzip.compress(b'{"text": "Third."}')})
    )
    assert [f.text for f in found if isinstance(f, Article)] == [STORY, OTHER, "Third."]


def test_nesting_has_an_end() -> None:
    data = zipped({"a.txt": STORY.encode()})
    for _ in range(5):
        data = zipped({"a.zip": data})
    assert "lies in 4 archives, one in the other" in error_in(data)


def test_a_small_file_that_unpacks_to_a_large_one_is_stopped() -> None:
    bomb = zipped({f"{n}.txt": bytes(1) + b"a" * (20 << 20) for n in range(3)})
    found = found_in(bomb)
    assert len(found) == 1  # the rest of the archive is left alone
    assert "unpacks to more than 250 times its size" in str(found[0])


def test_so_is_one_whose_members_share_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.readers.archives.MAX_UNPACKED_BYTES", 10_000)
    found = found_in(zipped({f"{n}.txt": STORY.encode() * 50 for n in range(9)}))
    assert sum(isinstance(f, Article) for f in found) == 2
    assert "unpacks to more than" in str(found[-1])
    assert len(found) == 3


def test_a_budget_counts_what_came_in_so_far() -> None:
    budget = Budget("a.gz", lambda: 100_000)
    budget.count(20 << 20)
    with pytest.raises(ReadError, match="250 times"):
        budget.count(20 << 20)


def test_a_member_that_is_broken_costs_only_itself() -> None:
    data = zipped({"a.txt": STORY.encode() * 30, "b.txt": OTHER.encode()})
    start = data.index(b"a.txt") + 5
    broken, whole = found_in(data[: start + 10] + bytes(20) + data[start + 30 :])
    assert "cannot be unpacked" in str(broken)
    assert isinstance(whole, Article)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_an_archive_that_breaks_off_is_named_once(mode: str, cut: float) -> None:
    noise = os.urandom(3000).hex().encode()
    data = tar({"a.txt": STORY.encode() + noise, "b.txt": noise}, mode)
    errors = [f for f in found_in(data[: int(len(data) * cut)]) if isinstance(f, ReadError)]
    assert len(errors) <= 1
    assert all("reader failed" not in str(error) for error in errors)


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY.encode()}))
    data[6] |= 1  # both flags that say it is encrypted
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in error_in(bytes(data))


def test_a_folder_is_read_in_order_whatever_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("Two came.")
    (tmp_path / "a.txt").mkdir()  # a folder named like a file
    (tmp_path / "a.txt" / "1.txt").write_text("One came.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "0.txt").write_text("Hidden.")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "d").symlink_to(tmp_path)  # a circle
    os.mkfifo(tmp_path / "e.txt")
    (tmp_path / "f.txt").write_text("Six came.")
    (tmp_path / "g\n.txt").write_bytes(b"")
    found = texts(str(tmp_path))
    assert [line for line in found if "came" in line] == ["One came.", "Two came.", "Six came."]
    assert [line.partition(": ")[2] for line in found if "came" not in line] == [
        "is a link to nothing",
        "is no file; remove it",
        "is empty",
    ]


def test_a_pipe_given_by_name_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "try `timeline ingest - <" in texts(str(tmp_path / "pipe"))[0]


def test_a_device_has_no_end() -> None:
    assert "is no file" in texts("/dev/zero")[0]


def test_a_path_that_none_can_be() -> None:
    assert "is no path" in texts("a\0b")[0]
    assert "cannot be read" in texts("x" * 5000)[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read all")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "a.txt").chmod(0)
    assert "ermission denied" in texts(str(tmp_path))[0]


def test_what_the_system_denies_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(OTHER)
    opened = Path.open

    def refusing(path: Path, *args: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args)

    monkeypatch.setattr(Path, "open", refusing)
    assert texts(str(tmp_path)) == [f"{tmp_path}/a.txt: cannot be read: Permission denied", OTHER]


def test_an_archive_without_articles_says_so() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("picture.png", b"\x89PNG")
    (found,) = read("-", Given(), stdin=io.BytesIO(packed.getvalue()))
    assert "holds no articles (files ending in .txt" in str(found)
