/** What the use cases say to delivery: what is sent, and what follows from a message that arrived or could not be sent. */
import type { OutboxRules } from "../ports/outbox-rules.ts";
import { tellChannelTrouble } from "../rounds/channel-trouble.ts";
import { excuseTurn } from "../rounds/excuse-turn.ts";
import { clearUnreachable, markUnreachable } from "../rounds/mark-unreachable.ts";
import { judgeItem } from "./still-wanted.ts";

export const OUTBOX_RULES: OutboxRules = {
  judge: judgeItem,
  /** Whoever is away and never saw their check-in is not expected in its round. */
  async whenDropped(work, { postId }, reason) {
    const post = reason === "away" ? await work.stores.posts.find(postId) : undefined;
    if (post?.purpose === "check-in") await excuseTurn(work, post.subjectId, "away");
  },
  async whenArrived(work, { target }) {
    if (target.to === "person") await clearUnreachable(work, target.personId);
  },
  async whenUnreachable(work, post, reason) {
    if (post.target.to === "person") await markUnreachable(work, { personId: post.target.personId, post, reason });
  },
  async whenRefused(work, { item, post, reason }) {
    if (item.operation === "post" && post.target.to === "channel") await tellChannelTrouble(work, post, reason);
  },
};
