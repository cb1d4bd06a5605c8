/**
 * Gathers what a check-in's card shows, in its owner's language, and the whole assessment of a member, by which the card
 * says how far they are. Operator's exports with names, which a member is still to be told of, are told inside the next card.
 */
import type { AuditEntry } from "../../core/audit-entry.ts";
import { extendAgenda } from "../../core/check-in/agenda.ts";
import { measureBaseline, planAssessment } from "../../core/check-in/assessment.ts";
import type { AgendaItem, CheckIn } from "../../core/check-in/check-in.ts";
import { isActed } from "../../core/check-in/items.ts";
import type { AskedMember } from "../../core/check-in/own-record.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Membership, Person, Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import { buildCheckInCard } from "../../message/screens/check-in/check-in-card.ts";
import type { CheckInView, NamedExport } from "../../message/screens/check-in/check-in-view.ts";
import { catalogueOf, localeOf, type Work } from "../call.ts";

/** The member who is asked, with their team and person. */
export type Asked = { readonly team: Team; readonly membership: Membership; readonly person: Person };

/** Builds the card of a stored check-in as it is now; undefined where the check-in, its member or its team is gone. */
export async function buildCardOf(work: Work, checkInId: string): Promise<Message | undefined> {
  const checkIn = await work.stores.checkIns.find(checkInId);
  const person = checkIn && (await work.stores.people.find(checkIn.personId));
  const team = checkIn && (await work.stores.teams.find(checkIn.teamId));
  return person && team && buildCard(work, checkIn, { person, team });
}

/**
 * Builds the card as it is now, in the wording of the edition that the check-in was started with. Once sealed, the card
 * is a summary that says so and offers no more answers. A greeting stands above the offer.
 */
export async function buildCard(
  work: Work,
  stored: CheckIn,
  about: { readonly person: Person; readonly team: Team; readonly greeting?: Message | undefined },
): Promise<Message> {
  const { person, team, greeting } = about;
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
    ...(greeting && { greeting }),
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

/** Cards that nobody acted on in between; more are not looked through. */
const MOST_UNSEEN = 20;

/**
 * Returns the team's newest export with names up to the opening of this check-in, where the member did nothing in a check-in
 * that was opened after it. It is undefined once the member acts, so that it is said once.
 */
async function findNamedExport({ stores }: Work, checkIn: CheckIn): Promise<NamedExport | undefined> {
  if (checkIn.items.some(isActed)) return undefined;
  const until = checkIn.openedAt;
  const earlier = (await stores.checkIns.listOfMembership(checkIn.membershipId, MOST_UNSEEN)).filter(
    ({ id, openedAt }) => id !== checkIn.id && openedAt <= until,
  );
  const told = earlier.find(({ items }) => items.some(isActed)) ?? earlier[MOST_UNSEEN - 2];
  const since = told?.openedAt ?? (await findFirstDay({ stores }, checkIn));
  const entry = await stores.audit.findLatest({ teamId: checkIn.teamId, act: "exported-with-names", since, until });
  return entry && toNamedExport(entry);
}

/** Reads from the audit log's entry what people are told of an export with names. */
export function toNamedExport({ at, details }: AuditEntry): NamedExport {
  return { at, privateNotes: details["privateNotes"] === true };
}

/** Whoever joined after an export does not stand in it. */
async function findFirstDay({ stores }: Pick<Work, "stores">, { membershipId }: CheckIn): Promise<number> {
  const membership = await stores.memberships.find(membershipId);
  return membership?.intervals[0]?.since ?? 0;
}
