"""A mail server of the tests' own: takes mail, refuses it, or says nothing, as it is told."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """`answers` gives, by address, what is said to it, one after another; then it is taken."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    is_silent: bool = False
    port: int = 0
    connections: int = 0
    taken: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.state: MailServer = self.server.state  # type: ignore[attr-defined]  # given below
        self.recipients: list[str] = []
        self.state.connections += 1
        if self.state.is_silent:
            self.state.released.wait(30)
            return
        self._say("220 tests")
        while line := self.rfile.readline().decode().strip():
            self._say(self._answer(line))

    def _answer(self, line: str) -> str:
        match line[:4].upper():
            case "MAIL":
                self.recipients = []
            case "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                said = self.state.answers.get(address)
                if said:
                    return said.pop(0)
                self.recipients.append(address)
            case "DATA":
                self._say("354 go on")
                while self.rfile.readline() != b".\r\n":
                    pass
                self.state.taken += self.recipients
        return "250 ok"

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Listening on a private loopback port."""
    state = MailServer()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.daemon_threads = True
        server.state = state  # type: ignore[attr-defined]  # what the sessions act on
        state.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield state
        state.released.set()
        server.shutdown()
