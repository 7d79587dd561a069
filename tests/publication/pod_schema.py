"""Project Open Data metadata schema v1.1: catalog, dataset, distribution; written down from its
specification.
"""

from __future__ import annotations

TEXT = {"type": "string", "minLength": 1}
DAY = r"^\d{4}(-\d{2}(-\d{2}(T.+)?)?)?$"
INTERVAL = r"^[^/]+/[^/]+$"

DISTRIBUTION = {
    "type": "object",
    "properties": {
        "@type": {"const": "dcat:Distribution"},
        "title": TEXT,
        "description": TEXT,
        "downloadURL": {"type": "string", "pattern": "^https?://"},
        "accessURL": {"type": "string", "pattern": "^https?://"},
        "mediaType": {"type": "string", "pattern": r"^[a-z]+/[^ ]+$"},
        "format": TEXT,
        "conformsTo": {"type": "string", "pattern": "^https?://"},
        "describedBy": {"type": "string", "pattern": "^https?://"},
        "describedByType": TEXT,
    },
    "dependentRequired": {"downloadURL": ["mediaType"]},
    "additionalProperties": False,
}
CONTACT = {
    "type": "object",
    "required": ["fn", "hasEmail"],
    "properties": {
        "@type": {"const": "vcard:Contact"},
        "fn": TEXT,
        "hasEmail": {"type": "string", "pattern": r"^mailto:[\w\-._%+]+@[\w.\-]+$"},
    },
    "additionalProperties": False,
}
PUBLISHER = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "@type": {"const": "org:Organization"},
        "name": TEXT,
        "subOrganizationOf": {"type": "object"},
    },
    "additionalProperties": False,
}
DATASET = {
    "type": "object",
    "required": [
        "title",
        "description",
        "keyword",
        "modified",
        "publisher",
        "contactPoint",
        "identifier",
        "accessLevel",
    ],
    "properties": {
        "@type": {"const": "dcat:Dataset"},
        "title": TEXT,
        "description": TEXT,
        "keyword": {"type": "array", "minItems": 1, "items": TEXT},
        "modified": {"type": "string", "pattern": DAY},
        "issued": {"type": "string", "pattern": DAY},
        "publisher": PUBLISHER,
        "contactPoint": CONTACT,
        "identifier": TEXT,
        "accessLevel": {"enum": ["public", "restricted public", "non-public"]},
        "rights": {"type": "string", "maxLength": 255},
        "license": {"type": "string", "pattern": "^https?://"},
        "spatial": TEXT,
        "temporal": {"type": "string", "pattern": INTERVAL},
        "accrualPeriodicity": {
            "type": "string",
            "pattern": r"^(irregular|R/P(?:\d+(?:\.\d+)?[Y|M|W|D])?(?:T.+)?)$",
        },
        "conformsTo": {"type": "string", "pattern": "^https?://"},
        "dataQuality": {"type": "boolean"},
        "describedBy": {"type": "string", "pattern": "^https?://"},
        "describedByType": TEXT,
        "isPartOf": TEXT,
        "landingPage": {"type": "string", "pattern": "^https?://"},
        "language": {
            "type": "array",
            "items": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Z]{2})?$"},
        },
        "references": {"type": "array"},
        "theme": {"type": "array"},
        "distribution": {"type": "array", "minItems": 1, "items": DISTRIBUTION},
    },
    "additionalProperties": False,
}
CATALOG_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["conformsTo", "dataset"],
    "properties": {
        "@context": {"type": "string"},
        "@id": {"type": "string", "pattern": "^https?://"},
        "@type": {"const": "dcat:Catalog"},
        "conformsTo": {"const": "https://project-open-data.cio.gov/v1.1/schema"},
        "describedBy": {"type": "string", "pattern": "^https?://"},
        "dataset": {"type": "array", "items": DATASET},
    },
    "additionalProperties": False,
}
