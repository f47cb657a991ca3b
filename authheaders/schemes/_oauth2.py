# SPDX-License-Identifier: MIT
"""What a resource server of OAuth 2 says in a challenge: Bearer, and the scheme made after it."""

from __future__ import annotations

import re

from ..errors import BuildError
from ..params import NO_PARAMS
from ._checking import broken, check_extensions, check_integer, check_text, check_type
from ._encodings import octets_of_text
from ._reading import QUOTED
from ._typed import ParamsChallenge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..errors import AuthHeaderError

# scope       = scope-token *( SP scope-token )                     ; RFC 6750 section 3
# scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
# error_uri and the URL of RFC 9728 are URIs, which are within the same characters.
WORD = re.compile(r"[!#-\[\]-~]+")

# error, error_description = 1*( %x20-21 / %x23-5B / %x5D-7E )      ; RFC 6750 section 3
_PROSE = re.compile(r"[ !#-\[\]-~]+")

SHARED_PARAMS = frozenset(
    "realm scope error error_description error_uri acr_values max_age resource_metadata".split()
)


class OAuth2Challenge(ParamsChallenge):
    """What Bearer and DPoP have in common (RFC 6750 section 3, RFC 9449 section 7.1).

    A class declares these fields, its own ones and ``extensions``: it is a table of its RFC
    then, and a dataclass to inherit them from would be a sixth of the import.
    """

    __slots__ = ()

    realm: str | None
    scope: tuple[str, ...]
    error: str | None
    error_description: str | None
    error_uri: str | None
    acr_values: tuple[str, ...]
    max_age: int | None
    resource_metadata: str | None

    def _check_given(self, known: frozenset[str]) -> None:
        """Check what a caller gave; ``known`` are the parameters that are no extensions."""
        if self.realm is not None:
            check_text("realm", self.realm)
        if type(self.scope) is not tuple or type(self.acr_values) is not tuple:
            check_type("scope", self.scope, tuple)
            check_type("acr_values", self.acr_values, tuple)
        if self.max_age is not None:
            check_integer(BuildError, "max_age", self.max_age)
        if self.extensions is not NO_PARAMS:
            check_extensions(self, self.extensions, known)
        self._check(BuildError)

    def _check(self, error: type[AuthHeaderError]) -> None:
        """Check what parsed values need not obey by nature."""
        for word in self.scope:
            if WORD.fullmatch(word) is None:
                raise broken(error, "scope", "words with one blank between them")
        if self.error is not None and _PROSE.fullmatch(self.error) is None:
            raise broken(error, "error", "printable ASCII")
        if self.error_description is not None and _PROSE.fullmatch(self.error_description) is None:
            raise broken(error, "error_description", "printable ASCII")
        if self.error_uri is not None and WORD.fullmatch(self.error_uri) is None:
            raise broken(error, "error_uri", "a URI")
        for word in self.acr_values:
            if WORD.fullmatch(word) is None:
                raise broken(error, "acr_values", "words with one blank between them")
        if self.resource_metadata is not None and WORD.fullmatch(self.resource_metadata) is None:
            raise broken(error, "resource_metadata", "a URI")

    def _shared_entries(self) -> tuple[Entry, ...]:
        max_age = None if self.max_age is None else str(self.max_age)
        return (
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
            ("scope", " ".join(self.scope) if self.scope else None, QUOTED),
            ("error", self.error, QUOTED),
            ("error_description", self.error_description, QUOTED),
            ("error_uri", self.error_uri, QUOTED),
            ("acr_values", " ".join(self.acr_values) if self.acr_values else None, QUOTED),
            ("max_age", max_age, QUOTED),
            ("resource_metadata", self.resource_metadata, QUOTED),
        )
