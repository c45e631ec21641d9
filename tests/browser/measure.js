// What a reader has in sight of the tables of a page, at the present width of the window.
// arguments[0]: a selector of tables. arguments[1]: the headings of columns that hold backlinks.
const [OURS, BACKLINKS] = arguments;
const SLACK = 1; // browsers round
const GLIMPSE = 8; // less than a letter of a column says nothing
const root = document.documentElement;
const content = document.querySelector('[role="main"]') ?? document.querySelector("main") ?? document.body;
const styles = new Map();

function styleOf(element) {
  if (!styles.has(element)) styles.set(element, getComputedStyle(element));
  return styles.get(element);
}

function* ancestors(element) {
  for (let one = element.parentElement; one && one !== root; one = one.parentElement) yield one;
}

// Inside a <details> that is closed: folded, and there to be opened.
function folded(element) {
  for (let one = element; one && one !== root; one = one.parentElement) {
    if (one.parentElement?.tagName === "DETAILS" && !one.parentElement.open && one.tagName !== "SUMMARY") return true;
  }
  return false;
}

// On the page for screen readers alone, as the headings of stacked tables.
function unseen(element) {
  for (let one = element; one && one !== content; one = one.parentElement) {
    const style = styleOf(one);
    if (style.display === "none" || style.visibility === "hidden") return true;
    const clips = style.overflowX !== "visible" || style.clipPath !== "none";
    if (style.position === "absolute" && clips && one.getBoundingClientRect().width <= 2) return true;
  }
  return false;
}

// From where to where something is in sight sideways before anybody scrolls.
function sight(element) {
  let left = 0;
  let right = root.clientWidth;
  for (const one of ancestors(element)) {
    if (one === document.body || styleOf(one).overflowX === "visible" || styleOf(one).display === "inline") continue;
    const start = one.getBoundingClientRect().left + one.clientLeft;
    left = Math.max(left, start);
    right = Math.min(right, start + one.clientWidth);
  }
  return [left, right];
}

function stateOf(element, rects) {
  const boxes = rects.filter((rect) => rect.width > 0 && rect.height > 0);
  if (!boxes.length) return "hidden";
  const [left, right] = sight(element);
  const start = Math.min(...boxes.map((rect) => rect.left));
  const end = Math.max(...boxes.map((rect) => rect.right));
  if (Math.min(end, right) - Math.max(start, left) <= Math.min(GLIMPSE, (end - start) / 2)) return "hidden";
  return start < left - SLACK || end > right + SLACK ? "cut" : "visible";
}

const WORST = ["hidden", "cut", "visible"];
function worst(states) {
  return WORST.find((state) => states.includes(state));
}

// The places of what an element says, without what is folded or there for screen readers alone.
function rectsOf(element) {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const picture = ["IMG", "svg"].includes(node.tagName);
    if (node.nodeType === Node.TEXT_NODE ? !node.data.trim() : !picture) continue;
    if (folded(node) || unseen(node.parentElement)) continue;
    range.selectNode(node);
    found.push(...range.getClientRects());
  }
  return found;
}

function textOf(element) {
  return element.textContent.replace(/\s+/g, " ").trim();
}

function headingOf(cell) {
  return textOf(cell).replace(/[↕↑↓¶]/g, "").trim();
}

function holds(cell) {
  return textOf(cell) !== "" || cell.querySelector("img, svg") !== null;
}

function overflowsOf(table, frame) {
  const found = [];
  const box = table.getBoundingClientRect();
  const beyond = (left, right) => box.left < left - SLACK || box.right > right + SLACK;
  const style = styleOf(frame);
  const from = frame.getBoundingClientRect().left + frame.clientLeft;
  const inner = [from + parseFloat(style.paddingLeft), from + frame.clientWidth - parseFloat(style.paddingRight)];
  if (beyond(...inner)) found.push(`wider than its container: ${box.width} in ${inner[1] - inner[0]}`);
  for (const one of [table, frame]) {
    if (one.scrollWidth > one.clientWidth + SLACK) {
      found.push(`${one.tagName} holds ${one.scrollWidth} in ${one.clientWidth}`);
    }
  }
  for (const one of ancestors(frame)) {
    const start = one.getBoundingClientRect().left + one.clientLeft;
    if (styleOf(one).display !== "inline" && beyond(start, start + one.clientWidth)) {
      found.push(`beyond ${one.tagName}.${one.className}`);
      break;
    }
    if (one === content) break;
  }
  if (beyond(0, root.clientWidth)) found.push("beyond the window");
  for (const one of table.querySelectorAll("th, td, dd, dt, p, summary")) {
    const shown = styleOf(one).display;
    if (shown === "inline" || shown === "none" || shown === "contents" || folded(one) || unseen(one)) continue;
    if (one.scrollWidth > one.clientWidth + SLACK) {
      found.push(`${one.tagName} holds ${one.scrollWidth} in ${one.clientWidth}: ${textOf(one).slice(0, 60)}`);
    }
  }
  return found;
}

function isStacked(table) {
  const row = table.tBodies[0]?.rows[0];
  return styleOf(table).display !== "table" || (row && !["table-row", "none"].includes(styleOf(row).display));
}

function columnsOf(table, rows, stacked) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const whole = rows.filter((row) => row.cells.length === heads.length);
  return heads.map((head, number) => {
    const cells = whole.map((row) => row.cells[number]);
    // Those of a table stand one under the other; of a stacked one, each cell that holds something counts.
    const states = stacked
      ? cells.filter(holds).map((cell) => stateOf(cell, rectsOf(cell)))
      : [head, ...cells].map((cell) => stateOf(cell, [cell.getBoundingClientRect()]));
    const heading = headingOf(head);
    return { heading, backlink: BACKLINKS.includes(heading), state: worst(states) ?? "visible", holds: cells.some(holds) };
  });
}

// In HTML, a <th> without a scope is the heading of its row if the row has data cells and its column has none.
function hasHeading(row, noDataFirst) {
  if (row.querySelector(':scope > th[scope="row"]')) return true;
  const first = row.cells[0];
  return noDataFirst && !first.hasAttribute("scope") && row.querySelector(":scope > td") !== null;
}

function trailsOf(rows) {
  return rows.flatMap((row) =>
    [...row.querySelectorAll("dl.archdoc-trail dt")].map((term) => {
      const group = term.parentElement.tagName === "DIV" ? term.parentElement : null;
      const parts = [term];
      for (let one = term.nextElementSibling; one?.tagName === "DD"; one = one.nextElementSibling) parts.push(one);
      const shown = parts.map((part) => stateOf(part, rectsOf(part)));
      const way = ["to", "from"].find((name) => group?.classList.contains(`archdoc-${name}`)) ?? "";
      return { row: row.id, heading: headingOf(term), way, state: worst(shown) };
    }),
  );
}

const PHRASING = new Set("A ABBR B CODE DEL EM I INS KBD MARK S SMALL SPAN STRONG SUB SUP U WBR".split(" "));
const LETTER = /[\p{L}\p{N}\p{M}\u00ad\u200b]/u;
const ANYWHERE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\u30fc]/u;

// The characters of what is written in one go, each with its place.
function* writings(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let block = null;
  let places = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType !== Node.TEXT_NODE) {
      if (!PHRASING.has(node.tagName)) { if (places.length) yield [block, places]; places = []; block = null; }
      continue;
    }
    let around = node.parentElement;
    while (PHRASING.has(around.tagName)) around = around.parentElement;
    if (around !== block) { if (places.length) yield [block, places]; places = []; block = around; }
    let at = 0;
    for (const sign of node.data) { places.push({ node, at, sign }); at += sign.length; }
  }
  if (places.length) yield [block, places];
}

function lineWidth(element) {
  let one = element;
  while (["inline", "contents"].includes(styleOf(one).display)) one = one.parentElement;
  const style = styleOf(one);
  return one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
}

function rectOf(place) {
  const range = document.createRange();
  range.setStart(place.node, place.at);
  range.setEnd(place.node, place.at + place.sign.length);
  const rects = range.getClientRects();
  return rects[rects.length - 1];
}

function sameLine(one, other) {
  const height = Math.min(one.height, other.height);
  return Math.abs(one.bottom - other.bottom) <= height / 2 || Math.abs(one.top - other.top) <= height / 2;
}

function breaksIn(block, places) {
  const range = document.createRange();
  range.setStart(places[0].node, places[0].at);
  const last = places[places.length - 1];
  range.setEnd(last.node, last.at + last.sign.length);
  const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
  if (rects.length < 2 || rects.every((rect) => sameLine(rect, rects[0]))) return [];
  const boxes = places.map(rectOf);
  const found = [];
  for (let here = 1; here < places.length; here++) {
    const [one, other] = [places[here - 1].sign, places[here].sign];
    if (!boxes[here - 1]?.width || !boxes[here]?.width || sameLine(boxes[here - 1], boxes[here])) continue;
    if (!LETTER.test(one) || ANYWHERE.test(one) || ANYWHERE.test(other)) continue;
    if (!LETTER.test(other) && !/[_/.-]/.test(other)) continue;
    let [start, end] = [here, here];
    while (start > 0 && LETTER.test(places[start - 1].sign)) start--;
    while (end < places.length && LETTER.test(places[end].sign)) end++;
    const word = places.slice(start, end).map((place) => place.sign).join("");
    const width = boxes.slice(start, end).reduce((sum, box) => sum + (box?.width ?? 0), 0);
    const where = LETTER.test(other) ? "inside" : "before a sign";
    found.push({ word, after: places.slice(start, here).map((place) => place.sign).join(""), where, width, line: lineWidth(block) });
  }
  return found;
}

function brokenWords(table) {
  const found = [];
  for (const [block, places] of writings(table)) {
    if (unseen(block) || folded(places[0].node)) continue;
    let token = [];
    for (const place of [...places, { sign: " " }]) {
      if (/\s/.test(place.sign)) {
        if (token.length > 1) found.push(...breaksIn(block, token));
        token = [];
      } else token.push(place);
    }
  }
  return found;
}

// Whether something of ours is what a box has to be scrolled sideways for, and not a heading or the prose around it.
function oursSticksOut(box) {
  const start = box.getBoundingClientRect().left + box.clientLeft;
  const end = start + box.clientWidth;
  const parts = box.querySelectorAll(`${OURS}, [class*="archdoc"]:not(code)`); // code of ours in prose is like any
  return [...parts].some((part) => rectsOf(part).some((rect) => rect.left < start - SLACK || rect.right > end + SLACK));
}

function innerBoxes() {
  return [...content.querySelectorAll("*")].flatMap((one) => {
    const style = styleOf(one);
    const scrolls = (way) => ["auto", "scroll"].includes(way);
    const across = scrolls(style.overflowX) && one.scrollWidth > one.clientWidth + SLACK;
    const down = scrolls(style.overflowY) && one.scrollHeight > one.clientHeight + SLACK;
    if (!one.clientWidth || (!across && !down)) return [];
    const ours = one.closest('[class*="archdoc-"]') !== null || (down && one.querySelector(OURS) !== null) || oursSticksOut(one);
    return [{ tag: `${one.tagName}.${one.className}`, across, down, ours, text: textOf(one).slice(0, 60) }];
  });
}

const tables = [...content.querySelectorAll(OURS)].filter((table) => table.tagName === "TABLE" && !table.parentElement.closest("table"));
return {
  window: innerWidth,
  page: root.scrollWidth > root.clientWidth + SLACK ? root.scrollWidth : 0,
  inner: innerBoxes(),
  tables: tables.map((table, number) => {
    const frame = table.closest(".archdoc-frame, .archdoc-scroll, .table-wrapper") ?? table.parentElement;
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => styleOf(row).display !== "none");
    const entries = rows.filter((row) => !row.classList.contains("archdoc-group"));
    const noDataFirst = entries.every((row) => row.cells[0]?.tagName === "TH");
    const stacked = isStacked(table);
    return {
      number,
      name: table.className,
      before: headingOf(table.closest("section")?.querySelector("h1, h2, h3, h4, h5, h6") ?? table),
      width: table.getBoundingClientRect().width,
      height: table.getBoundingClientRect().height,
      room: frame.clientWidth,
      stacked,
      rows: entries.length,
      heads: entries.filter((row) => hasHeading(row, noDataFirst)).length,
      tallest: Math.max(0, ...entries.map((row) => row.getBoundingClientRect().height)),
      overflows: overflowsOf(table, frame),
      columns: columnsOf(table, entries, stacked),
      trails: trailsOf(entries),
      broken: brokenWords(table),
    };
  }),
};
