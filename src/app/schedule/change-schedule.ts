/** The `schedule` command. A new schedule is saved only after its next five times were shown. */
import { anchorSchedule } from "../../core/schedule/anchor-schedule.ts";
import { zoneOf } from "../../core/schedule/local-time.ts";
import type { Team } from "../../core/team.ts";
import type { Action } from "../../message/action.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import { buildScheduleForm } from "../../message/screens/schedule/schedule-form.ts";
import { buildSchedulePreview, buildScheduleView } from "../../message/screens/schedule/schedule-screen.ts";
import { sayCadence, sayMoment } from "../../message/screens/schedule/schedule-words.ts";
import type { Call, TeamCall } from "../call.ts";
import { nameAct, tellOtherSide } from "../link/tell-homes.ts";
import { answerWith, buildNotice } from "../notices.ts";
import { prepend } from "../prepend.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { openWhatIsDue, setNextRound } from "../rounds/open-round.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { listOwnTimes } from "./own-times.ts";
import { readSchedule } from "./read-schedule.ts";
import { decodeSchedule, encodeSchedule, sameSchedule } from "./schedule-code.ts";
import { holidaysKnownUntil, knowsCountry } from "./team-holidays.ts";

type ScheduleContext = Extract<FormContext, { form: "schedule" }>;

/** Shows when the team is asked. Words after the command are answered with a hint to use the form. */
export async function showSchedule(call: TeamCall, args: readonly string[]): Promise<Outcome> {
  const view = await buildView(call);
  if (args.length === 0) return { notice: view };
  const hint = buildNotice(call.voice, call.voice.runs("schedule.no-arguments"));
  return { notice: prepend(hint, view) };
}

/** Opens the form for the team's schedule. Refuses people who don't lead the team. */
export async function openScheduleForm(call: Call, context: ScheduleContext): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "schedule");
  if (entered.kind === "refused") return entered.outcome;
  return {
    form: buildScheduleForm(entered.call.voice, entered.call.team, {
      holidaysKnownUntil: holidaysKnownUntil(call.world, entered.call.team.schedule),
    }),
  };
}

/**
 * Shows a preview of the schedule in the form and saves nothing yet. Values that are wrong are refused at their fields;
 * people who don't lead the team, and an outdated form, are refused.
 */
export async function submitSchedule(
  call: Call,
  context: ScheduleContext,
  values: FormValues<"schedule">,
): Promise<FormOutcome<"schedule">> {
  const entered = await enterAsLead(call, context.teamId, "schedule");
  if (entered.kind === "refused") return entered.outcome;
  const { team, voice, now } = entered.call;
  const read = readSchedule({ voice, before: team.schedule, values, knowsCountry: (code) => knowsCountry(call.world, code) });
  if (read.kind === "errors") return { errors: read.errors };
  if (context.revision !== team.revision) return answerStale(entered.call);
  const schedule = anchorSchedule(read.schedule, { now, before: team.schedule });
  const code = encodeSchedule(schedule);
  return { notice: buildSchedulePreview(voice, { ...(await gatherView(entered.call, { ...team, schedule })), code }) };
}

/**
 * Saves the schedule that the button carries, from now on. Open rounds stay as they are, and a slot that was already used
 * does not come again. Refuses people who don't lead the team and buttons that are out of date.
 */
export async function saveSchedule(call: Call, action: Extract<Action, { act: "save-schedule" }>): Promise<Outcome> {
  const entered = await enterAsLead(call, action.teamId, "schedule");
  if (entered.kind === "refused") return entered.outcome;
  const { team, voice, stores } = entered.call;
  const schedule = decodeSchedule(action.schedule);
  if (!schedule) return answerWith(voice, voice.runs("schedule.broken"), { tone: "warning" });
  if (sameSchedule(schedule, team.schedule)) return answerSaved(entered.call, "schedule.already-saved");
  if (action.revision !== team.revision) return answerStale(entered.call);
  await openWhatIsDue(entered.call, team);
  const changed: Team = { ...team, schedule, revision: team.revision + 1 };
  await stores.teams.save(changed);
  await setNextRound(call, changed);
  const saved = entered.call;
  await tellOtherSide(saved, changed, (say) => say.runs("link.other.schedule", nameAct(saved, say)));
  return answerSaved({ ...entered.call, team: changed }, "schedule.saved");
}

async function answerSaved(call: TeamCall, id: "schedule.saved" | "schedule.already-saved"): Promise<Outcome> {
  const { team, voice } = call;
  const { times, zone } = await gatherView(call, team);
  const when = times[0] === undefined ? "–" : sayMoment(voice, times[0], zone);
  const values = { team: team.name, cadence: sayCadence(voice, team.schedule), when };
  return { notice: buildNotice(voice, voice.runs(id, values), { tone: "good" }), card: await buildView(call) };
}

async function answerStale(call: TeamCall): Promise<Outcome> {
  const view = await buildView(call);
  const stale = buildNotice(call.voice, call.voice.runs("schedule.stale", { team: call.team.name }), { tone: "warning" });
  return { notice: prepend(stale, view) };
}

async function buildView(call: TeamCall): Promise<Message> {
  return buildScheduleView(call.voice, await gatherView(call, call.team));
}

/** `team`: with the schedule that is meant, saved or not. */
async function gatherView(call: TeamCall, team: Team) {
  const { person, now } = call;
  const known = holidaysKnownUntil(call.world, team.schedule);
  return { team, times: await listOwnTimes(call, { team, person }), zone: zoneOf(person, team), now, holidaysKnownUntil: known };
}
