"""Other ways to make the same page, each in a process of its own: reads a page as JSON, answers
with the file.

`bare`: WeasyPrint with style, fonts and fetcher reused, tagged, nothing of ours. `naive`: as its
first example shows it, untagged. `leaking`: tagged, but fonts and fetcher made anew for each
letter, which is what leaks. `ours`: our renderer, unlimited, to be measured beside them. `typst`:
another engine, tagged.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.typst_peer import typst_drawing
from reports import documents

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "var" / "fonts" / "fonts.conf"
LENGTH = struct.Struct(">I")
Page = dict[str, str]


def main() -> None:
    source, target = sys.stdin.buffer, sys.stdout.buffer
    render = MAKERS[sys.argv[1]]()
    while len(head := source.read(LENGTH.size)) == LENGTH.size:
        data = render(json.loads(source.read(LENGTH.unpack(head)[0])))
        target.write(LENGTH.pack(len(data)) + data)
        target.flush()


def bare(variant: str | None = "pdf/ua-1") -> Callable[[Page], bytes]:
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts, fetcher = FontConfiguration(), URLFetcher()
    styles: dict[str, Any] = {}

    def render(page: Page) -> bytes:
        css = page["css"]
        if css not in styles:
            styles[css] = weasyprint.CSS(string=css, font_config=fonts, url_fetcher=fetcher)
        html = weasyprint.HTML(string=page["html"], url_fetcher=fetcher)
        data: bytes = html.write_pdf(
            font_config=fonts, stylesheets=[styles[css]], pdf_variant=variant
        )
        return data

    return render


def naive() -> Callable[[Page], bytes]:
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    import weasyprint

    def render(page: Page) -> bytes:
        html = page["html"].replace("</head>", f"<style>{page['css']}</style></head>")
        data: bytes = weasyprint.HTML(string=html).write_pdf()
        return data

    return render


def leaking() -> Callable[[Page], bytes]:
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    def render(page: Page) -> bytes:
        if page.get("want") == "memory":
            return _memory()
        fonts, fetcher = FontConfiguration(), URLFetcher()
        style = weasyprint.CSS(string=page["css"], font_config=fonts, url_fetcher=fetcher)
        html = weasyprint.HTML(string=page["html"], url_fetcher=fetcher)
        data: bytes = html.write_pdf(font_config=fonts, stylesheets=[style], pdf_variant="pdf/ua-1")
        return data

    return render


def ours() -> Callable[[Page], bytes]:
    from reports.documents import engine

    def render(page: Page) -> bytes:
        data = engine.render(as_handed_in(page)).data
        return data if page.get("want") != "memory" else _memory()

    return render


def as_handed_in(page: Page) -> documents.Page:
    """The page as our own callers hand it in."""
    return documents.Page(
        html=page["body"],
        css=page["css"],
        title="Notice",
        lang=page["lang"],
        created=page["created"],
    )


def _memory() -> bytes:
    """Highest resident size so far, in KiB."""
    return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss).encode()


def loop() -> Callable[[Page], bytes]:
    """Pure work of the processor, to tell what a second process gains on this machine."""

    def turn(page: Page) -> bytes:
        return str(sum(number * number for number in range(1_000_000))).encode()

    return turn


def one_fetcher() -> Callable[[Page], bytes]:
    """Naive, but the fetcher is made once."""
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    import weasyprint
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher()

    def render(page: Page) -> bytes:
        html = page["html"].replace("</head>", f"<style>{page['css']}</style></head>")
        data: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf()
        return data

    return render


MAKERS: dict[str, Callable[[], Callable[[Page], bytes]]] = {
    "bare": bare,
    "bare_untagged": lambda: bare(variant=None),
    "naive": naive,
    "one_fetcher": one_fetcher,
    "leaking": leaking,
    "ours": ours,
    "loop": loop,
    "typst": typst_drawing,
}

if __name__ == "__main__":
    main()
