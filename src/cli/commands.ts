/** The table of subcommands, in the order of the help. What each of them does, `run.ts` knows. */
import type { CliCommand } from "./command.ts";

export const CLI_COMMANDS: readonly CliCommand[] = [
  { word: "migrate", args: [], options: {} },
  {
    word: "backup",
    args: ["FILE"],
    options: { replace: { kind: "flag" } },
  },
  { word: "restore", args: ["FILE"], options: {} },
  {
    word: "export",
    args: [],
    options: {
      team: { kind: "text", value: "TEAM" },
      format: { kind: "text", value: "jsonl|csv" },
      out: { kind: "text", value: "FILE" },
      "private-notes": { kind: "flag" },
    },
  },
  {
    word: "catalogue check",
    args: ["FILE|DIR"],
    options: {},
  },
  {
    word: "simulate",
    args: [],
    options: {
      seed: { kind: "text", value: "N" },
      teams: { kind: "text", value: "N" },
      weeks: { kind: "text", value: "N" },
      json: { kind: "flag" },
      out: { kind: "text", value: "DIR" },
    },
  },
  {
    word: "checkin",
    args: [],
    options: { as: { kind: "text", value: "NAME" } },
  },
  { word: "help", args: [], options: {} },
];

/** What every command takes. */
export const COMMON_OPTIONS = {
  locale: { kind: "text", value: "en|zh-CN" },
  help: { kind: "flag" },
  version: { kind: "flag" },
} as const satisfies CliCommand["options"];
