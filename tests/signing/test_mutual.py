# SPDX-License-Identifier: MIT
"""What is computed for Mutual, against values of an independent implementation.

The arithmetic of the groups is done by hand here, as RFC 8121 has it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from authheaders import (
    BuildError,
    MutualInfo,
    MutualKexCredentials,
    MutualVerifyCredentials,
    Reason,
    VerifyError,
)
from authheaders.signing import mutual

if TYPE_CHECKING:
    from typing import TypeAlias

    Point: TypeAlias = "tuple[int, int] | None"

EC = "iso-kam3-ec-p256-sha256"
DL = "iso-kam3-dl-2048-sha256"
SCOPE = {"auth_scope": "www.example.com", "realm": "Protected", "user": "Aladdin"}
VH = b"http://www.example.com:80"
SALT = (
    "1769736f2d6b616d332d65632d703235362d7368613235360f7777772e6578616d706c652e636f6d"
    "0950726f74656374656407416c616464696e"
)
PI = 0xF882A114B995C612BEA274A69FCE66849BD99FA463185149CC237F82D7987C6C
J = "0145341b614d2ebb4d776bc2693cc01d70e41db69e9da49bb6fc4c84b4082f8872"
S_C1 = 0x948FE603F61DC036B5C596DC09FE3CE3F3D30DC90F024C85F3C82DB2CCAB679D
S_S1 = 0xB3EACD33433B31B5252351032C9B3E7A2E7AA7738D5DECDF0DD6C62680853C06
Z = "01faa187666d2ab2c52afc8a9da7a5b092d0b973fcdd316e4cd15f70ecdb61ba09"
KC1 = "01356d58f1cb1ff64beee181bc066e5732bd73ee43438024957dbabde04c2a9e1a"
KS1 = "0057fdde4830c0ee66756318301ac2eff52a25cad7df8854b0a365fb4fcea89057"
VKC = "b33c6a775365b7bbbdb3386c518cb713fb2a09ba5de5ec99547c7c0566c25aad"
VKS = "b6013c6c7047bc226e0e39f1e11207968a05fcac574d14594b6998198525e9b3"
ELEMENTS: dict[str, Any] = {"kc1": KC1, "ks1": KS1, "z": Z}

CREDENTIALS: dict[str, Any] = {
    "algorithm": EC,
    "validation": "host",
    "auth_scope": "www.example.com",
    "realm": "Protected",
    "sid": "0123456789abcdef0123",
    "nc": 1,
    "vkc": VKC,
}

KEX: dict[str, Any] = {"algorithm": EC, "validation": "host", **SCOPE, "kc1": KC1}


# --- encodings


@pytest.mark.parametrize(
    ("number", "octets"),
    [(0, "00"), (100, "64"), (127, "7f"), (128, "8100"), (10000, "ce10"), (1000000, "bd8440")],
)
def test_a_number_is_encoded_as_vi(number: int, octets: str) -> None:
    assert mutual.vi(number).hex() == octets


@pytest.mark.parametrize(
    ("text", "octets"), [("", "00"), ("Tea", "03546561"), ("Caf\xe9", "05436166c3a9")]
)
def test_a_text_is_encoded_as_vs(text: str, octets: str) -> None:
    assert mutual.vs(text).hex() == mutual.vs(text.encode()).hex() == octets


def test_a_lone_surrogate_has_no_vs() -> None:
    with pytest.raises(BuildError):
        mutual.vs("\ud800")


@pytest.mark.parametrize("wrong", [None, 5, bytearray(b"Tea"), ["a"]])
def test_vs_is_of_text_or_octets(wrong: Any) -> None:
    with pytest.raises(TypeError):
        mutual.vs(wrong)


def test_a_negative_number_has_no_vi() -> None:
    with pytest.raises(BuildError):
        mutual.vi(-1)


@pytest.mark.parametrize(("algorithm", "digits"), [(EC, 66), (DL, 344)])
def test_an_element_has_the_length_of_its_algorithm(algorithm: str, digits: int) -> None:
    for number in (0, 1, 2**264 - 1):
        text = mutual.element_text(algorithm, number)
        assert len(text) == digits
        assert mutual.element_number(algorithm, text) == number


@pytest.mark.parametrize("number", [-1, 2**264])
def test_a_number_without_bounds_is_no_element(number: int) -> None:
    with pytest.raises(BuildError):
        mutual.element_text(EC, number)


@pytest.mark.parametrize("text", ["", "0", KC1[2:], KC1.upper(), f"{KC1}0f", "AA=="])
def test_other_text_is_no_element(text: str) -> None:
    with pytest.raises(BuildError):
        mutual.element_number(EC, text)


def test_the_host_is_validated_with_its_port_in_lower_case() -> None:
    assert mutual.host_vh("HTTP", "WWW.example.com", 80) == VH


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_has_its_bounds(port: int) -> None:
    with pytest.raises(BuildError):
        mutual.host_vh("http", "www.example.com", port)


@pytest.mark.parametrize("port", [True, "80", None])
def test_a_port_is_a_number(port: Any) -> None:
    with pytest.raises(TypeError):
        mutual.host_vh("http", "www.example.com", port)


# --- the password


def test_the_salt_is_that_of_the_sheet() -> None:
    assert mutual.salt(EC, *SCOPE.values()).hex() == SALT


def test_pi_is_that_of_the_sheet() -> None:
    assert mutual.pi(EC, "open sesame", **SCOPE) == PI


def test_pi_has_the_length_of_the_hash() -> None:
    assert 256 < mutual.pi("iso-kam3-ec-p521-sha512", "open sesame", **SCOPE).bit_length() <= 512


# --- the exchange on the curve P-256

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
R = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G: Point = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def added(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return one or other
    (x, y), (u, v) = one, other
    if x == u and (y + v) % P == 0:
        return None
    slope = (3 * x * x - 3) * pow(2 * y, -1, P) if one == other else (v - y) * pow(u - x, -1, P)
    found = (slope * slope - x - u) % P
    return found, (slope * (x - found) - y) % P


def times(factor: int, point: Point) -> Point:
    found: Point = None
    while factor:
        if factor & 1:
            found = added(found, point)
        point = added(point, point)
        factor >>= 1
    return found


def number_of(point: Point) -> int:
    """P of RFC 8121: 2 * x + (y mod 2)."""
    assert point is not None
    return 2 * point[0] + point[1] % 2


def point_of(number: int) -> Point:
    x = number >> 1
    y = pow(x**3 - 3 * x + B, (P + 1) // 4, P)
    return x, y if y % 2 == number % 2 else P - y


def test_the_exchange_on_the_curve_is_that_of_the_sheet() -> None:
    assert hashlib.sha256(b"client").digest() == S_C1.to_bytes(32, "big")
    assert hashlib.sha256(b"server").digest() == S_S1.to_bytes(32, "big")
    j = times(PI, G)
    assert mutual.element_text(EC, number_of(j)) == J
    assert mutual.element_text(EC, number_of(times(S_C1, G))) == KC1
    k_c1 = point_of(mutual.element_number(EC, KC1))
    t_1 = mutual.t_1(EC, KC1)
    k_s1 = times(S_S1, added(j, times(t_1, k_c1)))
    assert mutual.element_text(EC, number_of(k_s1)) == KS1
    t_2 = mutual.t_2(EC, KC1, KS1)
    of_server = times(S_S1, added(k_c1, times(t_2, G)))
    factor = (S_C1 + t_2) * pow(S_C1 * t_1 + PI, -1, R) % R
    of_client = times(factor, point_of(mutual.element_number(EC, KS1)))
    for z in (of_client, of_server):
        assert mutual.element_text(EC, number_of(z)) == Z


# --- the exchange in the group of RFC 3526


def pi_times(bits: int) -> int:
    """The integer part of 2 ** bits times the number pi, by Machin's formula."""

    def arctan_of_inverse(number: int) -> int:
        term = total = (1 << bits + 64) // number
        divisor, sign = 1, 1
        while term:
            term //= number * number
            divisor, sign = divisor + 2, -sign
            total += sign * (term // divisor)
        return total

    return 4 * (4 * arctan_of_inverse(5) - arctan_of_inverse(239)) >> 64


def test_both_sides_of_an_exchange_in_a_group_of_integers_come_to_the_same() -> None:
    q = 2**2048 - 2**1984 - 1 + 2**64 * (pi_times(1918) + 124476)
    r = (q - 1) // 2
    assert pow(2, r, q) == 1
    pi = mutual.pi(DL, "open sesame", **SCOPE)
    k_c1 = pow(2, S_C1, q)
    kc1 = mutual.element_text(DL, k_c1)
    t_1 = mutual.t_1(DL, kc1)
    k_s1 = pow(pow(2, pi, q) * pow(k_c1, t_1, q), S_S1, q)
    ks1 = mutual.element_text(DL, k_s1)
    t_2 = mutual.t_2(DL, kc1, ks1)
    of_client = pow(k_s1, (S_C1 + t_2) * pow(S_C1 * t_1 + pi, -1, r) % r, q)
    of_server = pow(k_c1 * pow(2, t_2, q), S_S1, q)
    assert of_client == of_server
    elements: dict[str, Any] = {
        "kc1": kc1,
        "ks1": ks1,
        "z": mutual.element_text(DL, of_server),
    }
    proof = mutual.vkc(DL, **elements, nc=1, vh=VH)
    credentials = MutualVerifyCredentials(**{**CREDENTIALS, "algorithm": DL, "vkc": proof})
    mutual.verify_client(credentials, **elements, vh=VH)
    info = MutualInfo(sid="0a", vks=mutual.vks(DL, **elements, nc=1, vh=VH))
    mutual.verify_server(info, algorithm=DL, **elements, nc=1, vh=VH)


# --- the proofs


def test_the_proofs_are_those_of_the_sheet() -> None:
    assert mutual.vkc(EC, **ELEMENTS, nc=1, vh=VH) == VKC
    assert mutual.vks(EC, **ELEMENTS, nc=1, vh=VH) == VKS


@pytest.mark.parametrize(("algorithm", "digits"), [("iso-kam3-ec-p521-sha512", 128)])
def test_a_proof_has_the_length_of_its_algorithm(algorithm: str, digits: int) -> None:
    element = mutual.element_text(algorithm, 5)
    found = mutual.vkc(algorithm, kc1=element, ks1=element, z=element, nc=0, vh=VH)
    assert len(found) == digits
    MutualVerifyCredentials(**{**CREDENTIALS, "algorithm": algorithm, "vkc": found})


def test_right_proofs_are_accepted() -> None:
    mutual.verify_client(MutualVerifyCredentials(**CREDENTIALS), **ELEMENTS, vh=VH)
    info = MutualInfo(sid="0a", vks=VKS)
    mutual.verify_server(info, algorithm=EC, **ELEMENTS, nc=1, vh=VH)


@pytest.mark.parametrize(
    "changed",
    [
        {"kc1": KS1},
        {"ks1": KC1},
        {"z": KC1},
        {"vh": b"https://www.example.com:443"},
        {"nc": 2},
        {"vkc": VKS, "vks": VKC},
    ],
)
def test_a_proof_of_anything_else_is_wrong(changed: dict[str, Any]) -> None:
    proofs = {"vkc": changed.get("vkc", VKC), "vks": changed.get("vks", VKS)}
    nc = changed.get("nc", 1)
    values = {name: changed.get(name, value) for name, value in {**ELEMENTS, "vh": VH}.items()}
    credentials = MutualVerifyCredentials(**{**CREDENTIALS, "nc": nc, "vkc": proofs["vkc"]})
    with pytest.raises(VerifyError) as caught:
        mutual.verify_client(credentials, **values)
    error = caught.value
    assert (error.reason, error.param, error.status_hint) == (Reason.WRONG_PROOF, "vkc", 401)
    info = MutualInfo(sid="0a", vks=proofs["vks"])
    with pytest.raises(VerifyError) as caught:
        mutual.verify_server(info, algorithm=EC, nc=nc, **values)
    error = caught.value
    assert (error.reason, error.param, error.status_hint) == (Reason.WRONG_PROOF, "vks", None)
    assert error.scheme == "Mutual"


def test_a_proof_of_another_form_is_wrong() -> None:
    info = MutualInfo(sid="0a", vks="AA==")
    with pytest.raises(VerifyError) as caught:
        mutual.verify_server(info, algorithm=EC, **ELEMENTS, nc=1, vh=VH)
    assert caught.value.reason is Reason.WRONG_PROOF


def test_an_algorithm_that_is_not_known_is_unsupported() -> None:
    credentials = MutualVerifyCredentials(**{**CREDENTIALS, "algorithm": "-mine.example.com"})
    with pytest.raises(VerifyError) as caught:
        mutual.verify_client(credentials, **ELEMENTS, vh=VH)
    assert caught.value.reason is Reason.UNSUPPORTED
    with pytest.raises(VerifyError) as caught:
        mutual.verify_server(MutualInfo(sid="0a", vks=VKS), algorithm="a", **ELEMENTS, nc=1, vh=VH)
    assert caught.value.reason is Reason.UNSUPPORTED
    with pytest.raises(BuildError) as built:
        mutual.pi("a", "open sesame", **SCOPE)
    assert built.value.reason is Reason.UNSUPPORTED


@pytest.mark.parametrize("vh", [b"", "http://www.example.com:80", None])
def test_a_validation_is_octets(vh: Any) -> None:
    with pytest.raises((BuildError, TypeError)):
        mutual.vkc(EC, **ELEMENTS, nc=1, vh=vh)


@pytest.mark.parametrize("wrong", [None, 5, b"a"])
def test_a_password_and_an_element_are_text(wrong: Any) -> None:
    with pytest.raises(TypeError):
        mutual.pi(EC, wrong, **SCOPE)
    with pytest.raises(TypeError):
        mutual.t_1(EC, wrong)
    with pytest.raises(TypeError):
        mutual.element_text(EC, "5")  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [None, VKS, MutualKexCredentials(**KEX)])
def test_only_a_message_with_a_proof_is_verified(wrong: Any) -> None:
    with pytest.raises(TypeError):
        mutual.verify_client(wrong, **ELEMENTS, vh=VH)
    with pytest.raises(TypeError):
        mutual.verify_server(wrong, algorithm=EC, **ELEMENTS, nc=1, vh=VH)


def test_no_error_holds_a_secret() -> None:
    with pytest.raises(BuildError) as caught:
        mutual.vkc(EC, kc1=KC1, ks1=KS1, z=f"{Z}0f", nc=1, vh=VH)
    assert Z not in f"{caught.value} {caught.value!r}"
