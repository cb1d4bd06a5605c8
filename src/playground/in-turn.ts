/** Runs tasks one after the other, so that an act never runs while the clock is being moved. */

/** Runs the task after all earlier ones, and returns its result. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>;

/** Creates a queue of tasks. A task that fails does not stop the next one. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    last = turn.catch(() => undefined);
    return turn;
  };
}
