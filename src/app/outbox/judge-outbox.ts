/** The rules that delivery follows: what is sent, and what follows when a message arrived or could not be sent. */
import type { OutboxRules } from "../ports/outbox-rules.ts";
import { tellChannelTrouble } from "../rounds/channel-trouble.ts";
import { excuseTurn } from "../rounds/excuse-turn.ts";
import { clearUnreachable, markUnreachable } from "../rounds/mark-unreachable.ts";
import { judgeItem } from "./still-wanted.ts";

/**
 * The rules about messages. They mark people as reachable or unreachable, excuse the turn of a member who is away, and
 * tell leads when their channel refuses a message.
 */
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
