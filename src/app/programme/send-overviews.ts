/** Sends the monthly overview to programme leads, once a month to each, no matter how many processes run. */
import { isAwayAt } from "../../core/absence.ts";
import { leadsProgrammeOf, type Person, type Workspace } from "../../core/team.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import { buildMonthlyOverview } from "../../message/screens/programme/overview-buttons.ts";
import { localeOf, type Work } from "../call.ts";
import type { Log } from "../ports/log.ts";
import { reportTrouble } from "../ports/report-trouble.ts";
import type { World } from "../ports/world.ts";
import { queuePost } from "../posting.ts";
import { wantsMonthlyReport } from "../report/monthly-report.ts";
import { mayDisturb } from "../schedule/own-times.ts";
import { type CollectedOverview, collectOverview } from "../standing/collect-overview.ts";
import { buildOverviewNow } from "../standing/show-overview.ts";
import { recordPersonAct } from "../with-audit.ts";
import { nextOverviewLookAt, setNextOverviewLook, settleMonth, wantsMonthly } from "./monthly.ts";
import {
  calendarOf,
  dateOf,
  endOfAllowedAt,
  monthOf,
  nextAllowedAt,
  nextMonthsDueAt,
  nextTryAt,
  OVERVIEW_WINDOW_MS,
  overviewDueAt,
} from "./overview-time.ts";

/** In milliseconds: when to look again if nobody leads a programme yet, or no calendar has a date. */
const LATEST_LOOK_MS = 31 * DAY_MS;

type Lead = { readonly workspace: Workspace; readonly person: Person };

type Options = {
  readonly log?: Log;
  /** Once aborted, no further lead is looked at; the next tick looks at all of them again. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Queues the overviews that are due and returns how many. It never throws: what fails is logged and tried again with the
 * next tick. When nothing is due, it costs one small read.
 */
export async function sendOverviews(world: World, { log, signal }: Options = {}): Promise<number> {
  const now = world.clock.now();
  const { storage } = world;
  try {
    const at = await storage.work((stores) => nextOverviewLookAt({ stores }));
    if (at !== undefined && at > now) return 0;
    const leads = await storage.work((stores) => listLeads({ stores, world, now }));
    const looks: Instant[] = [now + LATEST_LOOK_MS];
    let sent = 0;
    for (const lead of leads) {
      if (signal?.aborted) return sent;
      const look = await sendSafely({ world, now, log }, lead);
      looks.push(look.next);
      sent += look.sent ? 1 : 0;
    }
    await storage.work((stores) => setNextOverviewLook({ stores }, Math.min(...looks)));
    if (sent > 0) world.onQueued();
    return sent;
  } catch (cause) {
    if (log) reportTrouble(log, cause, { event: "tick", name: "overview" });
    return 0;
  }
}

type Tick = { readonly world: World; readonly now: Instant; readonly log: Log | undefined };

/** One lead's failure never stops another's turn. */
async function sendSafely({ world, now, log }: Tick, lead: Lead): Promise<Look> {
  try {
    const look = await world.storage.work((stores) => sendTo({ stores, world, now }, lead));
    if (look !== "collect") return look;
    // Before the unit of work, and in pieces: a workspace may have ten thousand teams.
    const collected = await collectOverview(world.storage, lead.workspace.id);
    const sent = await world.storage.work((stores) => sendTo({ stores, world, now }, lead, collected));
    return sent === "collect" ? { sent: false, next: now } : sent;
  } catch (cause) {
    if (log) reportTrouble(log, cause, { event: "tick", name: "overview", of: lead.person.id });
    return { sent: false, next: now };
  }
}

async function listLeads({ stores }: Work): Promise<readonly Lead[]> {
  const leads: Lead[] = [];
  for (const workspace of await stores.workspaces.list()) {
    if (workspace.uninstalledAt !== undefined) continue;
    const people = await stores.people.listOfWorkspace(workspace.id);
    leads.push(...people.filter((each) => leadsProgrammeOf(each, workspace.id)).map((person) => ({ workspace, person })));
  }
  return leads;
}

type Look = { readonly sent: boolean; readonly next: Instant };

/**
 * Held back while the person had enough this week or is away: then the next working day, for a week. Likewise what delivery
 * could not send within the day's working hours: it is never sent after them, but anew on the next working day. What an
 * overview is built of is asked for, by `collect`, only where one is due.
 */
async function sendTo(work: Work, { workspace, person }: Lead, collected?: CollectedOverview): Promise<Look | "collect"> {
  const calendar = await calendarOf(work, person);
  const month = monthOf(work.now, calendar);
  const dueAt = overviewDueAt(work, calendar, month);
  if (work.now < dueAt) return { sent: false, next: dueAt };
  const nextMonth = { sent: false, next: nextMonthsDueAt(work, calendar, month) };
  if (work.now >= dueAt + OVERVIEW_WINDOW_MS) return nextMonth;
  const wants = { overview: await wantsMonthly(work, person.id), report: await wantsMonthlyReport(work, person.id) };
  if (!(wants.overview || wants.report) || (await work.stores.teams.listAtHome(workspace.id)).length === 0) return nextMonth;
  const allowedAt = nextAllowedAt(work, calendar);
  if (allowedAt > work.now) return { sent: false, next: Math.min(allowedAt, nextMonth.next) };
  const tryAgain = { sent: false, next: Math.min(nextTryAt(work, calendar), nextMonth.next) };
  const isHere = isReachable(work, person);
  if (wants.report && isHere) await queueReport(work, { workspace, person }, month);
  if (!wants.overview) return isHere ? nextMonth : tryAgain;
  const earlier = await findEarlier(work, { workspace, person }, dueAt);
  if (earlier === "waits") return tryAgain;
  if (!(await mayReach(work, person))) return tryAgain;
  if (!collected) return "collect";
  if (earlier === "lost" && !(await settleMonth(work, person.id, dateOf(work.now, calendar)))) return tryAgain;
  if (earlier !== "lost" && !(await settleMonth(work, person.id, month))) return nextMonth;
  const voice = work.world.voice(localeOf(person, workspace));
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: workspace.id,
    purpose: "overview",
    subjectId: workspace.id,
    message: buildMonthlyOverview(voice, await buildOverviewNow(work, { workspace, voice, collected })),
    unsolicited: true,
    expiresAt: Math.min(endOfAllowedAt(work, calendar), dueAt + OVERVIEW_WINDOW_MS),
  });
  // Whether it arrived is seen on the next working day.
  return { ...tryAgain, sent: true };
}

/** What became of this month's overview: on its way, not sent in time, or else settled or not queued yet. */
type Earlier = "waits" | "lost" | "settled-or-none";

async function findEarlier({ stores, now }: Work, { workspace, person }: Lead, since: Instant): Promise<Earlier> {
  const posts = await stores.posts.listOfSubject("overview", workspace.id);
  const mine = posts.find(
    ({ target, createdAt }) => target.to === "person" && target.personId === person.id && createdAt >= since,
  );
  const item = mine && (await stores.outbox.findOfPost(mine.id));
  if (item?.status === "dropped") return "lost";
  if (item?.status !== "pending" && item?.status !== "sending") return "settled-or-none";
  if (item.status === "sending" || item.expiresAt === undefined || now < item.expiresAt) return "waits";
  await stores.outbox.update({ ...item, status: "dropped" });
  return "lost";
}

/** Once a month, whatever else came this week: the lead asked for it. */
async function queueReport(work: Work, { workspace, person }: Lead, month: string): Promise<void> {
  const { stores, world, now } = work;
  if (!(await stores.inbox.claim(`report:${person.id}:${month}`, now))) return;
  const asked = { id: world.ids.next(), workspaceId: workspace.id, personId: person.id, askedAt: now };
  const added = await stores.exports.add({ ...asked, scope: "programme", format: "pdf", locale: localeOf(person, workspace) });
  if (!added) return;
  const details = { format: "pdf", scope: "programme" };
  await recordPersonAct(work, { act: "exported", person, workspace, details });
}

async function mayReach(work: Work, person: Person): Promise<boolean> {
  return isReachable(work, person) && (await mayDisturb(work, person.id));
}

function isReachable({ now }: Work, person: Person): boolean {
  return person.unreachable === undefined && !isAwayAt(person, now);
}
