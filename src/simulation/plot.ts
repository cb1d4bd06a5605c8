/**
 * What happens in a team whatever the bot sends: somebody is away, leaves or stops answering, and everybody repeats
 * the assessment.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time.ts";
import { type Actor, findAction } from "./actor.ts";
import { STORY_WEEKS } from "./cast.ts";
import { planLeadActs } from "./lead-acts.ts";
import { type PlannedAct, type Playing, startOfWeek } from "./planned-act.ts";

/**
 * Returns what happens in a team whatever the bot sends: absences, leaving, repeated assessments and what the lead
 * does. It is empty for a team without actors.
 */
export function planPlot(playing: Playing): readonly PlannedAct[] {
  const { actors, course } = playing;
  const [lead] = actors;
  if (!lead) return [];
  return [
    ...actors.flatMap((actor) => planHabit(playing, { actor, lead })),
    ...STORY_WEEKS.reviewInWeeks[course].flatMap((week) => planReview(playing, week)),
    ...planLeadActs(playing, lead),
  ];
}

type Habitual = { readonly actor: Actor; readonly lead: Actor };

function planHabit(playing: Playing, { actor, lead }: Habitual): readonly PlannedAct[] {
  const { habit, name } = actor.character;
  const endOf = (week: number) => startOfWeek(playing.start, week - 1) + 6 * DAY_MS;
  const goAway = async () => void (await actor.says("away 8d"));
  switch (habit) {
    case "away":
      return [{ at: endOf(STORY_WEEKS.awayInWeek), who: name, what: "goes away for a week", run: goAway }];
    case "leaving":
      return [{ at: endOf(STORY_WEEKS.leavesInWeek), who: name, what: "leaves the team", run: () => leave(playing, actor) }];
    case "silent": {
      const [at, run] = [endOf(STORY_WEEKS.silentBecomesObserverInWeek), () => makeObserver({ actor, lead })];
      return [{ at, who: lead.character.name, what: `makes ${name} an observer`, run }];
    }
    default:
      return [];
  }
}

/** Plans the repeated assessment for one person after the other, twenty minutes apart. */
function planReview({ actors, gone, start }: Playing, week: number): readonly PlannedAct[] {
  const beginAt = startOfWeek(start, week) + 3 * DAY_MS + 10 * HOUR_MS;
  return actors
    .filter(({ character }) => character.habit !== "silent")
    .map((actor, index) => ({
      at: beginAt + index * 20 * MINUTE_MS,
      who: actor.character.name,
      what: "walks through everything again",
      run: async () => void (gone.has(actor.personId) || (await actor.says("assess"))),
    }));
}

async function leave({ gone }: Playing, actor: Actor): Promise<void> {
  const confirm = findAction((await actor.says("leave")).notice, "confirm-leave");
  if (confirm) await actor.presses(confirm);
  gone.add(actor.personId);
}

async function makeObserver({ actor, lead }: Habitual): Promise<void> {
  const form = findAction((await lead.says("members")).notice, "open-form");
  if (form?.form.form !== "members") return;
  await lead.submits(form.form, { observers: [actor.personId] });
}
