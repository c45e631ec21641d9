/* The search page: entries rank by their names and say what they are; excerpts of pages are sentences.
   Sphinx's own script finds the pages, sorts and shows all hits, and does so alone where it has changed too much. */

(() => {
  const AS_INDEX = 100; // what Sphinx gives to an exact word of the general index
  const LENGTH = 240; // of an excerpt, as Sphinx has it
  const BEFORE = 80; // of these, at most so many before the word that was found
  const PROSE = "p, li, blockquote";
  const BLOCKS = `${PROSE}, dt, dd, td, th, pre, figcaption, div, section, h1, h2, h3, h4, h5, h6`;
  const HEADINGS = "h1, h2, h3, h4, h5, h6, .rubric, .admonition-title, thead";
  const UNREAD = `${HEADINGS}, .headerlink, script, style, nav, svg, template, button, input`;

  const isKnown =
    typeof Search !== "undefined" &&
    ["_performSearch", "performObjectSearch", "makeSearchSummary"].every((name) => name in Search);
  if (!isKnown || typeof archdocEntries === "undefined") return;

  /* Sphinx 8.2 writes titles and descriptions as HTML, later ones as text. */
  const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
  const asShown = (text) =>
    typeof _escapeHTML === "function" ? text : text.replace(/[&<>"']/g, (sign) => HTML[sign]);

  const { kinds, pages } = archdocEntries;
  const placeOf = ([docname, , anchor]) => docname + anchor;
  const places = new Set(
    pages.flatMap(([docname, , entries]) => entries.map((entry) => placeOf([docname, "", `#${entry[2]}`]))),
  );
  const sentences = new WeakMap(); // by hit
  let query = "";

  /* An exact name, then an exact value. Both are above all pages; a name that begins so, or has all words, is above
     those that have the words in their headings or texts. Shorter names first. */
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
      if (!filename) continue; // of some pages that the command names, Sphinx's index has no others
      for (const [number, name, anchor, sentence, ...values] of entries) {
        const [kind, isOther] = kinds[number];
        const found = values.filter((value) => value.toLowerCase() === query);
        const score = scoreOf(name.toLowerCase(), found, isOther, kind, page, terms);
        if (!score) continue;
        const descr = asShown([kind, ...found].join(" ") + _(", in ") + page);
        // of the same name, first the kind that the kinds table has first
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

  /* Sphinx asks once for each word of the query; the answer to the first is that to all of them. */
  Search.performObjectSearch = (term, terms) => {
    const others = performObjectSearch(term, terms).filter((hit) => !places.has(placeOf(hit)));
    const [first] = terms;
    return term === first ? [...others, ...findEntries([...terms])] : others;
  };

  /* Put the first sentence below an entry as soon as Sphinx shows it: the last of the results first. */
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

  /* Sentences around the words that were found: from prose, or from a row of a table that has far more of them.
     A page whose title has them all is told by its prose alone. */
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

  /* The text of a page as groups of cells: a paragraph is one cell, a row of a table or a list of facts has several. */
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

  /* Of a row: its name, its first sentence, and the cell with what was found. */
  function tellingCells(cells, keywords) {
    const sentence = cells.find((cell) => /[.!?。！？]$/.test(cell));
    const counts = cells.map((cell) => countIn(cell.toLowerCase(), keywords));
    const found = cells[counts.indexOf(Math.max(...counts))];
    return [...new Set([cells[0], sentence, found])].filter(Boolean);
  }

  /* Cells apart; labels with what they are of. */
  const join = (cells) => cells.join(" · ").replaceAll(": · ", ": ");

  /* A text from the sentence on in which a word was found. */
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

  /* At most LENGTH characters, in whole words, with the first that was found. */
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
