/** A sleep between two looks of delivery, which whoever queues something can cut short. */

/** A sleep that can be cut short. */
export interface Sleeper {
  /** Resolves after `ms`, or when woken; at once when it was woken since the last sleep ended. */
  sleep(ms: number): Promise<void>;
  wake(): void;
}

/** Creates a sleeper. Being woken while awake ends the next sleep at once. */
export function createSleeper(): Sleeper {
  let woken = false;
  let cutShort: (() => void) | undefined;
  return {
    async sleep(ms) {
      if (!woken && ms > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          cutShort = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      cutShort = undefined;
      woken = false;
    },
    wake() {
      woken = true;
      cutShort?.();
    },
  };
}
