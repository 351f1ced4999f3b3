"""`trede demo` and `trede language-server`."""

from __future__ import annotations

import argparse


def demo_command(arguments: argparse.Namespace) -> int:
    """Start the page on this computer and open a browser if there is one."""
    from trede.web.demo import serve

    serve("127.0.0.1", arguments.port, open_browser=not arguments.no_browser)
    return 0


def language_server_command(_arguments: argparse.Namespace) -> int:
    """Serve an editor over standard input and output."""
    from trede.cli.editor import serve

    serve()
    return 0
