# SPDX-License-Identifier: MIT
"""The auth-params of one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from ._abnf import has_control, is_run, is_token
from .errors import BuildError, Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    #: Values by lower-case name, in order.
    Values: TypeAlias = dict[str, str]

    #: By lower-case name, the spelling and the form of entries that are not the usual
    #: lower-case name with a quoted value. Most messages have none.
    Marks: TypeAlias = dict[str, "tuple[str, Form]"]

    #: A message before it is an object: auth-scheme, token68, parameters.
    Raw: TypeAlias = tuple[str, str | None, Values, Marks]

    #: Tells the typed class that reads messages of a scheme, or None.
    Find: TypeAlias = Callable[[str], Any]

    #: What :class:`Params` can be made from.
    ParamsSource: TypeAlias = (
        "Mapping[str, str] | Iterable[tuple[str, str] | tuple[str, str, Form]]"
    )


class Form(Enum):
    """How a value stands in the text. It means the same in each form."""

    QUOTED = "quoted"
    """``name="value"``"""
    TOKEN = "token"
    """``name=value``, the value being a token"""
    BARE = "bare"
    """``name=value``, the value being no token: outside of RFC 9110, inside of some schemes"""


class Params(Mapping[str, str]):
    r"""The auth-params of a message: an ordered, immutable, hashable mapping.

    ::

        auth-param = token BWS "=" BWS ( token / quoted-string )    ; RFC 9110 section 11.2

    Names compare case-insensitively and keep their spelling; values are the octets of the
    unescaped value, one character each (latin-1). Each entry remembers its :class:`Form`,
    so that a parsed message is written as it came; equality ignores forms, spelling and
    order, which mean nothing.

    Made from a mapping, or from ``(name, value)`` and ``(name, value, form)`` entries; the
    form is ``QUOTED`` where none is given.

    Raises :class:`~authheaders.BuildError` for a name that is no token, a name given twice,
    a value with a control character or one above U+00FF, and a value that can't have the
    form that is asked for.

    >>> params = Params([("realm", "apps"), ("type", "1", Form.TOKEN)])
    >>> params["Realm"], params.form("type")
    ('apps', <Form.TOKEN: 'token'>)
    >>> params.including({"realm": "other"}).excluding("type")
    Params({'realm': 'other'})
    """

    # _secret: whether the values stay out of repr(), because they belong to credentials.
    # Nothing changes any of the three once they are filled.
    __slots__ = ("_marks", "_secret", "_values")

    _values: Values
    _marks: Marks
    _secret: bool

    def __init__(self, entries: ParamsSource = ()) -> None:
        self._values = {}
        self._marks = {}
        self._secret = isinstance(entries, Params) and entries._secret
        if isinstance(entries, Params):
            # With the forms, which items() does not give.
            entries = entries.entries()
        for entry in entries.items() if isinstance(entries, Mapping) else entries:
            if not isinstance(entry, tuple) or len(entry) not in (2, 3):
                raise TypeError("Params: an entry is a tuple of name, value, and perhaps a Form")
            name, value, *form = entry
            self._add(name, value, form[0] if form else Form.QUOTED)

    def _add(self, name: object, value: object, form: object) -> None:
        if not isinstance(name, str) or not isinstance(value, str) or not isinstance(form, Form):
            raise TypeError("Params: an entry is a name and a value, both str, and a Form")
        if not is_token(name):
            raise BuildError(Reason.NOT_A_TOKEN, "a token as parameter name")
        key = name.lower()
        if key in self._values:
            raise BuildError(Reason.DUPLICATE_PARAM, "each parameter name once", param=name)
        _check_value(name, value, form)
        self._values[key] = value
        if form is not Form.QUOTED or name != key:
            self._marks[key] = name, form

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower() if isinstance(name, str) else name]

    def __iter__(self) -> Iterator[str]:
        """The names, in order and as spelt."""
        marks = self._marks
        return iter([marks[key][0] if key in marks else key for key in self._values])

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Params):
            return self._values == other._values
        if isinstance(other, Mapping):
            return len(self) == len(other) and dict(self._values) == {
                name.lower() if isinstance(name, str) else name: value
                for name, value in other.items()
            }
        return NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        if self._secret and self._values:
            return f"Params({{{', '.join(f'{name!r}: <hidden>' for name in self)}}})"
        return f"Params({dict(self)!r})" if self._values else "Params()"

    def form(self, name: str) -> Form:
        """The form of the value of a parameter; KeyError if there is no such one."""
        self[name]
        mark = self._marks.get(name.lower())
        return Form.QUOTED if mark is None else mark[1]

    def entries(self) -> list[tuple[str, str, Form]]:
        """The entries in order: name as spelt, value, form."""
        found = []
        for key, value in self._values.items():
            name, form = self._marks.get(key, (key, Form.QUOTED))
            found.append((name, value, form))
        return found

    def including(self, entries: ParamsSource) -> Params:
        """A copy in which entries replace those of the same name, or follow at the end."""
        added = Params(entries)
        replaced = [
            (name, added[name], added.form(name)) if name in added else (name, value, form)
            for name, value, form in self.entries()
        ]
        followed = [entry for entry in added.entries() if entry[0] not in self]
        copy = Params(replaced + followed)
        copy._secret = self._secret or added._secret
        return copy

    def excluding(self, *names: str) -> Params:
        """A copy without the parameters of these names."""
        if not all(isinstance(name, str) for name in names):
            raise TypeError("Params: a name is a str")
        left_out = {name.lower() for name in names}
        values = {key: value for key, value in self._values.items() if key not in left_out}
        # A mark of what is not there does no harm.
        return trusted_params(values, self._marks, self._secret)

    def hidden(self) -> Params:
        """The same parameters, with values that ``repr`` does not show."""
        return trusted_params(self._values, self._marks, True)


def trusted_params(values: Values, marks: Marks, secret: bool) -> Params:
    """Params of what is known to be right, and is not changed any more."""
    params: Params = object.__new__(Params)
    params._values = values
    params._marks = marks
    params._secret = secret
    return params


def _check_value(name: str, value: str, form: Form) -> None:
    """Raise BuildError for a value that can't be written in a form."""
    if has_control(value):
        raise BuildError(Reason.CONTROL_CHARACTER, "a value without control characters", param=name)
    if form is Form.QUOTED:
        # Octets are what a field holds; only the typed level knows an encoding.
        if not value.isascii() and max(value) > "\xff":
            raise BuildError(Reason.NOT_LATIN1, "a value of characters up to U+00FF", param=name)
    elif form is Form.TOKEN:
        if not is_token(value):
            raise BuildError(Reason.NOT_A_TOKEN, "a token as unquoted value", param=name)
    elif not is_run(value) or value[0] == "=":
        raise BuildError(Reason.BARE_VALUE, "visible ASCII without quote or comma", param=name)


NO_PARAMS = Params()
