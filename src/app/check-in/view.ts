/** Gathers what a check-in's card shows, in its owner's language. */
import type { CheckIn } from "../../core/check-in/check-in.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Person, Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import { buildCheckInCard } from "../../message/screens/check-in/check-in-card.ts";
import type { CheckInView } from "../../message/screens/check-in/check-in-view.ts";
import { catalogueOf, localeOf, type Work } from "../call.ts";
import { type Asked, inEditionOf, measureOwnBaseline, planWholeAssessment } from "./plan-check-in.ts";

/**
 * Builds the card as it is now, in the wording of the edition that the check-in was started with. Once sealed, the card
 * is a summary that says so and offers no more answers.
 */
export async function buildCard(
  work: Work,
  stored: CheckIn,
  about: { readonly person: Person; readonly team: Team },
): Promise<Message> {
  const { person, team } = about;
  const checkIn: CheckIn = stored.sealedAt === undefined ? stored : { ...stored, position: { on: "summary" } };
  const windowEndsAt = await findWindowEnd(work, checkIn);
  return buildCheckInCard(work.world.voice(localeOf(person, team)), {
    checkIn,
    team,
    catalogue: await catalogueOf(work, checkIn.edition),
    zone: person.zone ?? team.schedule.zone,
    steps: await findSteps(work, checkIn),
    ...(windowEndsAt !== undefined && { windowEndsAt }),
    ...(await measureWay(work, checkIn, about)),
  });
}

/** What the offer and the summary say of the way to a whole picture. */
async function measureWay(
  work: Work,
  checkIn: CheckIn,
  about: Omit<Asked, "membership">,
): Promise<Pick<CheckInView, "assessmentLength" | "baseline">> {
  const { on } = checkIn.position;
  const membership = on === "offer" || on === "summary" ? await work.stores.memberships.find(checkIn.membershipId) : undefined;
  if (!membership) return {};
  const asked = { ...about, membership };
  if (on === "offer") return { assessmentLength: (await planWholeAssessment(work, inEditionOf(checkIn, asked))).length };
  return { baseline: await measureOwnBaseline(work, asked) };
}

async function findWindowEnd(work: Work, checkIn: CheckIn): Promise<Instant | undefined> {
  const turn = await work.stores.turns.findOfCheckIn(checkIn.id);
  return turn && turn.windowEndsAt > work.now ? turn.windowEndsAt : undefined;
}

async function findSteps(work: Work, checkIn: CheckIn): Promise<ReadonlyMap<string, Step>> {
  const steps = new Map<string, Step>();
  for (const item of checkIn.items) {
    const step = item.kind === "step" ? await work.stores.steps.find(item.stepId) : undefined;
    if (step) steps.set(step.id, step);
  }
  return steps;
}
