/**
 * What all widgets share. A widget's own file exports one function,
 *
 *   draw(content, tools) -> list of elements made with h()
 *
 * It says what the page should look like now; `patch` changes only what differs, so
 * the focus and a half-typed word stay where they are. `tools` holds
 *
 *   act(name, arguments)        call an action of the Python state now
 *   act.later(name, arguments)  the same for typing: sent after a short pause
 *   local                       an object of this view alone, such as the chosen cell
 *   pending()                   whether Python has yet to answer the last act
 *   redraw()                    draw again after `local` changed
 *   focus(selector)             move the focus inside this widget, after drawing
 *   say(sentence)               have a sentence read aloud
 *
 * An element with `key` is found again among its neighbours when they move; one with
 * `data-at` gets the focus back when it had to be made anew.
 *
 * Text is only ever set as text. Nothing here can turn a label into markup or code.
 */

const SVG = "http://www.w3.org/2000/svg";
const PAUSE = 400;
const PATIENCE = 5000;
const BUSY = "Python has not answered yet. It may be busy. If it was restarted, run this cell again.";
const GONE_UNSAVED = "Python was restarted: run this cell again. This last step is not taken in.";
const GONE = `${GONE_UNSAVED} All before it is saved.`;
const SAFE_ADDRESS = /^(https?:|data:image\/|#)/i;

/** Describe an element. Props: attributes, `value`, `checked`, `key`, and on… functions. */
export function h(tag, props, ...children) {
  const inside = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  return { tag, props: props || {}, children: inside.map((child) => (typeof child === "object" ? child : String(child))) };
}

/** A piece of somebody's text: its direction is its own and does not disturb its neighbours. */
export function words(text, props) {
  return h("bdi", props, text);
}

/** A text that may be long: then it scrolls in a box of its own, which keys can reach. */
export function longText(text, label, lead) {
  const scrolls = text.length > 400 && { tabindex: 0, role: "group", "aria-label": label };
  return h("div", { class: "kit-long", ...scrolls }, lead && h("strong", {}, words(lead), " "), words(text));
}

/** A wide or high thing to look at, in a box that scrolls and that keys can reach. */
export function scroller(label, ...children) {
  return h("div", { class: "kit-scroll", role: "region", "aria-label": label, tabindex: 0 }, children);
}

/** A control with its name before it, for the eye; the control has the same for the ear. */
export function labelled(name, control) {
  return h("span", { class: "kit-labelled" }, h("span", { "aria-hidden": "true" }, name), control);
}

/**
 * A choice with a name for the ear. `options` are [value, text] pairs; where a page has
 * hundreds of choices, hand the same array to all of them and it is looked at once.
 */
export function choice(label, value, options, onchange, props) {
  if (!lists.has(options)) lists.set(options, options.map(([each, text]) => h("option", { value: each }, text)));
  const choose = (event) => onchange(event.target.value);
  return { tag: "select", props: { "aria-label": label, ...props, value, onchange: choose }, children: lists.get(options) };
}

const lists = new WeakMap();

/** A box to tick, with its name beside it. */
export function tick(name, checked, ontick, props) {
  const { key, ...others } = props ?? {};
  return h("label", { class: "kit-tick", key },
    h("input", { type: "checkbox", checked, onchange: (event) => ontick(event.target.checked), ...others }), h("span", {}, name));
}

/** A field for a line or more of text. It is sent while typing and when it is left. */
export function field(label, value, onwrite, props) {
  const write = (event) => onwrite(event.target.value);
  return h("label", { class: "kit-field" }, h("span", {}, label), h("textarea", { value, oninput: write, rows: 3, ...props }));
}

/**
 * Make the children of an element what is wanted, keeping every element that can stay.
 * What a person has just chosen stands until a page that knows of it (`fresh`) says otherwise.
 */
function patch(parent, wanted, fresh) {
  const kept = new Map();
  for (const node of parent.childNodes) {
    if (node.described?.props.key !== undefined) kept.set(node.described.props.key, node);
  }
  wanted.forEach((description, position) => {
    const here = parent.childNodes[position];
    const key = description.props?.key;
    const candidate = key === undefined ? here : kept.get(key);
    const node = fits(candidate, description) ? candidate : create(parent, description);
    if (node !== here) parent.insertBefore(node, here ?? null);
    update(node, description, fresh);
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
}

function fits(node, description) {
  if (!node) return false;
  if (typeof description === "string") return node.nodeType === Node.TEXT_NODE;
  return node.described?.tag === description.tag && node.described.props.key === description.props.key;
}

function create(parent, description) {
  if (typeof description === "string") return document.createTextNode(description);
  const drawing = description.tag === "svg" || parent.namespaceURI === SVG;
  const node = drawing ? document.createElementNS(SVG, description.tag) : document.createElement(description.tag);
  node.described = { tag: description.tag, props: { key: description.props.key }, children: [] };
  return node;
}

function update(node, description, fresh) {
  if (typeof description === "string") {
    if (node.data !== description) node.data = description;
    return;
  }
  const before = node.described.props;
  if (description.children !== node.described.children) patch(node, description.children, fresh);
  for (const name of Object.keys(before)) {
    if (!(name in description.props)) setProperty(node, name, undefined);
  }
  for (const [name, value] of Object.entries(description.props)) {
    const chosen = fresh && (name === "value" || name === "checked");
    if (value !== before[name] || chosen) setProperty(node, name, value);
  }
  node.described = description;
}

function setProperty(node, name, value) {
  if (name === "key") return;
  if (name.startsWith("on")) {
    // What a handler returns must not count: a false from it would swallow the key.
    node[name] = typeof value === "function" ? (event) => void value(event) : null;
  } else if (name === "value" && "value" in node && node.tagName !== "OPTION") {
    // What is being typed is newer than anything that comes from Python.
    const typing = node === document.activeElement && node.tagName !== "SELECT" && node.type !== "range";
    if (!typing && node.value !== String(value ?? "")) node.value = value ?? "";
  } else if (name === "checked") {
    node.checked = Boolean(value);
  } else if (value === undefined || value === null || value === false) {
    node.removeAttribute(name);
  } else if (!["href", "src", "xlink:href"].includes(name) || SAFE_ADDRESS.test(value)) {
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * Keep typed keys from the notebook: in command mode an `a` or `d d` on a focused
 * control would insert or delete cells. What runs a cell or saves still gets through.
 */
function guardKeys(root, tools) {
  root.addEventListener("keydown", (event) => {
    const accelerator = event.ctrlKey || event.metaKey;
    const writing = event.target.matches("textarea, input:not([type=checkbox], [type=radio], [type=range])");
    if (accelerator && event.key.toLowerCase() === "z" && !writing) {
      event.preventDefault();
      tools.act(event.shiftKey ? "redo" : "undo");
    }
    const runs = event.key === "Enter" && (event.shiftKey || accelerator);
    const saves = accelerator && !event.shiftKey && event.key.toLowerCase() === "s";
    if (!runs && !saves) event.stopPropagation();
  });
}

/**
 * Arrow keys in a grid of controls that carry data-row and data-column: one of them
 * can be reached with Tab, the arrows lead to the others. Returns whether it moved.
 */
export function moveInGrid(event) {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const edge = { Home: 0, End: -1 }[event.key];
  if ((!step && edge === undefined) || event.altKey || event.metaKey) return false;
  const grid = event.target.closest("[data-grid]");
  const { row, column } = event.target.dataset;
  const controls = [...grid.querySelectorAll("[data-row]")];
  const line = controls.filter((each) => each.dataset.row === row);
  let to = edge === undefined ? null : line.at(edge);
  if (step) {
    const [down, right] = [Number(row) + step[0], Number(column) + step[1]];
    to = controls.find((each) => Number(each.dataset.row) === down && Number(each.dataset.column) === right);
  }
  event.preventDefault();
  to?.focus();
  return true;
}

/**
 * Put a drawing of `kit.plots` (a tree of [tag, attributes, children]) into the page.
 * `part(key, data)` gives the props that make a group with a key something to choose;
 * nothing if it is none. One part can be reached with Tab, the arrows lead to the others.
 */
export function drawing(tree, label, part, props) {
  const build = ([tag, attributes, children]) => {
    const { "data-key": key, ...rest } = attributes;
    const chosen = key !== undefined && part(key, rest);
    const inside = children.map((child) => (typeof child === "string" ? child : build(child)));
    if (!chosen) return h(tag, rest, inside);
    const { choose, ...more } = chosen;
    const keys = (event) => {
      if (moveAmongParts(event) || (event.key !== "Enter" && event.key !== " ") || event.shiftKey) return;
      event.preventDefault();
      choose();
    };
    return h(tag, { ...rest, "data-part": key, "data-at": key, role: "button", onclick: choose, onkeydown: keys, ...more }, inside);
  };
  const [, size, children] = tree;
  return h("svg", { ...size, class: "kit-drawing", role: "group", "aria-label": label, ...props }, children.map(build));
}

function moveAmongParts(event) {
  const parts = [...event.target.closest("svg").querySelectorAll("[data-part]")];
  const here = parts.indexOf(event.target.closest("[data-part]"));
  const to = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: parts.length - 1 }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return false;
  event.preventDefault();
  parts[Math.min(Math.max(to, 0), parts.length - 1)].focus();
  return true;
}

/** Copy a field's text; where the browser forbids it, leave it selected. */
async function copy(source, say) {
  source.focus();
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
  } catch {
    if (!document.execCommand("copy")) {
      say("Your browser does not allow it. The line is selected: copy it with Ctrl+C.");
      return;
    }
  }
  say("The line is copied. Paste it into a code cell.");
}

/** What stands around every widget: undo, what was said, and ways to take it along. */
function frame(content, found, inside, tools) {
  const { act, say } = tools;
  const copyLine = (event) => copy(event.target.closest("p").querySelector("input"), say);
  return [
    h("div", { class: "kit-bar" },
      h("strong", { class: "kit-title" }, content.title),
      h("button", { type: "button", "aria-disabled": !content.canUndo && "true", onclick: () => act("undo") }, "Undo"),
      h("button", { type: "button", "aria-disabled": !content.canRedo && "true", onclick: () => act("redo") }, "Redo")),
    Boolean(content.about) && h("p", { key: "about" }, words(content.about)),
    h("p", { class: "kit-said", role: "status" }, words(tools.said ?? content.message)),
    h("div", { class: "kit-body" }, inside),
    Boolean(found.line) && h("details", {},
      h("summary", {}, "Take it into the notebook"),
      h("p", {}, "This line of code carries your answer. ",
        content.saved ? `The widget itself keeps it in ${content.saved}, beside the notebook.` : "The widget itself keeps nothing on disk."),
      h("p", { class: "kit-line" },
        h("input", { type: "text", readonly: true, value: found.line, "aria-label": "Line of code that carries the answer" }),
        h("button", { type: "button", onclick: copyLine }, "Copy"))),
    h("details", {},
      h("summary", {}, "The same in words"),
      found.text.split("\n").filter(Boolean).map((line) => h("p", {}, words(line)))),
  ].filter(Boolean);
}

/** Make what anywidget calls to show a view. */
export function show(draw) {
  return ({ model, el }) => {
    const root = document.createElement("section");
    root.className = "kit-widget";
    root.tabIndex = -1;
    root.setAttribute("data-jp-suppress-context-menu", "");
    el.append(root);
    const name = Math.random().toString(36).slice(2);
    const tools = { local: {}, said: null };
    guardKeys(root, tools);
    const later = new Map();
    let [sent, answered, timer, patience] = [0, 0, 0, 0];
    let [page, still, found] = [model.get("page"), model.get("still"), model.get("findings")];
    let content = { ...still.parts, ...page };

    const redraw = (fresh = false) => {
      root.setAttribute("aria-label", content.title);
      const focused = root.contains(document.activeElement) && document.activeElement;
      patch(root, frame(content, found, draw({ ...content, findings: found }, tools), tools), fresh);
      if (focused && document.activeElement !== focused) refocus(root, focused);
      requestAnimationFrame(hint);
    };
    const hint = () => root.querySelectorAll(".kit-scroll").forEach((box) =>
      box.classList.toggle("kit-wide", box.scrollWidth > box.clientWidth + 1));
    const resized = new ResizeObserver(hint);
    const send = (act, given) => {
      try {
        model.send({ act, with: given || {}, from: name, n: sent + 1 });
      } catch {
        tools.say(content.saved ? GONE : GONE_UNSAVED);
        return;
      }
      sent += 1;
      tools.said = null;
      clearTimeout(patience);
      patience = setTimeout(() => tools.say(BUSY), PATIENCE);
    };
    const flush = () => {
      clearTimeout(timer);
      const waiting = [...later.values()];
      later.clear();
      waiting.forEach(([act, given]) => send(act, given));
    };
    tools.act = (act, given) => {
      flush();
      send(act, given);
    };
    tools.act.later = (act, given, of = act) => {
      later.set(of, [act, given]);
      clearTimeout(timer);
      timer = setTimeout(flush, PAUSE);
    };
    tools.pending = () => answered < sent;
    tools.redraw = () => redraw();
    tools.focus = (selector) => root.querySelector(selector)?.focus();
    tools.say = (sentence) => {
      tools.said = sentence;
      redraw();
    };
    const newer = (next, known) => (next.turn < known.turn ? known : next);
    const turned = () => {
      const before = [page, still];
      [page, still] = [newer(model.get("page"), page), newer(model.get("still"), still)];
      if (before[0] === page && before[1] === still) return;
      content = { ...still.parts, ...page };
      if (page.answered.from === name) answered = page.answered.n;
      // A page that does not know the last thing done here would put an old value over it.
      if (answered < sent) return;
      clearTimeout(patience);
      tools.said = null;
      redraw(true);
    };
    const finding = () => {
      found = newer(model.get("findings"), found);
      if (answered === sent) redraw();
    };

    root.addEventListener("focusout", flush);
    window.addEventListener("pagehide", flush);
    model.on("change:page", turned);
    model.on("change:still", turned);
    model.on("change:findings", finding);
    redraw(true);
    replaceStatic(el);
    resized.observe(root);
    return () => {
      flush();
      resized.disconnect();
      window.removeEventListener("pagehide", flush);
      model.off("change:page", turned);
      model.off("change:still", turned);
      model.off("change:findings", finding);
    };
  };
}

/**
 * Give the focus back; an element that was made anew is found by its data-at. Where it
 * is gone for good, the widget itself takes it: else the next key would be the notebook's.
 */
function refocus(root, focused) {
  const again = focused.dataset.at && root.querySelector(`[data-at="${CSS.escape(focused.dataset.at)}"]`);
  (root.contains(focused) ? focused : again || root).focus();
}

/** Hide the static form that stands before a live one, for eyes and ears alike. */
function replaceStatic(el) {
  requestAnimationFrame(() => {
    const before = el.closest(".jp-OutputArea-child")?.previousElementSibling;
    if (before?.querySelector(".kit-static")) before.hidden = true;
  });
}
