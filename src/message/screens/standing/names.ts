/** How the parts of the catalogue are called in one language. */
import { type Catalogue, findQuestion, type Section } from "../../../core/catalogue/catalogue.ts";
import type { Subject } from "../../../core/standing/masked-tree.ts";
import type { Voice } from "../../voice/voice.ts";

/** "Technology · Observability", "TEC-03 Logs", "Whole level". What the edition does not have keeps its id. */
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

/** With its dimension, since every dimension has an overview; a section called like its dimension is named once. */
export function nameSection(voice: Voice, catalogue: Catalogue, id: string): string {
  const section = findSection(catalogue, id);
  if (!section) return id;
  const [dimension, title] = [nameDimension(voice, catalogue, section.dimensionId), voice.of(section.title)];
  return dimension === title ? `${title} · ${voice.say("standing.general")}` : `${dimension} · ${title}`;
}

/** A section by its own title alone, where its dimension was named before. */
export function nameWithin(voice: Voice, catalogue: Catalogue, subject: Subject): string {
  const section = subject.of === "section" ? findSection(catalogue, subject.id) : undefined;
  return section ? voice.of(section.title) : nameSubject(voice, catalogue, subject);
}

export function nameQuestion(voice: Voice, catalogue: Catalogue, id: string): string {
  const question = findQuestion(catalogue, id);
  return question ? `${question.code} ${voice.of(question.title)}` : id;
}

function findSection(catalogue: Catalogue, id: string): Section | undefined {
  return catalogue.dimensions.flatMap((dimension) => dimension.sections).find((section) => section.id === id);
}

/** What is typed after `why` to reach it, also by a button. */
export function toWhyLine(catalogue: Catalogue, subject: Subject): string {
  if (subject.of === "whole") return "why";
  const code = subject.of === "question" ? findQuestion(catalogue, subject.id)?.code : undefined;
  return `why ${code ?? subject.id}`;
}
