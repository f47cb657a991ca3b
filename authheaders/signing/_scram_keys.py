# SPDX-License-Identifier: MIT
"""The keys of SCRAM, and what is made with them (RFC 5802 section 3, RFC 7677)."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BuildError, Reason
from ..messages import Shown
from ..schemes._checking import broken, check_bytes, check_integer, check_type
from ..schemes._scram_attributes import check_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..schemes._scram_messages import ScramClientFinal, ScramClientFirst, ScramServerFirst

# General categories that neither LetterDigits, OtherLetterDigits, Spaces, Symbols nor
# Punctuation of RFC 8264 section 9 has: controls, format characters, unassigned and private
# code points, surrogates, line and paragraph separators.
_REFUSED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})

# What has another category, and is refused all the same: OldHangulJamo, and of
# PrecisIgnorableProperties what is default-ignorable (RFC 8264 sections 9.9 and 9.13).
_REFUSED_RANGES = (
    (0x034F, 0x034F),
    (0x1100, 0x11FF),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x3164, 0x3164),
    (0xA960, 0xA97C),
    (0xD7B0, 0xD7FB),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xE0100, 0xE01EF),
)


class Step(Shown):
    """Base of the objects here: immutable, and no secret in ``repr``."""

    __slots__ = ()


def hash_of(scheme: str) -> tuple[str, int]:
    """The name of the hash of a scheme for ``hashlib``, and how many octets it gives."""
    check_type("scheme", scheme, str)
    if scheme == "SCRAM-SHA-256":
        return "sha256", 32
    if scheme == "SCRAM-SHA-1":
        return "sha1", 20
    raise BuildError(Reason.UNSUPPORTED, "SCRAM-SHA-256 or SCRAM-SHA-1 as scheme", param="scheme")


def normalize(password: str) -> bytes:
    r"""``Normalize(password)``: OpaqueString of RFC 8265 section 4.2, as UTF-8.

    Blanks beyond ASCII become U+0020, and the text NFC. Then it must have a character, and
    none that RFC 8264 does not allow in its FreeformClass: controls, format characters,
    unassigned and private code points, old Hangul Jamo, and what is ignored by default, such
    as variation selectors. In this it is stricter than the RFC: ZERO WIDTH JOINER and
    NON-JOINER are refused wherever they stand, although some scripts may have them. And laxer:
    other contextual characters (RFC 5892 appendix A) are taken wherever they stand.

    Raises BuildError for such a password. Who prepares passwords in another way, as by the
    SASLprep of RFC 5802, or not at all, gives octets instead of text, which are taken as they
    are.

    >>> normalize("I\N{NO-BREAK SPACE}X")
    b'I X'
    """
    import unicodedata

    check_type("password", password, str)
    if password.isascii():
        text = password
    else:
        blanks = [" " if unicodedata.category(c) == "Zs" else c for c in password]
        text = unicodedata.normalize("NFC", "".join(blanks))
    if not text:
        raise broken(BuildError, "password", "one character at least")
    for character in text:
        code = ord(character)
        if unicodedata.category(character) in _REFUSED or any(
            first <= code <= last for first, last in _REFUSED_RANGES
        ):
            raise broken(BuildError, "password", "no control, ignorable or unassigned character")
    return text.encode()


def salted_password(
    password: str | bytes, salt: bytes, iterations: int, *, scheme: str = "SCRAM-SHA-256"
) -> bytes:
    """SaltedPassword, which takes long: a client may keep it for that salt and count.

    It is as good as the password. ``password``: text for :func:`normalize`, or octets.
    """
    import hashlib

    name, _ = hash_of(scheme)
    check_type("salt", salt, bytes)
    check_integer(BuildError, "iterations", iterations, least=1, most=2**31 - 1)
    octets = password if isinstance(password, bytes) else normalize(password)
    return hashlib.pbkdf2_hmac(name, octets, salt, iterations)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ScramKeys(Step):
    """What a server stores of a user's password: :func:`derive_keys` makes it.

    - ``scheme``: ``SCRAM-SHA-256`` or ``SCRAM-SHA-1``.
    - ``salt``, ``iterations``: what the client makes SaltedPassword with.
    - ``stored_key``: StoredKey, octets, to verify the client with. Hidden in ``repr``.
    - ``server_key``: ServerKey, octets, to prove the server with. Hidden in ``repr``.

    Who has them can pose as the server, and guess passwords; as the client only together with
    an exchange that was overheard. Raises BuildError for keys of another hash.
    """

    secret_fields = frozenset({"stored_key", "server_key"})

    scheme: str = "SCRAM-SHA-256"
    salt: bytes
    iterations: int
    stored_key: bytes
    server_key: bytes

    def __post_init__(self) -> None:
        _, length = hash_of(self.scheme)
        check_type("salt", self.salt, bytes)
        check_integer(BuildError, "iterations", self.iterations, least=1)
        check_bytes(BuildError, "stored_key", self.stored_key, length)
        check_bytes(BuildError, "server_key", self.server_key, length)


def derive_keys(
    password: str | bytes,
    *,
    iterations: int,
    salt: bytes | None = None,
    scheme: str = "SCRAM-SHA-256",
) -> ScramKeys:
    """StoredKey and ServerKey of a password, to be stored by a server.

    - ``password``: text for :func:`normalize`, or octets.
    - ``iterations``: how long a guess takes, for an attacker as for the client: 4096 at least
      (RFC 5802 section 5.1), and today hundreds of thousands.
    - ``salt``: octets; None makes 16 random ones.
    """
    import secrets

    if salt is None:
        salt = secrets.token_bytes(16)
    salted = salted_password(password, salt, iterations, scheme=scheme)
    return ScramKeys(
        scheme=scheme,
        salt=salt,
        iterations=iterations,
        stored_key=_stored_key(scheme, client_key(scheme, salted)),
        server_key=server_key(scheme, salted),
    )


def stand_in_keys(
    username: str, *, secret: bytes, iterations: int, scheme: str = "SCRAM-SHA-256"
) -> ScramKeys:
    """Keys that no password has, for a user whom the server does not know.

    The exchange goes its usual way and ends with a wrong proof, so nobody learns which users
    there are. The same name gets the same salt, of 16 octets, as that of a user would be.

    - ``secret``: 16 octets at least, random, of this server and of no other use.
    - ``iterations``: as for the users that there are.
    """
    # Whatever a message can have as name: none of them may make a difference.
    check_name("n", username)
    check_type("secret", secret, bytes)
    if len(secret) < 16:
        raise broken(BuildError, "secret", "16 octets at least")
    name, _ = hash_of(scheme)
    made = [_hmac(name, secret, f"{use} {username}") for use in ("salt", "stored", "server")]
    return ScramKeys(
        scheme=scheme,
        salt=made[0][:16],
        iterations=iterations,
        stored_key=made[1],
        server_key=made[2],
    )


# --- proofs


def client_key(scheme: str, salted: bytes) -> bytes:
    """ClientKey of a SaltedPassword."""
    return _hmac(hash_of(scheme)[0], salted, "Client Key")


def server_key(scheme: str, salted: bytes) -> bytes:
    """ServerKey of a SaltedPassword."""
    return _hmac(hash_of(scheme)[0], salted, "Server Key")


def auth_message(first: ScramClientFirst, answer: ScramServerFirst, final: ScramClientFinal) -> str:
    """AuthMessage: what both sides said, but for the proof."""
    return f"{first.bare},{answer.to_text()},{final.without_proof}"


def client_proof(scheme: str, key: bytes, message: str) -> bytes:
    """ClientProof of a ClientKey."""
    signature = _hmac(hash_of(scheme)[0], _stored_key(scheme, key), message)
    return _xor(key, signature)


def is_client_proof(keys: ScramKeys, proof: bytes, message: str) -> bool:
    """Whether a ClientProof is that of the client who knows the password, in constant time."""
    import hmac

    name, length = hash_of(keys.scheme)
    # How long it is tells nothing about the key.
    if len(proof) != length:
        return False
    key = _xor(proof, _hmac(name, keys.stored_key, message))
    return hmac.compare_digest(_stored_key(keys.scheme, key), keys.stored_key)


def server_signature(scheme: str, key: bytes, message: str) -> bytes:
    """ServerSignature of a ServerKey."""
    return _hmac(hash_of(scheme)[0], key, message)


def _stored_key(scheme: str, key: bytes) -> bytes:
    import hashlib

    return hashlib.new(hash_of(scheme)[0], key).digest()


def _hmac(name: str, key: bytes, message: str) -> bytes:
    import hmac

    return hmac.digest(key, message.encode(), name)


def _xor(octets: bytes, others: bytes) -> bytes:
    return bytes([one ^ other for one, other in zip(octets, others, strict=True)])
