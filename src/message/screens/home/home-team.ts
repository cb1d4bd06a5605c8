/** One team on a person's home: score, coverage, trend and gate in two lines. */

import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Comparison } from "../../../core/standing/change.ts";
import type { MaskedAggregate, MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { PrivacyMode } from "../../../core/team.ts";
import type { CommandText } from "../../command-word.ts";
import type { Button, Element } from "../../message.ts";
import type { PromptTaking, Voice } from "../../voice/voice.ts";
import { buildNumber, hasNumber } from "../standing/headline.ts";
import { sayScore, sayScoreDetail, scoreBefore, viewWhole } from "../standing/score-rows.ts";
import type { GateCount } from "../standing/standing-pictures.ts";

/** How the whole stood at a moment, which `label` names. */
type HomeMoment = { readonly label: string; readonly whole: MaskedAggregate };

/** One team of the reader's, with its standing masked for them. */
export type HomeTeam = {
  readonly teamId: string;
  readonly teamName: string;
  readonly privacy: PrivacyMode;
  readonly catalogue: Catalogue;
  readonly standing: MaskedStanding;
  /** The whole compared with the round before. */
  readonly change?: Comparison;
  readonly gate: GateCount;
  /** Oldest first, ending with now. */
  readonly path: readonly HomeMoment[];
  /** A member without an open walk may begin one. */
  readonly mayCheckIn: boolean;
};

/** The number of moments that fit in one line. */
const MAX_MOMENTS = 4;

/**
 * Shows a team's score with its coverage, the last four moments and the gate. Where too few people answered it says
 * what is missing until there is a number.
 */
export function buildHomeTeam(voice: Voice, team: HomeTeam): readonly Element[] {
  const { teamName, catalogue, gate, standing } = team;
  const shown = hasNumber(standing);
  return [
    { kind: "divider" },
    { kind: "heading", text: teamName },
    ...(shown
      ? [buildScore(voice, team)]
      : buildNumber(voice, { standing, privacy: team.privacy, gate, level: catalogue.level })),
    ...(shown ? buildPath(voice, team) : []),
    {
      kind: "progress",
      done: gate.met,
      total: gate.total,
      label: voice.say("home.team.gate", { ...gate, level: catalogue.level + 1 }),
    },
    { kind: "buttons", buttons: buildButtons(voice, team, shown) },
  ];
}

function buildScore(voice: Voice, { standing, change, catalogue }: HomeTeam): Element {
  const view = viewWhole(standing.whole, change);
  const before = scoreBefore(view);
  return {
    kind: "scores",
    rows: [
      {
        label: voice.of(catalogue.title),
        ...(view.share !== undefined && { share: view.share }),
        ...(before !== undefined && { before }),
        display: sayScore(voice, view),
        detail: sayScoreDetail(voice, view),
      },
    ],
  };
}

/** "R5 61% → R6 64% → now 67%"; the coverage of the last stands above. */
function buildPath(voice: Voice, { path }: HomeTeam): readonly Element[] {
  const moments = path.slice(-MAX_MOMENTS).map(({ label, whole }) => {
    const view = viewWhole(whole);
    if (view.missing !== undefined) return `${label} –`;
    return voice.say("home.team.moment", { label, score: sayScore(voice, view), coverage: voice.percent(view.coverage) });
  });
  return moments.length < 2 ? [] : [{ kind: "paragraph", text: moments.join(" → "), tone: "quiet" }];
}

function buildButtons(voice: Voice, { teamId, mayCheckIn }: HomeTeam, shown: boolean): readonly Button[] {
  const command = (label: PromptTaking, line: CommandText): Button => ({
    label: voice.say(label),
    action: { act: "command", line, teamId },
  });
  return [
    ...(mayCheckIn ? [command("standing.button.check-in", "checkin")] : []),
    command("standing.button.status", "status"),
    command("standing.button.gate", "gate"),
    ...(shown ? [command("standing.button.next", "next")] : []),
  ];
}
