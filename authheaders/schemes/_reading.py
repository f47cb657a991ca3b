# SPDX-License-Identifier: MIT
"""Read the parameters of a message into fields, and write them back.

A ``_from_raw`` takes the values of a message with :func:`values_of` and reads them one a line;
the ``_entries`` of a message are a table of name, octets and form. Both are the parameter table
of the scheme's RFC. What can't be read raises ParseError.
"""

from __future__ import annotations

import re

from ..errors import ParseError, Reason
from ..params import NO_PARAMS, Form, Params, trusted_params
from ._checking import broken, missing
from ._encodings import base64_decoded, base64url_decoded, text_of_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeVar

    from .._writing import Entry
    from ..params import Marks, Raw, Values

    T = TypeVar("T")

QUOTED, TOKEN = Form.QUOTED, Form.TOKEN

# No more digits than LARGEST_INTEGER has.
_DIGITS = re.compile(r"[0-9]{1,18}")
# posit-number and its like: "0" / ( %x31-39 *DIGIT )
_CANONICAL_DIGITS = re.compile(r"0|[1-9][0-9]{0,17}")


def values_of(
    raw: Raw, scheme: str, required: tuple[str, ...] = (), *, bare: tuple[str, ...] | None = None
) -> Values:
    """The values of a message that has no token68, but some parameters that must be there.

    ``bare``: which of them may be unquoted without being a token, where the class of the
    message takes bare runs at all.
    """
    _, token68, values, marks = raw
    if token68 is not None:
        expected = f"parameters, as {scheme} has no token68"
        raise ParseError(Reason.UNEXPECTED_TOKEN68, expected)
    for param in required:
        # Some are spelt in other than lower case.
        if param not in values and param.lower() not in values:
            raise missing(ParseError, param)
    if bare is not None:
        for param, (_, form) in marks.items():
            if form is Form.BARE and param not in bare and param in values:
                expected = "a token or a quoted-string"
                raise ParseError(Reason.BARE_VALUE, expected, param=param)
    return values


def check_unquoted(raw: Raw, params: tuple[str, ...]) -> None:
    """ParseError for a parameter that is quoted, where a scheme's syntax has a token only."""
    _, _, values, marks = raw
    for param in params:
        # The form of a value without marks is that of most.
        if param in values and (param not in marks or marks[param][1] is QUOTED):
            raise broken(ParseError, param, "an unquoted value")


def present(value: T | None, param: str) -> T:
    """The value of a parameter that must be there; ParseError for None."""
    if value is None:
        raise missing(ParseError, param)
    return value


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


def canonical_integer(values: Values, param: str) -> int | None:
    """A parameter of decimal digits without leading zeros."""
    if param not in values:
        return None
    if _CANONICAL_DIGITS.fullmatch(values[param]) is None:
        raise broken(ParseError, param, "1 to 18 digits without leading zeros")
    return int(values[param])


def base64(values: Values, param: str) -> bytes | None:
    """A parameter of canonical base64 (RFC 4648 section 4)."""
    if param not in values:
        return None
    octets = base64_decoded(values[param])
    if octets is None:
        raise ParseError(Reason.BAD_BASE64, f"canonical base64 as {param}", param=param)
    return octets


def base64url(values: Values, param: str, *, padded: bool | None) -> bytes | None:
    """A parameter of canonical base64url (RFC 4648 section 5).

    ``padded``: whether it must have its padding, must have none, or, for None, may have it.
    """
    if param not in values:
        return None
    octets = base64url_decoded(values[param], padded=padded)
    if octets is None:
        raise ParseError(Reason.BAD_BASE64, f"canonical base64url as {param}", param=param)
    return octets


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


def refuse_unknown(raw: Raw, known: frozenset[str]) -> None:
    """ParseError for a parameter that a scheme does not know, where it forbids such."""
    _, _, values, marks = raw
    for name in values:
        if name not in known:
            spelt, _ = marks.get(name, (name, QUOTED))
            expected = "no parameter that the scheme does not know"
            raise ParseError(Reason.UNEXPECTED_PARAM, expected, param=spelt)


def rest(raw: Raw, known: frozenset[str], *, secret: bool = False) -> Params:
    """The parameters that a message has no fields for; secret if they are of credentials."""
    _, _, values, marks = raw
    if known.issuperset(values):
        return NO_PARAMS
    unknown = {name: value for name, value in values.items() if name not in known}
    return trusted_params(unknown, marks, secret)


def written(entries: Iterable[Entry], extensions: Params) -> tuple[Values, Marks]:
    """What a typed message, which has checked it, gives a generic one."""
    values: Values = {}
    marks: Marks = {}
    for name, value, form in entries:
        if value is not None:
            key = name.lower()
            values[key] = value
            if form is not QUOTED or name != key:
                marks[key] = name, form
    if extensions is not NO_PARAMS:
        values.update(extensions._values)
        for name in extensions._values:
            if name in extensions._marks:
                marks[name] = extensions._marks[name]
    return values, marks


def slot_setters(cls: type[Any]) -> tuple[Callable[[Any, Any], None], ...]:
    """The setters of a dataclass's slots, in the order of its fields.

    To fill a frozen object through them costs a third of calling its class, and leaves out
    the checks that parsed values need not pass.
    """
    return tuple([getattr(cls, name).__set__ for name in cls.__dataclass_fields__])
