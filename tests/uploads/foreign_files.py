"""Files as they come from outside: forms filled in, stamped, signed, faxed, photographed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops, ImageDraw

PAGE = (200, 200)


def pdf(*, pages: int = 1, change: Callable[[Any], None] = lambda _: None, **saving: Any) -> bytes:
    """Blank pages, changed."""
    made, target = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=PAGE)
    change(made)
    made.save(target, **saving)
    return target.getvalue()


def picture(kind: str = "JPEG", mode: str = "RGB", **saving: Any) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (20, 10), "white").save(target, format=kind, **saving)
    return target.getvalue()


def saved(image: Image.Image, kind: str, **saving: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, format=kind, **saving)
    return target.getvalue()


def drawing(made: pikepdf.Pdf, code: bytes, **values: Any) -> Any:
    """A piece of drawing that annotations and pages can use."""
    form = made.make_stream(code)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, 100, 40])
    for key, value in values.items():
        form[f"/{key}"] = value
    return form


def annotation(made: pikepdf.Pdf, subtype: str, code: bytes, **values: Any) -> Any:
    """An annotation with its appearance, at a place of its own."""
    return made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name(f"/{subtype}"),
            Rect=Array([20, 100, 120, 140]),
            F=4,
            AP=Dictionary(N=drawing(made, code)),
            **values,
        )
    )


def with_stamp(made: pikepdf.Pdf) -> None:
    """RECEIVED, pressed over the page as a red block."""
    made.pages[0].obj.Annots = Array(
        [annotation(made, "Stamp", b"1 0 0 rg 0 0 100 40 re f", A=Dictionary(S=Name.URI))]
    )


def with_filled_field(made: pikepdf.Pdf) -> None:
    """A field filled in by a viewer, with its appearance; the form carries scripts beside it."""
    field = annotation(
        made,
        "Widget",
        b"/Tx BMC 0 0 1 rg 5 5 60 20 re f EMC",
        FT=Name.Tx,
        T=String("name"),
        V=String("Nuñez"),
        AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
    )
    made.pages[0].obj.Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("x"))


def with_signature(made: pikepdf.Pdf) -> None:
    field = annotation(
        made,
        "Widget",
        b"0 0.5 0 rg 0 0 90 30 re f",
        FT=Name.Sig,
        T=String("signature"),
        V=Dictionary(Type=Name.Sig, Contents=String("x" * 40)),
    )
    made.pages[0].obj.Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)


def with_hidden_layer(made: pikepdf.Pdf) -> None:
    """A layer that is switched off covers the page in black; what is seen is the blue below."""
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("cover")))
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    page = made.pages[0].obj
    page.Resources = Dictionary(Properties=Dictionary(L=layer))
    page.Contents = made.make_stream(
        b"0 0 1 rg 10 10 80 80 re f /OC /L BDC 0 0 0 rg 0 0 200 200 re f EMC"
    )


def with_picture_inside(made: pikepdf.Pdf) -> None:
    """A picture with transparency and an alternate, used through a form within a form."""
    image = made.make_stream(bytes([255, 0, 0] * 4))
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width = image.Height = 2
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    image.SMask = made.make_stream(bytes([255, 128, 128, 0]))
    image.SMask.Type, image.SMask.Subtype = Name.XObject, Name.Image
    image.SMask.Width = image.SMask.Height = 2
    image.SMask.ColorSpace, image.SMask.BitsPerComponent = Name.DeviceGray, 8
    image.Alternates = Array([Dictionary(Image=image, DefaultForPrinting=True)])
    inner = drawing(
        made, b"q 90 0 0 30 5 5 cm /I Do Q", Resources=Dictionary(XObject=Dictionary(I=image))
    )
    outer = drawing(
        made, b"/F Do", Resources=Dictionary(XObject=Dictionary(F=inner)), PieceInfo=Dictionary()
    )
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(O=outer))
    made.pages[0].obj.Contents = made.make_stream(b"q 1 0 0 1 20 20 cm /O Do Q")


def with_inherited_resources(made: pikepdf.Pdf) -> None:
    """What draws the page stands at the tree, as many scanners write it, turned a quarter."""
    tree = made.Root.Pages
    tree.Resources = Dictionary(
        XObject=Dictionary(D=drawing(made, b"0 1 0 rg 0 0 60 20 re f"), A=drawing(made, b""))
    )
    tree.Rotate = 90
    tree.JS = String("app.alert(1)")
    made.pages[0].obj.Contents = made.make_stream(b"/D Do")
    if "/Resources" in made.pages[0].obj:
        del made.pages[0].obj.Resources


SEEN = (
    with_stamp,
    with_filled_field,
    with_signature,
    with_hidden_layer,
    with_picture_inside,
    with_inherited_resources,
)


def shown(data: bytes) -> list[Image.Image]:
    """Each page as a viewer shows it, with annotations and filled fields."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    try:
        pages = [document[number] for number in range(len(document))]
        return [page.render(scale=1.0).to_pil().convert("RGB") for page in pages]
    finally:
        document.close()


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any dot in any color, 0 to 255."""
    assert one.size == other.size
    bands: Any = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(int(high) for _, high in bands)


def marked(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """A picture on which up, down, left and right can be told: dark in one corner."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 4), fill=(180, 20, 40))
    return image if mode == "RGB" else image.convert(mode)
