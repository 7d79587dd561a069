"""Every purpose, ground pair, agency kind and version is assessed: over 100,000, none fails, none
changed.
"""

from tests.law import digest


def test_every_combination_is_assessed_and_none_changed_unseen():
    lines = digest.checksums().splitlines()
    assert sum(int(line.split()[1]) for line in lines) > 100_000
    assert lines == digest.SUMS_FILE.read_text(encoding="utf-8").splitlines()
