/** The table of subcommands, in the order of the help. What each of them does, `run.ts` knows. */
import type { CliCommand } from "./command.ts";

/** All commands in the order of the help. `run.ts` knows what each of them does. */
export const CLI_COMMANDS: readonly CliCommand[] = [
  { word: "start", args: [], options: {} },
  { word: "migrate", args: [], options: {} },
  {
    word: "backup",
    args: ["FILE"],
    options: { replace: { about: "cli.option.backup-replace", kind: "flag" } },
  },
  { word: "restore", args: ["FILE"], options: {} },
  {
    word: "export",
    args: [],
    options: {
      team: { about: "cli.option.export-team", kind: "text", value: "TEAM" },
      format: { about: "cli.option.export-format", kind: "text", value: "jsonl|csv" },
      out: { about: "cli.option.export-out", kind: "text", value: "FILE" },
      "with-names": { about: "cli.option.export-with-names", kind: "flag" },
      "private-notes": { about: "cli.option.export-private-notes", kind: "flag" },
    },
  },
  {
    word: "report",
    args: [],
    options: {
      team: { about: "cli.option.report-team", kind: "text", value: "TEAM" },
      workspace: { about: "cli.option.report-workspace", kind: "text", value: "WORKSPACE" },
      language: { about: "cli.option.report-language", kind: "text", value: "en|zh-CN" },
      format: { about: "cli.option.report-format", kind: "text", value: "pdf|html" },
      out: { about: "cli.option.report-out", kind: "text", value: "FILE" },
    },
  },
  {
    word: "kpi import",
    args: ["FILE"],
    options: {
      team: { about: "cli.option.kpi-team", kind: "text", value: "TEAM" },
      yes: { about: "cli.option.kpi-yes", kind: "flag" },
    },
  },
  {
    word: "outbox list",
    args: [],
    options: { status: { about: "cli.option.outbox-status", kind: "text", value: "STATUS" } },
  },
  { word: "outbox show", args: ["ID"], options: {} },
  { word: "outbox resend", args: ["ID"], options: {} },
  { word: "outbox drop", args: ["ID"], options: {} },
  { word: "programme list", args: [], options: {} },
  { word: "programme add", args: ["WORKSPACE/USER-ID"], options: {} },
  { word: "programme remove", args: ["WORKSPACE/USER-ID"], options: {} },
  {
    word: "team list",
    args: [],
    options: { workspace: { about: "cli.option.audit-workspace", kind: "text", value: "WORKSPACE" } },
  },
  { word: "team lead", args: ["TEAM", "WORKSPACE/USER-ID"], options: {} },
  { word: "team delete", args: ["TEAM"], options: { yes: { about: "cli.option.team-yes", kind: "flag" } } },
  {
    word: "person export",
    args: ["WORKSPACE/USER-ID"],
    options: { out: { about: "cli.option.person-out", kind: "text", value: "FILE" } },
  },
  { word: "person forget", args: ["WORKSPACE/USER-ID"], options: { yes: { about: "cli.option.person-yes", kind: "flag" } } },
  {
    word: "audit",
    args: [],
    options: {
      since: { about: "cli.option.audit-since", kind: "text", value: "DATE" },
      team: { about: "cli.option.audit-team", kind: "text", value: "TEAM" },
      workspace: { about: "cli.option.audit-workspace", kind: "text", value: "WORKSPACE" },
    },
  },
  { word: "rotate-key", args: [], options: {} },
  {
    word: "catalogue check",
    args: ["FILE|DIR"],
    options: {},
  },
  {
    word: "simulate",
    args: [],
    options: {
      seed: { about: "cli.option.simulate-seed", kind: "text", value: "N" },
      teams: { about: "cli.option.simulate-teams", kind: "text", value: "N" },
      weeks: { about: "cli.option.simulate-weeks", kind: "text", value: "N" },
      json: { about: "cli.option.simulate-json", kind: "flag" },
      out: { about: "cli.option.simulate-out", kind: "text", value: "DIR" },
    },
  },
  {
    word: "checkin",
    args: [],
    options: { as: { about: "cli.option.checkin-as", kind: "text", value: "NAME" } },
  },
  { word: "help", args: [], options: {} },
];

/** The options that every command takes. */
export const COMMON_OPTIONS = {
  locale: { about: "cli.option.locale", kind: "text", value: "en|zh-CN" },
  help: { about: "cli.option.help", kind: "flag" },
  version: { about: "cli.option.version", kind: "flag" },
} as const satisfies CliCommand["options"];
