/** Questions and answers between a process and those that it started, one at a time. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";

const answerSchema = z.union([z.object({ error: z.string() }), z.object({ answer: z.unknown() })]);

export type Child = {
  readonly pid: number;
  /** Resolves to the answer to this question. Rejects with the child's own error, and when the child ends before it answers. */
  readonly ask: (question: unknown) => Promise<unknown>;
  /** Resolves when the process has ended; SIGTERM lets it end in order. */
  readonly stop: (signal: "SIGTERM" | "SIGKILL") => Promise<void>;
};

/** `name`: how errors call it. */
export function createChild(child: ChildProcess, name: string): Child {
  const ended = once(child, "exit");
  return {
    pid: child.pid ?? 0,
    async ask(question) {
      const heard = once(child, "message");
      if (child.connected) child.send({ question });
      const said = await Promise.race([heard, ended.then(() => undefined)]);
      if (!said) throw new Error(`${name} ended before it answered`);
      const answer = answerSchema.parse(said[0]);
      if ("error" in answer) throw new Error(`${name}: ${answer.error}`);
      return answer.answer;
    },
    async stop(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

const questionSchema = z.object({ question: z.unknown() });

/** Answers the process that started this one, and ends with it. What the task throws is told instead of an answer. */
export function answerParent(task: (question: unknown) => unknown): void {
  process.once("disconnect", () => process.exit());
  process.on("message", (said) => {
    Promise.resolve(questionSchema.parse(said).question)
      .then(task)
      .then(
        (answer) => process.send?.({ answer }),
        (error: unknown) => process.send?.({ error: String(error) }),
      );
  });
}
