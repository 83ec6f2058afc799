/** Things of which the smallest is wanted first. */
export class Heap<T> {
  readonly #things: T[] = [];
  readonly #compare: (a: T, b: T) => number;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  push(thing: T): void {
    const things = this.#things;
    let at = things.length;
    things.push(thing);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const above = things[up] as T;
      if (this.#compare(thing, above) >= 0) break;
      things[at] = above;
      at = up;
    }
    things[at] = thing;
  }

  /** The smallest, taken out; undefined where nothing is left. */
  pop(): T | undefined {
    const things = this.#things;
    const first = things[0];
    const last = things.pop();
    if (first === undefined || last === undefined || things.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = at * 2 + 1;
      if (left >= things.length) break;
      const right = left + 1;
      const down =
        right < things.length && this.#compare(things[right] as T, things[left] as T) < 0 ? right : left;
      const below = things[down] as T;
      if (this.#compare(below, last) >= 0) break;
      things[at] = below;
      at = down;
    }
    things[at] = last;
    return first;
  }
}
