/** The commands `pause` and `resume`, which stop and continue a team's rounds. A round that is already open goes on. */
import { startOfDate, todayIn, zoneOf } from "../../core/schedule/local-time.ts";
import { isActiveAt, type Team } from "../../core/team.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import type { Button } from "../../message/message.ts";
import { buildPauseForm } from "../../message/screens/schedule/schedule-form.ts";
import { sayDay, sayMoment } from "../../message/screens/schedule/schedule-words.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Call, TeamCall } from "../call.ts";
import { readText } from "../form-values.ts";
import { nameAct, tellOtherSide } from "../link/tell-homes.ts";
import { answerWith } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { openWhatIsDue, setNextRound } from "../rounds/open-round.ts";
import { tellOfUnknownHolidays } from "../rounds/tell-of-holidays.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { type WrongDate, wordWrongDate } from "./date-answers.ts";
import { parseDateWords } from "./date-words.ts";
import { listOwnTimes } from "./own-times.ts";

type PauseContext = Extract<FormContext, { form: "pause" }>;
type Until = { readonly kind: "until"; readonly at: Instant } | { readonly kind: "wrong"; readonly sentence: string };

/**
 * Pauses the team until the date that the words mean, in the team's zone; `off` resumes it. Without words it asks until when,
 * and changes nothing. Refuses words that are not a date in the future.
 */
export async function pauseTeam(call: TeamCall, args: readonly string[]): Promise<Outcome> {
  const words = args.join(" ");
  if (words.toLowerCase() === "off") return resumeTeam(call);
  if (words === "") return askUntil(call);
  const until = readUntil(call, words);
  return until.kind === "wrong" ? { notice: plain(call, until.sentence) } : keepPause(call, until.at);
}

const WEEK_MS = 7 * DAY_MS;
const WEEKS = [1, 2, 4] as const;

/** Whoever says `pause` in the middle of a check-in may mean that alone. */
async function askUntil(call: TeamCall): Promise<Outcome> {
  const { team, voice, stores, now, membership } = call;
  const { id: teamId } = team;
  const memberships = await stores.memberships.listOfTeam(teamId);
  const members = memberships.filter((each) => each.kind === "member" && isActiveAt(each, now)).length;
  const open = await stores.checkIns.findOpen(membership.id);
  const own: readonly Button[] =
    open?.status === "open"
      ? [
          {
            label: voice.say("schedule.pause.own"),
            action: { act: "walk", checkInId: open.id, revision: open.revision, event: { do: "pause" } },
            style: "primary",
          },
        ]
      : [];
  const ends = WEEKS.map((weeks): Button => {
    const date = sayDay(voice, now + weeks * WEEK_MS, team.schedule.zone);
    return { label: voice.say("schedule.pause.until", { date }), action: { act: "command", line: `pause ${weeks}w`, teamId } };
  });
  const other: Button = {
    label: voice.say("schedule.pause.other"),
    action: { act: "open-form", form: { form: "pause", teamId } },
  };
  const none: Button = { label: voice.say("schedule.pause.leave"), action: { act: "dismiss" } };
  return answerWith(voice, voice.runs("schedule.pause.ask", { team: team.name, members }), {
    buttons: [...own, ...ends, other, none],
  });
}

/** Opens the form that asks until when to pause. Refuses people who don't lead the team. */
export async function openPauseForm(call: Call, context: PauseContext): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "pause");
  return entered.kind === "refused" ? entered.outcome : { form: buildPauseForm(entered.call.voice, context.teamId) };
}

/**
 * Pauses the team until the form's date; an empty field means without an end. A date that cannot be read is refused at
 * its field, and people who don't lead the team are refused.
 */
export async function submitPause(call: Call, context: PauseContext, values: FormValues<"pause">): Promise<FormOutcome<"pause">> {
  const entered = await enterAsLead(call, context.teamId, "pause");
  if (entered.kind === "refused") return entered.outcome;
  const words = readText(values, "until");
  if (words.kind === "absent") return { errors: { until: entered.call.voice.say("errors.required") } };
  const until = readUntil(entered.call, words.value);
  return until.kind === "wrong" ? { errors: { until: until.sentence } } : keepPause(entered.call, until.at);
}

/** Ends the pause and says when the next round is. A team that isn't paused is told so. */
export async function resumeTeam(call: TeamCall): Promise<Outcome> {
  const { team, stores, now } = call;
  if (team.pausedUntil === undefined || team.pausedUntil <= now) return answerNext(call, team, "schedule.resume.not-paused");
  const { pausedUntil: _, ...rest } = team;
  const resumed: Team = { ...rest, revision: team.revision + 1 };
  await stores.teams.save(resumed);
  await setNextRound(call, resumed);
  await tellOfUnknownHolidays(call, resumed);
  await tellOtherSide(call, resumed, (voice) => voice.runs("link.other.resumed", nameAct(call, voice)));
  return answerNext(call, resumed, "schedule.resume.done");
}

async function keepPause(call: TeamCall, pausedUntil: Instant): Promise<Outcome> {
  const { team, voice, stores } = call;
  if (team.pausedUntil !== pausedUntil) {
    await openWhatIsDue(call, team);
    const paused: Team = { ...team, pausedUntil, revision: team.revision + 1 };
    await stores.teams.save(paused);
    await setNextRound(call, paused);
    await tellOtherSide(call, paused, (voice) => sayPause(call, voice, pausedUntil));
  }
  const resume = {
    label: voice.say("schedule.button.resume"),
    action: { act: "command" as const, line: "resume" as const, teamId: team.id },
  };
  if (!Number.isFinite(pausedUntil)) {
    return answerWith(voice, voice.runs("schedule.pause.done", { team: team.name }), { buttons: [resume] });
  }
  const date = sayDay(voice, pausedUntil, team.schedule.zone);
  return answerWith(voice, voice.runs("schedule.pause.done-until", { team: team.name, date }), { buttons: [resume] });
}

function sayPause(call: TeamCall, voice: Voice, pausedUntil: Instant) {
  const values = nameAct(call, voice);
  if (!Number.isFinite(pausedUntil)) return voice.runs("link.other.paused", values);
  return voice.runs("link.other.paused-until", { ...values, date: sayDay(voice, pausedUntil, call.team.schedule.zone) });
}

async function answerNext(
  call: TeamCall,
  team: Team,
  id: "schedule.resume.done" | "schedule.resume.not-paused",
): Promise<Outcome> {
  const [at] = await listOwnTimes(call, { team, person: call.person });
  const when = at === undefined ? "–" : sayMoment(call.voice, at, zoneOf(call.person, team));
  return answerWith(call.voice, call.voice.runs(id, { team: team.name, when }));
}

/** Without words there is no end. Days are the team's. */
function readUntil({ team, voice, now }: TeamCall, words: string): Until {
  if (words === "") return { kind: "until", at: Number.POSITIVE_INFINITY };
  const { zone } = team.schedule;
  const today = todayIn(zone, now);
  const read = parseDateWords(words, today, voice.vocabulary.dates);
  if (read.kind === "date") return { kind: "until", at: startOfDate(read.date, zone) };
  const wrong: WrongDate = read.kind === "off" ? { kind: "unclear" } : read;
  return { kind: "wrong", sentence: wordWrongDate(voice, wrong, { words, today }) };
}

function plain({ voice }: TeamCall, text: string) {
  return { locale: voice.locale, summary: text, elements: [{ kind: "paragraph" as const, text }] };
}
