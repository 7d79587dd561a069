"""Readers for settings that come from the environment.

Each reader refuses a bad value with a sentence that names the variable, the value's rule and the
fix, so a wrong installation stops at start instead of running unsafely. Every variable read is
registered with its meaning: `docs/settings.md` is held against this register by a test.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True)
class Variable:
    """One environment variable the program reads."""

    name: str
    meaning: str
    default: str


REGISTER: dict[str, Variable] = {}


def load_dotenv(path: Path) -> None:
    """Read `.env` (NAME=value lines) without overriding what the environment already says."""
    if not path.is_file():
        return
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        name, separator, value = line.partition("=")
        if not separator:
            raise ImproperlyConfigured(
                f"{path.name} line {number} is not NAME=value. Write it so, or start the line"
                " with #."
            )
        os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def follow_server(default: Path) -> None:
    """A command typed beside script/server reaches its installation: the server leaves a note in
    its data folder.
    """
    note = Path(os.environ.get("TRUSTACT_DATA") or default) / "server.env"
    if note.is_file() and not os.environ.get("TRUSTACT_PRODUCTION"):
        os.environ.pop("TRUSTACT_DATA", None)
        load_dotenv(note)


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine. Nothing is looked up: a name that resolves to
    loopback here may be public elsewhere.
    """
    bare = host.strip("[]").lower()
    if bare == "localhost" or bare.endswith(".localhost"):  # RFC 6761, section 6.3
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def _register(name: str, meaning: str, default: str) -> str | None:
    REGISTER[name] = Variable(name=name, meaning=meaning, default=default)
    return os.environ.get(name)


def text(name: str, *, meaning: str, default: str = "") -> str:
    """A free text; empty counts as unset."""
    return _register(name, meaning, default) or default


def flag(name: str, *, meaning: str, default: bool = False) -> bool:
    """Yes or no, written 1/0, true/false, yes/no or on/off."""
    raw = _register(name, meaning, "1" if default else "0")
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0; it is neither. Set it to 1 or 0.")


def whole_number(
    name: str,
    *,
    meaning: str,
    default: int,
    at_least: int | None = None,
    at_most: int | None = None,
) -> int:
    """A whole number, with optional bounds."""
    raw = _register(name, meaning, str(default))
    if raw is None or raw == "":
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} must be a whole number, for example {default}."
        ) from None
    if at_least is not None and value < at_least:
        raise ImproperlyConfigured(f"{name} must be at least {at_least}.")
    if at_most is not None and value > at_most:
        raise ImproperlyConfigured(f"{name} must be at most {at_most}.")
    return value


def words(name: str, *, meaning: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    raw = _register(name, meaning, ",".join(default))
    if raw is None:
        return list(default)
    return [word.strip() for word in raw.split(",") if word.strip()]


def choice(name: str, *, meaning: str, allowed: tuple[str, ...], default: str) -> str:
    """One of a closed set of words."""
    value = _register(name, f"{meaning} One of: {', '.join(allowed)}.", default) or default
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}.")
    return value


def secret(name: str, *, meaning: str) -> str:
    """A secret from NAME or from the file that NAME_FILE names; empty when neither is set."""
    file_name = f"{name}_FILE"
    direct = _register(name, f"{meaning} A secret; prefer {file_name}.", "")
    file_path = _register(file_name, f"File that holds {name}.", "")
    if direct and file_path:
        raise ImproperlyConfigured(f"{name} and {file_name} are both set. Keep one.")
    if not file_path:
        return direct or ""
    try:
        return Path(file_path).read_text(encoding="utf-8").strip()
    except OSError:
        raise ImproperlyConfigured(
            f"{file_name} names a file that cannot be read. Check the path and its permissions."
        ) from None


def directory(name: str, *, meaning: str, default: Path) -> Path:
    """A directory; not created here."""
    return Path(_register(name, meaning, str(default.name) + "/") or default).resolve()


def registered() -> Mapping[str, Variable]:
    """All variables read so far, by name."""
    return REGISTER
