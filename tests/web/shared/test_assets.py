"""Front-end assets: locked by hash, free of addresses, complete, and none of them in the
repository.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

from django.conf import settings

ROOT = settings.BASE_DIR
STYLE = settings.ASSETS_DIR / "uswds" / "css" / "uswds.min.css"


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert all(
        package["integrity"].startswith("sha512-") for name, package in packages.items() if name
    )
    assert "http" not in text
    assert "resolved" not in text


def test_everything_the_styles_refer_to_is_there() -> None:
    assert "sourceMappingURL" not in STYLE.read_text(encoding="utf-8")
    own = list((ROOT / "reports" / "static" / "reports").glob("*.css"))
    for sheet in [STYLE, *own]:
        for name in re.findall(
            r"url\(\s*[\"']?(\.\./[^)\"'?#]+)", sheet.read_text(encoding="utf-8")
        ):
            base = STYLE.parent if sheet == STYLE else settings.ASSETS_DIR / "reports"
            assert (base / name).resolve().is_file(), name


def test_icons_used_in_templates_exist() -> None:
    sprite = (settings.ASSETS_DIR / "uswds" / "img" / "sprite.svg").read_text(encoding="utf-8")
    used = {
        name
        for page in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([a-z_]+)"', page.read_text(encoding="utf-8"))
    }
    assert {name for name in used if f'id="{name}"' not in sprite} == set()


def test_running_it_again_does_nothing() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "script" / "assets"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == ""


def test_nothing_of_others_is_in_the_repository() -> None:
    kept = [
        path
        for path in (ROOT / "reports" / "static").rglob("*")
        if path.suffix in {".woff", ".woff2", ".ttf", ".otf"}
    ]
    assert kept == []
    assert not (ROOT / "reports" / "static" / "uswds").exists()
