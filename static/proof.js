// A proof of work where answers are begun: finds the number behind a hash (ALTCHA, version 1). About a second.
// It never delays anybody: whoever presses the button earlier sends no proof, and is served all the same.

const fields = [...document.querySelectorAll("input[data-challenge]")];
const bytes = new TextEncoder();
const AT_ONCE = 250;

async function hashOf(text) {
  const hash = await crypto.subtle.digest("SHA-256", bytes.encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function solve({ challenge, salt, maxNumber }) {
  for (let first = 0; first <= maxNumber; first += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, maxNumber - first + 1) }, (_, place) => first + place);
    const hashes = await Promise.all(numbers.map((number) => hashOf(salt + number)));
    const found = hashes.indexOf(challenge);
    if (found >= 0) return first + found;
    // Scrolling and typing come first.
    await new Promise((go) => setTimeout(go));
  }
  return null;
}

async function prove() {
  const work = JSON.parse(fields[0].dataset.challenge);
  const number = await solve(work);
  if (number === null) return;
  const { algorithm, challenge, salt, signature } = work;
  const proof = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  for (const field of fields) field.value = proof;
}

// Only a page that came over HTTPS, or from this machine, has what it takes.
if (fields.length && globalThis.crypto?.subtle) {
  prove().catch(() => {});
  // A page that the browser kept and shows again holds a proof that was used.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) for (const field of fields) field.value = "";
  });
}
