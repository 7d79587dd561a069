"""From HTML to PDF/A-2a and PDF/UA-1 bytes, by WeasyPrint as it is: nothing of it is replaced.

The same HTML, style and fonts give the same bytes, so a stored SHA-256 proves a letter. A page that
asks for anything from outside, a letter no font can draw, or any complaint of the renderer fails
the document: it is whole or it is not issued. Where the renderer no longer has an inner name that
the text layer needs, or the file does not pass its check, it is drawn plainly: without the text
layer, tagged still, and without the claim of PDF/UA-1.
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
from pathlib import Path
from typing import Any

from reports.documents import finishing, seam
from reports.documents.check import check_file
from reports.documents.errors import (
    ExternalResource,
    FontsMissing,
    MissingGlyphs,
    RenderError,
    SeamGone,
    UnsoundFile,
)
from reports.documents.metadata import Metadata
from reports.documents.page import MEMORY, Asset, Page, RenderResult
from reports.documents.speech import PageText, Piece, spoken

FONTS_DIR = Path(
    os.environ.get("TRUSTACT_FONTS") or Path(__file__).resolve().parents[2] / "var" / "fonts"
)
RIGHT_TO_LEFT = frozenset({"ar", "ur", "ps", "prs", "fa-AF", "fa", "he"})
VARIANT = "pdf/a-2a"
MOST_TRIES = 9  # at ending no stream in a carriage return
NOT_HANDED_IN = "The page asked for something that was not handed in with it."
# A renderer without the text layer cuts fonts as the machine allows, and says that it is slow.
CUTS_FONTS_SLOWLY = "Using fontTools instead of HarfBuzz-Subset"

_one_at_a_time = threading.Lock()


@dataclass
class AssetStore:
    """What was handed in with the page: serves exactly that, refuses and counts all else."""

    assets: Mapping[str, Asset] = field(default_factory=dict)
    served: set[str] = field(default_factory=set)
    refused: int = 0

    def stock(self, assets: Mapping[str, Asset]) -> None:
        self.assets, self.served, self.refused = assets, set(), 0

    def find(self, url: str) -> Asset:
        name = url.removeprefix(MEMORY)
        if url == name or name not in self.assets:
            self.refused += 1
            raise ExternalResource(NOT_HANDED_IN)
        self.served.add(name)
        return self.assets[name]

    def check(self) -> None:
        if self.refused or self.served != set(self.assets):
            raise ExternalResource("The page did not ask for exactly what was handed in with it.")


@dataclass
class Renderer:
    """What is made once per process: fonts and style sheets."""

    weasyprint: Any
    fonts: Any
    fetcher: Any
    store: AssetStore
    styles: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def render(self, page: str, css: str) -> RenderResult:
        """With its text layer, or plainly where the renderer or the file does not allow it."""
        try:
            return RenderResult(self._with_text_layer(page, css))
        except (SeamGone, UnsoundFile) as gone:
            return RenderResult(self._plain(page, css), lacks=gone.what)
        except (self.weasyprint.urls.FatalURLFetchingError, MemoryError, RenderError):
            raise
        except Exception as fault:  # noqa: BLE001  a changed interface fails in any way
            return RenderResult(self._plain(page, css), lacks=type(fault).__name__)

    def _with_text_layer(self, page: str, css: str) -> bytes:
        for spare in range(MOST_TRIES):
            html, document = self._laid_out(page, css)
            layer = TextLayer(html.etree_element, document.metadata, seam.listen(document), spare)
            data = _written(document, finisher=layer.finish)
            if finishing.ENDS_IN_A_RETURN not in data:
                break
        check_file(data, layer.spoken)
        return data

    def _plain(self, page: str, css: str) -> bytes:
        _, document = self._laid_out(page, css)
        return _written(document)

    def _laid_out(self, page: str, css: str) -> tuple[Any, Any]:
        sheet, counters = self._style(css)
        html = self.weasyprint.HTML(string=page, url_fetcher=self.fetcher)
        document = html.render(
            font_config=self.fonts,
            counter_style=counters,
            stylesheets=[sheet],
            pdf_variant=VARIANT,
        )
        return html, document

    def _style(self, css: str) -> tuple[Any, Any]:
        if css not in self.styles:
            counters = self.weasyprint.css.counters.CounterStyle()
            sheet = self.weasyprint.CSS(
                string=css, font_config=self.fonts, counter_style=counters, url_fetcher=self.fetcher
            )
            self.styles[css] = (sheet, counters)
        return self.styles[css]


@dataclass
class TextLayer:
    """What the marks of one document say, worked out when all of it is drawn."""

    root: Any
    metadata: Any
    marks: list[seam.MarkedContent]
    spare: int
    spoken: dict[tuple[int, int], finishing.Spoken] = field(default_factory=dict)

    def finish(self, _document: Any, pdf: Any) -> None:
        """Called by the renderer before it writes. Raises UnsoundFile."""
        lang = self.metadata.lang or ""
        self._listen(PageText(self.root), lang)
        metadata = Metadata(title=self.metadata.title, lang=lang, created=self.metadata.created)
        finishing.finish(pdf, self.spoken, metadata, spare=self.spare)

    def _listen(self, words: PageText, lang: str) -> None:
        pieces = [Piece(one.element, one.text or "", one.is_generated) for one in self.marks]
        for mark, spoken_text in zip(self.marks, spoken(pieces, words), strict=True):
            if not spoken_text.is_found and mark.text is not None:
                raise UnsoundFile("mark_words")
            own = words.language_of(mark.element)
            self.spoken[mark.page, mark.number] = finishing.Spoken(
                "" if mark.text is None else spoken_text.text, "" if own == lang else own
            )
        if words.undrawn():
            raise UnsoundFile("page_words")


def render(page: Page) -> RenderResult:
    """One tagged, archival PDF, in this process: callers outside use `documents.render`.

    Raises RenderError.
    """
    whole = whole_page(page.html, title=page.title, lang=page.lang, created=page.created)
    with _one_at_a_time, _complaints() as complaints:
        renderer = shared_renderer()
        renderer.store.stock(page.assets)
        rendered = _render_page(renderer, whole, page.css)
        renderer.store.check()
    _refuse(complaints, is_plain=rendered.is_plain)
    return rendered


def whole_page(body: str, *, title: str, lang: str, created: str) -> str:
    direction = "rtl" if lang in RIGHT_TO_LEFT else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{markup.escape(lang)}" dir="{direction}"><head><meta'
        f' charset="utf-8"/><title>{markup.escape(title)}</title><meta name="dcterms.created"'
        f' content="{markup.escape(created)}"/><meta name="dcterms.modified"'
        f' content="{markup.escape(created)}"/></head><body>{body}</body></html>'
    )


def _render_page(renderer: Renderer, page: str, css: str) -> RenderResult:
    try:
        return renderer.render(page, css)
    except RenderError:
        raise
    except renderer.weasyprint.urls.FatalURLFetchingError as fault:
        raise ExternalResource(NOT_HANDED_IN) from fault
    except Exception as fault:  # noqa: BLE001  whatever went wrong, the page is not whole
        # Its message may quote the text it stumbled over.
        raise RenderError(f"The renderer failed with {type(fault).__name__}.") from None


def _written(document: Any, **options: Any) -> bytes:
    target = io.BytesIO()
    document.write_pdf(target, pdf_variant=VARIANT, **options)
    return target.getvalue()


@cache
def shared_renderer() -> Renderer:
    """Import the renderer, once. Costs about a second: workers call it while they start."""
    if not (FONTS_DIR / "fonts.conf").is_file():
        raise FontsMissing("The fonts are not set up: run script/fonts.")
    os.environ["FONTCONFIG_FILE"] = str(FONTS_DIR / "fonts.conf")
    import weasyprint

    store = AssetStore()
    fonts = weasyprint.text.fonts.FontConfiguration()
    return Renderer(weasyprint, fonts, _fetcher(weasyprint, store), store)


def _fetcher(weasyprint: Any, store: AssetStore) -> Any:
    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # the library tells no types
        """Asks the store instead of the world."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            asset = store.find(url)
            content_type = {"Content-Type": asset.content_type}
            return weasyprint.urls.URLFetcherResponse(url, asset.data, content_type)

    return Fetcher(fail_on_errors=True)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    found: list[str] = []
    handler = _Listener(found)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    # A complaint may quote the text it is about, so it goes no further.
    passed_on, logger.propagate = logger.propagate, False
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


def _refuse(complaints: list[str], *, is_plain: bool) -> None:
    if any(complaint.startswith(".notdef") for complaint in complaints):
        raise MissingGlyphs("A letter in the text is in none of the bundled fonts.")
    serious = [one for one in complaints if not (is_plain and one.startswith(CUTS_FONTS_SLOWLY))]
    if serious:
        raise RenderError(f"The renderer complained: {serious[0]}")
