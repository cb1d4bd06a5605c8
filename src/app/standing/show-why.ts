/** The `why` command: the exact calculation behind a number. */
import type { Subject } from "../../core/standing/masked-tree.ts";
import type { Button } from "../../message/message.ts";
import { nameSubject, toWhyLine } from "../../message/screens/standing/names.ts";
import { buildWhy } from "../../message/screens/standing/why-screen.ts";
import type { TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { explainLoaded } from "./explain-loaded.ts";
import { findSubject } from "./find-subject.ts";
import { loadStandingOf } from "./load-standing.ts";

const MAX_ECHO = 60;

/**
 * Explains the number of the part that the words mean, the whole without words. When nothing matches, the answer offers
 * the nearest parts.
 */
export async function showWhy(call: TeamCall, args: readonly string[]): Promise<Outcome> {
  const words = args.join(" ");
  const finding = findSubject(call.catalogue, words, call.voice.vocabulary.whole);
  if (finding.kind === "unclear") return refuse(call, words, finding.nearest);
  const loaded = await loadStandingOf(call, { team: call.team, at: call.now });
  const explanation = explainLoaded(loaded, { subject: finding.subject, lead: call.membership.lead });
  if (!explanation) return refuse(call, words, []);
  const { team, voice, catalogue } = call;
  const { zone } = team.schedule;
  return { notice: buildWhy(voice, { teamId: team.id, teamName: team.name, catalogue, zone, explanation }) };
}

function refuse(call: TeamCall, words: string, nearest: readonly Subject[]): Outcome {
  const { voice, catalogue, team } = call;
  const subjects: readonly Subject[] =
    nearest.length > 0 ? nearest : catalogue.dimensions.map(({ id }): Subject => ({ of: "dimension", id }));
  const buttons = subjects.map((subject): Button => ({
    label: nameSubject(voice, catalogue, subject),
    action: { act: "command", line: toWhyLine(catalogue, subject), teamId: team.id },
  }));
  const id = nearest.length > 0 ? "standing.why.unknown-near" : "standing.why.unknown";
  return answerWith(voice, voice.runs(id, { words: words.slice(0, MAX_ECHO) }), { buttons });
}
