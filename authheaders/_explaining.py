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
    Deviation,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    ParseError,
    Schemes,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
    recover_authentication_info,
    recover_challenges,
    recover_credentials,
)
from ._heads import Field
from .messages import canonical_scheme
from .schemes._encodings import text_of_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
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
    """One message, as it was read and, with order and spelling kept, as it was received.

    In what is malformed a name may be a part of a secret: ``is_mended`` says so.
    """

    field: Field
    message: AnyMessage
    received: AnyGeneric
    reveal: bool
    is_mended: bool

    @property
    def is_generic(self) -> bool:
        return isinstance(self.message, (GenericChallenge, GenericCredentials, GenericInfo))

    @property
    def kind(self) -> str:
        """What it was read as."""
        if not self.is_generic:
            return type(self.message).__name__
        known = self._class() is not None
        return "generic, refused by its scheme" if known else "generic, no rules known"

    @property
    def scheme(self) -> str:
        """The scheme. A lone word in credentials is mostly a token that was sent without one."""
        is_generic = isinstance(self.message, GenericCredentials)
        is_lone = self._token68 is None and not self.received.params
        is_unknown = self.is_mended and self._class() is None
        if is_generic and (is_lone or is_unknown) and not self.reveal:
            return HIDDEN
        return self.message.scheme or self.field.scheme

    def _class(self) -> Any:
        """The class that reads such a message, even if it did not read this one."""
        return _class_for(self.field, self.message.scheme or self.field.scheme)

    def _shown_name(self, param: str) -> str:
        is_doubtful = self.is_mended and self.field.is_confidential and not self.reveal
        known = not is_doubtful or _field_of(param, self._class()) is not None
        return param if known else HIDDEN

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
        return {"name": self._shown_name(name), "value": shown, "form": form.value}

    def _param_row(self, param: str, received: str) -> Row:
        name = self._name(param)
        if name is None:
            value: object = text_of_octets(received)
            # A parameter that several fields are read from is none either.
            note = "extension" if param in getattr(self.message, "extensions", ()) else ""
        else:
            value = _plain(getattr(self.message, name))
            note = dict(self.message.param_specifications).get(param.lower(), "")
        # A parameter that the scheme has its recipients ignore leaves no value.
        values = _values(value) or (received,)
        return Row(self._shown_name(param), _values(self._unless_hidden(name, values)), note)

    def _typed_fields(self) -> dict[str, object]:
        """The fields of a typed message that are there, by name."""
        if self.is_generic:
            return {}
        found: dict[str, object] = {}
        for name in _names(type(self.message)):
            value = getattr(self.message, name)
            if name == "extensions":
                hidden = self.field.is_confidential and not self.reveal
                found[name] = {
                    self._shown_name(param): HIDDEN if hidden else value[param] for param in value
                }
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
    """One field: its messages, and what was wrong."""

    field: Field
    messages: tuple[Explained, ...]
    deviations: tuple[Deviation, ...]
    reveal: bool

    def data(self) -> dict[str, object]:
        """The field for JSON."""
        data: dict[str, object] = {"field": self.field.name}
        if self.reveal or not self.field.is_confidential:
            data["lines"] = list(self.field.lines)
        data["valid"] = not self.deviations
        data["messages"] = [message.data() for message in self.messages]
        data["deviations"] = [self._deviation_data(found) for found in self.deviations]
        return data

    def _deviation_data(self, deviation: Deviation) -> dict[str, object]:
        scheme, param = self.blamed(deviation)
        return {
            "reason": deviation.reason.value,
            "expected": deviation.expected,
            "position": deviation.position,
            "line": deviation.line,
            "scheme": scheme,
            "param": param,
            "ambiguous": deviation.ambiguous,
        }

    def blamed(self, deviation: Deviation) -> tuple[str | None, str | None]:
        """The scheme and the parameter of a deviation; of credentials only well-known names."""
        scheme, param = deviation.scheme or None, deviation.param
        if self.reveal or not self.field.is_confidential:
            return scheme, param
        cls = _class_for(self.field, scheme or "")
        if cls is not None:
            scheme = canonical_scheme(scheme or "", cls)
        elif scheme != (self.field.scheme or None) or not self.field.holds_info:
            # A word of the field, which may be a part of a secret.
            scheme = None
        known = param is not None and _field_of(param, cls) is not None
        return scheme, param if known else None

    def line(self, number: int, mask: str) -> str:
        """A field line; what may be secret is covered, character by character, by mask."""
        line = self.field.lines[number]
        if self.reveal or not self.field.is_confidential:
            return line
        first = _WORD.search(line)
        scheme = self.field.scheme if self.field.holds_info else first[0] if first else ""
        cls = _class_for(self.field, scheme)

        def covered(match: re.Match[str]) -> str:
            word = match[0]
            is_scheme = first is not None and match.start() == first.start()
            if is_scheme and cls is not None and not self.field.holds_info:
                return word
            is_name = _field_of(word, cls) and _EQUALS.match(line, match.end())
            return word if is_name else mask * len(word)

        return _WORD.sub(covered, line)


def _class_for(field: Field, scheme: str) -> Any:
    """The class that reads a field with a scheme."""
    if field.holds_challenges:
        return DEFAULT_SCHEMES.challenge(scheme)
    return DEFAULT_SCHEMES.info(scheme) if field.holds_info else DEFAULT_SCHEMES.credentials(scheme)


def explain(field: Field, *, reveal: bool, strict: bool = False) -> Explanation:
    """Read a field: with recovery, or else up to the first departure."""
    messages, deviations = _parsed(field) if strict else _recovered(field, DEFAULT_SCHEMES)
    pairs = zip(messages, _received(field, messages, deviations), strict=True)
    is_mended = bool(deviations)
    explained = [
        Explained(field, message, generic, reveal, is_mended) for message, generic in pairs
    ]
    # In the order of the text, which is that of the page.
    in_order = sorted(deviations, key=lambda found: (found.line or 0, found.position or 0))
    return Explanation(field, tuple(explained), tuple(in_order), reveal)


def _received(
    field: Field, messages: Sequence[AnyMessage], deviations: Sequence[Deviation]
) -> list[AnyGeneric]:
    """The messages as they came, which the typed ones do not remember."""
    received, others = _recovered(field, Schemes())
    if len(received) != len(messages) or (others and not deviations):
        # A scheme whose own syntax leaves RFC 9110.
        received = messages
    return [message.to_generic() for message in received]


def _recovered(field: Field, schemes: Schemes) -> tuple[Sequence[AnyMessage], Sequence[Deviation]]:
    if field.holds_challenges:
        return recover_challenges(field.lines, schemes=schemes)
    if field.holds_info:
        return recover_authentication_info(field.lines, field.scheme, schemes=schemes)
    return recover_credentials(field.lines, schemes=schemes)


def _parsed(field: Field) -> tuple[Sequence[AnyMessage], Sequence[Deviation]]:
    """The messages, or the one thing that strict parsing refuses."""
    try:
        if field.holds_challenges:
            return parse_challenges(field.lines), ()
        if field.holds_info:
            return [parse_authentication_info(field.lines, field.scheme)], ()
        return [parse_credentials(field.lines)], ()
    except ParseError as error:
        return (), (Deviation(**vars(error)),)


def _names(cls: Any) -> tuple[str, ...]:
    """The names of the fields of a typed class, or of all the kinds that it stands for."""
    kinds = () if cls is None else cls.kinds or (cls,)
    return tuple([field.name for kind in kinds for field in fields(kind)])


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
