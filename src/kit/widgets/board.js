/** The argument board: one box a part, with a text, what it cites, and the question that an empty one asks. */

import { choice, field, h, longText, tick, words } from "./kit.js";

export function draw(content, tools) {
  return [
    chooser(content, tools),
    h("p", {}, h("strong", {}, content.gaps)),
    content.circles.length > 0 && h("ul", {}, content.circles.map((each) => h("li", {}, words(each)))),
    h("div", { class: "kit-board", key: "board" }, content.slots.map((slot) => panel(content, tools, slot))),
  ];
}

function chooser({ argument, arguments: names }, { act }) {
  const turn = (to) => act("turn_to", { argument: to });
  return h("div", { class: "kit-row" },
    names.length > 1
      ? h("label", { class: "kit-labelled" }, h("span", {}, "Argument"), choice("Argument", argument, names.map((name) => [name, name]), turn))
      : h("span", {}, "Argument: ", words(argument)),
    h("button", { type: "button", onclick: () => act("begin") }, "Begin one of your own"));
}

function panel(content, tools, slot) {
  const { part, question, empty, text, unsaid, cites } = slot;
  const { act } = tools;
  const name = part[0].toUpperCase() + part.slice(1);
  const write = (typed) => act.later("write", { part, text: typed }, `${content.argument}/${part}`);
  return h("div", { role: "group", "aria-label": part, class: empty ? "kit-slot kit-empty" : "kit-slot", key: `${content.argument}/${part}` },
    h("h4", {}, name, empty && h("small", {}, " – empty")),
    h("p", {}, question),
    cites.length > 0 && h("ul", {}, cites.map((cite) => cited(tools, part, cite))),
    content.chips.length > 0 && toCite(content, tools, slot),
    h("div", { key: "text" }, field(`In your words: ${part}`, text, write, { "data-text": part })),
    tick("The text does not say this, I do", unsaid, (on) => act("leave_unsaid", { part, on }), { key: "unsaid" }));
}

/** What is cited; its button goes with it, so the focus moves to the text of the box. */
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

/**
 * A list to choose from and a button to cite, so that looking through the list cites
 * nothing. A list is narrow, so what was picked stands below it in full.
 */
function toCite({ chips }, tools, { part, cites }) {
  const taken = cites.map(([id]) => id);
  const open = chips.filter(([id]) => !taken.includes(id));
  if (!open.length) return null;
  const picked = (tools.local.picked ??= {});
  const [now, , text] = open.find(([id]) => id === picked[part]) ?? [""];
  const pick = (id) => {
    picked[part] = id;
    tools.redraw();
  };
  const cite = () => {
    if (!now) {
      tools.say(`Choose something from the list of the ${part} first.`);
      return;
    }
    if (open.length === 1) toText(tools, part);
    tools.act("cite", { part, chip: now });
  };
  return h("div", { key: "cite" },
    h("p", { class: "kit-line" },
      choice(`What to cite as ${part}`, now, [["", "choose from the list"], ...open], pick),
      h("button", { type: "button", "aria-label": `Cite as ${part}`, onclick: cite }, "Cite")),
    now && longText(`${now}: ${text}`, `Text of ${now}`));
}

function toText(tools, part) {
  tools.focus(`[data-text="${part}"]`);
}
