/** Where Teams put a message: the conversation and the activity's id in it. */
export type MessageRef = { readonly conversationId: string; readonly activityId: string };

export function toTeamsRef({ conversationId, activityId }: MessageRef): string {
  return `${conversationId} ${activityId}`;
}

/** Undefined for what is no ref of ours. */
export function parseTeamsRef(ref: string): MessageRef | undefined {
  const at = ref.lastIndexOf(" ");
  return at < 1 ? undefined : { conversationId: ref.slice(0, at), activityId: ref.slice(at + 1) };
}
