/** Prints a result a line, with its aim and whether it was met. */
import { arch, cpus, platform, totalmem } from "node:os";

export type Result = {
  readonly what: string;
  readonly value: string;
  readonly aim?: { readonly text: string; readonly met: boolean };
  /** What was compared, in figures. */
  readonly detail: string;
};

export function printMachine(): void {
  const [first] = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(1);
  console.log(
    `${cpus().length} × ${first?.model.trim() ?? "?"}, ${memory} GiB, ${platform()} ${arch()}, Node ${process.version}\n`,
  );
}

export function print({ what, value, aim, detail }: Result): void {
  const verdict = aim ? `aim ${aim.text}: ${aim.met ? "met" : "MISSED"}` : "no aim";
  console.log(`${what.padEnd(46)}${value.padStart(10)}   ${verdict.padEnd(22)}${detail}`);
}

export function ratio(value: number): string {
  return `${value.toFixed(2)} ×`;
}

export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`;
}
