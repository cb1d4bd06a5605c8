/** What was measured, for people to read. */
import type { SharedNames } from "./code/shared-names.ts";
import type { Entered } from "./run/coverage.ts";
import type { Structure } from "./structure.ts";

type Row = readonly [what: string, value: string, detail?: string];

export function toTable(structure: Structure): string {
  const { acts, files, chains, circles, exportedNames, fileNames, docstrings, disk, mutation } = structure;
  const rows: readonly Row[] = [
    toActRow("an answer pressed on Slack", acts.press),
    toActRow("a round falls due", acts.dueRound),
    toActRow("why, asked on Slack", acts.why),
    ["files", String(files.count), `median ${files.medianLines} lines, largest ${files.largest.lines} (${files.largest.path})`],
    ["longest import chain", `${chains.all.length} files`, `at run time ${chains.runTime.length}; from ${chains.all[0]}`],
    ["circles", String(circles.length), circles.map((circle) => `${circle.length} files with ${circle[0]}`).join(", ")],
    toNamesRow("exported names with two meanings", exportedNames),
    ["… of them types", String(exportedNames.ambiguous.filter(({ kinds }) => kinds.includes("type")).length)],
    toNamesRow("file names with two meanings", fileNames),
    ["exports with a docstring", toShare(docstrings.all), `of ${docstrings.all.exports}`],
    ["… functions", toShare(docstrings.function), `of ${docstrings.function.exports}`],
    ["… types", toShare(docstrings.type), `of ${docstrings.type.exports}`],
    ["… constants", toShare(docstrings.const), `of ${docstrings.const.exports}`],
    ["node_modules", `${disk.all} MB`, `${disk.production} MB without development packages`],
    ...(mutation.length === 0 ? [["mutation score", "–", "not recorded: npm run test:mutation measures it"] as const] : []),
    ...mutation.map(
      ({ area, mutants, percent, measuredOn }) =>
        [`mutation score, ${area}`, `${percent} %`, `of ${mutants} mutants, on ${measuredOn}`] as const,
    ),
  ];
  return rows.map(([what, value, detail = ""]) => `${what.padEnd(36)}${value.padStart(10)}   ${detail}`.trimEnd()).join("\n");
}

function toActRow(what: string, { files, functions, callbacks }: Entered): Row {
  return [what, `${files.length} files`, `${functions} functions with a name, ${callbacks} without`];
}

function toNamesRow(what: string, { shared, ambiguous, outdated }: SharedNames): Row {
  const files = new Set(ambiguous.flatMap(({ paths }) => paths)).size;
  const stale = outdated.length > 0 ? `; allowed but shared no more: ${outdated.join(", ")}` : "";
  return [
    what,
    String(ambiguous.length),
    `in ${files} files; ${shared.length - ambiguous.length} more share an interface or are allowed${stale}`,
  ];
}

function toShare({ exports, documented }: Structure["docstrings"]["all"]): string {
  return `${Math.round((100 * documented) / exports)} %`;
}
