// The coding screen by single keys, shown beside what they do. They work only while the focus is among the themes, so that no key of a
// screen reader or of speech input is taken away elsewhere. Every page works without this file.
for (const hidden of document.querySelectorAll("[data-only-script]")) hidden.hidden = false;

// What is selected in a text gets double square brackets, by a button instead of four keys.
for (const button of document.querySelectorAll("[data-take-out]")) {
  const field = document.getElementById(button.dataset.takeOut);
  button.hidden = false;
  button.addEventListener("click", () => {
    const passage = field.value.slice(field.selectionStart, field.selectionEnd);
    const start = field.selectionStart + passage.length - passage.trimStart().length;
    const words = passage.trim();
    field.focus();
    if (words && !/\[\[|\]\]/.test(words)) field.setRangeText(`[[${words}]]`, start, start + words.length, "end");
  });
}

const themes = document.querySelector("[data-number-keys]");
if (themes) {
  themes.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!event.repeat) themes.form.requestSubmit(themes.form.querySelector("[type=submit]"));
      return;
    }
    themes.form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
  });
  // Where something is wrong, the focus is on what is wrong.
  if (!document.querySelector(".govuk-error-summary")) themes.focus({ preventScroll: true });
}
