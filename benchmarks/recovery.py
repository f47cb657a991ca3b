# SPDX-License-Identifier: MIT
"""Time recovery of valid input against strict parsing: ``python benchmarks/recovery.py``."""

from __future__ import annotations

import argparse
from functools import partial

import cases
from library import authheaders
from timing import compare

# Row r of the targets.
MOST = 1.3

_CHALLENGES = {
    "a": cases.BASIC_CHALLENGE,
    "b": cases.REGISTRY_CHALLENGE,
    "c": cases.DIGEST_CHALLENGES,
    "d": cases.NEWAUTH_CHALLENGES,
    "e": cases.NEGOTIATE_CHALLENGE,
    "f": cases.EIGHT_CHALLENGES,
}
_CREDENTIALS = {
    "g": cases.BASIC_CREDENTIALS,
    "h": cases.BEARER_CREDENTIALS,
    "i": cases.DIGEST_CREDENTIALS,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="samples of each call")
    rounds = parser.parse_args().rounds
    print("row  strict, \u00b5s  recovery, \u00b5s  ratio  met")
    for texts, parse, recover in (
        (_CHALLENGES, authheaders.parse_challenges, authheaders.recover_challenges),
        (_CREDENTIALS, authheaders.parse_credentials, authheaders.recover_credentials),
    ):
        for row, text in texts.items():
            # What is loaded when it is first used is loaded by now.
            recover(text)
            found = compare({"strict": partial(parse, text), "r": partial(recover, text)}, rounds)
            strict, recovery = found["strict"].least, found["r"].least
            ratio = recovery / strict
            met = "yes" if ratio <= MOST else "NO"
            print(f"{row:3}  {strict:10.2f}  {recovery:12.2f}  {ratio:5.2f}  {met}")


if __name__ == "__main__":
    main()
