/** The claim coder: one unit at a time, and a small form for each claim in it. */

import { choice, field, h, words } from "./kit.js";

export function draw(content, tools) {
  const { act, local, redraw } = tools;
  const units = content.units;
  if (!units.length) return [h("p", {}, "There are no units.")];
  local.at = Math.min(local.at ?? 0, units.length - 1);
  const unit = units[local.at];
  const go = (to) => {
    local.at = Number(to);
    redraw();
  };
  const mine = content.claims.map((claim, number) => ({ ...claim, number })).filter((claim) => claim.unit_id === unit.id);
  const count = (id) => content.claims.filter((claim) => claim.unit_id === id).length;
  return [
    h("div", { class: "kit-row" },
      h("button", { type: "button", "aria-disabled": local.at === 0 && "true", onclick: () => local.at > 0 && go(local.at - 1) }, "Unit before"),
      choice("Unit", String(local.at), units.map(({ id }, at) => [String(at), `${id} (${count(id)})`]), go),
      h("button", { type: "button", "aria-disabled": local.at === units.length - 1 && "true", onclick: () => local.at < units.length - 1 && go(local.at + 1) }, "Unit after")),
    h("p", { class: "kit-panel" }, h("strong", {}, `${unit.id} `), words(unit.text)),
    mine.map((claim) => form(claim, content, act)),
    h("button", { type: "button", onclick: () => act("add", { unit: unit.id }) }, `Add a claim in ${unit.id}`),
  ];
}

function form(claim, content, act) {
  const put = (what) => (value) => act("put", { claim: claim.number, what, value });
  const write = (what) => (value) => act.later("put", { claim: claim.number, what, value }, `${claim.number} ${what}`);
  const name = `Claim ${claim.number + 1}`;
  const pairs = (list) => [["", "–"], ...list.map((each) => [each, each])];
  const pick = (what, label, options) => h("label", { class: "kit-field" }, h("span", {}, label),
    choice(`${name}: ${label}`, claim[what], options, put(what)));
  return h("fieldset", { key: claim.number },
    h("legend", {}, name),
    chain(claim, content, put("chain"), name),
    h("div", { class: "kit-row" },
      pick("concept", "about", pairs(content.concepts)),
      pick("stance", "stance", [["", "–"], ...content.stances]),
      pick("certainty", "how sure", pairs(content.certainties))),
    field(`${name}: cue, the words that hand it over`, claim.cue, write("cue"), { rows: 1 }),
    field(`${name}: what is said, in your words`, claim.paraphrase, write("paraphrase"), { rows: 2 }),
    h("button", { type: "button", onclick: () => act("remove", { claim: claim.number }) }, `Remove claim ${claim.number + 1}`));
}

/** The chain as a row of choices: each voice passes on the next. */
function chain(claim, { voices }, put, name) {
  const now = claim.chain.split(">").filter(Boolean);
  const options = [["", "–"], ...[...new Set([...voices, ...now])].map((each) => [each, each])];
  const set = (at) => (voice) => put([...now.slice(0, at), ...(voice ? [voice, ...now.slice(at + 1)] : [])].join(">"));
  return h("div", { class: "kit-row" },
    h("span", {}, "Who says it:"),
    [...now, ""].map((voice, at) => [
      at > 0 && h("span", { key: `then ${at}` }, "says that"),
      h("span", { key: `voice ${at}` }, choice(`${name}: voice ${at + 1}`, voice, options, set(at))),
    ]));
}
