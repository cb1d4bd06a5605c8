/** The `report` command: queues a report for its author alone, of a team or of the programme, in the format and language chosen. */
import { type Locale, nearestLocale } from "../../core/locale.ts";
import { isActiveAt, leadsProgrammeOf } from "../../core/team.ts";
import type { Button } from "../../message/message.ts";
import { buildReportButtons, lineOfReport, type ReportSubject } from "../../message/screens/report/report-notice.ts";
import { foldWord } from "../../message/voice/vocabulary.ts";
import { type Call, listOwnTeams } from "../call.ts";
import { answerWith } from "../notices.ts";
import { type ExportSubject, REPORT_FORMATS, type ReportFormat } from "../ports/export-store.ts";
import { refuseReport } from "../refusals.ts";
import type { Outcome } from "../request.ts";
import { recordAct, recordPersonAct } from "../with-audit.ts";
import { setMonthlyReport, wantsMonthlyReport } from "./monthly-report.ts";

const MAX_ECHO = 40;
const PROGRAMME: readonly string[] = ["programme", "program"];
const TEAM: readonly string[] = ["team"];
const SWITCHES = ["on", "off"] as const;
const KNOWN: ReadonlySet<string> = new Set([...PROGRAMME, ...TEAM, ...SWITCHES, ...REPORT_FORMATS]);
/** How many teams are offered to choose from. */
const MOST_OFFERED = 20;

/**
 * Queues the report of a team for its leads and observers, or of the programme for programme leads, as `pdf` or `html` and in the
 * language named, or the reader's own. `team` and `programme` say which is meant by whoever may have both. Without a format, or where several could be meant, it asks. `on` and `off` turn the
 * programme's monthly report on and off. Refuses everybody else, and words that it doesn't know.
 */
export async function askForReport(call: Call, args: readonly string[], teamId?: string): Promise<Outcome> {
  const subjects = await listSubjects(call);
  if (subjects.length === 0) return refuseReport(call);
  const asked = readWords(call, args);
  if (asked.wrong !== undefined) return answerWrong(call, asked.wrong);
  if (asked.monthly) return switchMonthly(call, asked.monthly, subjects);
  const meant = asked.isTeam ? subjects.filter((each) => each.teamId !== undefined) : subjects;
  const subject = await chooseSubject(call, { subjects: meant, teamId, isProgramme: asked.isProgramme });
  if (subject === "several") return askForSubject(call, meant, asked);
  if (!subject) return refuseReport(call);
  if (!asked.format) return askForFormat(call, subject);
  return queueReport(call, subject, { format: asked.format, locale: asked.locale ?? call.voice.locale });
}

/** The programme first, then the teams that the person leads or observes. */
async function listSubjects(call: Call): Promise<readonly ReportSubject[]> {
  const { stores, person, workspace, now } = call;
  const teams: ReportSubject[] = [];
  for (const team of await listOwnTeams(call)) {
    const membership = await stores.memberships.findOfPerson(team.id, person.id);
    const counts = membership && isActiveAt(membership, now) && (membership.lead || membership.kind === "observer");
    if (counts) teams.push({ name: team.name, teamId: team.id });
  }
  return leadsProgrammeOf(person, workspace.id) ? [{ name: workspace.name }, ...teams] : teams;
}

type Words = {
  readonly format?: ReportFormat;
  readonly locale?: Locale;
  readonly isProgramme: boolean;
  /** It said that a team is meant. */
  readonly isTeam: boolean;
  readonly monthly?: "on" | "off";
  /** A word that means none of these. */
  readonly wrong?: string;
};

/** Words in any order; of several that mean the same kind of thing the last counts. */
function readWords({ voice }: Call, args: readonly string[]): Words {
  const words = args.map((given) => ({ given, word: foldWord(given) }));
  const localeOf = ({ given, word }: (typeof words)[number]) => voice.vocabulary.languages.get(word) ?? nearestLocale(given);
  const format = REPORT_FORMATS.findLast((known) => words.some(({ word }) => word === known));
  const monthly = SWITCHES.findLast((known) => words.some(({ word }) => word === known));
  const named = words.filter(({ word }) => !KNOWN.has(word));
  const locale = named.map(localeOf).findLast((each) => each !== undefined);
  const wrong = named.find((each) => localeOf(each) === undefined)?.given;
  return {
    isProgramme: words.some(({ word }) => PROGRAMME.includes(word)),
    isTeam: words.some(({ word }) => TEAM.includes(word)),
    ...(format && { format }),
    ...(locale && { locale }),
    ...(monthly && { monthly }),
    ...(wrong !== undefined && { wrong }),
  };
}

type Choosing = {
  readonly subjects: readonly ReportSubject[];
  readonly teamId: string | undefined;
  readonly isProgramme: boolean;
};

/** The named one, else the one whose home channel this is, else the only one. */
async function chooseSubject(
  { stores, workspace, from }: Call,
  { subjects, teamId, isProgramme }: Choosing,
): Promise<ReportSubject | "several" | undefined> {
  if (isProgramme) return subjects.find((subject) => subject.teamId === undefined);
  if (teamId !== undefined) return subjects.find((subject) => subject.teamId === teamId);
  const { place } = from;
  const here = place.in === "channel" ? await stores.teams.findByChannel(workspace.id, place.channelId) : undefined;
  const ofHere = subjects.find((subject) => subject.teamId !== undefined && subject.teamId === here?.id);
  if (ofHere) return ofHere;
  const [only, another] = subjects;
  return another ? "several" : only;
}

function answerWrong({ voice }: Call, word: string): Outcome {
  return answerWith(voice, voice.runs("report.chat.wrong", { word: word.slice(0, MAX_ECHO) }));
}

function askForSubject({ voice }: Call, subjects: readonly ReportSubject[], words: Words): Outcome {
  const buttons = subjects.slice(0, MOST_OFFERED).map((subject): Button => {
    const { teamId, name } = subject;
    const label = teamId === undefined ? voice.say("report.chat.button.programme", { workspace: name }) : name;
    return { label, action: { act: "command", line: lineOfReport(subject, words), ...(teamId !== undefined && { teamId }) } };
  });
  return answerWith(voice, voice.runs("report.chat.which"), { buttons });
}

/** Of the programme, the monthly report is offered, too. */
async function askForFormat(call: Call, subject: ReportSubject): Promise<Outcome> {
  const { voice, person } = call;
  const monthly = subject.teamId === undefined ? [buildSwitch(call, await wantsMonthlyReport(call, person.id))] : [];
  const buttons = [...buildReportButtons(voice, subject), ...monthly];
  return answerWith(voice, voice.runs("report.chat.usage", { about: subject.name }), { buttons });
}

async function queueReport(
  call: Call,
  { name: about, teamId }: ReportSubject,
  { format, locale }: { readonly format: ReportFormat; readonly locale: Locale },
): Promise<Outcome> {
  const { voice, stores, world, workspace, person, now } = call;
  const subject: ExportSubject = teamId === undefined ? { scope: "programme", format } : { scope: "report", teamId, format };
  const asked = { id: world.ids.next(), workspaceId: workspace.id, personId: person.id, locale, askedAt: now };
  const added = await stores.exports.add({ ...subject, ...asked });
  const team = teamId === undefined ? undefined : await stores.teams.find(teamId);
  const details = { format, scope: subject.scope };
  if (added && team) await recordAct(call, { act: "exported", team, details });
  if (added && !team) await recordPersonAct(call, { act: "exported", person, workspace, details });
  const id = added ? "report.chat.preparing" : "report.chat.still-preparing";
  return { ...answerWith(voice, voice.runs(id, { about })), begins: "export" };
}

async function switchMonthly(call: Call, word: "on" | "off", subjects: readonly ReportSubject[]): Promise<Outcome> {
  if (!subjects.some(({ teamId }) => teamId === undefined)) return refuseReport(call);
  await setMonthlyReport(call, call.person.id, word === "on");
  return answerWith(call.voice, call.voice.runs(`report.chat.monthly-${word}`), { buttons: [buildSwitch(call, word === "on")] });
}

function buildSwitch({ voice }: Call, isOn: boolean): Button {
  return isOn
    ? { label: voice.say("report.chat.button.monthly-off"), action: { act: "command", line: "report off" } }
    : { label: voice.say("report.chat.button.monthly-on"), action: { act: "command", line: "report on" } };
}
