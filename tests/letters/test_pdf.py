"""Every letter is a PDF/UA-1 and PDF/A-2a file that can be read by its structure, and is the same file every time."""

from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from tests.letters.pdf_reader import Read, read_pdf
from tests.letters.samples import EMPLOYER, HEAD, every_letter, sender, trial_placement, wage_subsidy

from trede.letters import Letter, LetterError, LetterKind, compose, render_pdf

LETTERS = {
    f"{name}{' draft' * draft}": letter for draft in (False, True) for name, letter in every_letter(draft).items()
}
names = pytest.mark.parametrize("name", LETTERS)


def reads(letter: Letter) -> Read:
    return read_pdf(render_pdf(letter))


@names
def test_structure_has_no_problems(name: str) -> None:
    assert reads(LETTERS[name]).problems == []


@names
def test_metadata_says_what_it_is(name: str) -> None:
    letter, read = LETTERS[name], reads(LETTERS[name])
    assert "<pdfuaid:part>1</pdfuaid:part>" in read.xmp
    assert "<pdfaid:part>2</pdfaid:part>" in read.xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in read.xmp
    assert "nl-NL" in read.xmp
    title = f"Concept: {letter.subject}" if letter.draft else letter.subject
    assert title in read.xmp
    assert read.info["/Title"] == title
    assert read.info["/Author"] == "Gemeente Voorbeeldstad"
    assert read.info["/CreationDate"].startswith("D:20250603")


@names
def test_read_by_structure_all_the_text_is_there_in_order(name: str) -> None:
    letter = LETTERS[name]
    read = " ".join(reads(letter).lines()).replace("\u200b", "").replace("\xa0", " ")
    at = 0
    for line in letter.text().replace("\xa0", " ").replace(" | ", "\n").splitlines():
        for part in line.removeprefix("- ").split(": ", 1) if at < read.find(letter.subject) else [line]:
            found = read.find(part.removeprefix("- "), at)
            assert found >= at, part
            at = found


@names
def test_the_decision_comes_first(name: str) -> None:
    letter, read = LETTERS[name], reads(LETTERS[name])
    assert [head.words() for head in read.tree.find("H1")] == [letter.subject]
    lines = read.lines()
    after = lines[lines.index(letter.subject) + 1 :]
    first = letter.sections[0].blocks[0]
    assert after[:2] == [letter.sections[0].heading, getattr(first, "text", "")]
    assert [head.words() for head in read.tree.find("H2")] == [section.heading for section in letter.sections]


def test_a_draft_says_so_in_text_that_is_read() -> None:
    draft, final = reads(LETTERS["grant person draft"]), reads(LETTERS["grant person"])
    assert any(line.startswith("Concept. Dit is nog geen besluit.") for line in draft.lines())
    assert not any("concept" in line.lower() for line in final.lines())
    assert "Concept" not in final.info["/Title"]


def test_the_norms_stand_in_a_table_with_a_header() -> None:
    tables = reads(LETTERS["grant employer"]).tree.find("Table")
    assert [cell.words() for cell in tables[0].find("TH")] == ["Waarvoor", "Bedrag", "Periode"]
    assert [cell.words() for cell in tables[1].find("TH")] == ["Regel", "Wat er in de regel staat"]
    assert "Verordening 2023, artikel 11, lid 2" in [cell.words() for cell in tables[1].find("TD")]


def test_a_draft_without_any_date_is_dated_by_the_assessment() -> None:
    draft = compose(wage_subsidy(), HEAD, addressee=EMPLOYER, sender=sender())
    assert reads(draft).info["/CreationDate"].startswith("D:20250601")
    assert reads(draft).problems == []


def test_equal_letters_are_equal_bytes_in_every_thread() -> None:
    letters = list(every_letter().values()) * 4
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(render_pdf, letters))
    assert made[:6] == made[6:12] == made[12:18] == made[18:]
    assert len(set(made)) == 6


def test_equal_letters_are_equal_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.letters.samples import every_letter; from trede.letters import render_pdf;"
        "print(*[hashlib.sha256(render_pdf(letter)).hexdigest() for letter in every_letter().values()])"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_a_long_letter_keeps_its_headers_and_structure() -> None:
    assessed = trial_placement()
    assessed["gronden"] = [
        {**assessed["gronden"][0], "normen": [f"X-{n}"], "plaats": f"Artikel {n}", "uitleg": f"Reden {n}."}
        for n in range(120)
    ]
    letter = compose(assessed, HEAD, addressee=EMPLOYER, sender=sender())
    assert letter.kind is LetterKind.GRANT
    assert reads(letter).problems == []


def test_what_typst_refuses_is_told_in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trede.letters.render.STANDARDS", ["ua-1", "a-1b", "a-2a"])
    with pytest.raises(LetterError, match="De brief kan geen toegankelijke PDF worden: "):
        render_pdf(LETTERS["grant person"])


def test_the_reader_of_these_tests_sees_what_is_wrong() -> None:
    """Typst does not notice a missing language; these checks do, and more."""
    with pikepdf.open(io.BytesIO(render_pdf(LETTERS["grant person"]))) as pdf:
        del pdf.Root.Lang
        del pdf.Root.ViewerPreferences
        pdf.Root.MarkInfo.Marked = False
        page = pdf.pages[0]
        page.contents_add(b"BT /f0 12 Tf (x) Tj ET 0 0 m 9 9 l S")
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.H2:
                item.S = pikepdf.Name.H3
        spoiled = io.BytesIO()
        pdf.save(spoiled)
    found = read_pdf(spoiled.getvalue()).problems
    assert {"language is not Dutch", "the title is not displayed", "not marked as tagged"} < set(found)
    assert "page 1: untagged S" in found
    assert any(problem.startswith("a heading level is skipped") for problem in found)


def test_a_bare_sender_still_gives_a_valid_draft() -> None:
    bare = type(sender())(organisatie="Gemeente X")
    letter = compose(wage_subsidy(), HEAD, addressee=EMPLOYER, sender=bare)
    assert reads(letter).problems == []
