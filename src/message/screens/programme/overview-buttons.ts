/** What a programme lead can do below the overview: import teams, and have it monthly or not. */
import type { Button, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/**
 * Returns the overview with buttons to import teams and to turn the monthly overview on or off, as it is shown after
 * the command.
 */
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

/** Returns the overview with the reason why it came and a button to turn it off, as it is sent once a month. */
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

/** Returns the button that turns the monthly overview off when it is on, and on when it is off. */
export function buildSwitch(voice: Voice, monthly: boolean): Button {
  return monthly
    ? { label: voice.say("programme.monthly.turn-off"), action: { act: "command", line: "overview off" } }
    : { label: voice.say("programme.monthly.turn-on"), action: { act: "command", line: "overview on" } };
}
