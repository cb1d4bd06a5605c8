/** What a team should look at in its standing: questions rated far apart, and areas whose answers are old. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { MaskedStanding, QuestionFigures, Subject } from "../../../core/standing/masked-standing.ts";
import type { Element } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildWhyButtons, nameQuestion, nameSection } from "./names.ts";

/** A standing to look through for splits and stale answers. */
export type Attention = {
  readonly teamId: string;
  readonly catalogue: Catalogue;
  readonly standing: MaskedStanding;
  /** The smallest number of splits that is listed, because fewer were named elsewhere. */
  readonly splitsFrom?: number;
};

/**
 * Lists the questions whose ratings are split and the sections with stale ratings, where they may be told. Returns
 * nothing when there are none.
 */
export function buildAttention(voice: Voice, { teamId, catalogue, standing, splitsFrom = 1 }: Attention): readonly Element[] {
  const found = [...listSplits(standing), ...listScopeSplits(standing)];
  const shown = found.length < splitsFrom ? [] : found;
  const splits = shown.map((id) => nameQuestion(voice, catalogue, id));
  const old = listStale(standing);
  const way = (subjects: readonly Subject[]) => buildWhyButtons(voice, { catalogue, teamId }, subjects);
  const stale = old.map(({ sectionId, count }) =>
    voice.say("standing.stale-area", { name: nameSection(voice, catalogue, sectionId), count }),
  );
  const elements: readonly Element[] = [
    ...(splits.length === 0
      ? []
      : [
          { kind: "paragraph", text: voice.runs("standing.splits", { count: splits.length }) } as const,
          { kind: "list", items: splits } as const,
          ...way(shown.map((id) => ({ of: "question", id }))),
        ]),
    ...(stale.length === 0
      ? []
      : [
          { kind: "paragraph", text: voice.runs("standing.stale") } as const,
          { kind: "list", items: stale } as const,
          ...way(old.map(({ sectionId }) => ({ of: "section", id: sectionId }))),
        ]),
  ];
  const title = voice.say("standing.attention", { splits: splits.length, stale: stale.length });
  return elements.length === 0 ? [] : [{ kind: "fold", title, elements }];
}

/** Returns the ids of the questions whose ratings are two or more apart and may be shown, in the model's order. */
export function listSplits(standing: MaskedStanding): readonly string[] {
  return listFigures(standing).flatMap(({ questionId, figures }) => (figures.split ? [questionId] : []));
}

/**
 * Returns the ids of the questions that some rated and others called not applicable. Those that `listSplits` names
 * are left out.
 */
export function listScopeSplits(standing: MaskedStanding): readonly string[] {
  return listFigures(standing).flatMap(({ questionId, figures }) => (figures.scopeSplit && !figures.split ? [questionId] : []));
}

function listFigures(standing: MaskedStanding): readonly { readonly questionId: string; readonly figures: QuestionFigures }[] {
  return standing.dimensions
    .flatMap(({ sections }) => sections.flatMap(({ questions }) => questions))
    .flatMap(({ questionId, figures }) => (figures.shown ? [{ questionId, figures }] : []));
}

/** Sections with stale ratings, the most first. */
function listStale(standing: MaskedStanding): readonly { readonly sectionId: string; readonly count: number }[] {
  return standing.dimensions
    .flatMap(({ sections }) => sections)
    .map(({ sectionId, questions }) => ({
      sectionId,
      count: questions.reduce((sum, { figures }) => sum + (figures.shown ? figures.stale : 0), 0),
    }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count);
}
