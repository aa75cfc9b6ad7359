/** Forecast sliders: one for each option, a sum that is always said, and a lock. */

import { field, h, words } from "./kit.js";

const LOCK = "Lock your forecast before you know how it ends. Your numbers are then written down with the time and get a seal, "
  + "so that a later change would show. After that no slider moves any more, and Undo does not take it back.";
const SEAL = "The seal is made from your numbers and the time. Change one number, and it is another seal. "
  + "So write its first signs down where you cannot change them, or tell them to somebody.";

export function draw(content, tools) {
  const closed = Boolean(content.locked);
  return [
    h("p", {}, h("strong", {}, words(content.question))),
    content.options.map((option) => slider(content, option, closed, tools.act)),
    h("p", { class: content.total === 100 ? "kit-for" : "kit-against" }, content.sum),
    closed ? seal(content) : lock(content, tools),
  ];
}

/** A lock is for good, so it is explained before and asked about once more. */
function lock(content, { act, local, redraw, focus }) {
  const ask = (asking, next) => {
    local.asking = asking;
    redraw();
    focus(next);
  };
  // What does not sum up cannot be locked: Python says what to do.
  const first = () => (content.total === 100 ? ask(true, "[data-yes]") : act("lock"));
  const asking = (local.asking &&= content.total === 100);
  const given = content.options.map((option) => `${option} ${content.percent[option]} %`).join(", ");
  return h("div", { key: "lock" },
    h("div", { class: "kit-row" },
      h("button", { type: "button", onclick: () => act("even_out") }, "Even out to 100"),
      h("span", {}, "moves all sliders as little as possible.")),
    h("p", {}, LOCK),
    asking
      ? h("div", { class: "kit-panel", role: "group", "aria-label": "Lock it?", key: "ask" },
        h("p", {}, "Lock this for good? ", words(`${given}.`)),
        h("div", { class: "kit-row" },
          h("button", { type: "button", "data-yes": true, onclick: () => act("lock") }, "Yes, lock it"),
          h("button", { type: "button", onclick: () => ask(false, "[data-lock]") }, "Not yet")))
      : h("div", { class: "kit-row", key: "first" }, h("button", { type: "button", "data-lock": true, onclick: first }, "Lock for good")));
}

function seal({ locked, seal: [first, rest] }) {
  return h("div", { class: "kit-panel", key: "seal" },
    h("p", {}, locked, " Its seal: ", h("code", {}, h("strong", {}, first), rest)),
    h("p", {}, SEAL));
}

/** A slider and a number for the same thing: whichever is easier for the hand or the ear. */
function slider(content, option, closed, act) {
  const percent = content.percent[option];
  const put = (event) => act("put", { option, percent: Number(event.target.value) || 0 });
  const props = { min: 0, max: 100, step: 1, value: percent, disabled: closed, onchange: put };
  const text = content.texts[option];
  const write = (reason) => act.later("explain", { option, reason }, option);
  return h("div", { class: "kit-chance", key: option },
    text && h("p", {}, h("strong", {}, words(option)), " ", words(text)),
    sliders(option, props, text),
    content.reasons && field(`Reason for ${option}`, content.reasons[option] ?? "", write, { rows: 2 }));
}

function sliders(option, props, text) {
  return h("div", { class: "kit-row" },
    !text && h("span", { class: "kit-option" }, words(option)),
    h("input", { type: "range", ...props, "aria-label": `${option}, percent` }),
    h("input", { type: "number", ...props, "aria-label": `${option}, percent as a number` }),
    h("span", {}, "%"));
}
