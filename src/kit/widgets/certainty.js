/** The certainty slider: for each statement a slider whose stops are words. */

import { h, words } from "./kit.js";

export function draw(content, { act }) {
  return [
    h("p", {}, "Arrow keys move a slider. Enter sets the middle, Delete clears it."),
    h("p", {}, h("strong", {}, content.count)),
    content.statements.map((each) => statement(each, content, act)),
  ];
}

function statement({ id, text }, { scale, levels }, act) {
  const word = levels[id] ?? "";
  const middle = Math.floor((scale.length - 1) / 2);
  // Also where nothing moved: a slider that is not set yet stands in the middle, unseen.
  const put = ({ target }) => act("put", { statement: id, word: scale[target.value] });
  const clear = (slider) => {
    slider.focus();
    slider.value = middle;
    act("put", { statement: id, word: "" });
  };
  const keys = (event) => {
    if (event.key === "Delete" || event.key === "Backspace") clear(event.target);
    if ((event.key === "Enter" && !event.shiftKey) || event.key === " ") put(event);
  };
  return h("div", { class: "kit-panel", key: id },
    h("p", { class: "kit-long" }, h("strong", {}, words(`${id} `)), words(text)),
    h("div", { class: "kit-row kit-slider" },
      h("small", { "aria-hidden": "true" }, words(scale[0])),
      h("input", {
        type: "range",
        class: word ? null : "kit-unset",
        min: 0,
        max: scale.length - 1,
        step: 1,
        value: word ? scale.indexOf(word) : middle,
        "aria-label": `${id}: how sure`,
        "aria-valuetext": word || "not set yet",
        onchange: put,
        onclick: put,
        onkeydown: keys,
      }),
      h("small", { "aria-hidden": "true" }, words(scale.at(-1)))),
    h("div", { class: "kit-row" },
      word ? h("strong", {}, words(word)) : h("em", {}, "not set yet"),
      // Keys have Delete for this, so it is no stop of its own on the way with Tab.
      word && h("button", { type: "button", tabindex: -1, "aria-label": `Clear ${id}`, onclick: (event) => clear(event.target.closest(".kit-panel").querySelector("input")) }, "Clear")));
}
