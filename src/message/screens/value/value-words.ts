/** How the value ledger's numbers, people and links of proof are put into words. */
import type Fraction from "fraction.js";
import { toFraction } from "../../../core/value/decimal.ts";
import type { KpiVerdict, OpenReason, ValueLink } from "../../../core/value/judge-kpi.ts";
import { isPlainUnit, type Kpi, type KpiRecord, type Unit } from "../../../core/value/kpi.ts";
import type { Saving } from "../../../core/value/saving.ts";
import type { Run } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";

/** A KPI as screens show it: the record, the verdict on it, and what it is worth where it has money. */
export type JudgedKpi = { readonly record: KpiRecord; readonly verdict: KpiVerdict; readonly saving?: Saving };

/** What stands for people's names, by their ids; somebody who was forgotten is missing. */
export type PeopleNames = ReadonlyMap<string, string>;

/** Returns a stored number with its unit in words. */
export function sayAmount(voice: Voice, value: string | Fraction, unit: Unit): string {
  return voice.amount((typeof value === "string" ? toFraction(value) : value).valueOf(), unit);
}

/** Returns where a KPI stands in one line: baseline, latest number, target. */
export function sayCourse(voice: Voice, { record: { kpi }, verdict }: JudgedKpi): readonly Run[] {
  const { baseline, target, unit } = kpi;
  if (!baseline) return voice.runs("kpi.line.no-baseline");
  const from = sayAmount(voice, baseline.value, unit);
  if (!verdict.latest) return voice.runs("kpi.line.no-reading", { baseline: from });
  const values = { baseline: from, latest: sayAmount(voice, verdict.latest.value, unit) };
  if (!target) return voice.runs("kpi.line.course", values);
  const aim = { target: sayAmount(voice, target.value, unit), date: voice.localDate(target.on) };
  return voice.runs("kpi.line.course-target", { ...values, ...aim });
}

/** Returns who owns the goal, by account or by the name that a lead typed; undefined when nobody does. */
export function nameOwner(voice: Voice, { goal }: Pick<KpiRecord, "goal">, names: PeopleNames): string | undefined {
  if (goal?.ownerId !== undefined) return names.get(goal.ownerId) ?? voice.say("kpi.forgotten");
  return goal?.ownerName;
}

/** Returns the links of proof that are open, in one phrase. */
export function sayOpenLinks(voice: Voice, { open }: KpiVerdict): string {
  return voice.list(open.map(({ link }) => voice.say(`kpi.link.${link}`)));
}

/** Returns one link of proof with whether it is closed, and why not where that takes a word. */
export function sayLink(voice: Voice, judged: JudgedKpi, link: ValueLink): string {
  const reason = judged.verdict.open.find((each) => each.link === link)?.reason;
  return reason === undefined
    ? voice.say("kpi.chain.done", { link: voice.say(`kpi.chain.${link}`) })
    : sayOpen(voice, judged, { link, reason });
}

function sayOpen(
  voice: Voice,
  { record: { kpi }, verdict: { latest, confirmation } }: JudgedKpi,
  { link, reason }: { readonly link: ValueLink; readonly reason: OpenReason },
): string {
  if (reason === "not-better" && latest && kpi.baseline) {
    const values = { latest: sayAmount(voice, latest.value, kpi.unit), baseline: sayAmount(voice, kpi.baseline.value, kpi.unit) };
    return voice.say("kpi.chain.not-better", values);
  }
  if (reason === "expired" && confirmation) return voice.say("kpi.chain.expired", { date: voice.localDate(confirmation.on) });
  if (reason === "turned") return voice.say("kpi.chain.turned");
  return voice.say("kpi.chain.open", { link: voice.say(`kpi.chain.${link}`) });
}

/** Returns the name of a unit, such as "days" or "money in EUR". */
export function nameUnit(voice: Voice, unit: Unit): string {
  return isPlainUnit(unit) ? voice.say(`kpi.unit.${unit}`) : voice.say("kpi.unit.currency", { currency: unit });
}

/** Returns how far a KPI came from its baseline towards its target: 0..1, undefined without both or without a reading. */
export function shareOfWay(kpi: Kpi, { latest }: KpiVerdict): number | undefined {
  const { baseline, target } = kpi;
  if (!baseline || !target || !latest) return undefined;
  const way = toFraction(target.value).sub(toFraction(baseline.value));
  if (way.compare(0) === 0) return undefined;
  const gone = toFraction(latest.value).sub(toFraction(baseline.value)).div(way).valueOf();
  return Math.min(1, Math.max(0, gone));
}
