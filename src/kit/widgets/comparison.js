/** Viewpoints side by side: whom to compare, what is counted, a table of buttons, and what is behind the chosen cell. */

import { choice, h, longText, moveInGrid, tick, words } from "./kit.js";

const SIGN = { asserts: "+", denies: "−", both: "±", mentions: "○", "leaves out": "" };
const TINT = { asserts: "kit-for", denies: "kit-against" };

export function draw(content, tools) {
  const enough = content.readings.length > 1;
  return [
    choices(content, tools),
    filters(content, tools),
    h("ul", {}, content.said.map((each) => h("li", {}, words(each)))),
    enough && tick("Show only what tells them apart", content.apart, (on) => tools.act("only_apart", { on })),
    enough && h("div", { class: "kit-scroll" }, grid(content, tools)),
    enough && behind(content, tools),
    h("p", {}, content.fair),
  ];
}

function choices({ known, readings, view, views }, { act }) {
  const on = readings.map((each) => each.id);
  return [
    views.length > 1 && h("p", {}, "Compare by ", choice("Compare by", view, views, (to) => act("look", { view: to }))),
    h("fieldset", { class: "kit-ticks" },
      h("legend", {}, "Whom to compare (with the number of statements)"),
      known.map(({ id, name, number }) =>
        tick([words(name), ` (${number})`], on.includes(id), (to) => act("pick", { reading: id, on: to }), { key: id }))),
  ];
}

function filters({ levels, through, voices, view, whose, kept }, { act }) {
  return h("details", {},
    h("summary", {}, `What is counted: ${kept}`),
    h("fieldset", { class: "kit-ticks" },
      h("legend", {}, "Statements that are"),
      levels.map(([level, on]) => tick(level, on, (to) => act("count_certainty", { level, on: to }), { key: level }))),
    h("p", {}, "Only what reaches us through ", choice("Only what reaches us through", through, voices, (voice) => act("hear", { voice }))),
    view === "speaker" && tick("Tell apart whose stance a voice tells of", whose, (on) => act("tell_whose", { on })));
}

function grid(content, tools) {
  const { readings, rows } = content;
  return h("table", { "data-grid": true },
    h("caption", {}, `${rows.length} claims. Arrow keys lead from cell to cell; what is behind a cell stands below.`),
    h("thead", {}, h("tr", {},
      ["Claim", "Between them"].map((name) => h("th", { scope: "col" }, name)),
      readings.map(({ id, name }) => h("th", { scope: "col", key: id }, h("span", { class: "kit-short" }, words(name)))))),
    h("tbody", {}, rows.map((row, down) => h("tr", { key: row.id },
      h("th", { scope: "row" }, h("span", { class: "kit-short" }, words(row.label)), row.of && h("small", { class: "kit-short" }, "of ", words(row.of))),
      h("td", {}, row.ground),
      readings.map((reading, across) => cell(content, tools, row, reading, down, across))))));
}

function cell(content, tools, row, reading, down, across) {
  const chosen = at(content, tools);
  const here = chosen.row === row && chosen.reading === reading;
  const stand = row.stands[reading.id];
  const ids = row.statements[reading.id];
  const does = [content.stands[stand][0], row.put[reading.id]].filter(Boolean).join(", ");
  const choose = () => {
    tools.local.cell = { row: row.id, reading: reading.id };
    tools.redraw();
  };
  return h("td", { class: [TINT[stand], here && "kit-here"].filter(Boolean).join(" ") || null, key: reading.id },
    h("button", {
      type: "button",
      class: "kit-cell",
      "data-row": down,
      "data-column": across,
      "data-at": `${row.id}/${reading.id}`,
      tabindex: here ? 0 : -1,
      "aria-label": `${reading.name}, ${row.label}${row.of ? ` of ${row.of}` : ""}: ${does}${ids.length ? `, ${ids.join(", ")}` : ""}`,
      onfocus: () => !here && choose(),
      onclick: choose,
      onkeydown: moveInGrid,
    }, [SIGN[stand], does].filter(Boolean).join("\u00a0"), ids.length > 0 && h("small", {}, ` ${ids.join(" ")}`)));
}

/** The chosen cell; where the table no longer has it, the first one. */
function at({ rows, readings }, { local }) {
  return {
    row: rows.find((each) => each.id === local.cell?.row) ?? rows[0],
    reading: readings.find((each) => each.id === local.cell?.reading) ?? readings[0],
  };
}

function behind(content, tools) {
  const { row, reading } = at(content, tools);
  if (!row) return h("p", {}, "On every claim that is counted they do the same.");
  const ids = row.statements[reading.id];
  return h("div", { role: "group", "aria-label": "Behind the chosen cell", class: "kit-panel" },
    h("p", {}, h("strong", {}, words(reading.name)), ` ${[content.stands[row.stands[reading.id]][0], row.put[reading.id]].filter(Boolean).join(", ")}: `, words(row.label), row.of && [" (", words(row.of), ")"]),
    row.meaning && longText(`What it means: ${row.meaning}`, "What the claim means"),
    !ids.length && h("p", {}, "No statement that is counted says anything on it."),
    h("ul", {}, ids.map((id) => statement(content, content.cards[id]))));
}

function statement({ units }, { id, unit, way, how }) {
  return h("li", { key: id },
    h("strong", {}, words(id)), unit && [" in ", words(unit)],
    longText(way, `Statement ${id}`),
    h("small", {}, words(how)),
    units[unit] && longText(`${unit} as a whole: ${units[unit]}`, `Unit ${unit}`));
}
