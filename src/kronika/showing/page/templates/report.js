(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripted");
  const byId = (href) => document.getElementById(decodeURIComponent(href.slice(1)));

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
    for (const old of document.querySelectorAll(".here, .backs.opened")) old.classList.remove("here", "opened");
  };

  // A passage is cut at every border inside it: all its pieces up to its end light up.
  const light = (element, end) => {
    element.classList.add("here");
    const text = element.closest(".text");
    if (!text || !end) return;
    const start = Number(element.dataset.start);
    for (const piece of text.querySelectorAll(".mark")) {
      const at = Number(piece.dataset.start);
      if (at >= start && at < end) piece.classList.add("here");
    }
  };

  const show = (element, end) => {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const removed = element.closest(".removed-text");
    if (removed) removed.classList.add("opened");
    if (element.matches(".line[hidden]")) clearFilter(element);
    if (element.matches(".mark, .line")) light(element, end);
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
    if (!target || !target.matches(".mark, .line, .backs, .report")) return;
    event.preventDefault();
    if (target.matches(".backs")) {
      openList(target);
      return;
    }
    clear();
    const from = link.closest(".line");
    if (from && !target.matches(".line")) from.classList.add("here");
    const end = Number(link.dataset.end) || 0;
    history.pushState({ end }, "", link.hash);
    show(target, end);
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest('a[href^="#"]');
    if (link) follow(link, event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
  const arrive = () => {
    clear();
    const target = location.hash && byId(location.hash);
    if (target && target.matches(".mark, .line")) show(target, history.state ? history.state.end : 0);
    if (target && target.matches(".story")) unfold(target);
  };
  addEventListener("popstate", arrive);

  // ------------------------------------------------------------------------ filter
  // ł is a letter of its own: normalisation does not take it apart.
  const fold = (text) => text.toLowerCase().replace(/(\d)[,\s\u00a0](?=\d{3})/g, "$1").normalize("NFD").replace(/\p{M}/gu, "").replace(/ł/g, "l");
  const folded = new WeakMap();
  const words = (line) => {
    if (!folded.has(line)) {
      const group = line.closest(".group");
      const heading = group ? group.querySelector("h3, h4, h5, h6").textContent : "";
      folded.set(line, fold(`${heading} ${line.textContent}`).replace(/\s+/g, " "));
    }
    return folded.get(line);
  };

  const apply = (story, sought) => {
    const wanted = fold(sought).trim().split(/\s+/).filter(Boolean);
    const lines = story.querySelectorAll(".lines-column .line");
    let left = 0;
    for (const line of lines) {
      line.hidden = !wanted.every((word) => words(line).includes(word));
      left += line.hidden ? 0 : 1;
    }
    for (const group of story.querySelectorAll(".lines-column table:not(.matrix), .lines-column .group")) {
      group.hidden = !group.querySelector(".line:not([hidden])");
    }
    for (const folded of story.querySelectorAll("details.folded")) folded.open = wanted.length > 0;
    const first = [...lines].find((line) => !line.hidden);
    if (wanted.length && first) {
      const box = first.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) first.scrollIntoView({ block: "center" });
    }
    story.querySelector("output").textContent = wanted.length ? `${left} of ${lines.length} lines` : "";
  };

  const clearFilter = (element) => {
    const story = element.closest(".story");
    story.querySelector('input[type="search"]').value = "";
    apply(story, "");
  };

  for (const story of document.querySelectorAll(".story")) {
    const box = story.querySelector(".filter");
    box.hidden = false;
    let waiting = 0;
    box.querySelector("input").addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => apply(story, event.target.value), 80);
    });
  }

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details:not([open])")];
    for (const closed of unfolded) closed.open = true;
  });
  addEventListener("afterprint", () => {
    for (const closed of unfolded) closed.open = false;
  });
  arrive();
})();
