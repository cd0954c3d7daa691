"""Takes one layer of compression off, piece by piece, so that a bomb costs no more than the caller's cap."""

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli  # type: ignore[import-untyped]
import zstandard

_PIECE = 65_536  # bytes unpacked at a time


class NotPacked(Exception):
    """The bytes are not in the encoding they are said to be in."""


def pieces(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The unpacked bytes, in pieces of about 64 kB (zstd: up to 2 MB).

    encoding  one of ENCODINGS; "" for bytes that are not packed
    Raises EOFError when the packed bytes break off, NotPacked when they are something else. No bytes at all
    are fine in any encoding.
    """
    if not encoding:
        yield from chunks
        return
    try:
        yield from _UNPACK[encoding](chunks)
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise NotPacked(str(error)) from error


def gzip_file(body: bytes, limit: int) -> bytes | None:
    """What a .gz file (a sitemap.xml.gz) holds; None when it is no gzip, cut off, or over `limit` bytes."""
    unpacked = bytearray()
    try:
        for piece in pieces((body[start : start + _PIECE] for start in range(0, len(body), _PIECE)), "gzip"):
            unpacked += piece
            if len(unpacked) > limit:
                return None
    except (EOFError, NotPacked):
        return None
    return bytes(unpacked)


def _gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """gzip, with any number of members one after the other; what follows the last member is ignored."""
    unpacker = None
    for chunk in chunks:
        rest = chunk
        while rest:
            if unpacker is None or unpacker.eof:
                if unpacker is not None and not rest.startswith(b"\x1f"):
                    return
                unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield from _drained(unpacker, rest)
            rest = unpacker.unused_data
    if unpacker is not None and not unpacker.eof:
        raise EOFError


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """deflate, in the zlib wrapping of the standard or bare, as some servers send it."""
    unpacker = None
    for chunk in chunks:
        if unpacker is None and chunk:
            wrapped = chunk[0] & 0x0F == 8
            unpacker = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        if unpacker is not None and not unpacker.eof:
            yield from _drained(unpacker, chunk)
    if unpacker is not None and not unpacker.eof:
        raise EOFError


def _drained(unpacker: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    while True:
        piece = unpacker.decompress(packed, _PIECE)
        if piece:
            yield piece
        packed = unpacker.unconsumed_tail
        # At the end the tail may still hold what follows the last member: it is never consumed.
        if unpacker.eof or (not packed and len(piece) < _PIECE):
            return


def _unbrotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    fed = False
    for chunk in chunks:
        fed = fed or bool(chunk)
        if unpacker.is_finished():
            return
        piece = unpacker.process(chunk, output_buffer_limit=_PIECE)
        while piece:  # input taken in whole may still have output to give
            yield piece
            piece = unpacker.process(b"", output_buffer_limit=_PIECE)
    if fed and not unpacker.is_finished():
        raise EOFError


def _unzstd(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """zstd, fed 64 bytes at a time: the library unpacks all it is given at once; 4 bytes can hold 128 kB."""
    maker = zstandard.ZstdDecompressor(max_window_size=2**23)  # the 8 MB that RFC 9659 allows on the web
    unpacker = maker.decompressobj()
    fed = False
    for chunk in chunks:
        for start in range(0, len(chunk), 64):
            rest = chunk[start : start + 64]
            while rest:
                if unpacker.eof:
                    unpacker = maker.decompressobj()
                fed = True
                yield unpacker.decompress(rest)
                rest = unpacker.unused_data if unpacker.eof else b""
    if fed and not unpacker.eof:
        raise EOFError


_UNPACK: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
ENCODINGS = tuple(_UNPACK)
