/** Adds and changes goals of the business. A new goal leads straight to its KPI. */
import type { Goal } from "../../core/value/kpi.ts";
import type { FormContexts } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { buildGoalForm, VALUE_LENGTHS } from "../../message/screens/value/value-forms.ts";
import type { Call, TeamCall } from "../call.ts";
import { carriedOr, gatherErrors, readLine, readList } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { accountHere, readChosen, readWords, required } from "./read-fields.ts";
import { buildValues } from "./show-values.ts";

type Context = FormContexts["goal"];

/** Opens the form of a goal. Refuses people who don't lead the team, and goals that aren't there. */
export async function openGoalForm(call: Call, context: Context): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "kpi");
  if (entered.kind === "refused") return entered.outcome;
  const { voice, stores } = entered.call;
  const goal = await findGoal(entered.call, context);
  if (context.goalId !== undefined && !goal) return answerWith(voice, voice.runs("kpi.goal-gone"));
  const earlier = context.valueId === undefined ? undefined : await stores.values.find(context.valueId);
  const owner = await accountHere(entered.call, goal?.ownerId);
  const filled = goal ?? (earlier?.teamId === context.teamId ? { sentence: earlier.goal } : undefined);
  return { form: buildGoalForm(voice, { context, ...(filled && { goal: filled }), ...(owner !== undefined && { owner }) }) };
}

/**
 * Saves a goal and shows the list, where the goal waits for its KPI. Wrong fields are refused at the field; people who don't
 * lead the team are refused. The owner of a goal on another platform stays while nobody else is chosen.
 */
export async function submitGoalForm(call: Call, context: Context, values: FormValues<"goal">): Promise<FormOutcome<"goal">> {
  const entered = await enterAsLead(call, context.teamId, "kpi");
  if (entered.kind === "refused") return entered.outcome;
  const { voice, stores, world, person, now } = entered.call;
  const before = await findGoal(entered.call, context);
  if (context.goalId !== undefined && !before) return answerWith(voice, voice.runs("kpi.goal-gone"));
  const sentence = required(
    voice,
    readWords(voice, carriedOr(readLine(values, "sentence"), before?.sentence), VALUE_LENGTHS.sentence),
  );
  const owner = await readChosen(entered.call, readList(values, "owner"), before?.ownerId);
  const ownerName = readWords(voice, carriedOr(readLine(values, "ownerName"), before?.ownerName), VALUE_LENGTHS.ownerName);
  const errors = gatherErrors({ sentence: sentence.error, owner: owner.error, ownerName: ownerName.error });
  if (sentence.value === undefined || Object.keys(errors).length > 0) return { errors };
  const ownerId = owner.value;
  const goal: Goal = {
    id: before?.id ?? world.ids.next(),
    teamId: context.teamId,
    sentence: sentence.value,
    ...(ownerId !== undefined && { ownerId }),
    ...(ownerId === undefined && ownerName.value !== undefined && { ownerName: ownerName.value }),
    addedBy: before?.addedBy ?? person.id,
    addedAt: before?.addedAt ?? now,
    revision: (before?.revision ?? 0) + 1,
  };
  await stores.goals.save(goal);
  if (context.valueId !== undefined) await completeEarlier(entered.call, context.valueId);
  return { notice: await buildValues(entered.call, 0) };
}

/** The record of the earlier kind is now a goal; it stays in the export. */
async function completeEarlier({ stores, team, now }: TeamCall, valueId: string): Promise<void> {
  const record = await stores.values.find(valueId);
  if (record?.teamId !== team.id || record.removedAt !== undefined) return;
  await stores.values.save({ ...record, removedAt: now });
}

async function findGoal({ stores }: TeamCall, { goalId, teamId }: Context): Promise<Goal | undefined> {
  const goal = goalId === undefined ? undefined : await stores.goals.find(goalId);
  return goal?.teamId === teamId && goal.retiredAt === undefined ? goal : undefined;
}
