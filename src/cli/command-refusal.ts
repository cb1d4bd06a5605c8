import type { Voice } from "../message/voice/voice.ts";

/** The command was understood and cannot be carried out. `toWords` gives the sentence about why. */
export class CommandRefusal extends Error {
  constructor(
    /** Why not. */
    readonly toWords: (voice: Voice) => string,
  ) {
    super("the command cannot be done");
    this.name = "CommandRefusal";
  }
}
