/** Carries out what a person does on the page, and stores what only that person sees. */

import type { Clock, Ids } from "../app/ports/clock.ts";
import type { Storage } from "../app/ports/world.ts";
import type { FormOutcome, Outcome, Request, Author } from "../app/request.ts";
import type { Person, Workspace } from "../core/team.ts";
import { parseFilledForm } from "../message/filled-form.ts";
import type { Message } from "../message/message.ts";
import { SLASH_COMMAND } from "../message/slash-command.ts";
import type { Act } from "./page-api.ts";
import { asideOf, buildSaid, channelOf, directOf, kindOfRef, toShownRef } from "./shown.ts";

/** What is needed to carry out an act on the page. */
export type ActParts = {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly handle: (request: Request) => Promise<FormOutcome>;
  /** Delivers what the request queued. */
  readonly tick: () => Promise<void>;
};

/**
 * Passes the act to the use cases and returns their outcome. Notices are stored beside the messages that delivery shows,
 * and what the act queued is delivered before it resolves.
 */
export async function perform(
  parts: ActParts,
  act: Act,
  who: { readonly person: Person; readonly workspace: Workspace },
): Promise<FormOutcome> {
  const typed = readTyped(act);
  if (typed !== undefined) await keepSaid(parts, typed, who);
  const outcome = await parts.handle(toRequest(act, who.workspace));
  const isReplaced = outcome.settles && (await settlePressed(parts, outcome, { ref: act.ref, person: who.person }));
  // Before what it announces: "Here it is" stands above the card.
  if (outcome.notice && !isReplaced) await keepNotice(parts, outcome.notice, { act, ...who });
  await parts.tick();
  if (outcome.card && act.ref !== undefined) await replaceOwn(parts, act.ref, { card: outcome.card, person: who.person });
  return outcome;
}

function readTyped({ what }: Act): string | undefined {
  if (what.kind === "command") return `${SLASH_COMMAND} ${what.line}`.trim();
  return what.kind === "text" ? what.text : undefined;
}

function toRequest(act: Act, workspace: Workspace): Request {
  const from: Author = {
    workspaceId: workspace.id,
    platformUserId: act.as,
    place: act.channelId === undefined ? { in: "direct" } : { in: "channel", channelId: act.channelId },
    eventKey: `playground ${act.key}`,
  };
  const { what } = act;
  return what.kind === "submit" ? { kind: "submit", from, ...parseFilledForm(what.context, what.values) } : { ...what, from };
}

async function keepSaid(parts: ActParts, text: string, who: { person: Person; workspace: Workspace }): Promise<void> {
  const locale = who.person.chosenLocale ?? who.person.platformLocale ?? who.workspace.locale;
  const entry = {
    ref: toShownRef("said", parts.ids.next()),
    conversation: directOf(who.person.id),
    // Shown as typed, but nobody reads 64 KiB in a chat.
    message: buildSaid(text.length > 4_000 ? `${text.slice(0, 4_000)} …` : text, locale),
    shownAt: parts.clock.now(),
  };
  await parts.storage.work((stores) => stores.shown.add(entry));
}

async function keepNotice(
  parts: ActParts,
  message: Message,
  { act, person, workspace }: { act: Act; person: Person; workspace: Workspace },
): Promise<void> {
  const direct = directOf(person.id);
  const conversation = act.channelId === undefined ? direct : asideOf(channelOf(workspace.id, act.channelId), person.id);
  const entry = { ref: toShownRef("notice", parts.ids.next()), conversation, message, shownAt: parts.clock.now() };
  await parts.storage.work((stores) => stores.shown.add(entry));
}

type Pressed = { readonly ref: string | undefined; readonly person: Person };

/** What was asked is settled: the answer takes the question's place, and without an answer the question goes. True where it stands there. */
async function settlePressed(parts: ActParts, { card, notice, form }: Outcome, { ref, person }: Pressed): Promise<boolean> {
  if (ref === undefined || card || form) return false;
  return parts.storage.work(async ({ shown }) => {
    if (!isOwn(await shown.find(ref), person)) return false;
    if (!notice) await shown.remove(ref);
    return notice !== undefined && kindOfRef(ref) === "notice" && shown.replace(ref, notice, parts.clock.now());
  });
}

/** In the direct message, or an answer to this person alone. */
function isOwn(entry: { readonly conversation: string } | undefined, person: Person): boolean {
  return entry?.conversation === directOf(person.id) || entry?.conversation.endsWith(` for ${person.id}`) === true;
}

/** Replaces the pressed entry at once, unless it stands in a channel, where everybody sees it. */
async function replaceOwn(parts: ActParts, ref: string, { card, person }: { card: Message; person: Person }): Promise<void> {
  await parts.storage.work(async (stores) => {
    if (isOwn(await stores.shown.find(ref), person)) await stores.shown.replace(ref, card, parts.clock.now());
  });
}
