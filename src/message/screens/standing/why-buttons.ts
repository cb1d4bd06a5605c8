/** The way from a part that is named to the sum behind its number. */
import { type Catalogue, findQuestion } from "../../../core/catalogue/catalogue.ts";
import type { Subject } from "../../../core/standing/masked-standing.ts";
import type { Button, Element } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameWithin, toWhyLine } from "./names.ts";

/** The team whose numbers are meant, and its edition. */
type Whose = { readonly catalogue: Catalogue; readonly teamId: string };

/** Returns a row of buttons that open the sums of these parts, a question's under its code; nothing where there are none. */
export function buildWhyButtons(
  voice: Voice,
  { catalogue, teamId }: Whose,
  subjects: readonly Subject[],
): readonly Extract<Element, { kind: "buttons" }>[] {
  if (subjects.length === 0) return [];
  const buttons = subjects.map((subject): Button => {
    const code = subject.of === "question" ? findQuestion(catalogue, subject.id)?.code : undefined;
    const name = code ?? nameWithin(voice, catalogue, subject);
    return {
      label: voice.say("standing.button.why-part", { name }),
      action: { act: "command", line: toWhyLine(catalogue, subject), teamId },
    };
  });
  return [{ kind: "buttons", buttons }];
}
