/** One team's weeks: what its characters do, and when. Decides from the letters they got; never looks into the database. */
import type { Outcome } from "../app/request.ts";
import type { Catalogue } from "../core/catalogue/catalogue.ts";
import type { Locale } from "../core/locale.ts";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../core/time.ts";
import type { Message } from "../message/message.ts";
import { type Actor, findAction, listButtons } from "./actor.ts";
import { type Course, PLOT, WRITES } from "./cast.ts";
import type { Chance } from "./chance.ts";
import type { Letter } from "./post-box.ts";
import { walkThrough } from "./walk-through.ts";

export type Deed = { readonly at: Instant; readonly who: string; readonly what: string; readonly run: () => Promise<void> };

export type PlayParts = {
  readonly teamId: string;
  readonly course: Course;
  /** What the team writes to each other in. */
  readonly locale: Locale;
  readonly actors: readonly Actor[];
  readonly catalogue: Catalogue;
  readonly start: Instant;
  readonly chance: Chance;
  readonly clock: { now(): Instant; pass(ms: number): void };
};

export interface Play {
  /** What is planned from the beginning. */
  readonly plot: readonly Deed[];
  /** What somebody does about a letter; nothing for most. */
  reactTo(letter: Letter): readonly Deed[];
}

const TAP_MS = 18_000;

export function createPlay(parts: PlayParts): Play {
  const { actors, course, locale, start, chance, clock, catalogue, teamId } = parts;
  const byPerson = new Map(actors.map((actor) => [actor.personId, actor]));
  const gone = new Set<string>();
  const weekOf = (at: Instant): number => Math.floor((at - start) / (7 * DAY_MS)) + 1;
  const monday = (week: number): Instant => start + (week - 1) * 7 * DAY_MS;

  async function walk(actor: Actor, card: Message): Promise<void> {
    const going = { actor, catalogue, course, week: weekOf(clock.now()), chance, onTap: () => clock.pass(TAP_MS) };
    await walkThrough(going, card);
  }

  function reactTo(letter: Letter): readonly Deed[] {
    const actor = letter.target.to === "person" ? byPerson.get(letter.target.personId) : undefined;
    if (!actor || letter.operation !== "post" || gone.has(actor.personId)) return [];
    const { habit, name } = actor.character;
    const due = letter.at + Math.round(delayOf(parts, actor, letter.at));
    const deed = (what: string, run: () => Promise<void>): readonly Deed[] => [{ at: due, who: name, what, run }];
    if (findAction(letter.message, "walk")) return habit === "silent" ? [] : deed("answers", () => walk(actor, letter.message));
    const offered = findAction(letter.message, "take-step");
    if (offered && chance("take", actor.personId, letter.at) < 0.7)
      return deed("takes a step", async () => void (await actor.presses(offered)));
    return [];
  }

  const lead = actors[0];
  const everybody = (week: number, hours: number, what: string, run: (actor: Actor) => Promise<unknown>): readonly Deed[] =>
    actors
      .filter(({ character }) => character.habit !== "silent")
      .map((actor, index) => ({
        at: monday(week) + 3 * DAY_MS + hours * HOUR_MS + index * 20 * MINUTE_MS,
        who: actor.character.name,
        what,
        run: async () => void (gone.has(actor.personId) || (await run(actor))),
      }));

  function plan(): readonly Deed[] {
    if (!lead) return [];
    return [
      ...actors.flatMap((actor) => planHabit(actor)),
      ...PLOT.reviewInWeeks[course].flatMap((week) =>
        everybody(week, 10, "walks through everything again", (actor) => actor.says("assess")),
      ),
      ...[3, 5, 8, 10, 11, 12].flatMap((week) => planLead(lead, week)),
    ];
  }

  function planHabit(actor: Actor): readonly Deed[] {
    const { habit, name } = actor.character;
    const at = (week: number): Instant => monday(week) + 6 * DAY_MS;
    if (habit === "away")
      return [
        {
          at: at(PLOT.awayInWeek - 1),
          who: name,
          what: "goes away for a week",
          run: async () => void (await actor.says("away 8d")),
        },
      ];
    if (habit === "leaving")
      return [{ at: at(PLOT.leavesInWeek - 1), who: name, what: "leaves the team", run: () => leave(actor) }];
    if (habit === "silent" && lead) {
      const week = PLOT.silentBecomesObserverInWeek;
      return [
        { at: at(week - 1), who: lead.character.name, what: `makes ${name} an observer`, run: () => makeObserver(lead, actor) },
      ];
    }
    return [];
  }

  async function leave(actor: Actor): Promise<void> {
    await pressOn(actor, await actor.says("leave"), "confirm-leave");
    gone.add(actor.personId);
  }

  async function makeObserver(by: Actor, who: Actor): Promise<void> {
    const form = findAction((await by.says("members")).notice, "open-form");
    if (form?.form.form !== "members") return;
    const staying = actors.filter((actor) => actor !== who && !gone.has(actor.personId)).map(({ personId }) => personId);
    await by.submits(form.form, { members: staying, leads: [by.personId], observers: [who.personId] });
  }

  function planLead(by: Actor, week: number): readonly Deed[] {
    const at = monday(week) + 4 * DAY_MS + 14 * HOUR_MS;
    const deed = (what: string, run: () => Promise<void>): Deed => ({ at, who: by.character.name, what, run });
    const link = course === "regressing" ? 3 : 10;
    return [
      ...(week === 3 ? [deed("adds a value record", () => addValue(by))] : []),
      ...(week === link || week === 12 ? [deed("confirms what is linked", () => confirmEvidence(by))] : []),
      ...(week === 5
        ? [deed("keeps a milestone", async () => void (await by.says(`milestone ${WRITES[locale].milestone}`)))]
        : []),
    ];
  }

  async function addValue(by: Actor): Promise<void> {
    const measuredOn = new Date(clock.now()).toISOString().slice(0, 10);
    await by.submits(
      { form: "kpi", teamId },
      {
        goal: WRITES[locale].goal,
        kpi: WRITES[locale].kpi,
        before: "72",
        after: "5",
        measuredOn,
        link: "https://example.com/kpi",
        questionId: "any",
      },
    );
  }

  async function confirmEvidence(by: Actor): Promise<void> {
    for (let rounds = 0; rounds < 12; rounds += 1) {
      const confirm = listButtons((await by.says("gate")).notice).find(
        ({ action }) => action.act === "confirm-evidence" && action.confirm,
      );
      if (!confirm) return;
      await by.presses(confirm.action);
    }
  }

  return { plot: plan(), reactTo };
}

async function pressOn(actor: Actor, outcome: Outcome, act: "confirm-leave"): Promise<void> {
  const action = findAction(outcome.notice, act);
  if (action) await actor.presses(action);
}

/** How long somebody takes to look: within the window for most, after the reminder for the late one. */
function delayOf({ chance }: PlayParts, { character, personId }: Actor, at: Instant): number {
  const luck = chance("delay", personId, at);
  switch (character.habit) {
    case "late":
      return (40 + luck * 7) * HOUR_MS;
    case "diligent":
      return (5 + luck * 40) * MINUTE_MS;
    default:
      return (1 + luck * 20) * HOUR_MS;
  }
}
