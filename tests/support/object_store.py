"""An S3-compatible object store on loopback, in this process."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

BUCKET = "trustact-test"


@dataclass(frozen=True)
class ObjectStore:
    """Where the store is, and what Django needs to use it."""

    endpoint: str
    bucket: str = BUCKET

    def storage_settings(self) -> dict[str, Any]:
        """An entry for STORAGES, as settings.py makes it for a real bucket."""
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": self.bucket,
                "endpoint_url": self.endpoint,
                "region_name": "us-east-1",
                "access_key": "test",
                "secret_key": "test",
                "signature_version": "s3v4",
                "file_overwrite": False,
                "default_acl": None,
            },
        }

    def client(self) -> Any:
        """A plain client, to look behind the storage."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )


class ObjectStoreServer:
    """The store's life."""

    def __init__(self) -> None:
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)

    def start(self) -> ObjectStore:
        """Start with one empty bucket."""
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server.start()
        _, port = self._server.get_host_and_port()
        store = ObjectStore(endpoint=f"http://127.0.0.1:{port}")
        store.client().create_bucket(Bucket=store.bucket)
        return store

    def stop(self) -> None:
        """Stop; what was stored is forgotten."""
        self._server.stop()
