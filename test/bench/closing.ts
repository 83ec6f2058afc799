/** Statements over every original row `t` and every copy `k`; what a copy has already is left as it is. */
export interface Closing {
  readonly of: string;
  readonly into: string;
  readonly values: string;
  readonly more?: string;
}

/** When copy `k` was over. */
export const THEN = 'bench.before(bench.today(), k)';
