# SPDX-License-Identifier: MIT
"""Read the parameters of a generic message into fields, and write them back.

A ``from_generic`` takes the values of a message with :func:`values_of` and reads them one a
line; a ``to_generic`` gives :func:`written` a table of name, value and form. Both are the
parameter table of the scheme's RFC. What can't be read raises ParseError.
"""

from __future__ import annotations

import re

from ..errors import ParseError, Reason
from ..params import NO_PARAMS, Form, Params
from ._checking import broken, missing
from ._encodings import text_of_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeAlias

    from .._writing import Entry
    from ..generic import GenericChallenge, GenericCredentials, Message

    #: The values of a message by the lower-case name of the parameter, octets as received.
    Values: TypeAlias = dict[str, str]

QUOTED, TOKEN = Form.QUOTED, Form.TOKEN

_new = object.__new__

# A number of more digits has no use here, and int() refuses very long ones.
_DIGITS = re.compile(r"[0-9]{1,18}")
LARGEST_INTEGER = 10**18 - 1


def values_of(
    generic: GenericChallenge | GenericCredentials, scheme: str, required: tuple[str, ...] = ()
) -> Values:
    """The values of a message of a scheme: no token68, and some parameters that must be there."""
    if generic._scheme != scheme:
        check_scheme(generic, scheme)
    if generic._token68 is not None:
        expected = f"parameters, as {scheme} has no token68"
        raise ParseError(Reason.UNEXPECTED_TOKEN68, expected, scheme=scheme)
    values = generic._params._values
    for param in required:
        if param not in values:
            raise missing(ParseError, param)
    return values


def token68_of(generic: GenericCredentials, scheme: str) -> str:
    """The token68 of credentials, which must be of a scheme."""
    if generic._scheme != scheme:
        check_scheme(generic, scheme)
    if generic._token68 is None:
        raise ParseError(Reason.MISSING_TOKEN68, f"the token68 of {scheme}", scheme=scheme)
    return generic._token68


def check_scheme(generic: GenericChallenge | GenericCredentials, scheme: str) -> None:
    """ParseError for a message of another scheme; the case does not matter."""
    if generic._scheme.lower() != scheme.lower():
        raise ParseError(Reason.WRONG_SCHEME, f"the scheme {scheme}", scheme=generic._scheme)


def text(values: Values, param: str) -> str | None:
    """The text of a parameter: UTF-8 if it is, else latin-1."""
    value = values.get(param)
    return value if value is None or value.isascii() else text_of_octets(value)


def is_true(values: Values, param: str) -> bool:
    """Whether a parameter is ``true``, in any case; everything else means false."""
    return param in values and values[param].lower() == "true"


def flag(values: Values, param: str) -> bool:
    """A parameter that is ``true`` or ``false``, in any case; absence means false."""
    if param not in values:
        return False
    value = values[param].lower()
    if value not in ("true", "false"):
        raise broken(ParseError, param, "true or false")
    return value == "true"


def integer(values: Values, param: str) -> int | None:
    """A parameter of decimal digits."""
    if param not in values:
        return None
    if _DIGITS.fullmatch(values[param]) is None:
        raise broken(ParseError, param, "1 to 18 digits")
    return int(values[param])


def words(values: Values, param: str) -> tuple[str, ...]:
    """Words with exactly one blank between them; a word may be empty, for a rule to refuse."""
    return tuple(values[param].split(" ")) if param in values else ()


def spaced(values: Values, param: str) -> tuple[str, ...]:
    """Words with any number of blanks between and around them."""
    if param not in values:
        return ()
    return tuple([word for word in values[param].split(" ") if word])


def comma_separated(values: Values, param: str) -> tuple[str, ...]:
    """``1#element`` of elements without quotes (RFC 9110 section 5.6.1)."""
    if param not in values:
        return ()
    found = [part.strip(" \t") for part in values[param].split(",")]
    if "" in found:
        found = [word for word in found if word]
    if not found:
        raise broken(ParseError, param, "one element at least")
    return tuple(found)


def rest(generic: Message, known: frozenset[str]) -> Params:
    """The parameters that a message has no fields for."""
    params: Params = generic._params  # type: ignore[attr-defined]
    return NO_PARAMS if known.issuperset(params._values) else params.excluding(*known)


def written(entries: Iterable[Entry], extensions: Params, *, secret: bool = False) -> Params:
    """The parameters of a typed message, which has checked what it holds."""
    params: Params = _new(Params)
    params._values = values = {}
    params._marks = marks = {}
    params._secret = secret
    for name, value, form in entries:
        if value is not None:
            values[name] = value
            if form is not QUOTED:
                marks[name] = name, form
    if extensions is not NO_PARAMS:
        values.update(extensions._values)
        marks.update(extensions._marks)
    return params


def slot_setters(cls: type[Any]) -> tuple[Callable[[Any, Any], None], ...]:
    """The setters of a dataclass's slots, in the order of its fields.

    To fill a frozen object through them costs a third of calling its class, and leaves out
    the checks that parsed values need not pass.
    """
    return tuple([getattr(cls, name).__set__ for name in cls.__dataclass_fields__])
