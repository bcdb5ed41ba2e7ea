// What the pages of answering gain when scripts run: leaving in a hurry, copying and printing a code, and a code that
// came in the address. Every page works without this file.

// Leaving: by the link, or by pressing Shift three times with nothing between. This page's place in the history goes.
const leave = document.querySelector("[data-leave]");
if (leave) {
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

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A QR code carries the code behind the hash sign, which no server sees. It is not left in the address.
const field = document.querySelector("[data-from-address]");
if (field && location.hash.length > 1) {
  if (!field.value) field.value = decodeURIComponent(location.hash.slice(1)).slice(0, 40);
  history.replaceState(null, "", location.pathname);
}
