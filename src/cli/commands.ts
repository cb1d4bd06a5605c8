/** The table of subcommands, in the order of the help. */
import type { CliCommand } from "./command.ts";

export const CLI_COMMANDS: readonly CliCommand[] = [
  { word: "migrate", args: [], options: {}, load: async () => (await import("./migrate.ts")).migrate },
  {
    word: "backup",
    args: ["FILE"],
    options: { replace: { kind: "flag" } },
    load: async () => (await import("./backup.ts")).backup,
  },
  { word: "restore", args: ["FILE"], options: {}, load: async () => (await import("./restore.ts")).restore },
  {
    word: "export",
    args: [],
    options: {
      team: { kind: "text", value: "TEAM" },
      format: { kind: "text", value: "jsonl|csv" },
      out: { kind: "text", value: "FILE" },
      "private-notes": { kind: "flag" },
    },
    load: async () => (await import("./export.ts")).exportRecords,
  },
  {
    word: "catalogue check",
    args: ["FILE|DIR"],
    options: {},
    load: async () => (await import("./catalogue-check.ts")).checkCatalogueFiles,
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
    load: async () => (await import("./simulate.ts")).simulate,
  },
  {
    word: "checkin",
    args: [],
    options: { as: { kind: "text", value: "NAME" } },
    load: async () => (await import("./check-in.ts")).checkIn,
  },
  { word: "help", args: [], options: {}, load: async () => (await import("./help.ts")).showHelp },
];

/** What every command takes. */
export const COMMON_OPTIONS = {
  locale: { kind: "text", value: "en|zh-CN" },
  help: { kind: "flag" },
  version: { kind: "flag" },
} as const satisfies CliCommand["options"];
