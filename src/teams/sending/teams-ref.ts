/** Where Teams put a message: the conversation and the activity's id in it. */

/** Where Teams put a message: the conversation, and the activity's id in it. */
export type MessageRef = { readonly conversationId: string; readonly activityId: string };

/** Returns the ref as text that `parseTeamsRef` reads back. */
export function toTeamsRef({ conversationId, activityId }: MessageRef): string {
  return `${conversationId} ${activityId}`;
}

/** Reads a ref; undefined when the text is not one of ours. */
export function parseTeamsRef(ref: string): MessageRef | undefined {
  const at = ref.lastIndexOf(" ");
  return at < 1 ? undefined : { conversationId: ref.slice(0, at), activityId: ref.slice(at + 1) };
}
