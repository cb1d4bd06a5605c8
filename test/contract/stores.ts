/** One suite for every store: what the ports promise holds whatever database is behind them. */
import { describe } from "vitest";
import { describeAnswers } from "./stores/answers.ts";
import { describeAudit } from "./stores/audit.ts";
import { describeCheckIns } from "./stores/check-ins.ts";
import { describeForgetting } from "./stores/forgetting.ts";
import { describeGroups } from "./stores/groups.ts";
import type { OpenStorage } from "./stores/harness.ts";
import { describeLedger } from "./stores/ledger.ts";
import { describeLinks } from "./stores/links.ts";
import { describeOutbox } from "./stores/outbox.ts";
import { describePeople } from "./stores/people.ts";
import { describePosts } from "./stores/posts.ts";
import { describeRecords } from "./stores/records.ts";
import { describeRounds } from "./stores/rounds.ts";
import { describeTeams } from "./stores/teams.ts";
import { describeUnits } from "./stores/units.ts";

export function describeStores(name: string, open: OpenStorage): void {
  describe(name, () => {
    describeUnits(open);
    describePeople(open);
    describeTeams(open);
    describeAudit(open);
    describeCheckIns(open);
    describeAnswers(open);
    describeRounds(open);
    describeRecords(open);
    describeLedger(open);
    describePosts(open);
    describeOutbox(open);
    describeForgetting(open);
    describeLinks(open);
    describeGroups(open);
  });
}
