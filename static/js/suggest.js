// Names while one types, for the search of entities: the combobox pattern. Without this file the form works as it is.
"use strict";

(() => {
  const field = document.querySelector("input[data-suggest]");
  if (!field || !field.form) {
    return;
  }
  const PAUSE = 150; // milliseconds after a key
  const SHORTEST = 2; // letters
  const exact = field.form.querySelector("#exact");

  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.listLabel);
  list.hidden = true;
  const says = document.createElement("p");
  says.className = "unseen";
  says.setAttribute("role", "status");
  const box = document.createElement("div");
  box.className = "suggest";
  field.before(box);
  box.append(field, list, says);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["spellcheck", "false"]]) {
    field.setAttribute(name, value);
  }

  let at = -1;
  let timer = 0;
  let asked = null;
  let shown = "";

  const options = () => [...list.children];

  const close = () => {
    list.hidden = true;
    at = -1;
    shown = "";
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const mark = (wanted) => {
    const all = options();
    at = (wanted + all.length + 1) % (all.length + 1); // one place more: none chosen, back in the field
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < all.length) {
      field.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    } else {
      at = -1;
      field.removeAttribute("aria-activedescendant");
    }
  };

  const part = (name, text) => {
    const made = document.createElement("span");
    made.className = name;
    made.textContent = text;
    return made;
  };

  const show = (answer) => {
    list.replaceChildren(...answer.rows.map((row, number) => {
      const option = document.createElement("li");
      option.id = `suggestion-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = row.href;
      option.append(part("called", row.name));
      for (const text of [row.also, row.kind, row.what]) {
        if (text) {
          option.append(" ", part("quiet", text));
        }
      }
      return option;
    }));
    at = -1;
    field.removeAttribute("aria-activedescendant");
    list.hidden = !answer.rows.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    says.textContent = answer.rows.length ? `${field.dataset.some} ${answer.rows.length}` : field.dataset.none;
    shown = field.value;
  };

  const ask = async () => {
    const text = field.value.trim();
    if (asked) {
      asked.abort();
    }
    if (text.length < SHORTEST) {
      close();
      says.textContent = "";
      return;
    }
    asked = new AbortController();
    const address = new URL(field.dataset.suggest, window.location.href);
    address.searchParams.set("q", text);
    if (exact && exact.checked) {
      address.searchParams.set("exact", "yes");
    }
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok && document.activeElement === field) {
        show(await answer.json());
      }
    } catch {
      // an answer that never came: the form still works
    }
  };

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        ask();
      } else {
        mark(event.key === "ArrowDown" ? at + 1 : at < 0 ? options().length - 1 : at - 1);
      }
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && at >= 0 && shown === field.value) {
      event.preventDefault();
      window.location.assign(options()[at].dataset.href);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role='option']");
    if (option) {
      window.location.assign(option.dataset.href);
    }
  });
  field.addEventListener("blur", close);
  if (exact) {
    exact.addEventListener("change", () => close());
  }
})();
