"""One keep-alive connection, timed: a few lines of our own, because a full client would cost more than a bare view."""

import socket
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Wire:
    """HTTP/1.1 on the loopback, one request after the other."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def _open(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def ask(self, path: str, *, headers: str = "", form: bytes | None = None) -> Answer:
        """One request; `headers` are whole lines ending in CRLF. `seconds`: from the first byte out to the last in."""
        method = "GET" if form is None else "POST"
        sent = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n" if form else ""
        request = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{sent}{headers}\r\n".encode() + (
            form or b""
        )
        if self.socket is None:
            self.socket = self._open()
        began = time.perf_counter()
        self.socket.sendall(request)
        head, rest = self._until(b"", b"\r\n\r\n")
        status, fields = _parse(head)
        if status in (204, 304):
            body = b""
        elif "content-length" in fields:
            body = self._exactly(rest, int(fields["content-length"]))
        else:
            body = self._chunks(rest)
        seconds = time.perf_counter() - began
        if fields.get("connection") == "close":
            self.close()
        return Answer(status, fields, body, seconds)

    def _more(self) -> bytes:
        assert self.socket is not None
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionError(f"the server on port {self.port} closed the connection")
        return data

    def _until(self, data: bytes, mark: bytes) -> tuple[bytes, bytes]:
        while mark not in data:
            data += self._more()
        head, _, rest = data.partition(mark)
        return head, rest

    def _exactly(self, data: bytes, size: int) -> bytes:
        parts, held = [data], len(data)
        while held < size:
            parts.append(self._more())
            held += len(parts[-1])
        return b"".join(parts)

    def _chunks(self, rest: bytes) -> bytes:
        body = b""
        while True:
            size, rest = self._until(rest, b"\r\n")
            length = int(size, 16)
            rest = self._exactly(rest, length + 2)
            if length == 0:
                return body
            body, rest = body + rest[:length], rest[length + 2 :]

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def _parse(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}
