/** Hands a step over to somebody else. It changes its owner only when they accept. */
import type { Step } from "../../core/next-steps/step.ts";
import type { Person } from "../../core/team.ts";
import type { Action } from "../../message/action.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { markName } from "../../message/person-names.ts";
import { nameQuestion } from "../../message/screens/standing/names.ts";
import { buildHandOverForm } from "../../message/screens/steps/steps-forms.ts";
import { buildOffer } from "../../message/screens/steps/steps-offer.ts";
import { type Call, localeOf, type TeamCall, workspaceFor } from "../call.ts";
import type { Chosen } from "../chosen-people.ts";
import { findLivePost, queueEdit, queuePost } from "../posting.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { refuseForeign, showMeanwhile } from "./change-step.ts";
import { offerOwners, readPerson } from "./choose-owner.ts";
import { enterStep, mayChange, ownerNameOf } from "./enter-step.ts";
import { showInDigest } from "./show-in-digest.ts";
import { answerStep, buildStepNotice, type StepNotice, stepsButton } from "./step-notice.ts";

type Context = Extract<FormContext, { form: "hand-over" }>;
type Answer = Extract<Action, { act: "accept-step" }>;

/**
 * Opens the form that asks who shall take over. Refuses people who may not change the step and steps that have changed
 * meanwhile.
 */
export async function openHandOverForm(call: Call, context: Context): Promise<Outcome> {
  const entry = await enterStep(call, context.stepId);
  if (entry.kind === "refused") return entry.outcome;
  const refused = await refuse(entry.call, entry.step, context.revision);
  if (refused) return refused;
  const { voice, catalogue } = entry.call;
  const intro = nameQuestion(voice, catalogue, entry.step.questionId);
  const choice = await offerOwners(entry.call, { without: entry.step.ownerId });
  return { form: buildHandOverForm(voice, { context, intro, choice }) };
}

/**
 * Offers the step to the chosen person. At its field, it refuses people who are not in the team and the step's own owner;
 * it also refuses as `openHandOverForm` does.
 */
export async function submitHandOver(
  call: Call,
  context: Context,
  values: FormValues<"hand-over">,
  named: Chosen,
): Promise<FormOutcome<"hand-over">> {
  const entry = await enterStep(call, context.stepId);
  if (entry.kind === "refused") return entry.outcome;
  const refused = await refuse(entry.call, entry.step, context.revision);
  if (refused) return refused;
  const chosen = await readPerson(entry.call, values, { named });
  if (chosen.kind === "wrong") return { errors: { [chosen.field]: chosen.sentence } };
  if (chosen.person.id === entry.step.ownerId)
    return { errors: { [chosen.field]: entry.call.voice.say("steps.error.person-self") } };
  return offerStep(entry.call, entry.step, chosen.person);
}

async function refuse(call: TeamCall, step: Step, revision: number): Promise<Outcome | undefined> {
  if (!mayChange(call, step)) return refuseForeign(call, step);
  if (step.status !== "taken")
    return answerStep(call, { text: (values) => call.voice.runs("steps.changed.over", values), about: step });
  return step.revision === revision ? undefined : showMeanwhile(call, step);
}

/** Asks the person, in their own language, whether they take the step. An earlier offer to somebody else ends. */
export async function offerStep(call: TeamCall, step: Step, to: Person): Promise<Outcome> {
  const { stores, team, catalogue, world } = call;
  await closeOffer(call, step);
  const offered: Step = { ...step, offeredTo: to.id, revision: step.revision + 1 };
  await stores.steps.save(offered);
  await queuePost(call, {
    target: { to: "person", personId: to.id },
    workspaceId: await workspaceFor(call, to, team),
    purpose: "notice",
    subjectId: step.id,
    message: buildOffer(world.voice(localeOf(to, team)), { team, catalogue, step: offered, from: markName(call.person) }),
  });
  const people = { person: markName(to), owner: await ownerNameOf(call, step) };
  const text: StepNotice["text"] = (values) => call.voice.runs("steps.offer.sent", { ...values, ...people });
  return answerStep(call, { text, about: offered, buttons: [stepsButton(call)] });
}

/** Accepts or declines an offer and tells the former owner. An answer to an offer that has ended changes nothing. */
export async function answerOffer(call: Call, press: Answer): Promise<Outcome> {
  const entry = await enterStep(call, press.stepId);
  if (entry.kind === "refused") return entry.outcome;
  const { step } = entry;
  const { voice } = entry.call;
  if (step.status === "taken" && step.ownerId === call.person.id && press.accept) {
    const text: StepNotice["text"] = (values) => voice.runs("steps.taken.already-mine", values);
    return answerStep(entry.call, { text, about: step, buttons: [stepsButton(entry.call)] });
  }
  if (step.offeredTo !== call.person.id || step.status !== "taken") {
    return answerStep(entry.call, { text: (values) => voice.runs("steps.offer.over", values), about: step });
  }
  return settleOffer(entry.call, step, press.accept);
}

async function settleOffer(call: TeamCall, step: Step, accept: boolean): Promise<Outcome> {
  const { offeredTo: _, ...rest } = step;
  const settled: Step = { ...rest, ...(accept && { ownerId: call.person.id }), revision: step.revision + 1 };
  const owner = await ownerNameOf(call, step);
  const id = accept ? "steps.offer.accepted" : "steps.offer.refused";
  const message = buildStepNotice(call, {
    text: (values) => call.voice.runs(id, { ...values, owner }),
    about: settled,
    buttons: [stepsButton(call)],
  });
  const post = await findLivePost(call, "notice", step.id);
  await call.stores.steps.save(settled);
  if (accept) await showInDigest(call);
  if (post) await queueEdit(call, post, message);
  await tellFormerOwner(call, step, accept);
  return post ? { card: message } : { notice: message };
}

async function tellFormerOwner(call: TeamCall, step: Step, accepted: boolean): Promise<void> {
  const owner = step.ownerId === undefined ? undefined : await call.stores.people.find(step.ownerId);
  if (!owner) return;
  const voice = call.world.voice(localeOf(owner, call.team));
  const id = accepted ? "steps.offer.told-accepted" : "steps.offer.told-refused";
  await queuePost(call, {
    target: { to: "person", personId: owner.id },
    workspaceId: await workspaceFor(call, owner, call.team),
    purpose: "notice",
    subjectId: `${step.id}-${step.revision}`,
    message: buildStepNotice(
      { ...call, voice },
      { text: (values) => voice.runs(id, { ...values, person: markName(call.person) }), about: step },
    ),
  });
}

/** Who was asked before sees that the offer is over. */
async function closeOffer(call: TeamCall, step: Step): Promise<void> {
  const before = step.offeredTo === undefined ? undefined : await call.stores.people.find(step.offeredTo);
  const post = before && (await findLivePost(call, "notice", step.id));
  if (!before || !post) return;
  const voice = call.world.voice(localeOf(before, call.team));
  const text: StepNotice["text"] = (values) => voice.runs("steps.offer.over", values);
  await queueEdit(call, post, buildStepNotice({ ...call, voice }, { text, about: step }));
}
