"""From HTML to PDF/A-2a and PDF/UA-1 bytes: the only module that imports WeasyPrint.

The same HTML, style and fonts give the same bytes, so a stored SHA-256 proves a letter. A page that
asks for anything from outside, a letter no font can draw, or any complaint of the renderer fails
the document: a notice under C.G.S. sec. 54-192h(e)(1) is whole or it is not issued.
"""

from __future__ import annotations

import html as markup
import io
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reports.documents import mending, reuse
from reports.documents.errors import ExternalResource, FontsMissing, MissingGlyphs, RenderError
from reports.documents.page import MEMORY, PRODUCER, Asset

FONTS_DIR = Path(
    os.environ.get("TRUSTACT_FONTS") or Path(__file__).resolve().parents[2] / "var" / "fonts"
)
RIGHT_TO_LEFT = frozenset({"ar", "ur", "ps", "prs", "fa-AF", "fa", "he"})
RENDERER = "70.0"
PROFILE = "sRGB2014.icc"

_one_at_a_time = threading.Lock()


@dataclass
class AssetStore:
    """The fetcher: serves exactly what is on it, refuses and counts everything else."""

    response: Any
    assets: Mapping[str, Asset] = field(default_factory=dict)
    served: list[str] = field(default_factory=list)
    refused: int = 0
    _fail_on_errors: bool = True

    def __call__(self, url: str, **_headers: object) -> Any:
        name = url.removeprefix(MEMORY)
        if url == name or name not in self.assets:
            self.refused += 1
            raise ExternalResource("The page asked for something that was not handed in with it.")
        self.served.append(name)
        asset = self.assets[name]
        return self.response(url, asset.data, {"Content-Type": asset.content_type})

    def stock(self, assets: Mapping[str, Asset]) -> None:
        self.assets, self.served, self.refused = assets, [], 0

    def check(self) -> None:
        if self.refused or sorted(self.served) != sorted(self.assets):
            raise ExternalResource("The page did not ask for exactly what was handed in with it.")


@dataclass
class Renderer:
    """What is made once per process: naive use of the renderer leaks and is twice as slow."""

    weasyprint: Any
    fonts: Any
    shelf: AssetStore
    colours: bytes
    styles: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def style(self, css: str) -> tuple[Any, Any]:
        if css not in self.styles:
            counters = self.weasyprint.css.counters.CounterStyle()
            sheet = self.weasyprint.CSS(
                string=css, font_config=self.fonts, counter_style=counters, url_fetcher=self.shelf
            )
            self.styles[css] = (sheet, counters)
        return self.styles[css]

    def write(self, page: str, css: str) -> bytes:
        sheet, counters = self.style(css)
        html = reuse.parsed(self.weasyprint, page, self.shelf)
        document = html.render(font_config=self.fonts, counter_style=counters, stylesheets=[sheet])
        document.color_profiles["srgb"] = self._profile()
        target = io.BytesIO()
        document.write_pdf(
            target, finisher=mending.add_structure, pdf_variant="pdf/a-2a", output_intent="given"
        )
        return target.getvalue()

    def _profile(self) -> Any:
        """What PDF/A asks for. A fresh one each time: a profile that was written once is written
        differently again.
        """
        channels = (["r"], ["g"], ["b"])
        source = io.BytesIO(self.colours)
        return self.weasyprint.css.ColorProfile(source, PROFILE, "relative-colorimetric", channels)


def render_document(
    html: str,
    *,
    css: str,
    title: str,
    lang: str,
    created: str = "2020-01-01T00:00:00Z",
    assets: Mapping[str, Asset] | None = None,
) -> bytes:
    """One tagged, archival PDF from the body `html`. `title` is generic: it is metadata, so it
    names nobody.
    """
    page = whole_page(html, title=title, lang=lang, created=created)
    with _one_at_a_time, _complaints() as complaints:
        engine = shared_renderer()
        engine.shelf.stock(assets or {})
        data = _written(engine, page, css)
        engine.shelf.check()
    _refuse(complaints)
    return data


def whole_page(body: str, *, title: str, lang: str, created: str) -> str:
    direction = "rtl" if lang in RIGHT_TO_LEFT else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{markup.escape(lang)}" dir="{direction}"><head><meta'
        f' charset="utf-8"/><title>{markup.escape(title)}</title><meta name="dcterms.created"'
        f' content="{markup.escape(created)}"/><meta name="dcterms.modified"'
        f' content="{markup.escape(created)}"/></head><body>{body}</body></html>'
    )


def _written(engine: Renderer, page: str, css: str) -> bytes:
    try:
        return engine.write(page, css)
    except engine.weasyprint.urls.FatalURLFetchingError as fault:
        raise ExternalResource(
            "The page asked for something that was not handed in with it."
        ) from fault
    except Exception as fault:  # noqa: BLE001  whatever went wrong, the page is not whole
        # Its message may quote the text it stumbled over.
        raise RenderError(f"The renderer failed with {type(fault).__name__}.") from None


@cache
def shared_renderer() -> Renderer:
    """Import and mend the renderer, once. Costs about a second: workers call it while they
    start.
    """
    if not (FONTS_DIR / "fonts.conf").is_file():
        raise FontsMissing("The fonts are not set up: run script/fonts.")
    os.environ["FONTCONFIG_FILE"] = str(FONTS_DIR / "fonts.conf")
    import weasyprint

    if weasyprint.__version__ != RENDERER:
        raise RenderError(
            f"The text layer is mended for WeasyPrint {RENDERER}, not {weasyprint.__version__}."
        )
    mending.apply(weasyprint, producer=PRODUCER)
    reuse.apply(weasyprint)
    shelf = AssetStore(weasyprint.urls.URLFetcherResponse)
    colours = (files("weasyprint.pdf") / PROFILE).read_bytes()
    return Renderer(weasyprint, weasyprint.text.fonts.FontConfiguration(), shelf, colours)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    found: list[str] = []
    handler = _Listener(found)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    passed_on, logger.propagate = (
        logger.propagate,
        False,
    )  # a complaint may quote the text it is about
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = passed_on


class _Listener(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(str(record.msg))  # without its arguments, which may hold personal data


def _refuse(complaints: list[str]) -> None:
    if any(complaint.startswith(".notdef") for complaint in complaints):
        raise MissingGlyphs("A letter in the text is in none of the bundled fonts.")
    if complaints:
        raise RenderError(f"The renderer complained: {complaints[0]}")
