# SPDX-License-Identifier: MIT
"""Published examples of Digest, and those computed from them; the misprints must not verify."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from authheaders import (
    DigestChallenge,
    DigestCredentials,
    DigestInfo,
    Reason,
    VerifyError,
    parse_challenges,
)
from authheaders.signing import digest

# --- RFC 7616 section 3.9.1. The password has a lower-case "of" (erratum 4495).

REALM = "http-auth@example.org"
NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
PASSWORD = "Circle of Life"

#: By algorithm: H(A1) without -sess, response to GET with auth, to POST of "hello" with
#: auth-int, rspauth with auth, and with auth-int for a response of "hello".
TABLE = {
    "MD5": (
        "3d78807defe7de2157e2b0b6573a855f",
        "8ca523f5e9506fed4657c9700eebdbec",
        "23fef4d928a3e9fa6e0b0de51288c997",
        "9b712497bc9f91499fbcca1dfc5f09a5",
        "6e17dd06bd52f02e910b2954c2041177",
    ),
    "MD5-sess": (
        "3d78807defe7de2157e2b0b6573a855f",
        "e783283f46242139c486a698fec7211d",
        "1f00ae1cf4fdcb90e9cfc3b1e22118b7",
        "b9bdf5673282d64412df46ad40660539",
        "eddb68e0ff4f07555c48236d14c18a76",
    ),
    "SHA-256": (
        "7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232",
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        "c98b95dbdb463c4483e324bced57d591946a6f84098142757b1333c52c47d62e",
        "86d3b25618d41854ca5039a5d7e53ff6355d5134a9b1fb088a78ac3c462195a0",
        "321792e3b6d15d49cb353cdc72f9cb50758a6673121eaeac0d7c912dae40bc19",
    ),
    "SHA-256-sess": (
        "7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232",
        "2fd51b3a77ad75bad6afad6003e818d767133c46d9e2749e7f5232ae1ea3efd7",
        "b097196f9caf274775b76c5e5ad2221bdf75111e71e6598a385b951f12032e65",
        "d4ad609d150eafce2281da5c3179878fdb37e6a16021272f4bed1a082f5c2324",
        "d81d212f7fbcd43f84b468f597517c75a1d5eba3477e6b7fbc48d7b984236db7",
    ),
    "SHA-512-256": (
        "fb174f5c3c7802721517cae13b98e2b8dae2e0118cb705d94ee29946319204ce",
        "430d05014cecc49cab6fbe03176d41a1da86cbfe24a16580e22aaad928d960d0",
        "94b85dbcbbb97c3bda2751c7e160fe6604eccca585f3cbff75d2a23f0085ed70",
        "c8f9593a4f49b95ce2c483cc3222ecd360a5c6ec52ca24a530b0aac18478de8c",
        "cb9915fe7dea64de50a6323484f9270a3b8504a390631a8d894d2000824460d3",
    ),
    "SHA-512-256-sess": (
        "fb174f5c3c7802721517cae13b98e2b8dae2e0118cb705d94ee29946319204ce",
        "3f2a34f923c38b0fb26dce2fdfc2ce326c23cecf86fbb1444f3e51fbbc2cb92e",
        "6188aa2d1c4d7adbdd32cdee6db3f0f8c107c0e7a45887aecb01647b05eda860",
        "98012a4e63fae2aea13adaa3410368ef7278c87ca0acbd3c941ca5fe3dceeb86",
        "1a661900a56dc3a909762fb601c1667ae07fee62eb5f39fb6f126aff7cd27abc",
    ),
}

each_algorithm = pytest.mark.parametrize("algorithm", list(TABLE))


def offered(algorithm: str) -> DigestChallenge:
    return DigestChallenge(
        realm=REALM, nonce=NONCE, opaque=OPAQUE, algorithm=algorithm, qop=("auth", "auth-int")
    )


def answered(challenge: DigestChallenge, **options: Any) -> DigestCredentials:
    """Mufasa's answer, with the secret of the options if they have one."""
    options = {"username": "Mufasa", "uri": "/dir/index.html", "cnonce": CNONCE, **options}
    return digest.answer(challenge, **options)


def verified(credentials: DigestCredentials, challenge: DigestChallenge, **options: Any) -> None:
    options = {"target": "/dir/index.html", "check_nonce": None, **options}
    digest.verify(credentials, offered=challenge, **options)


@each_algorithm
def test_ha1(algorithm: str) -> None:
    assert digest.ha1("Mufasa", REALM, PASSWORD, algorithm=algorithm) == TABLE[algorithm][0]
    in_octets = digest.ha1(b"Mufasa", REALM.encode(), PASSWORD.encode(), algorithm=algorithm)
    assert in_octets == TABLE[algorithm][0]


@each_algorithm
@pytest.mark.parametrize("secret", ["password", "octets", "ha1"])
def test_response_with_auth(algorithm: str, secret: str) -> None:
    secrets: dict[str, dict[str, Any]] = {
        "password": {"password": PASSWORD},
        "octets": {"password": PASSWORD.encode()},
        "ha1": {"ha1": TABLE[algorithm][0]},
    }
    challenge = offered(algorithm)
    credentials = answered(challenge, method="GET", **secrets[secret])
    assert credentials.response == TABLE[algorithm][1]
    assert (credentials.qop, credentials.nc, credentials.opaque) == ("auth", "00000001", OPAQUE)
    verified(credentials, challenge, method="GET", **secrets[secret])


@each_algorithm
@pytest.mark.parametrize("hashed", [False, True])
def test_response_with_auth_int(algorithm: str, hashed: bool) -> None:
    challenge = offered(algorithm)
    body: dict[str, Any] = {"body": b"hello"}
    if hashed:
        body = {"body_hash": digest.body_hash(b"hello", algorithm=algorithm)}
    options = {"method": "POST", "password": PASSWORD, **body}
    credentials = answered(challenge, qop=("auth-int",), **options)
    assert credentials.response == TABLE[algorithm][2]
    verified(credentials, challenge, **options)


@each_algorithm
@pytest.mark.parametrize("qop", ["auth", "auth-int"])
def test_rspauth(algorithm: str, qop: str) -> None:
    credentials = answered(offered(algorithm), method="GET", password=PASSWORD, qop=(qop,))
    info = digest.prove(credentials, password=PASSWORD, body=b"hello", nextnonce="5TsQ")
    assert info == DigestInfo(
        nextnonce="5TsQ",
        qop=qop,
        rspauth=TABLE[algorithm][3 if qop == "auth" else 4],
        cnonce=CNONCE,
        nc="00000001",
    )
    digest.verify_info(info, credentials, ha1=TABLE[algorithm][0], body=b"hello")


def test_the_second_request_with_a_nonce() -> None:
    second = answered(offered("SHA-256"), method="GET", password=PASSWORD, nc=2)
    assert second.nc == "00000002"
    assert second.response == "8c8db27f49ff1c202f9fb49fa9d2e9eabf078dcc93db40dfd6527010091d1c8e"


def test_auth_int_of_an_empty_body() -> None:
    empty = answered(offered("SHA-256"), method="GET", password=PASSWORD, qop=("auth-int",))
    assert empty.response == "8bdf6f15638e260831e905028de5450562816d093c9bfc5c13d3a46adcdde940"


def test_no_qop() -> None:
    challenge = replace(offered("MD5"), qop=())
    plain = answered(challenge, method="GET", password=PASSWORD)
    assert plain.response == "7b2cc3b30e75b4777ea31027084363fd"
    assert (plain.qop, plain.nc, plain.cnonce) == (None, None, None)
    verified(plain, challenge, method="GET", password=PASSWORD)


def test_a_name_that_is_quoted_with_escapes() -> None:
    challenge = offered("SHA-256")
    credentials = answered(challenge, username='Mu"fa\\sa', method="GET", password=PASSWORD)
    assert credentials.response == (
        "f984c0d81ea341af43952ed0bab5738fdb819960ce1fcf7014f3ef3408930528"
    )
    assert 'username="Mu\\"fa\\\\sa"' in credentials.to_header()
    parsed = DigestCredentials.parse(credentials.to_header())
    verified(parsed, challenge, method="GET", password=PASSWORD)


def test_the_first_of_the_two_challenges_is_answered() -> None:
    lines = [offered(algorithm).to_header() for algorithm in ("SHA-256", "MD5")]
    credentials = digest.answer(
        parse_challenges(lines),
        username="Mufasa",
        password=PASSWORD,
        method="GET",
        uri="/dir/index.html",
        cnonce=CNONCE,
    )
    assert credentials.to_header() == (
        f'Digest username="Mufasa", realm="{REALM}", uri="/dir/index.html", algorithm=SHA-256, '
        f'nonce="{NONCE}", nc=00000001, cnonce="{CNONCE}", qop=auth, '
        f'response="{TABLE["SHA-256"][1]}", opaque="{OPAQUE}"'
    )


# --- RFC 7616 section 3.9.2, corrected (erratum 4897)

DOE = "Jäsøn Doe"
DOE_PASSWORD = "Secret, or not?"
DOE_CHALLENGE = DigestChallenge(
    realm="api@example.org",
    qop=("auth",),
    algorithm="SHA-512-256",
    nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
    opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS",
    charset="UTF-8",
    userhash=True,
)
DOE_HASHED = "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"
DOE_RESPONSE = "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"
#: What the RFC prints is SHA-512 cut to 256 bits.
MISPRINTED_HASHED = "488869477bf257147b804c45308cd62ac4e25eb717b12b298c79e62dcea254ec"
MISPRINTED_RESPONSE = "ae66e67d6b427bd3f120414a82e4acff38e8ecd9101d6c861229025f607a79dd"


def doe(challenge: DigestChallenge = DOE_CHALLENGE, username: str = DOE) -> DigestCredentials:
    return digest.answer(
        challenge,
        username=username,
        password=DOE_PASSWORD,
        method="GET",
        uri="/doe.json",
        cnonce="NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
    )


def verify_doe(credentials: DigestCredentials, username: str | None = None) -> None:
    digest.verify(
        credentials,
        offered=DOE_CHALLENGE,
        password=DOE_PASSWORD,
        username=username,
        method="GET",
        target="/doe.json",
        check_nonce=None,
    )


def test_a_hashed_name() -> None:
    credentials = doe()
    assert (credentials.username, credentials.userhash) == (DOE_HASHED, True)
    assert credentials.response == DOE_RESPONSE
    verify_doe(credentials, DOE)
    assert digest.find_user(credentials, ["Mufasa", DOE], charset="UTF-8") == DOE
    info = digest.prove(credentials, password=DOE_PASSWORD, username=DOE, charset="UTF-8")
    assert info.rspauth == "2a14c644cc564038709393846dc914772273b178abe03a2fb02c9684116bbc2d"
    digest.verify_info(info, credentials, password=DOE_PASSWORD, username=DOE, charset="UTF-8")


def test_a_name_in_extended_notation() -> None:
    credentials = doe(replace(DOE_CHALLENGE, userhash=False))
    assert credentials.username == DOE
    assert credentials.response == DOE_RESPONSE
    assert "Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, " in credentials.to_header()
    verify_doe(DigestCredentials.parse(credentials.to_header()))


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [
        ("SHA-256", "5a1a8a47df5c298551b9b42ba9b05835174a5bd7d511ff7fe9191d8e946fc4e7"),
        ("MD5", "2e063fa2c54dea1c36808b7a6e3b14c9"),
        ("SHA-512-256-sess", DOE_HASHED),
    ],
)
def test_userhash(algorithm: str, expected: str) -> None:
    assert digest.userhash(DOE, "api@example.org", algorithm=algorithm) == expected


def test_a_name_that_is_not_in_nfc_is_brought_to_it() -> None:
    decomposed = "Ja\u0308søn Doe"
    assert doe(username=decomposed).to_header() == doe().to_header()
    verify_doe(doe(), decomposed)
    assert digest.find_user(doe(), [decomposed], charset="utf-8") == decomposed


def test_the_misprinted_response_is_wrong() -> None:
    with pytest.raises(VerifyError) as caught:
        verify_doe(replace(doe(), response=MISPRINTED_RESPONSE), DOE)
    assert (caught.value.reason, caught.value.param) == (Reason.WRONG_PROOF, "response")


def test_the_misprinted_name_is_nobodys() -> None:
    misprinted = replace(doe(), username=MISPRINTED_HASHED)
    assert digest.find_user(misprinted, [DOE], charset="UTF-8") is None
    with pytest.raises(VerifyError) as caught:
        verify_doe(misprinted, DOE)
    assert caught.value.reason is Reason.WRONG_PROOF


# --- RFC 2617 section 3.5, RFC 2069 section 2.4

OLD_NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c093"
RFC_2617 = DigestChallenge(
    realm="testrealm@host.com",
    qop=("auth", "auth-int"),
    nonce=OLD_NONCE,
    opaque="5ccc069c403ebaf9f0171e9517f40e41",
)
RFC_2069 = replace(RFC_2617, qop=())


def test_rfc_2617() -> None:
    credentials = answered(RFC_2617, password="Circle Of Life", method="GET", cnonce="0a4f113b")
    assert credentials.response == "6629fae49393a05397450978507c4ef1"
    info = digest.prove(credentials, password="Circle Of Life")
    assert info.rspauth == "376602cfd2f4e8e5e78b948a85263e85"
    verified(credentials, RFC_2617, password="Circle Of Life", method="GET")


def test_rfc_2069() -> None:
    credentials = answered(RFC_2069, password="CircleOfLife", method="GET")
    assert credentials.response == "1949323746fe6a43ef61f9606e7febea"
    assert credentials.to_header() == (
        'Digest username="Mufasa", realm="testrealm@host.com", uri="/dir/index.html", '
        f'nonce="{OLD_NONCE}", response="1949323746fe6a43ef61f9606e7febea", '
        'opaque="5ccc069c403ebaf9f0171e9517f40e41"'
    )
    verified(credentials, RFC_2069, password="CircleOfLife", method="GET")


def test_the_misprint_of_rfc_2069_is_wrong() -> None:
    right = answered(RFC_2069, password="CircleOfLife", method="GET")
    misprinted = replace(right, response="e966c932a9242554e42c8ee200cec7f6")
    with pytest.raises(VerifyError) as caught:
        verified(misprinted, RFC_2069, password="CircleOfLife", method="GET")
    assert caught.value.reason is Reason.WRONG_PROOF


# --- draft-smith-sipping-auth-examples-01: the hashes of SIP, which has its own methods and URIs


@pytest.mark.parametrize(
    ("algorithm", "qop", "expected"),
    [
        (None, (), "bf57e4e0d0bffc0fbaedce64d59add5e"),
        (None, ("auth",), "89eb0059246c02b2f6ee02c7961d5ea3"),
        ("MD5-sess", ("auth",), "e4e4ea61d186d07a92c9e1f6919902e9"),
        (None, ("auth-int",), "bdbeebb2da6adb6bca02599c2239e192"),
        ("MD5-sess", ("auth-int",), "91984da2d8663716e91554859c22ca70"),
    ],
)
def test_sip(algorithm: str | None, qop: tuple[str, ...], expected: str) -> None:
    challenge = DigestChallenge(realm="biloxi.com", nonce=OLD_NONCE, qop=qop, algorithm=algorithm)
    options: dict[str, Any] = {
        "password": "zanzibar",
        "method": "INVITE",
        "body_hash": "c1ed018b8ec4a3b170c0921f5b564e48",
    }
    uri = "sip:bob@biloxi.com"
    credentials = answered(challenge, username="bob", uri=uri, cnonce="0a4f113b", **options)
    assert credentials.response == expected
    verified(credentials, challenge, target=uri, **options)
    assert digest.ha1("bob", "biloxi.com", "zanzibar") == "12af60467a33e8518da5c68bbff12b11"
