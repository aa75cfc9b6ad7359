/** The hypothesis matrix: a table of native selects, what is known of the chosen cell, and the scores. */

import { choice, field, h, longText, moveInGrid, scroller, words } from "./kit.js";

const AGAIN = { C: "CC", I: "II", N: "NAP" };
const TINT = { CC: "kit-for2", C: "kit-for", I: "kit-against", II: "kit-against2" };
const OPTIONS = ["", "CC", "C", "N", "I", "II", "NAP"].map((rating) => [rating, rating || "–"]);
const LEVELS = ["Low", "Medium", "High"].map((level) => [level, level]);
const WEIGHTS = ["credibility", "relevance"];
const TOLD = {
  credibility: "how far the item can be relied on",
  relevance: "how much it matters for the question",
  diagnosticity: "how far it tells the hypotheses apart",
};

export function draw(content, tools) {
  const { act, local } = tools;
  local.cell ??= { evidence: content.evidence[0]?.id, hypothesis: content.hypotheses[0]?.id };
  return [
    legend(content),
    h("button", { type: "button", onclick: () => act("swap") }, "Swap rows and columns (S)"),
    h("div", { class: "kit-scroll" }, grid(content, tools)),
    chosen(content, tools),
    content.hypotheses.length > 1 && compared(content, tools),
  ];
}

/** What only rivals side by side can show. */
function compared(content, { act }) {
  return [
    h("h4", {}, "Who has least against it?"),
    scroller("What contradicts each hypothesis", scores(content)),
    h("p", {}, "How the four rules count:"),
    list(Object.entries(content.rules).map(([rule, how]) => `${rule}: ${how}.`)),
    list(content.findings.rules),
    h("h4", {}, "What does the result hang on?"),
    h("p", {}, "By the rule ",
      choice("Rule", content.rule, Object.keys(content.rules).map((rule) => [rule, rule]), (rule) => act("use_rule", { rule }))),
    list([...content.findings.separates, ...content.findings.hangs, ...content.findings.others]),
  ];
}

function legend({ meaning }) {
  const told = Object.entries(meaning).map(([rating, words]) => `${rating} ${words}`).join(", ");
  return [h("p", { key: "legend" }, `${told}. A dash: not rated yet.`), h("details", {},
    h("summary", {}, "Keys"),
    h("p", {}, "Arrow keys lead from cell to cell. C, I and N rate; the same letter again gives CC, II and NAP. "
      + "Delete clears. Space opens the list. Enter leads to the reason, Escape back. S swaps rows and columns."))];
}

/** Lay the table out. Either side may be the rows, so a cell is asked for by both. */
function grid(content, tools) {
  const { evidence, hypotheses, rows } = content;
  const swapped = rows === "evidence";
  const items = evidence.map((each) => ({ ...each, kind: "evidence" }));
  const rivals = hypotheses.map((each) => ({ ...each, kind: "hypothesis" }));
  const extras = WEIGHTS.map((what) => ({ id: what, kind: "weight" }));
  if (rivals.length > 1) extras.push({ id: "diagnosticity", kind: "diagnosticity" });
  const [down, across] = swapped ? [items, [...rivals, ...extras]] : [[...rivals, ...extras], items];
  return h("table", { "data-grid": true, class: swapped && "kit-items" },
    h("caption", {}, "Ratings: ", swapped ? "evidence in rows" : "hypotheses in rows"),
    h("thead", {}, h("tr", {},
      h("th", { scope: "col" }, swapped ? "Evidence" : "Hypothesis"),
      across.map((each) => h("th", { scope: "col", key: each.id }, heading(each, swapped))))),
    h("tbody", {}, down.map((one, row) => h("tr", { key: one.id },
      h("th", { scope: "row" }, heading(one, swapped)),
      across.map((other, column) => cell(content, tools, swapped ? other : one, swapped ? one : other, row, column))))));
}

function heading(each, swapped) {
  if (each.id in TOLD && each.kind !== "evidence") return [each.id, h("span", { class: "kit-brief" }, TOLD[each.id])];
  const [text, room] = each.kind === "hypothesis" ? [each.label, "kit-short"] : [each.text, swapped ? "kit-short" : "kit-brief"];
  return [h("strong", {}, each.id), text && h("span", { class: room }, words(room === "kit-brief" ? shorten(text) : text))];
}

function cell(content, tools, rival, item, row, column) {
  const { local } = tools;
  if (rival.kind === "diagnosticity") return h("td", {}, String(content.findings.diagnosticity[item.id] ?? ""));
  const here = local.cell.evidence === item.id && local.cell.hypothesis === rival.id;
  const place = {
    "data-row": row,
    "data-column": column,
    "data-at": `${item.id}/${rival.id}`,
    tabindex: here ? 0 : -1,
    onfocus: () => {
      if (here) return;
      local.cell = { evidence: item.id, hypothesis: rival.id };
      tools.redraw();
    },
  };
  return rival.kind === "weight" ? weight(content, tools, rival.id, item, place) : rating(content, tools, rival, item, place, here);
}

function weight(content, { act }, what, item, place) {
  const level = content[what][item.id] ?? "Medium";
  const weigh = (to) => act("weigh", { evidence: item.id, what, level: to });
  return h("td", {}, choice(`${item.id}: ${what}`, level, LEVELS, weigh, { ...place, onkeydown: moveInGrid }));
}

function rating(content, tools, rival, item, place, here) {
  const value = content.ratings[item.id]?.[rival.id] ?? "";
  const reason = content.reasons[item.id]?.[rival.id];
  const rate = (to) => tools.act("rate", { evidence: item.id, hypothesis: rival.id, rating: to });
  const told = value ? content.meaning[value] : "not rated";
  const label = `${item.id} and ${rival.id}, ${shorten(rival.label)}: ${told}${reason ? ", with a reason" : ""}`;
  const onkeydown = (event) => keys(event, rate, tools);
  return h("td", { class: [TINT[value], here && "kit-here"].filter(Boolean).join(" ") || null },
    choice(label, value, OPTIONS, rate, { ...place, onkeydown, class: "kit-rating" }),
    reason && h("span", { "aria-hidden": "true", title: "has a reason" }, " ✎"));
}

function keys(event, rate, tools) {
  if (moveInGrid(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const letter = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (letter in AGAIN) {
    set(event.target, event.target.value === letter ? AGAIN[letter] : letter, rate);
  } else if (letter === "Delete" || letter === "Backspace") {
    set(event.target, "", rate);
  } else if (letter === "Enter" && !event.shiftKey) {
    tools.focus("[data-reason]");
  } else if (letter === "S") {
    tools.act("swap");
  } else {
    return;
  }
  event.preventDefault();
}

/** Show a rating at once, so that the next key knows of it before Python has answered. */
function set(select, rating, rate) {
  select.value = rating;
  rate(rating);
}

/** All about the cell that has, or last had, the focus; with the place for its reason. */
function chosen(content, tools) {
  const { evidence, hypothesis } = tools.local.cell;
  const item = content.evidence.find((each) => each.id === evidence);
  const rival = content.hypotheses.find((each) => each.id === hypothesis);
  if (!item) return h("p", {}, "There is no evidence yet.");
  const said = content.others[evidence]?.[hypothesis];
  const write = (reason) => tools.act.later("explain", { evidence, hypothesis, reason }, `${evidence}/${hypothesis}`);
  const back = (event) => event.key === "Escape" && tools.focus(".kit-here select");
  return h("div", { role: "group", "aria-label": "The chosen cell", class: "kit-panel" },
    longText(item.text, `Evidence ${item.id}`, item.id),
    rival && longText(rival.text || rival.label, `Hypothesis ${rival.id}`, rival.id),
    said && h("p", {}, `${content.people === 1 ? "Your neighbour" : "Others"}: ${said}`),
    rival && field(`Reason for ${evidence} and ${hypothesis}`, content.reasons[evidence]?.[hypothesis] ?? "", write,
      { "data-reason": true, key: `${evidence}/${hypothesis}`, onkeydown: back }));
}

function scores({ scores: rows, rules, evidence, hypotheses }) {
  const label = (id) => hypotheses.find((each) => each.id === id).label;
  return h("table", {},
    h("caption", {}, "What contradicts each hypothesis, counted in four ways. Lower is better; a score is not a probability."),
    h("thead", {}, h("tr", {},
      ["Hypothesis", ...Object.keys(rules), "items rated"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map((row) => h("tr", { key: row.id },
      h("th", { scope: "row" }, h("strong", {}, row.id), h("span", { class: "kit-short" }, words(label(row.id)))),
      Object.keys(rules).map((rule) => h("td", {}, row.rated ? row[rule] : "–", row.best.includes(rule) && h("strong", {}, " least"))),
      h("td", {}, `${row.rated} of ${evidence.length}`)))));
}

function list(sentences) {
  return h("ul", {}, sentences.map((each) => h("li", {}, words(each))));
}

function shorten(text) {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
