/** What a programme lead can do below the overview: import teams, and have it monthly or not. */
import type { Button, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/** As asked for by command. */
export function addOverviewButtons(
  voice: Voice,
  overview: Message,
  { workspaceId, monthly }: { readonly workspaceId: string; readonly monthly: boolean },
): Message {
  const form = { form: "import-teams", workspaceId } as const;
  const importTeams: Button = { label: voice.say("programme.import.button"), action: { act: "open-form", form } };
  return {
    ...overview,
    elements: [...overview.elements, { kind: "buttons", buttons: [importTeams, buildSwitch(voice, monthly)] }],
  };
}

/** As it comes by itself. */
export function buildMonthlyOverview(voice: Voice, overview: Message): Message {
  return {
    ...overview,
    elements: [
      ...overview.elements,
      { kind: "paragraph", text: voice.runs("programme.monthly.why"), tone: "quiet" },
      { kind: "buttons", buttons: [buildSwitch(voice, true)] },
    ],
  };
}

/** What turns it the other way. */
export function buildSwitch(voice: Voice, monthly: boolean): Button {
  return monthly
    ? { label: voice.say("programme.monthly.turn-off"), action: { act: "command", line: "overview off" } }
    : { label: voice.say("programme.monthly.turn-on"), action: { act: "command", line: "overview on" } };
}
