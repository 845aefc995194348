(() => {
  "use strict";
  const root = document.documentElement;
  const main = document.querySelector("main");
  root.classList.add("scripted");
  // Names on the page need no escaping; what else stands in an address leads nowhere.
  const byId = (href) => document.getElementById(href.slice(1));
  const every = (within, selector) => [...within.querySelectorAll(selector)];

  // ------------------------------------------------------------ going there and back
  const scroller = (element) => {
    const pane = element.closest(".reports");
    return pane && getComputedStyle(pane).overflowY === "auto" ? pane : null;
  };

  // In two columns only the column of the target moves, so that the other stays before the eyes.
  const bring = (element) => {
    const pane = scroller(element);
    if (!pane) {
      element.scrollIntoView({ block: "center" });
      return;
    }
    const box = pane.getBoundingClientRect();
    if (box.top > innerHeight / 2 || box.bottom < innerHeight / 2) pane.scrollIntoView({ block: "start" });
    const at = element.getBoundingClientRect();
    const view = pane.getBoundingClientRect();
    pane.scrollTop += at.top - view.top - Math.min(pane.clientHeight, innerHeight) / 3;
  };

  const clear = () => {
    const lit = bar.contains(document.activeElement) && location.hash && byId(location.hash);
    darken();
    bar.hidden = true;
    if (lit) lit.focus({ preventScroll: true });
  };

  const startOf = (element) => Number(element.id.slice(element.id.lastIndexOf("-") + 1));

  // What a proof leads to ends inside a piece: its beginning lights up alone, in an element that is taken out again.
  const lightPart = (node, length) => {
    node.splitText(length);
    const part = document.createElement("span");
    part.className = "m here part-lit";
    node.replaceWith(part);
    part.append(node);
  };

  const darken = () => {
    for (const part of every(document, ".part-lit")) {
      const around = part.parentElement;
      part.replaceWith(...part.childNodes);
      around.normalize();
    }
    for (const old of every(document, ".here, .backs.opened")) old.classList.remove("here", "opened");
  };

  // A passage is cut at every border inside it: its pieces light up until all its characters are told.
  const light = (element, end) => {
    const text = element.closest(".text");
    if (!text || !end) {
      element.classList.add("here");
      return element.textContent;
    }
    let left = end - startOf(element);
    let quote = "";
    const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    nodes.currentNode = element;
    while (left > 0 && nodes.nextNode()) {
      const node = nodes.currentNode;
      const around = node.parentElement;
      if (around === text) quote += " ";
      if (around === text || around.closest(".backs, label")) continue;
      if (around.matches(".gone")) {
        left -= Number(around.dataset.n);
        quote += node.data;
        continue;
      }
      const piece = around.closest(".m");
      if (piece && piece.id && piece.firstChild === node) left = end - startOf(piece);
      if (left <= 0) break;
      const signs = [...node.data];
      const told = signs.slice(0, left);
      quote += told.join("");
      left -= told.length;
      if (told.length < signs.length) lightPart(node, told.join("").length);
      else if (piece) piece.classList.add("here");
    }
    return quote;
  };

  // What a search or filter hides is shown again before anything leads to it.
  const uncover = (element) => {
    const story = element.closest("[hidden]") && element.closest(".story");
    if (story) resetFilters(story);
  };

  const show = (element, end, from, said) => {
    uncover(element);
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const removed = element.closest(".removed-text");
    if (removed) removed.classList.add("opened");
    if (element.matches(".gap")) bar.hidden = true;
    else if (element.matches(".m")) tell(element, end, light(element, end), from, said);
    else if (element.matches(".line")) element.classList.add("here");
    bring(element);
    if (!element.hasAttribute("tabindex") && !element.matches("a[href]")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };

  const unfold = (story) => {
    const fold = story.querySelector(":scope > details");
    if (fold) fold.open = true;
  };

  const openList = (list) => {
    clear();
    list.classList.add("opened");
    list.querySelector("a").focus({ preventScroll: true });
    list.scrollIntoView({ block: "nearest" });
  };

  const follow = (link, event) => {
    const target = byId(link.hash);
    if (target && target.matches(".reports")) target.scrollTop = 0;
    if (target && target.matches(".story")) unfold(target);
    if (target && target.matches("details")) target.open = true;
    if (target) uncover(target);
    if (!target || !target.matches(".m, .line, .backs, .report")) return;
    event.preventDefault();
    if (target.matches(".backs")) {
      openList(target);
      return;
    }
    clear();
    const line = link.closest(".line");
    const from = line && !target.matches(".line") ? line.id : "";
    if (from) line.classList.add("here");
    const end = Number(link.dataset.e) || 0;
    const said = link.closest(".said") !== null;
    history.pushState({ end, from, said }, "", link.hash);
    show(target, end, from, said);
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a");
    const href = link && link.getAttribute("href");
    if (!href || !href.startsWith("#")) return;
    follow({ hash: href, closest: (s) => link.closest(s), dataset: link.dataset }, event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
  const arrive = () => {
    clear();
    const target = location.hash && byId(location.hash);
    const state = history.state || { end: 0, from: "" };
    if (target && target.matches(".m, .line")) show(target, state.end, state.from, state.said);
    if (target && target.matches(".story")) unfold(target);
    if (target && target.matches("details")) target.open = true;
  };
  addEventListener("popstate", arrive);

  // ------------------------------------------------------------------- the passage
  const bar = document.getElementById("passage-bar");
  const cited = document.getElementById("passage-cited");
  const copy = bar.querySelector(".bar-copy");
  const copyLabel = copy.textContent;

  // Title and name, then outlet, authors and days, then the address.
  const cite = (report) => {
    const head = report.querySelector("header");
    const told = [...every(head, ":is(h2, h3, h4, h5) > span"), ...every(head, ".support > span:not(:has(a))")];
    const address = head.querySelector(".support a");
    const named = told.map((one) => one.textContent.trim());
    return (address ? [...named, address.href] : named).join(", ");
  };

  const tell = (element, end, quote, from, quoted) => {
    const report = element.closest(".report");
    if (!report) return;
    const start = startOf(element);
    const said = quoted && from && byId(`#${from}`)?.closest(".statements .group");
    const speaker = said && said.querySelector("h3 > span[lang], h4 > span[lang], h5 > span[lang]");
    const parts = {
      speaker: speaker ? speaker.textContent : "",
      quote: quote.replace(/\s+/g, " ").trim(),
      report: cite(report),
      place: `${start}–${end || start + [...element.textContent].length}`,
    };
    cited.textContent = (speaker ? copy.dataset.said : copy.dataset.cite).replace(/\{(\w+)\}/g, (_, name) => parts[name]);
    copy.textContent = copyLabel;
    const back = bar.querySelector(".bar-back");
    back.hidden = !from;
    if (from) back.setAttribute("href", `#${from}`);
    bar.hidden = false;
  };

  const select = () => {
    const range = document.createRange();
    range.selectNodeContents(cited);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  const copied = () => {
    copy.textContent = copy.dataset.done;
  };
  copy.addEventListener("click", () => {
    select();
    if (!navigator.clipboard) {
      if (document.execCommand("copy")) copied();
      return;
    }
    navigator.clipboard.writeText(cited.textContent).then(copied, () => document.execCommand("copy") && copied());
  });
  bar.querySelector(".bar-close").addEventListener("click", clear);

  // ------------------------------------------------------------------------ filters
  // ł is a letter of its own: normalisation does not take it apart.
  const fold = (text) => text.toLowerCase().replace(/(\d)[,\s\u00a0](?=\d{3})/g, "$1").normalize("NFD").replace(/\p{M}/gu, "").replace(/ł/g, "l");
  const folded = new WeakMap();
  const words = (line) => {
    if (!folded.has(line)) {
      const group = line.closest(".group");
      const heading = group ? group.querySelector("h2, h3, h4, h5, h6") : null;
      folded.set(line, fold(`${heading ? heading.textContent : ""} ${line.textContent}`).replace(/\s+/g, " "));
    }
    return folded.get(line);
  };

  // The first search reads the text of every line: it is read ahead, a little at a time, once somebody is about to type.
  const readAhead = (lines) => {
    const until = performance.now() + 8;
    while (lines.length && performance.now() < until) words(lines.pop());
    if (lines.length) setTimeout(readAhead, 12, lines);
  };

  const chosen = (form) => {
    if (!form) return [];
    const signs = every(form, "select").map((one) => one.value).filter(Boolean);
    return form.elements.main && form.elements.main.checked ? [...signs, "main"] : signs;
  };
  const fits = (signs, line) => {
    const own = ` ${line.dataset.f || ""} ${line.classList.contains("main") ? "main" : ""} `;
    return signs.every((sign) => own.includes(` ${sign} `));
  };
  const left = (shown, all) => main.dataset.left.replace("{left}", shown).replace("{all}", all);

  const apply = (story) => {
    const search = story.querySelector('input[type="search"]');
    const form = story.querySelector(".filters");
    const wanted = fold(search.value).trim().split(/\s+/).filter(Boolean);
    const signs = chosen(form);
    const lines = every(story, ".lines-column .line");
    const shown = new Map(lines.map((line) => [line, wanted.every((word) => words(line).includes(word)) && (!signs.length || !line.closest(".timeline") || fits(signs, line))]));
    for (const line of lines) line.hidden = !shown.get(line);
    for (const group of every(story, ".lines-column table:not(.matrix, .beside), .lines-column .group:not(.pair)")) {
      group.hidden = !group.querySelector(".line:not([hidden])");
    }
    for (const other of every(story, "details.folded")) {
      if (wanted.length && !other.open) other.dataset.opened = "";
      if (wanted.length) other.open = true;
      else if ("opened" in other.dataset) other.open = false;
      if (!wanted.length) delete other.dataset.opened;
    }
    for (const pin of every(story, ".pin")) {
      const line = byId(pin.getAttribute("href"));
      pin.toggleAttribute("hidden", !line || line.hidden);
    }
    const still = lines.filter((line) => !line.hidden);
    story.querySelector(".search output").textContent = wanted.length ? left(still.length, lines.length) : "";
    if (form) {
      const own = lines.filter((line) => line.closest(".timeline"));
      form.querySelector("output").textContent = signs.length ? left(own.filter((line) => !line.hidden).length, own.length) : "";
    }
    return wanted.length ? still[0] : null;
  };

  const resetFilters = (story) => {
    story.querySelector('input[type="search"]').value = "";
    const form = story.querySelector(".filters");
    if (form) form.reset();
    apply(story);
  };

  for (const story of every(document, ".story")) {
    const box = story.querySelector(".search");
    const form = story.querySelector(".filters");
    box.hidden = false;
    let waiting = 0;
    box.querySelector("input").addEventListener("focus", () => readAhead(every(story, ".lines-column .line")), { once: true });
    box.querySelector("input").addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const first = apply(story);
        const at = first && first.getBoundingClientRect();
        if (at && (at.top < 0 || at.bottom > innerHeight)) first.scrollIntoView({ block: "center" });
      }, 80);
    });
    if (!form) continue;
    form.hidden = false;
    form.addEventListener("change", () => apply(story));
    form.addEventListener("reset", () => setTimeout(() => apply(story)));
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  // --------------------------------------------------------------------------- zoom
  for (const scale of every(document, ".scale")) {
    const svg = scale.querySelector(".frame > svg");
    const frame = scale.querySelector(".frame");
    scale.querySelector(".zoom").hidden = false;
    scale.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (!button || button === svg) return;
      const before = Number(svg.dataset.zoom);
      const after = Math.min(8, Math.max(1, button.dataset.zoom === "1" ? before * 2 : before / 2));
      const middle = (frame.scrollLeft + frame.clientWidth / 2) / frame.scrollWidth;
      svg.dataset.zoom = after;
      svg.setAttribute("width", `${after * 100}%`);
      frame.scrollLeft = middle * frame.scrollWidth - frame.clientWidth / 2;
    });
  }

  // -------------------------------------------------------------------------- paper
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = every(document, ":is(.fold, .folded, .pair):not([open])");
    for (const closed of unfolded) closed.open = true;
  });
  addEventListener("afterprint", () => {
    for (const closed of unfolded) closed.open = false;
  });
  arrive();
})();
