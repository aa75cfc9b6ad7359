/** The certainty slider: for each statement a slider whose stops are words. */

import { h, words } from "./kit.js";

export function draw(content, { act }) {
  const { scale } = content;
  return [
    h("p", {}, `From “${scale[0]}” to “${scale.at(-1)}”. Arrow keys move a slider; Delete clears it.`),
    content.statements.map((each) => statement(each, content, act)),
  ];
}

function statement({ id, text }, { scale, levels }, act) {
  const word = levels[id] ?? "";
  const middle = Math.floor((scale.length - 1) / 2);
  const at = word ? scale.indexOf(word) : middle;
  const put = (position) => act("put", { statement: id, word: scale[position] });
  const keys = (event) => {
    if (event.key === "Delete" || event.key === "Backspace") act("put", { statement: id, word: "" });
    // A slider that is not set yet stands in the middle: Enter or Space takes that.
    if (!word && (event.key === "Enter" || event.key === " ") && !event.shiftKey) put(middle);
  };
  return h("div", { class: "kit-panel", key: id },
    h("p", { class: "kit-long" }, h("strong", {}, `${id} `), words(text)),
    h("div", { class: "kit-row" },
      h("input", {
        type: "range",
        min: 0,
        max: scale.length - 1,
        step: 1,
        value: at,
        "aria-label": `${id}: how sure`,
        "aria-valuetext": word || "not set",
        onchange: (event) => put(Number(event.target.value)),
        onkeydown: keys,
      }),
      h("strong", {}, word || "not set")));
}
