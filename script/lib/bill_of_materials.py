"""The list of what is installed, as CycloneDX 1.6 JSON (ECMA-424), and whether it is what the locks
name: `python -m script.lib.bill_of_materials [--out FILE]`.

Every installed package is named by the lock with its version, or the list says which is not. An
operator keeps the list of a release, and looks it up when a weakness becomes known.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from script.lib.lock_requirements import normal
from script.lib.places import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^ ;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# What makes the environment, and is in no lock.
TOOLS = frozenset({"pip", "setuptools", "wheel"})

# By name, each version that a lock names (which one depends on the Python) with its hashes.
Locked = Mapping[str, Mapping[str, list[str]]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bill_of_materials", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the list into this file")
    given = parser.parse_args()
    known, found = locked(), installed()
    if given.out:
        given.out.write_text(as_cyclonedx(found, known), encoding="utf-8")
    complaints = list(differences(found, known))
    print("\n".join(complaints) or f"{len(found)} packages are installed as the locks name them")
    return 1 if complaints else 0


def installed() -> dict[str, str]:
    """Name and version of every package of this environment."""
    return {
        normal(found.metadata["Name"]): found.version
        for found in metadata.distributions()
        if normal(found.metadata["Name"]) not in TOOLS
    }


def locked(root: Path = ROOT) -> dict[str, dict[str, list[str]]]:
    """Versions and hashes of every package that a lock names."""
    found: dict[str, dict[str, list[str]]] = {}
    for lock in LOCKS:
        hashes: list[str] = []
        for line in (root / lock).read_text(encoding="utf-8").splitlines():
            if pinned := PINNED.match(line):
                hashes = found.setdefault(normal(pinned[1]), {}).setdefault(pinned[2], [])
            hashes.extend(HASH.findall(line))
    return found


def differences(found: Mapping[str, str], known: Locked) -> Iterator[str]:
    """What is installed and not locked so."""
    for name, version in sorted(found.items()):
        if name not in known:
            yield f"{name} {version} is installed, and no lock names it."
        elif version not in known[name]:
            yield f"{name} {version} is installed; the lock says {', '.join(known[name])}."


def as_cyclonedx(found: Mapping[str, str], known: Locked) -> str:
    """The document."""
    bom = Bom()
    program = Component(name="trust-act-reporting", type=ComponentType.APPLICATION)
    bom.metadata.component = program
    for name, version in sorted(found.items()):
        address = PackageURL(type="pypi", name=name, version=version)
        bom.components.add(
            Component(
                name=name,
                version=version,
                type=ComponentType.LIBRARY,
                purl=address,
                bom_ref=str(address),
                hashes=[
                    HashType(alg=HashAlgorithm.SHA_256, content=digest)
                    for digest in known.get(name, {}).get(version, [])
                ],
            )
        )
    bom.register_dependency(program, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=1)


if __name__ == "__main__":
    sys.exit(main())
