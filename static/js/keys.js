// Keys for those who like them: / to search, j and k through a list, o for the original, ? for help. They do nothing
// while one writes; the help has a switch that turns all of them off, which this browser remembers.
"use strict";

(() => {
  const OFF = "balkanwatch-keys-off";
  const isOff = () => {
    try {
      return window.localStorage.getItem(OFF) === "yes";
    } catch {
      return false;
    }
  };
  const remember = (off) => {
    try {
      window.localStorage.setItem(OFF, off ? "yes" : "no");
    } catch {
      // a browser that keeps nothing keeps them on
    }
  };
  const items = () => [...document.querySelectorAll(".headline a, .event .by a[href*='/articles/'], tbody th[scope='row'] a")];

  // The words of the help stand on the button, in the language of the page.
  const open = document.getElementById("keys-open");

  const step = (by) => {
    const all = items();
    if (all.length) {
      const at = all.indexOf(document.activeElement);
      const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
      all[next].focus();
    }
  };

  const help = () => {
    if (!open) {
      return;
    }
    let box = document.getElementById("keys");
    if (!box) {
      box = document.createElement("dialog");
      box.id = "keys";
      box.setAttribute("aria-labelledby", "keys-title");
      const title = document.createElement("h2");
      title.id = "keys-title";
      title.textContent = open.textContent;
      const list = document.createElement("ul");
      const { search, next, previous, original, help: thisHelp } = open.dataset;
      for (const text of [`/ ${search}`, `j ${next}`, `k ${previous}`, `o ${original}`, `? ${thisHelp}`]) {
        const line = document.createElement("li");
        line.textContent = text;
        list.append(line);
      }
      const button = document.createElement("button");
      button.type = "button";
      button.id = "keys-switch";
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = open.dataset.close;
      close.addEventListener("click", () => box.close());
      const tell = () => {
        button.textContent = isOff() ? open.dataset.on : open.dataset.off;
      };
      button.addEventListener("click", () => {
        remember(!isOff());
        tell();
      });
      tell();
      box.append(title, list, button, close);
      document.body.append(box);
    }
    box.showModal();
  };

  const actions = {
    "/": () => document.querySelector("input[type='search']")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    o: () => document.querySelector(".original a[rel~='external']")?.click(),
    "?": help,
  };

  if (open) {
    open.hidden = false;
    open.addEventListener("click", help);
  }
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, textarea, select, [contenteditable], dialog");
    const action = actions[event.key];
    if (action && !isOff() && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  });
})();
