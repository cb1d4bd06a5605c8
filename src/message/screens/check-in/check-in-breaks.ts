/** The cards on which a check-in waits: the offer in a new team's first round, and the pause. */

import { estimateMinutes } from "../../../core/check-in/assessment.ts";
import type { Team } from "../../../core/team.ts";
import type { Element, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { shortenGreeting } from "../team/greeting.ts";
import { buildNamedExport, type CheckInView, locateItem, nameCheckIn } from "./check-in-view.ts";

/**
 * Asks a new team's member whether to answer everything now, with the time it takes in minutes, or to spread it over
 * the rounds, with their number. Says who sees the answers. The offer to somebody who was not greeted before greets them, too.
 */
export function buildOfferCard(voice: Voice, view: CheckInView): Message {
  const { checkIn, team } = view;
  const questions = view.assessmentLength ?? checkIn.items.length;
  const choose = (choice: "all" | "spread") => ({
    act: "walk" as const,
    checkInId: checkIn.id,
    revision: checkIn.revision,
    event: { do: "choose-baseline" as const, choice },
  });
  const minutes = voice.say("check-in.minutes", { minutes: estimateMinutes(questions) });
  const rounds = Math.max(1, Math.ceil(questions / team.questionsPerRound));
  return {
    locale: voice.locale,
    summary: voice.say("check-in.offer.summary", { team: team.name }),
    elements: [
      ...(view.greeting ? shortenGreeting(view.greeting) : []),
      { kind: "heading", text: voice.say("check-in.offer.title", { team: team.name }) },
      {
        kind: "paragraph",
        text: voice.runs("check-in.offer.text", { questions, minutes, rounds, perRound: team.questionsPerRound }),
      },
      ...(view.greeting ? [] : [buildPrivacyLine(voice, team.privacy)]),
      ...buildNamedExport(voice, view),
      {
        kind: "buttons",
        buttons: [
          { label: voice.say("check-in.button.spread"), action: choose("spread"), style: "primary" },
          { label: voice.say("check-in.button.all-now"), action: choose("all") },
        ],
      },
    ],
  };
}

function buildPrivacyLine(voice: Voice, privacy: Team["privacy"]): Element {
  const isOpen = privacy === "open";
  const text = voice.runs(isOpen ? "check-in.open-mode" : "check-in.private-mode");
  return { kind: "paragraph", text, tone: isOpen ? "warning" : "quiet" };
}

/** Shows where a paused check-in stopped, until when it can be continued, and a button to go on. */
export function buildPausedCard(voice: Voice, view: CheckInView): Message {
  const { checkIn } = view;
  const until = view.windowEndsAt === undefined ? undefined : voice.dateTime(view.windowEndsAt, view.zone);
  return {
    locale: voice.locale,
    summary: voice.say("check-in.paused.summary", { team: view.team.name }),
    elements: [
      { kind: "heading", text: `${nameCheckIn(voice, view)} · ${voice.say("check-in.paused.title")}` },
      { kind: "paragraph", text: voice.say("check-in.paused.text", locateItem(view)) },
      ...(until
        ? [{ kind: "paragraph" as const, text: voice.say("check-in.paused.until", { date: until }), tone: "quiet" as const }]
        : []),
      {
        kind: "buttons",
        buttons: [
          {
            label: voice.say("check-in.button.resume"),
            action: { act: "walk", checkInId: checkIn.id, revision: checkIn.revision, event: { do: "resume" } },
            style: "primary",
          },
        ],
      },
    ],
  };
}
