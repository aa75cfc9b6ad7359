/** The review desk: one text, the machine's facts, the rubric, a comment; all by keys. */

import { field, h, words } from "./kit.js";

const POINTS = /^[0-9h]$/;
const MEANT = ["Enter", "Backspace", "f", "g"]; // commands that are about the text one looks at
const KEYS = [
  ["0 to 9", "points for the row, then on to the next row"], ["H", "half a point"], ["arrows", "other points"],
  ["Tab", "the next row"], ["Enter", "next text"], ["Backspace", "text before"], ["T", "into the text"],
  ["C", "comment, Escape leaves it"], ["R", "a comment used before"], ["F", "flag"], ["G", "next flag"], ["Ctrl+Z", "undo"],
];

export function draw(content, tools) {
  const { row } = content;
  const { local } = tools;
  local.name ??= `rubric-${Math.random().toString(36).slice(2)}`;
  const arrived = local.id !== row.id;
  if (local.id === undefined) requestAnimationFrame(() => focusRow(tools, firstOpen(content)));
  local.id = row.id;
  // Not a frame later: a key typed in between would find the focus nowhere and be lost.
  queueMicrotask(() => {
    if (arrived) focusRow(tools, firstOpen(content));
    typedAhead(content, tools);
  });
  return [
    h("div", { class: "kit-review", onkeydown: (event) => keys(event, content, tools) },
      progress(content),
      h("div", { class: "kit-desk" },
        h("div", { key: `text/${row.id}` }, answer(row)),
        h("div", { key: `rubric/${row.id}` }, differing(row), rubric(content, tools), comment(content, tools), moves(content, tools))),
      help(),
      agreement(content.findings)),
  ];
}

function progress({ done, total, place }) {
  return h("div", { class: "kit-row" },
    h("progress", { value: done, max: total, "aria-label": "Texts marked" }),
    h("span", {}, `${done} of ${total} marked; this is text ${place}`));
}

function answer(row) {
  const label = (number) => `Text of ${row.pseudonym}${row.texts.length > 1 ? `, version ${number + 1}` : ""}`;
  return [
    h("h4", {}, `Exercise ${row.exercise} · `, words(row.title)),
    row.task && h("details", {}, h("summary", {}, "The task"), h("p", { class: "kit-prose" }, words(row.task))),
    row.texts.map((text, number) => [
      h("p", {}, h("strong", {}, label(number))),
      h("div", { class: "kit-answer", role: "region", "aria-label": label(number), tabindex: 0, "data-text": true }, text),
    ]),
    h("p", { class: "kit-facts" }, h("strong", {}, "The machine sees: "), row.facts.join(" ")),
  ];
}

/** What the markers gave whose marks differ. */
function differing({ others, rubric }) {
  if (!others.length) return null;
  return h("div", { class: "kit-panel" },
    h("p", {}, h("strong", {}, "Marked differently. "), "What you give below decides."),
    h("table", {},
      h("caption", {}, "What each gave"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Row"), others.map(({ who }) => h("th", { scope: "col" }, words(who))))),
      h("tbody", {}, rubric.map(({ name }) => h("tr", {},
        h("th", { scope: "row" }, words(name)),
        others.map(({ given }) => h("td", {}, String(given[name]))))))),
    others.map(({ who, comment }) => comment && h("p", { class: "kit-prose" }, words(who), ": ", words(comment))));
}

function rubric({ row, mark }, tools) {
  return row.rubric.map((each, number) => h("fieldset", { "data-rubric": number, class: each.name in mark.given ? "kit-done" : null },
    h("legend", {}, words(each.name), ` · ${points(mark.given[each.name])} of ${each.points}`),
    Object.entries(each.texts).map(([level, text]) => h("div", { class: "kit-level" },
      h("span", {}, each.choices.filter((choice) => choice.level === level).map((choice) => radio(row, each, number, choice, text, mark, tools))),
      h("span", {}, h("strong", {}, `${level}: `), words(text))))));
}

function points(given) {
  return given === undefined ? "–" : String(given);
}

function radio(row, each, number, choice, text, mark, tools) {
  return h("label", {},
    h("input", {
      type: "radio",
      name: `${tools.local.name}-${number}`,
      value: choice.points,
      checked: mark.given[each.name] === choice.points,
      "aria-label": `${choice.points}, ${choice.level}: ${text}`,
      "data-key": choice.key,
      onchange: () => give(tools, row, each, choice.points),
    }),
    String(choice.points));
}

function give({ act }, row, each, points) {
  act("mark", { id: row.id, row: each.name, points });
}

function comment({ row, mark, comments }, tools) {
  const write = (text) => tools.act.later("comment", { id: row.id, text }, row.id);
  const again = (text) => {
    const joined = [mark.comment.trim(), text].filter(Boolean).join("\n");
    tools.act("comment", { id: row.id, text: joined });
  };
  return [
    field("Comment for the student (C)", mark.comment, write, { "data-comment": true, key: row.id, dir: "auto" }),
    comments.length > 0 && h("div", { role: "group", "aria-label": "Comments used before (R)" },
      h("p", {}, "Use again (R):"),
      comments.map((text) => h("button", { type: "button", class: "kit-again", "data-again": true, onclick: () => again(text) }, words(text)))),
  ];
}

function moves(content, tools) {
  const { row, mark, flagged } = content;
  const button = (text, does, props) => h("button", { type: "button", onclick: does, ...props }, text);
  return h("div", { class: "kit-row" },
    button("Next (Enter)", () => leave("next", tools)),
    button("Back (Backspace)", () => leave("back", tools)),
    button("Flag (F)", () => tools.act("flag", { id: row.id }), { "aria-pressed": String(mark.flag) }),
    flagged > 0 && button(`Next flag (G), ${flagged} in all`, () => leave("next_flagged", tools)));
}

function help() {
  return h("p", { class: "kit-keys" }, KEYS.map(([key, does]) => [h("kbd", {}, key), ` ${does}  `]));
}

function agreement({ agreement }) {
  if (!agreement?.length) return null;
  return h("details", {},
    h("summary", {}, "How far do two markers agree?"),
    h("p", {}, "Kappa is 1 for full agreement and 0 for what chance would give. With few texts it jumps: look at the texts."),
    h("ul", {}, agreement.map((sentence) => h("li", {}, words(sentence)))));
}

function firstOpen({ row, mark }) {
  return Math.max(0, row.rubric.findIndex((each) => !(each.name in mark.given)));
}

function focusRow({ focus }, number) {
  focus(`[data-rubric="${number}"] input`);
  focus(`[data-rubric="${number}"] input:checked`);
}

/** Go to another text. What is typed until it is there is meant for it: `typedAhead` does it then. */
function leave(how, { act, local }) {
  local.ahead = [];
  act(how);
}

function typedAhead(content, tools) {
  const { local } = tools;
  if (!local.ahead || tools.pending()) return;
  const waiting = local.ahead;
  local.ahead = null;
  let number = firstOpen(content);
  waiting.forEach((key) => {
    if (local.ahead) local.ahead.push(key);
    else if (POINTS.test(key)) number = choose(key, number, content, tools);
    else command(key, content, tools);
  });
}

function keys(event, content, tools) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  const { local } = tools;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  local.root = event.currentTarget;
  if (key === "Escape") {
    focusRow(tools, firstOpen(content));
  } else if (target.matches("textarea") || (target.matches("summary, button") && ["Enter", " "].includes(key))) {
    return;
  } else if (local.ahead && (MEANT.includes(key) || POINTS.test(key))) {
    local.ahead.push(key);
  } else if (POINTS.test(key)) {
    const at = target.closest("[data-rubric]")?.dataset.rubric;
    choose(key, at === undefined ? firstOpen(content) : Number(at), content, tools);
  } else if (event.shiftKey || !command(key, content, tools)) {
    return;
  }
  event.preventDefault();
}

/** Do what a key means; returns whether it means anything. */
function command(key, content, tools) {
  const { act, focus, say } = tools;
  const { row } = content;
  const go = { Enter: "next", Backspace: "back", g: "next_flagged" }[key];
  const to = { c: "[data-comment]", t: "[data-text]", r: content.comments.length && "[data-again]" }[key];
  if (go) {
    leave(go, tools);
  } else if (key === "f") {
    act("flag", { id: row.id });
  } else if (to) {
    focus(to);
  } else if (key === "r") {
    say("No comment was used before.");
  } else {
    return false;
  }
  return true;
}

/** Give points by their key, at once, and go to the next row; returns its number. */
function choose(key, number, { row }, tools) {
  const each = row.rubric[number];
  const choice = each.choices.find((one) => one.key === key);
  if (!choice) {
    const allowed = each.choices.map((one) => one.key).filter(Boolean).reverse().join(", ").toUpperCase();
    tools.say(`${each.name}: there is no ${key.toUpperCase()}. Allowed: ${allowed}.`);
    return number;
  }
  tools.local.root.querySelector(`[data-rubric="${number}"] [data-key="${key}"]`).checked = true;
  give(tools, row, each, choice.points);
  const next = Math.min(number + 1, row.rubric.length - 1);
  focusRow(tools, next);
  return next;
}
