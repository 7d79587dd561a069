"""XLS workbooks."""

from __future__ import annotations

import pytest

from reports.uploads.tables import TableRefused, read_table
from tests.uploads.tables.made import (
    kept,
)


@pytest.mark.parametrize("at", [600, 1500, 2600, 4000])
def test_an_old_workbook_that_is_cut_off_is_refused(at):
    with pytest.raises(TableRefused):
        read_table(kept("excel_97.xls")[:at] + b"\xff" * 40)
