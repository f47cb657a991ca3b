# SPDX-License-Identifier: MIT
"""How the modules of the package may be made: who imports whom, and what a module may hold."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from pathlib import Path

import pytest

import authheaders

PACKAGE = Path(authheaders.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
SOURCES = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
TREES = {name: ast.parse(source) for name, source in SOURCES.items()}

#: Each module imports only those of the rows above its own. Those of a row do not know each
#: other, so that no scheme imports another one.
LAYERS = [
    ["errors", "limits", "schemes.__init__", "signing.__init__", "_heads"],
    ["_abnf", "_lines"],
    ["_tokens", "params", "containers"],
    ["_departures", "_writing"],
    ["_mending_params"],
    ["_mending"],
    ["_placing"],
    ["_grouping"],
    ["_plain"],
    ["_raw"],
    ["messages"],
    ["generic"],
    ["schemes._checking", "schemes._encodings"],
    ["schemes._reading"],
    ["schemes._typed"],
    # What several schemes have in common.
    [
        "schemes._access_token",
        "schemes._account_signature",
        "schemes._extensive_values",
        "schemes._oauth2",
        "schemes._privacy_pass",
        "schemes._realm",
        "schemes._scram_attributes",
        "schemes._sigv4",
    ],
    [
        "schemes._handshake",
        "schemes._mutual_shared",
        "schemes._presigned",
        "schemes._scram_messages",
    ],
    ["schemes._mutual_challenges", "schemes._mutual_credentials"],
    sorted(name for name in MODULES if re.match(r"schemes\.[a-z]", name)),
    # What is computed from messages; a copy may leave it out, so nothing below may know it.
    ["signing._scram_keys", "signing._sha512_256", "signing._sigv4_canonical"],
    ["signing._digest_hash", "signing._sigv4_signing"],
    ["signing._digest_nonces", "signing._digest_proof", "signing._digest_target"],
    [
        "signing._aws4_chunks",
        "signing._aws4_keys",
        "signing._digest_client",
        "signing._digest_server",
        "signing._hawk_macs",
        "signing._oauth1_base",
        "signing._scram_client",
        "signing._scram_server",
    ],
    sorted(name for name in MODULES if re.match(r"signing\.[a-z]", name)),
    ["registry"],
    ["_recovering", "control", "fields"],
    ["_rereading"],
    ["recovery"],
    ["__init__"],
    ["_explaining"],
    ["__main__"],
]
RANK = {name: rank for rank, row in enumerate(LAYERS) for name in row}

#: Imports for annotations only that go the other way; nothing is imported when it runs.
ONLY_TYPES = {
    ("messages", "generic"): "what a typed message is read from and turned into",
}

#: What of the standard library a user pays for, or may meet in annotations.
STDLIB = {
    "__future__",
    "binascii",
    "collections.abc",
    "dataclasses",
    "enum",
    "itertools",
    "re",
    "sys",
    "typing",
}
STDLIB_OF = {"__main__": {"argparse", "json", "os", "unicodedata"}}
#: What functions of ``signing`` import when they are called.
STDLIB_OF_SIGNING = {"datetime", "hashlib", "hmac", "secrets", "threading", "time", "unicodedata"}

#: Module constants of a type that could be changed, and why they are one.
MUTABLE = {
    ("_plain", "GLUE"): "a dict is the fastest table; nothing writes to it",
    ("_plain", "LAST"): "a dict is the fastest table; nothing writes to it",
    ("_plain", "HEADS"): "a dict is the fastest table; nothing writes to it",
    ("_heads", "FIELDS"): "a table of names",
    ("_heads", "CREDENTIALS_OF_INFO"): "a table of names",
    ("__init__", "__all__"): "Python's own convention",
    ("schemes.digest", "_HEX_DIGITS"): "a table of numbers",
    ("signing._digest_hash", "_KNOWN"): "a dict is the fastest table; nothing writes to it",
    ("signing._digest_hash", "_KNOWN_LOWER"): "a dict is the fastest table; nothing writes to it",
    ("signing.digest", "__all__"): "Python's own convention",
    ("signing.scram", "__all__"): "Python's own convention",
    ("signing.aws4", "__all__"): "Python's own convention",
    ("signing.goog4", "__all__"): "Python's own convention",
}

LINES = 320
LINES_OF = {
    "schemes.digest": (500, "three messages of a dozen parameters each"),
}

each_module = pytest.mark.parametrize("module", sorted(MODULES))


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def imports_of(module: str) -> list[tuple[ast.Import | ast.ImportFrom, bool]]:
    """The imports of a module, each with whether it is for annotations only."""
    found: list[tuple[ast.Import | ast.ImportFrom, bool]] = []

    def visit(node: ast.AST, types: bool) -> None:
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.append((node, types))
        elif isinstance(node, ast.If) and is_for_types(node):
            for child in node.body:
                visit(child, True)
            for child in node.orelse:
                visit(child, types)
        else:
            for other in ast.iter_child_nodes(node):
                visit(other, types)

    visit(TREES[module], False)
    return found


def targets(module: str, node: ast.ImportFrom) -> list[str]:
    """The modules of the package that a relative import names."""
    package = [*module.split(".")[:-1]]
    base = package[: len(package) - (node.level - 1)]
    if node.module is not None:
        return [".".join([*base, node.module])]
    names = [".".join([*base, alias.name]) for alias in node.names]
    return [name if name in MODULES else ".".join([*base, "__init__"]) for name in names]


def constants(module: str) -> list[tuple[str, ast.expr]]:
    """The names that a module assigns, each with its value."""
    found = []
    for node in TREES[module].body:
        if isinstance(node, ast.Assign):
            found += [(ast.unparse(target), node.value) for target in node.targets]
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            found.append((ast.unparse(node.target), node.value))
    return found


def test_every_module_has_its_row() -> None:
    assert set(MODULES) == set(RANK)


@each_module
def test_imports_run_upward_in_the_table(module: str) -> None:
    for node, types in imports_of(module):
        if isinstance(node, ast.ImportFrom) and node.level:
            for target in targets(module, node):
                allowed = RANK[target] < RANK[module] or (types and (module, target) in ONLY_TYPES)
                # The public names are annotated with classes that load later.
                public = module == "__init__" and types
                assert allowed or public, f"{module} imports {target}"


def test_every_backward_import_for_types_is_in_use() -> None:
    found = {
        (module, target)
        for module in MODULES
        for node, types in imports_of(module)
        if types and isinstance(node, ast.ImportFrom) and node.level
        for target in targets(module, node)
        if RANK[target] >= RANK[module]
    }
    assert found == set(ONLY_TYPES)


@each_module
def test_schemes_do_not_import_each_other(module: str) -> None:
    if module.startswith("schemes.") and not module.startswith("schemes._"):
        for node, _ in imports_of(module):
            if isinstance(node, ast.ImportFrom) and node.level:
                for target in targets(module, node):
                    assert not target.startswith("schemes.") or target.startswith("schemes._")


@each_module
def test_the_package_imports_itself_only_relatively(module: str) -> None:
    for node, _ in imports_of(module):
        if isinstance(node, ast.Import):
            assert not any(alias.name.split(".")[0] == "authheaders" for alias in node.names)
        elif node.level == 0:
            assert node.module is not None
            assert node.module.split(".")[0] != "authheaders"


@each_module
def test_only_some_of_the_standard_library_is_imported(module: str) -> None:
    allowed = STDLIB | STDLIB_OF.get(module, set())
    if module.startswith("signing."):
        allowed |= STDLIB_OF_SIGNING
    for node, types in imports_of(module):
        if isinstance(node, ast.Import):
            names = {alias.name for alias in node.names}
        elif node.level == 0:
            names = {str(node.module)}
        else:
            continue
        # Type checkers know it without its being installed.
        assert names <= allowed | ({"typing_extensions"} if types else set())


@each_module
def test_what_signing_needs_is_imported_in_functions(module: str) -> None:
    for node in TREES[module].body:
        if isinstance(node, ast.Import):
            assert STDLIB_OF_SIGNING.isdisjoint(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            assert node.module not in STDLIB_OF_SIGNING


@each_module
def test_nothing_outside_of_signing_imports_it(module: str) -> None:
    if not module.startswith("signing."):
        for node, _ in imports_of(module):
            if isinstance(node, ast.ImportFrom) and node.level:
                assert not [name for name in targets(module, node) if name.startswith("signing")]


@each_module
def test_typing_is_not_imported_when_it_runs(module: str) -> None:
    for node, types in imports_of(module):
        if isinstance(node, ast.ImportFrom) and node.module in ("typing", "typing_extensions"):
            assert types


@each_module
def test_no_module_has_a_global_statement(module: str) -> None:
    assert not [node for node in ast.walk(TREES[module]) if isinstance(node, ast.Global)]


MUTABLE_NODES = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_CALLS = ("list", "dict", "set", "bytearray", "deque", "defaultdict")


def is_mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in MUTABLE_CALLS
    return isinstance(value, MUTABLE_NODES)


@each_module
def test_no_module_holds_what_can_change(module: str) -> None:
    found = {name for name, value in constants(module) if is_mutable(value)}
    assert found == {name for owner, name in MUTABLE if owner == module}


@each_module
def test_no_module_has_a_constant_written_to(module: str) -> None:
    names = {name for name, _ in constants(module)}
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            assert ast.unparse(node.value) not in names
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            changes = node.func.attr in ("append", "add", "update", "setdefault", "pop", "clear")
            assert not (changes and ast.unparse(node.func.value) in names)


@each_module
def test_no_module_asserts_false(module: str) -> None:
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Assert):
            assert not isinstance(node.test, ast.Constant)


@each_module
def test_no_module_has_a_note_to_do_something(module: str) -> None:
    assert not [word for word in ("TODO", "FIXME", "XXX", "HACK") if word in SOURCES[module]]


@each_module
def test_no_module_is_long(module: str) -> None:
    at_most, _ = LINES_OF.get(module, (LINES, ""))
    assert len(SOURCES[module].splitlines()) <= at_most


@each_module
def test_every_module_names_its_licence_first(module: str) -> None:
    assert SOURCES[module].startswith("# SPDX-License-Identifier: MIT\n")


@each_module
def test_every_module_has_a_docstring(module: str) -> None:
    assert ast.get_docstring(TREES[module])


def test_no_pattern_ends_at_a_line_end() -> None:
    r"""``$`` matches before a last LF, which a header must not hold; ``\Z`` does not."""
    checked = 0
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "re.compile":
                continue
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    checked += 1
                    assert "$" not in without_classes(part.value), module
    assert checked


def without_classes(pattern: str) -> str:
    """A pattern without its character classes and escaped characters."""
    kept, inside, escaped = "", False, False
    for character in pattern:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif inside:
            inside = character != "]"
        elif character == "[":
            inside = True
        else:
            kept += character
    return kept


@pytest.mark.parametrize("name", authheaders.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    found = getattr(authheaders, name)
    documented = found if isinstance(found, type) or inspect.isroutine(found) else type(found)
    doc = documented.__doc__
    assert doc
    # What dataclasses make up is the signature.
    assert not doc.startswith(f"{name}(")


@pytest.mark.parametrize("name", authheaders.__all__)
def test_every_public_method_is_documented_in_its_class_or_a_base(name: str) -> None:
    found = getattr(authheaders, name)
    if not isinstance(found, type):
        return
    for method, _ in inspect.getmembers(found, inspect.isroutine):
        if not method.startswith("_"):
            made = [getattr(base, method, None) for base in found.__mro__]
            assert any(getattr(each, "__doc__", None) for each in made), method


def test_every_reason_is_documented() -> None:
    tree = TREES["errors"]
    (reason,) = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Reason"]
    body = reason.body[1:]
    assert [type(node) for node in body[0::2]] == [ast.Assign] * (len(body) // 2)
    assert all(isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) for n in body[1::2])


def test_the_standard_library_list_has_no_other_packages() -> None:
    names = {name.split(".")[0] for name in STDLIB.union(STDLIB_OF_SIGNING, *STDLIB_OF.values())}
    assert names <= sys.stdlib_module_names
