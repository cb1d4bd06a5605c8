/** What a character would answer: from how the team does, how hard the practice is, and who is asked. */
import type { Question } from "../core/catalogue/catalogue.ts";
import type { Rating } from "../core/rating.ts";
import type { Reply } from "../core/reply.ts";
import { type Character, type Course, STORY_WEEKS } from "./cast.ts";
import type { Chance } from "./chance.ts";

/** The question to answer, and everything that the answer depends on. */
export type Judging = {
  readonly question: Question;
  readonly character: Character;
  readonly course: Course;
  /** The week of the simulation, counted from 1. */
  readonly week: number;
  readonly chance: Chance;
};

/**
 * Returns what a character answers: it follows from the team's course, the difficulty of the question and chance. The
 * same input always gives the same reply.
 */
export function judge(judging: Judging): Reply {
  const { question, character, week, course, chance } = judging;
  const settled = course === "regressing" || (course === "improving" && week >= STORY_WEEKS.agreesFromWeek);
  const luck = chance("reply", character.name, question.id, week);
  if (!settled && luck < 0.06) return { kind: "not-sure" };
  if (!question.gate && chance("scope", character.name, question.id) < 0.015)
    return { kind: "not-applicable", reason: "architecture" };
  return { kind: "rating", rating: clamp(rate(judging)) };
}

function rate({ question, character, week, course, chance }: Judging): number {
  const ease = chance("ease", question.id);
  const [reviewed = 0] = STORY_WEEKS.reviewInWeeks[course];
  if (course === "regressing") return week < reviewed ? 2.6 + ease * 0.8 : ease * 1.9;
  const own = (chance("own", character.name, question.id) - 0.5) * 0.5;
  if (course === "improving" && week >= STORY_WEEKS.agreesFromWeek)
    return question.gate ? 3 : Math.max(1.5, 1.75 + ease * 1.3 + own);
  const grown = 0.3 + ease * 1.5 + week * 0.12 + own;
  return character.habit === "disagreeing" && ease > 0.75 ? grown - 2 : grown;
}

function clamp(value: number): Rating {
  if (value < 0.5) return 0;
  if (value < 1.5) return 1;
  return value < 2.5 ? 2 : 3;
}
