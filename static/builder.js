// What the builder gains when scripts run: it saves by itself. Every page of it works without this file.

const form = document.querySelector("form[data-autosave]");
const PAUSE = 2000;
document.documentElement.classList.add("has-script");

// The place that an address names gets the focus, so that a moved thing is where the keyboard is; unless somebody
// has gone on already.
const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (place && document.activeElement === document.body) place.focus();

// What a page says as it loads is read out only if it comes after that.
const moved = document.querySelector("[data-moved]");
if (moved) {
  const words = moved.textContent;
  moved.textContent = "";
  setTimeout(() => (moved.textContent = words), 200);
}

if (form) {
  const said = form.querySelector("[data-status]");
  let timer, flying, changed = "unsaved" in form.dataset, bad = false;

  // What is unfinished is said quietly; what went wrong is not.
  const say = (words, { unsaved = false, wrong = false } = {}) => {
    said.textContent = words;
    // It grows and never shrinks: where the page becomes shorter, a button moves away under a finger.
    said.style.minHeight = `${said.offsetHeight}px`;
    said.classList.toggle("lp-status--wrong", wrong);
    bad = unsaved || wrong;
  };

  // The sentences are the page's, in its language.
  const filled = (sentence, place, words) => sentence.split(place).join(words);

  const content = () => {
    const data = new URLSearchParams(new FormData(form));
    // Lines that are pasted become rows by a button, and what stands beside a button is sent by it.
    for (const name of [...data.keys()]) if (/-lines$|^pipe-/.test(name)) data.delete(name);
    data.set("autosave", "1");
    return data;
  };

  const taken = async (answer) => {
    form.elements.mark.value = answer.mark;
    for (const [name, code] of Object.entries(answer.codes)) if (form.elements[name]) form.elements[name].value = code;
    for (const field of form.querySelectorAll("[data-names]")) if (field.value) delete field.dataset.names;
    if ("new" in form.dataset) {
      // From now on it is a question like any other.
      delete form.dataset.new;
      form.action = answer.address;
      history.replaceState(null, "", answer.address);
    }
    say(said.dataset.saved);
    await draw(answer.address);
  };

  // Nothing on the page changes its size between the press of a button and its release.
  let pressed = false;
  addEventListener("pointerdown", () => (pressed = true), true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => (pressed = false)), true);
  const atRest = async () => {
    while (pressed) await new Promise((go) => setTimeout(go, 50));
  };

  // The preview and the list of what is still to do, as they are now.
  const draw = async (address) => {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    await atRest();
    for (const id of ["preview", "todo"]) {
      const [old, now] = [document.getElementById(id), page.getElementById(id)];
      if (old && now) old.replaceWith(now);
    }
  };

  const save = async () => {
    clearTimeout(timer);
    if (flying) await flying;
    if (!changed) return;
    changed = false;
    say(said.dataset.saving);
    flying = send();
    await flying;
    flying = undefined;
  };

  const send = async () => {
    try {
      const answer = await (await fetch(form.action, { method: "POST", body: content(), keepalive: true })).json();
      if (answer.saved) await taken(answer);
      else if (answer.clash) say(filled(said.dataset.clash, "[name]", answer.name), { wrong: true });
      else say(filled(said.dataset.unsaved, "[problems]", answer.problems.join(". ")), { unsaved: true });
      changed ||= !answer.saved;
    } catch {
      changed = true;
      say(said.dataset.silent, { wrong: true });
    }
  };

  // A code is made of a label when it is first saved, so a label is not saved before it is finished.
  const unfinished = () => "names" in (document.activeElement?.dataset ?? {}) && form.contains(document.activeElement);

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (unfinished() ? later() : save()), PAUSE);
  };

  form.addEventListener("input", ({ target }) => {
    if (/-lines$|^pipe-/.test(target.name)) return;
    changed = true;
    later();
  });
  form.addEventListener("change", ({ target }) => {
    if (changed && !("shows" in target.dataset)) save();
  });
  addEventListener("pagehide", () => {
    if (changed && !bad) save();
  });
  addEventListener("beforeunload", (event) => {
    if (changed && bad) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (flying) {
      // What is on its way arrives first, so that nothing is saved twice.
      event.preventDefault();
      flying.then(() => form.requestSubmit(event.submitter));
      return;
    }
    changed = false;
  });
  if (changed) later();

  // The answers to choose from come with the question that was chosen.
  form.addEventListener("change", async ({ target }) => {
    if (!("shows" in target.dataset)) return;
    const data = new URLSearchParams(new FormData(form));
    data.set("do", "show");
    const answer = await fetch(form.action, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, now] = [target.closest("fieldset"), page.getElementById(target.closest("fieldset").id)];
    if (!old || !now) return;
    old.replaceWith(now);
    now.querySelector("select").focus();
  });
}
