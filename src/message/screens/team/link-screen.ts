/** Linking two platforms: the code, the state of a linked team, and the question before a link ends. */
import type { Platform, Team, Workspace } from "../../../core/team.ts";
import type { CommandText } from "../../command-word.ts";
import type { Button, Message } from "../../message.ts";
import { spellCommand } from "../../slash-command.ts";
import type { Voice } from "../../voice/voice.ts";
import { tell } from "../tell.ts";

/** One of the two workspaces that a link joins. */
export type Side = Pick<Workspace, "name" | "platform">;

/** A new link code. */
export type LinkCodeData = {
  readonly code: string;
  readonly minutes: number;
  /** Where the code is issued. */
  readonly platform: Platform;
  /** Without a team it joins the reader's own accounts. */
  readonly team?: Pick<Team, "name">;
};

/** Shows a new link code and how to use it on the other platform. It must reach its author alone. */
export function buildLinkCode(voice: Voice, { code, minutes, platform, team }: LinkCodeData): Message {
  const there = platform === "slack" ? "teams" : "slack";
  const typed = spellCommand({ platform: there }, `link ${team ? "" : "me "}${code}`);
  const values = { platform: voice.say(`words.platform.${there}`), command: typed };
  const say = team ? voice.runs("link.code.team", { ...values, team: team.name }) : voice.runs("link.code.me", values);
  return tell(voice, say, [
    { kind: "paragraph", text: voice.say("link.code.rules", { minutes }), tone: "quiet" },
    {
      kind: "paragraph",
      text: team ? voice.say("link.code.what", { team: team.name }) : voice.say("link.code.what-me"),
      tone: "quiet",
    },
  ]);
}

/** A linked team and its two homes. */
export type LinkStateData = {
  readonly team: Pick<Team, "id" | "name">;
  /** Since when, in words. */
  readonly since: string;
  readonly homes: readonly { readonly side: Side; readonly hasChannel: boolean }[];
};

/** Shows in which workspaces a linked team is at home, with a button to end the link. */
export function buildLinkState(voice: Voice, { team, since, homes }: LinkStateData): Message {
  const items = homes.map(({ side, hasChannel }) =>
    voice.runs(hasChannel ? "link.state.home" : "link.state.home-without-channel", { side: nameSide(voice, side) }),
  );
  return tell(voice, voice.runs("link.state.text", { team: team.name, date: since }), [
    { kind: "list", items },
    { kind: "buttons", buttons: [{ label: voice.say("link.off.button"), action: command("link off", team.id) }] },
  ]);
}

/** What ending a link would change. */
export type PartQuestionData = {
  readonly team: Pick<Team, "id" | "name">;
  readonly owner: Side;
  readonly second: Side;
  /** The owning workspace removed the bot, so the team moves to the second home. */
  readonly moves?: boolean;
  /** How many people leave the team: those who can be reached only in the home that leaves it. */
  readonly leaving: number;
  readonly former?: Pick<Team, "name">;
};

/** Asks whether to end a link, and says how many people leave the team with it. */
export function buildPartQuestion(voice: Voice, data: PartQuestionData): Message {
  const { team, owner, second, moves, leaving, former } = data;
  const values = { team: team.name, owner: nameSide(voice, owner), second: nameSide(voice, second), count: leaving };
  const buttons: readonly Button[] = [
    { label: voice.say("link.off.yes"), action: command("link off yes", team.id), style: "danger" },
    { label: voice.say("link.off.no"), action: { act: "dismiss" } },
  ];
  return tell(voice, voice.runs(moves ? "link.off.ask-move" : "link.off.ask", values), [
    ...(former
      ? [
          {
            kind: "paragraph" as const,
            text: voice.runs(moves ? "link.off.former-move" : "link.off.former", { former: former.name, second: values.second }),
            tone: "quiet" as const,
          },
        ]
      : []),
    { kind: "buttons", buttons },
  ]);
}

/** Returns the name of a workspace with its platform, such as "Example Ltd (Slack)". */
export function nameSide(voice: Voice, side: Side): string {
  const platform = voice.say(`words.platform.${side.platform}`);
  return side.name === platform ? platform : voice.say("link.side", { workspace: side.name, platform });
}

function command(line: CommandText, teamId: string): Button["action"] {
  return { act: "command", line, teamId };
}
