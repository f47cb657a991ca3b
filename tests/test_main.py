# SPDX-License-Identifier: MIT
"""The command line: what it takes, what it says, and what it keeps to itself."""

from __future__ import annotations

import io
import json
import os
import re
import runpy
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import VALUES

from authheaders import (
    DEFAULT_SCHEMES,
    Challenge,
    Credentials,
    GenericChallenge,
    GenericCredentials,
    Message,
    Params,
    ParseError,
    Reason,
    __version__,
    _explaining,
)
from authheaders.__main__ import main

BASIC = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
DIGEST = (
    'Digest username="Mufasa", realm="a", uri="/", nonce="7ypf", '
    'response="0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"'
)
RESPONSE = "0f" * 16
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Stream(io.TextIOWrapper):
    """A standard stream of bytes, on a terminal or not."""

    def __init__(
        self, data: bytes = b"", *, terminal: bool = False, encoding: str = "utf-8"
    ) -> None:
        super().__init__(io.BytesIO(data), encoding=encoding, newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def written(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


class Ran:
    """Exit status and output of a run."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err
        self.lines = out.split("\n")

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def caret(self) -> tuple[str, int]:
        """The excerpt above the caret, and the column of the caret in it."""
        (number,) = [index for index, line in enumerate(self.lines) if line.strip() == "^"]
        excerpt, caret = self.lines[number - 1 : number + 1]
        assert excerpt[:2] == caret[:2] == "  "
        return excerpt[2:], len(caret) - 3

    def message(self, scheme: str) -> list[str]:
        """The lines that describe the message of a scheme, from its heading on."""
        start = next(
            index for index, line in enumerate(self.lines) if line.startswith(f"  {scheme}  ")
        )
        return [line.strip() for line in self.lines[start : self.lines.index("", start)]]


def run(*argv: str, stdin: bytes | Stream | None = None, stdout: Stream | None = None) -> Ran:
    """Run in this process, on streams of its own."""
    given_in = stdin if isinstance(stdin, Stream) else Stream(stdin or b"", terminal=stdin is None)
    out, err = stdout or Stream(), Stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", given_in)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        status = main(argv)
    return Ran(status, out.written(), err.written())


def run_process(
    *argv: str, stdin: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run as users do."""
    return subprocess.run(
        [sys.executable, "-m", "authheaders", *argv],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environ},
    )


# --- exit status


def test_valid_input_gives_exit_status_0() -> None:
    assert run('Basic realm="x"').status == 0


def test_malformed_input_gives_exit_status_1() -> None:
    assert run('Basic realm="x').status == 1


def test_malformed_input_beside_valid_input_gives_exit_status_1() -> None:
    ran = run('Basic realm="x"', "Authorization: Bearer")
    assert ran.status == 1
    assert ran.message("Basic") == ["Basic  RFC 7617, BasicChallenge", 'realm  "x"']


@pytest.mark.parametrize(
    "argv",
    [
        ["--nonsense"],
        ["--field", "Host", "Basic"],
        ["--field", "WWW-Authenticate"],
        ["--field", "Authorization", 'WWW-Authenticate: Basic realm="x"'],
        ["--scheme", "Digest", 'Basic realm="x"'],
    ],
    ids=["unknown option", "unknown field", "field on stdin", "two fields", "scheme of challenges"],
)
def test_wrong_usage_gives_exit_status_2_and_a_message_on_stderr(argv: list[str]) -> None:
    ran = run(*argv, stdin=b'WWW-Authenticate: Basic realm="x"')
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("usage: ")


def test_no_arguments_on_a_terminal_gives_the_usage_and_exit_status_2() -> None:
    ran = run(stdin=Stream(terminal=True))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("usage: ")


def test_no_stdin_at_all_gives_the_usage_and_exit_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("usage: ")


def test_stdin_without_such_a_field_gives_a_message_and_exit_status_2() -> None:
    ran = run(stdin=b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n")
    assert (ran.status, ran.out) == (2, "")
    assert "no authentication field" in ran.err


def test_interrupt_gives_exit_status_130_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("authheaders.__main__.explain", interrupt)
    ran = run("Basic")
    assert (ran.status, ran.out, ran.err) == (130, "", "")


def test_an_exit_without_a_status_counts_as_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("authheaders.__main__._parser", sys.exit)
    assert run("Basic").status == 2


def test_version_is_that_of_the_package() -> None:
    ran = run("--version")
    assert (ran.status, ran.out) == (0, f"authheaders {__version__}\n")


def test_help_names_every_option() -> None:
    ran = run("--help")
    assert ran.status == 0
    for option in ("--field", "--scheme", "--reveal", "--json", "--version"):
        assert option in ran.out


def test_arguments_of_the_process_are_the_default(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["authheaders", "Newauth"])
    assert main() == 0
    assert "Newauth" in capsys.readouterr().out


def test_module_runs_as_a_script_and_exits_with_the_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["authheaders", 'Basic realm="x'])
    monkeypatch.delitem(sys.modules, "authheaders.__main__")
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("authheaders", run_name="__main__")
    assert stop.value.code == 1
    assert "unclosed-quote" in capsys.readouterr().out


def test_module_runs_in_a_process_of_its_own() -> None:
    ran = run_process(stdin=b'HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm="x"\r\n\r\n')
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"BasicChallenge" in ran.stdout


# --- values as arguments


def test_values_are_of_www_authenticate_by_default() -> None:
    assert run("Newauth").lines[0] == "WWW-Authenticate"


@pytest.mark.parametrize("name", ["Proxy-Authenticate", "proxy-authenticate", "PROXY-AUTHENTICATE"])
def test_field_name_compares_case_insensitively(name: str) -> None:
    assert run("--field", name, "Newauth").lines[0] == "Proxy-Authenticate"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("WWW-Authenticate", "Newauth"),
        ("Proxy-Authenticate", "Newauth"),
        ("Authorization", BASIC),
        ("Proxy-Authorization", BASIC),
        ("Authentication-Info", "a=b"),
        ("Proxy-Authentication-Info", "a=b"),
    ],
)
def test_every_authentication_field_is_taken(field: str, value: str) -> None:
    ran = run("--field", field, value)
    assert (ran.status, ran.lines[0]) == (0, field)


def test_several_values_are_lines_of_one_field() -> None:
    ran = run("Newauth a=1", "b=2, Other")
    assert ran.message("Newauth")[1:] == ['a  "1"', 'b  "2"']
    assert ran.lines[-2] == "1 field, 2 challenges, all valid."


def test_several_values_of_authorization_are_malformed() -> None:
    ran = run("--field", "Authorization", BASIC, DIGEST)
    assert ran.status == 1
    assert Reason.SECOND_MESSAGE.value in ran.out


def test_pasted_line_brings_its_field_name() -> None:
    ran = run(f"authorization:  {BASIC} ")
    assert ran.lines[0] == "Authorization"
    assert ran.status == 0


def test_pasted_lines_of_several_fields_are_several_fields() -> None:
    ran = run("WWW-Authenticate: A", "Proxy-Authenticate: B", "WWW-Authenticate: C")
    assert ran.lines[-2] == "2 fields, 3 challenges, all valid."


def test_pasted_line_may_repeat_the_field_option() -> None:
    assert run("--field", "Authorization", f"Authorization: {BASIC}").status == 0


def test_values_may_stand_on_both_sides_of_an_option() -> None:
    assert [len(field["lines"]) for field in run("A", "--json", "B").data["fields"]] == [2]


def test_value_with_a_hyphen_first_goes_after_two_hyphens() -> None:
    ran = run("A", "--json", "--", "-b", "--reveal")
    assert ran.data["fields"][0]["lines"] == ["A", "-b", "--reveal"]


def test_empty_value_is_a_field_without_challenges() -> None:
    ran = run("")
    assert (ran.status, ran.lines[-2]) == (0, "1 field, 0 challenges, all valid.")


# --- heads on standard input


def test_head_is_read_up_to_its_blank_line() -> None:
    ran = run(
        stdin=b"HTTP/1.1 401 Unauthorized\r\nServer: x\r\nWWW-Authenticate: A\r\n\r\n"
        b"WWW-Authenticate: B\r\n"
    )
    assert ran.lines[-2] == "1 field, 1 challenge, all valid."


def test_lines_may_end_in_lf_alone() -> None:
    ran = run(stdin=b"HTTP/1.1 401 x\nWWW-Authenticate: A\n\nWWW-Authenticate: B\n")
    assert ran.lines[-2] == "1 field, 1 challenge, all valid."


def test_head_may_have_no_start_line_and_blank_lines_before_it() -> None:
    assert run(stdin=b"\r\n\nWWW-Authenticate: A").message("A")


def test_lines_of_a_field_in_one_head_belong_together() -> None:
    ran = run("--json", stdin=b"WWW-Authenticate: A a=1\nX: y\nwww-authenticate: b=2\n")
    (field,) = ran.data["fields"]
    assert field["lines"] == ["A a=1", "b=2"]
    assert len(field["messages"]) == 1


def test_lines_of_two_heads_do_not_belong_together() -> None:
    head = b"HTTP/1.1 401 x\r\nWWW-Authenticate: A\r\n\r\n"
    assert (
        len(run("--json", stdin=head + b"<html>\r\n\r\nx: y" + b"\r\n" + head).data["fields"]) == 2
    )


def test_folded_lines_are_joined_by_one_blank() -> None:
    ran = run("--json", stdin=b"WWW-Authenticate: A x=1, \r\n \t y=2\r\n\r\n")
    assert ran.data["fields"][0]["lines"] == ["A x=1, y=2"]


def test_folded_line_of_another_field_is_none_of_authentication() -> None:
    ran = run("--json", stdin=b"X: y\r\n WWW-Authenticate: B\r\nWWW-Authenticate: A\r\n")
    assert ran.data["fields"][0]["lines"] == ["A"]


def test_folded_line_with_nothing_before_it_is_a_line() -> None:
    assert run(stdin=b" x\r\nWWW-Authenticate: A\r\n").status == 0


def test_octets_are_read_as_latin1() -> None:
    ran = run("--json", stdin=b'WWW-Authenticate: A x="\xe9\xc3\xa9"\r\n')
    assert ran.data["fields"][0]["lines"] == ['A x="\xe9\xc3\xa9"']


def test_request_head_is_read_too() -> None:
    ran = run(stdin=f"GET / HTTP/1.1\r\nAuthorization: {BASIC}\r\n\r\n".encode())
    assert ran.lines[0] == "Authorization"


VERBOSE = b"""\
Note: Unnecessary use of -X or --request, GET is already inferred.
* Trying 192.0.2.1:80...
> GET / HTTP/1.1\r
> Host: example.org\r
> Authorization: Digest username="u", realm="r", uri="/", nonce="n", response="%s"\r
>\x20\r
{ [5 bytes data]
< HTTP/1.1 200 OK\r
< WWW-Authenticate: A x=1,\r
<  y=2\r
* Connection #0 left intact\r
< Authentication-Info: nextnonce="m"\r
< \r
WWW-Authenticate: Body\r
<html>\r
<
< WWW-Authenticate: B\r
> WWW-Authenticate: C\r
""" % RESPONSE.encode()


def test_prefixes_of_curl_v_are_taken_off_and_all_else_is_skipped() -> None:
    fields = run("--json", stdin=VERBOSE).data["fields"]
    assert [(field["field"], field.get("lines")) for field in fields] == [
        ("Authorization", None),
        ("WWW-Authenticate", ["A x=1, y=2"]),
        ("Authentication-Info", None),
        ("WWW-Authenticate", ["B"]),
        ("WWW-Authenticate", ["C"]),
    ]


def test_prefixed_field_without_start_line_is_taken() -> None:
    assert run(stdin=b"< WWW-Authenticate: A\n").status == 0


def test_prefixed_lines_in_the_body_of_a_plain_head_are_none() -> None:
    ran = run(
        "--json",
        stdin=b"HTTP/1.1 401 x\nWWW-Authenticate: A\n\n> GET / HTTP/1.1\n> Authorization: B c\n",
    )
    assert [field["field"] for field in ran.data["fields"]] == ["WWW-Authenticate"]


# --- the scheme of Authentication-Info


def test_scheme_option_names_the_scheme_of_info() -> None:
    ran = run("--scheme", "digest", 'Authentication-Info: nextnonce="m"')
    assert ran.message("Digest") == ["Digest  RFC 7616, DigestInfo", 'nextnonce  "m"']


def test_info_of_no_known_scheme_is_generic() -> None:
    ran = run('Authentication-Info: nextnonce="m"')
    assert "generic" in ran.message("(scheme not known)")[0]


def test_info_of_a_named_scheme_that_the_library_does_not_know_is_generic() -> None:
    ran = run("--scheme", "Newauth", 'Authentication-Info: nextnonce="m"')
    assert "generic" in ran.message("Newauth")[0]


@pytest.mark.parametrize("prefix", ["", "Proxy-"])
def test_credentials_of_the_same_input_name_the_scheme_of_info(prefix: str) -> None:
    request = f"GET / HTTP/1.1\n{prefix}Authorization: {DIGEST}\n\n"
    response = f"HTTP/1.1 200 OK\n{prefix}Authentication-Info: nextnonce=m\n\n"
    for heads in (request + response, response + request):
        # A request after a response is a head only with the prefixes of curl.
        stdin = "".join(f"> {line}\n" for line in heads.split("\n")).encode()
        assert "DigestInfo" in run(stdin=stdin).out


def test_credentials_to_the_proxy_do_not_name_the_scheme_of_the_server() -> None:
    ran = run(f"Proxy-Authorization: {DIGEST}", "Authentication-Info: nextnonce=m")
    assert "DigestInfo" not in ran.out


def test_last_credentials_before_it_name_the_scheme_of_info() -> None:
    stdin = (
        f"> GET / HTTP/1.1\n> Authorization: {BASIC}\n>\n"
        f"> GET / HTTP/1.1\n> Authorization: {DIGEST}\n>\n"
        "< HTTP/1.1 200 OK\n< Authentication-Info: nextnonce=m\n"
    )
    assert "DigestInfo" in run(stdin=stdin.encode()).out


def test_word_that_is_no_known_scheme_does_not_become_the_scheme_of_info() -> None:
    ran = run("Authorization: hunter2", "Authentication-Info: a=b")
    assert "hunter2" not in ran.out


def test_scheme_option_goes_before_the_credentials_of_the_input() -> None:
    stdin = f"X: y\nAuthorization: {DIGEST}\nAuthentication-Info: nextnonce=m\n".encode()
    assert "GenericInfo" in run("--json", "--scheme", "Newauth", stdin=stdin).out


def test_empty_credentials_name_no_scheme() -> None:
    assert run("Authorization:", "Authentication-Info: a=b").status == 1


# --- the explanation


def test_typed_message_shows_its_class_and_its_specification() -> None:
    ran = run('Basic realm="x"', 'Bearer realm="x"', 'Digest realm="x", nonce="y"')
    assert ran.message("Basic")[0] == "Basic  RFC 7617, BasicChallenge"
    assert ran.message("Bearer")[0] == "Bearer  RFC 6750, BearerChallenge"
    assert ran.message("Digest")[0] == "Digest  RFC 7616, DigestChallenge"


def test_message_of_an_unknown_scheme_is_generic_and_shown_in_full() -> None:
    ran = run("Newauth a=b, Other dG9rZW4=")
    assert ran.message("Newauth")[0] == "Newauth  RFC 9110 section 11, generic, no rules known"
    assert ran.message("Other")[1:] == ['token68  "dG9rZW4="']


def test_parameters_keep_order_and_spelling() -> None:
    ran = run("Digest NONCE=a, x=1, Realm=b")
    assert ran.message("Digest")[1:] == ['NONCE  "a"', 'x      "1"  (extension)', 'Realm  "b"']


def test_lists_are_shown_one_member_a_line() -> None:
    ran = run('Digest realm="a", nonce="b", qop="auth,auth-int"')
    assert ran.message("Digest")[-2:] == ['qop    "auth"', '"auth-int"']


def test_integers_and_flags_are_shown_without_quotes() -> None:
    ran = run('Bearer max_age="05", Digest realm=a, nonce=b, stale=TRUE')
    assert ran.message("Bearer")[1] == "max_age  5  (RFC 9470)"
    assert ran.message("Digest")[-1] == "stale  true"


def test_utf8_is_decoded() -> None:
    ran = run(stdin='WWW-Authenticate: Basic realm="é", X a="é"'.encode())
    assert ran.message("Basic")[1] == 'realm  "é"'
    assert ran.message("X")[1] == 'a  "é"'


def test_octets_that_are_no_utf8_are_shown_as_latin1() -> None:
    assert run(stdin=b'WWW-Authenticate: X a="\xe9"').message("X")[1] == 'a  "é"'


def test_parameter_that_its_scheme_ignores_is_shown_as_received() -> None:
    assert 'charset  "latin-1"' in run('Basic realm=x, charset="latin-1"').message("Basic")
    assert 'domain  ""' in run('Digest realm=x, nonce=y, domain=""').message("Digest")


def test_parameter_named_like_a_field_that_is_none_is_an_extension() -> None:
    ran = run("Digest realm=x, nonce=y, extensions=z")
    assert ran.message("Digest")[-1] == 'extensions  "z"  (extension)'


@pytest.mark.parametrize(
    ("param", "specification"),
    [
        ("acr_values", "RFC 9470"),
        ("Max_Age", "RFC 9470"),
        ("resource_metadata", "RFC 9728"),
        ("service", "container registries, no RFC"),
    ],
)
def test_parameter_that_another_document_governs_names_it(param: str, specification: str) -> None:
    assert run(f"Bearer {param}=1").message("Bearer")[1].endswith(f"  ({specification})")


def test_extended_username_is_decoded_and_governed_by_its_own_rfc() -> None:
    value = DIGEST.replace('username="Mufasa"', "username*=UTF-8''J%C3%A4s")
    assert run(f"Authorization: {value}").message("Digest")[1] == 'username*  "Jäs"  (RFC 8187)'


def test_basic_credentials_show_their_username() -> None:
    assert run(f"Authorization: {BASIC}").message("Basic") == [
        "Basic  RFC 7617, BasicCredentials",
        "token68   <hidden>",
        'username  "Aladdin"',
        "password  <hidden>",
    ]


@pytest.mark.parametrize(
    ("argv", "summary"),
    [
        (["A"], "1 field, 1 challenge, all valid."),
        (["A, B"], "1 field, 2 challenges, all valid."),
        ([f"Authorization: {BASIC}"], "1 field, all valid."),
        (["A", "Authorization: Basic"], "2 fields, 1 challenge, 1 malformed (1 deviation)."),
    ],
)
def test_summary_counts_and_judges(argv: list[str], summary: str) -> None:
    assert run(*argv).lines[-2] == summary


# --- errors


def test_caret_stands_under_the_position_of_the_error() -> None:
    ran = run('Basic realm="Documents')
    assert ran.caret == ('Basic realm="Documents', 12)
    assert Reason.UNCLOSED_QUOTE.value in ran.out


def test_caret_stands_under_the_line_of_the_error() -> None:
    assert run("Newauth", "Basic realm=[").caret == ("Basic realm=[", 12)


def test_error_names_scheme_and_parameter() -> None:
    ran = run("Bearer max_age=x")
    assert "scheme Bearer, parameter max_age" in ran.out


def test_error_before_any_scheme_names_none() -> None:
    ran = run("=")
    assert "scheme" not in ran.lines[ran.lines.index("  ^") + 2]


def test_caret_may_stand_behind_the_line() -> None:
    excerpt, column = run("Basic realm=").caret
    assert excerpt == "Basic realm="
    assert column <= len(excerpt)


def test_error_without_a_place_has_no_caret() -> None:
    ran = run(f"A {'x' * 70_000}")
    assert Reason.TOO_LONG.value in ran.out
    assert "^" not in ran.out
    assert len(ran.out) < 500


@pytest.mark.parametrize("before", [1, 20, 90, 500])
@pytest.mark.parametrize("after", [0, 20, 90, 500])
def test_long_lines_are_cut_to_a_window_around_the_caret(before: int, after: int) -> None:
    line = f'A {"b" * before}="", c=@, {"d" * after}'
    excerpt, column = run("--", line).caret
    assert excerpt[column] == "@"
    assert excerpt.strip("…") in line
    assert excerpt.startswith("…") or line.startswith(excerpt.strip("…"))
    assert excerpt.endswith("…") or line.endswith(excerpt.strip("…"))
    assert len(excerpt) <= 102


def test_cut_is_marked_with_dots_where_there_is_no_ellipsis() -> None:
    line = f'A {"b" * 200}="", c=@, {"d" * 200}'
    excerpt, column = run(line, stdout=Stream(encoding="ascii")).caret
    assert excerpt[column] == "@"
    assert excerpt.startswith("...")
    assert excerpt.endswith("...")


# --- secrets


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize(
    ("value", "secret"),
    [
        (f"Authorization: {BASIC}", "open sesame"),
        (f"Authorization: {BASIC}", "QWxh"),
        (f"Proxy-Authorization: {BASIC}", "QWxh"),
        (f"Authorization: {DIGEST}", RESPONSE),
        (f"Authorization: {DIGEST}, other=hunter2", "hunter2"),
        ("Authorization: Bearer hunter2", "hunter2"),
        ("Authorization: Newauth hunter2", "hunter2"),
        ("Authorization: Newauth a=hunter2", "hunter2"),
        ("Authorization: hunter2", "hunter2"),
        ("Authentication-Info: a=hunter2", "hunter2"),
        ("Proxy-Authentication-Info: a=hunter2", "hunter2"),
    ],
)
def test_secret_is_hidden_unless_revealed(form: list[str], value: str, secret: str) -> None:
    ran = run(*form, value)
    assert ran.status == 0
    assert secret not in ran.out
    assert "<hidden>" in ran.out
    assert secret in run(*form, "--reveal", value).out


def test_secret_of_typed_info_is_hidden() -> None:
    value = f"nextnonce=m, rspauth={RESPONSE}, other=hunter2"
    ran = run("--scheme", "Digest", "--field", "Authentication-Info", value)
    assert ran.message("Digest")[1:] == [
        'nextnonce  "m"',
        "rspauth    <hidden>",
        "other      <hidden>  (extension)",
    ]


def test_challenge_is_no_secret() -> None:
    assert "<hidden>" not in run("Newauth dG9rZW4=, Other a=b").out


def test_line_of_credentials_is_masked_but_for_scheme_names_and_structure() -> None:
    value = 'Authorization: Digest username="Mufasa", Response = "x y", hunter2=3, nc=@'
    ran = run("--strict", value)
    assert ran.caret[0] == 'Digest username="••••••", Response = "• •", •••••••=•, nc=•'
    assert ran.caret[0][ran.caret[1]] == "•"


def test_line_of_credentials_is_masked_by_asterisks_where_there_are_no_bullets() -> None:
    ran = run("Authorization: Bearer a b", stdout=Stream(encoding="ascii"))
    assert ran.caret[0] == "Bearer * *"


def test_line_of_credentials_of_an_unknown_scheme_is_masked_whole() -> None:
    assert run('Authorization: Newauth realm="x').caret[0] == '••••••• •••••="•'


def test_line_of_credentials_without_any_word_has_a_caret_too() -> None:
    assert run('Authorization: ""').caret[0] == '""'
    assert run("Authorization:").status == 1


def test_line_of_info_shows_only_the_names_of_its_scheme() -> None:
    value = "Authentication-Info: nextnonce=a, other=b, qop=@"
    ran = run("--strict", "--scheme", "Digest", value)
    assert ran.caret[0] == "nextnonce=•, •••••=•, qop=•"
    assert run(value).caret[0] == "•••••••••=•, •••••=•, •••=•"


def test_line_of_credentials_is_shown_if_revealed() -> None:
    value = "Bearer a b"
    assert run("--reveal", f"Authorization: {value}").caret[0] == value


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize(
    "value", ["Authorization: hunter2 a=b, a=c", "Authorization: Digest hunter2=a, hunter2=b"]
)
def test_error_of_credentials_names_only_what_the_library_knows(
    form: list[str], value: str
) -> None:
    ran = run(*form, value)
    assert ran.status == 1
    assert "hunter2" not in ran.out


def test_error_of_credentials_names_a_known_scheme_and_parameter() -> None:
    ran = run("Authorization: digest username=a, USERNAME=b")
    assert re.search(r"scheme Digest, parameter username\n", ran.out, re.IGNORECASE)


def test_error_of_info_names_a_known_parameter() -> None:
    ran = run("--json", "--scheme", "Digest", "Authentication-Info: qop=a, qop=b")
    found = ran.data["fields"][0]["deviations"][-1]
    assert (found["scheme"], found["param"]) == ("Digest", "qop")


@pytest.mark.parametrize("scheme", ["", "Newauth", "Digest"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_word_in_info_is_not_shown_as_a_scheme(form: list[str], scheme: str) -> None:
    ran = run(*form, "--scheme", scheme, "Authentication-Info: hunter2; a=b")
    assert "hunter2" not in ran.out


def test_error_of_info_names_the_scheme_that_was_given() -> None:
    ran = run("--json", "--scheme", "Newauth", "Authentication-Info: a=b, a=b")
    assert ran.data["fields"][0]["deviations"][0]["scheme"] == "Newauth"


def test_unknown_option_is_not_repeated() -> None:
    assert "hunter2" not in run("--hunter2").err


# --- recovery


MALFORMED = 'Basic; realm="a", Bearer error=\'x y\', Digest realm="b'


def test_every_deviation_has_a_caret_and_the_messages_follow() -> None:
    ran = run(MALFORMED)
    carets = [index for index, line in enumerate(ran.lines) if line.strip() == "^"]
    assert [ran.lines[index - 1] for index in carets] == ["  " + MALFORMED] * 4
    assert [ran.lines[index].index("^") - 2 for index in carets] == [5, 31, 38, 51]
    assert ran.lines.index("  Basic  RFC 7617, BasicChallenge") > carets[-1]
    assert ran.message("Basic") == ["Basic  RFC 7617, BasicChallenge", 'realm  "a"']
    assert ran.message("Bearer") == ["Bearer  RFC 6750, BearerChallenge", 'error  "x y"']
    assert ran.message("Digest") == [
        "Digest  RFC 9110 section 11, generic, refused by its scheme",
        'realm  "b"',
    ]
    assert ran.lines[-2] == "1 field, 3 challenges, 1 malformed (4 deviations)."
    assert ran.status == 1


def test_deviations_stand_in_the_order_of_the_text() -> None:
    ran = run("--json", "Basic charset=x, Newauth a=b/c")
    found = ran.data["fields"][0]["deviations"]
    assert [(one["reason"], one["position"]) for one in found] == [
        ("missing-param", 0),
        ("bare-value", 27),
    ]


def test_strict_stops_at_the_first_departure() -> None:
    ran = run("--strict", MALFORMED)
    assert ran.caret == (MALFORMED, 5)
    assert ran.lines[-2] == "1 field, 0 challenges, 1 malformed (1 deviation)."
    assert ran.status == 1


@pytest.mark.parametrize("value", ['Basic realm="x"', f"Authorization: {BASIC}"])
def test_strict_changes_nothing_for_valid_input(value: str) -> None:
    assert run("--strict", value).out == run(value).out


def test_strict_reads_info_too() -> None:
    value = ("--scheme", "Digest", 'Authentication-Info: nextnonce="a"')
    assert run("--strict", *value).out == run(*value).out


def test_a_deviation_of_two_readings_says_so() -> None:
    ran = run("--json", 'Newauth a="b')
    assert ran.data["fields"][0]["deviations"][0]["ambiguous"] is True
    assert "(unclosed-quote, ambiguous)" in run('Newauth a="b').out


def test_names_in_mended_credentials_are_shown_if_revealed() -> None:
    ran = run("--reveal", "Authorization: hunter2 hunter3=b, hunter3=c")
    assert "hunter2" in ran.out
    assert "hunter3" in ran.out


# --- hostile text and poor terminals


def test_controls_are_shown_as_pictures_of_one_column() -> None:
    excerpt, column = run('A b="\x1b[31m\x7f').caret
    assert excerpt == 'A b="␛[31m␡'
    assert excerpt[column] in '"␛'


def test_characters_of_another_width_are_shown_as_one_column() -> None:
    assert run('A b="\u65e5e\u0301\u202e\x85é').caret[0] == 'A b="\ufffde\ufffd\ufffd\ufffdé'


def test_what_stdout_cannot_encode_is_shown_as_question_marks_above_the_caret() -> None:
    ran = run('A b="\x1b\x85é', stdout=Stream(encoding="ascii"))
    assert ran.caret[0] == 'A b="???'


def test_non_printable_characters_of_values_are_escaped() -> None:
    ran = run('A b="a\tb\u202ec"')
    assert ran.message("A")[1] == r'b  "a\tb\u202ec"'


def test_what_stdout_cannot_encode_is_escaped_in_values() -> None:
    ran = run('A b="é€"', stdout=Stream(encoding="ascii"))
    assert ran.message("A")[1] == r'b  "\xe9\u20ac"'


def test_name_of_scheme_option_is_escaped() -> None:
    assert "\x1b" not in run("--scheme", "\x1b[31m", "Authentication-Info: a=b").out


def test_usage_error_is_escaped() -> None:
    assert "\x1b" not in run("--json=\x1b[31m").err


def test_undecodable_arguments_are_no_trouble() -> None:
    assert run('A b="\udce9"').status == 0
    assert run('A b="\ud800"').status == 1
    assert run("\udce9").status == 1


@pytest.mark.parametrize("json_option", [[], ["--json"]], ids=["text", "json"])
def test_process_with_ascii_stdout_never_fails(json_option: list[str]) -> None:
    ran = run_process(*json_option, 'A b="é€"', "A \u65e5\x1b", PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert ran.stdout.isascii()


def test_closed_pipe_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert main(["A"]) == 0


def test_stdout_without_an_encoding_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stdout)
    assert main(['A b="é"']) == 0
    assert "é" in stdout.getvalue()


# --- colour


@pytest.fixture
def plain_environ(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return monkeypatch


@pytest.mark.usefixtures("plain_environ")
def test_terminal_gets_colour() -> None:
    out = run("A", "Authorization: Basic", stdout=Stream(terminal=True)).out
    assert "\x1b[1mWWW-Authenticate\x1b[0m" in out
    assert "\x1b[31m^\x1b[0m" in out
    assert "\x1b[32m" in run("A", stdout=Stream(terminal=True)).out


@pytest.mark.usefixtures("plain_environ")
def test_what_is_no_terminal_gets_no_colour() -> None:
    assert "\x1b" not in run("A").out


@pytest.mark.usefixtures("plain_environ")
def test_json_has_no_colour() -> None:
    assert "\x1b" not in run("--json", "A", stdout=Stream(terminal=True)).out


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_environment_can_refuse_colour(
    plain_environ: pytest.MonkeyPatch, name: str, value: str
) -> None:
    plain_environ.setenv(name, value)
    assert "\x1b" not in run("A", stdout=Stream(terminal=True)).out


# --- JSON


def test_json_of_challenges_is_complete() -> None:
    assert run("--json", 'Bearer SCOPE="a b", max_age=5, x=1, Newauth dG9rZW4=').data == {
        "fields": [
            {
                "field": "WWW-Authenticate",
                "lines": ['Bearer SCOPE="a b", max_age=5, x=1, Newauth dG9rZW4='],
                "valid": True,
                "messages": [
                    {
                        "scheme": "Bearer",
                        "type": "BearerChallenge",
                        "specification": "RFC 6750",
                        "params": [
                            {"name": "SCOPE", "value": "a b", "form": "quoted"},
                            {"name": "max_age", "value": "5", "form": "token"},
                            {"name": "x", "value": "1", "form": "token"},
                        ],
                        "fields": {
                            "scope": ["a", "b"],
                            "acr_values": [],
                            "max_age": 5,
                            "extensions": {"x": "1"},
                        },
                    },
                    {
                        "scheme": "Newauth",
                        "type": "GenericChallenge",
                        "specification": "RFC 9110 section 11",
                        "token68": "dG9rZW4=",
                        "params": [],
                        "fields": {},
                    },
                ],
                "deviations": [],
            }
        ],
        "valid": True,
    }


def test_json_of_credentials_hides_secrets_and_lines() -> None:
    (field,) = run("--json", f"Authorization: {DIGEST}, x=hunter2").data["fields"]
    assert "lines" not in field
    (message,) = field["messages"]
    params = {param["name"]: param["value"] for param in message["params"]}
    assert (params["username"], params["response"], params["x"]) == ("Mufasa",) + ("<hidden>",) * 2
    assert message["fields"]["response"] == "<hidden>"
    assert message["fields"]["extensions"] == {"x": "<hidden>"}


def test_json_of_credentials_has_all_if_revealed() -> None:
    (field,) = run("--json", "--reveal", f"Authorization: {BASIC}").data["fields"]
    assert field["lines"] == [BASIC]
    assert field["messages"][0]["token68"] == BASIC[6:]
    assert field["messages"][0]["fields"] == {"username": "Aladdin", "password": "open sesame"}


@pytest.mark.parametrize("strict", [True, False])
def test_json_of_a_deviation_has_its_attributes(strict: bool) -> None:
    data = run("--json", *["--strict"] * strict, "A", "Bearer max_age=x").data
    assert data["valid"] is False
    (field,) = data["fields"]
    assert field["valid"] is False
    types = [message["type"] for message in field["messages"]]
    assert types == ([] if strict else ["GenericChallenge"] * 2)
    (deviation,) = field["deviations"]
    expected = deviation.pop("expected")
    assert isinstance(expected, str)
    assert deviation == {
        "reason": "bad-value",
        "position": 15,
        "line": 1,
        "scheme": "Bearer",
        "param": "max_age",
        "ambiguous": False,
    }


def test_json_holds_no_control_character() -> None:
    ran = run("--json", "A \x1b\x7f\x9b")
    assert ran.data["fields"][0]["lines"] == ["A \x1b\x7f\x9b"]
    assert not CONTROLS.search(ran.out)


# --- schemes that are to come


@dataclass(frozen=True)
class OddCredentials(Credentials):
    """Credentials whose syntax leaves RFC 9110, with values of many types."""

    scheme = "Odd"
    secret_fields = frozenset({"key"})
    takes_bare_runs = True

    scope: str
    key: bytes

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> OddCredentials:
        return cls(generic.params["scope"], b"\xff")

    def to_generic(self) -> GenericCredentials:
        return GenericCredentials("Odd", params={"scope": self.scope, "key": self.key.hex()})


@dataclass(frozen=True)
class OddChallenge(Challenge):
    """A challenge whose token68 holds a table."""

    scheme = "Odd"

    table: dict[str, object]
    extensions: Params

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> OddChallenge:
        return cls({"octets": b"\xff", "members": (date(2026, 1, 2), True)}, Params())


@pytest.fixture
def odd_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    schemes = DEFAULT_SCHEMES.including(OddCredentials, OddChallenge)
    monkeypatch.setattr(_explaining, "DEFAULT_SCHEMES", schemes)


@pytest.mark.usefixtures("odd_scheme")
def test_scheme_that_leaves_the_grammar_is_shown_as_it_is_written() -> None:
    ran = run("Authorization: Odd scope=a/b@c")
    assert ran.status == 0
    assert ran.message("Odd") == [
        "Odd  RFC 9110 section 11, OddCredentials",
        'scope  "a/b@c"',
        "key    <hidden>",
    ]


@pytest.mark.usefixtures("odd_scheme")
def test_values_of_other_types_have_a_form_in_text_and_json() -> None:
    ran = run("--json", "Odd abc")
    assert ran.data["fields"][0]["messages"][0]["fields"] == {
        "table": {"octets": "ff", "members": ["2026-01-02", True]},
        "extensions": {},
    }
    assert [line.split()[0] for line in run("Odd abc").message("Odd")[1:]] == ["token68", "table"]


# --- anything

_PIECES = st.sampled_from(
    [
        *("WWW-Authenticate", "Authorization", "Authentication-Info", "HTTP/1.1 401 x", "\r\n"),
        *("\n", ": ", "Basic ", "Bearer ", "Digest ", "realm", "response", "=", '"', ",", "> "),
        *("< ", "\x1b[31m", "\x00", "\x7f", "\x9b", "é", "\u65e5", "\udce9", "--", "\\", " ", "\t"),
    ]
)
_TEXTS = st.lists(_PIECES | st.text(max_size=5), max_size=20).map("".join)
_OPTIONS = st.lists(st.sampled_from(["--json", "--reveal", "--scheme=Digest"]), max_size=2)
_ENCODINGS = st.sampled_from(["utf-8", "ascii", "latin-1", "cp1252"])


def check_harmless(ran: Ran) -> None:
    assert ran.status in (0, 1, 2)
    assert not CONTROLS.search(ran.out)
    assert not CONTROLS.search(ran.err)


@given(_OPTIONS, st.lists(_TEXTS, min_size=1), _ENCODINGS)
@example([], ['Basic realm="\x1b'], "utf-8")
def test_any_arguments_do_no_harm(options: list[str], values: list[str], encoding: str) -> None:
    check_harmless(run(*options, "--", *values, stdout=Stream(encoding=encoding)))


@given(_TEXTS.filter(lambda text: "\udce9" not in text))
def test_any_options_do_no_harm(option: str) -> None:
    check_harmless(run(option, stdin=b""))


@given(_OPTIONS, st.binary() | _TEXTS.map(lambda text: text.encode("utf-8", "replace")), _ENCODINGS)
def test_any_input_does_no_harm(options: list[str], stdin: bytes, encoding: str) -> None:
    check_harmless(run(*options, stdin=stdin, stdout=Stream(encoding=encoding)))


@given(
    st.sampled_from(["Basic ", "Bearer ", "Digest response=", 'Digest a="b", x=', "New ", ""]),
    _TEXTS,
    _TEXTS,
    st.sampled_from([[], ["--json"]]),
)
def test_secret_in_any_credentials_never_shows(
    start: str, before: str, after: str, options: list[str]
) -> None:
    value = f"{start}{before}HUNTER2{after}"
    if reads_as_scheme_or_name(value):
        return
    ran = run(*options, f"Authorization: {value}")
    assert "HUNTER2" not in ran.out + ran.err


def reads_as_scheme_or_name(value: str) -> bool:
    """Whether the secret stands where valid credentials have a scheme or a name, no value."""
    try:
        message = GenericCredentials.parse(value.strip(" \t"))
    except ParseError:
        return False
    names = [*message.params, message.scheme if message.token68 or message.params else ""]
    return any("HUNTER2" in name for name in names)


def test_parameter_in_camel_case_is_read_into_its_field(capsys: pytest.CaptureFixture[str]) -> None:
    main(['Authorization: Signature keyId="Test",key-ID=x,signature="SjWJ"'])
    found = re.findall(r"^    (\S+) +(.+)$", capsys.readouterr().out, re.MULTILINE)
    assert found == [
        ("keyId", '"Test"'),
        ("key-ID", "<hidden>  (extension)"),
        ("signature", "<hidden>"),
    ]


# --- every scheme


def field_of(message: Message) -> list[str]:
    """The arguments that hand a message to the command line."""
    if isinstance(message, Challenge):
        return [f"WWW-Authenticate: {message.to_header()}"]
    if isinstance(message, Credentials):
        return [f"Authorization: {message.to_header()}"]
    return ["--scheme", message.scheme, f"Authentication-Info: {message.to_header()}"]


each_class = pytest.mark.parametrize(
    "cls", DEFAULT_SCHEMES.classes(), ids=lambda cls: str(cls.__name__)
)


@each_class
@pytest.mark.parametrize("options", [[], ["--json"], ["--reveal"], ["--strict"]], ids=str)
def test_a_message_of_every_class_is_explained_as_it(cls: type[Any], options: list[str]) -> None:
    message = cls(**VALUES[cls])
    ran = run(*options, *field_of(message))
    assert ran.status == 0
    assert cls.__name__ in ran.out
    assert "(extension)" not in ran.out


@each_class
@pytest.mark.parametrize("options", [[], ["--json"], ["--reveal"], ["--strict"]], ids=str)
def test_a_malformed_message_of_every_class_is_explained(
    cls: type[Any], options: list[str]
) -> None:
    *before, value = field_of(cls(**VALUES[cls]))
    for wrong in (f'{value}, "', f"{value} x=y z=1, x=y", value.replace("=", "=;")):
        ran = run(*options, *before, wrong)
        assert ran.status in (0, 1)
        assert ran.err == ""


def test_a_class_of_several_schemes_names_the_one_that_was_tried() -> None:
    ran = run("--json", "Authorization: aws4-hmac-sha256 Credential=a/b, Signature=x")
    found = ran.data["fields"][0]["deviations"]
    assert {one["scheme"] for one in found} == {"AWS4-HMAC-SHA256"}


def test_credentials_of_scram_name_the_scheme_of_info() -> None:
    ran = run("Authorization: scram-sha-1 a=b", "Authentication-Info: a=b")
    assert ran.message("SCRAM-SHA-1")
