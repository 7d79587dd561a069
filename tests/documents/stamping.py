"""A time-stamping service (RFC 3161) on loopback, with a throw-away certificate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.documents.authority import throw_away


@contextmanager
def time_service(at: datetime) -> Iterator[str]:
    """Its address while it runs."""
    key = rsa.generate_private_key(
        public_exponent=65537, key_size=2048
    )  # all that pyHanko's own service can use
    seal = throw_away().seal("Throw-away time service", key=key, stamps_time=True)
    stamper = DummyTimeStamper(
        translate_pyca_cryptography_cert_to_asn1(seal.certificate),
        translate_pyca_cryptography_key_to_asn1(seal.key),
        certs_to_embed=SimpleCertificateStore(),
        fixed_dt=at,
    )

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_values: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
