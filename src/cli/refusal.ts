import type { Voice } from "../message/voice/voice.ts";

/** A command that could be understood and cannot be done. */
export class CommandRefusal extends Error {
  constructor(
    /** Why not. */
    readonly toWords: (voice: Voice) => string,
  ) {
    super("the command cannot be done");
    this.name = "CommandRefusal";
  }
}
