// What a page gains when scripts run. Every page works without this file, and without the one it loads.
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
