/**
 * One conversation. Entries keep their place: what did not change is left alone, what changed is replaced with the focus
 * kept on the same control, and what is new is announced.
 */
import { avatar, botAvatar, h, icon } from "./dom.js";
import { renderElements, renderText } from "./elements.js";
import { clockTime, shortDay } from "./time.js";
import { inLanguage, t } from "./words.js";

const RICH = new Set(["choices", "scores", "picture", "progress", "fold", "table", "facts"]);

/** `context()` gives the reader's name and zone; `press` gets the action, the button and the entry. */
export function createLog({ label, context, press, empty, announce, top = false }) {
  const list = h("div", { class: `log ${top ? "top" : ""}` });
  const root = h("section", { class: "scroll", "aria-label": label, tabindex: "0" }, list);
  let shown = new Map();
  let conversation;
  let pressed;
  /** Drawn behind another tab, where nothing can be scrolled. */
  let unseen = false;
  const inEntry = (what) => {
    pressed = what.entry.ref;
    press(what);
  };

  /** `id` names the conversation: another one starts from nothing and announces nothing. */
  function show(id, entries) {
    const fresh = id !== conversation;
    if (fresh) shown = new Map();
    conversation = id;
    const follows = seesNewest(root, list);
    const { nodes, next, news, changed } = build(entries, fresh);
    const refocus = rememberFocus(list);
    syncChildren(list, nodes.length > 0 ? nodes : [inLanguage(context().locale, empty)]);
    shown = next;
    refocus();
    // The next question begins at its top, however long the one before was.
    if (changed.includes(pressed)) revealTop(root, shown.get(pressed).node);
    const first = fresh || unseen;
    const arrived = first ? nodes.at(-1) : nodes.find((node) => node.classList.contains("fresh"));
    if (arrived && (first || follows)) showNewest(root, arrived);
    unseen = first && root.clientHeight === 0;
    if (!fresh) for (const sentence of news) announce(sentence);
  }

  function build(entries, fresh) {
    const next = new Map();
    const nodes = [];
    const news = [];
    const changed = [];
    let day;
    for (const entry of entries) {
      const today = inLanguage(context().locale, () => shortDay(entry.at, context().zone));
      if (today !== day) nodes.push(keepDay(today, next));
      day = today;
      const before = shown.get(entry.ref);
      const version = JSON.stringify([entry, context().zone]);
      const node = before?.version === version ? before.node : renderEntry(entry, { context: context(), press: inEntry });
      node.classList.toggle("fresh", !fresh && !before);
      if (!before && entry.kind !== "said") news.push(t("playground.message.new", { summary: entry.message.summary }));
      if (before && before.version !== version) {
        changed.push(entry.ref);
        news.push(t("playground.message.changed", { summary: entry.message.summary }));
      }
      next.set(entry.ref, { version, node });
      nodes.push(node);
    }
    return { nodes, next, news, changed };
  }

  /** The same line stays the same node. */
  function keepDay(day, next) {
    const node = shown.get(`day ${day}`)?.node ?? h("div", { class: "day" }, day);
    next.set(`day ${day}`, { node });
    return node;
  }

  /** Draws everything anew: after a change of language. */
  const forget = () => {
    conversation = undefined;
  };
  return { root, show, forget };
}

/** Touches only what differs: a node that is moved loses its focus and its place. */
function syncChildren(list, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  for (const [index, node] of nodes.entries()) {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  }
}

/** Whether the reader is where the news are: elsewhere they are left in peace. */
function seesNewest(root, list) {
  const last = list.lastElementChild;
  return !last || last.getBoundingClientRect().top < root.getBoundingClientRect().bottom;
}

/** The end of what is new, or its beginning where it is longer than what can be seen at once. */
function showNewest(root, node) {
  root.scrollTop = root.scrollHeight;
  revealTop(root, node);
}

function revealTop(root, node) {
  const above = root.getBoundingClientRect().top + 16 - node.getBoundingClientRect().top;
  if (above > 0) root.scrollTop -= above;
}

/** The words around a message are in its language, and what one said in one's own. */
function renderEntry(entry, options) {
  const said = entry.kind === "said";
  return inLanguage(said ? options.context.locale : entry.message.locale, () => renderSpoken(entry, options));
}

function renderSpoken(entry, { context, press }) {
  const time = h("time", { datetime: new Date(entry.at).toISOString() }, clockTime(entry.at, context.zone));
  const lang = entry.message.locale;
  if (entry.kind === "said") {
    const head = h("div", { class: "entry-head" }, h("b", {}, context.name), time);
    return h(
      "article",
      { class: "entry" },
      avatar(context.name),
      head,
      h("div", { class: "said", lang }, renderSaid(entry.message.summary)),
    );
  }
  const head = h(
    "div",
    { class: "entry-head" },
    h("b", {}, t("playground.message.bot")),
    h("span", { class: "app" }, t("playground.message.app")),
    time,
    entry.editedAt ? h("span", { class: "edited" }, t("playground.message.edited")) : null,
    entry.kind === "notice" ? h("span", { class: "only-you" }, icon("eye"), t("playground.message.only-you")) : null,
  );
  const card = entry.message.elements.some(({ kind }) => RICH.has(kind) || (kind === "buttons" && entry.kind === "post"));
  const body = h("div", { class: `body ${card ? "card" : ""}`, lang });
  const article = h(
    "article",
    { class: `entry ${entry.kind}`, tabindex: "-1", "aria-label": entry.message.summary, "data-ref": entry.ref },
    botAvatar(),
    head,
    body,
  );
  const inEntry = (action, button, confirm) => press({ action, button, confirm, entry, article });
  body.append(...renderElements(entry.message.elements, inEntry));
  return article;
}

function renderSaid(text) {
  const command = /^\/level2\b.*$/s.test(text);
  return command ? h("span", { class: "command" }, text) : renderText(text);
}

/**
 * Where the focus was, by entry and control. A choice leads to the group of choices instead, so that a second Enter never
 * answers the next question unread. Folds that were open stay open.
 */
function rememberFocus(list) {
  const active = list.contains(document.activeElement) ? document.activeElement : undefined;
  const ref = active?.closest("[data-ref]")?.dataset.ref;
  const control = active?.closest("[data-control]")?.dataset.control;
  const open = [...list.querySelectorAll("details[open]")].map((fold) => toPath(fold));
  return () => {
    const folds = [...list.querySelectorAll("details")];
    for (const fold of folds) if (open.includes(toPath(fold))) fold.open = true;
    if (!active || document.activeElement === active || ref === undefined) return;
    if (active.isConnected) return active.focus({ preventScroll: true });
    const article = list.querySelector(`[data-ref="${CSS.escape(ref)}"]`);
    const same =
      control && [...(article?.querySelectorAll("[data-control]") ?? [])].find((one) => one.dataset.control === control);
    const target = control?.startsWith("choice") ? article?.querySelector(".choices") : same;
    const focusable = target?.querySelector?.("summary") ?? target ?? article;
    focusable?.focus({ preventScroll: true });
  };
}

function toPath(fold) {
  return `${fold.closest("[data-ref]")?.dataset.ref} ${fold.dataset.control}`;
}
