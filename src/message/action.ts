/**
 * What a button carries: all the ids and the revision it needs, so that a stale, double or replayed press is recognised.
 * Plain data that survives JSON; `encodeAction` and `parseAction` are the only way in and out.
 */
import { z } from "zod";
import { DECLINE_REASONS } from "../core/next-steps/step.ts";
import { NOT_APPLICABLE_REASONS } from "../core/reply.ts";
import { isDecimal } from "../core/value/decimal.ts";
import { type CommandText, isTypedLine, type TypedLine } from "./command-word.ts";
import { formContextSchema } from "./form-context.ts";

const id = z.string().min(1).max(80);
const rating = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
const reply = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rating"), rating }),
  z.object({ kind: z.literal("not-sure") }),
  z.object({ kind: z.literal("not-applicable"), reason: z.enum(NOT_APPLICABLE_REASONS) }),
]);

/** The lists of a team's people that have pages: all of them, their roles, whom the bot cannot reach, and who has left. */
export const PEOPLE_LISTS = ["members", "roles", "unreached", "former"] as const;

/** The lists of a person's home that have pages: open check-ins, teams and own next steps. */
const HOME_LISTS = ["open", "teams", "steps"] as const;

/** The walk's events that a button can cause; `remark` comes from a form and `seal` from a round. */
const walkEvent = z.discriminatedUnion("do", [
  z.object({ do: z.literal("answer"), questionId: id, reply }),
  z.object({ do: z.literal("unchanged"), questionId: id }),
  z.object({ do: z.literal("skip"), questionId: id }),
  z.object({ do: z.literal("back") }),
  z.object({ do: z.literal("change"), questionId: id }),
  z.object({ do: z.literal("step-report"), stepId: id, report: z.enum(["done", "not-yet", "drop"]) }),
  z.object({ do: z.literal("pause") }),
  z.object({ do: z.literal("resume") }),
  z.object({ do: z.literal("finish") }),
  z.object({ do: z.literal("choose-baseline"), choice: z.enum(["all", "spread"]) }),
]);

/** The schema of every action that a button can carry. It refuses unknown actions and texts over its length limits. */
export const actionSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("walk"), checkInId: id, revision: z.number().int(), event: walkEvent }),
  /** Shows the open card of a check-in again. */
  z.object({ act: z.literal("show-check-in"), checkInId: id }),
  /**
   * The same as typing the command; `teamId` where the team is already known. `page`, from 1, of the list that the command or the
   * question which team it means shows: that page takes the place of the one that was pressed.
   */
  z.object({
    act: z.literal("command"),
    line: z.custom<CommandText | TypedLine>(isTypedLine),
    teamId: id.optional(),
    page: z.number().int().min(1).optional(),
  }),
  z.object({ act: z.literal("open-form"), form: formContextSchema }),
  z.object({ act: z.literal("take-step"), teamId: id, questionId: id, fromRating: rating, fromNudge: z.boolean().optional() }),
  z.object({
    act: z.literal("decline-step"),
    teamId: id,
    questionId: id,
    fromRating: rating,
    reason: z.enum(DECLINE_REASONS).optional(),
    fromNudge: z.boolean().optional(),
  }),
  z.object({ act: z.literal("snooze-step"), teamId: id, questionId: id, fromRating: rating, fromNudge: z.boolean().optional() }),
  /** Takes back that a suggestion was put aside. */
  z.object({ act: z.literal("restore-step"), teamId: id, questionId: id, fromRating: rating }),
  z.object({ act: z.literal("step-done"), stepId: id, revision: z.number().int() }),
  z.object({ act: z.literal("step-later"), stepId: id, revision: z.number().int() }),
  z.object({ act: z.literal("step-drop"), stepId: id, revision: z.number().int() }),
  z.object({ act: z.literal("accept-step"), stepId: id, revision: z.number().int(), accept: z.boolean() }),
  z.object({
    act: z.literal("confirm-evidence"),
    teamId: id,
    questionId: id,
    evidence: z.string().max(1000),
    confirm: z.boolean(),
  }),
  z.object({ act: z.literal("show-values"), teamId: id, page: z.number().int().min(0) }),
  /** `page`, from 1, of the KPI's readings: it takes the place of the page that was pressed. */
  z.object({ act: z.literal("show-kpi"), kpiId: id, page: z.number().int().min(1).optional() }),
  /** Another page, from 1, of one of the lists of a person's home. */
  z.object({ act: z.literal("show-home"), list: z.enum(HOME_LISTS), page: z.number().int().min(1) }),
  z.object({ act: z.literal("retire-kpi"), kpiId: id, revision: z.number().int() }),
  /** Keeps a number that was asked back, on its day. */
  z.object({
    act: z.literal("keep-reading"),
    kpiId: id,
    value: z.string().refine(isDecimal),
    on: z.iso.date(),
    draftId: id.optional(),
  }),
  /** Takes back a reading that was typed a moment ago. */
  z.object({ act: z.literal("undo-reading"), readingId: id }),
  z.object({ act: z.literal("ask-owner"), kpiId: id }),
  z.object({ act: z.literal("remove-value"), valueId: id }),
  /** Free text that was offered as a note to the open question. */
  z.object({ act: z.literal("keep-note"), checkInId: id, questionId: id, text: z.string().max(1500), shared: z.boolean() }),
  z.object({ act: z.literal("dismiss") }),
  z.object({ act: z.literal("set-reminders"), level: z.enum(["off", "light", "standard"]) }),
  /** Removes the absence that begins at this instant. */
  z.object({ act: z.literal("remove-absence"), from: z.number() }),
  z.object({ act: z.literal("set-nudges"), on: z.boolean() }),
  z.object({ act: z.literal("set-language"), locale: z.enum(["en", "zh-CN"]) }),
  z.object({ act: z.literal("confirm-leave"), teamId: id }),
  z.object({ act: z.literal("confirm-forget") }),
  /** Another page, from 1, of one of the lists of a team's people; it takes the place of the page that was pressed. */
  z.object({ act: z.literal("show-people"), list: z.enum(PEOPLE_LISTS), teamId: id, page: z.number().int() }),
  z.object({ act: z.literal("remove-member"), teamId: id, personId: id }),
  z.object({ act: z.literal("keep-member"), teamId: id, personId: id }),
  /** Everybody of the user group who is not in the team yet. */
  z.object({ act: z.literal("add-group"), teamId: id, groupId: id }),
  z.object({ act: z.literal("save-schedule"), teamId: id, revision: z.number().int(), schedule: z.string().max(1200) }),
  /** `code`: the request's id, never the code itself. Without a team it joins a person's two accounts. */
  z.object({ act: z.literal("confirm-link"), code: z.string().max(40), teamId: id.optional(), accept: z.boolean() }),
]);

/** What a press on a button asks for, with all the ids and the revision that it needs. */
export type Action = z.infer<typeof actionSchema>;

/** Returns the action as text for a platform's button. `parseAction` reads it back. */
export function encodeAction(action: Action): string {
  return JSON.stringify(action);
}

/**
 * Returns the action that a platform hands back with a press, or undefined when the text is not one of ours, was
 * changed, or is longer than 4,000 characters. It never throws.
 */
export function parseAction(encoded: unknown): Action | undefined {
  if (typeof encoded !== "string" || encoded.length > 4000) return undefined;
  try {
    return actionSchema.safeParse(JSON.parse(encoded)).data;
  } catch {
    return undefined;
  }
}
