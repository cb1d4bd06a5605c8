/** An answer that lapsed while its author was away from a private team comes back by the agenda. */
import { expect, test } from "vitest";
import { listQuestions } from "../../../src/core/catalogue/catalogue.ts";
import { anAttackedWorld } from "./attacker-world.ts";

test("whoever came back is asked again what they had answered, and counts again with the new answer", async () => {
  const { world, team, act, targetAnswers, targetMembershipId } = await anAttackedWorld();
  try {
    await targetAnswers(2);
    await act({ do: "days", days: 1 }, 0);
    const raters = async () => {
      const standing = await world.stores((stores) => stores.teamStandings.find(team.id));
      return standing?.standing.whole.respondents;
    };
    expect(await raters()).toBe(1);
    await act({ do: "take-out", who: "tia" }, 0);
    await act({ do: "bring-back", who: "tia" }, 0);
    // No question comes in two rounds running.
    await act({ do: "days", days: 8 }, 0);
    await act({ do: "days", days: 7 }, 0);
    expect(await raters()).toBe(0);
    const [checkIn] = await world.stores((stores) => stores.checkIns.listOfMembership(targetMembershipId, 1));
    const asked = (checkIn?.items ?? []).map((item) => [item.questionId, item.kind === "question" ? item.because : item.kind]);
    const gate = new Set(listQuestions(world.catalogue).flatMap(({ id, gate: isGate }) => (isGate ? [id] : [])));
    expect(asked).toHaveLength(5);
    expect(asked.map(([id, because]) => [id, because])).toEqual(
      asked.map(([id]) => [id, gate.has(id ?? "") ? "gate" : "unanswered"]),
    );
    await targetAnswers(3);
    await act({ do: "days", days: 8 }, 0);
    expect(await raters()).toBe(1);
  } finally {
    await world.close();
  }
});
