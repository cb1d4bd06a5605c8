/** The three panes around the conversation, and what stands in them. */
import { createComposer } from "./composer.js";
import { h, icon } from "./dom.js";
import { renderElements } from "./elements.js";
import { createLog } from "./log.js";
import { renderBrand, renderClock, renderPeople, renderSettings } from "./rail.js";
import { inLanguage, t } from "./words.js";

const TABS = [
  ["people", "people"],
  ["messages", "chat"],
  ["home", "home"],
  ["channel", "hash"],
];

/** `show(view)` puts it in step with what the bot said; parts that are missing in `view` stay as they are. */
export function createFrame(page) {
  let view;
  const context = () => ({ name: view.me.name, zone: view.me.zone, locale: view.me.locale });
  const rail = h("div", { class: "rail-scroll" });
  const settings = h("div", {});
  const head = h("header", { class: "pane-head" });
  const channelHead = h("header", { class: "pane-head" });
  const home = h("div", { class: "log top" });
  const homePane = h("section", { class: "scroll", tabindex: "0" }, home);
  const direct = createLog({
    label: "",
    context,
    press: page.press,
    announce: page.announce,
    empty: () => renderEmptyDirect(view, page),
  });
  const channel = createLog({
    label: "",
    context,
    announce: page.announce,
    top: true,
    empty: renderEmptyChannel,
    press: (pressed) => page.press({ ...pressed, channelId: view.channel.id }),
  });
  const composer = createComposer({ send: page.send });
  const bottom = h("nav", { class: "bottom-tabs" });
  const root = h(
    "div",
    { class: "frame" },
    h("a", { class: "skip", href: "#direct" }, t("playground.skip")),
    h("nav", { class: "rail", "aria-label": t("playground.view.people") }, renderBrand(), rail, settings),
    h("main", { class: "pane direct", id: "direct", tabindex: "-1" }, head, homePane, direct.root, composer.root),
    h("aside", { class: "pane channel" }, channelHead, channel.root),
    bottom,
  );

  function show(next) {
    view = { ...view, ...next };
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
    if (next.direct) direct.show(view.me.userId, next.direct);
    if (next.messages) channel.show(`${view.channel.id} ${view.me.userId}`, next.messages);
    if (next.home) replaceKeepingFocus(home, [renderHome(next.home, page)]);
  }

  /** What changes as time goes by. */
  function tick({ state, me }) {
    const people = { people: state.people, me: me.userId, unread: page.countUnread, become: page.become, add: page.add };
    replaceKeepingFocus(rail, [
      renderClock({ zone: me.zone, nextDueAt: state.nextDueAt, move: page.move }),
      renderPeople(people),
    ]);
  }
  return { root, show, tick };
}

function renderDirectHead({ me, view }, { look }) {
  const tab = (name) =>
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

function renderChannelHead({ state, channel }, { chooseChannel, look }) {
  const choice = h(
    "select",
    {
      class: "select channel-choice",
      "aria-label": t("playground.channel.choose"),
      on: { change: (event) => chooseChannel(event.currentTarget.value) },
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

function renderTab(name, { view }, { look, glyph }) {
  return h(
    "button",
    { type: "button", "aria-pressed": String(view === name), on: { click: () => look(name) } },
    icon(glyph),
    t(`playground.view.${name}`),
  );
}

function renderHome(message, { press }) {
  const body = h("div", { class: "body", lang: message.locale });
  const pressed = (action, button, confirm) => press({ action, button, confirm });
  body.append(...inLanguage(message.locale, () => renderElements(message.elements, pressed)));
  return h("article", { "aria-label": message.summary, "data-ref": "home" }, body);
}

function renderEmptyDirect({ me, state }, { move, send }) {
  const button = (id, style, run) => h("button", { type: "button", class: `button ${style}`, on: { click: run } }, t(id));
  const begin =
    me.teams.length > 0
      ? button("playground.direct.empty-checkin", "", () => send("/level2 checkin"))
      : button("playground.direct.empty-setup", "primary", () => send("/level2 setup"));
  const next =
    state.nextDueAt === undefined
      ? null
      : button("playground.direct.empty-next", me.teams.length > 0 ? "primary" : "", () => move("next", { mine: true }));
  return renderEmpty("chat", "direct", { name: me.name, buttons: me.observer ? [next] : [next, begin] });
}

function renderEmptyChannel() {
  return renderEmpty("hash", "channel", { buttons: [] });
}

function renderEmpty(glyph, pane, { name, buttons }) {
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
function replaceKeepingFocus(part, nodes) {
  const controls = () => [...part.querySelectorAll("button, select, a")];
  const index = controls().indexOf(document.activeElement);
  const key = document.activeElement?.dataset?.user;
  part.replaceChildren(...nodes);
  if (index < 0) return;
  const byKey = key && controls().find((control) => control.dataset.user === key);
  (byKey ?? controls()[index])?.focus({ preventScroll: true });
}
