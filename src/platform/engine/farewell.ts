/** No database outlives the process that started it, however that process ends short of SIGKILL. */

/** Something to stop when this process ends. */
export interface Leaving {
  /** Stops properly. */
  stop(): Promise<void>;
  /** What can be done when there is no time left to wait. */
  stopNow(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const leaving = new Set<Leaving>();

/** Stops `what` when the process ends; returns a function that forgets it. */
export function stopAtExit(what: Leaving): () => void {
  if (leaving.size === 0) {
    process.on('exit', onExit);
    for (const name of SIGNALS) process.on(name, onSignal);
  }
  leaving.add(what);
  return () => {
    leaving.delete(what);
    if (leaving.size > 0) return;
    process.off('exit', onExit);
    for (const name of SIGNALS) process.off(name, onSignal);
  };
}

function onExit(): void {
  for (const what of leaving) what.stopNow();
}

/** An application that listens for the signal itself finishes its requests first, and then stops us. */
function onSignal(name: NodeJS.Signals): void {
  if (process.listenerCount(name) > 1) return;
  void Promise.allSettled([...leaving].map((what) => what.stop())).then(() => {
    process.off(name, onSignal);
    process.kill(process.pid, name);
  });
}
