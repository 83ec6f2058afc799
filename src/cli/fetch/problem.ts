/** Why something could not be fetched, in one sentence for whoever asked. */
export class FetchProblem extends Error {
  override readonly name = 'FetchProblem';
}

/** Turned away for now: worth asking again. */
export class TurnedAway extends Error {
  readonly waitMs: number | undefined;
  constructor(says: string, waitMs?: number) {
    super(says);
    this.waitMs = waitMs;
  }
}

export const hostOf = (address: string): string => new URL(address).host;
