/** The page: keeps what is shown in step with the bot, and hands what is done to it. */

import { openAddPerson } from "./add-person.js";
import { ask, listen, Refused, tell } from "./api.js";
import { confirm } from "./dialog.js";
import { h } from "./dom.js";
import { openForm } from "./form.js";
import { createFrame } from "./frame.js";
import { keep, recall } from "./kept.js";
import { announce, hideBusy, say, setOffline, showBusy } from "./notices.js";
import { dayAndTime, now, setNow } from "./time.js";
import { renderWelcome } from "./welcome.js";
import { loadWords, locale, t } from "./words.js";

const app = document.getElementById("app");
const page = { busy: false, state: undefined, me: recall("me"), view: "messages", channel: undefined, frame: undefined };

const theme = () => document.documentElement.dataset.theme;
/** Who one plays; at first somebody who speaks the page's language. */
const me = () => {
  const { people } = page.state;
  return people.find(({ userId }) => userId === page.me) ?? people.find((person) => person.locale === locale()) ?? people[0];
};

/** Fetches what is on show. Calls that come while one is under way are answered by one more after it. */
let running;
let again = false;
async function refresh() {
  if (running) {
    again = true;
    return running;
  }
  running = load()
    .then(() => setOffline(false))
    .finally(() => {
      running = undefined;
    });
  await running;
  if (!again) return;
  again = false;
  await refresh();
}

async function load() {
  page.state = await ask("state", { locale: locale() });
  setNow(page.state.now);
  if (!page.state.started) return showWelcome();
  if (!page.frame) showFrame();
  page.me = me().userId;
  if (!page.state.channels.some(({ id }) => id === page.channel)) page.channel = findHomeChannel();
  const as = page.me;
  const asked = [ask("conversation", { as }), ask("conversation", { as, channel: page.channel })];
  const [direct, channel] = await Promise.all(asked);
  const home = page.view === "home" ? (await ask("home", { as })).home : undefined;
  if (as !== page.me) return;
  markRead(me());
  page.frame.show({ ...view(), direct: direct.entries, messages: channel.entries, home });
}

function findHomeChannel() {
  const { channels } = page.state;
  return (channels.find(({ team }) => team !== undefined) ?? channels[0]).id;
}

function view() {
  const { state, channel, view: tab } = page;
  return { state, me: me(), channel: state.channels.find(({ id }) => id === channel), view: tab, theme: theme() };
}

function markRead({ userId, arrivals: [newest] }) {
  if (newest !== undefined) keep(`read.${userId}`, String(newest));
}

function countUnread(person) {
  const read = Number(recall(`read.${person.userId}`) ?? 0);
  return person.userId === page.me ? 0 : person.arrivals.filter((at) => at > read).length;
}

/** Runs a change; what cannot be done is said, and nothing is lost. Undefined when it failed. */
async function attempt(change) {
  try {
    return await change();
  } catch (error) {
    say(t(error instanceof Refused ? "playground.trouble.failed" : "playground.trouble.offline"));
    return undefined;
  }
}

async function act(what, { ref, channelId } = {}) {
  const body = { as: page.me, key: crypto.randomUUID(), what, ...(ref && { ref }), ...(channelId && { channelId }) };
  const answer = await attempt(() => tell("act", body));
  if (answer?.file) download(answer.file);
  await attempt(refresh);
  return answer;
}

async function press({ action, confirm: question, entry, article, channelId }) {
  if (article?.getAttribute("aria-busy") === "true") return;
  if (question && !(await confirm(question))) return;
  article?.setAttribute("aria-busy", "true");
  const answer = await act({ kind: "press", action }, { ref: entry?.ref, channelId });
  article?.removeAttribute("aria-busy");
  if (answer?.form) showForm(answer.form, channelId);
}

function showForm(form, channelId) {
  const { people, channels } = page.state;
  const submit = (context, values) => act({ kind: "submit", context, values }, { channelId });
  openForm(form, { people, channels, submit });
}

async function send(text) {
  const line = /^\/level2\b\s*(.*)$/is.exec(text)?.[1];
  const answer = await act(line === undefined ? { kind: "text", text } : { kind: "command", line });
  if (answer?.form) showForm(answer.form);
}

function download({ name, mediaType, content }) {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  say(t("playground.message.file-saved", { name }));
}

/** `by` an hour, a day, or to the next event: of anybody, or with `mine` of the person who one is. */
async function move(by, { mine = false } = {}) {
  const arrivals = new Map(page.state.people.map(({ userId, arrivals: [newest] }) => [userId, newest]));
  const busy = setTimeout(() => showBusy("clock"), 400);
  const answer = await attempt(() => tell("clock", { by, ...(mine && { as: page.me }) }));
  clearTimeout(busy);
  hideBusy();
  await attempt(refresh);
  if (answer?.moved) sayWhatCame(arrivals);
  else if (answer) say(t("playground.clock.none-due"));
}

/** Who got something while time went by: it may not be the person whose messages one looks at. */
function sayWhatCame(before) {
  const when = dayAndTime(now(), me().zone);
  const reached = page.state.people.filter(({ userId, arrivals }) => arrivals[0] !== before.get(userId));
  const names = reached.map(({ name }) => name);
  if (names.length === 0 || reached.includes(me())) announce(t("playground.clock.moved", { when }));
  else say(t("playground.clock.news", { when, names: new Intl.ListFormat(locale()).format(names) }));
}

async function start(kind) {
  showBusy(kind === "empty" ? "empty" : "weeks");
  page.busy = true;
  await attempt(() => tell("demo", { kind, locale: locale() }));
  page.busy = false;
  page.me = undefined;
  page.view = "messages";
  await attempt(refresh);
  // What the simulated weeks brought is not news.
  if (kind !== "empty") page.state.people.forEach(markRead);
  page.frame?.show(view());
  hideBusy();
}

async function restart() {
  const question = {
    title: t("playground.settings.restart-title"),
    text: t("playground.settings.restart-text"),
    no: t("playground.settings.restart-cancel"),
    yes: t("playground.settings.restart"),
  };
  if (await confirm(question)) showWelcome();
}

function become(userId) {
  page.me = userId;
  keep("me", userId);
  if (page.view === "people") page.view = "messages";
  return attempt(refresh);
}

async function speak(language) {
  keep("locale", language);
  await attempt(() => loadWords(language));
  const playing = page.state?.started && page.frame;
  page.frame = undefined;
  if (playing && me().locale !== language) await attempt(() => tellLanguage(language));
  await attempt(refresh);
}

/** Who switches the page's language wants the bot to speak it too. */
function tellLanguage(language) {
  return tell("act", {
    as: page.me,
    key: crypto.randomUUID(),
    what: { kind: "press", action: { act: "set-language", locale: language } },
  });
}

function toggleTheme() {
  const next = theme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  keep("theme", next);
  if (page.frame) page.frame.show(view());
  else showWelcome();
}

function look(tab) {
  page.view = tab;
  return attempt(refresh);
}

const settings = () => ({ theme: theme(), speak, toggleTheme });

function showWelcome() {
  page.frame = undefined;
  app.replaceChildren(renderWelcome({ start, settings: settings() }));
}

function showFrame() {
  const listenTo = {
    press,
    send,
    move,
    become,
    look,
    countUnread,
    announce,
    settings: () => ({ ...settings(), restart }),
    add: () => openAddPerson({ onAdded: become }),
    chooseChannel: (id) => {
      page.channel = id;
      return attempt(refresh);
    },
  };
  page.frame = createFrame(listenTo);
  app.replaceChildren(page.frame.root);
}

/** Keys 1 to 9 answer the open question, wherever the focus is outside a field or dialog. */
function onKey(event) {
  const elsewhere = event.target.closest?.("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey;
  if (elsewhere || !/^[1-9]$/.test(event.key)) return;
  const groups = [...document.querySelectorAll(".pane.direct .choices")];
  groups.at(-1)?.querySelector(`[data-key="${event.key}"]`)?.click();
}

/** A refusal comes of looking while things change, and the next change mends it. */
function onTrouble(error) {
  if (!(error instanceof Refused)) setOffline(true);
}

async function begin() {
  document.addEventListener("keydown", onKey);
  const preferred = recall("locale") ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en");
  await loadWords(preferred);
  await refresh();
  let soon;
  const onChanged = () => {
    clearTimeout(soon);
    // While twelve weeks go by, looking at each message would only slow them down.
    if (!page.busy) soon = setTimeout(() => refresh().catch(onTrouble), 80);
  };
  listen({ onChanged, onLost: () => setOffline(true), onBack: () => setOffline(false) });
  setInterval(() => page.frame?.tick(view()), 15_000);
}

begin();
