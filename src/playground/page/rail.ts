/** The left side: the clock with its forward buttons, the people to play, and the page's settings. */
import type { ClockStep, PagePerson } from "../page-api.ts";
import { avatar, h, icon, mark } from "./dom.ts";
import { type Language, locale, t } from "./own-words.ts";
import { city, clockTime, dayAndDate, dayAndTime, now } from "./page-time.ts";

/** Renders the mark and the name of the playground. */
export function renderBrand(): HTMLElement {
  return h(
    "div",
    { class: "brand" },
    mark(),
    h("b", {}, t("playground.brand")),
    h("span", { class: "tag" }, t("playground.tag")),
  );
}

/** The zone of the person who is played, when something next falls due, and how to move the clock. */
export type ClockView = { readonly zone: string; readonly nextDueAt: number | undefined; readonly move: (by: ClockStep) => void };

/** Renders the time in the zone of the person who is played. */
export function renderClock({ zone, nextDueAt, move }: ClockView): HTMLElement {
  const step = (by: ClockStep, style: string) =>
    h(
      "button",
      { type: "button", class: `button ${style}`, "data-step": by, on: { click: () => move(by) } },
      t(`playground.clock.${by}`),
    );
  const planned =
    nextDueAt === undefined
      ? t("playground.clock.nothing")
      : t("playground.clock.next-at", { when: dayAndTime(Math.max(nextDueAt, now()), zone) });
  return h(
    "section",
    { class: "clock", "aria-label": t("playground.clock.title") },
    h(
      "div",
      { class: "clock-now" },
      h("span", { class: "clock-time" }, clockTime(now(), zone)),
      h("span", { class: "clock-date" }, city(zone)),
    ),
    h("p", { class: "clock-date" }, dayAndDate(now(), zone)),
    h("div", { class: "clock-steps" }, step("hour", ""), step("day", ""), step("next", "primary")),
    h("p", { class: "clock-next" }, planned),
  );
}

/** The people, who of them is played, and how to play another. */
export type PeopleView = {
  readonly people: readonly PagePerson[];
  /** The user id of who one plays. */
  readonly me: string;
  readonly unread: (person: PagePerson) => number;
  readonly become: (userId: string) => void;
  readonly add: () => void;
};

/** Renders the list of people with their unread messages. */
export function renderPeople({ people, me, unread, become, add }: PeopleView): HTMLElement {
  const rows = people.map((person) =>
    h("li", {}, renderPerson(person, { current: person.userId === me, count: unread(person), become })),
  );
  return h(
    "section",
    { "aria-label": t("playground.people.title") },
    h("h2", { class: "rail-title" }, t("playground.people.title")),
    h("ul", { class: "people" }, rows),
    h(
      "button",
      { type: "button", class: "add-person", on: { click: add } },
      h("span", { class: "plus", "aria-hidden": "true" }, icon("plus")),
      t("playground.people.add"),
    ),
  );
}

type PersonView = { readonly current: boolean; readonly count: number; readonly become: (userId: string) => void };

function renderPerson(person: PagePerson, { current, count, become }: PersonView): HTMLElement {
  const chip = person.lead ? t("playground.people.lead") : person.observer ? t("playground.people.observer") : undefined;
  const role = person.teams.length === 0 ? t("playground.people.no-team") : person.roles.join(t("playground.people.joint"));
  const place = `${clockTime(now(), person.zone)} ${city(person.zone)}`;
  const detail = [place, role].filter(Boolean).join(" · ");
  const badge =
    count > 0
      ? h(
          "span",
          { class: "badge", "aria-label": t("playground.people.unread", { count }) },
          count > 9 ? t("playground.people.many") : String(count),
        )
      : null;
  return h(
    "button",
    {
      type: "button",
      class: "person",
      "aria-current": String(current),
      "data-user": person.userId,
      title: detail,
      on: { click: () => become(person.userId) },
    },
    avatar(person.name),
    h(
      "span",
      { class: "person-detail" },
      h("span", { class: "person-name" }, h("span", {}, person.name), chip ? h("span", { class: "chip" }, chip) : null),
      detail,
    ),
    badge,
  );
}

/** The theme, and what the settings do. Without `restart`, there is nothing to start again. */
export type Settings = {
  readonly theme: string | undefined;
  readonly speak: (language: Language) => void;
  readonly toggleTheme: () => void;
  readonly restart?: () => void;
};

/** Renders the choice of language and theme, and the button that starts again. */
export function renderSettings({ theme, speak, toggleTheme, restart }: Settings): HTMLElement {
  const language = (value: Language, label: string) =>
    h(
      "button",
      { type: "button", lang: value, "aria-pressed": String(locale() === value), on: { click: () => speak(value) } },
      label,
    );
  const themeLabel = t(theme === "dark" ? "playground.settings.theme-light" : "playground.settings.theme-dark");
  return h(
    "div",
    { class: "settings" },
    h(
      "div",
      { class: "segments", role: "group", "aria-label": t("playground.settings.language") },
      language("en", "EN"),
      language("zh-CN", "中文"),
    ),
    h(
      "button",
      { type: "button", class: "icon-button theme", "aria-label": themeLabel, title: themeLabel, on: { click: toggleTheme } },
      icon(theme === "dark" ? "sun" : "moon"),
    ),
    restart
      ? h("button", { type: "button", class: "button plain", on: { click: restart } }, t("playground.settings.restart"))
      : null,
  );
}
