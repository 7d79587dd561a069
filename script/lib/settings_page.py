"""Writes docs/settings.md from the register of variables that settings read: `python -m
script.lib.settings_page`.

A test holds the page against the register, so that no variable goes unexplained.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from script.lib.places import ROOT, VAR

PAGE = ROOT / "docs" / "settings.md"
BEGIN = "<!-- the table below is written by script.lib.settings_page -->"
END = "<!-- end of the written table -->"


def main() -> int:
    for name in [name for name in os.environ if name.startswith("TRUSTACT_")]:
        del os.environ[name]
    # A bucket's own variables are read only where one is named.
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "trustact_site.settings",
        "TRUSTACT_DATA": str(VAR),
        "TRUSTACT_S3_BUCKET": "named",
    }
    import django

    django.setup()
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print("docs/settings.md written")
    return 0


def page(present: str) -> str:
    """The page with its table written anew; all around it is left as it stands."""
    before, _, rest = present.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def table() -> str:
    """Every registered variable, in the order settings read them."""
    return "\n".join(["| variable | means | default |", "| --- | --- | --- |", *rows()])


def rows() -> Iterator[str]:
    from trustact_site.env import registered

    for variable in registered().values():
        default = f"`{variable.default}`" if variable.default else "empty"
        yield f"| `{variable.name}` | {_cell(variable.meaning)} | {_cell(default)} |"


def _cell(words: str) -> str:
    """A machine's own paths are shown as in the clone; a bar would end the cell."""
    return words.replace(f"{ROOT}/", "").replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
