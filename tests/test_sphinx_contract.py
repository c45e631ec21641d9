"""The facts of Sphinx, docutils and MyST that we rely on and that they do not promise.

If an upgrade breaks one, the test named after the fact fails. Its docstring says which module relies on the fact, and
what goes wrong without it. Where a newer version no longer needs one of our workarounds, the test is the place to say so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docutils
import pytest
from docutils import nodes
from docutils.transforms.misc import Transitions
from docutils.utils import new_document
from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from pygments.lexers import TextLexer
from sphinx import addnodes
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.latex.transforms import (
    CitationReferenceTransform,
    LaTeXFootnoteTransform,
    MathReferenceTransform,
)
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment.adapters.toctree import document_toc
from sphinx.environment.collectors.title import TitleCollector
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.errors import NoUri
from sphinx.highlighting import PygmentsBridge
from sphinx.testing.util import SphinxTestApp
from sphinx.transforms.i18n import Locale
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util import get_filetype
from sphinx.util.i18n import CatalogInfo, docname_to_domain
from sphinx.util.matching import compile_matchers

from sphinx_archdoc.ext.directives.entry_nodes import _MISPLACED_TRANSITION
from sphinx_archdoc.ext.environment.source_lines import _MAX_SURPLUS
from sphinx_archdoc.markdown.document.notebook import _CELL
from tests.contract_site import CONF, INVENTORY, PAGES, SEEN


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contract")
    (folder / "conf.py").write_text(CONF.replace("INVENTORY", repr(str(INVENTORY))), "utf-8")
    (folder / "left").mkdir()
    for name, text in (PAGES | {"left/page.md": "# Left out\n"}).items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def app(folder: Path) -> Iterator[SphinxTestApp]:
    SEEN.__init__()  # type: ignore[misc]
    app = SphinxTestApp("html", srcdir=folder)
    app.build()
    assert app.warning.getvalue() == ""
    yield app
    app.cleanup()


@pytest.fixture
def toc(app: SphinxTestApp) -> nodes.Element:
    return app.env.tocs["third"]


# The table of contents


def test_the_contents_of_a_page_are_made_from_env_tocs_when_they_are_asked_for(app: SphinxTestApp) -> None:
    """``local_toc`` renders ``document_toc`` again after it changed ``env.tocs``; otherwise a page lists no cards."""
    item = nodes.list_item(
        "", addnodes.compact_paragraph("", "", nodes.reference("", "New", anchorname="#n"))
    )
    kept = app.env.tocs["third"]
    app.env.tocs["third"] = nodes.bullet_list("", item)
    try:
        html = app.builder.render_partial(document_toc(app.env, "third", app.builder.tags))["fragment"]
    finally:
        app.env.tocs["third"] = kept
    assert 'href="#n"' in html and "New" in html


def test_a_link_in_the_contents_knows_its_anchor_and_stands_in_an_item(toc: nodes.Element) -> None:
    """``local_toc`` finds cards by ``anchorname``, and removes ``link.parent.parent``; otherwise cards stay in all side bars."""
    links = {link["anchorname"]: link for link in toc.findall(nodes.reference)}
    assert isinstance(links["#f"].parent.parent, nodes.list_item)
    assert isinstance(links["#f"].parent.parent.parent, nodes.bullet_list)


def test_objects_are_code_in_the_contents(toc: nodes.Element) -> None:
    """``local_toc`` takes the names of cards that are no code out of a literal; otherwise titles look like code."""
    (link,) = (link for link in toc.findall(nodes.reference) if link["anchorname"] == "#f")
    assert isinstance(link[0], nodes.literal)


def test_the_numbers_of_sections_are_on_the_links_of_the_contents(app: SphinxTestApp) -> None:
    """``local_toc`` copies ``secnumber`` to its own contents with cards; otherwise numbers are missing beside them."""
    links = {link["anchorname"]: link for link in app.env.tocs["second"].findall(nodes.reference)}
    assert (list(links[""]["secnumber"]), list(links["#sub"]["secnumber"])) == ([1], [1, 1])


def test_a_heading_says_by_toc_name_what_the_contents_list(app: SphinxTestApp) -> None:
    """``object_description`` sets ``_toc_parts`` and ``_toc_name``; without them no card is in the contents of its page."""
    assert "One" in app.env.tocs["second"].astext()


# The index pages


def test_index_pages_are_written_after_the_documents_and_the_general_index(app: SphinxTestApp) -> None:
    """``domain_indices`` cuts the list of index pages when the first page behind all documents is written."""
    pages = [name for event, name in SEEN.order if event == "page"]
    assert set(pages[: pages.index("genindex")]) == app.env.all_docs.keys()
    assert pages.index("genindex") < pages.index("thing-used") < pages.index("thing-last")


def test_index_pages_that_are_cut_from_the_list_are_not_written(app: SphinxTestApp) -> None:
    """``domain_indices`` cuts those that show no change; otherwise they are written in every build, which takes longest of all."""
    assert (Path(app.outdir) / "thing-used.html").exists()
    assert not (Path(app.outdir) / "thing-cut.html").exists()


def test_an_index_page_may_have_the_template_of_a_document(app: SphinxTestApp) -> None:
    """``index_pages`` returns another template at html-page-context; otherwise tables of index pages do not fit on screens."""
    assert SEEN.templates["thing-used"] == "domainindex.html"
    assert "in place of the table" in (Path(app.outdir) / "thing-last.html").read_text("utf-8")


def test_the_side_bar_is_the_same_on_all_index_pages(app: SphinxTestApp) -> None:
    """``domain_indices`` computes it once and shows it on all; otherwise links in the side bar lead nowhere."""
    assert "toctree-l1" in SEEN.toctrees["thing-used"]
    assert SEEN.toctrees["thing-used"] == SEEN.toctrees["thing-last"]


def test_an_index_without_entries_has_a_label_and_no_page(app: SphinxTestApp) -> None:
    """``domain_indices`` removes such labels; if Sphinx no longer makes them, the removal can go."""
    assert "thing-empty" in app.env.domains.standard_domain.anonlabels
    assert not (Path(app.outdir) / "thing-empty.html").exists()


def test_the_labels_of_the_standard_domain_are_tuples_by_name(app: SphinxTestApp) -> None:
    """``domain_indices`` and ``references`` read them: page and anchor, and the title of those that have one."""
    standard = app.env.domains.standard_domain
    assert standard.labels["search"] == ("search", "", "Search Page")
    assert standard.anonlabels["thing-used"] == ("thing-used", "")


def test_the_builder_knows_digests_of_the_configuration_and_the_time_of_its_templates(
    app: SphinxTestApp,
) -> None:
    """``domain_indices`` makes the digest of an index page from them; otherwise a change of the theme leaves index pages stale."""
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    assert app.builder.build_info.config_hash and app.builder.build_info.tags_hash
    assert app.builder.templates and app.builder.templates.newest_template_mtime() > 0
    assert app.env.toctree_includes == {"index": ["second", "third"]}


# Search and general index


def test_a_language_of_the_search_asks_its_stemmer_for_each_word(app: SphinxTestApp) -> None:
    """``search_stemmer`` replaces it by one that remembers; otherwise the search index takes longer than the pages."""
    language = app.builder.indexer.lang
    kept, language.stemmer = language.stemmer, SimpleNamespace(stemWord=lambda word: f"<{word}>")
    try:
        assert language.stem("Words") == "<words>"
    finally:
        language.stemmer = kept


def test_pages_of_extensions_come_before_the_search_page(app: SphinxTestApp) -> None:
    """``search_entries`` writes the list of entries before the search page links it; otherwise the link has no checksum."""
    assert SEEN.order.index(("collect", "")) < SEEN.order.index(("page", "search"))


def test_pages_of_extensions_are_written_one_by_one() -> None:
    """``html.profiles`` notes the contents of a page while it is written; otherwise themes show those of another."""
    order: list[str] = []

    def pages() -> Iterator[tuple[str, dict[str, Any], str]]:
        for name in ("one", "two"):
            order.append(f"made {name}")
            yield name, {}, "page.html"

    builder = SimpleNamespace(
        events=SimpleNamespace(emit=lambda event: [pages()]),
        handle_page=lambda name, *_: order.append(f"written {name}"),
    )
    StandaloneHTMLBuilder.gen_pages_from_extensions(builder)  # type: ignore[arg-type]
    assert order == ["made one", "written one", "made two", "written two"]


def test_entries_of_the_general_index_are_tuples_of_five(app: SphinxTestApp) -> None:
    """``collectors.entries`` notes entries as Sphinx does; otherwise the general index fails."""
    assert SEEN.index_entries["third"][0] == ("single", "apple", "index-0", "", None)


def test_entries_of_the_general_index_may_be_noted_when_a_page_was_read(app: SphinxTestApp) -> None:
    """``collectors.entries`` adds to them at doctree-read (600); if Sphinx collects later, the general index knows no entries."""
    assert app.env.domains.index_domain.entries["third"][-1] == ("single", "noted", "noted", "", None)
    assert ">noted<" in (Path(app.outdir) / "genindex.html").read_text("utf-8")


# References


def test_missing_references_can_be_asked_for_outside_of_a_document(app: SphinxTestApp) -> None:
    """``references`` asks intersphinx for names of entries before pages are written; otherwise none is found in other projects."""
    child = nodes.inline("search", "search")
    node = addnodes.pending_xref(
        "", child, refdomain="std", reftype="ref", reftarget="search", refdoc="index", refexplicit=True
    )
    found = app.env.events.emit_firstresult(
        "missing-reference", app.env, node, child, allowed_exceptions=(NoUri,)
    )
    assert found["refuri"] == "https://payments.example/search.html"


def test_links_of_markdown_have_the_shapes_that_we_read(app: SphinxTestApp) -> None:
    """``collectors.entries``, ``show_entries`` and ``domain`` tell links to pages, headings and entries apart by these attributes.

    Otherwise links to entries in running text are no references, and pages that they stand on are not rewritten.
    """
    names = ("refdomain", "reftype", "reftarget", "reftargetid")
    tree = app.env.get_doctree("index")
    found = [tuple(x.get(n) for n in names) for x in tree.findall(addnodes.pending_xref)]
    assert found == [
        ("doc", "myst", "second", None),
        ("doc", "myst", "second", "sub"),
        (None, "myst", "thing.ONE", None),
        ("", "any", "thing", None),
        ("std", "doc", "third", None),
    ]


def test_the_metadata_of_a_page_say_the_titles_of_its_headings(app: SphinxTestApp) -> None:
    """``references`` reads the title that a link to a heading shows; otherwise pages are not rewritten when it changes."""
    assert app.env.metadata["second"]["myst_slugs"]["sub"][2] == "Sub"


# What the parsers hand to a directive


@pytest.fixture
def directives(app: SphinxTestApp) -> dict[str, Any]:
    names = ["markdown", "around", "inner", "rest"]
    assert len(SEEN.directives) == len(names)
    # the directive around the other is noted when it has read its content
    return dict(zip(names, [SEEN.directives[i] for i in (0, 2, 1, 3)], strict=True))


def test_without_declared_options_markdown_hands_them_over_as_content(directives: dict[str, Any]) -> None:
    """``directive_text`` reads the options itself, as it needs the line of each; otherwise all entries lose their fields."""
    found = directives["markdown"]
    assert (found.arguments, found.options) == (["a name"], {})
    assert found.content == [":option: value", "", "Text *here*."]


def test_without_declared_options_restructuredtext_hands_them_over_as_argument(
    directives: dict[str, Any],
) -> None:
    """``directive_text`` splits them from the name; otherwise names of entries end in options."""
    found = directives["rest"]
    assert (found.arguments, found.options) == (["a name\n:option: value\n:more: x"], {})
    assert found.content == ["Text *here*."]


def test_the_text_of_a_directive_begins_with_its_first_line(directives: dict[str, Any]) -> None:
    """``directive_text`` finds lines of options in it, and tells the markup by it; otherwise lines of problems are wrong."""
    assert directives["markdown"].block[:2] == ["```{record} a name", ":option: value"]
    assert directives["rest"].block[:2] == [".. record:: a name", "   :option: value"]


def test_the_line_of_a_directive_is_right_or_a_few_too_large(directives: dict[str, Any]) -> None:
    """``directive_text`` looks a few lines back from where MyST says that a directive is; otherwise lines of problems are wrong.

    If nested fences have the right line, MyST no longer adds a blank line, and ``_count_surplus_lines`` can go.
    """
    assert directives["markdown"].line == 9 and directives["around"].line == 15
    assert 16 <= directives["inner"].line <= 16 + _MAX_SURPLUS
    assert directives["rest"].line == 4


def test_lines_of_what_a_directive_parses_count_from_its_offset(directives: dict[str, Any]) -> None:
    """``entry_nodes`` parses the texts of entries; otherwise problems in them have the lines of others."""
    assert directives["markdown"].lines == [10, 12]
    assert directives["rest"].lines == [8]


def test_markdown_counts_the_lines_of_inline_text_from_0(directives: dict[str, Any]) -> None:
    """``entry_nodes`` subtracts one; if MyST counts from 1, problems in options are a line too early."""
    assert directives["markdown"].inline == [41]


def test_ids_are_made_of_a_prefix_and_the_name_as_it_is_written(directives: dict[str, Any]) -> None:
    """``new_entry`` makes anchors by ``make_id``; if it changes, links from outside into pages break."""
    assert {found.id for found in directives.values()} == {"archdoc-envvar-PORT"}


def test_notes_on_the_document_that_is_read_are_forgotten_with_it(directives: dict[str, Any]) -> None:
    """``recognise``, ``translated_titles`` and ``translations`` keep notes in ``env.current_document``; otherwise pages get others' titles."""
    assert directives["markdown"].notes is directives["inner"].notes is not directives["rest"].notes


def test_a_document_knows_its_nodes_by_id(app: SphinxTestApp) -> None:
    """``object_description`` writes ``document.ids`` when it merges entries; otherwise links to merged entries fail."""
    ids = SEEN.doctrees["second"].ids
    assert isinstance(ids["one"], addnodes.desc_signature)
    ids.update({"another": ids["one"]})
    assert ids["another"] is ids["one"]


@pytest.mark.skipif(docutils.__version_info__[:2] < (0, 23), reason="it has other words, or none")
def test_docutils_says_in_these_words_that_a_line_is_in_the_wrong_place() -> None:
    """``entry_nodes`` says the same of lines that older versions fail at; otherwise one mistake has two wordings."""
    document = new_document("page")
    said: list[str] = []
    document.reporter.report_level = 5
    document.reporter.attach_observer(lambda message: said.append(message.astext()))
    document += nodes.container("", nodes.paragraph("", "a"), nodes.transition(), nodes.paragraph("", "b"))
    Transitions(document).apply()
    assert said and said[0].endswith(_MISPLACED_TRANSITION)


# Priorities


def test_our_transforms_run_between_those_of_others() -> None:
    """``translated_titles`` (12) and ``recognise`` (15) run before translation, ``translated_titles`` (30) after it; ``show_entries`` (4) before links, ``LabelFootnotes`` (590) before footnotes are moved."""
    assert Locale.default_priority == 20
    assert MystReferenceResolver.default_priority == 9
    assert ReferencesResolver.default_priority == 10
    assert CitationReferenceTransform.default_priority == MathReferenceTransform.default_priority == 5
    assert LaTeXFootnoteTransform.default_priority == 600


def test_titles_and_contents_are_collected_before_our_handlers_run(app: SphinxTestApp) -> None:
    """``collectors.entries`` and ``local_toc`` run at doctree-read with priority 600; otherwise pages have no titles in views."""
    handlers = app.events.listeners["doctree-read"]
    found = {type(getattr(one.handler, "__self__", None)): one.priority for one in handlers}
    assert found[TitleCollector] <= 500 and found[TocTreeCollector] <= 500


def test_what_config_inited_registers_takes_effect(app: SphinxTestApp) -> None:
    """``kinds`` adds the domain and ``virtual_environments`` excludes folders there; otherwise conf.py can declare no kinds."""
    assert "thing" in app.env.domains
    assert app.env.all_docs.keys() == {"index", "second", "third"}


# Builders


def test_builders_say_what_their_pages_may_hold() -> None:
    """``pictures``, ``show_entries`` and ``domain_indices`` ask; otherwise books have scripts and permalinks in them, or no index pages."""
    assert StandaloneHTMLBuilder.add_permalinks and not Epub3Builder.add_permalinks
    assert Epub3Builder.embedded and not StandaloneHTMLBuilder.embedded
    assert issubclass(SingleFileHTMLBuilder, StandaloneHTMLBuilder)


def test_the_builder_that_collects_messages_says_so() -> None:
    """``show_entries`` and ``translations`` ask ``use_message_catalog``; otherwise translators are given computed tables."""
    assert StandaloneHTMLBuilder.use_message_catalog and not MessageCatalogBuilder.use_message_catalog


def test_builders_of_pages_know_the_file_of_a_page() -> None:
    """``written_digests`` sees by its time whether it was written; otherwise an interrupted build leaves pages stale."""
    for builder in (StandaloneHTMLBuilder, DirectoryHTMLBuilder):
        assert callable(builder.get_output_path)
    assert not hasattr(LaTeXBuilder, "get_output_path")


@pytest.mark.parametrize("name", ["epub", "latex"])
def test_pictures_that_are_noted_late_are_copied(name: str, folder: Path, tmp_path: Path) -> None:
    """``pictures`` writes into ``builder.images`` while pages are written; otherwise books have no diagrams."""
    picture = tmp_path / "picture"
    picture.write_bytes(b"<svg/>")
    app = SphinxTestApp(name, srcdir=folder, builddir=tmp_path / name)
    app.connect("doctree-resolved", lambda app, *_: app.builder.images.update({str(picture): "drawn.svg"}))
    try:
        app.build()
        assert (Path(app.outdir) / app.builder.imagedir / "drawn.svg").read_bytes() == b"<svg/>"
        assert Path(app.builder.doctreedir).is_dir()
        assert getattr(app.builder, "out_suffix", "") == {"epub": ".xhtml", "latex": ""}[name]
    finally:
        app.cleanup()


def test_a_language_that_is_not_known_is_reported_in_this_form() -> None:
    """``unwanted_warnings`` knows the warning about Mermaid by its logger, its argument and its node."""
    records: list[logging.LogRecord] = []
    logger = logging.getLogger("sphinx.sphinx.highlighting")
    node = nodes.literal_block()
    logger.addFilter(note := lambda record: records.append(record) or False)
    try:
        assert isinstance(PygmentsBridge("html").get_lexer("x", "contract", location=node), TextLexer)
    finally:
        logger.removeFilter(note)
    assert [(record.args, getattr(record, "location", None)) for record in records] == [(("contract",), node)]


# HTML


def test_code_and_tables_are_written_in_the_html_that_we_write(app: SphinxTestApp) -> None:
    """``spans`` and ``html_table`` write the same for speed; otherwise our tables look unlike those of the author."""
    html = (Path(app.outdir) / "index.html").read_text("utf-8")
    code = '<code class="docutils literal notranslate"><span class="pre">two</span>&#160; <span class="pre">words</span></code>'
    assert code in html
    assert '<th class="head">' in html
    assert '<a class="headerlink" href="#start"' in html


# Helpers of Sphinx that are not documented


def test_catalogues_of_messages_can_be_compiled(tmp_path: Path) -> None:
    """``translations`` compiles the project's own words; otherwise a changed .po file has no effect."""
    path = tmp_path / "own.po"
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n', "utf-8")
    catalogue = CatalogInfo(str(tmp_path), "own", "utf-8")
    assert Path(catalogue.po_path) == path and catalogue.is_outdated()
    catalogue.write_mo("de", False)
    assert not catalogue.is_outdated()
    assert docname_to_domain("a/b", True) == "a" and docname_to_domain("a/b", False) == "a/b"


def test_the_parser_of_a_file_follows_from_its_suffix() -> None:
    """``recognise`` reads Markdown alone; otherwise it takes reStructuredText for Markdown."""
    suffixes = {".rst": "restructuredtext", ".md": "markdown"}
    assert get_filetype(suffixes, "a/b.rst") == "restructuredtext"
    assert get_filetype(suffixes, "a/b.md") == "markdown"


def test_patterns_of_pages_match_as_those_of_the_configuration() -> None:
    """``recognise`` reads ``archdoc_recognise`` by them; otherwise pages are recognised that are not meant."""
    one, all_below = compile_matchers(["docs/*", "docs/**"])
    assert one("docs/a") and not one("docs/a/b") and all_below("docs/a/b")


def test_each_cell_of_a_notebook_has_ten_thousand_lines() -> None:
    """``markdown.document.notebook`` counts as MyST-NB does; otherwise entries in notebooks have the anchors of others."""
    nb_to_tokens = pytest.importorskip("myst_nb.core.nb_to_tokens")
    source = Path(nb_to_tokens.__file__).read_text("utf-8")
    assert f"* {_CELL}" in source
