/** The attribution diagram: voices to choose, sources to take away, and what is left. */

import { drawing, h, longText, scroller, words } from "./kit.js";

export function draw(content, tools) {
  const { act } = tools;
  const keys = Object.keys(content.voices);
  const first = keys.includes(content.chosen) ? content.chosen : keys[0];
  const part = (key) => ({
    choose: () => act("choose", { chain: key }),
    "aria-label": content.voices[key],
    "aria-pressed": String(key === content.chosen),
    tabindex: key === first ? 0 : -1,
  });
  return [
    h("p", {}, "Keys: arrow keys lead from voice to voice, Enter chooses one."),
    h("div", { class: "kit-scroll" }, drawing(content.drawing, "Voices", part)),
    h("fieldset", { class: "kit-choices" },
      h("legend", {}, "Take a source away"),
      content.sources.map((each) => source(each, act))),
    h("p", {}, h("strong", {}, words(content.remaining))),
    content.lost.length > 0 && statements(`What falls away: ${content.lost.length}`, content.lost),
    content.chosen ? statements(content.through, content.statements) : h("p", {}, content.through),
  ];
}

function source({ id, name, removed }, act) {
  const change = (event) => act(event.target.checked ? "remove" : "restore", { source: id });
  return h("label", { key: id }, h("input", { type: "checkbox", checked: removed, onchange: change }), h("span", { class: "kit-short" }, words(name)));
}

function statements(caption, list) {
  return scroller(caption, h("table", {},
    h("caption", {}, words(caption)),
    h("thead", {}, h("tr", {}, ["Unit", "Id", "What is said"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, list.map((each) => h("tr", { key: each.id },
      h("th", { scope: "row" }, words(each.unit)), h("td", {}, words(each.id)), h("td", {}, longText(each.text, `Statement ${each.id}`)))))));
}
