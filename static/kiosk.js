// On a shared tablet: whoever does nothing for a while is asked whether they are there, and then forgotten.
// Without scripts the page leads by itself to one that asks the same.

{
  const { idle, answer, again } = document.currentScript.dataset;
  const dialog = document.getElementById("kiosk-question");
  let waiting;
  let last = Date.now();

  const forget = () => location.replace(again);

  const wait = () => {
    if (dialog.open) return;
    last = Date.now();
    clearTimeout(waiting);
    waiting = setTimeout(ask, idle * 1000);
  };

  const ask = () => {
    dialog.showModal();
    clearTimeout(waiting);
    waiting = setTimeout(forget, answer * 1000);
  };

  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", wait);
  // A tablet that slept has stopped the clock: whoever wakes it is the next person.
  const woken = () => {
    if (Date.now() - last > (Number(idle) + Number(answer)) * 1000) forget();
  };
  document.addEventListener("visibilitychange", woken);
  addEventListener("pointerdown", woken, true);
  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(sign, wait, { passive: true });
  // Going back to a page that the browser kept must not show it to the next person.
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  wait();
}
