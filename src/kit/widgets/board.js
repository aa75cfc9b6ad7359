/** The argument board: one panel a slot, with a text, what it cites, and the question that an empty one asks. */

import { choice, field, h, longText, tick, words } from "./kit.js";

export function draw(content, tools) {
  return [
    chooser(content, tools),
    h("p", {}, content.gaps),
    content.circles.length > 0 && h("ul", {}, content.circles.map((each) => h("li", {}, words(each)))),
    h("div", { class: "kit-board", key: "board" }, content.slots.map((slot) => panel(content, tools, slot))),
  ];
}

function chooser({ argument, arguments: names }, { act }) {
  return h("div", { class: "kit-row" },
    names.length > 1 && h("span", {}, "Argument ", choice("Argument", argument, names.map((name) => [name, name]), (to) => act("turn_to", { argument: to }))),
    h("button", { type: "button", onclick: () => act("begin") }, "Begin one of your own"));
}

function panel(content, tools, slot) {
  const { part, question, empty, text, unsaid, cites } = slot;
  const { act } = tools;
  const write = (typed) => act.later("write", { part, text: typed }, `${content.argument}/${part}`);
  return h("div", { role: "group", "aria-label": part, class: empty ? "kit-slot kit-empty" : "kit-slot", key: `${content.argument}/${part}` },
    h("h4", {}, part, empty && " (empty)"),
    h("p", {}, question),
    field(`In your words: ${part}`, text, write, { "data-text": part, key: "text" }),
    cites.length > 0 && h("ul", {}, cites.map((cite) => cited(tools, part, cite))),
    content.chips.length > 0 && citing(content, tools, slot),
    tick("The text leaves it unsaid", unsaid, (on) => act("leave_unsaid", { part, on }), { key: "unsaid" }));
}

/** What is cited; its button goes with it, so the focus moves to the text before. */
function cited(tools, part, [id, text]) {
  const label = `Take ${id} out of ${part}`;
  const out = () => {
    toText(tools, part);
    tools.act("take_out", { part, chip: id });
  };
  return h("li", { key: id },
    h("strong", {}, words(id)), " ",
    h("button", { type: "button", "aria-label": label, onclick: out }, "Take out"),
    text && longText(text, `Text of ${id}`));
}

/** A list to choose from and a button to cite, so that looking through the list cites nothing. */
function citing({ chips }, tools, { part, cites }) {
  const taken = cites.map(([id]) => id);
  const open = chips.filter(([id]) => !taken.includes(id));
  const picked = (tools.local.picked ??= {});
  const now = () => (open.some(([id]) => id === picked[part]) ? picked[part] : open[0]?.[0]);
  const pick = (id) => {
    picked[part] = id;
  };
  const cite = () => {
    if (open.length === 1) toText(tools, part);
    tools.act("cite", { part, chip: now() });
  };
  if (!open.length) return null;
  return h("p", { class: "kit-line", key: "cite" },
    choice(`What to cite as ${part}`, now(), open, pick),
    h("button", { type: "button", "aria-label": `Cite as ${part}`, onclick: cite }, "Cite"));
}

function toText(tools, part) {
  tools.focus(`[data-text="${part}"]`);
}
