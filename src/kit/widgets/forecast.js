/** Forecast sliders: one for each option, a sum that is always said, and a lock. */

import { field, h, words } from "./kit.js";

export function draw(content, { act }) {
  const closed = Boolean(content.locked);
  return [
    h("p", {}, h("strong", {}, words(content.question))),
    content.options.map((option) => slider(content, option, closed, act)),
    h("p", { class: content.total === 100 ? "kit-for" : "kit-against" }, content.sum),
    closed
      ? h("p", {}, `Locked at ${content.locked}. Digest: `, h("code", {}, content.digest))
      : h("div", { class: "kit-row" },
        h("button", { type: "button", onclick: () => act("even_out") }, "Even out to 100"),
        h("button", { type: "button", onclick: () => act("lock") }, "Lock for good")),
  ];
}

/** A slider and a number for the same thing: whichever is easier for the hand or the ear. */
function slider(content, option, closed, act) {
  const percent = content.percent[option];
  const put = (event) => act("put", { option, percent: Number(event.target.value) || 0 });
  const props = { min: 0, max: 100, step: 1, value: percent, disabled: closed, onchange: put };
  const text = content.texts[option];
  const write = (reason) => act.later("explain", { option, reason }, option);
  return h("div", { key: option },
    text && h("p", {}, h("strong", {}, words(option)), " ", words(text)),
    sliders(option, props),
    content.reasons && field(`Reason for ${option}`, content.reasons[option] ?? "", write, { rows: 2 }));
}

function sliders(option, props) {
  return h("div", { class: "kit-row" },
    h("span", { class: "kit-option" }, words(option)),
    h("input", { type: "range", ...props, "aria-label": `${option}, percent` }),
    h("input", { type: "number", ...props, "aria-label": `${option}, percent as a number` }),
    h("span", {}, "%"));
}
