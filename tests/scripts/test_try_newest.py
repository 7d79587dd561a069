"""What is told of a new release of the renderer."""

from __future__ import annotations

from script.lib.try_newest import findings

REPORT = """<testsuites><testsuite>
<testcase classname="tests.documents.test_seam" name="one"/>
<testcase classname="tests.documents.test_seam" name="two">
<failure message="AssertionError: Stream._tags is gone; seam._heard needs it&#10;assert">x</failure>
</testcase>
<testcase classname="tests.documents.test_seam" name="three"><error message="fixture"/></testcase>
<testcase classname="tests.documents.test_reading" name="one"/>
</testsuite></testsuites>"""


def test_each_module_fits_or_says_why_not():
    reading, seam = findings(REPORT)
    assert reading.line == "test_reading                1 tests   fits"
    assert seam.tests == 3
    assert seam.because == "Stream._tags is gone; seam._heard needs it (and 1 more)"
