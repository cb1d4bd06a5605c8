/** Whether a message went out twice: by the id that the bot gives each post, and by what a check-in's cards show. */
import { toJson, toText } from "../../fakes/json.ts";
import type { FakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { Ledger } from "../../wire/ledger.ts";
import type { Found } from "./database.ts";

/** Looks at what the platforms took, again and again; what was removed meanwhile stays known. */
export interface SendCheck {
  /** Every message that stands twice, once each. */
  look(found: Found): readonly string[];
}

/** Creates the check over the records of both platforms. */
export function createSendCheck(slack: FakeSlack, ledger: Ledger): SendCheck {
  const places = new Map<string, Set<string>>();
  const told = new Set<string>();
  const cards = new Map<string, number>();
  let seen = 0;

  function findByPost(): readonly string[] {
    for (const { channel, ts, metadata } of slack.messages) {
      const postId = toText(toJson(toJson(metadata).event_payload).postId);
      if (postId === "") continue;
      const known = places.get(postId) ?? new Set();
      places.set(postId, known.add(`${channel} ${ts}`));
    }
    return [...places].filter(([, at]) => at.size > 1).map(([id, at]) => `R14: post ${id} stands ${at.size} times in Slack`);
  }

  /** Where the platform keeps no id of ours, a check-in may have no more cards than were queued. */
  function findByCard({ checkIns }: Found): readonly string[] {
    for (const record of ledger.records.slice(seen)) {
      if (record.kind !== "shown" || record.how !== "post") continue;
      const walk = record.actions.find((action) => action.act === "walk");
      if (walk?.act === "walk") cards.set(walk.checkInId, (cards.get(walk.checkInId) ?? 0) + 1);
    }
    seen = ledger.records.length;
    return [...cards].flatMap(([id, count]) => {
      const queued = checkIns.get(id)?.cards ?? count;
      return count > queued ? [`R14: check-in ${id} has ${count} cards, queued were ${queued}`] : [];
    });
  }

  return {
    look(found) {
      const fresh = [...findByPost(), ...findByCard(found)].filter((line) => !told.has(line));
      for (const line of fresh) told.add(line);
      return fresh;
    },
  };
}
