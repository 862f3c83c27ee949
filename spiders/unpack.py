"""Content-Encoding undone chunk by chunk, so that a bomb is noticed before it has gone off."""

from __future__ import annotations

import hashlib
import zlib
from typing import Protocol

import brotli

from oitcheck.model import ProblemCode

from .seen import Trouble

ACCEPTED = "gzip, deflate, br"

_CHUNK = 256 * 1024
# Real pages pack 4 to 30 times; tables of one repeated row up to about 120. A gzip bomb packs
# about 1000 times. Small bodies are left alone whatever their ratio.
_RATIO = 300
_RATIO_FROM = 4 * 1024 * 1024


class _Decoder(Protocol):
    def feed(self, data: bytes) -> list[bytes]: ...

    def end(self) -> None: ...


class Unpacker:
    """Collects a body: `feed` what arrives, `body` gives the decoded whole.

    ``limit`` bounds both the bytes received and the bytes decoded. Raises `Trouble`: TOO_LARGE
    (detail ``received``, ``decoded`` or ``ratio``) or BAD_ENCODING.
    """

    def __init__(self, encodings: list[str], limit: int) -> None:
        self._limit = limit
        self._decoders: list[_Decoder] = []
        for name in reversed([e for e in encodings if e not in ("", "identity")]):
            decoder = _decoder(name)
            if decoder is None:  # unknown: the body is kept as it came
                self._decoders = []
                break
            self._decoders.append(decoder)
        self._parts: list[bytes] = []
        self._hash = hashlib.sha256() if self._decoders else None
        self.received = 0
        self.decoded = 0

    def feed(self, data: bytes) -> None:
        self.received += len(data)
        if self.received > self._limit:
            raise Trouble(ProblemCode.TOO_LARGE, False, f"received > {self._limit}")
        if self._hash is not None:
            self._hash.update(data)
        self._through(data, 0)

    @property
    def digest(self) -> str:
        """``sha256:...`` of the bytes as received, where they differ from the body."""
        return f"sha256:{self._hash.hexdigest()}" if self._hash is not None else ""

    def _through(self, data: bytes, stage: int) -> None:
        if stage == len(self._decoders):
            self._keep(data)
            return
        decoder = self._decoders[stage]
        pending = decoder.feed(data)
        while pending:
            for part in pending:
                self._through(part, stage + 1)
            pending = decoder.feed(b"")

    def _keep(self, data: bytes) -> None:
        self._parts.append(data)
        self.decoded += len(data)
        if self.decoded > self._limit:
            raise Trouble(ProblemCode.TOO_LARGE, False, f"decoded > {self._limit}")
        if self.decoded > max(_RATIO_FROM, self.received * _RATIO):
            raise Trouble(ProblemCode.TOO_LARGE, False, f"ratio > {_RATIO}")

    def body(self, whole: bool = True) -> bytes:
        """The decoded body; ``whole`` False: it broke off, so an unended stream is no news."""
        if whole and self.received:
            for decoder in self._decoders:
                decoder.end()
        return b"".join(self._parts)


def _decoder(name: str) -> _Decoder | None:
    if name in ("gzip", "x-gzip"):
        return _Zlib(31)
    if name == "deflate":
        return _Zlib(15)
    return _Brotli() if name == "br" else None


def _broken(why: Exception) -> Trouble:
    return Trouble(ProblemCode.BAD_ENCODING, True, f"content-encoding: {why}")


class _Zlib:
    """gzip (also several members in a row) and deflate, with or without its zlib header."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._stream = zlib.decompressobj(wbits)
        self._rest = b""
        self._begun = False
        self._head = b""  # what was taken in before anything came out, to start again with

    def feed(self, data: bytes) -> list[bytes]:
        data = self._rest + data
        self._rest = b""
        if not data:
            return []
        if self._stream.eof:
            if self._wbits == 31 and data == b"\x1f":
                self._rest = data  # perhaps half of the next member's magic
                return []
            if self._wbits != 31 or not data.startswith(b"\x1f\x8b"):
                return []  # trailing rubbish, as browsers see it
            self._stream = zlib.decompressobj(self._wbits)
        try:
            out = self._stream.decompress(data, _CHUNK)
        except zlib.error as trouble:
            if self._begun or self._wbits != 15:
                raise Trouble(
                    ProblemCode.BAD_ENCODING, True, f"content-encoding: {trouble}"
                ) from None
            self._wbits = -15  # some servers send raw deflate, without the zlib header
            self._stream = zlib.decompressobj(-15)
            return self.feed(self._head + data)
        self._begun = self._begun or bool(out)
        self._head = b"" if self._begun else self._head + data
        self._rest = self._stream.unconsumed_tail or self._stream.unused_data
        return [out] if out or self._rest else []

    def end(self) -> None:
        if not self._stream.eof:
            raise Trouble(ProblemCode.TRUNCATED, True, "content-encoding ended early")


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes) -> list[bytes]:
        if self._stream.is_finished():
            return []
        try:
            out = self._stream.process(data, output_buffer_limit=_CHUNK)
        except brotli.error as trouble:
            raise _broken(trouble) from None
        return [out] if out else []

    def end(self) -> None:
        if not self._stream.is_finished():
            raise Trouble(ProblemCode.TRUNCATED, True, "content-encoding ended early")
