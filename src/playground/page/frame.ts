/** Renders the panes around the conversation. */
import type { ClockStep, PageEntry, PageMessage, PagePerson, PageState } from "../page-api.ts";
import { createComposer, type Send } from "./composer.ts";
import { type Child, focused, type Glyph, h, icon, listAll } from "./dom.ts";
import { createMessageLog, type EntryPress, type Reader } from "./message-log.ts";
import { need } from "./need.ts";
import { inLanguage, type PageWord, spellOnPage, t } from "./own-words.ts";
import { type OnPress, renderElements } from "./page-elements.ts";
import { renderBrand, renderClock, renderPeople, renderSettings, type Settings } from "./rail.ts";

/** What the middle pane shows; on a phone there is one pane at a time. */
export type Tab = "people" | "messages" | "home" | "channel";
const TABS: readonly (readonly [Tab, Glyph])[] = [
  ["people", "people"],
  ["messages", "chat"],
  ["home", "home"],
  ["channel", "hash"],
];

/** What the panes show at a moment. */
export type FrameView = {
  readonly state: PageState;
  /** Who one plays. */
  readonly me: PagePerson;
  readonly channel: PageState["channels"][number];
  readonly view: Tab;
  /** Parts that are missing stay as they are. */
  readonly direct?: readonly PageEntry[];
  readonly messages?: readonly PageEntry[];
  readonly home?: PageMessage | undefined;
};

/** A press on a message; without an entry, it was on the home of one person. */
export type PagePress = Pick<EntryPress, "action" | "question"> & Partial<EntryPress> & { readonly channelId?: string };

/** What the frame calls when somebody does something in it. */
export type FrameParts = {
  readonly press: (pressed: PagePress) => void;
  readonly send: Send;
  readonly move: (by: ClockStep, options?: { readonly mine: boolean }) => void;
  readonly become: (userId: string) => void;
  readonly look: (tab: Tab) => void;
  readonly countUnread: (person: PagePerson) => number;
  readonly announce: (sentence: string) => void;
  /** Brings the text field into view and puts the focus in it. */
  readonly write: () => void;
  readonly settings: () => Settings;
  readonly add: () => void;
  readonly chooseChannel: (id: string) => void;
};

/** The panes, and how to update them. */
export type PageFrame = {
  readonly root: HTMLElement;
  /** Puts it in step with what the bot said. */
  readonly show: (next: FrameView) => void;
  /** Renews what changes as time goes by. */
  readonly tick: (view: FrameView) => void;
};

/** Creates the panes. `show` must be called before anything in them is used. */
export function createFrame(page: FrameParts): PageFrame {
  let shown: FrameView | undefined;
  const current = () => need(shown, "a view");
  const context = (): Reader => current().me;
  const rail = h("div", { class: "rail-scroll" });
  const settings = h("div", {});
  const head = h("header", { class: "pane-head" });
  const channelHead = h("header", { class: "pane-head" });
  const home = h("div", { class: "log top" });
  const homePane = h("section", { class: "scroll", tabindex: "0" }, home);
  const direct = createMessageLog({
    context,
    press: page.press,
    announce: page.announce,
    empty: () => renderEmptyDirect(current(), page),
  });
  const channel = createMessageLog({
    context,
    announce: page.announce,
    top: true,
    empty: renderEmptyChannel,
    press: (pressed) => page.press({ ...pressed, channelId: current().channel.id }),
  });
  const composer = createComposer({ send: page.send });
  const bottom = h("nav", { class: "bottom-tabs" });
  const toComposer = (event: Event) => {
    event.preventDefault();
    page.write();
  };
  const root = h(
    "div",
    { class: "frame" },
    h("a", { class: "skip", href: "#composer", on: { click: toComposer } }, t("playground.skip")),
    h("nav", { class: "rail", "aria-label": t("playground.view.people") }, renderBrand(), rail, settings),
    h("main", { class: "pane direct", id: "direct", tabindex: "-1" }, head, homePane, direct.root, composer.root),
    h("aside", { class: "pane channel" }, channelHead, channel.root),
    bottom,
  );

  function show(view: FrameView): void {
    shown = view;
    root.dataset.view = view.view;
    replaceKeepingFocus(settings, [renderSettings(page.settings())]);
    tick(view);
    replaceKeepingFocus(head, renderDirectHead(view, page));
    replaceKeepingFocus(channelHead, renderChannelHead(view, page));
    replaceKeepingFocus(
      bottom,
      TABS.map(([name, glyph]) => renderTab(name, view, { look: page.look, glyph })),
    );
    direct.root.setAttribute("aria-label", t("playground.direct.label", { name: view.me.name }));
    channel.root.setAttribute("aria-label", t("playground.channel.label", { name: view.channel.id }));
    homePane.setAttribute("aria-label", t("playground.home.label", { name: view.me.name }));
    const atHome = view.view === "home";
    homePane.hidden = !atHome;
    direct.root.hidden = atHome;
    composer.root.hidden = atHome;
    if (view.direct) direct.show(view.me.userId, view.direct);
    if (view.messages) channel.show(`${view.channel.id} ${view.me.userId}`, view.messages);
    if (view.home) replaceKeepingFocus(home, [renderHome(view.home, page)]);
  }

  function tick({ state, me }: FrameView): void {
    const people = { people: state.people, me: me.userId, unread: page.countUnread, become: page.become, add: page.add };
    replaceKeepingFocus(rail, [
      renderClock({ zone: me.zone, nextDueAt: state.nextDueAt, move: page.move }),
      renderPeople(people),
    ]);
  }
  return { root, show, tick };
}

type Nodes = readonly HTMLElement[];

function renderDirectHead({ me, view }: FrameView, { look }: FrameParts): Nodes {
  const tab = (name: Tab) =>
    h(
      "button",
      { type: "button", class: `tab-${name}`, "aria-pressed": String(view === name), on: { click: () => look(name) } },
      t(`playground.view.${name}`),
    );
  return [
    h(
      "div",
      { class: "pane-title" },
      h("h2", {}, t("playground.direct.title")),
      h("p", {}, t("playground.direct.subtitle", { name: me.name })),
    ),
    h("div", { class: "segments tabs", role: "group" }, tab("messages"), tab("home"), tab("channel")),
  ];
}

function renderChannelHead({ state, channel }: FrameView, { chooseChannel, look }: FrameParts): Nodes {
  const choice: HTMLSelectElement = h(
    "select",
    {
      class: "select channel-choice",
      "aria-label": t("playground.channel.choose"),
      on: { change: () => chooseChannel(choice.value) },
    },
    state.channels.map(({ id }) => h("option", { value: id, selected: id === channel.id }, `# ${id}`)),
  );
  const back = h(
    "button",
    {
      type: "button",
      class: "icon-button back",
      "aria-label": t("playground.view.messages"),
      on: { click: () => look("messages") },
    },
    icon("chat"),
  );
  const subtitle =
    channel.team === undefined ? t("playground.channel.subtitle") : t("playground.channel.team", { team: channel.team });
  return [h("div", { class: "pane-title" }, h("h2", {}, `# ${channel.id}`), h("p", {}, subtitle)), choice, back];
}

type TabParts = { readonly look: (tab: Tab) => void; readonly glyph: Glyph };

function renderTab(name: Tab, { view }: FrameView, { look, glyph }: TabParts): HTMLElement {
  return h(
    "button",
    { type: "button", "aria-pressed": String(view === name), on: { click: () => look(name) } },
    icon(glyph),
    t(`playground.view.${name}`),
  );
}

function renderHome(message: PageMessage, { press }: FrameParts): HTMLElement {
  const body = h("div", { class: "body", lang: message.locale });
  const pressed: OnPress = (action, question) => press({ action, question });
  body.append(...inLanguage(message.locale, () => renderElements(message.elements, pressed)));
  return h("article", { "aria-label": message.summary, "data-ref": "home" }, body);
}

function renderEmptyDirect({ me, state }: FrameView, { move, send }: FrameParts): HTMLElement {
  const button = (id: PageWord, style: string, run: () => void) =>
    h("button", { type: "button", class: `button ${style}`, on: { click: run } }, t(id));
  const begin =
    me.teams.length > 0
      ? button("playground.direct.empty-checkin", "", () => send(spellOnPage("checkin")))
      : button("playground.direct.empty-setup", "primary", () => send(spellOnPage("setup")));
  const next =
    state.nextDueAt === undefined
      ? null
      : button("playground.direct.empty-next", me.teams.length > 0 ? "primary" : "", () => move("next", { mine: true }));
  return renderEmpty("chat", "direct", { name: me.name, buttons: me.observer ? [next] : [next, begin] });
}

function renderEmptyChannel(): HTMLElement {
  return renderEmpty("hash", "channel", { buttons: [] });
}

type EmptyParts = { readonly name?: string; readonly buttons: readonly Child[] };

function renderEmpty(glyph: Glyph, pane: "direct" | "channel", { name, buttons }: EmptyParts): HTMLElement {
  return h(
    "div",
    { class: "empty" },
    h("span", { class: "glyph" }, icon(glyph)),
    h("h3", {}, t(`playground.${pane}.empty-title`)),
    h("p", {}, t(`playground.${pane}.empty-text`, { name })),
    h("div", { class: "row" }, buttons),
  );
}

/** Redraws a part; the control that had the focus, found again by its place, has it afterwards. */
function replaceKeepingFocus(part: HTMLElement, nodes: Nodes): void {
  const controls = () => listAll(part, "button, select, a", HTMLElement);
  const before = focused();
  const index = before ? controls().indexOf(before) : -1;
  const key = before?.dataset.user;
  part.replaceChildren(...nodes);
  if (index < 0) return;
  const byKey = key ? controls().find((control) => control.dataset.user === key) : undefined;
  (byKey ?? controls()[index])?.focus({ preventScroll: true });
}
