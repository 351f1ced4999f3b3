"""The same letter as HTML, made into an accessible PDF by weasyprint."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from trede.letters import Bullets, Letter, Lines, Paragraph

STYLE = """
@page { size: A4; margin: 2.5cm; @bottom-right { content: counter(page) " / " counter(pages); } }
body { font: 11pt/1.4 sans-serif; } h1 { font-size: 14pt; } h2 { font-size: 11pt; }
table { border-collapse: collapse; } th, td { text-align: left; padding: 2pt 8pt 2pt 0; }
"""


def to_html(letter: Letter) -> str:
    """The letter as a page: the same text, headings, lists and tables."""
    head = [letter.sender.organisatie, letter.sender.afdeling, *letter.sender.adres]
    references = "".join(f"<tr><th scope=row>{escape(n)}</th><td>{escape(v)}</td></tr>" for n, v in letter.references)
    sections = "".join(
        f"<h2>{escape(section.heading)}</h2>" + "".join(map(_block, section.blocks)) for section in letter.sections
    )
    return (
        f"<!doctype html><html lang=nl><head><title>{escape(letter.subject)}</title><style>{STYLE}</style></head><body>"
        f"{_lines(head)}{_lines([letter.addressee.name, *letter.addressee.lines])}<table>{references}</table>"
        f"{''.join(map(_block, letter.notes))}<h1>{escape(letter.subject)}</h1>{sections}"
        f"{_lines([*letter.greeting, *letter.signed])}</body></html>"
    )


def _lines(lines: list[str]) -> str:
    return "<p>" + "<br>".join(escape(line) for line in lines if line) + "</p>"


def _block(block: object) -> str:
    match block:
        case Paragraph():
            return f"<p>{escape(block.text)}</p>"
        case Bullets():
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"
        case Lines():
            return _lines(list(block.lines))
        case _:
            return _table(block.header, block.rows)  # type: ignore[attr-defined]


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def weasyprint_maker() -> tuple[Callable[[Letter], bytes] | None, str]:
    """Something that makes the PDF, and what it is; None with the reason when weasyprint cannot run here."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as problem:
        return None, f"weasyprint skipped: {str(problem).splitlines()[0]}"
    fonts = FontConfiguration()

    def make(letter: Letter) -> bytes:
        page = weasyprint.HTML(string=to_html(letter))
        made: bytes = page.write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
        return made

    return make, f"weasyprint {weasyprint.__version__} (PDF/UA-1 only; Trede's is PDF/A-2a as well)"
