# SPDX-License-Identifier: MIT
"""Fields that strict parsing refuses → messages and deviations.

The mirror of the functions of ``fields``, loaded when one of them has refused something.
"""

from __future__ import annotations

from ._abnf import is_token68
from ._lines import lines_within
from ._raw import check_end
from ._recovering import ChallengesRead, CredentialsRead, InfoRead
from .errors import AuthHeaderError, Deviation, ParseError, Reason
from .generic import GenericChallenge, GenericCredentials, GenericInfo
from .messages import canonical_scheme, peers_fault, status_hint
from .params import Form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._lines import FieldValue
    from ._recovering import Origin
    from .limits import Limits
    from .messages import AuthenticationInfo, Challenge, Credentials
    from .params import Raw
    from .registry import Schemes


def recovered_challenges(
    value: FieldValue, schemes: Schemes, limits: Limits, error: ParseError
) -> tuple[tuple[Challenge, ...], tuple[Deviation, ...]]:
    """What there is in a field that was refused for an error."""
    lines, deviations = _lines(value, limits, error)
    found = ChallengesRead(limits, schemes.challenge)
    found.read(lines)
    deviations += found.deviations
    messages = []
    for raw, origin in found.messages:
        cls = schemes.challenge(raw[0])
        messages.append(_read(cls, GenericChallenge, raw, origin, deviations))
    return tuple(messages), tuple(deviations or [_deviation(error)])


def recovered_credentials(
    value: FieldValue, schemes: Schemes, limits: Limits, error: ParseError
) -> tuple[tuple[Credentials, ...], tuple[Deviation, ...]]:
    """The same for a field of credentials."""
    lines, deviations = _lines(value, limits, error)
    found = CredentialsRead(limits, schemes.credentials)
    found.is_cut = bool(deviations)
    if len(set(lines)) > 1:
        found.is_cut = True
    if len(lines) > 1:
        deviations.append(_deviation(error, ambiguous=found.is_cut))
    found.read(lines[:1])
    surplus = _surplus_commas(lines[:1], found)
    deviations += sorted(found.deviations + surplus, key=_position)
    messages: list[Credentials] = []
    raws = [raw for raw, _ in found.messages]
    # Behind a token68, a parameter without its value may be the rest of it: "abc def==".
    if any(raw[1] is not None for raw in raws):
        rests = (Reason.STRAY_EQUALS, Reason.VALUE_EXPECTED)
        found.is_cut |= any(deviation.reason in rests for deviation in found.deviations)
    # Someone else may take the other one, or read more into what was left out.
    if raws and not found.is_cut and raws.count(raws[0]) == len(raws):
        raw, origin = found.messages[0]
        cls = schemes.credentials(raw[0])
        messages.append(_read(cls, GenericCredentials, raw, origin, deviations))
    told = [_told(deviation, schemes) for deviation in deviations or [_deviation(error)]]
    return tuple(messages), tuple(told)


def recovered_info(
    value: FieldValue, scheme: str, schemes: Schemes, limits: Limits, error: ParseError
) -> tuple[tuple[AuthenticationInfo, ...], tuple[Deviation, ...]]:
    """The same for a field of parameters without a scheme."""
    lines, deviations = _lines(value, limits, error)
    cls = schemes.info(scheme)
    found = InfoRead(limits, lambda _: cls, canonical_scheme(scheme, cls or GenericInfo))
    found.read(lines)
    deviations += found.deviations
    messages = [_read(cls, GenericInfo, raw, origin, deviations) for raw, origin in found.messages]
    return tuple(messages), tuple(deviations or [_deviation(error)])


def _lines(
    value: FieldValue, limits: Limits, error: ParseError
) -> tuple[tuple[str, ...], list[Deviation]]:
    """The lines within the limit, none of them cut."""
    lines, is_whole = lines_within(value, limits)
    return (lines, []) if is_whole else (lines[:-1], [_deviation(error)])


def _read(cls: Any, generic: Any, raw: Raw, origin: Origin, deviations: list[Deviation]) -> Any:
    """Read a raw message as a class, or else as the generic one."""
    token68 = raw[1]
    is_bare = token68 is not None and not is_token68(token68)
    if cls is None or (is_bare and not cls.takes_bare_runs):
        return generic._from_raw(raw)
    while True:
        try:
            return cls._from_raw(raw)
        except AuthHeaderError as error:
            refused = peers_fault(error, cls, raw)
        # A class that takes some values unquoted need not take all of them.
        param = (refused.param or "").lower()
        if refused.reason is not Reason.BARE_VALUE or param not in _bare_params(raw):
            break
        deviations.append(_placed(refused, raw, origin))
        raw = _quoted(raw, param)
    mended = _without_surplus_padding(refused, raw)
    if mended is not None:
        try:
            message = cls._from_raw(mended)
        except AuthHeaderError:
            pass
        else:
            refused.reason = Reason.SURPLUS_PADDING
            refused.expected = "no more padding than base64 has"
            deviations.append(_placed(refused, raw, origin))
            return message
    deviations.append(_placed(refused, raw, origin))
    for param in _bare_params(raw):
        raw = _quoted(raw, param)
    return generic._from_raw(raw)


def _bare_params(raw: Raw) -> list[str]:
    """The parameters whose values stand unquoted and are no tokens."""
    return [name for name, (_, form) in raw[3].items() if form is Form.BARE]


def _quoted(raw: Raw, param: str) -> Raw:
    """The message with a parameter in quotes."""
    scheme, token68, values, marks = raw
    name, _ = marks[param]
    return scheme, token68, values, {**marks, param: (name, Form.QUOTED)}


def _without_surplus_padding(error: ParseError, raw: Raw) -> Raw | None:
    """The message with so much padding as base64 has, if it has more of it."""
    scheme, token68, values, marks = raw
    if error.reason is not Reason.BAD_BASE64:
        return None
    key = (error.param or "").lower()
    text = values.get(key) if token68 is None else token68
    if text is None:
        return None
    digits = text.rstrip("=")
    padded = digits + "=" * (-len(digits) % 4)
    if len(padded) >= len(text):
        return None
    if token68 is not None:
        return scheme, padded, values, marks
    return scheme, None, {**values, key: padded}, marks


def _placed(error: ParseError, raw: Raw, origin: Origin) -> Deviation:
    """What a class refused, at the parameter, the token68 or the scheme."""
    error.line, error.position = 0, 0
    # Authentication-Info has no scheme.
    if raw[0]:
        error.line, (_, scheme_at, _, value_at) = origin[0]
        error.position = scheme_at if raw[1] is None else value_at
    for line, (element, _, _, value_at) in origin:
        if element[1] and error.param and element[0].lower() == error.param.lower():
            error.line, error.position = line, value_at
    return _deviation(error)


def _deviation(error: ParseError, *, ambiguous: bool = False) -> Deviation:
    return Deviation(
        error.reason,
        error.expected,
        position=error.position,
        line=error.line,
        scheme=error.scheme,
        param=error.param,
        ambiguous=ambiguous,
    )


def _told(deviation: Deviation, schemes: Schemes) -> Deviation:
    """A deviation of credentials, with the scheme that was tried and what to answer."""
    attributes: dict[str, Any] = deviation._attributes()
    tried = schemes.credentials(deviation.scheme or "")
    if tried is not None and deviation.scheme is not None:
        attributes["scheme"] = canonical_scheme(deviation.scheme, tried)
    attributes["status_hint"] = status_hint(deviation, tried)
    return Deviation(**attributes)


def _position(deviation: Deviation) -> int:
    return deviation.position or 0


def _surplus_commas(lines: tuple[str, ...], found: CredentialsRead) -> list[Deviation]:
    """The commas around credentials, which are no list."""
    deviations = []
    for line in lines:
        begin = len(line) - len(line.lstrip(" \t,"))
        reason, expected = Reason.SURPLUS_COMMA, "no comma around credentials"
        if "," in line[:begin]:
            position = line.index(",")
            deviations.append(Deviation(reason, expected, position=position, line=0))
        for raw in [raw for raw, _ in found.messages if not raw[2]][:1]:
            try:
                check_end(" " * begin + line[begin:], raw)
            except ParseError as error:
                deviations.append(_deviation(error))
    return deviations
