/** The reader: one unit at a time, marked by the layers that are on; a line below tells how a statement reaches us. */

import { choice, field, h, labelled, tick, words } from "./kit.js";

const TURN = "In the story, the arrow keys left and right turn the page.";
const ASK = "Go to a statement: how it reaches you is told here. In the story, the arrow keys up and down lead through its statements, left and right turn the page.";

export function draw(content, tools) {
  const { act } = tools;
  return [
    content.layers.length > 0 && h("fieldset", { class: "kit-ticks", key: "layers" },
      h("legend", {}, "Layers: labels to switch on"),
      content.layers.map(([layer, said, on]) => tick(said, on, (to) => act("switch", { layer, on: to }), { key: layer }))),
    h("div", { class: "kit-row" },
      step("Previous unit", -1, content.first, tools),
      step("Next unit", 1, content.last, tools),
      content.units.length > 0 && labelled("Unit", choice("Unit", content.here, content.units, (unit) => act("go", { unit }), { key: "unit" })),
      content.all.length > 0 && seek(content, tools)),
    story(content, tools),
    h("p", { class: "kit-said", "aria-live": "polite", key: "told" }, words(noted(content, tools))),
    legend(content),
    content.actors.length > 0 && listed("Actors here", content.actors.map(([id, name, role]) => [id, `${name}${role ? `: ${role}` : ""}`])),
    content.claims.length > 0 && listed("Can this be checked?", content.claims.map(({ id, claim, wording }) => [id, `${claim}${wording.length ? ` In the article: “${wording.join("”, “")}”.` : ""}`])),
    content.here && field(`What do you notice in ${content.here}?`, content.note,
      (text) => act.later("note", { unit: content.here, text }, content.here), { key: content.here }),
  ];
}

function step(said, by, end, tools) {
  return h("button", { type: "button", "aria-disabled": end && "true", onclick: () => tools.act("turn", { by }) }, said);
}

/** A list of statements and a button, so that looking through the list opens nothing. */
function seek({ all }, { act, local, redraw }) {
  const chosen = all.some(([id]) => id === local.sought) ? local.sought : all[0][0];
  const find = () => {
    local.told = local.sought ?? chosen;
    act("find", { statement: local.told });
  };
  const pick = (id) => {
    local.sought = id;
    redraw();
  };
  return h("span", { class: "kit-row", key: "seek" },
    labelled("Statement", choice("Statement to find", chosen, all, pick)),
    h("button", { type: "button", onclick: find }, "Open its unit"));
}

function story(content, tools) {
  const { ours, theirs, attached, where, kind, statements } = content;
  return h("div", { role: "group", tabindex: 0, class: "kit-story", "data-story": true, key: "story", "aria-label": `The story: ${where}`, onkeydown: (event) => keys(event, tools) },
    h("h4", {}, where, kind && h("small", {}, ` · ${kind}`)),
    theirs.length > 0 && h("blockquote", {}, h("small", {}, "The article: "), marked(theirs)),
    attached && !theirs.length && h("p", {}, h("small", {}, "The attached text does not have this unit.")),
    h("p", {}, h("small", {}, "In our words: "), marked(ours)),
    h("ul", { class: "kit-statements" }, statements.map((each) => statement(each, tools))));
}

/** A text in runs: a line under each mark, its tag in brackets behind it. */
function marked(runs) {
  return words(runs.map(({ text, kinds, tags }) => [
    kinds.length ? h("mark", { class: `kit-mark ${kinds.map((kind) => `kit-mark-${kind}`).join(" ")}` }, text) : text,
    tags.map((tag) => h("small", { class: "kit-tag" }, `[${tag}]`)),
  ]));
}

function statement({ id, said, mode, tags }, tools) {
  const tell = () => {
    tools.local.told = id;
    tools.redraw();
  };
  return h("li", { key: id },
    h("button", { type: "button", class: "kit-statement", "data-statement": true, onfocus: tell, onmouseenter: tell, onclick: tell },
      h("strong", {}, id), " ",
      h("span", { class: mode ? `kit-mark kit-mode-${mode}` : null }, words(said)),
      tags.map((tag) => h("small", { class: "kit-tag" }, " ", words(tag)))));
}

function noted({ statements, all }, { local }) {
  if (!all.length) return TURN;
  const card = statements.find((each) => each.id === local.told);
  return card ? `${card.id}: ${card.way} ${card.how}` : ASK;
}

/** Left and right turn the page; up and down lead through its statements. */
function keys(event, tools) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const along = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if ((!by && !along) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (by) {
    // The statement that has the focus goes with its page.
    tools.focus("[data-story]");
    tools.act("turn", { by });
    return;
  }
  const all = [...event.currentTarget.querySelectorAll("[data-statement]")];
  all[Math.max(all.indexOf(event.target) + along, 0)]?.focus();
}

function legend({ layers, attached, voices }) {
  const on = layers.filter(([, , shown]) => shown).map(([layer]) => layer);
  const told = [
    on.includes("voices") && "In brackets stands who speaks; [A>B]: A passes on what B says.",
    on.includes("voices") && voices.length > 0 && `Here: ${voices.map(([id, name]) => `${id} is ${name}`).join("; ")}.`,
    on.includes("quotation") && "A double line is direct speech, a broken one indirect, a dotted one the narrator's own words.",
    on.includes("words") && `[hedged] and its like tell how sure the speaker is.${attached ? " A wavy line is a word that may hedge or colour." : ""}`,
    on.includes("actors") && "A plain line with an id is an actor.",
    on.includes("claims") && attached && "A broken line with an I is a claim to check.",
    !attached && (on.includes("words") || on.includes("claims")) && "Words of the article itself are marked where somebody has attached it.",
  ].filter(Boolean);
  return told.length > 0 && h("p", { key: "legend" }, h("small", {}, words(told.join(" "))));
}

function listed(heading, pairs) {
  return h("div", { key: heading }, h("h4", {}, heading),
    h("ul", {}, pairs.map(([id, text]) => h("li", {}, h("strong", {}, words(id)), " ", words(text)))));
}
