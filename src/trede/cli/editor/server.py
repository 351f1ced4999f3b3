"""The language server: mistakes while typing, completion, hover and going to where a name is said."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

import trede
from trede.cli.editor.complete import Candidate, complete_cell, complete_heading, complete_sentence
from trede.cli.editor.desk import Reading, read_folder, regime_folder
from trede.cli.editor.look import about_norm, about_symbol, norm_at, places_of_citation, places_of_symbol
from trede.cli.editor.spot import bullet_line, citation_at, name_at, sentence_before
from trede.law.errors import LawError

PAUSE = 0.3
KINDS = {
    "KEYWORD": types.CompletionItemKind.Keyword, "NAME": types.CompletionItemKind.Variable,
    "PROVISION": types.CompletionItemKind.Class, "ACTION": types.CompletionItemKind.Method,
    "ROLE": types.CompletionItemKind.Interface, "FITTING": types.CompletionItemKind.EnumMember,
    "QUANTITY": types.CompletionItemKind.Unit, "RAW": types.CompletionItemKind.Text,
}  # fmt: skip


class Editor:
    """What the server knows: the last reading of each regime, and which files it marked."""

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self.readings: dict[Path, Reading] = {}
        self.marked: dict[Path, set[Path]] = {}
        self.waiting: dict[Path, asyncio.Task[None]] = {}

    def texts(self) -> dict[Path, str]:
        """The open texts by their place on disk."""
        found = {}
        for uri, document in self.server.workspace.text_documents.items():
            if path := to_fs_path(uri):
                found[Path(path)] = document.source
        return found

    def reading(self, path: Path) -> Reading | None:
        """The last reading of the regime that a file is part of; a first one if there is none."""
        folder = regime_folder(path)
        if folder is None:
            return None
        if folder not in self.readings:
            self.readings[folder] = read_folder(folder, self.texts())
        return self.readings[folder]

    def changed(self, uri: str, pause: float, examples: bool) -> None:
        """Read the regime of a file anew, after a pause in the typing."""
        path = Path(to_fs_path(uri) or "")
        folder = regime_folder(path)
        if folder is None:
            return
        if (task := self.waiting.get(folder)) is not None:
            task.cancel()
        self.waiting[folder] = asyncio.ensure_future(self._read(folder, pause, examples))

    async def _read(self, folder: Path, pause: float, examples: bool) -> None:
        await asyncio.sleep(pause)
        reading = await asyncio.to_thread(read_folder, folder, self.texts(), examples)
        self.readings[folder] = reading
        for path in sorted(self.marked.get(folder, set()) | set(reading.mistakes)):
            lines = self.lines(path)
            found = [diagnostic(mistake, lines) for mistake in reading.mistakes.get(path, [])]
            uri = from_fs_path(str(path)) or ""
            self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=found))
        self.marked[folder] = set(reading.mistakes)

    def lines(self, path: Path) -> list[str]:
        """The lines of a file as it stands in the editor, or else on disk."""
        uri = from_fs_path(str(path)) or ""
        try:
            return list(self.server.workspace.get_text_document(uri).lines)
        except (OSError, UnicodeDecodeError):
            return []


def diagnostic(mistake: LawError, lines: list[str]) -> types.Diagnostic:
    """A mistake as the editor shows it: the whole line marked, with what would be right."""
    number = min(max(mistake.line - 1, 0), max(len(lines) - 1, 0))
    line = lines[number].rstrip("\n") if lines else ""
    start, end = len(line) - len(line.lstrip()), len(line)
    message = f"{mistake.what} Goed is: {mistake.right}" if mistake.right else mistake.what
    return types.Diagnostic(span(number, start, number, end), message, types.DiagnosticSeverity.Error, source="trede")


def span(line: int, start: int, end_line: int, end: int) -> types.Range:
    """A range in a file."""
    return types.Range(types.Position(line, start), types.Position(end_line, end))


def build_server() -> LanguageServer:
    """A server with all its features; it is told through its input and answers through its output."""
    server = LanguageServer("trede", trede.__version__)
    editor = Editor(server)
    _listen(server, editor)
    _answer(server, editor)
    return server


def _listen(server: LanguageServer, editor: Editor) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        editor.changed(params.text_document.uri, 0, True)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        editor.changed(params.text_document.uri, PAUSE, False)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        editor.changed(params.text_document.uri, 0, True)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        editor.changed(params.text_document.uri, 0, False)


def _answer(server: LanguageServer, editor: Editor) -> None:
    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "|", "-"]))
    def complete(params: types.CompletionParams) -> types.CompletionList:
        place = _place(editor, params)
        return types.CompletionList(is_incomplete=True, items=completions(*place) if place else [])

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def look(params: types.HoverParams) -> types.Hover | None:
        place = _place(editor, params)
        return hover(*place) if place else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def go(params: types.DefinitionParams) -> list[types.Location]:
        place = _place(editor, params)
        return locations(*place) if place else []


Cursor = tuple[Reading, Path, list[str], types.Position]


def _place(editor: Editor, params: Any) -> Cursor | None:
    """The reading, file, lines and position (in characters) that a request is about."""
    path = Path(to_fs_path(params.text_document.uri) or "")
    reading = editor.reading(path)
    if reading is None:
        return None
    lines = [*editor.lines(path), ""]
    codec = editor.server.workspace.position_codec
    here = codec.position_from_client_units(lines, params.position)
    return reading, path, lines, types.Position(here.line, here.character)


def completions(reading: Reading, _path: Path, lines: list[str], at: types.Position) -> list[types.CompletionItem]:
    """What may follow at the cursor."""
    line = lines[at.line]
    if line.startswith("#"):
        found = complete_heading(line[: at.character], reading)
    elif line.startswith("|"):
        found = complete_cell(line, at.character, reading)
    else:
        before = sentence_before(lines, at.line, at.character)
        found = complete_sentence(before, reading) if before is not None else []
    return [_item(candidate, number, at) for number, candidate in enumerate(found)]


def _item(candidate: Candidate, number: int, at: types.Position) -> types.CompletionItem:
    start = max(0, at.character - candidate.replaces)
    kind = KINDS.get(candidate.category, types.CompletionItemKind.Value)
    return types.CompletionItem(
        candidate.text, kind=kind, detail=candidate.detail, sort_text=f"{number:04}", filter_text=candidate.text,
        text_edit=types.TextEdit(span(at.line, start, at.line, at.character), candidate.text),
    )  # fmt: skip


def hover(reading: Reading, path: Path, lines: list[str], at: types.Position) -> types.Hover | None:
    """What stands under the cursor: a name first, else the norm."""
    named = name_at(lines[at.line], at.character, reading.regime.vocabulary)
    if named is not None:
        text = "\n\n---\n\n".join(about_symbol(symbol, reading) for symbol in named.symbols)
        return _hover(text, span(at.line, named.start, at.line, named.end))
    first = bullet_line(lines, at.line)
    norm = norm_at(reading, path, first + 1) if first is not None else None
    return _hover(about_norm(norm, reading), None) if norm is not None else None


def _hover(text: str, place: types.Range | None) -> types.Hover:
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), place)


def locations(reading: Reading, _path: Path, lines: list[str], at: types.Position) -> list[types.Location]:
    """Where the citation or name under the cursor is said."""
    line = lines[at.line]
    citation = citation_at(line, at.character)
    found = places_of_citation(citation, reading) if citation else []
    if not found and (named := name_at(line, at.character, reading.regime.vocabulary)):
        found = [place for symbol in named.symbols for place in places_of_symbol(symbol, named.phrase, reading)]
    marks = dict.fromkeys((from_fs_path(str(path)) or "", max(0, number - 1)) for path, number in found)
    return [types.Location(uri, span(number, 0, number, 0)) for uri, number in marks]


def serve() -> None:
    """Serve an editor over standard input and output until it says goodbye."""
    build_server().start_io()
