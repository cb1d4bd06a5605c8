/**
 * When a platform that was in trouble answers a workspace again: what waits there for its next try need not wait any longer. A
 * message that fails for ever, beside others that go, must not be tried with each of these: so each time is further away from the
 * one before.
 */

/** Which workspaces had trouble that may be over. */
export interface Recovery {
  /** A send got no answer, or one that asks for another try. */
  noteTrouble(workspaceId: string, now: number): void;
  /** The platform answered. Returns whether what waits for another try is to be tried now. */
  noteAnswer(workspaceId: string, now: number): boolean;
  /** There is more to be tried than was brought forward: the next answer brings the others. */
  noteMore(workspaceId: string): void;
}

const FIRST_GAP_MS = 60_000;
const LONGEST_GAP_MS = 30 * 60_000;

type State = { inTrouble: boolean; troubleAt: number; gapMs: number; notBefore: number };

/** Creates it. What happened before the start is not known, so every workspace's first answer counts. Times are in milliseconds. */
export function createRecovery(): Recovery {
  const states = new Map<string, State>();

  function stateOf(id: string): State {
    const never = Number.NEGATIVE_INFINITY;
    const found = states.get(id) ?? { inTrouble: true, troubleAt: never, gapMs: FIRST_GAP_MS, notBefore: never };
    states.set(id, found);
    return found;
  }

  return {
    noteTrouble(id, now) {
      const state = stateOf(id);
      // A calm half hour: this is another outage.
      if (now - state.troubleAt > LONGEST_GAP_MS) state.gapMs = FIRST_GAP_MS;
      state.inTrouble = true;
      state.troubleAt = now;
    },
    noteAnswer(id, now) {
      const state = stateOf(id);
      if (!state.inTrouble || now < state.notBefore) return false;
      state.inTrouble = false;
      state.notBefore = now + state.gapMs;
      state.gapMs = Math.min(LONGEST_GAP_MS, state.gapMs * 2);
      return true;
    },
    noteMore(id) {
      const state = stateOf(id);
      state.inTrouble = true;
      state.notBefore = Number.NEGATIVE_INFINITY;
    },
  };
}
