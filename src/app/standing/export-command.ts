/** The `export` command: queues a file for its author alone, a table, data, or a page to read. */

import type { Button } from "../../message/message.ts";
import type { TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import { EXPORT_FORMATS } from "../ports/export-store.ts";
import type { Outcome } from "../request.ts";
import { recordAct } from "../with-audit.ts";

const MAX_ECHO = 40;

/**
 * Queues the record as `csv`, `json` or `md`, and says that it is being prepared; asked for again meanwhile, that it still
 * is. Leads get the team's, or their own with `mine`; members get their own. Refuses words that it does not know.
 */
export async function exportRecord(call: TeamCall, args: readonly string[]): Promise<Outcome> {
  const { voice, team, membership, stores, world } = call;
  const [word = "", whose = ""] = args.map((argument) => argument.toLowerCase());
  const format = EXPORT_FORMATS.find((known) => known === word);
  if (!format || !["", "mine"].includes(whose)) return askForFormat(call, format ? whose : word);
  const scope = membership.lead && whose === "" ? "team" : "own";
  const added = await stores.exports.add({
    id: world.ids.next(),
    workspaceId: call.workspace.id,
    personId: call.person.id,
    teamId: team.id,
    scope,
    format,
    locale: voice.locale,
    askedAt: call.now,
  });
  if (added) await recordAct(call, { act: "exported", team, details: { format, scope } });
  const id = added ? "export.notice.preparing" : "export.notice.still-preparing";
  return { ...answerWith(voice, voice.runs(id, { team: team.name, format })), begins: "export" };
}

function askForFormat({ voice, team }: TeamCall, wrong: string): Outcome {
  const buttons = EXPORT_FORMATS.map((format): Button => ({
    label: format,
    action: { act: "command", line: `export ${format}`, teamId: team.id },
  }));
  if (wrong === "") return answerWith(voice, voice.runs("export.usage"), { buttons });
  return answerWith(voice, voice.runs("export.wrong", { word: wrong.slice(0, MAX_ECHO) }), { buttons });
}
