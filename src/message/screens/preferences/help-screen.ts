/** What the bot does, and its commands by group: those that the reader may use, the others behind a click. */
import type { Platform } from "../../../core/team.ts";
import type { CommandWord } from "../../command-word.ts";
import type { Button, Element, Message } from "../../message.ts";
import type { Run } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";

const HELP_GROUPS = ["everyday", "for-team", "for-leads", "for-me", "for-programme"] as const;

/** The groups in which the commands are listed. */
export type HelpGroup = (typeof HELP_GROUPS)[number];

/** One command in the list. */
export type HelpRow = {
  readonly word: CommandWord;
  /** What may follow the word. */
  readonly usage?: string;
  readonly group: HelpGroup;
  /** The reader may use it now. */
  readonly usable: boolean;
};

/** The commands, and who is reading them. */
export type HelpData = {
  readonly platform: Platform;
  readonly rows: readonly HelpRow[];
  readonly inTeam: boolean;
  /** The reader is asked questions in a team. */
  readonly answers: boolean;
  readonly programmeLead: boolean;
};

/** Lists the commands that the reader can use, by group, and the others in a fold. */
export function buildHelp(voice: Voice, data: HelpData): Message {
  const { platform, rows } = data;
  return {
    locale: voice.locale,
    summary: voice.say("commands.summary"),
    elements: [
      { kind: "heading", text: voice.say("commands.help.title") },
      { kind: "paragraph", text: voice.say("commands.help.intro") },
      { kind: "paragraph", text: voice.runs(`commands.help.how.${platform}`), tone: "quiet" },
      ...HELP_GROUPS.flatMap((group) => buildGroup(voice, group, rows)),
      ...buildOthers(voice, rows),
      { kind: "buttons", buttons: listButtons(voice, data) },
    ],
  };
}

function buildGroup(voice: Voice, group: HelpGroup, rows: readonly HelpRow[]): readonly Element[] {
  const usable = rows.filter((row) => row.usable && row.group === group);
  if (usable.length === 0) return [];
  return [
    { kind: "paragraph", text: [{ text: voice.say(`commands.help.${group}`), style: "bold" }] },
    { kind: "list", items: usable.map((row) => toItem(voice, row)) },
  ];
}

function buildOthers(voice: Voice, rows: readonly HelpRow[]): readonly Element[] {
  const others = rows.filter(({ usable }) => !usable);
  if (others.length === 0) return [];
  const items = others.map((row) => toItem(voice, row));
  return [{ kind: "fold", title: voice.say("commands.help.others"), elements: [{ kind: "list", items }] }];
}

function toItem(voice: Voice, { word, usage }: HelpRow): readonly Run[] {
  const text = voice.say(`commands.text.${word}`);
  return voice.runs("commands.help.row", { usage: usage ? `${word} ${usage}` : word, text });
}

/** Returns the buttons for what to do first. */
function listButtons(voice: Voice, { inTeam, answers, programmeLead }: HelpData): readonly Button[] {
  return [
    ...(answers
      ? [
          {
            label: voice.say("commands.button.check-in"),
            action: { act: "command" as const, line: "checkin" as const },
            style: "primary" as const,
          },
        ]
      : []),
    {
      label: voice.say("commands.button.setup"),
      action: { act: "command", line: "setup" },
      ...(!inTeam && { style: "primary" as const }),
    },
    ...(programmeLead
      ? [
          {
            label: voice.say("members.programme.button"),
            action: { act: "open-form" as const, form: { form: "programme" as const } },
          },
        ]
      : []),
  ];
}
