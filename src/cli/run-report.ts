/** `report`: where a team or the whole programme stands and what it brought, as a file for whoever decides about it. */
import { open } from "node:fs/promises";
import { extname } from "node:path";
import { gatherProgrammeReport } from "../app/report/gather-programme-report.ts";
import { gatherTeamReport } from "../app/report/gather-team-report.ts";
import { recordAct } from "../app/with-audit.ts";
import { LOCALES, type Locale, nearestLocale } from "../core/locale.ts";
import type { Team, Workspace } from "../core/team.ts";
import type { Paper } from "../message/paper.ts";
import type { Voice } from "../message/voice/voice.ts";
import { toHtml } from "../paper/to-html.ts";
import { toPdf } from "../paper/to-pdf.ts";
import { CommandRefusal } from "./command-refusal.ts";
import { type CliCall, type ExitCode, UsageError } from "./command.ts";
import { findWorkspace } from "./find-person.ts";
import { findTeam, listAllTeams } from "./find-team.ts";
import { asOperator, type Operator } from "./operator.ts";

const FORMATS = ["pdf", "html"] as const;
type Format = (typeof FORMATS)[number];

/** What the report is about. */
type Subject = { readonly of: "team"; readonly team: Team } | { readonly of: "programme"; readonly workspace: Workspace };

/**
 * Writes the report of the named team, of the only team, or of the programme where there are several, to a new file that only its
 * owner can read. It holds published numbers alone, and stands in the audit log. Refuses a file that exists.
 */
export async function writeReport(call: CliCall): Promise<ExitCode> {
  const path = call.text("out");
  if (path === undefined)
    throw new UsageError((voice) => voice.say("cli.wrong.option-missing", { option: "--out", value: "FILE" }));
  const format = readFormat(call, path);
  const language = readLanguage(call);
  const written = await asOperator(call, "report", async (operator) => {
    const subject = await findSubject(operator, call);
    const locale = language ?? (subject.of === "team" ? subject.team.locale : call.voice.locale);
    const voice = operator.world.voice(locale);
    const bytes = await render(voice, format, await gather(operator, subject, voice));
    await save(path, bytes);
    await record(operator, subject, format);
    return subject.of === "team" ? subject.team.name : subject.workspace.name;
  });
  call.terminal.err(`${call.voice.say("cli.report.written", { of: written, path })}\n`);
  return 0;
}

function readFormat({ text }: CliCall, path: string): Format {
  const given = text("format") ?? (extname(path).slice(1) || "pdf");
  const format = FORMATS.find((known) => known === given.toLowerCase());
  if (!format)
    throw new UsageError((voice) => voice.say("cli.wrong.wrong-value", { option: "--format", given, takes: FORMATS.join(", ") }));
  return format;
}

function readLanguage({ text }: CliCall): Locale | undefined {
  const given = text("language");
  const locale = nearestLocale(given);
  if (given !== undefined && !locale)
    throw new UsageError((voice) =>
      voice.say("cli.wrong.wrong-value", { option: "--language", given, takes: LOCALES.join(", ") }),
    );
  return locale;
}

async function findSubject({ storage }: Operator, { text }: CliCall): Promise<Subject> {
  const named = text("team");
  if (named !== undefined) return { of: "team", team: (await findTeam(storage, named)).team };
  const workspace = text("workspace");
  if (workspace !== undefined) return { of: "programme", workspace: await findWorkspace(storage, workspace) };
  const all = await listAllTeams(storage);
  const [only, another] = all;
  if (!only) throw new CommandRefusal((voice) => voice.say("cli.refused.no-team-yet"));
  if (!another) return { of: "team", team: only.team };
  const others = [...new Set(all.map((found) => found.workspace.name))];
  if (all.some((found) => found.workspace.id !== only.workspace.id))
    throw new CommandRefusal((voice) => voice.say("cli.refused.which-workspace", { names: others.join(", ") }));
  return { of: "programme", workspace: only.workspace };
}

function gather({ world, act }: Operator, subject: Subject, voice: Voice): Promise<Paper> {
  return subject.of === "team"
    ? act((work) => gatherTeamReport(work, subject.team, voice))
    : gatherProgrammeReport(world, subject.workspace, voice);
}

async function render(voice: Voice, format: Format, paper: Paper): Promise<Uint8Array> {
  return format === "pdf" ? toPdf(voice, paper) : new TextEncoder().encode(toHtml(voice, paper));
}

async function save(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

async function record({ act, storage }: Operator, subject: Subject, format: Format): Promise<void> {
  const teams =
    subject.of === "team"
      ? [subject.team]
      : await storage.work(({ teams: store }) => store.listOfWorkspace(subject.workspace.id));
  await act(async (work) => {
    for (const team of teams) await recordAct(work, { act: "exported", team, details: { format, scope: "report" } });
  });
}
