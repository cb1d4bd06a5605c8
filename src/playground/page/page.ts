/** The page: keeps what is shown in step with the bot, and hands what is done to it. */
import type { EnteredValues } from "../../message/form-fields.ts";
import type { AnyForm } from "../../message/form.ts";
import type { Act, ActAnswer, ClockStep, Demo, PagePerson, PageState } from "../page-api.ts";
import { openAddPerson } from "./add-person.ts";
import { confirm } from "./dialog.ts";
import { byId, focused, listAll } from "./dom.ts";
import { createFrame, type FrameView, type PageFrame, type PagePress, type Tab } from "./frame.ts";
import { keep, recall } from "./kept.ts";
import { need } from "./need.ts";
import { isLanguage, type Language, loadWords, locale, readCommandOnPage, t } from "./own-words.ts";
import { openForm } from "./page-form.ts";
import { listenToKeys } from "./page-keys.ts";
import { announce, hideBusy, say, setOffline, showBusy } from "./page-notices.ts";
import { dayAndTime, now, setNow } from "./page-time.ts";
import { renderWelcome } from "./page-welcome.ts";
import { getFromServer, listen, postToServer, Refused } from "./server-calls.ts";

type Page = {
  busy: boolean;
  state: PageState | undefined;
  me: string | undefined;
  view: Tab;
  channel: string | undefined;
  frame: PageFrame | undefined;
};

const app = byId("app");
const page: Page = {
  busy: false,
  state: undefined,
  me: recall("me"),
  view: "messages",
  channel: undefined,
  frame: undefined,
};

const theme = () => document.documentElement.dataset.theme;
/** What the bot said last about people, channels and time. */
const state = () => need(page.state, "a state");
/** Who one plays; at first somebody who speaks the page's language. */
const me = (): PagePerson => {
  const { people } = state();
  const mine = people.find(({ userId }) => userId === page.me) ?? people.find((person) => person.locale === locale());
  return mine ?? need(people[0], "a person");
};

/** Fetches what is on show. Calls that come while one is under way are answered by one more after it. */
let running: Promise<void> | undefined;
let again = false;
async function refresh(): Promise<void> {
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

async function load(): Promise<void> {
  page.state = await getFromServer("state", { locale: locale() });
  setNow(page.state.now);
  if (!page.state.started) return showWelcome();
  if (me().locale !== locale()) {
    // The page speaks as the person does whom one plays, and the names of roles come in that language too.
    await loadWords(me().locale);
    page.frame = undefined;
    page.state = await getFromServer("state", { locale: locale() });
  }
  const held = page.frame ? undefined : focused()?.dataset.user;
  const as = me().userId;
  if (!page.frame) showFrame();
  page.me = as;
  page.channel = findChannel().id;
  const asked = [getFromServer("conversation", { as }), getFromServer("conversation", { as, channel: page.channel })] as const;
  const [direct, channel] = await Promise.all(asked);
  const home = page.view === "home" ? (await getFromServer("home", { as })).home : undefined;
  if (as !== page.me) return;
  markRead(me());
  page.frame?.show({ ...view(), direct: direct.entries, messages: channel.entries, home });
  // The keyboard stays at the person whom it chose, though every button is new.
  if (held !== undefined) listAll(app, '.person[aria-current="true"]', HTMLElement)[0]?.focus();
}

/** The channel on show while it is there, then a team's home. */
function findChannel(): PageState["channels"][number] {
  const { channels } = state();
  const found = channels.find(({ id }) => id === page.channel) ?? channels.find(({ team }) => team !== undefined);
  return found ?? need(channels[0], "a channel");
}

function view(): FrameView {
  return { state: state(), me: me(), channel: findChannel(), view: page.view };
}

function markRead({ userId, arrivals: [newest] }: PagePerson): void {
  if (newest !== undefined) keep(`read.${userId}`, String(newest));
}

function countUnread(person: PagePerson): number {
  const read = Number(recall(`read.${person.userId}`) ?? 0);
  return person.userId === page.me ? 0 : person.arrivals.filter((at) => at > read).length;
}

/** Runs a change; what cannot be done is said, and nothing is lost. Undefined when it failed. */
async function attempt<T>(change: () => Promise<T>): Promise<T | undefined> {
  try {
    return await change();
  } catch (error) {
    say(describeTrouble(error));
    return undefined;
  }
}

function describeTrouble(error: unknown): string {
  if (!(error instanceof Refused)) return t("playground.trouble.offline");
  return error.id === undefined ? t("playground.trouble.failed") : t("playground.trouble.my-side", { id: error.id });
}

type ActPlace = { readonly ref?: string | undefined; readonly channelId?: string | undefined };

async function act(what: Act["what"], { ref, channelId }: ActPlace = {}): Promise<ActAnswer | undefined> {
  const body = { as: me().userId, key: crypto.randomUUID(), what, ...(ref && { ref }), ...(channelId && { channelId }) };
  const answer = await attempt(() => postToServer("act", body));
  await attempt(refresh);
  return answer;
}

async function press({ action, question, entry, article, channelId }: PagePress): Promise<void> {
  if (article?.getAttribute("aria-busy") === "true") return;
  if (question && !(await confirm(question))) return;
  article?.setAttribute("aria-busy", "true");
  const answer = await act({ kind: "press", action }, { ref: entry?.ref, channelId });
  article?.removeAttribute("aria-busy");
  if (answer?.form) showForm(answer.form, channelId);
}

function showForm(form: AnyForm, channelId?: string): void {
  const { people, channels } = state();
  const submit = (context: AnyForm["context"], values: EnteredValues) => act({ kind: "submit", context, values }, { channelId });
  openForm(form, { people, channels, submit });
}

async function send(text: string): Promise<void> {
  const line = readCommandOnPage(text);
  const answer = await act(line === undefined ? { kind: "text", text } : { kind: "command", line });
  if (answer?.form) showForm(answer.form);
}

/** `by` an hour, a day, or to the next event: of anybody, or with `mine` of the person who one is. */
async function move(by: ClockStep, { mine } = { mine: false }): Promise<void> {
  const arrivals = new Map(state().people.map(({ userId, arrivals: [newest] }) => [userId, newest]));
  const busy = setTimeout(() => showBusy("clock"), 400);
  const answer = await attempt(() => postToServer("clock", { by, ...(mine && { as: me().userId }) }));
  clearTimeout(busy);
  hideBusy();
  await attempt(refresh);
  if (answer?.moved) sayWhatCame(arrivals);
  else if (answer) say(t("playground.clock.none-due"));
}

/** Who got something while time went by: it may not be the person whose messages one looks at. */
function sayWhatCame(before: ReadonlyMap<string, number | undefined>): void {
  const when = dayAndTime(now(), me().zone);
  const reached = state().people.filter(({ userId, arrivals }) => arrivals[0] !== before.get(userId));
  const names = reached.map(({ name }) => name);
  if (names.length === 0 || reached.includes(me())) announce(t("playground.clock.moved", { when }));
  else say(t("playground.clock.news", { when, names: new Intl.ListFormat(locale()).format(names) }));
}

async function start(kind: Demo["kind"]): Promise<void> {
  showBusy(kind === "empty" ? "empty" : "weeks");
  page.busy = true;
  await attempt(() => postToServer("demo", { kind, locale: locale() }));
  page.busy = false;
  page.me = undefined;
  page.view = "messages";
  await attempt(refresh);
  // What the simulated weeks brought is not news.
  if (kind !== "empty") state().people.forEach(markRead);
  page.frame?.show(view());
  hideBusy();
}

async function restart(): Promise<void> {
  const question = {
    title: t("playground.settings.restart-title"),
    text: t("playground.settings.restart-text"),
    no: t("playground.settings.restart-cancel"),
    yes: t("playground.settings.restart"),
  };
  if (await confirm(question)) showWelcome();
}

function become(userId: string): Promise<void> {
  page.me = userId;
  keep("me", userId);
  if (page.view === "people") page.view = "messages";
  return attempt(refresh);
}

async function speak(language: Language): Promise<void> {
  keep("locale", language);
  await attempt(() => loadWords(language));
  const playing = page.state?.started && page.frame;
  page.frame = undefined;
  if (playing && me().locale !== language) await attempt(() => tellLanguage(language));
  await attempt(refresh);
}

/** Who switches the page's language wants the bot to speak it too. */
function tellLanguage(language: Language): Promise<ActAnswer> {
  return postToServer("act", {
    as: me().userId,
    key: crypto.randomUUID(),
    what: { kind: "press", action: { act: "set-language", locale: language } },
  });
}

function toggleTheme(): void {
  const next = theme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  keep("theme", next);
  if (page.frame) page.frame.show(view());
  else showWelcome();
}

function look(tab: Tab): Promise<void> {
  page.view = tab;
  return attempt(refresh);
}

const settings = () => ({ theme: theme(), speak, toggleTheme });

function showWelcome(): void {
  page.frame = undefined;
  app.replaceChildren(renderWelcome({ start, settings: settings() }));
}

function showFrame(): void {
  page.frame = createFrame({
    press,
    send,
    move,
    become,
    look,
    countUnread,
    announce,
    write,
    settings: () => ({ ...settings(), restart }),
    add: () => openAddPerson({ onAdded: become }),
    chooseChannel: (id) => {
      page.channel = id;
      return attempt(refresh);
    },
  });
  app.replaceChildren(page.frame.root);
}

/** Goes to the text field, and to the messages first where it is behind another tab. */
async function write(): Promise<void> {
  if (page.view !== "messages") await look("messages");
  byId("composer").focus();
}

/** A refusal can occur when things change during a look; the next change clears it up. */
function onTrouble(error: unknown): void {
  if (!(error instanceof Refused)) setOffline(true);
}

async function begin(): Promise<void> {
  listenToKeys({ write: () => page.frame && write() });
  const kept = recall("locale");
  const own = navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
  await loadWords(isLanguage(kept) ? kept : own);
  await refresh();
  let soon: number | undefined;
  const onChanged = () => {
    clearTimeout(soon);
    // While twelve weeks go by, looking at each message would only slow them down.
    if (!page.busy) soon = setTimeout(() => refresh().catch(onTrouble), 80);
  };
  listen({ onChanged, onLost: () => setOffline(true), onBack: () => setOffline(false) });
  setInterval(() => page.frame?.tick(view()), 15_000);
}

begin();
