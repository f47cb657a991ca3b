# SPDX-License-Identifier: MIT
"""AWS4: its scope, its two ways of reading, and the query of presigned URLs."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from message_parts import VISIBLE, maybe
from scheme_strategies.aws4 import aws4_credentials

from authheaders import (
    DEFAULT_LIMITS,
    Aws4Credentials,
    Aws4PayloadHash,
    Aws4Presigned,
    BuildError,
    GenericCredentials,
    Limits,
    Params,
    ParseError,
    Reason,
    Schemes,
    parse_credentials,
)

SIGNATURE = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
DER = "3044" + "00" * 68
CREDENTIAL = "AKIDEXAMPLE/20150830/us-east-1/service/aws4_request"
HEADER = (
    f"AWS4-HMAC-SHA256 Credential={CREDENTIAL}, SignedHeaders=host;x-amz-date, "
    f"Signature={SIGNATURE}"
)
# awslabs/aws-c-auth, v4 test suite, get-vanilla
QUERY = (
    "X-Amz-Algorithm=AWS4-HMAC-SHA256"
    "&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fservice%2Faws4_request"
    "&X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host&X-Amz-Expires=3600"
    "&X-Amz-Signature=e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"
)
# SigV4A, with all that a query can hold
ECDSA_QUERY = (
    "X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256"
    "&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fservice%2Faws4_request"
    "&X-Amz-Date=20150830T123600Z&X-Amz-Expires=1&X-Amz-SignedHeaders=host%3Ba"
    f"&X-Amz-Security-Token=a%2Bb%3D&X-Amz-Region-Set=us-east-1%2C%2A&X-Amz-Signature={DER}"
)


def credentials(**changed: Any) -> Aws4Credentials:
    fields: dict[str, Any] = {
        "access_key": "AKIDEXAMPLE",
        "date": "20150830",
        "region": "us-east-1",
        "service": "service",
        "signed_headers": ("host", "x-amz-date"),
        "signature": SIGNATURE,
    }
    return Aws4Credentials(**{**fields, **changed})


def presigned(**changed: Any) -> Aws4Presigned:
    fields = {"credentials": credentials(), "date": "20150830T123600Z", "expires": 3600}
    return Aws4Presigned(**{**fields, **changed})


ECDSA = credentials(scheme="AWS4-ECDSA-P256-SHA256", region=None, signature=DER)


# --- the header


def test_scope_and_credential_are_as_they_are_signed() -> None:
    assert credentials().scope == "20150830/us-east-1/service/aws4_request"
    assert credentials().credential == CREDENTIAL
    assert ECDSA.scope == "20150830/service/aws4_request"


def test_algorithm_is_the_scheme() -> None:
    assert credentials().algorithm == "AWS4-HMAC-SHA256"
    assert ECDSA.algorithm == ECDSA.scheme == "AWS4-ECDSA-P256-SHA256"


def test_unsorted_headers_and_those_without_a_host_are_read() -> None:
    found = Aws4Credentials.parse(HEADER.replace("host;x-amz-date", "x-amz-date;date;date"))
    assert found.signed_headers == ("x-amz-date", "date", "date")


def test_only_the_class_of_the_scheme_reads_bare_values() -> None:
    with pytest.raises(ParseError) as refused:
        parse_credentials(HEADER, schemes=Schemes())
    assert refused.value.reason is Reason.BARE_VALUE
    with pytest.raises(ParseError):
        GenericCredentials.parse(HEADER)


def test_an_extension_must_not_be_bare() -> None:
    extensions = Params(GenericCredentials.from_generic(credentials().to_generic()).params)
    with pytest.raises(BuildError) as refused:
        credentials(extensions=extensions.excluding("Credential", "Signature"))
    assert refused.value.reason is Reason.DUPLICATE_PARAM
    renamed = Params([("x", value, form) for _, value, form in extensions.entries()][:1])
    with pytest.raises(BuildError) as refused:
        credentials(extensions=renamed)
    assert (refused.value.reason, refused.value.param) == (Reason.BARE_VALUE, "x")


def test_the_signature_is_hidden() -> None:
    assert SIGNATURE not in repr(credentials())
    assert "signature=<hidden>" in repr(credentials())


# --- the short way


def reading(text: str, limits: Limits) -> list[Any]:
    found: list[Any] = []
    for parse in (parse_credentials, Aws4Credentials.parse):
        try:
            found.append(parse(text, limits=limits))
        except ParseError as error:
            found.append(vars(error))
    return found


def check_short_way(text: str, limits: Limits = DEFAULT_LIMITS) -> None:
    short = reading(text, limits)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Aws4Credentials, "_from_text", lambda scheme, text: None)
        assert short == reading(text, limits)


@given(
    message=aws4_credentials(),
    gaps=st.tuples(*[st.sampled_from(["", " ", " ", "  ", ",", "\t", "x=y,"])] * 2),
    position=st.integers(0, 400),
    letter=st.sampled_from(["", *'/=,;:" \taA0Z\x00\xe9']),
    removed=st.integers(0, 1),
)
@settings(deadline=None, max_examples=500)
def test_the_short_way_reads_as_the_long_way_does(
    message: Aws4Credentials, gaps: tuple[str, str], position: int, letter: str, removed: int
) -> None:
    text = message.to_header()
    check_short_way(text)
    for gap in gaps:
        text = text.replace(", ", f",{gap}", 1)
    check_short_way(text)
    check_short_way(text[:position] + letter + text[position + removed :])


@pytest.mark.parametrize("date", ["20150228", "20150229", "20160229", "20150431", "20150430"])
def test_the_short_way_takes_days_of_the_calendar(date: str) -> None:
    check_short_way(HEADER.replace("20150830", date))


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4])
def test_the_short_way_keeps_the_limits(most: int) -> None:
    check_short_way(HEADER, Limits(params=most))
    check_short_way(HEADER, Limits(messages=most))
    check_short_way(HEADER, Limits(length=len(HEADER) - 1))
    check_short_way(HEADER.replace("host;x-amz-date", "host"), Limits(params=most))


@pytest.mark.parametrize("scheme", ["aws4-hmac-sha256", "AWS4-ECDSA-P256-SHA256", "GOOG4", ""])
def test_the_short_way_is_for_the_usual_scheme(scheme: str) -> None:
    check_short_way(HEADER.replace("AWS4-HMAC-SHA256", scheme))


def test_the_short_way_leaves_the_terminator_of_others() -> None:
    check_short_way(HEADER.replace("aws4_request", "goog4_request"))


def test_what_is_no_str_is_read_too() -> None:
    assert Aws4Credentials.parse(HEADER.encode()) == credentials()
    assert Aws4Credentials.parse([HEADER]) == credentials()


# --- presigned URLs


def test_query_reads_into_its_fields() -> None:
    url = Aws4Presigned.from_query(QUERY)
    signature = "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"
    assert url == presigned(credentials=credentials(signed_headers=("host",), signature=signature))
    assert (url.security_token, url.region_set) == (None, ())


def test_query_of_all_parameters_reads_and_is_written_alike() -> None:
    url = Aws4Presigned.from_query(ECDSA_QUERY)
    assert url.security_token == "a+b="
    assert url.region_set == ("us-east-1", "*")
    assert url.credentials.signed_headers == ("host", "a")
    assert url.to_query() == ECDSA_QUERY


def test_the_signature_is_written_last() -> None:
    names = [name for name, _ in Aws4Presigned.from_query(QUERY).to_pairs()]
    assert names == [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature",
    ]


@pytest.mark.parametrize("query", [QUERY, ECDSA_QUERY])
def test_decoded_queries_read_like_their_text(query: str) -> None:
    expected = Aws4Presigned.from_query(query)
    plus = query.replace("%2B", "%2b")
    assert Aws4Presigned.from_query(plus) == expected
    assert Aws4Presigned.from_query(parse_qsl(query)) == expected
    assert Aws4Presigned.from_query(iter(parse_qsl(query))) == expected
    assert Aws4Presigned.from_query(parse_qs(query)) == expected
    assert Aws4Presigned.from_query(dict(parse_qsl(query))) == expected


def test_parameters_of_the_request_are_left_alone() -> None:
    query = f"versionId=1&{QUERY}&x-amz-date=1&X-Amz-Other=2&%ff=%zz&a&=&\xe9\u20ac=1&b=\xe9"
    assert Aws4Presigned.from_query(query) == Aws4Presigned.from_query(QUERY)


def test_a_name_can_be_encoded_too() -> None:
    query = QUERY.replace("X-Amz-Date", "X%2DAmz%2dDate")
    assert Aws4Presigned.from_query(query) == Aws4Presigned.from_query(QUERY)


def test_a_plus_sign_is_none_of_a_blank() -> None:
    query = QUERY.replace("AKIDEXAMPLE", "AKID+EXAMPLE")
    assert Aws4Presigned.from_query(query).credentials.access_key == "AKID+EXAMPLE"


@given(
    found=aws4_credentials(),
    time=st.times(),
    expires=st.integers(1, 604800),
    token=maybe(st.text(VISIBLE, min_size=1)),
    regions=st.lists(st.text(VISIBLE.replace(",", ""), min_size=1), max_size=3),
)
@settings(deadline=None)
def test_what_is_written_reads_as_an_equal_url(
    found: Aws4Credentials, time: Any, expires: int, token: str | None, regions: list[str]
) -> None:
    fields = {name: getattr(found, name) for name in found.__dataclass_fields__}
    url = Aws4Presigned(
        credentials=Aws4Credentials(**{**fields, "extensions": Params()}),
        date=f"{found.date}T{time:%H%M%S}Z",
        expires=expires,
        security_token=token,
        region_set=() if found.region else tuple(regions),
    )
    assert Aws4Presigned.from_query(url.to_query()) == url
    assert Aws4Presigned.from_query(url.to_pairs()) == url
    assert url.to_query().isascii()
    assert not set(url.to_query()) & set(' "<>#\r\n')


BROKEN = {
    "no algorithm": ("X-Amz-Algorithm=", "x=", Reason.MISSING_PARAM, "X-Amz-Algorithm"),
    "no credential": ("X-Amz-Credential=", "x=", Reason.MISSING_PARAM, "X-Amz-Credential"),
    "no date": ("X-Amz-Date=", "x=", Reason.MISSING_PARAM, "X-Amz-Date"),
    "no expiry": ("X-Amz-Expires=", "x=", Reason.MISSING_PARAM, "X-Amz-Expires"),
    "no headers": ("X-Amz-SignedHeaders", "x", Reason.MISSING_PARAM, "X-Amz-SignedHeaders"),
    "no signature": ("X-Amz-Signature=", "x=", Reason.MISSING_PARAM, "X-Amz-Signature"),
    "other case": ("X-Amz-Date=", "x-amz-date=", Reason.MISSING_PARAM, "X-Amz-Date"),
    "other algorithm": ("AWS4-HMAC-SHA256", "AWS4-HMAC", Reason.WRONG_SCHEME, "X-Amz-Algorithm"),
    "case of algorithm": ("AWS4-HMAC", "aws4-hmac", Reason.WRONG_SCHEME, "X-Amz-Algorithm"),
    "scope": ("%2Fus-east-1", "", Reason.BAD_VALUE, "X-Amz-Credential"),
    "empty scope": ("AKIDEXAMPLE%2F20150830", "", Reason.BAD_VALUE, "X-Amz-Credential"),
    "escape": ("%2F", "%2", Reason.BAD_VALUE, "X-Amz-Credential"),
    "no UTF-8": ("AKIDEXAMPLE", "%ff", Reason.BAD_VALUE, "X-Amz-Credential"),
    "no ASCII": ("AKIDEXAMPLE", "\xe9", Reason.BAD_VALUE, "X-Amz-Credential"),
    "above U+00FF": ("AKIDEXAMPLE", "\u20ac", Reason.BAD_VALUE, "X-Amz-Credential"),
    "other day": ("20150830T", "20150831T", Reason.BAD_VALUE, "X-Amz-Date"),
    "no time": ("T123600Z", "", Reason.BAD_VALUE, "X-Amz-Date"),
    "no hour": ("T123600Z", "T243600Z", Reason.BAD_VALUE, "X-Amz-Date"),
    "no minute": ("T123600Z", "T126000Z", Reason.BAD_VALUE, "X-Amz-Date"),
    "no second": ("T123600Z", "T123660Z", Reason.BAD_VALUE, "X-Amz-Date"),
    "no zone": ("T123600Z", "T123600", Reason.BAD_VALUE, "X-Amz-Date"),
    "expired at once": ("=3600", "=0", Reason.BAD_VALUE, "X-Amz-Expires"),
    "over a week": ("=3600", "=604801", Reason.BAD_VALUE, "X-Amz-Expires"),
    "leading zero": ("=3600", "=03600", Reason.BAD_VALUE, "X-Amz-Expires"),
    "sign": ("=3600", "=-1", Reason.BAD_VALUE, "X-Amz-Expires"),
    "no number": ("=3600", "=", Reason.BAD_VALUE, "X-Amz-Expires"),
    "header names": ("=host", "=Host", Reason.BAD_VALUE, "X-Amz-SignedHeaders"),
    "empty header names": ("=host", "=", Reason.BAD_VALUE, "X-Amz-SignedHeaders"),
    "signature": ("=e93c", "=E93C", Reason.BAD_VALUE, "X-Amz-Signature"),
    "twice": ("X-Amz-Date", "X-Amz-Expires=1&X-Amz-Date", Reason.DUPLICATE_PARAM, "X-Amz-Expires"),
    "empty token": ("X-", "X-Amz-Security-Token=&X-", Reason.BAD_VALUE, "X-Amz-Security-Token"),
    "token": ("X-", "X-Amz-Security-Token=%20&X-", Reason.BAD_VALUE, "X-Amz-Security-Token"),
    "regions": ("X-", "X-Amz-Region-Set=a&X-", Reason.CONFLICT, "X-Amz-Region-Set"),
    "empty regions": ("X-", "X-Amz-Region-Set=a%2C&X-", Reason.BAD_VALUE, "X-Amz-Region-Set"),
}


@pytest.mark.parametrize(("old", "new", "reason", "param"), BROKEN.values(), ids=BROKEN)
def test_a_malformed_query_is_refused(old: str, new: str, reason: Reason, param: str) -> None:
    query = QUERY.replace(old, new, 1)
    assert query != QUERY
    with pytest.raises(ParseError) as refused:
        Aws4Presigned.from_query(query)
    error = refused.value
    assert (error.reason, error.param) == (reason, param)
    assert error.position is None
    assert error.status_hint == 400


def test_a_refusal_names_the_algorithm() -> None:
    with pytest.raises(ParseError) as refused:
        Aws4Presigned.from_query(QUERY.replace("=3600", "=0"))
    assert refused.value.scheme == "AWS4-HMAC-SHA256"


@pytest.mark.parametrize("query", ["", "a=b", [], {}, "?", "&&", "=&=="])
def test_a_query_that_is_not_presigned_is_refused(query: Any) -> None:
    with pytest.raises(ParseError) as refused:
        Aws4Presigned.from_query(query)
    assert (refused.value.reason, refused.value.scheme) == (Reason.MISSING_PARAM, None)


@pytest.mark.parametrize("twice", [{"X-Amz-Date": ["1", "2"]}, [("X-Amz-Date", "1")] * 2])
def test_a_list_of_several_values_is_refused(twice: Any) -> None:
    with pytest.raises(ParseError) as refused:
        Aws4Presigned.from_query(twice)
    assert refused.value.reason is Reason.DUPLICATE_PARAM


@pytest.mark.parametrize("query", [[(b"a", "b")], [("a", None)], {"a": [None]}, {"a": 5}, 5, None])
def test_a_query_that_is_no_text_is_a_type_error(query: Any) -> None:
    with pytest.raises(TypeError):
        Aws4Presigned.from_query(query)


@given(query=st.text() | st.dictionaries(st.text(), st.text()))
def test_any_query_raises_only_parse_error(query: Any) -> None:
    with pytest.raises(ParseError):
        Aws4Presigned.from_query(query)


@pytest.mark.parametrize(
    "changed",
    [
        {"credentials": credentials(extensions=Params({"a": "b"}))},
        {"date": "20150831T123600Z"},
        {"date": "20150830"},
        {"expires": 0},
        {"expires": 604801},
        {"security_token": ""},
        {"security_token": "a\n"},
        {"security_token": "\xe9"},
        {"region_set": ("a",)},
        {"credentials": ECDSA, "region_set": ("a,b",)},
        {"credentials": ECDSA, "region_set": ("",)},
    ],
)
def test_a_url_of_bad_values_is_not_built(changed: dict[str, Any]) -> None:
    with pytest.raises(BuildError):
        presigned(**changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"credentials": HEADER},
        {"date": 20150830},
        {"expires": "3600"},
        {"expires": True},
        {"security_token": b"a"},
        {"region_set": "a"},
        {"region_set": (5,)},
        {"region_set": ["a"]},
    ],
)
def test_a_url_of_wrong_types_is_not_built(changed: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        presigned(**changed)


def test_a_url_does_not_change_and_copies_equal() -> None:
    url = presigned(security_token="secret")
    with pytest.raises(FrozenInstanceError):
        url.expires = 1  # type: ignore[misc]  # what is tested
    for twin in (copy.deepcopy(url), pickle.loads(pickle.dumps(url))):
        assert twin == url
        assert hash(twin) == hash(url)
    assert url != presigned()
    assert url != url.to_query()


def test_the_secrets_of_a_url_are_hidden() -> None:
    shown = repr(presigned(security_token="secret"))
    assert "secret'" not in shown
    assert SIGNATURE not in shown
    assert "security_token=<hidden>" in shown
    assert "expires=3600" in shown
    assert "security_token" not in repr(presigned())


def test_payload_hashes_are_the_literals() -> None:
    assert [member.value for member in Aws4PayloadHash] == [
        "UNSIGNED-PAYLOAD",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
        "STREAMING-AWS4-HMAC-SHA256-EVENTS",
    ]
