/* Show diagrams in a dialog, with pan and zoom. The picture moves into the dialog and back when it closes.
   Without this script, it stays in the page with all its links. */

{
  const STEP = 1.25;
  const LARGEST = 8; // maximum zoom, relative to the whole picture
  const READABLE = 11 / 13; // smallest readable scale: text of 13 px shown at 11 px
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  class Large {
    pointers = new Map();

    constructor(figure) {
      this.home = figure.querySelector(".archdoc-canvas");
      this.picture = this.home.firstElementChild;
      const { archdocEnlarge, archdocCloser, archdocFarther, archdocWhole, archdocClose } = figure.dataset;
      const button = (text, label, click) => {
        const made = make("button", { type: "button", textContent: text, ariaLabel: label, title: label });
        made.addEventListener("click", click);
        return made;
      };
      this.opener = make("button", { type: "button", className: "archdoc-enlarge", textContent: archdocEnlarge });
      this.opener.setAttribute("aria-haspopup", "dialog");
      this.opener.addEventListener("click", () => this.open());
      this.home.after(this.opener);
      this.home.addEventListener("click", (event) => event.target.closest("a") || this.open());
      this.home.classList.add("archdoc-opens");

      this.stage = make("div", { className: "archdoc-stage", tabIndex: 0, role: "group" });
      this.stage.ariaLabel = this.home.ariaLabel;
      this.dialog = make(
        "dialog",
        { className: "archdoc-large", ariaLabel: this.home.ariaLabel },
        make(
          "div",
          { className: "archdoc-tools" },
          button("+", archdocCloser, () => this.zoom(STEP)),
          button("−", archdocFarther, () => this.zoom(1 / STEP)),
          button("0", archdocWhole, () => this.whole()),
          button("×", archdocClose, () => this.dialog.close()),
        ),
        this.stage,
      );
      this.listen();
    }

    listen() {
      const { dialog, stage } = this;
      dialog.addEventListener("close", () => this.close());
      dialog.addEventListener("keydown", (event) => this.key(event));
      stage.addEventListener("wheel", (event) => {
        event.preventDefault();
        this.zoom(STEP ** (-event.deltaY / (event.deltaMode ? 3 : 100)), event.clientX, event.clientY);
      }, { passive: false });
      stage.addEventListener("dragstart", (event) => event.preventDefault());
      stage.addEventListener("pointerdown", (event) => {
        this.pointers.set(event.pointerId, event);
        if (this.pointers.size === 1) this.dragged = false;
      });
      stage.addEventListener("pointermove", (event) => this.move(event));
      for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
        stage.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
      }
      // follow a link on a click, but not at the end of a drag
      stage.addEventListener("click", (event) => {
        if (this.dragged) event.preventDefault();
        else if (event.target.closest("a")) dialog.close();
      }, true);
      stage.addEventListener("focusin", (event) => this.reveal(event.target));
    }

    open() {
      const { home, picture } = this;
      home.style.blockSize = `${home.offsetHeight}px`; // keep the page from jumping
      const { width, height } = picture.viewBox.baseVal;
      this.all = [0, 0, width, height];
      document.body.append(this.dialog);
      this.stage.append(picture);
      this.dialog.showModal();
      this.stage.focus();
      this.begin();
    }

    close() {
      this.whole();
      this.home.append(this.picture);
      this.home.style.blockSize = "";
      this.dialog.remove();
      this.opener.focus();
    }

    /* Show a part of the picture, given in its own units; clamped, so that some of it stays visible. */
    show(x, y, width) {
      const [, , allWidth, allHeight] = this.all;
      const height = (width / allWidth) * allHeight;
      x = Math.min(Math.max(x, -width / 2), allWidth - width / 2);
      y = Math.min(Math.max(y, -height / 2), allHeight - height / 2);
      this.part = [x, y, width, height];
      this.picture.setAttribute("viewBox", this.part.join(" "));
    }

    /* Show the whole picture or, if that would be unreadable on a small screen, its first part. */
    begin() {
      this.whole();
      if (this.scale >= READABLE) return;
      const [, , width, height] = this.all;
      const across = this.stage.clientWidth / READABLE; // units of the picture that fit
      const down = this.stage.clientHeight / READABLE;
      const part = Math.min(across, (down * width) / height);
      this.show((Math.min(across, width) - part) / 2, (Math.min(down, height) - (part * height) / width) / 2, part);
    }

    whole() {
      this.show(0, 0, this.all[2]);
    }

    /* Return the screen pixels per unit of the picture. */
    get scale() {
      return this.picture.getScreenCTM().a;
    }

    /* Zoom around a point of the screen; by default, around the centre. */
    zoom(factor, clientX, clientY) {
      const [x, y, width, height] = this.part;
      const least = Math.min(this.all[2] / LARGEST, this.stage.clientWidth / 2);
      const next = Math.min(Math.max(width / factor, least), 2 * this.all[2]);
      let [atX, atY] = [x + width / 2, y + height / 2];
      if (clientX !== undefined) {
        const at = new DOMPoint(clientX, clientY).matrixTransform(this.picture.getScreenCTM().inverse());
        [atX, atY] = [at.x, at.y];
      }
      this.show(atX - ((atX - x) * next) / width, atY - ((atY - y) * next) / width, next);
    }

    /* Move the picture by screen pixels. */
    pan(x, y) {
      const { scale } = this;
      this.show(this.part[0] - x / scale, this.part[1] - y / scale, this.part[2]);
    }

    move(event) {
      const before = this.pointers.get(event.pointerId);
      if (!before) return;
      const [x, y] = [event.clientX - before.clientX, event.clientY - before.clientY];
      const other = [...this.pointers.values()].find((one) => one.pointerId !== event.pointerId);
      if (!this.dragged && !other && Math.hypot(x, y) < 4) return;
      if (!this.dragged) this.stage.setPointerCapture(event.pointerId);
      this.dragged = true;
      if (other) {
        const away = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
        this.zoom(away(event) / away(before), other.clientX, other.clientY);
      } else {
        this.pan(x, y);
      }
      this.pointers.set(event.pointerId, event);
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { clientWidth, clientHeight } = this.stage;
      const acts = {
        "+": () => this.zoom(STEP),
        "=": () => this.zoom(STEP),
        "-": () => this.zoom(1 / STEP),
        0: () => this.whole(),
        Escape: () => this.dialog.close(),
        ArrowLeft: () => this.pan(clientWidth / 8, 0),
        ArrowRight: () => this.pan(-clientWidth / 8, 0),
        ArrowUp: () => this.pan(0, clientHeight / 8),
        ArrowDown: () => this.pan(0, -clientHeight / 8),
      };
      if (!acts[event.key]) return;
      event.preventDefault();
      acts[event.key]();
    }

    /* Scroll a focused link into view. */
    reveal(target) {
      if (!target.closest("a")) return;
      const [box, stage] = [target.getBoundingClientRect(), this.stage.getBoundingClientRect()];
      const by = (start, end, from, to) => (start < from ? from - start : end > to ? to - end : 0);
      const x = by(box.left, box.right, stage.left + 8, stage.right - 8);
      const y = by(box.top, box.bottom, stage.top + 8, stage.bottom - 8);
      if (x || y) this.pan(x, y);
    }
  }

  const start = () => {
    for (const figure of document.querySelectorAll(".archdoc-diagram[data-archdoc-enlarge]:not([data-ready])")) {
      figure.dataset.ready = "";
      new Large(figure);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
