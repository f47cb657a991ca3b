# SPDX-License-Identifier: MIT
"""Field text → list elements: the only code that resolves the comma.

In these fields a comma separates both messages and the parameters of one message. What an
element is can be told at its place: ``name = value`` is a parameter of the open message,
any other first word is the auth-scheme of a new one. :data:`_ELEMENT` says so in one
pattern; :func:`elements` cuts a line with it, :func:`spans` tells positions as well.
"""

from __future__ import annotations

import re
import sys

from ._abnf import QUOTED_STRING, RUN, TCHAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    #: ``first, value, name, named_value, run, blank, rest``; those absent are empty:
    #:
    #: - ``first value``: the parameter *first* of the open message,
    #: - ``first name named_value``: a message of scheme *first*, with its first parameter,
    #: - ``first run``: a message of scheme *first* whose token68 is *run*,
    #: - ``first``: a message of scheme *first* with nothing,
    #: - ``first blank``: the same, open to parameters because a blank and then a comma follow
    #:   (``Basic , realm="b"``: the first element of the list is empty),
    #: - ``rest``: what is no element, up to the end of the line,
    #: - nothing: empty elements at the end of the line.
    #:
    #: A value is a quoted-string, with its quotes, or a run.
    Element: TypeAlias = tuple[str, str, str, str, str, str, str]


# #element   => [ element ] *( OWS "," OWS [ element ] )                   ; section 5.6.1
# challenge   = auth-scheme [ 1*SP ( token68 / #auth-param ) ]            ; section 11.3
# auth-param  = token BWS "=" BWS ( token / quoted-string )               ; section 11.2
#
# The pattern takes a superset: a run where a token or a token68 must stand (see RUN). A run
# as value does not begin with "=", so that "Foo a==" stays the token68 that it is: text that
# is a token68 has nothing but "=" after its first one.
#
# No two neighbours can match the same character but for the second word of an element, which
# is tried as a parameter name and then as a run, so the time is linear in the line. A word
# need never give back a character; where re can be told so (3.11), a long one is not walked
# back through.
WORD = TCHAR + ("++" if sys.version_info >= (3, 11) else "+")
_VALUE = rf"({QUOTED_STRING}|(?!=){RUN})"
_END = r"[ \t]*(?:,|\Z)"
ELEMENT = (
    rf"[ \t,]*({WORD})"
    rf"(?:[ \t]*=[ \t]*{_VALUE}{_END}"
    rf"|[ ]+(?:({WORD})[ \t]*=[ \t]*{_VALUE}|({RUN})){_END}"
    rf"|([ ])[ \t]*,|{_END})"
    r"|[ \t,]+\Z"
)
# What is none is for _mending to name, and to go on behind.
_ELEMENT = re.compile(rf"{ELEMENT}|(.+)", re.DOTALL)


def elements(line: str) -> list[Element]:
    """Cut one field line into its elements, in order."""
    return _ELEMENT.findall(line)


def spans(line: str) -> Iterator[re.Match[str]]:
    """The matches behind :func:`elements`; the groups are numbered from 1 (``first``) on."""
    return _ELEMENT.finditer(line)
