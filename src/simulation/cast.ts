/** The invented people whom the simulation, tests and benches play, and the simulation's six with one habit each. */
import type { RoleId } from "../core/catalogue/catalogue.ts";
import type { Locale } from "../core/locale.ts";
import type { Zone } from "../core/time.ts";

/** Everybody who is played anywhere, by handle: short, in small Latin letters. */
const NAMES = new Map(
  Object.entries({
    ana: "Ana Example",
    wang: "王示例",
    ben: "Ben Example",
    carla: "Carla Example",
    li: "李示例",
    dev: "Dev Example",
    cem: "Cem Example",
    cleo: "Cleo Example",
    cy: "Cy Example",
    dee: "Dee Example",
    dora: "Dora Example",
    eli: "Eli Example",
    eve: "Eve Example",
    fay: "Fay Example",
    finn: "Finn Example",
    gus: "Gus Example",
    lee: "Lee Example",
  }),
);

/** Returns the name that somebody is played under, by the handle or by the id that a platform makes of it: `ana`, `UANA`, `aad-ana`. Others are named by their id. */
export function nameInCast(id: string): string {
  return NAMES.get(id) ?? NAMES.get(id.replace(/^(?:U|aad-|person-)/, "").toLowerCase()) ?? `${id} Example`;
}

type Habit = "diligent" | "late" | "away" | "silent" | "leaving" | "disagreeing";

/** One of the invented people, with the habit that decides what they do. */
export type Character = {
  /** Short, in small Latin letters: what they are called where a name has to be an id. */
  readonly handle: string;
  readonly name: string;
  readonly zone: Zone;
  readonly locale: Locale;
  readonly roles: readonly RoleId[];
  readonly habit: Habit;
};

/** The characters of every team. The first one leads it. */
export const CAST: readonly Character[] = [
  {
    handle: "ana",
    name: nameInCast("ana"),
    zone: "Europe/Berlin",
    locale: "en",
    roles: ["platform", "management"],
    habit: "diligent",
  },
  {
    handle: "wang",
    name: nameInCast("wang"),
    zone: "Asia/Shanghai",
    locale: "zh-CN",
    roles: ["developer", "platform"],
    habit: "late",
  },
  {
    handle: "ben",
    name: nameInCast("ben"),
    zone: "America/New_York",
    locale: "en",
    roles: ["developer", "security"],
    habit: "away",
  },
  {
    handle: "carla",
    name: nameInCast("carla"),
    zone: "America/Sao_Paulo",
    locale: "en",
    roles: ["product", "management"],
    habit: "disagreeing",
  },
  {
    handle: "li",
    name: nameInCast("li"),
    zone: "Asia/Shanghai",
    locale: "zh-CN",
    roles: ["security", "product"],
    habit: "leaving",
  },
  { handle: "dev", name: nameInCast("dev"), zone: "Asia/Kolkata", locale: "en", roles: ["developer"], habit: "silent" },
];

/**
 * How a team does over the weeks. `steady` makes its way by its rounds alone; the others repeat the whole assessment
 * in between.
 */
export type Course = "improving" | "regressing" | "steady";

/** The courses for which the checks know the result. */
export const COURSES = ["improving", "regressing"] as const satisfies readonly Course[];

/** The weeks, counted from 1, in which something happens that the bot does not cause. */
export const STORY_WEEKS = {
  awayInWeek: 4,
  leavesInWeek: 6,
  silentBecomesObserverInWeek: 7,
  agreesFromWeek: 9,
  reviewInWeeks: { improving: [6, 10], regressing: [9], steady: [] },
} as const;

/** What a lead types in, in the team's language. */
export const WRITES = {
  en: {
    milestone: "before go-live",
    goal: "Orders never wait for us",
    kpi: "Hours from an approved change to customers",
    owner: "Cleo Example",
    how: "Changes go out on their own once they're approved",
  },
  "zh-CN": {
    milestone: "上线之前",
    goal: "订单从不因我们而等待",
    kpi: "变更获批到用户可用的小时数",
    owner: "陈示例",
    how: "变更获批后自动发布",
  },
} as const satisfies Readonly<Record<Locale, Readonly<Record<"milestone" | "goal" | "kpi" | "owner" | "how", string>>>>;
