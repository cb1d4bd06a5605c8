/** The colours of the pictures, one set per theme. */
import type { Theme } from "../message/picture.ts";

/** The colours of one theme, as CSS hex values. */
export type Palette = {
  readonly ground: string;
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  /** The empty part of a bar. */
  readonly track: string;
  readonly now: string;
  readonly target: string;
  readonly coverage: string;
  /** The fill of the coverage columns behind the trend. */
  readonly coverageArea: string;
  readonly good: string;
  readonly bad: string;
  /** From nothing to everything, with the ink that is read on each. */
  readonly heat: readonly { readonly fill: string; readonly ink: string }[];
};

/** The colours of both themes. Text has a contrast of at least 4.5 : 1 against its ground, and marks of at least 3 : 1. */
export const PALETTES = {
  light: {
    ground: "#ffffff",
    ink: "#14213d",
    muted: "#5a6478",
    grid: "#e3e7ee",
    track: "#edf0f5",
    now: "#1f6feb",
    target: "#b4530a",
    coverage: "#71809c",
    coverageArea: "#e4e9f1",
    good: "#1a7f4b",
    bad: "#b42318",
    heat: [
      { fill: "#eef4fe", ink: "#14213d" },
      { fill: "#cfe0fc", ink: "#14213d" },
      { fill: "#9fc3fa", ink: "#14213d" },
      { fill: "#2f6fdc", ink: "#ffffff" },
      { fill: "#173f94", ink: "#ffffff" },
    ],
  },
  dark: {
    ground: "#15181e",
    ink: "#f1f4f9",
    muted: "#a6b0c3",
    grid: "#2b313c",
    track: "#262c36",
    now: "#5aa2ff",
    target: "#f5a65b",
    coverage: "#8796b2",
    coverageArea: "#2a303c",
    good: "#5bd08c",
    bad: "#ff8a80",
    heat: [
      { fill: "#1d2634", ink: "#f1f4f9" },
      { fill: "#1f3a66", ink: "#f1f4f9" },
      { fill: "#2456a6", ink: "#f1f4f9" },
      { fill: "#69a9ff", ink: "#0f1420" },
      { fill: "#bcd8ff", ink: "#0f1420" },
    ],
  },
} as const satisfies Record<Theme, Palette>;
