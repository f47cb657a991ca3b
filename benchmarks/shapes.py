# SPDX-License-Identifier: MIT
"""Hostile input: text that makes a careless parser slow, at any length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import TypeAlias

#: Characters → a field value, or the field lines, of that many.
Shape: TypeAlias = Callable[[int], "str | list[str]"]


def _repeat(unit: str, size: int, *, start: str = "", end: str = "") -> str:
    """A start, a unit over and over, never cut, and an end."""
    return start + unit * ((size - len(start) - len(end)) // len(unit)) + end


def _repeated(unit: str, *, start: str = "", end: str = "") -> Shape:
    return partial(_repeat, unit, start=start, end=end)


def _number(pattern: str, size: int, *, start: str = "", end: str = "") -> str:
    """The same with units that all differ."""
    room = size - len(start) - len(end)
    units: list[str] = []
    for unit in _numbered_units(pattern):
        room -= len(unit)
        if room < 0:
            break
        units.append(unit)
    return start + "".join(units) + end


def _numbered(pattern: str, *, start: str = "", end: str = "") -> Shape:
    return partial(_number, pattern, start=start, end=end)


def _numbered_units(pattern: str) -> Iterator[str]:
    return (pattern % number for number in count())


def _split_lines(unit: str, size: int, *, start: str = "") -> list[str]:
    # The comma that joins two lines counts.
    return [start + unit, *[unit] * ((size - len(start)) // (len(unit) + 1) - 1)]


def _lines(unit: str, *, start: str = "") -> Shape:
    return partial(_split_lines, unit, start=start)


def _split_numbered_lines(pattern: str, size: int, *, start: str = "") -> list[str]:
    return [start, *_number(pattern + "\n", size).splitlines()]


def _numbered_lines(pattern: str, *, start: str) -> Shape:
    return partial(_split_numbered_lines, pattern, start=start)


_DIGEST = 'Digest realm="a", nonce="b", '
_ANSWER = _DIGEST + 'username="u", uri="/", '

_AWS4 = "AWS4-HMAC-SHA256 Credential="
_AWS4_SCOPE = "/20150830/a/b/aws4_request"
_AWS4_HEADERS = f"{_AWS4}a{_AWS4_SCOPE}, SignedHeaders=a"

_CHARACTERS: dict[str, Shape] = {
    "quotes": _repeated('"'),
    "commas": _repeated(","),
    "commas, then a bad character": _repeated(",", end="\x00"),
    "equals signs": _repeated("="),
    "backslashes": _repeated("\\"),
    "spaces": _repeated(" "),
    "tabs": _repeated("\t"),
    "tabs and spaces": _repeated("\t "),
    "commas and blanks": _repeated(" ,\t"),
    "commas and blanks, then a bad character": _repeated(" ,\t", end="\x00"),
    "blanks, then a bad character": _repeated(" ", end="\x00"),
    "non-ASCII characters": _repeated("\xe9"),
    "characters above U+00FF": _repeated("\u20ac"),
    "controls": _repeated("\x00"),
    "a token": _repeated("a"),
    "a token, then a bad character": _repeated("a", end="\x00"),
    "a token, then a slash": _repeated("a", end="/"),
}

_VALUES: dict[str, Shape] = {
    "a quoted value": _repeated("a", start='Basic realm="', end='"'),
    "a quoted value of blanks": _repeated(" ", start='Basic realm="', end='"'),
    "a quoted value of non-ASCII": _repeated("\xe9", start='Basic realm="', end='"'),
    "a quoted value above U+00FF": _repeated("\u20ac", start='Basic realm="', end='"'),
    "a quoted value with a control at its end": _repeated("a", start='Basic realm="', end='\x00"'),
    "a quoted value of quoted pairs": _repeated(r"\a", start='Basic realm="', end='"'),
    "a quoted value of quoted quotes": _repeated(r"\"", start='Basic realm="', end='x"'),
    "a quoted value of quoted backslashes": _repeated("\\\\", start='Basic realm="', end='"'),
    "a quoted value and a character": _repeated("a", start='Basic realm="', end='"b'),
    "an unclosed quote": _repeated("a", start='Basic realm="'),
    "an unclosed quote, backslashes": _repeated("\\", start='Basic realm="'),
    "an unclosed quote, quoted quotes": _repeated(r"\"", start='Basic realm="'),
    "an unclosed quote, commas": _repeated("a=b,", start='Basic realm="'),
    "an unclosed quote, a scheme in it": _repeated("A b=c,", start='Basic realm="'),
    "quotes without a name": _repeated('"a",'),
    "quoted values side by side": _repeated('"a"', start="Basic realm="),
    "an unquoted value": _repeated("a", start="Basic realm="),
    "an unquoted value of equals signs": _repeated("=", start="Basic realm="),
    "an unquoted value of slashes": _repeated("/", start="Basic realm="),
    "a name, blanks, equals": _repeated(" ", start="Basic realm", end="=a"),
    "a name, blanks, no equals": _repeated(" ", start="Basic realm"),
    "a name, blanks, a bad character": _repeated(" ", start="Basic realm", end="\x00"),
    "equals, blanks, a value": _repeated(" ", start="Basic realm=", end="a"),
    "equals, blanks, no value": _repeated(" ", start="Basic realm="),
    "a value, blanks, a bad character": _repeated(" ", start="Basic realm=a", end="\x00"),
    "a scheme, blanks, a parameter": _repeated(" ", start="Basic", end='realm="a"'),
    "a scheme, blanks, a tab": _repeated(" ", start="Basic", end="\t"),
    "a name": _repeated("a", start="Basic ", end="=b"),
    "a name, then nothing": _repeated("a", start="Basic ", end="="),
    "a token68": _repeated("a", start="Basic "),
    "a token68 of slashes": _repeated("/", start="Basic "),
    "a token68, equals at its end": _repeated("=", start="Basic a"),
    "a token68, half of it equals": lambda size: "Basic " + "a" * (size // 2) + "=" * (size // 2),
    "a token68, a bad end": _repeated("a", start="Basic ", end="!"),
    "a token68, a quote at its end": _repeated("a", start="Basic ", end='"'),
    "a token68, equals, a bad end": _repeated("=", start="Basic a", end="b"),
    "a token68, a control at its end": _repeated("a", start="Bearer ", end="\x00"),
    "a token68, a non-ASCII end": _repeated("a", start="Bearer ", end="\xe9"),
    "a token68, equals and a comma at its end": _repeated("a", start="Bearer ", end="==,"),
    "a token68, a second one": _repeated("a", start="Bearer ", end=" a"),
}

_LISTS: dict[str, Shape] = {
    "a=": _repeated("a="),
    "a ": _repeated("a "),
    "a,": _repeated("a,"),
    "a=b,": _repeated("a=b,"),
    "A b,": _repeated("A b,"),
    "A b=c,": _repeated("A b=c,"),
    'A b="c",': _repeated('A b="c",'),
    'A b="\\c",': _repeated(r'A b="\c",'),
    "A b=c, then a bad character": _repeated("A b=c,", end="\x00"),
    'A b="c", then a bad character': _repeated('A b="c",', end="\x00"),
    'A b="c", then an unclosed quote': _repeated('A b="c",', end='"'),
    'A b="c", then a duplicate': _repeated('A b="c",', end="A b=c,b=d"),
    'A b="c", then a bare value': _repeated('A b="c",', end="A b=/"),
    "A b=/": _repeated("A b=/,"),
    "A b|": _repeated("A b|,"),
    'a="': _repeated('a="'),
    'a="",': _repeated('a="",'),
    "x=y z": _repeated("x=y z"),
    "x=y z, ": _repeated("x=y z, "),
    'Basic realm="a",': _repeated('Basic realm="a",'),
    'basic realm="a",': _repeated('basic realm="a",'),
    'Basic realm="a", then a wrong one': _repeated('Basic realm="a",', end="Basic a=b"),
    "Basic , ,": _repeated("Basic , ,"),
    "Bearer,": _repeated("Bearer,"),
    "Digest challenges": _repeated('Digest realm="a",nonce="b",'),
    "schemes that differ": _numbered('S%d realm="a",'),
    "parameters": _numbered("p%d=a,", start="Newauth a=b,"),
    "parameters, quoted": _numbered('p%d="a",', start='Newauth a="b",'),
    "parameters, escaped": _numbered(r'p%d="\a",', start='Newauth a="b",'),
    "parameters, upper case": _numbered("P%d=a,", start="Newauth a=b,"),
    "parameters, bare": _numbered("p%d=/,", start="Newauth a=b,"),
    "parameters, then a duplicate": _numbered("p%d=a,", start="Newauth a=b,", end="a=b"),
    "parameters without a scheme": _numbered("p%d=a,"),
    "parameters without a scheme, quoted": _numbered('p%d="a",'),
    "parameters of Digest": _numbered("p%d=a,", start=_DIGEST),
    "parameters of Digest, wrong qop": _numbered("p%d=a,", start=_DIGEST, end='qop="/"'),
    "parameters of Basic, no realm": _numbered("p%d=a,", start="Basic "),
}

_TYPED: dict[str, Shape] = {
    "a long qop list": _repeated("auth,", start=_DIGEST + 'qop="', end='"'),
    "a qop of commas": _repeated(",", start=_DIGEST + 'qop="', end='"'),
    "a qop of blanks": _repeated(" ", start=_DIGEST + 'qop="', end='/"'),
    "a long domain": _repeated("/ ", start=_DIGEST + 'domain="', end='"'),
    "a domain of blanks": _repeated(" ", start=_DIGEST + 'domain="', end='"'),
    "a domain with a wrong end": _repeated("/ ", start=_DIGEST + 'domain="', end='\xe9"'),
    "a long algorithm": _repeated("-sess", start=_DIGEST + "algorithm=MD5"),
    "a long nonce": _repeated("a", start='Digest realm="a", nonce="', end='"'),
    "a long scope": _repeated("a ", start='Bearer scope="', end='a"'),
    "a scope of blanks": _repeated(" ", start='Bearer scope="', end='"'),
    "a scope with a wrong end": _repeated("a ", start='Bearer scope="', end='\\\\"'),
    "a long error": _repeated("a", start='Bearer error="', end='\xe9"'),
    "a max_age of digits": _repeated("9", start='Bearer max_age="', end='"'),
    "a max_age of zeros": _repeated("0", start='Bearer max_age="', end='1"'),
    "Basic credentials": _repeated("OjpQ", start="Basic "),
    "Basic credentials, no colon": _repeated("YWFh", start="Basic "),
    "Basic credentials, no UTF-8": _repeated("////", start="Basic Ojo6"),
    "Basic credentials, controls": _repeated("AAAA", start="Basic YTpi"),
    "Basic credentials, junk": _repeated("-", start="Basic YTpi"),
    "Digest credentials, response": _repeated("0f", start=_ANSWER + 'response="', end='"'),
    "Digest credentials, wrong response": _repeated("0f", start=_ANSWER + 'response="', end='x"'),
    "Digest credentials, nc": _repeated("0", start=_ANSWER + 'response="", nc='),
    "Digest credentials, username*": _repeated(
        "%C3%A9", start=_DIGEST + 'uri="/", response="", username*=UTF-8' + "''"
    ),
    "Digest credentials, username* of percents": _repeated(
        "%", start=_DIGEST + 'uri="/", response="", username*=UTF-8' + "''"
    ),
    "Digest credentials, username* of quotes": _repeated(
        "'", start=_DIGEST + 'uri="/", response="", username*=UTF-8'
    ),
    "AWS4 credentials, access key": _repeated("a/", start=_AWS4, end=_AWS4_SCOPE),
    "AWS4 credentials, scopes": _repeated(_AWS4_SCOPE, start=_AWS4 + "a"),
    "AWS4 credentials, dates": _repeated("/20150830", start=_AWS4 + "a"),
    "AWS4 credentials, region": _repeated("a", start=_AWS4 + "a/20150830/"),
    "AWS4 credentials, signed headers": _repeated(";a", start=_AWS4_HEADERS),
    "AWS4 credentials, a wrong end": _repeated(";a", start=_AWS4_HEADERS, end=";"),
    "AWS4 credentials, blanks": _repeated(" ", start=_AWS4_HEADERS + ",", end="x"),
    "AWS4 credentials, signature": _repeated("0", start=_AWS4_HEADERS + ", Signature="),
    "SharedKey credentials": _repeated("AAAA", start="SharedKey a:"),
    "SharedKey credentials, colons": _repeated(":", start="SharedKey a"),
    "Digest information": _repeated("0f", start='nextnonce="a", rspauth="', end='"'),
}

_FIELD_LINES: dict[str, Shape] = {
    "empty lines": lambda size: [""] * size,
    "lines of one comma": _lines(","),
    "lines of one quote": _lines('"'),
    "lines of one scheme": _lines("A"),
    "lines of Basic": _lines('Basic realm="a"'),
    "lines of one parameter, the same": _lines("a=b", start="A "),
    "lines of one parameter": _numbered_lines("p%d=a", start="Newauth"),
    "lines of one parameter, quoted": _numbered_lines('p%d="a"', start="Newauth "),
    "lines of one parameter of Digest": _numbered_lines("p%d=a", start=_DIGEST),
}

# What recovery goes on behind, over and over.
_MENDED: dict[str, Shape] = {
    "single quotes": _repeated("'"),
    "values in single quotes": _repeated("a='b c',", start="A "),
    "values of one single quote": _repeated("a='b ", start="A "),
    "curly quotes": _repeated("\u201c"),
    "values in curly quotes": _numbered("p%d=\u201cb\u201d,", start="A a=b, "),
    "values of one curly quote": _repeated("a=\u201eb,", start="A "),
    "curly quotes as octets": _repeated("a=\xe2\x80\x9cb,", start="A "),
    "values of several words": _repeated("b ", start="A a="),
    "values without commas": _numbered("p%d=b ", start="A a=b "),
    "quoted values without commas": _numbered('p%d="b" ', start="A a=b "),
    "text behind quotes": _repeated('A b="c"d,'),
    "text behind quotes, one too many": _repeated('A b="c"d,', end='"'),
    "semicolons": _repeated(";"),
    "parameters, semicolons": _numbered("p%d=b;", start="A a=b;"),
    "parameters of slashes, semicolons": _numbered("p%d=/;", start="A a=/;"),
    "semicolons in a URI": _repeated(";a=b", start="A a=/"),
    "two equals signs": _numbered("p%d==b,", start="A a=b,"),
    "parameters without a value": _repeated("a,", start="A b=c,", end="d=e"),
    "schemes and commas": _repeated("A,b=c,"),
    "tabs behind schemes": _repeated("A\tb,"),
    "garbage": _repeated("?,"),
    "garbage, then a control": _repeated("?,", end="\x00"),
    "duplicates": _repeated("a=b,", start="A "),
    "line folds": _repeated("A,\r\n "),
    "line folds of blanks": _repeated("\n "),
    "token68s and parameters": _repeated("A b==,c=d,"),
    "token68s without commas": _repeated("Negotiate b== "),
    "words": _repeated("a "),
}

SHAPES: dict[str, Shape] = {
    **_CHARACTERS,
    **_VALUES,
    **_LISTS,
    **_TYPED,
    **_FIELD_LINES,
    **_MENDED,
}
