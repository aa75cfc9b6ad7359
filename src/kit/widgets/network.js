/** The discourse network: choices, a drawing whose ties can be taken apart, and the arithmetic. */

import { choice, drawing, h, labelled, scroller, words } from "./kit.js";

const NAMES = { whose: "Actors are", nodes: "Show", measure: "Lines for" };
const ZOOMS = [0.25, 0.5, 0.75, 1, 1.5, 2];

export function draw(content, tools) {
  const { act, local } = tools;
  local.zoom ??= 1;
  return [
    h("div", { class: "kit-row" }, Object.entries(content.looks).map(([what, [value, options]]) =>
      labelled(NAMES[what], choice(NAMES[what], value, options, (to) => act("look", { [what]: to }))))),
    h("div", { class: "kit-row" },
      labelled("Lines of", choice("Lines of", content.around,
        [["", "all"], ...Object.entries(content.nodes)], (node) => act("look_around", { node }), { class: "kit-names" })),
      labelled("Hide lines weaker than", h("input", { type: "number", min: 0, step: "any", value: content.least, "aria-label": "Hide lines weaker than",
        onchange: (event) => act("limit", { least: Number(event.target.value) }) })),
      content.window && days(content.window, act),
      zoom(tools)),
    h("p", {}, words(content.summary)),
    h("p", {}, "Keys: arrow keys lead from line to line, the strongest first. Enter on a name shows its lines alone."),
    plan(content, tools),
    h("div", { class: "kit-panel", role: "group", "aria-label": "The chosen line" }, told(content.told)),
  ];
}

function days([since, until], act) {
  const day = (name, value, change) => labelled(name, h("input", { type: "date", value, "aria-label": name, onchange: (event) => change(event.target.value) }));
  return [
    day("Since", since, (to) => act("window", { since: to, until })),
    day("Until", until, (to) => act("window", { since, until: to })),
  ];
}

function zoom(tools) {
  const { local } = tools;
  const to = (step) => () => {
    const here = ZOOMS.indexOf(local.zoom) + step;
    local.zoom = ZOOMS[Math.min(Math.max(here, 0), ZOOMS.length - 1)];
    tools.say(`The picture has ${100 * local.zoom} % of its size.`);
  };
  return [
    h("button", { type: "button", onclick: to(-1) }, "Smaller picture"),
    h("button", { type: "button", onclick: to(1) }, "Larger picture"),
  ];
}

/** The drawing in a box that scrolls: with the mouse it can be dragged, too. */
function plan(content, tools) {
  const { act, local } = tools;
  const first = content.chosen in content.ties ? content.chosen : Object.keys(content.ties)[0];
  const tie = (key) => ({
    choose: () => act("choose", { tie: key }),
    onfocus: () => key !== content.chosen && act.later("choose", { tie: key }),
    "aria-label": content.ties[key],
    "aria-pressed": String(key === content.chosen),
    tabindex: key === first ? 0 : -1,
  });
  const node = (key) => ({
    choose: () => act("look_around", { node: key === content.around ? "" : key }),
    "aria-label": `${content.nodes[key]}: show only its lines`,
    "aria-pressed": String(key === content.around),
    tabindex: -1,
  });
  const part = (key) => (key in content.ties ? tie(key) : node(key));
  const drag = (event) => event.buttons === 1 && event.currentTarget.scrollBy(-event.movementX, -event.movementY);
  const size = { width: content.width * local.zoom, height: content.height * local.zoom };
  const focusable = first === undefined ? { tabindex: 0, role: "region", "aria-label": "Drawing" } : {};
  return h("div", { class: "kit-scroll kit-drag", onpointermove: drag, ...focusable }, drawing(content.drawing, "Network", part, size));
}

function told({ sentence, heads, rows, how }) {
  if (!sentence) return h("p", {}, "No line is chosen yet. Choose one, and here stands what is behind it.");
  return [
    h("p", {}, h("strong", {}, words(sentence))),
    rows.length > 0 && scroller("What is behind the line", h("table", {},
      h("thead", {}, h("tr", {}, heads.map((name) => h("th", { scope: "col" }, words(name))))),
      h("tbody", {}, rows.map(([about, ...rest]) => h("tr", {},
        h("th", { scope: "row" }, words(about)), rest.map((each) => h("td", {}, words(each)))))))),
    how && h("p", {}, how),
  ];
}
