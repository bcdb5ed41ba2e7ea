// Typing forms in: what a code means appears beside it, and Enter leads to the next field.
// Without this file Tab does that, and the server says the same when it checks.

const sheet = document.querySelector("[data-entry]");

if (sheet) {
  const fields = [...sheet.querySelectorAll(".lp-entry__field input, .lp-entry__field textarea, .lp-entry__field select")];

  // The words for what is no code, and for what cannot be told, are the page's.
  const { notClear, none } = sheet.dataset;

  const tell = (field) => {
    const codes = JSON.parse(field.dataset.codes);
    const own = `${field.id.slice(field.id.indexOf("-") + 1)}.`;
    const meaning = (typed) => (typed === "x" ? notClear : codes[typed.startsWith(own) ? typed.slice(own.length) : typed]);
    const sent = field.value.toLowerCase().split(/[\s,;+]+/).filter(Boolean);
    const output = field.parentElement.querySelector("output");
    output.textContent = sent.map((typed) => meaning(typed) ?? none.replace("{code}", () => typed)).join("; ");
    output.classList.toggle("lp-entry__echo--wrong", sent.some((typed) => meaning(typed) === undefined));
  };

  // In a box for words, Enter makes a new line once there are words.
  const makesLine = (field, event) => field.tagName === "TEXTAREA" && (event.shiftKey || field.value.trim());

  for (const field of fields) {
    if (field.dataset.codes) {
      field.addEventListener("input", () => tell(field));
      if (field.value) tell(field);
    }
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || makesLine(field, event)) return;
      event.preventDefault();
      (fields[fields.indexOf(field) + 1] ?? sheet.querySelector("[data-last]")).focus();
    });
  }

  // Whoever opens a form begins typing at its first question, and hears there what became of the one before.
  if ("begin" in sheet.dataset) {
    const first = fields.find((field) => field.closest(".lp-entry__question"));
    const done = document.querySelector(".lp-entry__done");
    if (done) first?.setAttribute("aria-describedby", `${done.id} ${first.getAttribute("aria-describedby") ?? ""}`.trim());
    first?.focus();
  }
}
