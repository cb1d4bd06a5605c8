/**
 * A member whom no message reaches, on neither side where the team is linked: kept with the person, the turn excused, and the
 * leads told, with the mend.
 */
import { isActiveAt, isLost, type Person, type Team } from "../../core/team.ts";
import { DAY_MS } from "../../core/time.ts";
import { withMarkedName } from "../../message/person-names.ts";
import { buildUnreachableNotice, type UnreachedPerson } from "../../message/screens/team/unreachable-screen.ts";
import { localeOf, type Work, workspaceFor, listLeads, listTeamsOf } from "../call.ts";
import type { PersonTrouble } from "../ports/outbox-rules.ts";
import type { OutboxItem } from "../ports/outbox-store.ts";
import type { Post } from "../ports/post-store.ts";
import { queuePost } from "../posting.ts";
import { findWorkingTime } from "../schedule/own-times.ts";
import { tellIfLeaderless } from "../team/leaderless.ts";
import { excuseTurn } from "./excuse-turn.ts";
import { postElsewhere } from "./post-elsewhere.ts";

/** A person whom a post could not reach, and why. */
export type Unreached = PersonTrouble & { readonly personId: string; readonly post: Post };

/**
 * Marks the person as unreachable, excuses the turn of a check-in that did not arrive, and tells the leads the first
 * time; of somebody who is gone for good and led a team alone, also its members. If the post can go to another account of the person, it goes there and nothing else changes.
 */
export async function markUnreachable(work: Work, { personId, post, reason, code }: Unreached): Promise<void> {
  const person = await work.stores.people.find(personId);
  if (!person || (await postElsewhere(work, post))) return;
  if (post.purpose === "check-in") await excuseTurn(work, post.subjectId, "unreachable");
  if (person.unreachable === reason && person.unreachableCode === code) return;
  const { unreachableCode: _, ...rest } = person;
  const lost = { ...rest, unreachable: reason, ...(code !== undefined && { unreachableCode: code }) };
  await work.stores.people.save(lost);
  if (person.unreachable === undefined) await tellLeads(work, lost);
  if (isLost(lost)) for (const team of await listTeamsOf(work, personId)) await tellIfLeaderless(work, team);
}

async function tellLeads(work: Work, person: Person): Promise<void> {
  const told = new Set<string>();
  for (const team of await listTeamsOf(work, person.id)) {
    for (const lead of await listLeads(work, team.id, [person.id, ...told])) {
      told.add(lead.id);
      await tellLead(work, { lead, team, person });
    }
  }
}

type Telling = { readonly lead: Person; readonly team: Team; readonly person: Person };

/**
 * Once a day at most, in the lead's working hours, and whatever else they heard this week: what is told a day later names
 * everybody who cannot be reached by then.
 */
async function tellLead(work: Work, { lead, team, person }: Telling): Promise<void> {
  const voice = work.world.voice(localeOf(lead, team));
  const subjectId = `unreachable ${team.id}`;
  const latest = await findLatest(work, subjectId, lead.id);
  if (latest?.status === "pending") {
    return work.stores.outbox.rewrite(
      latest.id,
      buildUnreachableNotice(voice, { team, people: await listUnreached(work, team) }),
    );
  }
  const isSoon = latest !== undefined && latest.createdAt > work.now - DAY_MS;
  const earliest = isSoon ? latest.createdAt + DAY_MS : work.now;
  await queuePost(work, {
    target: { to: "person", personId: lead.id },
    workspaceId: await workspaceFor(work, lead, team),
    purpose: "notice",
    subjectId,
    message: buildUnreachableNotice(voice, { team, people: [withMarkedName(person)] }),
    notBefore: findWorkingTime(work, { team, person: lead, earliest }),
  });
}

async function findLatest({ stores }: Work, subjectId: string, leadId: string): Promise<OutboxItem | undefined> {
  const posts = await stores.posts.listOfSubject("notice", subjectId);
  const own = posts.find(({ target }) => target.to === "person" && target.personId === leadId);
  return own && stores.outbox.findOfPost(own.id);
}

async function listUnreached({ stores, now }: Work, team: Team): Promise<readonly UnreachedPerson[]> {
  const memberships = await stores.memberships.listOfTeam(team.id);
  const active = memberships.filter((membership) => isActiveAt(membership, now));
  const people = await stores.people.findMany(active.map(({ personId }) => personId));
  return people.filter((person) => person.unreachable !== undefined).map(withMarkedName);
}
