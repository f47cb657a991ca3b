# SPDX-License-Identifier: MIT
"""Params: an ordered, immutable, hashable mapping whose names have no case."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from message_parts import entries, params

from authheaders import Form, GenericChallenge, Params

ENTRIES = [("realm", "apps"), ("Type", "1", Form.TOKEN), ("path", "/a", Form.BARE)]
PARAMS = Params(ENTRIES)  # type: ignore[arg-type]


def test_it_is_a_mapping() -> None:
    assert isinstance(PARAMS, Mapping)
    assert dict(PARAMS) == {"realm": "apps", "Type": "1", "path": "/a"}
    assert len(PARAMS) == 3


def test_names_are_found_in_any_case() -> None:
    assert PARAMS["REALM"] == PARAMS["realm"] == "apps"
    assert PARAMS["type"] == PARAMS["TYPE"] == "1"
    assert "tYPE" in PARAMS
    assert PARAMS.get("Path") == "/a"


def test_names_keep_their_order_and_spelling() -> None:
    assert list(PARAMS) == ["realm", "Type", "path"]
    assert list(PARAMS.keys()) == ["realm", "Type", "path"]
    assert list(PARAMS.values()) == ["apps", "1", "/a"]
    assert list(PARAMS.items()) == [("realm", "apps"), ("Type", "1"), ("path", "/a")]


def test_a_name_that_is_absent_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        PARAMS["x"]
    with pytest.raises(KeyError):
        PARAMS.form("x")
    assert PARAMS.get("x") is None
    assert PARAMS.get("x", "y") == "y"
    assert "x" not in PARAMS


@pytest.mark.parametrize("key", [5, None, b"realm", ("realm",)])
def test_a_key_that_is_no_str_is_absent(key: Any) -> None:
    assert key not in PARAMS
    with pytest.raises(KeyError):
        PARAMS[key]


def test_each_entry_has_its_form() -> None:
    assert PARAMS.form("realm") is Form.QUOTED
    assert PARAMS.form("TYPE") is Form.TOKEN
    assert PARAMS.form("path") is Form.BARE


def test_entries_are_names_values_and_forms_in_order() -> None:
    assert PARAMS.entries() == [
        ("realm", "apps", Form.QUOTED),
        ("Type", "1", Form.TOKEN),
        ("path", "/a", Form.BARE),
    ]


def test_changing_the_list_of_entries_does_not_change_the_params() -> None:
    PARAMS.entries().clear()
    assert len(PARAMS) == 3


@given(params())
def test_entries_make_the_same_params(given: Params) -> None:
    assert Params(given.entries()) == given
    assert Params(given.entries()).entries() == given.entries()


@given(params())
def test_params_made_of_params_keep_the_forms(given: Params) -> None:
    assert Params(given).entries() == given.entries()


@pytest.mark.parametrize(
    "source",
    [
        {"a": "1", "B": "2"},
        MappingProxyType({"a": "1", "B": "2"}),
        [("a", "1"), ("B", "2")],
        (("a", "1", Form.QUOTED), ("B", "2")),
        {"a": "1", "B": "2"}.items(),
        Params({"a": "1", "B": "2"}),
    ],
)
def test_params_are_made_of_mappings_and_entries(source: Any) -> None:
    expected = [("a", "1", Form.QUOTED), ("B", "2", Form.QUOTED)]
    assert Params(source).entries() == expected
    assert Params(iter(source) if isinstance(source, list) else source).entries() == expected


def test_params_of_nothing_are_empty() -> None:
    assert not Params()
    assert list(Params({})) == list(Params([])) == []


# --- comparing


def test_equality_ignores_order_spelling_and_form() -> None:
    other = Params([("PATH", "/a"), ("type", "1"), ("Realm", "apps", Form.TOKEN)])
    assert other == PARAMS
    assert hash(other) == hash(PARAMS)


def test_equality_with_a_mapping_ignores_the_case_of_names() -> None:
    for other in ({"REALM": "apps", "TYPE": "1", "path": "/a"}, MappingProxyType(dict(PARAMS))):
        assert other == PARAMS
        assert PARAMS.__eq__(other)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"realm": "apps"},
        {"realm": "apps", "type": "1", "path": "/b"},
        {"realm": "apps", "type": "1", "x": "/a"},
        {"realm": "apps", "type": "1", "path": "/a", "PATH": "/a"},
        {"realm": "apps", "type": "1", 5: "/a"},
        Params(),
        Params({"realm": "APPS", "type": "1", "path": "/a"}),
        [("realm", "apps"), ("type", "1"), ("path", "/a")],
        "realm",
        None,
        5,
    ],
)
def test_params_are_unequal_to_what_differs(other: Any) -> None:
    for one, two in ((PARAMS, other), (other, PARAMS)):
        assert one != two


def test_params_can_be_members_of_sets() -> None:
    assert len({PARAMS, Params(ENTRIES), Params()}) == 2  # type: ignore[arg-type]


# --- copying


@given(params())
def test_copies_are_equal_in_everything(given: Params) -> None:
    for twin in (copy.copy(given), copy.deepcopy(given), pickle.loads(pickle.dumps(given))):
        assert twin == given
        assert hash(twin) == hash(given)
        assert twin.entries() == given.entries()
        assert repr(twin) == repr(given)


def test_including_replaces_in_place_and_appends() -> None:
    changed = PARAMS.including([("type", "2"), ("New", "x", Form.TOKEN)])
    assert [(value, form) for _, value, form in changed.entries()] == [
        ("apps", Form.QUOTED),
        ("2", Form.QUOTED),
        ("/a", Form.BARE),
        ("x", Form.TOKEN),
    ]
    assert list(changed)[-1] == "New"
    assert changed["TYPE"] == "2"


def test_including_and_excluding_leave_the_original_as_it_is() -> None:
    before = PARAMS.entries()
    PARAMS.including({"realm": "x", "y": "z"})
    PARAMS.excluding("realm")
    assert PARAMS.entries() == before


def test_including_nothing_is_the_same() -> None:
    assert PARAMS.including({}).entries() == PARAMS.entries()


def test_excluding_takes_names_in_any_case() -> None:
    changed = PARAMS.excluding("TYPE", "absent")
    assert changed.entries() == [("realm", "apps", Form.QUOTED), ("path", "/a", Form.BARE)]
    assert "type" not in changed
    with pytest.raises(KeyError):
        changed.form("type")


def test_excluding_nothing_is_the_same() -> None:
    assert PARAMS.excluding().entries() == PARAMS.entries()


def test_what_was_excluded_leaves_no_spelling_behind() -> None:
    changed = PARAMS.excluding("type").including({"type": "3"})
    assert changed.entries()[-1] == ("type", "3", Form.QUOTED)


@given(params(), entries())
def test_including_then_excluding_a_new_name_is_the_same(
    given: Params, entry: tuple[str, str, Form]
) -> None:
    rest = given.excluding(entry[0])
    assert rest.including([entry]).excluding(entry[0].upper()).entries() == rest.entries()


# --- the rest


def test_repr_shows_names_and_values() -> None:
    assert repr(Params()) == "Params()"
    assert repr(PARAMS) == "Params({'realm': 'apps', 'Type': '1', 'path': '/a'})"


def test_there_is_no_attribute_for_a_parameter() -> None:
    with pytest.raises(AttributeError):
        PARAMS.realm  # type: ignore[attr-defined]  # noqa: B018


def test_params_do_not_change() -> None:
    frozen: Any = PARAMS
    with pytest.raises(TypeError):
        frozen["realm"] = "x"
    with pytest.raises(TypeError):
        del frozen["realm"]
    with pytest.raises(AttributeError):
        frozen.surplus = "x"
    for method in ("update", "pop", "clear", "setdefault", "popitem"):
        assert not hasattr(PARAMS, method)


def test_the_source_can_change_afterwards() -> None:
    source = {"a": "b"}
    made = Params(source)
    source["a"] = "c"
    assert made["a"] == "b"


def test_forms_are_written_as_they_are() -> None:
    written = GenericChallenge("Newauth", params=PARAMS).to_header()
    assert written == 'Newauth realm="apps", Type=1, path=/a'


def test_the_realm_is_quoted_whatever_its_form() -> None:
    params_of_realm = Params([("Realm", "a", Form.TOKEN)])
    assert GenericChallenge("Newauth", params=params_of_realm).to_header() == 'Newauth Realm="a"'
