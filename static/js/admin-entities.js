// The queue by keys: one key presses the button that carries it, and the next question takes the place of the last
// without loading the page again. Without this script the same form is sent by its buttons.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input:not([type=hidden]), select, textarea")) return;
  const button = document.querySelector(`#queue button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.id !== "queue") return;
  event.preventDefault();
  if (form.dataset.sent) return; // a second press while the answer is on its way would answer the same question twice
  form.dataset.sent = "yes";
  const body = new FormData(form, event.submitter);
  try {
    const answer = await fetch(window.location.pathname, { method: "POST", body });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".queue");
    document.querySelector(".queue").replaceWith(next);
  } catch {
    window.location.reload(); // the page says what is the matter: signed out, or no server
  }
});
