/** One suite for every front end, over its real wire: the product is the same wherever a team meets it. */
import { describe } from "vitest";
import { describeCheckIns } from "./front-ends/check-in.ts";
import type { OpenFrontEnd } from "./front-ends/harness.ts";
import { describeLongLists } from "./front-ends/long-lists.ts";
import { describeRound } from "./front-ends/round.ts";
import { describeSetUp } from "./front-ends/set-up.ts";
import { describeStoreTrouble } from "./front-ends/store-trouble.ts";
import { describeWords } from "./front-ends/words.ts";

export function describeFrontEnd(name: string, open: OpenFrontEnd): void {
  describe(name, () => {
    describeWords(open);
    describeSetUp(open);
    describeCheckIns(open);
    describeRound(open);
    describeLongLists(open);
    describeStoreTrouble(open);
  });
}
