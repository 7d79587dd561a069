"""What browsers may do with our pages: settings of django-csp and django-permissions-policy."""

from __future__ import annotations

from csp.constants import NONCE, NONE, SELF

# The only text that page.js makes markup of: answers of this site's own addresses.
TRUSTED_PAGES = "own-pages"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [TRUSTED_PAGES],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
        "hid",
        "midi",
        "serial",
        "display-capture",
        "browsing-topics",
    )
}
