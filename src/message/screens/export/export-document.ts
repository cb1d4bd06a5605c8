/** What an export holds, as plain data. Texts and dates are already worded, and what its reader may not see is left out. */
import type { CheckInKind } from "../../../core/check-in/check-in.ts";
import type { StepStatus } from "../../../core/next-steps/step.ts";
import type { Rating } from "../../../core/rating.ts";
import type { NotApplicableReason } from "../../../core/reply.ts";
import type { LocalDate } from "../../../core/time.ts";

/** A question in the wording and the edition in which it was asked. */
export type ExportedQuestion = {
  readonly questionId: string;
  readonly edition: string;
  readonly code: string;
  readonly dimension: string;
  readonly section: string;
  readonly question: string;
};

/** One reply of one person. It appears in that person's own export and in that of a team in open mode, and nowhere else. */
export type ExportedAnswer = ExportedQuestion & {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly person: string;
  readonly round?: number;
  readonly checkIn?: CheckInKind;
  readonly reply: "rating" | "not-sure" | "not-applicable";
  /** The number of the answer as people see it, 1 to 4. */
  readonly answerNumber?: number;
  /** What the answer is worth, 0 to 3. */
  readonly points?: Rating;
  /** The wording of the answer that was chosen. */
  readonly answer: string;
  readonly reason?: NotApplicableReason;
  readonly note?: string;
  readonly noteShared?: boolean;
  readonly evidence?: string;
  /** A later reply of the same person stands in its place. */
  readonly superseded: boolean;
};

/** How a team answered one question at one moment, in counts. */
export type ExportedCount = ExportedQuestion & {
  readonly at: string;
  readonly round?: number;
  readonly milestone?: string;
  readonly expected: number;
  /** Too few raters: no rating is told. */
  readonly hidden: boolean;
  /** How many chose each of the four answers, 1 to 4. */
  readonly chosen?: readonly [number, number, number, number];
  readonly notSure?: number;
  readonly notApplicable: Readonly<Partial<Record<NotApplicableReason, number>>>;
  /** Shares of 1 with four decimals. */
  readonly score?: string;
  readonly coverage?: string;
  readonly optional: boolean;
  /** When score and ratings were published, ISO 8601 in UTC; counts of people may be newer. Only in a private team. */
  readonly publishedAt?: string;
};

/** Score and coverage of the whole, a dimension or a section at one moment, as shares of 1 with four decimals. */
export type ExportedScore = {
  readonly at: string;
  readonly round?: number;
  readonly milestone?: string;
  readonly part: "whole" | "dimension" | "section";
  readonly dimension?: string;
  readonly section?: string;
  /** Too few people rated: no number is told. */
  readonly hidden: boolean;
  readonly score?: string;
  readonly coverage?: string;
};

/** One condition of the gate, as its reader may see it. */
export type ExportedCondition = {
  /** The same in every export of the edition. */
  readonly id: string;
  /** The question or section that it is about. */
  readonly subject: string;
  readonly basis: "model" | "implied" | "threshold";
  /** `hidden`: judged, and not told before all are met. */
  readonly outcome: "met" | "unmet" | "hidden";
  /** What is missing; empty where nothing is, or it may not be told. */
  readonly lacking: string;
};

/** A note or a link that was shared with the team. In private mode its author is left out. */
export type ExportedRemark = ExportedQuestion & {
  readonly date: LocalDate;
  readonly note?: string;
  readonly evidence?: string;
  readonly confirmed: boolean;
};

/** A value record, those that were removed included. */
export type ExportedValue = {
  readonly measuredOn: LocalDate;
  readonly goal: string;
  readonly kpi: string;
  readonly before: string;
  readonly after: string;
  readonly link?: string;
  readonly code?: string;
  readonly addedBy: string;
  readonly removed: boolean;
};

/** One number of a KPI, those that were corrected or withdrawn included. */
export type ExportedReading = {
  readonly on: LocalDate;
  readonly kpiId: string;
  readonly kpi: string;
  /** A decimal with a point, in the KPI's unit. */
  readonly value: string;
  /** `percent`, `hours`, `days`, `count` or a currency's code. */
  readonly unit: string;
  /** The number with its unit, in words. */
  readonly amount: string;
  readonly note?: string;
  readonly link?: string;
  /** Who typed it; absent for one that came from a file. */
  readonly addedBy?: string;
  readonly status: "current" | "superseded" | "withdrawn";
};

/** A next step of the team, whatever became of it. */
export type ExportedStep = ExportedQuestion & {
  readonly at: string;
  readonly step: string;
  readonly status: StepStatus;
  readonly owner?: string;
  readonly due?: LocalDate;
  readonly doneAt?: string;
};

/**
 * Everything that one export holds. Instants are ISO 8601 in UTC, dates are local, and what its reader may not see is
 * already left out.
 */
type ExportDocument = {
  readonly format: "speedboat-export";
  /** 2: answers are numbered 1 to 4, with their points; the gate, a summary and the day on which a step was done came in. */
  readonly version: 2;
  readonly scope: "team" | "own";
  readonly team: { readonly name: string; readonly privacy: "private" | "open"; readonly zone: string };
  /** Whose export it is, when it is somebody's own. */
  readonly person?: string;
  readonly exportedAt: string;
  /** Where the team stands, in sentences. */
  readonly summary: readonly string[];
  /** What changed since the last round, like for like, in sentences. */
  readonly changes: readonly string[];
  readonly gate?: {
    readonly level: number;
    readonly met: number;
    readonly total: number;
    readonly conditions: readonly ExportedCondition[];
  };
  readonly answers: readonly ExportedAnswer[];
  readonly scores: readonly ExportedScore[];
  readonly counts: readonly ExportedCount[];
  readonly remarks: readonly ExportedRemark[];
  readonly values: readonly ExportedValue[];
  /** By KPI and then by day. */
  readonly readings: readonly ExportedReading[];
  readonly steps: readonly ExportedStep[];
  readonly milestones: readonly { readonly at: string; readonly name: string }[];
};

/** An export without its answers, which are written in pieces. */
export type ExportFrame = Omit<ExportDocument, "answers">;
