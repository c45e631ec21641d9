/* Sort and filter the tables of views, and keep both in the URL of the page.
   Everything else works without this script, and other tables are left alone. */

{
  const FROM = { sort: 2, filter: 6 }; // minimum rows for each control
  const AT_ONCE = 1000; // rows that a browser lays out without a noticeable delay
  const EMPTY = new Set(["", "—"]);
  const NUMBER = /^[-+−]?\d+(\.\d+)?\s*%?$/;
  const collator = new Intl.Collator(undefined, { numeric: true });

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  /* Return the text of a cell, with the accessible names of symbols and without the permalink. Rows are sorted
     without the trail, and filtered with it. */
  function textOf(cell, withTrail) {
    let text = "";
    for (const node of cell.childNodes) {
      if (node.nodeName === "BR") text += " ";
      else if (node.nodeName === "DL" && !withTrail) continue;
      else if (node.className !== "headerlink") text += node.ariaLabel ?? node.textContent;
    }
    return text.trim();
  }

  /* Remove case and accents. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const keyOf = (text) => ({
    text,
    empty: EMPTY.has(text),
    number: NUMBER.test(text) ? parseFloat(text.replace("−", "-")) : NaN,
  });

  /* Order numbers by value and before text, text by the rules of the language, and empty cells always last. */
  function compare(one, other, sign) {
    if (one.empty || other.empty) return one.empty - other.empty;
    const numbers = isNaN(one.number) - isNaN(other.number) || one.number - other.number;
    return sign * (numbers || collator.compare(one.text, other.text));
  }

  /* Replace one parameter of the URL; leave the others and the fragment as they are. */
  function remember(name, value) {
    const url = new URL(location);
    const parts = url.search.slice(1).split("&").filter((part) => part && part.split("=")[0] !== name);
    if (value) parts.push(`${name}=${encodeURIComponent(value)}`);
    url.search = parts.join("&");
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // browsers may refuse this in frames, or if called too often; then the URL is not up to date
    }
  }

  class View {
    query = "";
    order = ""; // key of a column, after a hyphen for descending order, as in the option :sort:

    constructor(box) {
      this.box = box;
      this.said = box.dataset; // with translated texts
      this.name = box.dataset.archdocView;
      this.table = box.querySelector("table");
      this.heads = [...this.table.tHead.rows[0].cells];
      const keys = this.table.dataset.archdocColumns?.split(" ") ?? []; // an author's own table has no keys
      this.heads.forEach((head, index) => (head.dataset.archdocColumn = keys[index] ?? index + 1));
      this.groups = [...this.table.tBodies].map((body) => {
        const written = [...body.rows].filter((row) => row.className !== "archdoc-group");
        return { body, written, rows: written };
      });
      this.written = this.groups.flatMap((group) => group.written);
      this.folded = [...this.table.querySelectorAll(".archdoc-more")];
      this.unfolded = new Set(); // opened by the filter, which closes them again
      this.words = new Map();
      this.end = new IntersectionObserver((seen) => {
        if (seen.some((row) => row.isIntersecting)) this.show(this.limit + AT_ONCE);
      });
      addEventListener("beforeprint", () => this.show(Infinity));
      this.addControls();
      this.read();
    }

    addControls() {
      this.count = make("span", { role: "status" });
      this.note = make("span", { role: "status" });
      const controls = make("div", { className: "archdoc-controls", role: "group", ariaLabel: this.table.ariaLabel ?? this.table.caption?.textContent });
      if (this.written.length >= FROM.filter) {
        this.input = make("input", { type: "search", autocomplete: "off", spellcheck: false });
        this.input.addEventListener("input", () => this.filterBy(this.input.value));
        this.input.addEventListener("keydown", (event) => {
          if (event.key === "Escape" && this.query) {
            event.preventDefault();
            this.filterBy("");
          }
        });
        const label = make("label", { textContent: `${this.said.archdocFilter} ` });
        label.append(this.input);
        controls.append(label);
      }
      if (this.written.length >= FROM.sort) {
        for (const head of this.heads) {
          const button = make("button", { type: "button" });
          button.append(...head.childNodes);
          button.addEventListener("click", () => this.sortBy(head.dataset.archdocColumn));
          head.append(button);
        }
      }
      controls.append(this.count, this.note);
      this.box.before(controls);
      this.box.addEventListener("click", (event) => {
        const link = event.target.closest("a.headerlink");
        if (link) navigator.clipboard?.writeText(link.href).then(() => this.say(this.said.archdocCopied), () => {});
      });
    }

    /* Apply the filter and the order of the URL. */
    read() {
      const wanted = new URLSearchParams(location.search);
      this.query = (this.input && wanted.get(this.name)) ?? "";
      if (this.input) this.input.value = this.query;
      this.sort(wanted.get(`${this.name}-sort`) ?? "");
      this.filter();
    }

    filterBy(query) {
      this.query = query;
      if (this.input.value !== query) this.input.value = query;
      this.filter();
      remember(this.name, query);
    }

    /* Cycle through ascending, descending and original order. */
    sortBy(key) {
      this.sort(this.order === key ? `-${key}` : this.order === `-${key}` ? "" : key);
      remember(`${this.name}-sort`, this.order);
    }

    /* Hide the rows that lack a word of the query, except the target of a link. */
    filter(target) {
      const words = fold(this.query).split(/\s+/).filter(Boolean);
      const fits = (row) => row === target || words.every((word) => this.wordsOf(row).includes(word));
      this.found = this.groups.flatMap((group) => group.rows).filter(fits);
      this.unfold(words);
      this.show(AT_ONCE + Math.max(0, this.found.indexOf(target)));
      const all = this.written.length;
      const count = words.length ? this.said.archdocFound : this.said.archdocRows;
      if (this.input) this.count.textContent = count.replace("{found}", this.found.length).replace("{all}", all);
    }

    /* Open the folded lists that contain a word of the query. */
    unfold(words) {
      for (const rest of this.folded) {
        const fits = words.length && words.some((word) => fold(rest.textContent).includes(word));
        if (fits && !rest.open) {
          rest.open = true;
          this.unfolded.add(rest);
        } else if (!fits && this.unfolded.delete(rest)) rest.open = false;
      }
    }

    /* Show the first rows that were found. Layout is by far the slowest step, so more of thousands of rows are
       shown only when the reader scrolls to the last one, or prints. */
    show(limit) {
      this.limit = limit;
      const shown = new Set(this.found.slice(0, limit));
      for (const { body, rows } of this.groups) {
        for (const row of rows) if (row.hidden === shown.has(row)) row.hidden = !row.hidden;
        body.hidden = rows.every((row) => row.hidden);
      }
      this.end.disconnect();
      if (limit < this.found.length) this.end.observe(this.found[limit - 1]);
    }

    /* Return the searchable text of a cell. A tick is found by its symbol, its name and the heading of its column. */
    wordsIn(cell, head) {
      const sign = cell.querySelector("[role=img]")?.textContent ?? "";
      return `${textOf(cell, true)} ${sign} ${sign === "✓" ? head.textContent : ""}`;
    }

    /* Return the searchable text of a row; cached. */
    wordsOf(row) {
      if (!this.words.has(row)) this.words.set(row, fold([...row.cells].map((cell, index) => this.wordsIn(cell, this.heads[index])).join(" ")));
      return this.words.get(row);
    }

    sort(order) {
      const column = this.heads.findIndex((head) => head.dataset.archdocColumn === order.replace(/^-/, ""));
      const sign = order.startsWith("-") ? -1 : 1;
      if (column < 0) order = "";
      if (order === this.order) return;
      this.order = order;
      for (const group of this.groups) {
        const keyed = group.written.map((row) => ({ row, key: order && keyOf(textOf(row.cells[column])) }));
        if (order) keyed.sort((one, other) => compare(one.key, other.key, sign));
        group.rows = keyed.map(({ row }) => row);
        const next = group.body.nextSibling;
        group.body.remove(); // move all rows at once: one by one, each would invalidate the layout
        for (const row of group.rows) group.body.append(row);
        this.table.insertBefore(group.body, next);
      }
      this.filter();
      this.heads.forEach((head, index) => {
        head.ariaSort = order && index === column ? (sign > 0 ? "ascending" : "descending") : null;
      });
    }

    reveal(row) {
      this.filter(row);
      row.scrollIntoView({ block: "center" });
    }

    say(text) {
      this.note.textContent = text;
      setTimeout(() => (this.note.textContent = ""), 3000);
    }
  }

  function revealTarget(views) {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // a malformed fragment has no target
    }
    views.find((view) => view.written.includes(target))?.reveal(target);
  }

  const boxes = [...document.querySelectorAll("[data-archdoc-view]")].filter((box) => box.querySelector("thead tr"));
  const views = boxes
    .filter((box) => !box.previousElementSibling?.classList.contains("archdoc-controls"))
    .map((box) => new View(box));
  revealTarget(views);
  addEventListener("hashchange", ({ oldURL, newURL }) => {
    if (new URL(oldURL).search !== new URL(newURL).search) views.forEach((view) => view.read());
    revealTarget(views);
  });
}
