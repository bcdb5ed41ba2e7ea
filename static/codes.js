// What pages about codes gain when scripts run: copying and printing one, and one that came in the address.
// Every page works without this file.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const told = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    told.textContent = "";
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    told.textContent = told.dataset.done;
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
