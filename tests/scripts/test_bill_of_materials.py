"""The list of what is installed says what is there, and what should not be."""

from __future__ import annotations

import json

from script.lib.bill_of_materials import as_cyclonedx, differences, installed, locked

LOCKED = {"django": {"5.2.19": ["a" * 64]}, "numpy": {"2.4.6": [], "2.5.5": []}}


def test_what_is_locked_and_installed_is_no_difference():
    assert list(differences({"django": "5.2.19", "numpy": "2.4.6"}, LOCKED)) == []


def test_a_stranger_and_another_version_are_named():
    assert list(differences({"django": "5.2.1", "left-pad": "1.0"}, LOCKED)) == [
        "django 5.2.1 is installed; the lock says 5.2.19.",
        "left-pad 1.0 is installed, and no lock names it.",
    ]


def test_the_list_names_each_package_with_its_hashes():
    said = json.loads(as_cyclonedx({"django": "5.2.19"}, LOCKED))
    assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.6")
    (component,) = said["components"]
    assert component["purl"] == "pkg:pypi/django@5.2.19"
    assert component["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]


def test_the_list_is_of_this_environment():
    known, found = locked(), installed()
    assert known["django"][found["django"]], "its hashes are in the lock"
    listed = json.loads(as_cyclonedx(found, known))["components"]
    assert {one["name"]: one["version"] for one in listed} == found
