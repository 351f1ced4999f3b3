"""Reads a PDF as assistive technology does: by its structure tree. And says what is wrong with that structure.

Nothing but pikepdf is needed, so that the checks run on every machine.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

SHOWS = {"Tj", "TJ", "'", '"', "f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}
_HEX = re.compile(r"<([0-9a-fA-F]+)>")


@dataclass
class Node:
    """An element of the structure tree with its own text and children, in reading order."""

    tag: str
    children: list[Node] = field(default_factory=list)
    text: str = ""
    attributes: Any = None

    def all(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.all()

    def words(self) -> str:
        """The text of this element and everything in it."""
        return "".join(node.text for node in self.all())

    def find(self, tag: str) -> list[Node]:
        return [node for node in self.all() if node.tag == tag]


@dataclass
class Read:
    """A PDF as read: its tree, its title and metadata, and every structural problem found."""

    tree: Node
    problems: list[str]
    xmp: str
    info: dict[str, str]

    def lines(self) -> list[str]:
        """The text of headings, paragraphs, list items and cells, in reading order."""
        found = [node.words().strip() for node in self.tree.all() if node.tag in ("H1", "H2", "P", "LBody", "TH", "TD")]
        return [line for line in found if line]


def read_pdf(data: bytes) -> Read:
    """Read a PDF by its structure tree."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        problems = list(_document_problems(pdf))
        texts: dict[tuple[Any, int], str] = {}
        for number, page in enumerate(pdf.pages):
            marked, loose = _page_texts(page)
            problems += [f"page {number + 1}: untagged {operator}" for operator in loose]
            texts |= {(page.obj.objgen, mcid): text for mcid, text in marked.items()}
        used: set[tuple[Any, int]] = set()
        tree = Node("Root")
        _walk(pdf.Root.StructTreeRoot.K, tree, texts, used, None)
        problems += [f"content {key} is in no structure element" for key in texts.keys() - used]
        problems += _tree_problems(tree)
        xmp = bytes(pdf.Root.Metadata.read_bytes()).decode()
        info = {str(key): str(value) for key, value in (pdf.docinfo or {}).items()}
        return Read(tree, problems, xmp, info)


def _document_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    yield from pdf.check_pdf_syntax()
    if not str(root.get("/Lang", "")).startswith("nl"):
        yield "language is not Dutch"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not displayed"
    if "/OutputIntents" not in root:
        yield "no output intent (PDF/A)"
    for page in pdf.pages:
        if page.obj.get("/Tabs") not in (None, Name.S):
            yield "tab order does not follow the structure"
    for item in pdf.objects:
        if not isinstance(item, Dictionary):
            continue
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        if item.get("/Type") == Name.FontDescriptor and not any(key in item for key in files):
            yield f"font {item.FontName} is not embedded"
        if item.get("/Type") == Name.Font and "/DescendantFonts" in item and "/ToUnicode" not in item:
            yield "a font without a map to Unicode"
        if item.get("/S") in (Name.JavaScript, Name.Launch):
            yield "an active action"


def _tree_problems(tree: Node) -> Iterator[str]:
    heads = [int(node.tag[1]) for node in tree.all() if re.fullmatch(r"H\d", node.tag)]
    if heads[:1] != [1] or heads.count(1) != 1:
        yield f"headings do not open with one H1: {heads}"
    if any(later > earlier + 1 for earlier, later in pairwise(heads)):
        yield f"a heading level is skipped: {heads}"
    for table in tree.find("Table"):
        rows = table.find("TR")
        if not rows or {cell.tag for cell in rows[0].children} != {"TH"}:
            yield "a table without a header row"
        if any("/Scope" not in str(cell.attributes) for cell in table.find("TH")):
            yield "a header cell without a scope"
        if len({len(row.children) for row in rows}) != 1:
            yield "a table with uneven rows"
    for item in tree.find("LI"):
        if [child.tag for child in item.children] != ["Lbl", "LBody"]:
            yield "a list item without label and body"


def _walk(kids: Any, node: Node, texts: dict[tuple[Any, int], str], used: set[Any], page: Any) -> None:
    if isinstance(kids, Array):
        for kid in kids:
            _walk(kid, node, texts, used, page)
    elif isinstance(kids, Dictionary):
        page = kids.get("/Pg", page)
        if kids.get("/Type") == Name.MCR:
            _walk(kids.MCID, node, texts, used, page)
        elif "/S" in kids:
            child = Node(str(kids.S)[1:], attributes=kids.get("/A"))
            node.children.append(child)
            if "/K" in kids:
                _walk(kids.K, child, texts, used, page)
    elif isinstance(kids, int):
        key = (page.objgen, int(kids))
        used.add(key)
        if node.children:  # text between children keeps its place
            node.children.append(Node("Text", text=texts.get(key, "")))
        else:
            node.text += texts.get(key, "")


def _page_texts(page: pikepdf.Page) -> tuple[dict[int, str], list[str]]:
    """The text of each marked-content sequence, and the operators that draw outside any mark."""
    fonts = {str(name): _unicode_map(font) for name, font in page.resources.get("/Font", {}).items()}
    marks: list[int | None] = []
    found: dict[int, str] = {}
    loose: list[str] = []
    current: dict[int, str] = {}
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else None
            mcid = properties.get("/MCID") if isinstance(properties, Dictionary) else None
            marks.append(int(mcid) if mcid is not None else (marks[-1] if marks else None))
            if mcid is not None:
                found.setdefault(int(mcid), "")
        elif name == "EMC":
            marks.pop()
        elif name in SHOWS and not marks:
            loose.append(name)
        elif name == "Tf":
            current = fonts[str(operands[0])]
        if name in ("Tj", "TJ") and marks and marks[-1] is not None:
            found[marks[-1]] += _decode(operands[0], current)
    return found, loose


def _decode(shown: Any, table: dict[int, str]) -> str:
    strings = [part for part in shown if isinstance(part, pikepdf.String)] if isinstance(shown, Array) else [shown]
    codes = b"".join(bytes(part) for part in strings)
    return "".join(table[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))


def _unicode_map(font: Any) -> dict[int, str]:
    table: dict[int, str] = {}
    for kind, body in re.findall(r"begin(bfchar|bfrange)(.*?)end\1", font.ToUnicode.read_bytes().decode(), re.DOTALL):
        for line in body.strip().splitlines():
            codes = _HEX.findall(line)
            first, text = int(codes[0], 16), bytes.fromhex(codes[-1]).decode("utf-16-be")
            last = int(codes[1], 16) if kind == "bfrange" else first
            for code in range(first, last + 1):
                table[code] = text[:-1] + chr(ord(text[-1]) + code - first)
    return table
