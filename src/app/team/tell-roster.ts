/**
 * Tells people of changes of a team's roster and roles: whom a change concerns, and the team's other leads. What happened is read
 * from the audit log, so that a message which waits is rewritten with everything since: at most one a day for each person.
 */
import type { AuditAct, AuditEntry } from "../../core/audit-entry.ts";
import { isActiveAt, isLost, type Membership, type Person, type Team } from "../../core/team.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import { nameSome } from "../../message/pages.ts";
import { markName } from "../../message/person-names.ts";
import { buildRosterNews } from "../../message/screens/team/roster-news-screen.ts";
import type { Text } from "../../message/text.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { localeOf, type Work, workspaceFor } from "../call.ts";
import type { OutboxItem } from "../ports/outbox-store.ts";
import { queuePost } from "../posting.ts";
import { findWorkingTime } from "../schedule/own-times.ts";

const MOST_ENTRIES = 5_000;

/** What is told, and by which sentence; who was added without leading is greeted instead. */
const TOLD = [
  "lead-appointed",
  "lead-ended",
  "part-changed",
  "roles-changed",
  "member-added",
  "member-returned",
  "member-removed",
] as const satisfies readonly AuditAct[];
type ToldAct = (typeof TOLD)[number];
type ToldEntry = AuditEntry & { readonly act: ToldAct; readonly subjectId: string };

/** Queues the news of what this unit of work changed in the team's roster and roles. Whoever did it is told nothing. */
export async function tellRosterChanges(work: Work, team: Team): Promise<void> {
  const entries = (await listTold(work, team, work.now)).filter(({ at }) => at === work.now);
  if (entries.length === 0) return;
  const memberships = await work.stores.memberships.listOfTeam(team.id);
  const leads = memberships.filter((membership) => membership.lead && isActiveAt(membership, work.now));
  const ids = new Set([...leads.map(({ personId }) => personId), ...entries.map(({ subjectId }) => subjectId)]);
  const people = await work.stores.people.findMany([...ids]);
  for (const person of people.filter((each) => !isLost(each))) await tell(work, team, person);
}

async function listTold({ stores }: Work, team: Team, since: Instant): Promise<readonly ToldEntry[]> {
  const entries = await stores.audit.list({ teamId: team.id, since, limit: MOST_ENTRIES });
  return entries.filter(isTold);
}

function isTold(entry: AuditEntry): entry is ToldEntry {
  return TOLD.some((act) => act === entry.act) && entry.subjectId !== undefined && entry.by.kind !== "platform";
}

/** In working hours. What is told later than a day after the last one names everything since. */
async function tell(work: Work, team: Team, person: Person): Promise<void> {
  const latest = await findLatest(work, person);
  const isWaiting = latest?.status === "pending";
  const lines = await gatherLines(work, person, isWaiting ? latest.createdAt : work.now);
  if (lines.length === 0) return;
  const message = buildRosterNews(work.world.voice(localeOf(person, team)), lines);
  if (isWaiting) return work.stores.outbox.rewrite(latest.id, message);
  const earliest = Math.max(work.now, (latest?.createdAt ?? 0) + DAY_MS);
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: await workspaceFor(work, person, team),
    purpose: "notice",
    subjectId: subjectOf(person),
    message,
    notBefore: findWorkingTime(work, { team, person, earliest: latest === undefined ? work.now : earliest }),
  });
}

async function findLatest({ stores }: Work, person: Person): Promise<OutboxItem | undefined> {
  const [post] = await stores.posts.listOfSubject("notice", subjectOf(person));
  return post && stores.outbox.findOfPost(post.id);
}

function subjectOf({ id }: Person): string {
  return `roster ${id}`;
}

/** Of every team that the person is or was in, since that instant. */
async function gatherLines(work: Work, person: Person, since: Instant): Promise<readonly Text[]> {
  const lines: Text[] = [];
  for (const membership of await work.stores.memberships.listOfPerson(person.id)) {
    const team = await work.stores.teams.find(membership.teamId);
    if (!team) continue;
    const voice = work.world.voice(localeOf(person, team));
    const entries = (await listTold(work, team, since)).filter(({ by }) => by.kind !== "person" || by.personId !== person.id);
    const about = { voice, team, isMember: membership.kind === "member" };
    lines.push(...entries.filter(({ subjectId }) => subjectId === person.id).flatMap((entry) => sayOwn(about, entry)));
    if (leads(work, membership))
      lines.push(
        ...sayOthers(
          about,
          entries.filter(({ subjectId }) => subjectId !== person.id),
        ),
      );
  }
  return lines;
}

function leads({ now }: Work, membership: Membership): boolean {
  return membership.lead && isActiveAt(membership, now);
}

type About = { readonly voice: Voice; readonly team: Team };

function sayOwn({ voice, team }: About, entry: ToldEntry): readonly Text[] {
  const isNewLead = entry.act !== "member-removed" && entry.details.lead === true;
  const how = isNewLead ? ("lead-appointed" as const) : toldAs(entry);
  if (how === "member-added") return [];
  return [voice.runs(`members.news.you.${how}`, { by: nameAuthor(voice, entry), team: team.name })];
}

/** One sentence for all to whom the same happened by the same hand. */
function sayOthers({ voice, team }: About, entries: readonly ToldEntry[]): readonly Text[] {
  const groups = new Map<string, ToldEntry[]>();
  for (const entry of entries) {
    const own = isOwnAct(entry) ? "own" : nameAuthor(voice, entry);
    const key = `${toldAs(entry)} ${own}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const names = nameSome(voice, [...new Set(group.map(({ subjectId }) => markName({ id: subjectId })))]);
    if (isOwnAct(first)) return [voice.runs("members.news.left", { names, team: team.name })];
    return [voice.runs(`members.news.others.${toldAs(first)}`, { by: nameAuthor(voice, first), names, team: team.name })];
  });
}

/** Somebody who left by themselves. */
function isOwnAct({ act, by, subjectId }: ToldEntry): boolean {
  return act === "member-removed" && by.kind === "person" && by.personId === subjectId;
}

function toldAs({ act, details }: ToldEntry) {
  if (act !== "part-changed") return act;
  return details.kind === "observer" ? ("observer" as const) : ("member" as const);
}

function nameAuthor(voice: Voice, { by }: AuditEntry): string {
  return by.kind === "person" ? markName({ id: by.personId }) : voice.say("members.news.operator");
}
