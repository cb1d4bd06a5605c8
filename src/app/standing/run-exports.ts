/**
 * Has the files of queued exports written, one of a workspace at a time, and queues them for their authors. What a crash
 * left unfinished is begun again; what keeps failing is told as failed.
 */
import { isActiveAt, leadsProgrammeOf } from "../../core/team.ts";
import { DAY_MS, MINUTE_MS } from "../../core/time.ts";
import type { CommandText } from "../../message/command-word.ts";
import type { Button, Message } from "../../message/message.ts";
import { buildExportNotice } from "../../message/screens/export/export-notice.ts";
import { buildReportNotice } from "../../message/screens/report/report-notice.ts";
import type { Work } from "../call.ts";
import { buildNotice } from "../notices.ts";
import type { ExportFiles, WrittenExport } from "../ports/export-files.ts";
import type { AskedExport, StoredExport } from "../ports/export-store.ts";
import type { Log } from "../ports/log.ts";
import { reportTrouble } from "../ports/report-trouble.ts";
import type { World } from "../ports/world.ts";
import { queuePost } from "../posting.ts";

/** More would take the processor from those who press. */
const MOST_AT_ONCE = 2;
const MAX_ATTEMPTS = 3;
const LEASE_MS = 30_000;
const RENEWED_EVERY_MS = 10_000;
const AGAIN_AFTER_MS = MINUTE_MS / 6;
/** Whoever has not taken a file by then asks for a new one. */
const KEPT_MS = DAY_MS;
const TIDIED_AT_ONCE = 100;

/** Has exports written beside the program. */
export interface ExportRunner {
  /** Begins what is queued, unless enough is under way. */
  wake(): void;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
  /** Removes files that nobody took within a day, and those whose export is gone. It never throws. */
  tidy(): Promise<void>;
  /** Gives up what is being written, for the next process to begin again, and begins nothing more. */
  stop(): Promise<void>;
}

/** Creates the runner over the world's files of exports; without them exports wait for another process. */
export function createExportRunner(world: World, { log }: { readonly log: Log }): ExportRunner {
  const { exportFiles: files } = world;
  const running = new Set<Promise<void>>();
  let stopped = false;

  async function runAll(over: ExportFiles): Promise<void> {
    while (!stopped) {
      const claimed = await claim(world);
      if (!claimed) return;
      await writeOne({ world, files: over, log, isStopped: () => stopped }, claimed);
    }
  }

  return {
    wake() {
      if (!files || stopped || running.size >= MOST_AT_ONCE) return;
      const run: Promise<void> = runAll(files)
        .catch((cause: unknown) => void reportTrouble(log, cause, { event: "export", name: "claim" }))
        .finally(() => running.delete(run));
      running.add(run);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    async tidy() {
      if (!files) return;
      try {
        await removeOld(world);
        await removeOrphans(world, files);
      } catch (cause) {
        reportTrouble(log, cause, { event: "tick", name: "exports" });
      }
    },
    async stop() {
      stopped = true;
      await files?.stop();
      await Promise.all(running);
    },
  };
}

function claim({ storage, clock }: World): Promise<StoredExport | undefined> {
  const now = clock.now();
  return storage.work(({ exports }) => exports.claimNext({ now, leaseMs: LEASE_MS }));
}

type Running = { readonly world: World; readonly files: ExportFiles; readonly log: Log; readonly isStopped: () => boolean };

async function writeOne({ world, files, log, isStopped }: Running, claimed: StoredExport): Promise<void> {
  const inWork = <T>(task: (work: Work) => Promise<T>) =>
    world.storage.work((stores) => task({ stores, world, now: world.clock.now() }));
  if (!(await inWork((work) => mayHaveExport(work, claimed)))) return inWork(({ stores }) => stores.exports.remove(claimed.id));
  const renewing = setInterval(() => {
    const renewed = inWork(({ stores, now }) => stores.exports.renew(claimed, now + LEASE_MS));
    renewed.catch((cause: unknown) => void reportTrouble(log, cause, { event: "export", name: "renew", of: claimed.id }));
  }, RENEWED_EVERY_MS);
  try {
    const written = await files.write({ ...claimed, now: world.clock.now() });
    const counts = await inWork((work) => bring(work, claimed, written));
    if (!counts) await files.remove(claimed.id);
  } catch (cause) {
    if (isStopped()) return await inWork(({ stores, now }) => stores.exports.putBack(claimed, now));
    reportTrouble(log, cause, { event: "export", name: claimed.format, workspaceId: claimed.workspaceId, of: claimed.id });
    await inWork((work) => tryAgainOrTell(work, claimed));
  } finally {
    clearInterval(renewing);
  }
  world.onQueued();
}

/**
 * Returns whether the person may still have the file: leads that of their team, members their own, leads and observers their team's
 * report, programme leads the programme's.
 */
export async function mayHaveExport({ stores, now }: Pick<Work, "stores" | "now">, asked: AskedExport): Promise<boolean> {
  if (asked.scope === "programme") {
    const person = await stores.people.find(asked.personId);
    return person !== undefined && leadsProgrammeOf(person, asked.workspaceId);
  }
  const membership = await stores.memberships.findOfPerson(asked.teamId, asked.personId);
  if (!membership || !isActiveAt(membership, now)) return false;
  return asked.scope === "own" || membership.lead || (asked.scope === "report" && membership.kind === "observer");
}

/** False where the claim was lost: somebody whose answers may stand in the file was forgotten meanwhile, say. */
async function bring(work: Work, claimed: StoredExport, written: WrittenExport): Promise<boolean> {
  const about = await nameSubject(work, claimed);
  if (about === undefined || !(await work.stores.exports.markReady(claimed, work.now))) return false;
  const { name: fileName, privacy, isEmpty } = written;
  const { id: exportId, scope } = claimed;
  const voice = work.world.voice(claimed.locale);
  const message =
    scope === "team" || scope === "own"
      ? buildExportNotice(voice, { ...{ exportId, teamName: about, scope, privacy, fileName, isEmpty } })
      : buildReportNotice(voice, { exportId, about, fileName });
  await queueFor(work, claimed, { purpose: "export", message });
  return true;
}

/** Returns the name of the team or of the workspace; undefined where it is gone. */
async function nameSubject({ stores }: Work, { teamId, workspaceId }: StoredExport): Promise<string | undefined> {
  const subject = teamId === undefined ? await stores.workspaces.find(workspaceId) : await stores.teams.find(teamId);
  return subject?.name;
}

async function tryAgainOrTell(work: Work, claimed: StoredExport): Promise<void> {
  const { stores, now, world } = work;
  if (claimed.attempt < MAX_ATTEMPTS) return stores.exports.putBack(claimed, now + AGAIN_AFTER_MS);
  await stores.exports.remove(claimed.id);
  const about = await nameSubject(work, claimed);
  if (about === undefined) return;
  const voice = world.voice(claimed.locale);
  const { format, teamId } = claimed;
  const again: Button = {
    label: voice.say("export.notice.again", { format }),
    action: { act: "command", line: lineOf(claimed), ...(teamId !== undefined && { teamId }) },
  };
  const isReport = claimed.scope === "report" || claimed.scope === "programme";
  const told = isReport
    ? voice.runs("report.chat.failed", { about, format })
    : voice.runs("export.notice.failed", { team: about, format });
  await queueFor(work, claimed, { purpose: "notice", message: buildNotice(voice, told, { tone: "warning", buttons: [again] }) });
}

/** The command that asks for the same again. */
function lineOf({ scope, format, locale }: StoredExport): CommandText {
  if (scope === "own") return `export ${format} mine`;
  if (scope === "team") return `export ${format}`;
  return scope === "report" ? `report ${format} ${locale}` : `report programme ${format} ${locale}`;
}

async function queueFor(
  work: Work,
  { id, personId, workspaceId }: StoredExport,
  what: { readonly purpose: "export" | "notice"; readonly message: Message },
): Promise<void> {
  await queuePost(work, { target: { to: "person", personId }, workspaceId, subjectId: id, urgency: "personal", ...what });
}

async function removeOld({ storage, clock }: World): Promise<void> {
  await storage.work(async ({ exports }) => {
    for (const id of await exports.listReadyBefore(clock.now() - KEPT_MS, TIDIED_AT_ONCE)) await exports.remove(id);
  });
}

async function removeOrphans({ storage }: World, files: ExportFiles): Promise<void> {
  for (const id of await files.list()) {
    if (!(await storage.work(({ exports }) => exports.find(id)))) await files.remove(id);
  }
}
