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
