"use strict";
// Comfort alone: whatever the desk does can be done without a script.
(() => {
  // While reports are being linked the page asks whether they are, and then offers to show them. Nothing moves by itself.
  const notice = document.getElementById("linking");
  const ask = async () => {
    try {
      const answer = await fetch("/state", { headers: { Accept: "application/json" } });
      const state = answer.ok ? await answer.json() : { linking: true };
      if (!state.linking) return state.problem ? tell(state.problem) : offer();
    } catch {
      // The desk may be closed for a moment.
    }
    setTimeout(ask, 1500);
  };
  const offer = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = notice.dataset.reload;
    button.addEventListener("click", () => location.reload());
    notice.replaceChildren(notice.dataset.done, " ", button);
  };
  const tell = (problem) => {
    const why = document.createElement("span");
    why.lang = "en";
    why.textContent = problem;
    notice.classList.replace("linking", "grave");
    notice.replaceChildren(notice.dataset.failed, " ", why);
  };
  if (notice) setTimeout(ask, 1000);

  // A form is sent once, however often its button is pressed.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
  }
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // "/" goes to the search, as in many other places.
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    document.getElementById("find")?.focus();
  });

  // Removed text to which an address leads is shown; without a script the switch above the text shows it.
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const removed = target && target.closest(".removed-text");
  if (removed) removed.classList.add("opened");
  if (target) target.closest("details")?.setAttribute("open", "");
})();
