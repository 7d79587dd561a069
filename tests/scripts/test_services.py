"""The servers that tests start are real, private and gone afterwards."""

from __future__ import annotations

import psycopg
import redis

from script.lib.ports import is_free
from tests.support.broker import BrokerServer
from tests.support.postgresql import PostgresqlServer


def test_postgresql_starts_answers_and_leaves_nothing():
    server = PostgresqlServer()
    server.start()
    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.stop()
    assert is_free("127.0.0.1", server.port)
    assert not server.folder.exists()


def test_the_broker_starts_answers_and_leaves_nothing():
    server = BrokerServer()
    server.start()
    with redis.from_url(server.url) as client:
        assert client.set("bell", "rung")
    server.stop()
    assert is_free("127.0.0.1", server.port)
    assert not server.folder.exists()


def test_the_object_store_keeps_bytes(object_store):
    client = object_store.client()
    client.put_object(Bucket=object_store.bucket, Key="a", Body=b"sealed")
    assert client.get_object(Bucket=object_store.bucket, Key="a")["Body"].read() == b"sealed"
