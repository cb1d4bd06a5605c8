/** The rows as a table for the terminal. */
import type { Row } from "./checker/row.ts";

export function toTable(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ property }) => property.length), "property".length);
  const line = (property: string, checked: string, violations: string) =>
    `${property.padEnd(width)}  ${checked.padStart(8)}  ${violations.padStart(10)}`;
  return [
    line("property", "checked", "violations"),
    line("-".repeat(width), "-".repeat(8), "-".repeat(10)),
    ...rows.map(({ property, checked, violations }) => line(property, String(checked), String(violations.length))),
  ].join("\n");
}
