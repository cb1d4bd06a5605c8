/** Which form is open and what it is about; travels with the form and comes back with its values. */
import { z } from "zod";

const id = z.string().min(1).max(80);
const rating = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

/** The schema of what a form is about, told apart by `form`. It refuses unknown forms. */
export const formContextSchema = z.discriminatedUnion("form", [
  /** Without a team a new one is set up; `channelId` is where it was asked for. */
  z.object({
    form: z.literal("setup"),
    teamId: id.optional(),
    revision: z.number().int().optional(),
    channelId: z.string().max(200).optional(),
  }),
  z.object({ form: z.literal("remark"), checkInId: id, questionId: id, revision: z.number().int() }),
  z.object({ form: z.literal("not-applicable"), checkInId: id, questionId: id, revision: z.number().int() }),
  /** `valueId`: the record of the earlier kind that it completes. */
  z.object({ form: z.literal("goal"), teamId: id, goalId: id.optional(), valueId: id.optional() }),
  z.object({ form: z.literal("kpi"), teamId: id, kpiId: id.optional(), goalId: id.optional(), valueId: id.optional() }),
  z.object({ form: z.literal("kpi-money"), kpiId: id }),
  z.object({ form: z.literal("kpi-details"), kpiId: id }),
  /** `readingId`: the reading that it corrects. */
  z.object({ form: z.literal("reading"), kpiId: id, readingId: id.optional() }),
  z.object({ form: z.literal("confirm-value"), kpiId: id }),
  z.object({ form: z.literal("take-step"), teamId: id, questionId: id, fromRating: rating, fromNudge: z.boolean().optional() }),
  z.object({ form: z.literal("hand-over"), stepId: id, revision: z.number().int() }),
  z.object({ form: z.literal("schedule"), teamId: id, revision: z.number().int() }),
  z.object({ form: z.literal("members"), teamId: id, revision: z.number().int() }),
  /** Whom to take out, among the people of this page of the roster. */
  z.object({ form: z.literal("take-out"), teamId: id, page: z.number().int() }),
  z.object({ form: z.literal("find-member"), teamId: id }),
  z.object({ form: z.literal("roles"), teamId: id, personId: id, revision: z.number().int() }),
  z.object({ form: z.literal("pause"), teamId: id }),
  /** `absence`: the start of the absence that it changes, 0 for the one that has begun; without it a new one is entered. */
  z.object({ form: z.literal("away"), absence: z.number().exactOptional() }),
  z.object({ form: z.literal("milestone"), teamId: id }),
  /** Who leads the programme of the author's workspace. */
  z.object({ form: z.literal("programme") }),
  /** Who shall lead a team that has no lead; for programme leads. */
  z.object({ form: z.literal("appoint-lead"), teamId: id }),
  /** `checked`: the mark of the table that was shown line by line; only that one is imported. */
  z.object({ form: z.literal("import-teams"), workspaceId: id, checked: z.string().max(64).exactOptional() }),
]);

/** Which form is open and what it is about. It is sent with the form and comes back with its values. */
export type FormContext = z.infer<typeof formContextSchema>;

/** What every form is about, by the form's name. */
export type FormContexts = { readonly [F in FormContext as F["form"]]: F };
