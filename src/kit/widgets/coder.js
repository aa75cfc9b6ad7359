/** The claim coder: one unit at a time, and a small form for each claim in it. */

import { choice, field, h, words } from "./kit.js";

export function draw(content, tools) {
  const { act, local, redraw } = tools;
  const { units, claims } = content;
  if (!units.length) return [h("p", {}, "There are no units to code.")];
  local.at = Math.min(local.at ?? 0, units.length - 1);
  const unit = units[local.at];
  const mine = claims.map((claim, number) => ({ ...claim, number })).filter((claim) => claim.unit_id === unit.id);
  const go = (to) => {
    local.at = Math.min(Math.max(Number(to), 0), units.length - 1);
    redraw();
  };
  const add = () => {
    local.begun = claims.length;
    act("add", { unit: unit.id });
  };
  toTheNew(claims, tools);
  return [
    h("div", { class: "kit-row" },
      step("Previous unit", local.at - 1, local.at === 0, go),
      choice("Unit", String(local.at), units.map(({ id }, at) => [String(at), counted(id, claims)]), go),
      step("Next unit", local.at + 1, local.at === units.length - 1, go)),
    h("p", { class: "kit-panel" }, h("strong", {}, words(`${unit.id} `)), words(unit.text)),
    mine.map((claim) => form(claim, content, tools)),
    h("button", { type: "button", "data-add": true, key: "add", onclick: add }, mine.length ? "Add another claim in " : "Add a claim in ", words(unit.id)),
  ];
}

function step(said, to, end, go) {
  return h("button", { type: "button", "aria-disabled": end && "true", onclick: () => go(to) }, said);
}

function counted(id, claims) {
  const count = claims.filter((claim) => claim.unit_id === id).length;
  return `${id}, ${count || "no"} ${count === 1 ? "claim" : "claims"}`;
}

/** Whoever has added a claim wants to fill it in: its first choice gets the focus. */
function toTheNew(claims, { local, focus }) {
  if (local.begun === undefined || claims.length <= local.begun) return;
  const number = local.begun;
  local.begun = undefined;
  queueMicrotask(() => focus(`[data-claim="${number}"] select`));
}

function form(claim, content, { act, focus }) {
  const put = (what) => (value) => act("put", { claim: claim.number, what, value });
  const write = (what) => (value) => act.later("put", { claim: claim.number, what, value }, `${claim.number} ${what}`);
  const name = `Claim ${claim.number + 1}`;
  const pick = (what, label, options) => h("label", { class: "kit-field" }, h("span", {}, label),
    choice(`${name}: ${label}`, claim[what], [["", "choose"], ...options], put(what)));
  const remove = () => {
    focus("[data-add]");
    act("remove", { claim: claim.number });
  };
  return h("fieldset", { key: claim.number, "data-claim": claim.number },
    h("legend", {}, h("strong", {}, name)),
    chain(claim, content, put("chain"), name),
    field("What is said, in your words", claim.paraphrase, write("paraphrase"), { rows: 2 }),
    h("div", { class: "kit-row" },
      pick("concept", "What it is about", content.concepts),
      pick("stance", "For or against", content.stances),
      pick("certainty", "How sure", content.certainties)),
    field("Cue: the word that hands over, such as “said”", claim.cue, write("cue"), { rows: 1 }),
    h("p", { class: "kit-told" }, words(claim.told)),
    h("button", { type: "button", onclick: remove }, `Remove claim ${claim.number + 1}`));
}

/** The chain as a row of choices: each voice passes on the next. */
function chain(claim, { voices }, put, name) {
  const now = claim.chain.split(">").filter(Boolean);
  const known = voices.map(([code]) => code);
  const others = [...new Set(now)].filter((code) => !known.includes(code)).map((code) => [code, code]);
  const set = (at) => (voice) => put([...now.slice(0, at), ...(voice ? [voice, ...now.slice(at + 1)] : [])].join(">"));
  const first = [["", "choose"], ...voices, ...others];
  const later = [["", "nobody else"], ...voices, ...others];
  return h("div", { class: "kit-row kit-chain" },
    h("span", {}, "Who says it, from the outside in:"),
    [...now, ""].map((voice, at) => [
      at > 0 && h("span", { key: `then ${at}` }, "says that"),
      h("span", { key: `voice ${at}` }, choice(`${name}: voice ${at + 1}`, voice, at ? later : first, set(at))),
    ]));
}
