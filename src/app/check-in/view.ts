/**
 * Gathers what a check-in's card shows, in its owner's language, and the whole assessment of a member, by which the card
 * says how far they are.
 */
import { extendAgenda } from "../../core/check-in/agenda.ts";
import { measureBaseline, planAssessment } from "../../core/check-in/assessment.ts";
import type { AgendaItem, CheckIn } from "../../core/check-in/check-in.ts";
import type { AskedMember } from "../../core/check-in/own-record.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Membership, Person, Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import { buildCheckInCard } from "../../message/screens/check-in/check-in-card.ts";
import type { CheckInView } from "../../message/screens/check-in/check-in-view.ts";
import { catalogueOf, localeOf, type Work } from "../call.ts";
import { findNamedExport } from "./named-export.ts";

/** The member who is asked, with their team and person. */
export type Asked = { readonly team: Team; readonly membership: Membership; readonly person: Person };

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
  const namedExport = await findNamedExport(work, checkIn);
  return buildCheckInCard(work.world.voice(localeOf(person, team)), {
    checkIn,
    team,
    catalogue: await catalogueOf(work, checkIn.edition),
    zone: person.zone ?? team.schedule.zone,
    steps: await findSteps(work, checkIn),
    ...(windowEndsAt !== undefined && { windowEndsAt }),
    leftOutBefore: await wasLeftOut(work, checkIn),
    ...(namedExport && { namedExport }),
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

/** Tells, while nothing is answered yet, whether the limit of messages left the member out of the team's last round. */
async function wasLeftOut(work: Work, { membershipId, kind, items }: CheckIn): Promise<boolean> {
  if (kind !== "scheduled" || items.some(({ outcome }) => outcome !== "pending")) return false;
  const [, before] = await work.stores.turns.listOfMembership(membershipId, 2);
  return before?.excuse === "message-limit";
}

async function findSteps(work: Work, checkIn: CheckIn): Promise<ReadonlyMap<string, Step>> {
  const steps = new Map<string, Step>();
  for (const item of checkIn.items) {
    const step = item.kind === "step" ? await work.stores.steps.find(item.stepId) : undefined;
    if (step) steps.set(step.id, step);
  }
  return steps;
}

/** Plans every question that is meant for the member, or those of one dimension. */
export async function planWholeAssessment(work: Work, asked: Asked, dimensionId?: string): Promise<readonly AgendaItem[]> {
  return planAssessment({ ...(await gatherOwn(work, asked)), dimensionId });
}

/** Counts how many of the required questions meant for the member have an answer by now. */
async function measureOwnBaseline(work: Work, asked: Asked): Promise<ReturnType<typeof measureBaseline>> {
  return measureBaseline(await gatherOwn(work, asked));
}

async function gatherOwn(work: Work, { team, membership }: Asked): Promise<AskedMember> {
  return {
    catalogue: await catalogueOf(work, team.edition),
    membership,
    memberships: await work.stores.memberships.listOfTeam(team.id),
    answers: await work.stores.answers.currentOfMembership(membership.id, work.now),
    now: work.now,
  };
}

/**
 * Replaces the rest of the agenda with the whole assessment; what was answered stays. It returns the changed check-in and
 * does not store it.
 */
export async function extendToAssessment(work: Work, checkIn: CheckIn, asked: Asked): Promise<CheckIn> {
  return extendAgenda(checkIn, await planWholeAssessment(work, inEditionOf(checkIn, asked)));
}

/**
 * Returns the member with their team set to the check-in's edition, because a check-in ends in the edition that it began
 * in, even if the team has a newer one.
 */
function inEditionOf<T extends Asked>({ edition }: Pick<CheckIn, "edition">, asked: T): T {
  return { ...asked, team: { ...asked.team, edition } };
}
