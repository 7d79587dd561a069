"""One word for one thing: the names of the source follow docs/words.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from script.lib.house import doubled_class_names, sources
from tests.architecture.source import Module, modules

# Words that this program once used in a sense of its own, and what the field says instead.
INSTEAD = {
    "mend": "fix or correct",
    "told": "notified",
    "said": "stated, or what it is",
    "asked": "requested",
    "draw": "render",
    "drawn": "rendered",
    "whom": "recipient",
    "begun": "started",
    "anew": "again",
    "offer": "next step",
    "bell": "wake-up",
    "woke": "reactivated",
    "wake": "reactivate",
    "asleep": "inactive",
    "sleep": "deactivate",
    "sleeper": "inactive account",
    "paper": "enclosure, attachment, or document",
}
FORMS = re.compile(
    r"(?<![a-z])(mend(?:s|ed)?|told|said|asked|drawn?|whom|begun|anew|offer(?:s|ed)?|bells?|woke|wake|"
    r"asleep|sleep(?:s|ers?)?|papers?)(?![a-z])"
)
# Names that stay: stored values, and the word in its own sense (a certificate on paper; the papers
# of a warrant; the figures of a chart drawn).
ALLOWED = {
    # values and columns of stored rows
    "ASLEEP",
    "ASKED",
    "CERTIFIED_ON_PAPER",
    "NOT_ASKED",
    "NOT_TOLD",
    "PAPER",
    # a court paper or a warrant, as the act and the form I-247A name them
    "ADMINISTRATIVE_PAPERS",
    "JUDICIAL_PAPER",
    "ON_COURT_PAPER",
    "SHOWN_BY_PAPERS",
    "_of_papers",
    "paper",
    "papers",
    # a certificate signed on paper
    "PaperCertificate",
    "PaperCertificateForm",
    "_check_paper",
    "certify_on_paper",
    "check_can_certify_on_paper",
    "check_may_certify_on_paper",
}
# Names not changed yet. Take from these lists, never add to them.
STILL_PRIVATE: set[str] = set()
STILL_DOUBLED: set[str] = set()
REQUIREMENT_ID = re.compile(r"\((?:[BR]\d+(?:, )?)+\)")


def names_of(module: Module) -> Iterator[str]:
    """What a module defines for others: classes, functions, their attributes and its constants."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
    bodies = [module.tree.body]
    bodies += [node.body for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    for node in (node for body in bodies for node in body):
        if isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def private_word(name: str) -> str | None:
    """The word of `name` that only this program would use in that sense."""
    found = FORMS.search(re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower())
    return found[1] if found else None


def advice(word: str) -> str:
    return next(text for start, text in INSTEAD.items() if word.startswith(start))


def test_names_are_the_fields_own_words():
    found = {
        f"{module.name}: {name} ({advice(word)})"
        for module in modules("reports")
        for name in names_of(module)
        if (word := private_word(name)) and name not in ALLOWED | STILL_PRIVATE
    }
    assert not found, f"{sorted(found)}: use the words of docs/words.md"


def test_the_list_of_private_names_only_shrinks():
    used = {name for module in modules("reports") for name in names_of(module)}
    assert used >= STILL_PRIVATE, f"{sorted(STILL_PRIVATE - used)} are gone: take them off the list"


def test_no_two_public_classes_have_one_name():
    doubled = doubled_class_names(sources("reports"))
    new = {name: doubled[name] for name in doubled.keys() - STILL_DOUBLED}
    assert not new, f"{new}: name each class by what only it is"
    gone = STILL_DOUBLED - doubled.keys()
    assert not gone, f"{sorted(gone)} are single now: take them off the list"


def test_comments_point_to_documents_and_not_to_numbers_of_requirements():
    found = [
        f"{module.name}:{number}"
        for module in modules("reports")
        for number, line in enumerate(module.text.splitlines(), 1)
        if REQUIREMENT_ID.search(line)
    ]
    assert not found, f"{found}: say what it is, or name the page of docs that says so"
