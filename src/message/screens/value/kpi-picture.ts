/** Describes the picture of a KPI: its numbers over time, from the baseline to the target, and the words that say the same. */
import { toEpochDay } from "../../../core/schedule/calendar.ts";
import { toFraction } from "../../../core/value/decimal.ts";
import { type Kpi, listCurrentReadings, type Point } from "../../../core/value/kpi.ts";
import type { PictureElement } from "../../message.ts";
import type { Picture } from "../../picture.ts";
import { toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { type JudgedKpi, sayAmount, sayCourse } from "./value-words.ts";

type CoursePicture = Extract<Picture, { kind: "course" }>;

/** How many readings the words name; the picture draws all of them. */
const TOLD_READINGS = 6;
const MOST_TICKS = 6;

/**
 * Returns the picture of a KPI with a reading after its baseline, and a text that says the same numbers. Returns undefined where
 * there is no line to draw.
 */
export function buildKpiPicture(voice: Voice, judged: JudgedKpi): PictureElement | undefined {
  const { kpi, readings } = judged.record;
  const { baseline, target } = kpi;
  if (!baseline || !judged.verdict.latest) return undefined;
  const after = listCurrentReadings(readings).filter(({ on }) => on > baseline.on);
  const course = [baseline, ...after];
  const axes = layAxes(target ? [...course, target] : course);
  const place = (point: Point) => ({ ...axes.place(point), display: sayAmount(voice, point.value, kpi.unit) });
  const picture: CoursePicture = {
    kind: "course",
    locale: voice.locale,
    title: kpi.name,
    subtitle: toPlain(sayCourse(voice, judged)),
    points: course.map(place),
    ...(target && { target: place(target) }),
    values: axes.ticks.map((value) => ({ at: axes.height(value), label: voice.amount(value, kpi.unit) })),
    days: [axes.first, axes.last].map((on) => ({ at: axes.place({ value: "0", on }).x, label: voice.localDate(on) })),
    legend: { reading: voice.say("kpi.picture.reading"), target: voice.say("kpi.picture.target") },
  };
  return { kind: "picture", picture, alt: sayPicture(voice, { kpi, picture, after }) };
}

/** Names the baseline, the newest readings and the target. */
function sayPicture(
  voice: Voice,
  { kpi, picture, after }: { readonly kpi: Kpi; readonly picture: CoursePicture; readonly after: readonly Point[] },
): string {
  const values = ({ value, on }: Point) => ({ amount: sayAmount(voice, value, kpi.unit), date: voice.localDate(on) });
  const told = after.slice(-TOLD_READINGS);
  const sentences = [
    voice.say("kpi.picture.alt", { name: kpi.name, course: picture.subtitle }),
    ...(told.length < after.length ? [voice.say("kpi.picture.alt-newest", { count: told.length, total: after.length })] : []),
    ...told.map((point) => voice.say("kpi.picture.alt-reading", values(point))),
  ];
  return sentences.map((text) => voice.say("standing.alt", { text })).join(voice.say("standing.alt-joint"));
}

type Axes = {
  readonly first: string;
  readonly last: string;
  /** The values that get a line, lowest first. */
  readonly ticks: readonly number[];
  readonly height: (value: number) => number;
  readonly place: (point: Point) => { readonly x: number; readonly y: number };
};

/** The days of the first and the last number are the sides; values begin at zero where that leaves most of the room. */
function layAxes(points: readonly Point[]): Axes {
  const numbers = points.map(({ value }) => toFraction(value).valueOf());
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const ticks = chooseTicks(least > 0 && least < most / 2 ? 0 : least, most);
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const days = points.map(({ on }) => on).toSorted();
  const [first = "", last = ""] = [days[0], days.at(-1)];
  const span = Math.max(1, toEpochDay(last) - toEpochDay(first));
  const height = (value: number) => (value - low) / (high - low);
  return {
    ...{ first, last, ticks, height },
    place: ({ value, on }) => ({ x: (toEpochDay(on) - toEpochDay(first)) / span, y: height(toFraction(value).valueOf()) }),
  };
}

/** Returns at most six round numbers at equal distances, the first at or below `least` and the last at or above `most`. */
export function chooseTicks(least: number, most: number): readonly number[] {
  const range = most > least ? most - least : Math.max(1, Math.abs(most));
  const rough = range / (MOST_TICKS - 1);
  const size = 10 ** Math.floor(Math.log10(rough));
  for (const step of [1, 2, 5, 10, 20, 50].map((each) => each * size)) {
    const low = Math.floor(least / step + 1e-9);
    const high = Math.max(low + 1, Math.ceil(most / step - 1e-9));
    if (high - low < MOST_TICKS)
      return Array.from({ length: high - low + 1 }, (_, index) => Number(((low + index) * step).toPrecision(12)));
  }
  return [least, least + range];
}
