"""The server under load: gunicorn on the loopback address, and the application with a count of its queries.

`python -m gunicorn bench.load.server:application` says with each answer how many queries it took, and for
how many milliseconds this process computed: a figure that other programs on the machine hardly touch.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any
from urllib.request import urlopen

from django.db import connection

HOST = "127.0.0.1"
STARTS_WITHIN = 120  # seconds
QUERIES, COMPUTED = "X-Queries", "X-Computed"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Trede itself, counting. A worker has one request at a time."""
    counted, begun = 0, time.process_time()

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal counted
        counted += 1
        return execute(*arguments)

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        computed = f"{(time.process_time() - begun) * 1000:.2f}"
        return start_response(status, [*headers, (QUERIES, str(counted)), (COMPUTED, computed)], *more)

    with connection.execute_wrapper(count):
        return trede()(environ, start)


@cache
def trede() -> Callable[..., Iterable[bytes]]:
    """The application, set up once."""
    return import_module("trede.web.wsgi").application


@contextmanager
def serving(workers: int) -> Iterator[str]:
    """The address of a server that is ready; it stops at the end."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "bench.load.server:application", "--bind", f"{HOST}:{port}",
        "--workers", str(workers), "--timeout", "120", "--log-level", "warning",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)})
    try:
        wait(process, f"http://{HOST}:{port}/")
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait(30)


def wait(process: subprocess.Popen[bytes], address: str) -> None:
    """Until it answers. SystemExit when it does not."""
    ends = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < ends:
        try:
            urlopen(address, timeout=10).close()
            return
        except OSError:
            time.sleep(0.3)
    process.kill()
    sys.exit("load: the server does not start")
