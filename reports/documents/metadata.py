"""What a file says of itself: generic, equal in both places, and the claims of PDF/A-2a and
PDF/UA-1.

ISO 19005-2, 6.6; ISO 14289-1, clause 5. It names no person, and no program but by its own generic
name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

import pikepdf

PRODUCER = "TRUST Act reporting system"
CREATED = "2020-01-01T00:00:00Z"
ARCHIVAL = (
    re.compile(rb"pdfaid:part(?:=\"|>)2"),
    re.compile(rb"pdfaid:conformance(?:=\"|>)A"),
)
ACCESSIBLE = re.compile(rb"pdfuaid:part(?:=\"|>)1")
MOMENT = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z")
PACKET = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    '<rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
    'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
    '<rdf:Description rdf:about="" pdfaid:part="2" pdfaid:conformance="A" />'
    '<rdf:Description rdf:about="" pdf:Producer="{producer}" />'
    '<rdf:Description rdf:about=""><dc:title><rdf:Alt><rdf:li'
    ' xml:lang="x-default">{title}</rdf:li></rdf:Alt>'
    "</dc:title></rdf:Description>"
    '<rdf:Description rdf:about=""><xmp:CreateDate>{created}</xmp:CreateDate>'
    "<xmp:ModifyDate>{created}</xmp:ModifyDate></rdf:Description>"
)
END = '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """`created` is a moment in UTC, as in `2026-03-02T12:00:00Z`. Without `is_accessible` the file
    claims PDF/A-2a alone.
    """

    title: str
    lang: str
    created: str
    producer: str = PRODUCER
    is_accessible: bool = True

    def xmp(self) -> bytes:
        """Not packed, so that programs that know nothing of PDF find it."""
        fields = {"title": self.title, "producer": self.producer, "created": self.created}
        packet = PACKET.format_map({name: escape(text) for name, text in fields.items()})
        claim = UA_CLAIM if self.is_accessible else b""
        return packet.encode() + claim + END.encode()

    def info(self) -> bytes:
        day = f"D:{re.sub(r'[-T:]', '', self.created)}"
        fields = {
            "/Title": self.title,
            "/Producer": self.producer,
            "/CreationDate": day,
            "/ModDate": day,
        }
        return (
            b"<< "
            + b" ".join(name.encode() + b" " + text(value) for name, value in fields.items())
            + b" >>"
        )

    def language(self) -> bytes:
        return text(self.lang)


def text(value: str) -> bytes:
    """A text string as it stands in a file."""
    written: bytes = pikepdf.String(value).unparse()
    return written


def claims_archival(pdf: pikepdf.Pdf) -> bool:
    """Whether the file says that it is tagged and follows PDF/A-2a."""
    marked: Any = pdf.Root.get("/MarkInfo", {})
    xmp = _packet(pdf)
    return bool(marked.get("/Marked", False)) and all(claim.search(xmp) for claim in ARCHIVAL)


def claims_accessible(pdf: pikepdf.Pdf) -> bool:
    """Whether the file says that it follows PDF/UA-1. One that was drawn plainly does not."""
    return ACCESSIBLE.search(_packet(pdf)) is not None


def _packet(pdf: pikepdf.Pdf) -> bytes:
    return bytes(pdf.Root.Metadata.read_bytes()) if "/Metadata" in pdf.Root else b""


def created(pdf: pikepdf.Pdf) -> str:
    """When the file says it was made, or nothing."""
    found = MOMENT.fullmatch(str(pdf.docinfo.get("/CreationDate", "")))
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else ""


UA_CLAIM = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property>\
<rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
