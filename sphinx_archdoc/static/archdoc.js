/* Sort and filter the tables of views, group those of index pages, and keep all of it in the URL of the page.
   Everything else works without this script, and other tables are left alone. */

{
  const FROM = { sort: 2, filter: 6 }; // minimum rows for each control
  const AT_ONCE = 1000; // rows that a browser lays out without a noticeable delay
  const FOUND_AT_ONCE = 100; // rows of an index page that are laid out at each keystroke
  const TOGETHER = 50; // rows of an index page in one row group
  const LATER = 500; // milliseconds until all rows are shown again after a filter is removed
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

  /* Split a row group of an author's own table at the rows that name groups, and return the parts. */
  function split(body) {
    const parts = [body];
    for (const row of [...body.rows].slice(1)) {
      if (row.classList.contains("archdoc-group")) {
        parts.push(make("tbody", {}));
        parts.at(-2).after(parts.at(-1));
      }
      if (parts.length > 1) parts.at(-1).append(row);
    }
    return parts;
  }

  /* Remove case and accents. */
  const fold = (text) => (/[^\0-\x7f]/.test(text) ? text.normalize("NFKD").replace(/\p{M}/gu, "") : text).toLowerCase();

  /* Write a number as the language of the page does. */
  const inDigits = (number) => number.toLocaleString(document.documentElement.lang || undefined);

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
    grouping = ""; // key of a column; empty for the groups as written
    chosen = new Map(); // value by index of the column, for each menu in use
    values = new Map(); // text by row, by index of the column
    isRead = false; // whether the URL has been applied: until then, rows that nothing filters stay as they are

    constructor(box) {
      this.box = box;
      this.said = box.dataset; // with translated texts
      this.name = box.dataset.archdocView;
      this.table = box.querySelector("table");
      this.heads = [...this.table.tHead.rows[0].cells];
      const keys = this.table.dataset.archdocColumns?.split(" ") ?? []; // an author's own table has no keys
      this.heads.forEach((head, index) => (head.dataset.archdocColumn = keys[index] ?? index + 1));
      this.letters = "archdocGroup" in this.said ? document.querySelector(".archdoc-letters") : null;
      this.atOnce = this.letters ? FOUND_AT_ONCE : AT_ONCE;
      this.writtenGroups = this.groups = this.readGroups();
      this.written = this.groups.flatMap((group) => group.written);
      this.shown = new Set(this.written);
      this.folded = [...this.table.querySelectorAll(".archdoc-more")];
      this.unfolded = new Set(); // opened by the filter, which closes them again
      this.words = new Map();
      this.end = new IntersectionObserver(
        (seen) => {
          if (seen.some((row) => row.isIntersecting)) this.show(this.limit + this.atOnce);
        },
        { rootMargin: "1500px" }, // before the reader gets there
      );
      addEventListener("beforeprint", () => this.show(Infinity));
      this.addControls();
      this.read();
      this.prepare(this.written.values());
    }

    /* Read the words of all rows while the browser has nothing to do, so that the first keystroke need not. */
    prepare(rows) {
      window.requestIdleCallback?.((idle) => {
        for (const row of rows) {
          this.wordsOf(row);
          if (idle.timeRemaining() < 1) return this.prepare(rows);
        }
      });
    }

    /* Return the groups of rows: the row groups of the table. On an index page, those without an id continue the one
       before, so that the browser can skip them one by one. */
    readGroups() {
      const groups = [];
      for (const body of this.letters ? this.table.tBodies : [...this.table.tBodies].flatMap(split)) {
        const written = [...body.rows].filter((row) => !row.classList.contains("archdoc-group"));
        if (this.letters && groups.length && !body.id) {
          groups.at(-1).bodies.push(body);
          groups.at(-1).written.push(...written);
        } else groups.push({ bodies: [body], written, rows: written });
      }
      return groups;
    }

    addControls() {
      this.count = new Text();
      const status = make("span", { role: "status" });
      status.append(this.count);
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
      this.addMenus(controls);
      controls.append(status, this.note);
      this.box.before(controls);
      this.box.addEventListener("click", (event) => {
        const link = event.target.closest("a.headerlink");
        if (link) navigator.clipboard?.writeText(link.href).then(() => this.say(this.said.archdocCopied), () => {});
      });
    }

    /* Add a menu for each column with few values, and one for the groups, if the page asks for them. */
    addMenus(controls) {
      this.menus = new Map(); // by key of the column
      for (const key of this.said.archdocMenus?.split(" ") ?? []) {
        const column = this.columnOf(key);
        const texts = column < 0 ? [] : new Set(this.written.map((row) => this.valueOf(row, column)));
        if (texts.size < 2) continue;
        const keyed = [...texts].map(keyOf).sort((one, other) => compare(one, other, 1));
        const menu = this.addMenu(controls, this.titleOf(column), this.said.archdocAny, keyed.map(({ text }) => [text || "—", text || "—"]));
        this.menus.set(key, menu);
        menu.addEventListener("change", () => {
          this.choose(key, menu.value);
          this.filter();
          remember(`${this.name}.${key}`, menu.value);
        });
      }
      if (!this.letters) return;
      const keys = ["page", ...this.menus.keys()].filter((key) => this.columnOf(key) >= 0);
      const options = keys.map((key) => [key, this.titleOf(this.columnOf(key))]);
      this.groupMenu = this.addMenu(controls, this.said.archdocGroup, this.said.archdocLetter, options);
      this.groupMenu.addEventListener("change", () => {
        this.arrange(this.order, this.groupMenu.value);
        remember(`${this.name}.group`, this.grouping);
      });
    }

    /* Add a labelled menu whose first option stands for no choice. */
    addMenu(controls, title, none, options) {
      const menu = make("select", { autocomplete: "off" });
      menu.append(...[["", none], ...options].map(([value, text]) => new Option(text, value)));
      const label = make("label", { textContent: `${title} ` });
      label.append(menu);
      controls.append(label);
      return menu;
    }

    columnOf(key) {
      return this.heads.findIndex((head) => head.dataset.archdocColumn === key);
    }

    titleOf(column) {
      return this.heads[column].textContent.trim();
    }

    /* Return the text of a cell; cached by column. */
    valueOf(row, column) {
      if (!this.values.has(column)) this.values.set(column, new Map());
      const known = this.values.get(column);
      if (!known.has(row)) known.set(row, textOf(row.cells[column]));
      return known.get(row);
    }

    /* Choose a value in the menu of a column; empty for all. */
    choose(key, value) {
      const menu = this.menus.get(key);
      menu.value = value;
      if (menu.value) this.chosen.set(this.columnOf(key), menu.value);
      else {
        menu.value = "";
        this.chosen.delete(this.columnOf(key));
      }
    }

    /* Apply the filter, the choices, the order and the groups of the URL. */
    read() {
      const wanted = new URLSearchParams(location.search);
      this.query = (this.input && wanted.get(this.name)) ?? "";
      if (this.input) this.input.value = this.query;
      for (const key of this.menus.keys()) this.choose(key, wanted.get(`${this.name}.${key}`) ?? "");
      if (this.groupMenu) this.groupMenu.value = wanted.get(`${this.name}.group`) ?? "";
      this.arrange(wanted.get(`${this.name}-sort`) ?? "", this.groupMenu?.value ?? "");
      this.isRead = true;
    }

    filterBy(query) {
      this.query = query;
      if (this.input.value !== query) this.input.value = query;
      this.filter();
      remember(this.name, query);
    }

    /* Cycle through ascending, descending and original order. */
    sortBy(key) {
      this.arrange(this.order === key ? `-${key}` : this.order === `-${key}` ? "" : key, this.grouping);
      remember(`${this.name}-sort`, this.order);
    }

    /* Hide the rows that lack a word of the query or a chosen value, except the target of a link. */
    filter(target) {
      const words = fold(this.query).split(/\s+/).filter(Boolean);
      const chosen = [...this.chosen];
      const fits = (row) =>
        row === target ||
        (words.every((word) => this.wordsOf(row).includes(word)) &&
          chosen.every(([column, value]) => (this.valueOf(row, column) || "—") === value));
      for (const group of this.groups) group.found = group.rows.filter(fits);
      this.found = this.groups.flatMap((group) => group.found);
      this.unfold(words);
      const isWhole = this.letters && this.found.length === this.written.length;
      this.show(isWhole && !this.isRead ? Infinity : this.atOnce + Math.max(0, this.found.indexOf(target)));
      clearTimeout(this.later);
      if (isWhole && this.isRead) this.later = setTimeout(() => this.show(Infinity), LATER);
      const all = this.written.length;
      const count = words.length || chosen.length ? this.said.archdocFound : this.said.archdocRows;
      if (this.letters) this.countGroups();
      const shown = this.letters ? inDigits : String;
      if (this.input) this.count.data = count.replace("{found}", shown(this.found.length)).replace("{all}", shown(all));
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
      for (const row of this.shown) if (!shown.has(row)) row.hidden = true;
      for (const row of shown) if (!this.shown.has(row)) row.hidden = false;
      this.shown = shown;
      const bodies = new Set([...shown].map((row) => row.parentNode));
      for (const group of this.groups) {
        for (const body of group.bodies) body.hidden = !bodies.has(body);
        group.bodies[0].hidden = group.bodies.every((body) => body.hidden); // it has the heading
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

    /* Group and sort the rows, and filter them. */
    arrange(order, grouping) {
      const column = this.columnOf(order.replace(/^-/, ""));
      const sign = order.startsWith("-") ? -1 : 1;
      if (column < 0) order = "";
      if (order !== this.order || grouping !== this.grouping) {
        this.order = order;
        this.grouping = grouping;
        for (const body of this.bodies()) body.remove(); // or each row that moves would invalidate the layout
        this.groups = this.grouped();
        for (const group of this.groups) {
          const keyed = group.written.map((row) => ({ row, key: order && keyOf(this.valueOf(row, column)) }));
          if (order) keyed.sort((one, other) => compare(one.key, other.key, sign));
          group.rows = keyed.map(({ row }) => row);
          this.fill(group);
        }
        this.table.append(...this.bodies());
        this.heads.forEach((head, index) => {
          head.ariaSort = order && index === column ? (sign > 0 ? "ascending" : "descending") : null;
        });
      }
      this.filter();
    }

    /* Return the groups by the value of a column. Rows in an order of their own are in no groups of letters. */
    grouped() {
      if (!this.grouping) {
        if (!this.order || !this.letters) return this.writtenGroups;
        return [this.makeGroup(this.written)];
      }
      const column = this.columnOf(this.grouping);
      const groups = new Map();
      for (const row of this.written) {
        const text = this.valueOf(row, column);
        if (!groups.has(text)) groups.set(text, []);
        groups.get(text).push(row);
      }
      const keyed = [...groups.keys()].map(keyOf).sort((one, other) => compare(one, other, 1));
      return keyed.map(({ text }) => {
        const group = this.makeGroup(groups.get(text));
        const head = make("th", { scope: "rowgroup", colSpan: this.heads.length });
        const link = this.grouping === "page" && group.written[0].querySelector("td a, th a");
        head.append(link ? make("a", { href: link.href.split("#")[0], textContent: text || link.textContent }) : text || "—");
        const row = make("tr", { className: "archdoc-group" });
        row.append(head);
        group.bodies[0].append(row);
        return group;
      });
    }

    /* Return a new group of rows, in row groups that the browser can skip one by one. */
    makeGroup(written) {
      const bodies = [];
      for (let rows = written.length; rows > 0; rows -= TOGETHER) {
        const body = make("tbody", {});
        body.style.setProperty("--archdoc-rows", Math.min(rows, TOGETHER));
        bodies.push(body);
      }
      return { bodies, written };
    }

    /* Put the rows of a group into its row groups, in their order; each keeps its number of rows. */
    fill(group) {
      group.sizes ??= group.bodies.map((body) => body.rows.length - (body === group.bodies[0] && body.querySelector(".archdoc-group") ? 1 : 0) || TOGETHER);
      let start = 0;
      group.bodies.forEach((body, index) => {
        const end = index + 1 < group.bodies.length ? start + group.sizes[index] : Infinity;
        body.append(...group.rows.slice(start, end));
        start = end;
      });
    }

    bodies() {
      return this.groups.flatMap((group) => group.bodies);
    }

    /* Show in the heading of each group how many of its rows were found, and link only to letters with rows. */
    countGroups() {
      for (const group of this.groups) {
        const head = group.bodies[0].querySelector(".archdoc-group > th");
        if (!head) continue;
        if (!group.number) {
          group.number = new Text(); // its data is changed, because a new node would invalidate the style of all rows
          const box = make("span", { className: "archdoc-number" });
          box.append(" ", group.number);
          head.append(box);
        }
        group.number.data = inDigits(group.found.length);
      }
      this.letters.hidden = this.groups !== this.writtenGroups;
      const found = new Set(this.writtenGroups.filter((group) => group.found?.length).map(({ bodies }) => bodies[0].id));
      for (const link of this.letters.children) {
        const visibility = found.has(decodeURIComponent(link.hash.slice(1))) ? "" : "hidden";
        if (link.style.visibility !== visibility) link.style.visibility = visibility;
      }
    }

    reveal(row) {
      this.filter(row);
      row.scrollIntoView({ block: "center" });
    }

    /* Show the rows of a letter, with all before it. */
    revealGroup(body) {
      const group = this.groups.find(({ bodies }) => bodies[0] === body);
      if (!group.found.length) return;
      this.show(Math.max(this.limit, this.found.indexOf(group.found[0]) + this.atOnce));
      body.scrollIntoView();
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
    views.find((view) => view.groups.some(({ bodies }) => bodies[0] === target))?.revealGroup(target);
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
