# SPDX-License-Identifier: MIT
"""Field lines out of every container: small likenesses of each kind, then the real ones."""

from __future__ import annotations

import email
import email.policy
import io
import urllib.response
from collections.abc import Iterator, Mapping
from http.client import HTTPMessage, parse_headers
from typing import TYPE_CHECKING, Any
from wsgiref.headers import Headers as WsgirefHeaders
from wsgiref.util import setup_testing_defaults

import pytest

from authheaders import BuildError, Reason, parse_challenges, parse_credentials
from authheaders.containers import field_lines

if TYPE_CHECKING:
    from collections.abc import Callable

FIELD = "WWW-Authenticate"
# One octet beyond ASCII, which is no UTF-8, and a comma.
LINES = ['Digest realm="caf\xe9", nonce="1"', "Negotiate"]
PAIRS = [(FIELD, LINES[0]), ("Server", "x"), ("www-authenticate", LINES[1])]
OCTETS = [(name.encode(), value.encode("latin-1")) for name, value in PAIRS]
RECEIVED = b"".join(b"%b: %b\r\n" % pair for pair in OCTETS) + b"\r\n"
TOKEN = "Bearer mF_9.B5f-4.1JqM"
ENVIRON = {"REQUEST_METHOD": "GET", "HTTP_AUTHORIZATION": TOKEN}


# --- any mapping, any pairs


def test_name_in_mapping_is_found_in_any_case() -> None:
    assert field_lines({"wWW-aUTHENTICATE": "Basic"}, FIELD) == ["Basic"]


def test_two_spellings_in_mapping_are_two_lines() -> None:
    assert field_lines({"authorization": "a", "Authorization": "b"}, "Authorization") == ["a", "b"]


@pytest.mark.parametrize("kind", [list, tuple])
def test_value_in_mapping_can_be_several_lines(kind: Callable[[list[str]], object]) -> None:
    assert field_lines({FIELD: kind(LINES)}, FIELD) == LINES


def test_mapping_can_hold_bytes() -> None:
    assert field_lines({b"www-authenticate": OCTETS[0][1]}, FIELD) == LINES[:1]


def test_mapping_need_not_be_a_dict() -> None:
    class Headers(Mapping[str, str]):
        def __getitem__(self, name: str) -> str:
            return {"Www-Authenticate": "Basic"}[name]

        def __iter__(self) -> Iterator[str]:
            return iter(["Www-Authenticate"])

        def __len__(self) -> int:
            return 1

    assert field_lines(Headers(), FIELD) == ["Basic"]


def test_dict_may_give_its_keys_as_attributes() -> None:
    class Headers(dict[str, Any]):
        __getattr__ = dict.get

    names = ["headers", "raw", "raw_items", "getlist", "get_all"]
    headers = Headers({**dict.fromkeys(names, "x"), "authorization": TOKEN})
    assert field_lines(headers, "Authorization") == [TOKEN]


@pytest.mark.parametrize("key", [None, 1, ("Authorization",)])
def test_key_that_is_no_text_is_no_name(key: object) -> None:
    assert field_lines({key: "x", "Authorization": TOKEN}, "Authorization") == [TOKEN]


def test_kelvin_sign_is_no_letter_of_a_name() -> None:
    assert field_lines({"\N{KELVIN SIGN}ey": "x"}, "Key") == []


def test_absent_from_mapping_is_no_line() -> None:
    assert field_lines({"Server": "x"}, FIELD) == []


def test_pairs_keep_their_order() -> None:
    assert field_lines(PAIRS, FIELD) == LINES


def test_pairs_can_hold_bytes() -> None:
    assert field_lines(OCTETS, FIELD) == LINES


def test_pair_can_be_a_list() -> None:
    assert field_lines([[FIELD, "Basic"]], FIELD) == ["Basic"]


def test_iterator_of_pairs_is_read_to_its_end() -> None:
    pairs = iter([*PAIRS, ("Date", "x")])
    assert field_lines(pairs, FIELD) == LINES
    assert list(pairs) == []


def test_absent_from_pairs_is_no_line() -> None:
    assert field_lines([("Server", "x")], FIELD) == []


def test_no_pairs_are_no_line() -> None:
    assert field_lines([], FIELD) == []


# --- WSGI


def test_environ_has_names_in_capitals_after_http() -> None:
    environ: dict[str, Any] = {"HTTP_PROXY_AUTHORIZATION": TOKEN}
    setup_testing_defaults(environ)
    assert field_lines(environ, "Proxy-Authorization") == [TOKEN]


def test_environ_made_by_hand() -> None:
    assert field_lines(ENVIRON, "authorization") == [TOKEN]


def test_environ_like_that_of_django_under_asgi() -> None:
    environ = {**ENVIRON, "wsgi.multithread": True, "host": "from the process"}
    assert field_lines(environ, "Authorization") == [TOKEN]


def test_variable_of_the_process_is_no_field() -> None:
    environ: dict[str, Any] = {"AUTHORIZATION": "of the process"}
    setup_testing_defaults(environ)
    assert field_lines(environ, "Authorization") == []


@pytest.mark.parametrize("name", ["Content-Type", "Content-Length"])
def test_environ_has_two_names_without_http(name: str) -> None:
    environ = {**ENVIRON, "CONTENT_TYPE": "5", "CONTENT_LENGTH": "5"}
    assert field_lines(environ, name) == ["5"]


@pytest.mark.parametrize(
    "forged",
    [{"REQUEST_METHOD": "GET"}, {"wsgi.version": "(1, 0)"}, {"wsgi.multithread": "1"}],
)
def test_fields_of_a_client_make_no_environ(forged: dict[str, str]) -> None:
    headers = {"host": "x", "HTTP_AUTHORIZATION": TOKEN, **forged}
    assert field_lines(headers, "Authorization") == []


# --- ASGI


@pytest.mark.parametrize("kind", [list, tuple, iter])
def test_scope_has_pairs_of_bytes(kind: Callable[[object], object]) -> None:
    assert field_lines({"type": "http", "headers": kind(OCTETS)}, FIELD) == LINES


@pytest.mark.parametrize(
    "headers",
    [
        {"type": "x", "headers": "y"},
        {"type": "x", "headers": ["y", "z"]},
        {"type": ["x"], "headers": ["y", "z"]},
        {"type": "x"},
    ],
)
def test_fields_of_a_client_make_no_scope(headers: dict[str, object]) -> None:
    assert field_lines({**headers, "Authorization": TOKEN}, "Authorization") == [TOKEN]


# --- likenesses, by the methods that a kind has


class ByName:
    """Answers one method, in the way of ``answer``, for names in any case."""

    def __init__(self, method: str, answer: Callable[[list[str] | None], object]) -> None:
        def find(name: str) -> object:
            assert isinstance(name, str)
            found = [value for key, value in PAIRS if key.lower() == name.lower()]
            return answer(found or None)

        setattr(self, method, find)


def keyerror(found: list[str] | None) -> object:
    if found is None:
        raise KeyError
    return found


BY_NAME = pytest.mark.parametrize(
    ("method", "answer"),
    [
        pytest.param("get_list", lambda found: found or [], id="httpx"),
        pytest.param("getlist", lambda found: found or [], id="urllib3"),
        pytest.param("getall", keyerror, id="multidict"),
        pytest.param("getall", lambda found: found or [], id="webob"),
        pytest.param("get_all", lambda found: found, id="email"),
        pytest.param("get_all", lambda found: found or [], id="wsgiref"),
    ],
)


@BY_NAME
def test_method_gives_lines(method: str, answer: Callable[[list[str] | None], object]) -> None:
    assert field_lines(ByName(method, answer), FIELD) == LINES


@BY_NAME
def test_method_gives_no_line(method: str, answer: Callable[[list[str] | None], object]) -> None:
    assert field_lines(ByName(method, answer), "Authorization") == []


def test_lines_are_a_list_of_their_own() -> None:
    inner = ["Basic"]
    headers = ByName("get_list", lambda found: inner)
    field_lines(headers, FIELD).clear()
    assert inner == ["Basic"]


class LikeTwisted:
    """Decodes UTF-8 when it is asked with a str."""

    def getRawHeaders(self, name: bytes) -> list[bytes] | None:  # noqa: N802 - Twisted's name
        assert isinstance(name, bytes)
        return [value for key, value in OCTETS if key.lower() == name.lower()] or None


def test_get_raw_headers_gives_octets() -> None:
    assert field_lines(LikeTwisted(), FIELD) == LINES


def test_get_raw_headers_gives_no_line() -> None:
    assert field_lines(LikeTwisted(), "Authorization") == []


def test_get_all_that_takes_no_name_is_not_asked() -> None:
    class LikeTornado(ByName):
        def get_all(self) -> object:
            raise AssertionError

    assert field_lines(LikeTornado("get_list", lambda found: found), FIELD) == LINES


def test_getlist_that_minds_the_case_is_not_asked() -> None:
    class LikeBottle(ByName):
        def getlist(self, name: str) -> object:
            raise AssertionError

    assert field_lines(LikeBottle("getall", lambda found: found), FIELD) == LINES


def test_octets_go_before_their_decoding() -> None:
    class LikeHttpx(ByName):
        raw = OCTETS

    assert field_lines(LikeHttpx("get_list", lambda found: ["decoded"]), FIELD) == LINES


def test_raw_that_is_no_list_is_something_else() -> None:
    class LikeBottle(dict[str, str]):
        def raw(self, key: str) -> object:
            raise AssertionError

    assert field_lines(LikeBottle(Authorization=TOKEN), "Authorization") == [TOKEN]


def test_raw_items_go_before_their_decoding() -> None:
    class LikeEmail(ByName):
        def raw_items(self) -> Iterator[tuple[str, str]]:
            return iter(PAIRS)

    assert field_lines(LikeEmail("get_all", lambda found: ["decoded"]), FIELD) == LINES


# --- the standard library


def test_http_client() -> None:
    assert field_lines(parse_headers(io.BytesIO(RECEIVED)), FIELD) == LINES


def test_http_client_without_the_field() -> None:
    assert field_lines(HTTPMessage(), FIELD) == []


@pytest.mark.parametrize("policy", [email.policy.compat32, email.policy.HTTP])
def test_email(policy: email.policy.Policy[Any]) -> None:
    assert field_lines(email.message_from_bytes(RECEIVED, policy=policy), FIELD) == LINES


@pytest.mark.parametrize("policy", [email.policy.compat32, email.policy.HTTP])
def test_email_decodes_no_encoded_word(policy: email.policy.Policy[Any]) -> None:
    message = email.message_from_string("Authorization: Bearer =?a?q?=41?=\r\n\r\n", policy=policy)
    assert field_lines(message, "Authorization") == ["Bearer =?a?q?=41?="]


@pytest.mark.parametrize("policy", [email.policy.compat32, email.policy.HTTP])
def test_email_is_unfolded(policy: email.policy.Policy[Any]) -> None:
    folded = b'Authorization: Digest\r\n\t a="b",\r\n c=d\r\n\r\n'
    message = email.message_from_bytes(folded, policy=policy)
    assert field_lines(message, "Authorization") == ['Digest a="b", c=d']


def test_wsgiref() -> None:
    assert field_lines(WsgirefHeaders(list(PAIRS)), FIELD) == LINES


def test_wsgiref_without_the_field() -> None:
    assert field_lines(WsgirefHeaders([]), FIELD) == []


# --- text


def test_surrogates_become_the_octets_that_they_stand_for() -> None:
    decoded = b'Basic realm="\xe9\xc3\xa9"'.decode("utf-8", "surrogateescape")
    assert field_lines({FIELD: decoded}, FIELD) == ['Basic realm="\xe9\xc3\xa9"']


@pytest.mark.parametrize("value", ['Basic realm="\u65e5"', "\ud800", "\ud800\udce9"])
def test_other_text_stays(value: str) -> None:
    assert field_lines({FIELD: value}, FIELD) == [value]


def test_lines_can_be_parsed_as_challenges() -> None:
    schemes = [challenge.scheme for challenge in parse_challenges(field_lines(PAIRS, FIELD))]
    assert schemes == ["Digest", "Negotiate"]


def test_lines_can_be_parsed_as_credentials() -> None:
    assert parse_credentials(field_lines(ENVIRON, "Authorization")).to_header() == TOKEN


# --- refusals


@pytest.mark.parametrize("headers", [None, "a: b", b"a: b", 1, object(), bytearray(b"ab")])
def test_no_container(headers: object) -> None:
    with pytest.raises(TypeError, match="not a "):
        field_lines(headers, FIELD)


@pytest.mark.parametrize("pair", ["ab", b"ab", ("a",), ("a", "b", "c"), {"a": 1, "b": 2}, None])
def test_no_pair(pair: object) -> None:
    with pytest.raises(TypeError, match="not a pair of name and value"):
        field_lines([pair], FIELD)


def test_scope_with_a_mapping() -> None:
    with pytest.raises(TypeError, match="not a container of headers: dict"):
        field_lines({"type": "http", "headers": {FIELD: "Basic"}}, FIELD)


@pytest.mark.parametrize("value", [None, 1, bytearray(b"Basic")])
def test_no_text(value: object) -> None:
    with pytest.raises(TypeError, match="a field line is str or bytes"):
        field_lines({FIELD: value}, FIELD)


def test_response_is_refused_with_its_body_unread() -> None:
    body = io.BytesIO(b"body")
    response = urllib.response.addinfourl(body, HTTPMessage(), "http://example.com/")
    with pytest.raises(TypeError, match=r"its \.headers is: addinfourl"):
        field_lines(response, FIELD)
    assert body.read() == b"body"


@pytest.mark.parametrize("name", [None, b"Authorization", 1])
def test_name_that_is_no_str(name: Any) -> None:
    with pytest.raises(TypeError, match="a field name is a str"):
        field_lines({}, name)


@pytest.mark.parametrize("name", ["", "a b", "a:", "caf\xe9", "a\n", ":path"])
def test_name_that_is_no_token(name: str) -> None:
    with pytest.raises(BuildError) as caught:
        field_lines({}, name)
    assert caught.value.reason is Reason.NOT_A_TOKEN


# --- the real containers of other libraries, with PAIRS in them


def added(headers: Any) -> Any:
    for pair in PAIRS:
        headers.add(*pair)
    return headers


def response_of_urllib3() -> Any:
    return pytest.importorskip("urllib3").HTTPResponse(headers=PAIRS)


def response_of_requests() -> Any:
    requests = pytest.importorskip("requests")
    request = requests.Request("GET", "http://example.com/").prepare()
    return requests.adapters.HTTPAdapter().build_response(request, response_of_urllib3())


def of_httpx(library: str) -> Any:
    return pytest.importorskip(library).Response(401, headers=OCTETS).headers


def of_multidict() -> Any:
    return added(pytest.importorskip("multidict").CIMultiDict())


def of_multidict_proxy() -> Any:
    return pytest.importorskip("multidict").CIMultiDictProxy(of_multidict())


def of_starlette(kind: str) -> Any:
    lower = [(name.lower(), value) for name, value in OCTETS]
    return getattr(pytest.importorskip("starlette.datastructures"), kind)(raw=lower)


def of_werkzeug() -> Any:
    return added(pytest.importorskip("werkzeug.datastructures").Headers())


def of_webob() -> Any:
    return pytest.importorskip("webob").Response(headerlist=list(PAIRS)).headers


def of_twisted() -> Any:
    headers = pytest.importorskip("twisted.web.http_headers").Headers()
    for pair in OCTETS:
        headers.addRawHeader(*pair)
    return headers


def of_bottle() -> Any:
    response = pytest.importorskip("bottle").HTTPResponse()
    for pair in PAIRS:
        response.add_header(*pair)
    return response.headers


def of_tornado() -> Any:
    parse = pytest.importorskip("tornado.httputil").HTTPHeaders.parse
    return parse(RECEIVED.decode("latin-1")[:-2])


def of_h11() -> Any:
    received = b"HTTP/1.1 401 Unauthorized\r\n" + RECEIVED
    h11 = pytest.importorskip("h11")
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
    connection.receive_data(received)
    return connection.next_event().headers


REAL = pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: response_of_urllib3().headers, id="urllib3"),
        pytest.param(lambda: response_of_requests().raw.headers, id="requests-raw"),
        pytest.param(lambda: of_httpx("httpx"), id="httpx"),
        pytest.param(lambda: of_httpx("httpx2"), id="httpx2"),
        pytest.param(of_multidict, id="multidict"),
        pytest.param(of_multidict_proxy, id="multidict-proxy"),
        pytest.param(lambda: of_starlette("Headers"), id="starlette"),
        pytest.param(lambda: of_starlette("MutableHeaders"), id="starlette-mutable"),
        pytest.param(of_werkzeug, id="werkzeug"),
        pytest.param(of_webob, id="webob"),
        pytest.param(of_twisted, id="twisted"),
        pytest.param(of_tornado, id="tornado"),
        pytest.param(of_bottle, id="bottle"),
        pytest.param(of_h11, id="h11"),
    ],
)


@REAL
def test_real_container_gives_lines(make: Callable[[], Any]) -> None:
    assert field_lines(make(), FIELD) == LINES


@REAL
def test_real_container_gives_no_line(make: Callable[[], Any]) -> None:
    assert field_lines(make(), "Authorization") == []


def test_requests_has_the_lines_joined() -> None:
    assert field_lines(response_of_requests().headers, FIELD) == [", ".join(LINES)]


def test_response_of_requests_is_refused() -> None:
    with pytest.raises(TypeError, match=r"its \.headers is: Response"):
        field_lines(response_of_requests(), FIELD)


def environ_of_a_request() -> dict[str, Any]:
    environ: dict[str, Any] = {"HTTP_AUTHORIZATION": TOKEN}
    setup_testing_defaults(environ)
    return environ


def request_of_werkzeug() -> Any:
    return pytest.importorskip("werkzeug").Request(environ_of_a_request())


def request_of_webob() -> Any:
    return pytest.importorskip("webob").Request(environ_of_a_request())


def request_of_django() -> Any:
    django = pytest.importorskip("django")
    settings = pytest.importorskip("django.conf").settings
    if not settings.configured:
        settings.configure()
        django.setup()
    return pytest.importorskip("django.test").RequestFactory().get("/", HTTP_AUTHORIZATION=TOKEN)


def async_request_of_django() -> Any:
    request_of_django()
    factory = pytest.importorskip("django.test").AsyncRequestFactory()
    return factory.get("/", headers={"Authorization": TOKEN})


def request_of_starlette() -> Any:
    headers = [(b"host", b"x"), (b"authorization", TOKEN.encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers}
    return pytest.importorskip("starlette.requests").Request(scope)


def request_of_aiohttp() -> Any:
    make = pytest.importorskip("aiohttp.test_utils").make_mocked_request
    return make("GET", "/", headers={"Authorization": TOKEN})


OF_REQUEST = pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: request_of_werkzeug().headers, id="werkzeug"),
        pytest.param(lambda: request_of_werkzeug().environ, id="werkzeug-environ"),
        pytest.param(lambda: request_of_webob().headers, id="webob"),
        pytest.param(lambda: request_of_webob().environ, id="webob-environ"),
        pytest.param(lambda: request_of_django().headers, id="django"),
        pytest.param(lambda: request_of_django().META, id="django-meta"),
        pytest.param(lambda: async_request_of_django().headers, id="django-asgi"),
        pytest.param(lambda: async_request_of_django().META, id="django-asgi-meta"),
        pytest.param(lambda: async_request_of_django().scope, id="django-asgi-scope"),
        pytest.param(lambda: request_of_starlette().headers, id="starlette"),
        pytest.param(lambda: request_of_starlette().scope, id="starlette-scope"),
        pytest.param(lambda: request_of_aiohttp().headers, id="aiohttp"),
        pytest.param(lambda: request_of_aiohttp().raw_headers, id="aiohttp-raw"),
    ],
)


@OF_REQUEST
def test_real_request_gives_its_line(make: Callable[[], Any]) -> None:
    assert field_lines(make(), "authorization") == [TOKEN]


@OF_REQUEST
def test_real_request_gives_no_line(make: Callable[[], Any]) -> None:
    assert field_lines(make(), "Proxy-Authorization") == []


@pytest.mark.parametrize("make", [request_of_starlette, request_of_aiohttp])
def test_request_that_is_a_mapping_is_refused(make: Callable[[], Any]) -> None:
    request = make()
    with pytest.raises(TypeError, match=r"its \.headers is: "):
        field_lines(request, "Authorization")


def test_response_of_django() -> None:
    request_of_django()
    response = pytest.importorskip("django.http").HttpResponse(headers={FIELD: "Basic"})
    assert field_lines(response.headers, FIELD) == ["Basic"]
