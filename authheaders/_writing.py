# SPDX-License-Identifier: MIT
"""The one writer: what leaves the library as header text passes through here."""

from __future__ import annotations

from ._abnf import quote
from .errors import BuildError, Reason
from .params import Form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from .params import Marks, Params, Raw, Values

    #: A parameter of a typed message: name, octets, form. It is absent if it has no value.
    Entry: TypeAlias = tuple[str, "str | None", Form]

_QUOTED = Form.QUOTED

# field-content of RFC 9110 section 5.5: VCHAR, obs-text, SP and HTAB.
_FIELD_OCTETS = bytes([0x09, *range(0x20, 0x7F), *range(0x80, 0x100)])


def write_message(raw: Raw) -> str:
    """Write ``auth-scheme [ 1*SP ( token68 / #auth-param ) ]``, one blank at the most.

    A message without a scheme is written as ``#auth-param``.
    """
    scheme, token68, values, marks = raw
    if token68 is not None:
        return write_token68(scheme, token68)
    written = ", ".join(_auth_params(values, marks))
    if type(scheme) is not str:
        scheme = exact(scheme)
    return field_content(f"{scheme} {written}" if scheme and written else scheme or written)


def write_token68(scheme: str, token68: str) -> str:
    """Write ``auth-scheme 1*SP token68``, with one blank."""
    # join() takes the characters of a subclass of str as they are; see exact().
    return field_content(" ".join((scheme, token68)))


def write_entries(
    scheme: str, entries: Iterable[Entry], extensions: Params, separator: str = ", "
) -> str:
    """Write a typed message: its entries, and the parameters that it has no field for.

    The same as :func:`write_message` of the generic message, in half of the time.

    ``separator``: a comma, and a blank unless deployed readers of the scheme take none there.
    """
    written = []
    for name, value, form in entries:
        if type(value) is not str:
            if value is None:
                continue
            value = exact(value)
        if form is not _QUOTED:
            written.append(f"{name}={value}")
        elif '"' in value or "\\" in value:
            written.append(f"{name}={quote(value)}")
        else:
            written.append(f'{name}="{value}"')
    if extensions._values:
        written += _auth_params(extensions._values, extensions._marks)
    text = separator.join(written)
    if type(scheme) is not str:
        scheme = exact(scheme)
    return field_content(f"{scheme} {text}" if scheme and text else scheme or text)


def _auth_params(values: Values, marks: Marks) -> list[str]:
    written = []
    for key, value in values.items():
        name, form = marks.get(key, (key, _QUOTED))
        if type(name) is not str or type(value) is not str:
            name, value = exact(name), exact(value)
        # A sender must quote the realm, however it came (RFC 9110 section 11.5).
        quoted = form is _QUOTED or key == "realm"
        written.append(f"{name}={quote(value) if quoted else value}")
    return written


def exact(text: str) -> str:
    """Text as a plain str, with the characters that were checked.

    A subclass may write itself into other text as something else: a member of
    ``class Realm(str, Enum)`` as ``Realm.NAME``, from Python 3.11 on.
    """
    return str.__str__(text)


def field_content(text: str) -> str:
    """Return text if it can stand in a field; BuildError otherwise.

    Messages are checked when they are made, so nothing ought to be refused here. It is
    looked at again because this is the last place where an injected line can be stopped.
    """
    # isprintable() takes longer than a translation from about a hundred characters on.
    if len(text) < 100 and text.isascii() and text.isprintable():
        return text
    try:
        if not text.encode("latin-1").translate(None, _FIELD_OCTETS):
            return text
    except UnicodeEncodeError:
        raise BuildError(Reason.NOT_LATIN1, "characters up to U+00FF") from None
    raise BuildError(Reason.CONTROL_CHARACTER, "no control character")
