/** Says of when a private team's published numbers are. Each question's own date is shown by `why`. */
import type { MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { Zone } from "../../../core/time.ts";
import type { Element } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/** Returns one quiet line with the dates of the oldest and the newest published number; nothing where there is none. */
export function buildPublishedLine(
  voice: Voice,
  { standing, zone }: { readonly standing: MaskedStanding; readonly zone: Zone },
): readonly Element[] {
  const questions = standing.dimensions.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
  const instants = questions.flatMap(({ figures }) => (figures.shown && figures.asOf !== undefined ? [figures.asOf] : []));
  if (instants.length === 0) return [];
  const [from, to] = [Math.min(...instants), Math.max(...instants)].map((at) => voice.date(at, zone));
  const text =
    from === to
      ? voice.say("standing.published.one", { date: to ?? "" })
      : voice.say("standing.published.several", { from: from ?? "", to: to ?? "" });
  return [{ kind: "paragraph", text, tone: "quiet" }];
}
