# SPDX-License-Identifier: MIT
"""GOOG4: the query of signed URLs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scheme_strategies.goog4 import goog4_credentials

from authheaders import (
    Aws4Presigned,
    BuildError,
    Goog4Credentials,
    Goog4Presigned,
    Params,
    ParseError,
    Reason,
)

# googleapis/conformance-tests, Simple GET
SIGNATURE = (
    "95e6a13d43a1d1962e667f17397f2b80ac9bdd1669210d5e08e0135df9dff4e56113485dbe429ca2266487b9d1796"
    "ebdee2d7cf682a6ef3bb9fbb4c351686fba90d7b621cf1c4eb1fdf126460dd25fa0837dfdde0a9fd98662ce60844c"
    "458448fb2b352c203d9969cb74efa4bdb742287744a4f2308afa4af0e0773f55e32e92973619249214b97283b2daa"
    "14195244444e33f938138d1e5f561088ce8011f4986dda33a556412594db7c12fc40e1ff3f1bedeb7a42f5bcda0b9"
    "567f17f65855f65071fabb88ea12371877f3f77f10e1466fff6ff6973b74a933322ff0949ce357e20abe96c3dd5cf"
    "ab42c9c83e740a4d32b9e11e146f0eb3404d2e975896f74"
)
QUERY = (
    "X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=test-iam-credentials%40dummy-project-id."
    "iam.gserviceaccount.com%2F20190201%2Fauto%2Fstorage%2Fgoog4_request"
    "&X-Goog-Date=20190201T090000Z&X-Goog-Expires=10&X-Goog-SignedHeaders=host"
    f"&X-Goog-Signature={SIGNATURE}"
)


def test_query_reads_into_its_fields_and_is_written_alike() -> None:
    url = Goog4Presigned.from_query(QUERY)
    account = "test-iam-credentials@dummy-project-id.iam.gserviceaccount.com"
    assert url == Goog4Presigned(
        credentials=Goog4Credentials(
            access_key=account,
            date="20190201",
            region="auto",
            signed_headers=("host",),
            signature=SIGNATURE,
        ),
        date="20190201T090000Z",
        expires=10,
    )
    assert url.to_query() == QUERY


@given(found=goog4_credentials(), time=st.times(), expires=st.integers(1, 604800))
@settings(deadline=None)
def test_what_is_written_reads_as_an_equal_url(
    found: Goog4Credentials, time: object, expires: int
) -> None:
    fields = {name: getattr(found, name) for name in found.__dataclass_fields__}
    credentials = Goog4Credentials(**{**fields, "extensions": Params()})
    url = Goog4Presigned(
        credentials=credentials, date=f"{found.date}T{time:%H%M%S}Z", expires=expires
    )
    assert Goog4Presigned.from_query(url.to_query()) == url


def test_a_query_of_amazon_is_none() -> None:
    for query in (QUERY.replace("X-Goog-", "X-Amz-"), QUERY.replace("=GOOG4-RSA", "=AWS4-HMAC")):
        with pytest.raises(ParseError) as refused:
            Goog4Presigned.from_query(query)
        assert refused.value.param == "X-Goog-Algorithm"
    with pytest.raises(ParseError) as refused:
        Aws4Presigned.from_query(QUERY)
    assert refused.value.reason is Reason.MISSING_PARAM


def test_errors_name_the_parameters_of_google() -> None:
    with pytest.raises(ParseError) as refused:
        Goog4Presigned.from_query(QUERY.replace("goog4_request", "aws4_request"))
    assert refused.value.param == "X-Goog-Credential"
    url = Goog4Presigned.from_query(QUERY)
    with pytest.raises(BuildError) as wrong:
        Goog4Presigned(credentials=url.credentials, date=url.date, expires=0)
    assert wrong.value.param == "X-Goog-Expires"


def test_the_signature_is_hidden() -> None:
    assert SIGNATURE not in repr(Goog4Presigned.from_query(QUERY))
