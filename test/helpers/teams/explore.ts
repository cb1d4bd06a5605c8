/** Somebody who presses everything that is on offer, each kind of button once, and sends every form filled in wrongly. */

import type { Json } from "../../../fakes/json.ts";
import type { Posted } from "../../../fakes/teams/fake-connector.ts";
import { inputsOf, listActions } from "./cards.ts";
import { cardsOf, type TeamsUser } from "./teams-world.ts";

/** Nothing of it may come to life or make a card too large. */
export const HOSTILE =
  "[t](javascript:alert(1)) **b** _i_ `c` # h <at>Everyone</at> {{DATE(2026-01-01,SHORT)}} \u202Egnp.exe\u202C =1+1 <b>&amp;</b> 🚤 长文本";

type Button = { readonly message: Posted; readonly data: Json; readonly verb: unknown; readonly key: string };

export type Exploring = {
  /** What stands in the channel for everybody. */
  readonly inChannel: () => readonly Posted[];
  /** Kinds of buttons that were pressed; grows. */
  readonly pressed: Set<string>;
  /** Kinds of buttons to leave alone. */
  readonly spared?: RegExp;
  readonly most?: number;
};

/** Ends where nothing new is on offer. */
export async function explore(user: TeamsUser, exploring: Exploring): Promise<void> {
  const { pressed, spared, inChannel, most = 400 } = exploring;
  for (let presses = 0; presses < most; presses += 1) {
    const next = [...inChannel(), ...user.messages()]
      .toReversed()
      .flatMap((message) => listButtons(user, message))
      .find(({ key }) => !pressed.has(key) && !spared?.test(key));
    if (!next) return;
    pressed.add(next.key);
    await user.resends(next.message, next.data, next.verb);
  }
  throw new Error(`no end of buttons: ${[...pressed].slice(-10).join(" · ")}`);
}

/** Presses the newest button with such an action; false where there is none. */
export async function press(user: TeamsUser, matches: (action: Json) => boolean): Promise<boolean> {
  for (const message of user.messages().toReversed()) {
    if (cardsOf(message.activity).length === 0) continue;
    for (const { data, verb } of listActions(user.cardOf(message))) {
      const action = actionIn(data);
      if (!action || !matches(action)) continue;
      await user.resends(message, data as Json, verb);
      return true;
    }
  }
  return false;
}

/** Sends the form that was opened last. */
export async function send(user: TeamsUser, values: Readonly<Record<string, string>>): Promise<void> {
  const message = user.messages().findLast((one) => cardsOf(one.activity).length > 0 && submitOf(user.cardOf(one)) !== undefined);
  const submit = message && submitOf(user.cardOf(message));
  if (!message || !submit) throw new Error("no form is open");
  await user.invokes(message, String(submit.title), values);
}

function submitOf(card: Json): Json | undefined {
  return listActions(card).find(({ data }) => ownOf(data).kind === "submit");
}

function listButtons(user: TeamsUser, message: Posted): readonly Button[] {
  if (cardsOf(message.activity).length === 0) return [];
  const card = user.cardOf(message);
  return listActions(card).map(({ data, verb }) => {
    const own = ownOf(data);
    return {
      message,
      verb,
      key: keyOf(own),
      data: own.kind === "submit" ? { ...(data as Json), ...fillWrongly(card) } : (data as Json),
    };
  });
}

function fillWrongly(card: Json): Json {
  return Object.fromEntries(Object.keys(inputsOf(card)).map((id) => [id, HOSTILE.repeat(30)]));
}

/** Our own part of what a button carries. */
export function ownOf(data: unknown): Json {
  return ((data as Json | undefined)?.speedboat ?? {}) as Json;
}

/** The action that a button carries; undefined for a form's own buttons. */
export function actionIn(data: unknown): Json | undefined {
  const { kind, action } = ownOf(data);
  return kind === "press" ? (JSON.parse(String(action)) as Json) : undefined;
}

function keyOf(own: Json): string {
  if (own.kind !== "press") return `${String(own.kind)} ${String((own.context as Json | undefined)?.form)}`;
  const { act, form, event, line, reason, accept, confirm, on } = JSON.parse(String(own.action)) as Json;
  const walk = (event ?? {}) as Json;
  const about = [
    ...[(form as Json | undefined)?.form, walk.do, (walk.reply as Json | undefined)?.kind, walk.report, walk.choice],
    ...[typeof line === "string" ? line.split(" ").slice(0, 2).join(" ") : undefined, reason, accept, confirm, on],
  ];
  return [act, ...about.filter((part) => part !== undefined)].map(String).join(" ");
}

export function toJson(value: unknown): Json {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
