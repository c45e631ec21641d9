/* Extend Sphinx's search page: rank entries by their names, show their kinds, and excerpt whole sentences.
   Sphinx's searchtools.js still finds pages, sorts and shows all hits. If the functions that are replaced here are
   missing, in a later version, it works alone. */

(() => {
  const AS_INDEX = 100; // Sphinx's score of an exact match in the general index
  const LENGTH = 240; // characters of an excerpt, as in Sphinx
  const BEFORE = 80; // maximum characters before the first match
  const PROSE = "p, li, blockquote";
  const BLOCKS = `${PROSE}, dt, dd, td, th, pre, figcaption, div, section, h1, h2, h3, h4, h5, h6`;
  const HEADINGS = "h1, h2, h3, h4, h5, h6, .rubric, .admonition-title, thead";
  const UNREAD = `${HEADINGS}, .headerlink, script, style, nav, svg, template, button, input`;

  const isKnown =
    typeof Search !== "undefined" &&
    ["_performSearch", "performObjectSearch", "makeSearchSummary"].every((name) => name in Search);
  if (!isKnown || typeof archdocEntries === "undefined") return;

  /* Sphinx 8.2 inserts titles and descriptions as HTML, later versions as text. */
  const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
  const asShown = (text) =>
    typeof _escapeHTML === "function" ? text : text.replace(/[&<>"']/g, (sign) => HTML[sign]);

  const { kinds, pages } = archdocEntries;
  const placeOf = ([docname, , anchor]) => docname + anchor;
  const places = new Set(
    pages.flatMap(([docname, , entries]) => entries.map((entry) => placeOf([docname, "", `#${entry[2]}`]))),
  );
  const sentences = new WeakMap(); // first sentence of an entry, by hit
  let query = "";

  /* Return the score of an entry; 0 for no match. Exact names and then exact values rank above all pages. Names that
     start with the query, or contain all of its words, rank above pages with the words in headings or texts.
     Shorter names rank higher. */
  function scoreOf(name, values, isOther, kind, page, terms) {
    const share = Math.min(query.length / (name.length + 1), 0.99) / 2;
    if (name === query && !isOther) return AS_INDEX + Scorer.objNameMatch;
    if (values.length) return AS_INDEX;
    const inName = terms.filter((term) => name.includes(term)).length;
    if (!isOther && name.startsWith(query)) return Scorer.title + 0.5 + share;
    if (!isOther && (name.includes(query) || inName === terms.length)) return Scorer.title + share;
    const all = `${name} ${kind} ${page}`.toLowerCase();
    return inName && terms.every((term) => all.includes(term)) ? Scorer.partialTitle + 1 + share : 0;
  }

  function findEntries(terms) {
    const numbers = new Map(Search._index.docnames.map((docname, number) => [docname, number]));
    const hits = [];
    for (const [docname, page, entries] of pages) {
      const filename = Search._index.filenames[numbers.get(docname)];
      if (!filename) continue; // not in Sphinx's index if the command line named other pages only
      for (const [number, name, anchor, sentence, ...values] of entries) {
        const [kind, isOther] = kinds[number];
        const found = values.filter((value) => value.toLowerCase() === query);
        const score = scoreOf(name.toLowerCase(), found, isOther, kind, page, terms);
        if (!score) continue;
        const descr = asShown([kind, ...found].join(" ") + _(", in ") + page);
        // entries of one name rank in the order of the kinds table
        const hit = [docname, asShown(name), `#${anchor}`, descr, score - number / 1e6, filename, "object"];
        sentences.set(hit, sentence);
        hits.push(hit);
      }
    }
    return hits;
  }

  const { _performSearch, performObjectSearch, makeSearchSummary } = Search;

  Search._performSearch = (asked, ...terms) => {
    query = asked.toLowerCase().trim();
    const results = _performSearch(asked, ...terms);
    describe([...results], terms[2]);
    return results;
  };

  /* Sphinx calls this once per word of the query; the first call returns the entries for all words. */
  Search.performObjectSearch = (term, terms) => {
    const others = performObjectSearch(term, terms).filter((hit) => !places.has(placeOf(hit)));
    const [first] = terms;
    return term === first ? [...others, ...findEntries([...terms])] : others;
  };

  /* Append the first sentence to each entry when Sphinx shows it; Sphinx takes the results from the end. */
  function describe(results, highlightTerms) {
    if (!Search.output || !DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY) return;
    new MutationObserver((changes) => {
      for (const item of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        const sentence = sentences.get(results.pop());
        if (sentence) item.append(paragraph(sentence, highlightTerms));
      }
    }).observe(Search.output, { childList: true });
  }

  function paragraph(text, highlightTerms = []) {
    const shown = document.createElement("p");
    shown.className = "context";
    shown.textContent = text;
    if (typeof _highlightText === "function")
      highlightTerms.forEach((term) => _highlightText(shown, term, "highlighted"));
    return shown;
  }

  Search.makeSearchSummary = (html, keywords, anchor) => {
    try {
      return paragraph(excerpt(html, [...keywords], anchor));
    } catch {
      return makeSearchSummary(html, keywords, anchor);
    }
  };

  /* Return an excerpt around the matches: from prose, or from a table row with clearly more matches. If the title
     of the page matches all words, use prose only. */
  function excerpt(html, keywords, anchor) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector('[role="main"]');
    const section = anchor && page.getElementById(anchor.slice(1));
    const title = page.querySelector("h1")?.textContent.toLowerCase() ?? "";
    let texts = section && main.contains(section) ? textsOf(section) : [];
    if (!texts.length) texts = textsOf(main);
    const isTitled = keywords.every((word) => title.includes(word)) && texts.some(({ isProse }) => isProse);
    const worthOf = (cells, isProse) => {
      if (isTitled && !isProse) return 0;
      const text = cells.join(" ").toLowerCase();
      const found = countIn(text, keywords) + text.includes(query) + (cells[0].toLowerCase() === query);
      return found ? found + 1.5 * isProse : 0.5 * isProse;
    };
    let best = { cells: [], worth: -1 };
    for (const { cells, isProse, row } of texts) {
      const worth = worthOf(cells, isProse);
      if (worth > best.worth) best = { cells, isProse, row, worth };
    }
    const { cells, isProse, row } = best;
    if (isProse) return cut(fromSentence(cells[0], keywords), keywords);
    return cut(join(row?.matches("tr") ? tellingCells(cells, keywords) : cells), keywords);
  }

  const countIn = (text, keywords) => keywords.filter((word) => text.includes(word)).length;

  /* Return the text of a page as groups of cells: one for a paragraph, several for a table row or a description list. */
  function textsOf(root) {
    root.querySelectorAll(UNREAD).forEach((element) => element.remove());
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    let last = {};
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const block = node.parentElement.closest(BLOCKS) ?? root;
      if (block !== last.block) {
        if (!node.data.trim()) continue;
        const row = block.closest("tr") ?? block.closest("dl");
        if (!row || row !== last.row) texts.push((last = { row, cells: [], isProse: !row && block.matches(PROSE) }));
        last.block = block;
        last.cells.push("");
      }
      last.cells.push(last.cells.pop() + node.data);
    }
    for (const text of texts) text.cells = text.cells.map((cell) => cell.replace(/\s+/g, " ").trim());
    return texts;
  }

  /* Return the cells of a row that are worth showing: its name, its first sentence, and the best match. */
  function tellingCells(cells, keywords) {
    const sentence = cells.find((cell) => /[.!?。！？]$/.test(cell));
    const counts = cells.map((cell) => countIn(cell.toLowerCase(), keywords));
    const found = cells[counts.indexOf(Math.max(...counts))];
    return [...new Set([cells[0], sentence, found])].filter(Boolean);
  }

  /* Separate cells by a dot, but not labels from their values. */
  const join = (cells) => cells.join(" · ").replaceAll(": · ", ": ");

  /* Return a text from the first sentence with a match. */
  function fromSentence(text, keywords) {
    if (text.length <= LENGTH || !Intl.Segmenter) return text;
    const segmenter = new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "sentence" });
    const sentences = [...segmenter.segment(text)].map(({ segment }) => segment);
    const at = sentences.findIndex((sentence) => countIn(sentence.toLowerCase(), keywords));
    let shown = "";
    for (const sentence of sentences.slice(Math.max(at, 0))) {
      if (shown && shown.length + sentence.length > LENGTH) break;
      shown += sentence;
    }
    return shown.trim();
  }

  /* Shorten a text to LENGTH characters, in whole words, around the first match. */
  function cut(text, keywords) {
    if (text.length <= LENGTH) return text;
    const lower = text.toLowerCase();
    const at = Math.min(...keywords.map((word) => lower.indexOf(word)).filter((at) => at >= 0), text.length);
    let start = 0;
    if (at < text.length && at > LENGTH - BEFORE) {
      const space = text.indexOf(" ", at - BEFORE);
      start = space < 0 || space > at ? at - BEFORE : space + 1;
    }
    const space = text.lastIndexOf(" ", start + LENGTH);
    const end = start + LENGTH >= text.length ? text.length : space > start + LENGTH / 2 ? space : start + LENGTH;
    return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  }
})();
