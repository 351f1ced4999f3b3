"""The language server: an editor talks with it in a process of its own, and its marks follow the text."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.workspace import Workspace
from tests.cli.editor_sample import RULES, at

from trede.cli import editor as package
from trede.cli.editor import server
from trede.cli.editor.desk import Reading


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run a conversation with a server, for a minute at most, on a thread that has no other event loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asyncio.wait_for(work, 60)).result()


class Client:
    """An editor that talks with the server in a process of its own."""

    def __init__(self) -> None:
        self.client = LanguageClient("proef", "1")
        self.marks: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def marked(params: types.PublishDiagnosticsParams) -> None:
            self.marks.put_nowait(params)

    async def start(self, root: Path) -> types.InitializeResult:
        await self.client.start_io(sys.executable, "-m", "trede.cli.main", "language-server", env=dict(os.environ))
        asked = types.InitializeParams(types.ClientCapabilities(), root_uri=root.as_uri())
        found = await self.client.initialize_async(asked)
        self.client.initialized(types.InitializedParams())
        return found

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


async def conversation(folder: Path) -> None:
    rules = folder / "verordening.md"
    name, uri = types.TextDocumentIdentifier(rules.as_uri()), rules.as_uri()
    editor = Client()
    found = await editor.start(folder)
    assert found.capabilities.completion_provider is not None
    client = editor.client

    wrong = RULES.replace("uren minstens", "uuren minstens")
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, wrong)))
    marks = await editor.marks.get()
    assert marks.uri == uri
    first = marks.diagnostics[0]
    assert (first.range.start.line, first.source) == (17, "trede")
    assert "'uuren" in first.message

    line = "- 11 Het college moet "
    change = types.TextDocumentContentChangeWholeDocument(f"{RULES}\n## Artikel 2. Meer\n\n{line}\n")
    version = types.VersionedTextDocumentIdentifier(2, uri)
    for _ in range(2):  # the second change comes before the first was read
        client.text_document_did_change(types.DidChangeTextDocumentParams(version, [change]))
    marks = await editor.marks.get()
    assert [d.message.split(" Goed")[0] for d in marks.diagnostics] == ["Deze zin is niet af."]

    last = len(RULES.splitlines()) + 3
    listed = await client.text_document_completion_async(types.CompletionParams(name, at(last, len(line))))
    assert isinstance(listed, types.CompletionList)
    assert {"besluit nemen", "hulp"} <= {item.label for item in listed.items}
    hover = await client.text_document_hover_async(types.HoverParams(name, at(12, 18)))
    assert hover is not None
    places = await client.text_document_definition_async(types.DefinitionParams(name, at(12, 18)))
    assert isinstance(places, list)
    assert places[0].uri == (folder / "feiten.md").as_uri()  # type: ignore[union-attr]

    rules.write_text(RULES, "utf-8")
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(version, [types.TextDocumentContentChangeWholeDocument(RULES)])
    )
    client.text_document_did_save(types.DidSaveTextDocumentParams(name))
    assert not (await editor.marks.get()).diagnostics
    client.text_document_did_close(types.DidCloseTextDocumentParams(name))
    await editor.stop()


def test_an_editor_talks_with_the_server(folder: Path) -> None:
    run(conversation(folder))


class Quiet:
    """A server as the editor's memory sees it."""

    def __init__(self, documents: dict[str, Any], root: Path) -> None:
        self.workspace = Workspace(root.as_uri())
        for uri, text in documents.items():
            self.workspace.put_text_document(types.TextDocumentItem(uri, "markdown", 1, text))
        self.sent: list[types.PublishDiagnosticsParams] = []

    def text_document_publish_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        self.sent.append(params)


def test_marks_follow_the_text(folder: Path, rules: Path) -> None:
    quiet = Quiet({rules.as_uri(): RULES.replace("uren minstens", "uuren minstens"), "untitled:1": ""}, folder)
    memory = server.Editor(quiet)  # type: ignore[arg-type]

    async def work() -> None:
        memory.changed(rules.as_uri(), 5, False)
        memory.changed(rules.as_uri(), 0, True)
        await memory.waiting[folder]
        memory.changed((folder.parent / "los.md").as_uri(), 0, False)
        assert list(memory.waiting) == [folder]

    run(work())
    assert [mark.uri for mark in quiet.sent] == [rules.as_uri()]
    assert len(quiet.sent[0].diagnostics) == 2  # the line, and the example that fails by it
    quiet.workspace.put_text_document(types.TextDocumentItem(rules.as_uri(), "markdown", 2, RULES))
    run(work())
    assert quiet.sent[1].diagnostics == []
    assert memory.lines(folder / "weg.md") == []
    assert memory.reading(rules) is memory.reading(rules)
    assert memory.reading(folder.parent / "los.md") is None


def ask(built: Any, feature: str, params: Any) -> Any:
    """What a feature of a server answers."""
    return built.protocol.fm.features[feature](params)


def test_features_answer_where_a_regime_is_and_not_elsewhere(folder: Path, rules: Path, tmp_path: Path) -> None:
    built = package.build_server()
    built.protocol._workspace = Workspace(folder.as_uri())
    here, there = (types.TextDocumentIdentifier(path.as_uri()) for path in (rules, tmp_path / "los.md"))
    for name, empty in ((here, False), (there, True)):
        listed = ask(built, types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams(name, at(12, 4)))
        assert bool(listed.items) != empty
        hover = ask(built, types.TEXT_DOCUMENT_HOVER, types.HoverParams(name, at(12, 18)))
        assert (hover is None) == empty
        places = ask(built, types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams(name, at(12, 18)))
        assert bool(places) != empty


@pytest.mark.parametrize(
    ("text", "line", "character", "label"),
    [
        ("### Voorbeelden vanuit ", 0, 23, "Sara"),
        ("| ", 0, 2, "uren"),
        ("- 1 ", 0, 4, "Alleen als"),
        ("tekst", 0, 5, None),
    ],
)
def test_completions_know_where_they_are(
    reading: Reading, rules: Path, text: str, line: int, character: int, label: str | None
) -> None:
    found = [item.label for item in server.completions(reading, rules, [text], at(line, character))]
    assert (label in found) if label else found == []


def test_going_to_a_citation_or_nowhere(reading: Reading, rules: Path) -> None:
    def lines_of(text: str, character: int) -> list[int]:
        return [p.range.start.line for p in server.locations(reading, rules, [text], at(0, character))]

    assert lines_of("| x | D-V-1.4.a |", 8) == [17]
    assert lines_of("zie D-V-9.9", 6) == []
    assert lines_of("de uren", 4) == [8]
    assert lines_of("", 0) == []


def test_serve_listens_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []
    monkeypatch.setattr(server.LanguageServer, "start_io", lambda self: started.append(True))
    package.serve()
    assert started == [True]
