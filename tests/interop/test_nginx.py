# SPDX-License-Identifier: MIT
"""nginx, auth_basic, with this library as the client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from authheaders import BasicChallenge

from . import programs
from .conftest import basic_users
from .protected import UMLAUTS, UMLAUTS_PASSWORD, Client

CONFIGURATION = """
daemon off;
pid "{root}/nginx.pid";
error_log "{root}/error.log";
worker_processes 1;
events {{}}
http {{
    access_log off;
    client_body_temp_path "{root}/body";
    proxy_temp_path "{root}/proxy";
    fastcgi_temp_path "{root}/fastcgi";
    uwsgi_temp_path "{root}/uwsgi";
    scgi_temp_path "{root}/scgi";
    server {{
        listen 127.0.0.1:{port};
        location / {{
            auth_basic "a realm";
            auth_basic_user_file "{root}/basic_users";
            root "{root}/documents";
        }}
    }}
}}
"""


@pytest.fixture(scope="module")
def nginx(readable: Path) -> Iterator[int]:
    """The port of nginx."""
    program = programs.find("nginx")
    assert program is not None
    port = programs.free_port()
    (readable / "documents").mkdir()
    (readable / "documents" / "page").write_text("basic")
    (readable / "basic_users").write_text(basic_users(), encoding="utf-8")
    configuration = readable / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(root=readable, port=port))
    command = [
        program,
        "-e",
        f"{readable}/error.log",
        "-p",
        str(readable),
        "-c",
        str(configuration),
    ]
    with programs.daemon(command, port, readable / "output.log"):
        yield port


@pytest.mark.interop(peer="nginx", side="server", what="Basic")
def test_basic(nginx: int) -> None:
    client = Client(nginx, "Basic")
    right = client.fetch("/page")
    assert (right.status, right.body) == (200, b"basic")
    assert right.challenges == [BasicChallenge("a realm")]
    umlauts = client.fetch("/page", username=UMLAUTS, password=UMLAUTS_PASSWORD)
    assert umlauts.status == 200
    assert client.fetch("/page", password="wrong").status == 401
    client.close()
