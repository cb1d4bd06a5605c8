/**
 * Renders one conversation. Entries that did not change are left alone, those that changed are replaced with the focus on
 * the same control, and new ones are announced.
 */
import type { Action } from "../../message/action.ts";
import type { PageElement, PageEntry } from "../page-api.ts";
import type { DialogQuestion } from "./dialog.ts";
import { avatar, botAvatar, type Child, focused, h, icon, listAll } from "./dom.ts";
import { inLanguage, type Language, readCommandOnPage, t } from "./own-words.ts";
import { makesCard, type OnPress, renderElements, renderText } from "./page-elements.ts";
import { clockTime, shortDay } from "./page-time.ts";

/** The person who reads, with their zone and language. */
export type Reader = { readonly name: string; readonly zone: string; readonly locale: Language };
/** A press on a message: what the control carries, and the entry it belongs to. */
export type EntryPress = {
  readonly action: Action;
  readonly question: DialogQuestion | undefined;
  readonly entry: PageEntry;
  readonly article: HTMLElement;
};

/** What a conversation needs from the page around it. */
export type LogParts = {
  readonly context: () => Reader;
  readonly press: (pressed: EntryPress) => void;
  readonly announce: (sentence: string) => void;
  /** What is shown while there are no entries. */
  readonly empty: () => HTMLElement;
  /** A channel begins at the top; a direct message stands at the bottom. */
  readonly top?: boolean;
};

/** A conversation, and how to update it. */
export type MessageLog = {
  readonly root: HTMLElement;
  /** `id` names the conversation: another one starts from nothing and announces nothing. */
  readonly show: (id: string, entries: readonly PageEntry[]) => void;
};

type ShownNode = { readonly version?: string; readonly node: HTMLElement };
type Built = {
  readonly nodes: readonly HTMLElement[];
  readonly next: Map<string, ShownNode>;
  readonly news: readonly string[];
  readonly changed: readonly string[];
  /** Whether the reader wrote something new: who writes wants to see it, wherever they read before. */
  readonly spoke: boolean;
};

/** Creates an empty conversation. */
export function createMessageLog({ context, press, empty, announce, top = false }: LogParts): MessageLog {
  const list = h("div", { class: `log ${top ? "top" : ""}` });
  const root = h("section", { class: "scroll", "aria-label": "", tabindex: "0" }, list);
  let shown = new Map<string, ShownNode>();
  let conversation: string | undefined;
  let pressed: string | undefined;
  /** Drawn behind another tab, where nothing can be scrolled. */
  let unseen = false;
  const inEntry = (what: EntryPress) => {
    pressed = what.entry.ref;
    press(what);
  };

  function show(id: string, entries: readonly PageEntry[]): void {
    const fresh = id !== conversation;
    if (fresh) shown = new Map();
    conversation = id;
    const follows = seesNewest(root, list);
    const { nodes, next, news, changed, spoke } = build(entries, fresh);
    const refocus = rememberFocus(list);
    syncChildren(list, nodes.length > 0 ? nodes : [inLanguage(context().locale, empty)]);
    shown = next;
    refocus();
    // The next question begins at its top, however long the one before was.
    const mended = pressed !== undefined && changed.includes(pressed) ? shown.get(pressed) : undefined;
    if (mended) revealTop(root, mended.node);
    const first = fresh || unseen;
    const arrived = first ? nodes.at(-1) : nodes.find((node) => node.classList.contains("fresh"));
    if (arrived && (first || follows || spoke)) showNewest(root, arrived);
    unseen = first && root.clientHeight === 0;
    if (!fresh) for (const sentence of news) announce(sentence);
  }

  function build(entries: readonly PageEntry[], fresh: boolean): Built {
    const next = new Map<string, ShownNode>();
    const nodes: HTMLElement[] = [];
    const news: string[] = [];
    const changed: string[] = [];
    let spoke = false;
    let day: string | undefined;
    for (const entry of entries) {
      const today = inLanguage(context().locale, () => shortDay(entry.at, context().zone));
      if (today !== day) nodes.push(keepDay(today, next));
      day = today;
      const before = shown.get(entry.ref);
      const version = JSON.stringify([entry, context().zone]);
      const node = before?.version === version ? before.node : renderEntry(entry, { context: context(), press: inEntry });
      node.classList.toggle("fresh", !fresh && !before);
      if (!before && entry.kind === "said") spoke = true;
      if (!before && entry.kind !== "said") news.push(t("playground.message.new", { summary: entry.message.summary }));
      if (before && before.version !== version) {
        changed.push(entry.ref);
        news.push(t("playground.message.changed", { summary: entry.message.summary }));
      }
      next.set(entry.ref, { version, node });
      nodes.push(node);
    }
    return { nodes, next, news, changed, spoke };
  }

  /** The same line stays the same node. */
  function keepDay(day: string, next: Map<string, ShownNode>): HTMLElement {
    const node = shown.get(`day ${day}`)?.node ?? h("div", { class: "day" }, day);
    next.set(`day ${day}`, { node });
    return node;
  }
  return { root, show };
}

/** Touches only what differs: a node that is moved loses its focus and its place. */
function syncChildren(list: HTMLElement, nodes: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  for (const [index, node] of nodes.entries()) {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  }
}

/** Whether the reader is where the news are: elsewhere they are left in peace. */
function seesNewest(root: HTMLElement, list: HTMLElement): boolean {
  const last = list.lastElementChild;
  return !last || last.getBoundingClientRect().top < root.getBoundingClientRect().bottom;
}

/** The end of what is new, or its beginning where it is longer than what can be seen at once. */
function showNewest(root: HTMLElement, node: HTMLElement): void {
  root.scrollTop = root.scrollHeight;
  revealTop(root, node);
}

function revealTop(root: HTMLElement, node: HTMLElement): void {
  const above = root.getBoundingClientRect().top + 16 - node.getBoundingClientRect().top;
  if (above > 0) root.scrollTop -= above;
}

type EntryOptions = { readonly context: Reader; readonly press: (pressed: EntryPress) => void };

/** The words around a message are in its language, and what one said in one's own. */
function renderEntry(entry: PageEntry, options: EntryOptions): HTMLElement {
  const said = entry.kind === "said";
  return inLanguage(said ? options.context.locale : entry.message.locale, () => renderSpoken(entry, options));
}

function renderSpoken(entry: PageEntry, { context, press }: EntryOptions): HTMLElement {
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
  const isCard = (element: PageElement) => makesCard(element) || (element.kind === "buttons" && entry.kind === "post");
  const card = entry.message.elements.some(isCard);
  const body = h("div", { class: `body ${card ? "card" : ""}`, lang });
  const article = h(
    "article",
    { class: `entry ${entry.kind}`, tabindex: "-1", "aria-label": entry.message.summary, "data-ref": entry.ref },
    botAvatar(),
    head,
    body,
  );
  const inEntry: OnPress = (action, question) => press({ action, question, entry, article });
  body.append(...renderElements(entry.message.elements, inEntry));
  return article;
}

function renderSaid(text: string): Child {
  const isCommand = readCommandOnPage(text) !== undefined;
  return isCommand ? h("span", { class: "command" }, text) : renderText(text);
}

/**
 * Where the focus was, by entry and control. A choice leads to the group of choices instead, so that a second Enter never
 * answers the next question unread. Folds that were open stay open.
 */
function rememberFocus(list: HTMLElement): () => void {
  const focus = focused();
  const active = focus && list.contains(focus) ? focus : undefined;
  const ref = active?.closest<HTMLElement>("[data-ref]")?.dataset.ref;
  const control = active?.closest<HTMLElement>("[data-control]")?.dataset.control;
  const open = listAll(list, "details[open]", HTMLDetailsElement).map(toPath);
  return () => {
    for (const fold of listAll(list, "details", HTMLDetailsElement)) if (open.includes(toPath(fold))) fold.open = true;
    if (!active || document.activeElement === active || ref === undefined) return;
    if (active.isConnected) return active.focus({ preventScroll: true });
    findAgain(list, ref, control)?.focus({ preventScroll: true });
  };
}

/** The same control of the same entry; a fold has the focus on its summary, an entry without the control on itself. */
function findAgain(list: HTMLElement, ref: string, control: string | undefined): HTMLElement | undefined {
  const [article] = listAll(list, `[data-ref="${CSS.escape(ref)}"]`, HTMLElement);
  if (!article || control === undefined) return article;
  const controls = listAll(article, "[data-control]", HTMLElement);
  const wanted = control.startsWith("choice") ? "choices" : control;
  const target = controls.find((one) => one.dataset.control === wanted);
  return (target && listAll(target, "summary", HTMLElement)[0]) ?? target ?? article;
}

function toPath(fold: HTMLElement): string {
  return `${fold.closest<HTMLElement>("[data-ref]")?.dataset.ref} ${fold.dataset.control}`;
}
