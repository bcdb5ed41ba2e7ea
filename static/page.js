// What a page gains when scripts run. Every page works without this file, and without the one it loads.

// A total that is shared out: what is left, while it is typed. The server checks it again.
for (const shared of document.querySelectorAll("[data-sum]")) {
  const said = shared.querySelector("output");
  const fields = [...shared.querySelectorAll("input")];
  const count = () => {
    const given = fields.reduce((sum, { value }) => sum + (Number(value.replace(/[^\d-]/g, "")) || 0), 0);
    const left = Number(shared.dataset.sum) - given;
    const words = left > 0 ? said.dataset.left : left < 0 ? said.dataset.over : said.dataset.even;
    said.textContent = words.replace("{}", Math.abs(left).toLocaleString("en-GB"));
  };
  shared.addEventListener("input", count);
  if (fields.some(({ value }) => value)) count();
}

// Leaving: by the link, or by pressing Shift three times with nothing between. This page's place in the history goes.
const leave = document.querySelector("[data-leave]");
if (leave) {
  document.querySelector("[data-leave-hint]").hidden = false;
  const go = () => {
    document.documentElement.hidden = true;
    location.replace(leave.href);
  };
  leave.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go();
  });
  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    presses = event.key === "Shift" ? [...presses, event.timeStamp].slice(-3) : [];
    if (presses.length === 3 && event.timeStamp - presses[0] < 5000) go();
  });
  // Shift with a click is no pressing of Shift alone.
  addEventListener("pointerdown", () => { presses = []; });
}

const needed = document.querySelector("[data-module^='govuk-']:not([data-module='govuk-skip-link'])");

if (needed) {
  try {
    const { initAll } = await import("./vendor/govuk-frontend.min.js");
    document.body.classList.add("js-enabled", "govuk-frontend-supported");
    initAll();
  } catch {
    // The library is not there: the plain page stays as it is, and focus goes to what is wrong with it.
    document.querySelector(".govuk-error-summary")?.focus();
  }
}
