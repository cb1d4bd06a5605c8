/** How a team of the plan comes to be: its people meet the bot, its lead fills in the forms. */
import type { Action } from "../src/message/action.ts";
import { findAction } from "./actions.ts";
import type { Crowd } from "./crowd.ts";
import { isTo } from "./ledger.ts";
import type { Cadence, PersonPlan, SchedulePlan, SecondHome, TeamPlan } from "./plan.ts";
import type { ShownRecord } from "./record.ts";
import type { TeamsCrowd } from "./teams/people.ts";
import type { Scene } from "./world.ts";
import { isUnreachable } from "./world.ts";

export type Crowds = { readonly slack: Crowd; readonly teams: TeamsCrowd };
export type SettingUp = { readonly scene: Scene; readonly crowds: Crowds; readonly settle: () => Promise<void> };

export async function setUpTeam({ scene, crowds, settle }: SettingUp, team: TeamPlan): Promise<void> {
  const crowd = crowds[team.platform];
  const lead = { person: team.lead, settle };
  if (team.platform === "teams") {
    await crowds.teams.installs(team);
    for (const person of listPeople(scene, team, team)) if (!isUnreachable(scene, person)) await crowds.teams.adds(person);
    await settle();
  }
  const form = { form: "setup", channelId: team.channel } as const;
  const members = listPeople(scene, team, team).map(({ id }) => id);
  await crowd.submits(lead, { context: form, values: toSetUpValues({ ...team, members }) });
  const shown = await crowd.says(lead, { line: "schedule" });
  const opening = shown.flatMap((action) =>
    action.act === "open-form" && action.form.form === "schedule" ? [action.form] : [],
  )[0];
  if (!opening) throw new Error(`${team.name} was not set up`);
  const preview = await crowd.submits(lead, { context: opening, values: toScheduleValues(team.schedule) });
  await save(crowd, { lead, team, save: findAction(preview, "save-schedule") });
}

/**
 * Links a team of the plan that has a second home; `settle` also sends what waits. The owner's lead asks for a code, and somebody
 * uses it in the second home's channel, leads the team there from then on, and adds the others of that side.
 */
export async function linkTeam({ scene, crowds, settle }: SettingUp, team: TeamPlan): Promise<void> {
  const { second } = team;
  if (!second) return;
  const owner = { person: team.lead, settle };
  const other = { person: second.lead, settle };
  await crowds[team.platform].says(owner, { line: "link" });
  const code = findCode(scene, team.lead);
  await crowds[second.platform].says(other, { line: `link ${code}`, channel: second.channel });
  const question = scene.ledger.records.findLast(
    (record): record is ShownRecord => record.kind === "shown" && isTo(record, team.lead),
  );
  const confirm = question?.actions.find((action) => action.act === "confirm-link" && action.accept);
  if (!confirm) throw new Error(`${team.name} was not asked whether to link`);
  await crowds[team.platform].presses(owner, confirm, question?.message);
  const shown = await crowds[second.platform].says(other, { line: "members" });
  const form = shown.flatMap((action) => (action.act === "open-form" && action.form.form === "members" ? [action.form] : []))[0];
  if (!form) throw new Error(`${team.name} has no members on its other side`);
  const members = listPeople(scene, team, second).map(({ id }) => id);
  const values = { members: members.filter((id) => id !== second.lead), leads: [], observers: [], remove: [] };
  await crowds[second.platform].submits(other, { context: form, values });
}

function findCode({ ledger }: Scene, person: string): string {
  const told = ledger.records.findLast((record): record is ShownRecord => record.kind === "shown" && isTo(record, person));
  const [code] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(told?.text ?? "") ?? [];
  if (code === undefined) throw new Error(`no code in: ${told?.text}`);
  return code;
}

type Saving = { readonly lead: Parameters<Crowd["presses"]>[0]; readonly team: TeamPlan; readonly save: Action | undefined };

async function save(crowd: Crowd, { lead, team, save: action }: Saving): Promise<void> {
  if (!action) throw new Error(`the schedule of ${team.name} was refused`);
  await crowd.presses(lead, action);
}

/** Those of the team's people who are in one of its homes. */
function listPeople({ plan }: Scene, team: TeamPlan, home: SecondHome): readonly PersonPlan[] {
  return team.members.flatMap((id) => plan.people.get(id) ?? []).filter(({ platform }) => platform === home.platform);
}

/** What a lead fills into the set-up form for such a team. */
export function toSetUpValues(team: TeamPlan) {
  const { schedule, lead, members } = team;
  const { every } = schedule.cadence;
  return {
    name: team.name,
    channel: team.channel,
    members: members.filter((id) => id !== lead),
    leads: [],
    observers: [],
    cadence: every === "cron" ? "week" : every,
    weekday: String(weekdayOf(schedule.cadence)),
    time: schedule.time,
    zone: schedule.zone,
    zoneMode: schedule.oneZone ? "one" : "own",
    windowHours: String(schedule.windowHours),
    questions: String(team.questions),
    locale: team.locale,
    privacy: "private",
  };
}

function toScheduleValues({ cadence, time, zone, oneZone, windowHours, workingDays, holidays, quiet }: SchedulePlan) {
  return {
    cadence: cadence.every,
    weekday: String(weekdayOf(cadence)),
    nth: "1",
    time,
    zone,
    zoneMode: oneZone ? "one" : "own",
    expression:
      cadence.every === "cron" ? `${Number(time.slice(3))} ${Number(time.slice(0, 2))} ${cadence.days.join(",")} * *` : "",
    windowHours: String(windowHours),
    workingDays: workingDays.map(String),
    holidays: holidays.join("\n"),
    holidayCountry: "",
    quietFrom: quiet?.from ?? "",
    quietTo: quiet?.to ?? "",
  };
}

function weekdayOf(cadence: Cadence): number {
  return "weekday" in cadence ? cadence.weekday : 1;
}
