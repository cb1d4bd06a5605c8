/** Tells leads once that value records in free text no longer count as proof until they are completed. */
import { isActiveAt } from "../../core/team.ts";
import { spellCommand } from "../../message/slash-command.ts";
import { localeOf, type Work, workspaceFor } from "../call.ts";
import { buildNotice } from "../notices.ts";
import type { World } from "../ports/world.ts";
import { queuePost } from "../posting.ts";

const TOLD = "value-ledger-told";

/** Queues one notice for each lead of a team with such records, the first time that it runs on a database. */
export async function tellOfLedger(world: World): Promise<void> {
  const teamIds = await world.storage.work(async ({ settings, values }) =>
    (await settings.get(TOLD)) === undefined ? values.listTeamIds() : [],
  );
  for (const teamId of teamIds) {
    await world.storage.work((stores) => tellLeads({ stores, world, now: world.clock.now() }, teamId));
  }
  await world.storage.work(({ settings }) => settings.set(TOLD, "yes"));
}

/** A start that ended halfway goes on with the teams that weren't told. */
async function tellLeads(work: Work, teamId: string): Promise<void> {
  const { stores, world, now } = work;
  const told = `${TOLD} ${teamId}`;
  const team = await stores.teams.find(teamId);
  if (!team || (await stores.settings.get(told)) !== undefined) return;
  await stores.settings.set(told, "yes");
  const records = (await stores.values.listOfTeam(teamId)).filter(({ removedAt }) => removedAt === undefined);
  for (const membership of await stores.memberships.listOfTeam(teamId)) {
    const person = membership.lead && isActiveAt(membership, now) ? await stores.people.find(membership.personId) : undefined;
    if (!person) continue;
    const workspaceId = await workspaceFor(work, person, team);
    const workspace = await stores.workspaces.find(workspaceId);
    if (!workspace) continue;
    const voice = world.voice(localeOf(person, team));
    const values = { team: team.name, count: records.length, command: spellCommand(workspace, "kpi") };
    await queuePost(work, {
      target: { to: "person", personId: person.id },
      workspaceId,
      purpose: "notice",
      subjectId: teamId,
      message: buildNotice(voice, voice.runs("kpi.earlier.notice", values), {
        buttons: [{ label: voice.say("gate.button.value"), action: { act: "command", line: "kpi", teamId } }],
      }),
    });
  }
}
