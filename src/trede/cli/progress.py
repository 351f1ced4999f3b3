"""How far a long command is, on the error stream: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from trede.law.kinds import show_number

WIDTH = 30
EVERY = 10.0  # seconds between lines where there is no terminal
REDRAW = 0.1


class Progress:
    """Says how many of a total are done; `total` None: nobody knows yet."""

    def __init__(self, what: str, total: int | None, stream: TextIO | None = None) -> None:
        self.what, self.total = what, total
        self.stream = sys.stderr if stream is None else stream
        self.bar = self.stream.isatty()
        self.started = self.last = time.monotonic()
        self.first = 0

    def at(self, done: int) -> None:
        """So many are done."""
        now = time.monotonic()
        if now - self.last < (REDRAW if self.bar else EVERY):
            return
        self.last = now
        self._say(self._line(done, now), end="" if self.bar else "\n")

    def done(self, done: int, text: str = "") -> None:
        """All is done; takes the bar away and says it in a line."""
        tenths = round((time.monotonic() - self.started) * 10)
        self._say(text or f"{show_number(done)} {self.what} in {tenths // 10},{tenths % 10} s", end="\n")

    def _line(self, done: int, now: float) -> str:
        if not self.total:
            return f"{show_number(done)} {self.what}"
        share = min(1.0, done / self.total)
        text = f"{share * 100:.0f} %  {show_number(done)} van {show_number(self.total)} {self.what}"
        if done > self.first:
            text += f", nog {(now - self.started) / (done - self.first) * (self.total - done):.0f} s"
        filled = round(share * WIDTH)
        return f"[{'█' * filled}{'·' * (WIDTH - filled)}] {text}" if self.bar else text

    def _say(self, text: str, end: str) -> None:
        if self.bar:
            text = f"\r\x1b[K{text}"
        print(text, end=end, file=self.stream, flush=True)
