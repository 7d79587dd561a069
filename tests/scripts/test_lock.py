"""The lock says what each direct dependency is for, pins by hash and names no index."""

from __future__ import annotations

import pytest

from script.lib.lock_requirements import check, direct_dependencies, explained

SOURCE = "# Everything.\n\n# the web framework\ndjango>=5\n# keeps secrets\ncryptography>=50\n"
WEB = "# the web framework\ndjango==5.2 \\\n    --hash=sha256:aa\n"
LOCK = WEB + "# keeps secrets\ncryptography==50 \\\n    --hash=sha256:bb\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "r.in").write_text(SOURCE)
    (tmp_path / "r.txt").write_text(LOCK)
    return tmp_path / "r.in", tmp_path / "r.txt"


def test_direct_dependencies_know_their_purpose(files):
    found = {direct.name: direct.purpose for direct in direct_dependencies(files[0])}
    assert found == {"django": "the web framework", "cryptography": "keeps secrets"}


def test_a_lock_is_explained():
    bare = ["django==5.2 \\", "    --hash=sha256:aa", "    # via something"]
    assert list(explained(bare, {"django": "the web framework"})) == [
        "# the web framework",
        *bare[:2],
    ]


def test_a_good_lock_has_no_complaints(files):
    assert list(check(*files)) == []


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda text: text.replace("# keeps secrets\n", ""), "unexplained"),
        (lambda text: text.replace("    --hash=sha256:bb\n", ""), "no hash"),
        (lambda text: "--index-url https://mirror.example\n" + text, "package index"),
    ],
)
def test_a_spoilt_lock_is_refused(files, spoil, complaint):
    files[1].write_text(spoil(LOCK))
    assert any(complaint in said for said in check(*files))
