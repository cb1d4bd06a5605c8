/** Judges whether a KPI shows value, link by link, and says what is missing. */
import { toEpochDay } from "../schedule/calendar.ts";
import type { LocalDate } from "../time.ts";
import { toFraction } from "./decimal.ts";
import { type Kpi, type KpiRecord, listCurrentReadings, type Point, type Reading, type ValueConfirmation } from "./kpi.ts";

/** For how many days a confirmation holds. */
const CONFIRMATION_DAYS = 180;

/** The links of the chain from a goal to its confirmation, in order. */
export const VALUE_LINKS = ["goal", "owner", "baseline", "reading", "direction", "confirmation"] as const;
/** One link of the chain. */
export type ValueLink = (typeof VALUE_LINKS)[number];

/**
 * Why a link is open. `missing`: it isn't there. `not-better`: the latest reading isn't better than the baseline.
 * `expired`: it was confirmed more than 180 days ago. `turned`: a later reading is worse than the confirmed one.
 */
export type OpenReason = "missing" | "not-better" | "expired" | "turned";

/** The verdict on one KPI. */
export type KpiVerdict = {
  /** Whether every link of the chain is closed. */
  readonly shows: boolean;
  /** The links that are open, in the order of the chain. */
  readonly open: readonly { readonly link: ValueLink; readonly reason: OpenReason }[];
  /** The newest reading after the baseline. */
  readonly latest?: Reading;
  /** The newest confirmation, whether or not it still holds. */
  readonly confirmation?: ValueConfirmation;
};

/**
 * Judges a KPI on a day. It shows value when it has a goal, the goal has an owner, and there is a baseline, a later
 * reading in the wanted direction, and a confirmation that is up to date. A retired goal counts as missing, a retired
 * KPI shows nothing.
 */
export function judgeKpi(record: KpiRecord, today: LocalDate): KpiVerdict {
  const { kpi, goal } = record;
  const latest = findLatest(record);
  const confirmation = record.confirmations.toSorted((one, other) => one.at - other.at).at(-1);
  const liveGoal = goal?.retiredAt === undefined ? goal : undefined;
  const reasons: Readonly<Record<ValueLink, OpenReason | undefined>> = {
    goal: liveGoal ? undefined : "missing",
    owner: liveGoal?.ownerId || liveGoal?.ownerName ? undefined : "missing",
    baseline: kpi.baseline ? undefined : "missing",
    reading: latest ? undefined : "missing",
    direction: findDirectionReason(kpi, latest),
    confirmation: findConfirmationReason(record, confirmation, today),
  };
  const open = VALUE_LINKS.flatMap((link) => {
    const reason = reasons[link];
    return reason ? [{ link, reason }] : [];
  });
  return {
    shows: open.length === 0 && kpi.retiredAt === undefined,
    open,
    ...(latest && { latest }),
    ...(confirmation && { confirmation }),
  };
}

/** Returns whether `value` is better than `than` by the direction that the KPI wants. Equal is not better. */
function isBetter({ wanted }: Pick<Kpi, "wanted">, value: Point, than: Point): boolean {
  const order = toFraction(value.value).compare(toFraction(than.value));
  return wanted === "up" ? order > 0 : order < 0;
}

function findLatest({ kpi, readings }: KpiRecord): Reading | undefined {
  const { baseline } = kpi;
  return listCurrentReadings(readings)
    .filter(({ on }) => baseline === undefined || on > baseline.on)
    .at(-1);
}

/** A chain without a baseline or a reading has no direction to judge: that is said once, at the link that is missing. */
function findDirectionReason(kpi: Kpi, latest: Reading | undefined): OpenReason | undefined {
  if (!kpi.baseline || !latest) return undefined;
  return isBetter(kpi, latest, kpi.baseline) ? undefined : "not-better";
}

function findConfirmationReason(
  { kpi, readings }: KpiRecord,
  confirmation: ValueConfirmation | undefined,
  today: LocalDate,
): OpenReason | undefined {
  if (!confirmation) return "missing";
  const current = listCurrentReadings(readings);
  const confirmed = current.find(({ id }) => id === confirmation.readingId);
  // What was confirmed turned out wrong: nobody has confirmed what stands there now.
  if (!confirmed) return "turned";
  const later = current.slice(current.indexOf(confirmed) + 1);
  if (later.some((reading) => isBetter(kpi, confirmed, reading))) return "turned";
  return toEpochDay(today) - toEpochDay(confirmation.on) > CONFIRMATION_DAYS ? "expired" : undefined;
}
