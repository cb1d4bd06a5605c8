/**
 * Decides what is shown where after a press. In a direct chat the answer appears in place; in a channel nothing private
 * is shown, so it goes to the author's own chat.
 */
import type { Outcome } from "../../app/request.ts";
import type { EnteredValues } from "../../message/form-fields.ts";
import type { AnyFieldErrors, AnyForm } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import type { Pressed } from "../receiving/pressed.ts";

/** One thing that is shown as an answer. */
export type ShownReply =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "form"; readonly form: AnyForm; readonly values?: EnteredValues; readonly errors?: AnyFieldErrors }
  /** The pressed check-in as it is now. */
  | { readonly kind: "as-it-is" };

type Toast = "see-below" | "answered-in-chat" | "done" | "nothing-changed";

/** What is shown where after a press. */
export type Reaction = {
  /** Replaces the pressed card for the person who pressed it. */
  readonly inPlace?: ShownReply;
  /** The pressed message itself goes, or changes for good too. */
  readonly pressed: "stays" | "goes" | "changes";
  /** New messages in the author's chat. */
  readonly posts: readonly ShownReply[];
  /** Said where the card stays as it is. */
  readonly toast: Toast;
};

/**
 * What kind of message was pressed. A check-in's card can be rendered again at any time; a delivered message belongs to
 * delivery; any other was an answer, and may be replaced.
 */
export type PressedMessage = "check-in" | "delivered" | "answer";

/** What was pressed and what came of it. */
export type Situation = {
  readonly outcome: Outcome;
  readonly cause: Exclude<Pressed, { kind: "refresh" }>;
  readonly place: "direct" | "shared";
  readonly pressed: PressedMessage;
  /** A form that must be filled in once more, with what was typed. */
  readonly again?: Extract<ShownReply, { kind: "form" }>;
};

/** Decides what to show. It is pure and sends nothing. */
export function react(situation: Situation): Reaction {
  const { outcome, place, again } = situation;
  const form: ShownReply | undefined = again ?? (outcome.form && { kind: "form", form: outcome.form });
  if (place === "shared") return reactInChat(outcome, form);
  if (form) return reactWithForm(situation, form);
  if (situation.cause.kind === "cancel") return restore(situation, "nothing-changed");
  if (outcome.card) return reactWithCard(situation, outcome.card);
  if (outcome.notice) return reactWithNotice(situation, outcome.notice);
  if (outcome.settles) return { ...STAYS, pressed: "goes" };
  return situation.cause.kind === "submit" ? restore(situation, "done") : STAYS;
}

/** A form that is cancelled gives back what it stood in place of; where nobody can, it is a message of its own. */
function reactWithForm({ pressed }: Situation, form: ShownReply): Reaction {
  return pressed === "delivered" ? { ...STAYS, posts: [form], toast: "see-below" } : { ...STAYS, inPlace: form };
}

const STAYS: Reaction = { pressed: "stays", posts: [], toast: "done" };

/** The card of somebody's own walk is shown in their chat by delivery; the rest is said there now. */
function reactInChat({ notice, card }: Outcome, form: ShownReply | undefined): Reaction {
  const posts: readonly ShownReply[] = [
    ...(form ? [form] : []),
    ...(notice ? [{ kind: "message" as const, message: notice }] : []),
  ];
  const posted = posts.length > 0 || card !== undefined;
  return { ...STAYS, posts, toast: posted ? "answered-in-chat" : "done" };
}

function reactWithCard({ cause, pressed, outcome }: Situation, card: Message): Reaction {
  const posts: readonly ShownReply[] = outcome.notice ? [{ kind: "message", message: outcome.notice }] : [];
  if (pressed !== "answer") return { ...STAYS, inPlace: { kind: "message", message: card }, posts };
  // A form of a check-in that stood in a message of its own: the check-in's card itself moves on.
  if (cause.kind === "submit" && "checkInId" in cause.context) return { ...STAYS, pressed: "goes", posts };
  return { inPlace: { kind: "message", message: card }, pressed: "changes", posts, toast: "done" };
}

function reactWithNotice({ cause, pressed, outcome }: Situation, notice: Message): Reaction {
  const shown: ShownReply = { kind: "message", message: notice };
  const makesRoom = cause.kind === "submit" || outcome.settles;
  if (!makesRoom) return { ...STAYS, posts: [shown], toast: "see-below" };
  if (pressed === "check-in") return { ...STAYS, inPlace: { kind: "as-it-is" }, posts: [shown], toast: "see-below" };
  if (pressed === "delivered") return { ...STAYS, posts: [shown], toast: "see-below" };
  return { inPlace: shown, pressed: "changes", posts: [], toast: "done" };
}

function restore({ pressed }: Situation, toast: Toast): Reaction {
  switch (pressed) {
    case "check-in":
      return { ...STAYS, inPlace: { kind: "as-it-is" }, toast };
    case "delivered":
      return { ...STAYS, toast };
    case "answer":
      return { ...STAYS, pressed: "goes", toast };
    default:
      return pressed satisfies never;
  }
}
