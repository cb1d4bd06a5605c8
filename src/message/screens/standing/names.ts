/** Names the parts of a catalogue in one language, and leads from a name to the sum behind its number. */
import { type Catalogue, findQuestion, type Section } from "../../../core/catalogue/catalogue.ts";
import type { Subject } from "../../../core/standing/masked-standing.ts";
import type { CommandText } from "../../command-word.ts";
import type { Button, Element } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/**
 * Returns the name of a part of the catalogue, such as "Technology · Observability", "TEC-03 Logs" or "Whole level".
 * A part that the edition does not have keeps its id.
 */
export function nameSubject(voice: Voice, catalogue: Catalogue, subject: Subject): string {
  switch (subject.of) {
    case "whole":
      return voice.say("words.whole");
    case "dimension":
      return nameDimension(voice, catalogue, subject.id);
    case "section":
      return nameSection(voice, catalogue, subject.id);
    case "question":
      return nameQuestion(voice, catalogue, subject.id);
    default:
      return subject satisfies never;
  }
}

function nameDimension(voice: Voice, catalogue: Catalogue, id: string): string {
  const dimension = catalogue.dimensions.find((candidate) => candidate.id === id);
  return dimension ? voice.of(dimension.title) : id;
}

/**
 * Returns the name of a section with its dimension, because titles repeat between dimensions. A section titled like
 * its dimension is named once.
 */
export function nameSection(voice: Voice, catalogue: Catalogue, id: string): string {
  const section = findSection(catalogue, id);
  if (!section) return id;
  const [dimension, title] = [nameDimension(voice, catalogue, section.dimensionId), voice.of(section.title)];
  return dimension === title ? `${title} · ${voice.say("standing.general")}` : `${dimension} · ${title}`;
}

/** Returns the name of a part where its dimension was named before: a section by its own title alone. */
export function nameWithin(voice: Voice, catalogue: Catalogue, subject: Subject): string {
  const section = subject.of === "section" ? findSection(catalogue, subject.id) : undefined;
  return section ? voice.of(section.title) : nameSubject(voice, catalogue, subject);
}

/** Returns code and title of a question, or its id where the edition does not have it. */
export function nameQuestion(voice: Voice, catalogue: Catalogue, id: string): string {
  const question = findQuestion(catalogue, id);
  return question ? `${question.code} ${voice.of(question.title)}` : id;
}

function findSection(catalogue: Catalogue, id: string): Section | undefined {
  return catalogue.dimensions.flatMap((dimension) => dimension.sections).find((section) => section.id === id);
}

/** Returns the command line that explains this part, such as "why TEC-03". */
export function toWhyLine(catalogue: Catalogue, subject: Subject): CommandText {
  if (subject.of === "whole") return "why";
  const code = subject.of === "question" ? findQuestion(catalogue, subject.id)?.code : undefined;
  return `why ${code ?? subject.id}`;
}

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
