// The coding screen by number keys. They work only while the focus is among the themes, so that no key of a
// screen reader or of speech input is taken away elsewhere. Every page works without this file.
for (const hidden of document.querySelectorAll("[data-only-script]")) hidden.hidden = false;

const themes = document.querySelector("[data-number-keys]");
if (themes) {
  themes.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!event.repeat) themes.form.requestSubmit(themes.form.querySelector("[type=submit]"));
      return;
    }
    themes.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  });
  // Where something is wrong, the focus is on what is wrong.
  if (!document.querySelector(".govuk-error-summary")) themes.focus({ preventScroll: true });
}
