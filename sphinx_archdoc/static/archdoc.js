/* Views: sort by a column, filter by words, and find both in the address of the page.
   All else works without this script, and no table but those of views is touched. */

{
  const FROM = { sort: 2, filter: 6 }; // rows that make it worth while
  const AT_ONCE = 1000; // rows that a browser lays out before a reader notices
  const EMPTY = new Set(["", "—"]);
  const NUMBER = /^[-+−]?\d+(\.\d+)?\s*%?$/;
  const collator = new Intl.Collator(undefined, { numeric: true });

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  /* What readers see of a cell: a sign by its name, and nothing of the permalink. Rows are sorted by what
     stands above the trail, and filtered by all of it. */
  function textOf(cell, withTrail) {
    let text = "";
    for (const node of cell.childNodes) {
      if (node.nodeName === "BR") text += " ";
      else if (node.nodeName === "DL" && !withTrail) continue;
      else if (node.className !== "headerlink") text += node.ariaLabel ?? node.textContent;
    }
    return text.trim();
  }

  /* Without case and accents. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const keyOf = (text) => ({
    text,
    empty: EMPTY.has(text),
    number: NUMBER.test(text) ? parseFloat(text.replace("−", "-")) : NaN,
  });

  /* Numbers by their size and before words, words as people sort them, and nothing always at the end. */
  function compare(one, other, sign) {
    if (one.empty || other.empty) return one.empty - other.empty;
    const numbers = isNaN(one.number) - isNaN(other.number) || one.number - other.number;
    return sign * (numbers || collator.compare(one.text, other.text));
  }

  /* Replace one parameter of the address; the others and the anchor stay as they are written. */
  function remember(name, value) {
    const url = new URL(location);
    const parts = url.search.slice(1).split("&").filter((part) => part && part.split("=")[0] !== name);
    if (value) parts.push(`${name}=${encodeURIComponent(value)}`);
    url.search = parts.join("&");
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // a browser may forbid it in a frame or after too many: then the address says less than the page
    }
  }

  class View {
    query = "";
    order = ""; // the key of a column, with a hyphen before it from last to first, as in :sort:

    constructor(box) {
      this.box = box;
      this.said = box.dataset; // with all words, in the language of the page
      this.name = box.dataset.archdocView;
      this.table = box.querySelector("table");
      this.heads = [...this.table.tHead.rows[0].cells];
      const keys = this.table.dataset.archdocColumns?.split(" ") ?? []; // an author's own table has none
      this.heads.forEach((head, index) => (head.dataset.archdocColumn = keys[index] ?? index + 1));
      this.groups = [...this.table.tBodies].map((body) => {
        const written = [...body.rows].filter((row) => row.className !== "archdoc-group");
        return { body, written, rows: written };
      });
      this.written = this.groups.flatMap((group) => group.written);
      this.folded = [...this.table.querySelectorAll(".archdoc-more")];
      this.unfolded = new Set(); // by the filter, which folds them again
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

    /* Bring the table into the state that the address asks for. */
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

    /* The next of three states: first to last, last to first, as it was written. */
    sortBy(key) {
      this.sort(this.order === key ? `-${key}` : this.order === `-${key}` ? "" : key);
      remember(`${this.name}-sort`, this.order);
    }

    /* Hide the rows without all words; not the one that a link leads to. */
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

    /* Show what a word of the filter stands in, though it is folded. */
    unfold(words) {
      for (const rest of this.folded) {
        const fits = words.length && words.some((word) => fold(rest.textContent).includes(word));
        if (fits && !rest.open) {
          rest.open = true;
          this.unfolded.add(rest);
        } else if (!fits && this.unfolded.delete(rest)) rest.open = false;
      }
    }

    /* Show so many of the rows that were found. Layout takes by far the most of the time: of thousands of rows,
       more are laid out only when the reader comes to the last of them, or prints. */
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

    /* A tick is found by its sign, by its name, and by the heading that it says yes to. */
    wordsIn(cell, head) {
      const sign = cell.querySelector("[role=img]")?.textContent ?? "";
      return `${textOf(cell, true)} ${sign} ${sign === "✓" ? head.textContent : ""}`;
    }

    /* What a row is filtered by, kept from when it is first needed. */
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
        group.body.remove(); // as one: rows that move on their own are each taken out of the layout
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
      // an anchor that is no text leads nowhere
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
