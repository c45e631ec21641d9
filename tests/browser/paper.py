"""A page as Chromium prints it, and what of its words is not on the paper."""

from __future__ import annotations

import base64
import itertools
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import NamedTuple

from tests.browser.page import Page

A4 = {"paperWidth": 8.27, "paperHeight": 11.69}
PAPER = 717
"""How wide the text on such a paper is, in the pixels of a screen."""

# What is written in one go, in pieces: between them are blocks, and what the style puts before and after elements.
PIECES = r"""
const content = document.querySelector('[role="main"]');
const NOT_PRINTED = ".headerlink, .archdoc-controls, .archdoc-enlarge, details.archdoc-more > summary, script, style, title, desc, " +
  ".visually-hidden, .content-icon-container, .back-to-top, .related-pages, .copybtn";
const PHRASING = new Set("A ABBR B CODE DEL EM I INS KBD MARK S SMALL SPAN STRONG SUB SUP U WBR".split(" "));
const pieces = [];
let piece = "";
function end() { if (piece.trim()) pieces.push(piece); piece = ""; }
function says(element, which) {
  const { content } = getComputedStyle(element, which);
  return content !== "none" && content !== "normal" && content !== '""';
}
function read(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const [first, ...lines] = node.parentElement.closest("pre") ? node.data.split("\n") : [node.data];
    piece += first;
    for (const line of lines) { end(); piece = line; }
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(NOT_PRINTED)) return;
  const block = !PHRASING.has(node.tagName);
  if (block || says(node, "::before")) end();
  node.childNodes.forEach(read);
  if (block || says(node, "::after")) end();
}
read(content);
end();
return pieces;
"""


class Paper(NamedTuple):
    pages: list[str]
    """The texts of the pages, in the order in which they are painted, without white space."""
    pieces: list[str]
    """What the page on the screen says, folded or not."""


def printed(page: Page, folder: Path) -> Paper:
    """Print a page that is open; a window of the paper's width says what its style adds there."""
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        pieces = page.run(PIECES)
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    data = page.driver.execute_cdp_cmd("Page.printToPDF", A4)["data"]
    (folder / "page.pdf").write_bytes(base64.b64decode(data))
    command = ["pdftotext", "-raw", "page.pdf", "-"]
    text = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout.decode()
    return Paper([plain(one) for one in text.split("\f")[:-1]], pieces)


def plain(text: str) -> str:
    """A text without what depends on how it is set: white space, ligatures, capitals, hyphens at the ends of lines."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s\u00ad\u2010\u200b-\u200f\u2060-\u2069\ufe0e\ufe0f]", "", text)


def lost(paper: Paper) -> list[str]:
    """What the page says and the paper does not: whole pieces, and words that are there less often."""
    whole = "".join(paper.pages)
    pieces = {plain(piece): piece for piece in paper.pieces}
    found = [
        f"not as a whole: {' '.join(piece.split())}"
        for short, piece in pieces.items()
        if short not in whole and not is_parted(short, paper.pages)
    ]
    said = "\n".join(plain(piece) for piece in paper.pieces)
    words = {plain(word) for piece in paper.pieces for word in re.findall(r"[^\W_]+", piece)} - {""}
    counts = ((word, said.count(word), whole.count(word)) for word in sorted(words))
    return found + [f"{word}: {want} times, printed {there}" for word, want, there in counts if there < want]


def is_parted(piece: str, pages: list[str]) -> bool:
    """Whether two pages that follow each other share a piece: on each stand other cells of its row around it."""
    return any(
        piece[:at] in one and piece[at:] in other
        for one, other in itertools.pairwise(pages)
        for at in range(1, len(piece))
    )
