/** The `overview` command, which shows programme leads all teams of the workspace; also the monthly message. */
import type { Workspace } from "../../core/team.ts";
import type { Message } from "../../message/message.ts";
import { addOverviewButtons, buildSwitch } from "../../message/screens/programme/overview-buttons.ts";
import { buildOverview, type OverviewTeam } from "../../message/screens/programme/overview-screen.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Call, Work } from "../call.ts";
import { answerWith } from "../notices.ts";
import { setMonthly, setNextOverviewLook, wantsMonthly } from "../programme/monthly.ts";
import type { Outcome } from "../request.ts";
import { loadStandingOf, maskStoredFor } from "./load-standing.ts";

/** Shows the overview now; `on` and `off` turn the monthly message on and off. */
export async function showOverview(call: Call, args: readonly string[] = []): Promise<Outcome> {
  const { workspace, voice, person } = call;
  const [word] = args;
  if (word === "on" || word === "off") return switchMonthly(call, word);
  const overview = await buildOverviewNow(call, { workspace, voice });
  const monthly = await wantsMonthly(call, person.id);
  return { notice: addOverviewButtons(voice, overview, { workspaceId: workspace.id, monthly }) };
}

async function switchMonthly(call: Call, word: "on" | "off"): Promise<Outcome> {
  await setMonthly(call, call.person.id, word === "on");
  await setNextOverviewLook(call, undefined);
  return answerWith(call.voice, call.voice.runs(`programme.monthly.${word}`), {
    buttons: [buildSwitch(call.voice, word === "on")],
  });
}

/** Builds the overview of the workspace's own teams and those linked to it, each under its own privacy mode. */
export async function buildOverviewNow(
  work: Work,
  { workspace, voice }: { readonly workspace: Workspace; readonly voice: Voice },
): Promise<Message> {
  const teams = [...(await work.stores.teams.listAtHome(workspace.id))].sort((left, right) =>
    left.name.localeCompare(right.name, voice.locale),
  );
  const rows: OverviewTeam[] = [];
  for (const team of teams) {
    const loaded = await loadStandingOf(work, { team, at: work.now });
    rows.push({
      name: team.name,
      catalogue: loaded.catalogue,
      standing: loaded.masked,
      ...(loaded.before && { before: maskStoredFor(loaded, loaded.before) }),
      gate: { met: loaded.gate.metCount, total: loaded.gate.total, passed: loaded.gate.met },
    });
  }
  return buildOverview(voice, { workspaceName: workspace.name, moment: voice.date(work.now, "UTC"), teams: rows });
}
