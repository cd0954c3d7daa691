"""One layer of compression comes off whole or is named broken, and costs no more than what is taken of it."""

import gzip
import time
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from articles.harvest.unpack import ENCODINGS, NotPacked, gzip_file, pieces

TEXT = "Граница је отворена. ".encode() * 5_000
PACKED = {
    "gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstandard.compress(TEXT),
}


def unpacked(packed: bytes, encoding: str, step: int = 65_536) -> bytes:
    return b"".join(pieces((packed[i : i + step] for i in range(0, len(packed), step)), encoding))


def test_every_encoding_that_we_ask_for_is_tested() -> None:
    assert set(PACKED) == set(ENCODINGS)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("step", [1, 2, 7, 1_000, 1_000_000])
def test_the_size_of_the_chunks_does_not_matter(encoding: str, step: int) -> None:
    assert unpacked(PACKED[encoding], encoding, step) == TEXT


@pytest.mark.parametrize("encoding", ["", *ENCODINGS])
def test_nothing_unpacks_to_nothing(encoding: str) -> None:
    assert unpacked(b"", encoding) == b""
    assert b"".join(pieces([b"", b""], encoding)) == b""


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_what_breaks_off_is_named(encoding: str, share: float) -> None:
    packed = PACKED[encoding]
    with pytest.raises(EOFError):
        unpacked(packed[: max(1, int(len(packed) * share) - 1)], encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_something_else_is_named(encoding: str) -> None:
    with pytest.raises(NotPacked):
        unpacked(b"<rss>this was never packed by anybody</rss>", encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("behind", [b"\0", b"\0" * 500, b"<!-- cached -->", b"x" * 200_000])
def test_what_follows_the_packed_bytes_is_ignored(encoding: str, behind: bytes) -> None:
    assert unpacked(PACKED[encoding] + behind, encoding) == TEXT


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("zstd", zstandard.compress)])
@pytest.mark.parametrize("step", [1, 100_000])
def test_several_packed_parts_in_a_row_are_one(encoding: str, pack: object, step: int) -> None:
    parts = [pack(b"one "), pack(b""), pack(b"two")]  # type: ignore[operator]
    assert unpacked(b"".join(parts), encoding, step) == b"one two"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_bomb_goes_off_one_small_piece_at_a_time(encoding: str) -> None:
    zeros = bytes(20_000_000)
    bomb = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda data: brotli.compress(data, quality=1),
        "zstd": zstandard.compress,
    }[encoding](zeros)
    sizes = [len(piece) for piece in pieces([bomb], encoding)]
    assert sum(sizes) == 20_000_000
    assert max(sizes) <= (2_200_000 if encoding == "zstd" else 140_000)


def test_a_gzip_file_is_opened_under_a_limit() -> None:
    assert gzip_file(PACKED["gzip"], len(TEXT)) == TEXT
    assert gzip_file(PACKED["gzip"], len(TEXT) - 1) is None
    assert gzip_file(PACKED["gzip"][:-1], 10**6) is None
    assert gzip_file(b"<urlset/>", 10**6) is None
    assert gzip_file(gzip.compress(PACKED["gzip"]), 10**6) == PACKED["gzip"]


def test_a_file_of_a_hundred_thousand_empty_members_takes_no_time() -> None:
    started = time.process_time()
    assert gzip_file(gzip.compress(b"") * 100_000, 1_000) == b""
    assert time.process_time() - started < 3
