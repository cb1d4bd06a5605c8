/** What a picture shows, as data. Privacy was applied before it came here: a hidden value is simply absent. */
import type { Locale } from "../core/locale.ts";

/** The colours in which a picture is drawn. */
export type Theme = "light" | "dark";

/** One bar of a picture, with shares in 0..1. */
export type Bar = {
  readonly label: string;
  readonly now?: number;
  readonly before?: number;
  /** The score that the gate asks for. */
  readonly target?: number;
  readonly coverage?: number;
  /** What stands at the bar's end: "67 %", "–". */
  readonly display: string;
  /** The change as worded: "+4". */
  readonly change?: string;
  readonly provisional?: boolean;
};

/** One number of a KPI's picture. */
type CoursePoint = { readonly x: number; readonly y: number /** With its unit. */; readonly display: string };

/** What a picture shows, told apart by `kind`. Shares are in 0..1, and a value that may not be shown is absent. */
export type Picture =
  /** Five dimensions: now against last round and against the gate. */
  | {
      readonly kind: "standing";
      readonly locale: Locale;
      readonly title: string;
      readonly subtitle: string;
      /** The score of the whole level, and what belongs beside it: "coverage 83%". */
      readonly whole?: { readonly display: string; readonly change?: string; readonly note: string };
      readonly bars: readonly Bar[];
      readonly gate: { readonly label: string; readonly met: number; readonly total: number };
      readonly legend: {
        readonly now: string;
        readonly before: string;
        readonly target: string;
        readonly coverage: string;
        /** Names the hatched bars; shown where there is one. */
        readonly provisional?: string;
      };
    }
  /** The path over rounds, oldest first; `value` undefined where nothing may be shown. */
  | {
      readonly kind: "trend";
      readonly locale: Locale;
      readonly title: string;
      readonly subtitle: string;
      readonly points: readonly {
        readonly label: string;
        readonly value?: number;
        readonly coverage?: number;
        readonly milestone?: string;
      }[];
      readonly target: number;
      readonly legend: { readonly value: string; readonly coverage: string; readonly target: string };
    }
  /** A KPI over time. Days lie from 0, the first, to 1, the last; values from 0 to 1 by the lowest and highest line. */
  | {
      readonly kind: "course";
      readonly locale: Locale;
      readonly title: string;
      readonly subtitle: string;
      /** The baseline, then each number after it, by day. */
      readonly points: readonly CoursePoint[];
      readonly target?: CoursePoint;
      /** The values that get a line, lowest first, and the days that are named: the first and the last. */
      readonly values: readonly { readonly at: number; readonly label: string }[];
      readonly days: readonly { readonly at: number; readonly label: string }[];
      readonly legend: { readonly reading: string; readonly target: string };
    }
  /** All teams of a workspace, a row each. */
  | {
      readonly kind: "overview";
      readonly locale: Locale;
      readonly title: string;
      readonly subtitle: string;
      readonly columns: readonly string[];
      readonly rows: readonly {
        readonly label: string;
        readonly cells: readonly { readonly value?: number; readonly coverage?: number; readonly display: string }[];
      }[];
    };
