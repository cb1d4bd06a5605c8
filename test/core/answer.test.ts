import { describe, expect, it, test } from "vitest";
import { type Answer, currentAnswers } from "../../src/core/answer.ts";
import { type Reply, sameReply } from "../../src/core/reply.ts";
import { anAnswer, aRating, NOW } from "../helpers/team.ts";

const OTHER: Reply = { kind: "not-applicable", reason: "other" };
const REPLIES: readonly (Reply | undefined)[] = [
  undefined,
  aRating(1),
  aRating(2),
  { kind: "not-sure" },
  OTHER,
  { kind: "not-applicable", reason: "architecture" },
];

test("a reply is the same as itself, told again, and as no other", () => {
  for (const [row, left] of REPLIES.entries()) {
    for (const [column, right] of REPLIES.entries()) {
      expect(sameReply(left && { ...left }, right), `${JSON.stringify(left)} and ${JSON.stringify(right)}`).toBe(row === column);
    }
  }
});

describe("the answers that count", () => {
  const idsAt = (at: number, ...answers: readonly Answer[]) => currentAnswers(answers, at).map(({ id }) => id);
  const first = anAnswer({ id: "answer-2", at: NOW - 1 });
  const second = anAnswer({ id: "answer-1", at: NOW });

  it("are the latest of each, whatever order they come in", () => {
    expect(idsAt(NOW, first, second)).toEqual(["answer-1"]);
    expect(idsAt(NOW, second, first)).toEqual(["answer-1"]);
  });

  it("are those of the moment that is asked after", () => {
    expect(idsAt(NOW - 1, first, second)).toEqual(["answer-2"]);
    expect(idsAt(NOW - 2, first, second)).toEqual([]);
  });

  it("are the one with the higher id of two at the same moment", () => {
    const together = anAnswer({ id: "answer-3", at: NOW });
    expect(idsAt(NOW, second, together)).toEqual(["answer-3"]);
    expect(idsAt(NOW, together, second)).toEqual(["answer-3"]);
  });

  it("are counted apart for each membership and each question", () => {
    const ben = anAnswer({ id: "answer-4", membershipId: "ben" });
    const logs = anAnswer({ id: "answer-5", questionId: "logs" });
    expect(idsAt(NOW, second, ben, logs)).toEqual(["answer-1", "answer-4", "answer-5"]);
  });
});
