# SPDX-License-Identifier: MIT
"""What ``python -m authheaders`` has to say of a field: facts, with the secrets taken out.

How it looks on a terminal is the business of ``__main__``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from . import (
    DEFAULT_SCHEMES,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    ParseError,
    Schemes,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
)
from ._heads import Field
from .schemes._encodings import text_of_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from . import AuthenticationInfo, Challenge, Credentials, Form

    AnyMessage: TypeAlias = "Challenge | Credentials | AuthenticationInfo"
    AnyGeneric: TypeAlias = "GenericChallenge | GenericCredentials | GenericInfo"

HIDDEN = "<hidden>"

# A part of a field line that is no structure, and so may be secret.
_WORD = re.compile(r'[^ \t,="]+')
_EQUALS = re.compile(r"[ \t]*=")


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a field of a message: its values, each text or a number, and a note."""

    name: str
    values: tuple[object, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """One message, as it was read and, with order and spelling kept, as it was received."""

    field: Field
    message: AnyMessage
    received: AnyGeneric
    reveal: bool

    @property
    def is_generic(self) -> bool:
        return isinstance(self.message, (GenericChallenge, GenericCredentials, GenericInfo))

    @property
    def scheme(self) -> str:
        """The scheme. A lone word in credentials is mostly a token that was sent without one."""
        is_generic = isinstance(self.message, GenericCredentials)
        is_lone = self._token68 is None and not self.received.params
        if is_generic and is_lone and not self.reveal:
            return HIDDEN
        return self.message.scheme or self.field.scheme

    @property
    def _token68(self) -> str | None:
        return None if isinstance(self.received, GenericInfo) else self.received.token68

    def rows(self) -> list[Row]:
        """What the message holds: the parameters, or the token68 and what is read from it."""
        if self._token68 is None:
            return [self._param_row(name, value) for name, value in self.received.params.items()]
        typed = self._typed_fields()
        typed.pop("extensions", None)
        token68 = self._unless_hidden(None, self._token68)
        return [Row("token68", (token68,)), *(Row(name, _values(typed[name])) for name in typed)]

    def data(self) -> dict[str, object]:
        """The message for JSON."""
        data: dict[str, object] = {
            "scheme": self.scheme,
            "type": type(self.message).__name__,
            "specification": self.message.specification,
        }
        if self._token68 is not None:
            data["token68"] = self._unless_hidden(None, self._token68)
        data["params"] = [self._param_data(*entry) for entry in self.received.params.entries()]
        data["fields"] = self._typed_fields()
        return data

    def _param_data(self, name: str, value: str, form: Form) -> dict[str, object]:
        shown = self._unless_hidden(self._name(name), value)
        return {"name": name, "value": shown, "form": form.value}

    def _param_row(self, param: str, received: str) -> Row:
        name = self._name(param)
        if name is None:
            value: object = text_of_octets(received)
            note = "" if self.is_generic else "extension"
        else:
            value = _plain(getattr(self.message, name))
            note = dict(self.message.param_specifications).get(param.lower(), "")
        # A parameter that the scheme has its recipients ignore leaves no value.
        values = _values(value) or (received,)
        return Row(param, _values(self._unless_hidden(name, values)), note)

    def _typed_fields(self) -> dict[str, object]:
        """The fields of a typed message that are there, by name."""
        if self.is_generic:
            return {}
        found: dict[str, object] = {}
        for name in _names(type(self.message)):
            value = getattr(self.message, name)
            if name == "extensions":
                hidden = self.field.is_confidential and not self.reveal
                found[name] = {param: HIDDEN if hidden else value[param] for param in value}
            elif value is not None:
                found[name] = self._unless_hidden(name, _plain(value))
        return found

    def _name(self, param: str) -> str | None:
        """The field that a parameter is read into."""
        if self.is_generic or param in getattr(self.message, "extensions", ()):
            return None
        return _field_of(param, type(self.message))

    def _unless_hidden(self, name: str | None, value: Any) -> Any:
        """The value of a field, or of what is read into none, unless it is secret."""
        secret_fields = self.message.secret_fields
        secret = self.field.is_confidential if name is None else name in secret_fields
        return HIDDEN if secret and not self.reveal else value


@dataclass(frozen=True, slots=True)
class Explanation:
    """One field: its messages, or the error that ended reading it."""

    field: Field
    messages: tuple[Explained, ...]
    error: ParseError | None
    reveal: bool

    def data(self) -> dict[str, object]:
        """The field for JSON."""
        data: dict[str, object] = {"field": self.field.name}
        if self.reveal or not self.field.is_confidential:
            data["lines"] = list(self.field.lines)
        data["valid"] = self.error is None
        data["messages"] = [message.data() for message in self.messages]
        data["error"] = None if self.error is None else self._error_data(self.error)
        return data

    def _error_data(self, error: ParseError) -> dict[str, object]:
        scheme, param = self.blamed(error)
        return {
            "reason": error.reason.value,
            "expected": error.expected,
            "position": error.position,
            "line": error.line,
            "scheme": scheme,
            "param": param,
        }

    def blamed(self, error: ParseError) -> tuple[str | None, str | None]:
        """The scheme and the parameter of an error; of credentials only well-known names."""
        scheme, param = error.scheme or None, error.param
        if self.reveal or not self.field.is_confidential:
            return scheme, param
        cls = self._class(scheme or "")
        if not self.field.holds_info:
            scheme = None if cls is None else cls.scheme
        known = param is not None and _field_of(param, cls) is not None
        return scheme, param if known else None

    def line(self, number: int, mask: str) -> str:
        """A field line; what may be secret is covered, character by character, by mask."""
        line = self.field.lines[number]
        if self.reveal or not self.field.is_confidential:
            return line
        first = _WORD.search(line)
        scheme = self.field.scheme if self.field.holds_info else first[0] if first else ""
        cls = self._class(scheme)

        def covered(match: re.Match[str]) -> str:
            word = match[0]
            is_scheme = first is not None and match.start() == first.start()
            if is_scheme and cls is not None and not self.field.holds_info:
                return word
            is_name = _field_of(word, cls) and _EQUALS.match(line, match.end())
            return word if is_name else mask * len(word)

        return _WORD.sub(covered, line)

    def _class(self, scheme: str) -> type[Credentials] | type[AuthenticationInfo] | None:
        """The class that reads this field with a scheme, if it is confidential."""
        if self.field.holds_info:
            return DEFAULT_SCHEMES.info(scheme)
        return DEFAULT_SCHEMES.credentials(scheme)


def explain(field: Field, *, reveal: bool) -> Explanation:
    """Read a field strictly."""
    try:
        messages = _parse(field, DEFAULT_SCHEMES)
    except ParseError as error:
        return Explanation(field, (), error, reveal)
    pairs = zip(messages, _received(field, messages), strict=True)
    explained = tuple([Explained(field, message, generic, reveal) for message, generic in pairs])
    return Explanation(field, explained, None, reveal)


def _received(field: Field, messages: list[AnyMessage]) -> list[AnyGeneric]:
    """The messages as they came, which the typed ones do not remember."""
    try:
        return [message.to_generic() for message in _parse(field, Schemes())]
    except ParseError:
        # A scheme whose own syntax leaves RFC 9110.
        return [message.to_generic() for message in messages]


def _parse(field: Field, schemes: Schemes) -> list[AnyMessage]:
    if field.holds_challenges:
        return [*parse_challenges(field.lines, schemes=schemes)]
    if field.holds_info:
        return [parse_authentication_info(field.lines, field.scheme, schemes=schemes)]
    return [parse_credentials(field.lines, schemes=schemes)]


def _names(cls: Any) -> tuple[str, ...]:
    """The names of the fields of a typed class."""
    return () if cls is None else tuple([field.name for field in fields(cls)])


def _field_of(param: str, cls: Any) -> str | None:
    """The field of a parameter, whose name may be in camel case: keyId is key_id."""
    spelt = param.lower().removesuffix("*").replace("-", "").replace("_", "")
    return next((name for name in _names(cls) if name.replace("_", "") == spelt), None)


def _plain(value: object) -> object:
    """A value in types that JSON has."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {str(name): _plain(member) for name, member in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(member) for member in value]
    return str(value)


def _values(value: object) -> tuple[object, ...]:
    """The members of a list, none for None, or the one value."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)
