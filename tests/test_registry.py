# SPDX-License-Identifier: MIT
"""Schemes: an immutable table, and classes of the user's own in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

import authheaders
from authheaders import (
    DEFAULT_SCHEMES,
    AuthenticationInfo,
    BasicChallenge,
    BasicCredentials,
    BuildError,
    Challenge,
    Credentials,
    DigestChallenge,
    DigestCredentials,
    DigestInfo,
    Form,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Message,
    Params,
    ParseError,
    Reason,
    Schemes,
    join_challenges,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
)
from authheaders.registry import ROWS

# --- a scheme as a user writes it


@dataclass(frozen=True)
class PaymentChallenge(Challenge):
    """Challenges of which one line often holds several."""

    scheme = "Payment"

    method: str
    amount: int

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise BuildError(Reason.BAD_VALUE, "an amount from 0 on", param="amount")

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> PaymentChallenge:
        if "method" not in generic.params:
            raise ParseError(Reason.MISSING_PARAM, "the parameter method", param="method")
        amount = generic.params.get("amount", "0")
        return cls(generic.params["method"], int(amount) if amount.isdigit() else -1)

    def to_generic(self) -> GenericChallenge:
        entries = [
            ("method", self.method, Form.QUOTED),
            ("amount", str(self.amount), Form.TOKEN),
        ]
        return GenericChallenge("Payment", params=entries)


@dataclass(frozen=True)
class PaymentCredentials(Credentials):
    scheme = "Payment"
    secret_fields = frozenset({"proof"})
    malformed_status = 401

    proof: str

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> PaymentCredentials:
        if generic.token68 is None:
            raise BuildError(Reason.MISSING_TOKEN68, "a proof")
        return cls(generic.token68)

    def to_generic(self) -> GenericCredentials:
        return GenericCredentials("Payment", self.proof)


@dataclass(frozen=True)
class PaymentInfo(AuthenticationInfo):
    scheme = "Payment"

    receipt: str

    @classmethod
    def from_generic(cls, generic: GenericInfo) -> PaymentInfo:
        if "receipt" not in generic.params:
            raise BuildError(Reason.MISSING_PARAM, "a receipt", param="receipt")
        return cls(generic.params["receipt"])

    def to_generic(self) -> GenericInfo:
        return GenericInfo({"receipt": self.receipt})


PAYMENT = DEFAULT_SCHEMES.including(PaymentChallenge, PaymentCredentials, PaymentInfo)
CARD = PaymentChallenge("card", 5)
CASH = PaymentChallenge("cash", 0)


def refusal(value: Any, schemes: Schemes = PAYMENT) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse_challenges(value, schemes=schemes)
    return caught.value


def test_several_challenges_of_an_own_scheme_on_one_line_round_trip() -> None:
    offered = [CARD, CASH, BasicChallenge("a"), CARD]
    line = join_challenges(offered)
    assert line == (
        'Payment method="card", amount=5, Payment method="cash", amount=0, '
        'Basic realm="a", Payment method="card", amount=5'
    )
    assert parse_challenges(line, schemes=PAYMENT) == offered


def test_an_own_class_parses_and_writes_by_itself() -> None:
    assert PaymentChallenge.parse("payment METHOD=card, amount=5") == CARD
    assert PaymentCredentials.parse("PAYMENT abc") == PaymentCredentials("abc")
    assert PaymentInfo.parse("receipt=a") == PaymentInfo("a")
    assert PaymentCredentials("abc").to_header() == "Payment abc"
    assert PaymentInfo("a").to_header() == 'receipt="a"'


def test_an_own_class_reads_its_messages_in_whole_fields() -> None:
    assert parse_credentials("payment abc", schemes=PAYMENT) == PaymentCredentials("abc")
    info = parse_authentication_info("receipt=a", "PAYMENT", schemes=PAYMENT)
    assert info == PaymentInfo("a")


def test_an_own_class_hides_its_secret_fields() -> None:
    credentials: Any = PaymentCredentials("abc")
    assert Message.__repr__(credentials) == "PaymentCredentials(proof=<hidden>)"


def test_an_own_class_refuses_other_schemes() -> None:
    with pytest.raises(ParseError) as caught:
        PaymentChallenge.parse("Basic realm=a")
    assert caught.value.reason is Reason.WRONG_SCHEME
    with pytest.raises(ParseError) as caught:
        PaymentCredentials.parse("Basic QTpi")
    assert (caught.value.reason, caught.value.status_hint) == (Reason.WRONG_SCHEME, 401)


def test_a_parse_error_of_an_own_class_gets_scheme_and_place() -> None:
    error = refusal(["Basic realm=a", "payment amount=5"])
    assert (error.reason, error.scheme, error.param) == (
        Reason.MISSING_PARAM,
        "Payment",
        "method",
    )
    assert (error.line, error.position) == (1, 0)


def test_a_build_error_of_an_own_class_becomes_a_parse_error_with_scheme_and_place() -> None:
    error = refusal('Payment method="card", AMOUNT="x"')
    assert type(error) is ParseError
    assert (error.reason, error.scheme, error.param) == (Reason.BAD_VALUE, "Payment", "amount")
    assert (error.line, error.position) == (0, 30)
    assert str(error) == "expected an amount from 0 on at position 30 (bad-value)"
    assert error.__cause__ is None


def test_a_build_error_in_own_credentials_becomes_a_parse_error_with_a_status() -> None:
    for parse in (PaymentCredentials.parse, lambda v: parse_credentials(v, schemes=PAYMENT)):
        with pytest.raises(ParseError) as caught:
            parse("payment a=b")
        error = caught.value
        assert (error.reason, error.scheme) == (Reason.MISSING_TOKEN68, "Payment")
        assert (error.line, error.position, error.status_hint) == (0, 0, 401)


def test_a_build_error_in_an_own_info_becomes_a_parse_error() -> None:
    with pytest.raises(ParseError) as caught:
        parse_authentication_info("a=b", "payment", schemes=PAYMENT)
    error = caught.value
    assert (error.reason, error.scheme, error.param) == (
        Reason.MISSING_PARAM,
        "Payment",
        "receipt",
    )


def test_a_parse_error_of_an_own_class_keeps_its_own_scheme_and_place() -> None:
    class Placed(PaymentChallenge):
        @classmethod
        def from_generic(cls, generic: GenericChallenge) -> Any:
            raise ParseError(Reason.CONFLICT, "peace", position=3, line=0, scheme="Own")

    error = refusal("Newauth, Payment", Schemes().including(Placed))
    assert (error.line, error.position, error.scheme) == (0, 3, "Own")


def test_an_error_in_an_empty_info_is_at_its_start() -> None:
    with pytest.raises(ParseError) as caught:
        PaymentInfo.parse("")
    assert (caught.value.line, caught.value.position) == (0, 0)


def test_another_error_of_an_own_class_is_not_hidden() -> None:
    class Broken(PaymentChallenge):
        @classmethod
        def from_generic(cls, generic: GenericChallenge) -> Any:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        parse_challenges("Payment", schemes=Schemes().including(Broken))


# --- bare runs


@dataclass(frozen=True)
class SharedKeyCredentials(Credentials):
    """``SharedKey account:signature``, which is no token68."""

    scheme = "SharedKey"
    takes_bare_runs = True

    account: str
    signature: str

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> SharedKeyCredentials:
        account, _, signature = (generic.token68 or "").partition(":")
        return cls(account, signature)

    def to_generic(self) -> GenericCredentials:
        return GenericCredentials.bare("SharedKey", f"{self.account}:{self.signature}")


class BareChallenge(GenericChallenge):
    """Takes any text of its scheme that is not quoted."""

    __slots__ = ()
    scheme = "Bare"
    takes_bare_runs = True


BARE = DEFAULT_SCHEMES.including(SharedKeyCredentials, BareChallenge)


@pytest.mark.parametrize("header", ["SharedKey account:abc/d=", "SharedKey 1:2"])
def test_a_class_that_takes_bare_runs_is_given_a_bare_token68(header: str) -> None:
    found = parse_credentials(header, schemes=BARE)
    assert isinstance(found, SharedKeyCredentials)
    assert found.to_header() == header
    assert SharedKeyCredentials.parse(header) == found
    with pytest.raises(ParseError):
        parse_credentials(header)


@pytest.mark.parametrize(
    ("header", "params"),
    [
        ("Bare a=b/c", {"a": "b/c"}),
        ("Bare Credential=AK/20260101/us, b=c", {"Credential": "AK/20260101/us", "b": "c"}),
        ('Bare a="b", c=d:e, f="g"', {"a": "b", "c": "d:e", "f": "g"}),
        ("Bare a=b=, c=(d)", {"a": "b=", "c": "(d)"}),
    ],
)
def test_a_class_that_takes_bare_runs_is_given_bare_values(
    header: str, params: dict[str, str]
) -> None:
    for line in (header, f"{header}, Basic realm=a"):
        found, *_ = parse_challenges(line, schemes=BARE)
        assert found.to_generic().params == params
        assert Form.BARE in [form for _, _, form in found.to_generic().params.entries()]
        assert found.to_header() == header


@pytest.mark.parametrize(
    ("header", "reason", "position"),
    [
        ("Bare a=b/c, Newauth a=d/e", Reason.BARE_VALUE, 22),
        ("Newauth a=b/c, Bare a=d/e", Reason.BARE_VALUE, 10),
        ("Bare 1:2, Newauth 1:2", Reason.BARE_TOKEN68, 18),
        ("Bare a=b/c, Basic realm=d/e", Reason.BARE_VALUE, 24),
        ("Bare a=b/c,, =", Reason.STRAY_EQUALS, 13),
        ("Newauth a=b/c, =", Reason.BARE_VALUE, 10),
    ],
)
def test_bare_runs_of_other_schemes_are_refused_all_the_same(
    header: str, reason: Reason, position: int
) -> None:
    error = refusal(header, BARE)
    assert (error.reason, error.position) == (reason, position)


class BareInfo(GenericInfo):
    __slots__ = ()
    scheme = "Bare"
    takes_bare_runs = True


def test_an_info_may_take_bare_values_too() -> None:
    schemes = Schemes().including(BareInfo)
    found = parse_authentication_info("a=b/c", "bare", schemes=schemes)
    assert found.to_header() == "a=b/c"
    with pytest.raises(ParseError) as caught:
        parse_authentication_info("x=y, a=b/c", "Newauth", schemes=schemes)
    assert (caught.value.reason, caught.value.position) == (Reason.BARE_VALUE, 7)


@dataclass(frozen=True)
class TokenCredentials(Credentials):
    """Takes some tokens only."""

    scheme = "Token"

    token: str

    def __post_init__(self) -> None:
        if not self.token.startswith("a"):
            raise BuildError(Reason.BAD_VALUE, "a token that starts with a")

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> TokenCredentials:
        return cls(generic.token68 or "")

    def to_generic(self) -> GenericCredentials:
        return GenericCredentials("Token", self.token)


@pytest.mark.parametrize("value", ["Token xyz", "token xyz", "Token", "Token ", b"Token xyz"])
def test_a_build_error_of_a_token_becomes_a_parse_error(value: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_credentials(value, schemes=Schemes().including(TokenCredentials))
    assert (caught.value.reason, caught.value.scheme) == (Reason.BAD_VALUE, "Token")


# --- the table


def test_the_default_schemes_are_those_of_the_library() -> None:
    named = {name for row in ROWS for name in row[2:5] if name}
    found = DEFAULT_SCHEMES.classes()
    assert len(set(found)) == len(found)
    assert {cls.__name__ for cls in found} == {
        kind.__name__
        for cls in (getattr(authheaders, name) for name in named)
        for kind in cls.kinds or (cls,)
    }


def test_an_empty_table_reads_everything_generic() -> None:
    assert Schemes().classes() == []
    assert type(parse_challenges("Basic realm=a", schemes=Schemes())[0]) is GenericChallenge
    assert type(parse_credentials("Basic QTpi", schemes=Schemes())) is GenericCredentials
    info = parse_authentication_info("a=b", "Digest", schemes=Schemes())
    assert type(info) is GenericInfo


@pytest.mark.parametrize("scheme", ["Digest", "digest", "DIGEST", "dIGEST"])
def test_a_class_is_found_in_any_case(scheme: str) -> None:
    assert DEFAULT_SCHEMES.challenge(scheme) is DigestChallenge
    assert DEFAULT_SCHEMES.credentials(scheme) is DigestCredentials
    assert DEFAULT_SCHEMES.info(scheme) is DigestInfo
    assert PAYMENT.challenge("pAYMENT") is PaymentChallenge


@pytest.mark.parametrize("scheme", ["", "Newauth", "Bas", "Basic ", "\u0131"])
def test_no_class_is_found_for_an_unknown_scheme(scheme: str) -> None:
    assert DEFAULT_SCHEMES.challenge(scheme) is None
    assert DEFAULT_SCHEMES.credentials(scheme) is None
    assert DEFAULT_SCHEMES.info(scheme) is None


def test_including_returns_a_new_table() -> None:
    base = Schemes()
    more = base.including(PaymentChallenge)
    assert base.classes() == []
    assert more.classes() == [PaymentChallenge]
    assert more.including(PaymentInfo).classes() == [PaymentChallenge, PaymentInfo]
    assert more.classes() == [PaymentChallenge]


def test_including_changes_no_default() -> None:
    assert DEFAULT_SCHEMES.challenge("Payment") is None
    assert type(parse_challenges("Payment method=a")[0]) is GenericChallenge


def test_including_nothing_is_the_same() -> None:
    assert DEFAULT_SCHEMES.including().classes() == DEFAULT_SCHEMES.classes()


@pytest.mark.parametrize("spelling", ["Basic", "basic", "BASIC", "bAsIc"])
@pytest.mark.parametrize("loaded", [True, False])
def test_an_own_class_takes_the_place_of_the_one_of_the_same_scheme(
    spelling: str, loaded: bool
) -> None:
    own: Any = type("Own", (PaymentChallenge,), {"scheme": spelling})
    if loaded:
        DEFAULT_SCHEMES.classes()
    schemes = DEFAULT_SCHEMES.including(own)
    for scheme in ("Basic", "basic", "BASIC", "bAsIc"):
        assert schemes.challenge(scheme) is own
        (found,) = parse_challenges(f"{scheme} method=a", schemes=schemes)
        assert type(found) is own
    assert schemes.credentials(spelling) is BasicCredentials
    assert DEFAULT_SCHEMES.challenge(spelling) is BasicChallenge
    assert schemes.classes().count(own) == 1
    assert BasicChallenge not in schemes.classes()


def test_the_last_of_several_classes_of_a_scheme_is_taken() -> None:
    first: Any = type("First", (PaymentChallenge,), {})
    last: Any = type("Last", (PaymentChallenge,), {"scheme": "PAYMENT"})
    schemes = Schemes().including(first, last)
    for scheme in ("Payment", "payment", "PAYMENT"):
        assert schemes.challenge(scheme) is last
    assert schemes.classes() == [last]


def test_a_class_with_a_metaclass_of_its_own_is_taken() -> None:
    class Meta(type):
        pass

    class Own(PaymentChallenge, metaclass=Meta):
        scheme = "Own"

    schemes = Schemes().including(Own)
    assert schemes.challenge("Own") is Own
    assert type(parse_challenges("Own method=a", schemes=schemes)[0]) is Own


class Unrelated:
    scheme = "Unrelated"


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        5,
        "Basic",
        CARD,
        int,
        str,
        object,
        Unrelated,
        Message,
        Challenge,
        Credentials,
        GenericChallenge,
        GenericCredentials,
        Params,
    ],
    ids=repr,
)
def test_what_is_no_class_of_messages_of_one_scheme_is_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError):
        Schemes().including(wrong)
    with pytest.raises(TypeError):
        Schemes().including(PaymentChallenge, wrong)


def test_a_class_of_no_scheme_is_refused() -> None:
    for cls in (AuthenticationInfo, GenericInfo):
        with pytest.raises((TypeError, BuildError)):
            Schemes().including(cls)


@pytest.mark.parametrize("scheme", ["", "a b", "a,", "\xe9", "a\n"])
def test_a_class_whose_scheme_is_no_token_is_a_build_error(scheme: str) -> None:
    own: Any = type("Own", (PaymentChallenge,), {"scheme": scheme})
    with pytest.raises(BuildError) as caught:
        Schemes().including(own)
    assert caught.value.reason is Reason.NOT_A_TOKEN


def test_a_table_has_no_attributes_of_its_own() -> None:
    table: Any = Schemes()
    with pytest.raises(AttributeError):
        table.surplus = 1


@pytest.mark.parametrize("wrong", [None, 5, b"Basic", BasicChallenge("a")])
def test_what_is_no_text_names_no_class(wrong: Any) -> None:
    for look_up in (
        DEFAULT_SCHEMES.challenge,
        DEFAULT_SCHEMES.credentials,
        DEFAULT_SCHEMES.info,
    ):
        with pytest.raises(TypeError):
            look_up(wrong)
