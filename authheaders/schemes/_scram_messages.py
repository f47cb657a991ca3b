# SPDX-License-Identifier: MIT
r"""The four messages of SCRAM (RFC 5802 section 7), which ``data`` of RFC 7804 holds.

::

    client-first-message = "n," [ "a=" saslname ] ",n=" saslname ",r=" c-nonce [ "," extensions ]
    server-first-message = "r=" nonce ",s=" base64 ",i=" posit-number [ "," extensions ]
    client-final-message = "c=" base64 ",r=" nonce [ "," extensions ] ",p=" base64
    server-final-message = ( "e=" error / "v=" base64 ) [ "," extensions ]

The order is fixed, names are one letter and case-sensitive. The gs2-header begins with ``n``:
over HTTP there is no channel binding, so ``y`` and ``p=`` are refused (RFC 7804 section 5).
What is read is written with the same characters, as proofs are made of them: the one way of
writing each value is the only one that is taken.

>>> ScramClientFirst.parse(b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
ScramClientFirst(username='user', nonce='rOprNGfwEbeRWgbNEkqO')
>>> bytes(ScramClientFirst("user, the", "rOprNGfwEbeRWgbNEkqO"))
b'n,,n=user=2C the,r=rOprNGfwEbeRWgbNEkqO'
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BuildError, ParseError, Reason
from ..messages import Shown
from ._checking import broken, check_integer, check_type
from ._encodings import base64_encoded
from ._scram_attributes import (
    GS2_HEADER,
    NAME,
    POSIT_NUMBER,
    attributes,
    check_extension_attributes,
    check_name,
    check_nonce,
    check_value,
    gs2_header,
    no_gs2_header,
    octets_of,
    saslname,
    unescaped,
    written,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

    from ._scram_attributes import Extensions


class ScramMessage(Shown):
    """Base of the four messages.

    Each is made of its values, read by :meth:`parse`, and written by :meth:`to_text`, or by
    ``bytes(message)``, which is what ``data`` takes.
    """

    __slots__ = ()

    @classmethod
    def parse(cls, value: str | bytes) -> Self:
        """Read a message, given as text or as its UTF-8 octets; ParseError for any other."""
        if isinstance(value, bytes):
            try:
                value = value.decode()
            except UnicodeDecodeError:
                raise ParseError(Reason.BAD_VALUE, "SCRAM messages in UTF-8") from None
        elif not isinstance(value, str):
            raise TypeError(f"a SCRAM message is str or bytes, not {type(value).__name__}")
        try:
            return cls._parse(value)
        except BuildError as error:
            raise ParseError(error.reason, error.expected, param=error.param) from None

    @classmethod
    def _parse(cls, text: str) -> Self:
        raise NotImplementedError

    def to_text(self) -> str:
        """The message as it is sent, before base64."""
        raise NotImplementedError

    def __bytes__(self) -> bytes:
        """The UTF-8 octets of the message."""
        return self.to_text().encode()


@dataclass(frozen=True, slots=True, repr=False)
class ScramClientFirst(ScramMessage):
    """Who the client says it is (``client-first-message``, RFC 5802 section 7).

    ::

        n,,n=user,r=rOprNGfwEbeRWgbNEkqO

    - ``username``: text of one character at least, without NUL. Commas and equals signs are
      escaped when it is written.
    - ``nonce``: the client's nonce, printable ASCII without a comma.
    - ``authzid``: the name to act as, text like ``username``, or None.
    - ``extensions``: pairs of a letter and a value, of which the RFC has none.

    Raises BuildError for a value outside of these; ``parse`` ParseError for what is no such
    message, and for a gs2-header that asks for channel binding.

    >>> print(ScramClientFirst("user", "fyko+d2l", authzid="a=b").to_text())
    n,a=a=3Db,n=user,r=fyko+d2l
    """

    username: str
    nonce: str
    authzid: str | None = None
    extensions: Extensions = ()

    def __post_init__(self) -> None:
        check_name("n", self.username)
        check_nonce(self.nonce)
        if self.authzid is not None:
            check_name("a", self.authzid)
        check_extension_attributes(self.extensions)

    @classmethod
    def _parse(cls, text: str) -> Self:
        header = GS2_HEADER.match(text)
        if header is None:
            raise no_gs2_header()
        (username, nonce), extensions = attributes(text[header.end() :], "nr")
        if NAME.fullmatch(username) is None:
            raise broken(ParseError, "n", "a saslname")
        authzid = header[1] and unescaped(header[1])
        return cls(unescaped(username), nonce, authzid, extensions)

    @property
    def gs2_header(self) -> str:
        """What the client-final message repeats in base64: ``n,,`` mostly."""
        return gs2_header(self.authzid)

    @property
    def bare(self) -> str:
        """The ``client-first-message-bare``, which proofs are made of."""
        name = saslname(self.username)
        return written((("n", name), ("r", self.nonce), *self.extensions))

    def to_text(self) -> str:
        return self.gs2_header + self.bare


@dataclass(frozen=True, slots=True, repr=False)
class ScramServerFirst(ScramMessage):
    """What to make the proof with (``server-first-message``, RFC 5802 section 7).

    ::

        r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096

    - ``nonce``: the client's nonce and the server's behind it, printable ASCII without a comma.
    - ``salt``: octets, possibly none.
    - ``iterations``: of PBKDF2, from 1 on; section 5.1 wants 4096 at least.
    - ``extensions``: pairs of a letter and a value, of which the RFC has none.

    Raises BuildError for a value outside of these; ``parse`` ParseError for what is no such
    message. Whether the nonce begins with the client's is for who knows that one.

    >>> print(ScramServerFirst("abcdef", b"salt", 4096).to_text())
    r=abcdef,s=c2FsdA==,i=4096
    """

    nonce: str
    salt: bytes
    iterations: int
    extensions: Extensions = ()

    def __post_init__(self) -> None:
        check_nonce(self.nonce)
        check_type("salt", self.salt, bytes)
        check_integer(BuildError, "i", self.iterations, least=1)
        check_extension_attributes(self.extensions)

    @classmethod
    def _parse(cls, text: str) -> Self:
        (nonce, salt, iterations), extensions = attributes(text, "rsi")
        if POSIT_NUMBER.fullmatch(iterations) is None:
            raise broken(ParseError, "i", "1 to 18 digits that begin with no zero")
        return cls(nonce, octets_of("s", salt), int(iterations), extensions)

    def to_text(self) -> str:
        salt = base64_encoded(self.salt)
        iterations = str(self.iterations)
        return written((("r", self.nonce), ("s", salt), ("i", iterations), *self.extensions))


@dataclass(frozen=True, slots=True, repr=False)
class ScramClientFinal(ScramMessage):
    """The client's proof (``client-final-message``, RFC 5802 section 7).

    ::

        c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9yt=

    - ``nonce``: that of the server-first message; in a reauthentication the client's nonce,
      the nonce-count and ``sr`` (RFC 7804 section 5.1).
    - ``proof``: octets. Hidden in ``repr``.
    - ``authzid``: that of the client-first message, as the gs2-header is repeated here.
    - ``extensions``: pairs of a letter and a value, of which the RFC has none.

    Raises BuildError for a value outside of these; ``parse`` ParseError for what is no such
    message, and for a gs2-header that asks for channel binding.

    >>> print(ScramClientFinal("abcdef", b"proof").to_text())
    c=biws,r=abcdef,p=cHJvb2Y=
    """

    secret_fields = frozenset({"proof"})

    nonce: str
    proof: bytes
    authzid: str | None = None
    extensions: Extensions = ()

    def __post_init__(self) -> None:
        check_nonce(self.nonce)
        check_type("proof", self.proof, bytes)
        if self.authzid is not None:
            check_name("a", self.authzid)
        check_extension_attributes(self.extensions)

    @classmethod
    def _parse(cls, text: str) -> Self:
        before, _, last = text.rpartition(",")
        (binding, nonce), extensions = attributes(before, "cr")
        ((proof,), _) = attributes(last, "p")
        header = GS2_HEADER.fullmatch(octets_of("c", binding).decode(errors="surrogateescape"))
        if header is None:
            raise no_gs2_header()
        authzid = header[1] and unescaped(header[1])
        return cls(nonce, octets_of("p", proof), authzid, extensions)

    @property
    def without_proof(self) -> str:
        """The ``client-final-message-without-proof``, which proofs are made of."""
        binding = base64_encoded(gs2_header(self.authzid).encode())
        return written((("c", binding), ("r", self.nonce), *self.extensions))

    def to_text(self) -> str:
        return f"{self.without_proof},p={base64_encoded(self.proof)}"


@dataclass(frozen=True, slots=True, repr=False)
class ScramServerFinal(ScramMessage):
    """The server's proof, or what was wrong (``server-final-message``, RFC 5802 section 7).

    ::

        v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=

    - ``verifier``: octets, the server's signature, or None. Hidden in ``repr``.
    - ``error``: a word such as ``invalid-proof`` or ``unknown-user``, or None; one that the
      RFC does not have means ``other-error``.
    - ``extensions``: pairs of a letter and a value, of which the RFC has none.

    There is either a verifier or an error. Raises BuildError for a value outside of these;
    ``parse`` ParseError for what is no such message.

    >>> ScramServerFinal.parse("e=invalid-proof").error
    'invalid-proof'
    """

    secret_fields = frozenset({"verifier"})

    verifier: bytes | None = None
    error: str | None = None
    extensions: Extensions = ()

    def __post_init__(self) -> None:
        if (self.verifier is None) is (self.error is None):
            raise BuildError(Reason.CONFLICT, "a verifier or an error", param="v")
        if self.verifier is not None:
            check_type("verifier", self.verifier, bytes)
        if self.error is not None:
            check_value("e", self.error)
        check_extension_attributes(self.extensions)

    @classmethod
    def _parse(cls, text: str) -> Self:
        if text.startswith("e="):
            ((error,), extensions) = attributes(text, "e")
            return cls(error=error, extensions=extensions)
        ((verifier,), extensions) = attributes(text, "v")
        return cls(octets_of("v", verifier), extensions=extensions)

    def to_text(self) -> str:
        if self.error is not None:
            return written((("e", self.error), *self.extensions))
        return written((("v", base64_encoded(self.verifier or b"")), *self.extensions))
