/** The timeline: a day to stand on, events to choose, and the cards behind the chosen one. */

import { choice, drawing, field, h, labelled, longText, words } from "./kit.js";

export function draw(content, tools) {
  const { act } = tools;
  const keys = Object.keys(content.events);
  const first = content.chosen || keys[0];
  const part = (key) => ({
    choose: () => act("choose", { event: key }),
    "aria-label": content.events[key],
    "aria-pressed": String(key === content.chosen),
    tabindex: key === first ? 0 : -1,
  });
  return [
    h("p", {}, "Keys: arrow keys lead from event to event, Enter chooses one."),
    h("div", { class: "kit-row" },
      labelled("Stand on the day", choice("Stand on the day", content.day, [["", "no day: show all"], ...content.days.map((day) => [day, day])], (day) => act("stand_on", { day })))),
    h("fieldset", { class: "kit-choices" },
      h("legend", {}, "Kinds of events to show"),
      content.kinds.map(([kind, shown]) => h("label", { key: kind },
        h("input", { type: "checkbox", checked: shown, onchange: (event) => act("show_kind", { kind, shown: event.target.checked }) }),
        h("span", { class: "kit-short" }, words(kind))))),
    h("div", { class: "kit-scroll", ...(keys.length ? {} : { tabindex: 0 }) }, drawing(content.drawing, "Events", part)),
    content.chosen ? chosen(content, act) : h("p", {}, "No event is chosen."),
  ];
}

function chosen({ chosen: event, events, note, cards }, act) {
  const write = (text) => act.later("write", { event, note: text }, event);
  return h("div", { class: "kit-panel", role: "group", "aria-label": "The chosen event" },
    h("p", {}, h("strong", {}, words(events[event]))),
    field("What does it mean for your reading?", note, write, { key: event }),
    h("p", {}, cards.length === 0 ? "No card that could be known on that day shares a source with it." : `Cards that share a source with it: ${cards.length}.`),
    cards.map(card));
}

function card({ id, title, text, date, sources, status }) {
  return h("article", { key: id, class: "kit-card" },
    h("p", {}, h("strong", {}, words(`${id} ${title}`)), ` (${[date && `known from ${date}`, status].filter(Boolean).join("; ")})`),
    longText(text, `Text of ${id}`),
    sources && h("p", {}, "Sources: ", words(sources)));
}
