import type { DatasetView } from '../dataset.ts';
import { mixTwo } from '../text/fold.ts';
import { sharedUint32 } from '../vocabulary.ts';
import type { Rule } from './choose.ts';

/** Records in blocks, in memory that workers share: by each rule, those that have the same key stand together. */
export interface Blocks {
  readonly rules: number;
  /** The keys of each record by each rule: keys[record * rules + rule]; 0 when it has none or one too common. */
  readonly keys: Uint32Array;
  /** Of each rule, the records that have a key, in the order of the keys. */
  readonly orders: readonly Uint32Array[];
  /** Keys that more records share than may be compared with each other, by rule. */
  readonly tooCommon: readonly number[];
}

/** Some blocks of one rule: the records at these places of its order. */
export interface Share {
  readonly rule: number;
  readonly from: number;
  readonly to: number;
}

/** Keys of all records by the names of atoms, kept from one building of blocks to the next. */
export type AtomKeys = Map<string, Uint32Array>;

/** The keys of all records by a rule; what rules have in common is worked out once. */
export function keysBy(rule: Rule, view: DatasetView, known: AtomKeys): Uint32Array<ArrayBuffer> {
  const parts = rule.atoms.map((atom) => {
    const before = known.get(atom.name);
    if (before) return before;
    const keys = new Uint32Array(view.size);
    for (let record = 0; record < view.size; record += 1) keys[record] = atom.key(view, record);
    known.set(atom.name, keys);
    return keys;
  });
  return Uint32Array.from({ length: view.size }, (_, record) => {
    let key = 0;
    for (const part of parts) {
      const hash = part[record] ?? 0;
      if (hash === 0) return 0;
      key = key === 0 ? hash : mixTwo(key, hash);
    }
    return key;
  });
}

/** The key of a record by a rule: 0 when it lacks one of the atoms. */
export function keyOf(rule: Rule, view: DatasetView, record: number): number {
  let key = 0;
  for (const atom of rule.atoms) {
    const part = atom.key(view, record);
    if (part === 0) return 0;
    key = key === 0 ? part : mixTwo(key, part);
  }
  return key;
}

/** Puts the records into blocks. Keys that more than `most` records share are left out and counted. */
export function buildBlocks(
  view: DatasetView,
  rules: readonly Rule[],
  most: number,
  known: AtomKeys = new Map(),
): Blocks {
  const count = rules.length;
  const keys = sharedUint32(Math.max(1, view.size * count));
  const orders: Uint32Array[] = [];
  const tooCommon: number[] = [];
  for (const [at, rule] of rules.entries()) {
    let present = 0;
    const ofRule = keysBy(rule, view, known);
    for (let record = 0; record < view.size; record += 1) {
      const key = ofRule[record] ?? 0;
      keys[record * count + at] = key;
      if (key !== 0) present += 1;
    }
    const order = sharedUint32(Math.max(1, present));
    const sorted = new Uint32Array(present);
    let place = 0;
    for (let record = 0; record < view.size; record += 1) {
      const key = ofRule[record] ?? 0;
      if (key === 0) continue;
      order[place] = record;
      sorted[place] = key;
      place += 1;
    }
    sortByKey(order.subarray(0, present), sorted);
    const { kept, common } = withoutCommon(order.subarray(0, present), keys, count, at, most);
    orders.push(order.subarray(0, kept));
    tooCommon.push(common);
  }
  return { rules: count, keys, orders, tooCommon };
}

/** Sorts records and their 32-bit keys by key, equal keys in the order they stand: two passes of counting. */
export function sortByKey(order: Uint32Array, given: Uint32Array): void {
  let from = { order, keys: given };
  let into = { order: new Uint32Array(order.length), keys: new Uint32Array(order.length) };
  const places = new Uint32Array(65537);
  for (const shift of [0, 16]) {
    places.fill(0);
    const { order: records, keys } = from;
    for (let at = 0; at < records.length; at += 1) {
      const digit = ((keys[at] ?? 0) >>> shift) & 0xffff;
      places[digit + 1] = (places[digit + 1] ?? 0) + 1;
    }
    for (let digit = 0; digit < 65536; digit += 1)
      places[digit + 1] = (places[digit + 1] ?? 0) + (places[digit] ?? 0);
    for (let at = 0; at < records.length; at += 1) {
      const key = keys[at] ?? 0;
      const digit = (key >>> shift) & 0xffff;
      const place = places[digit] ?? 0;
      into.order[place] = records[at] ?? 0;
      into.keys[place] = key;
      places[digit] = place + 1;
    }
    [from, into] = [into as typeof from, from as typeof into];
  }
}

function withoutCommon(order: Uint32Array, keys: Uint32Array, rules: number, rule: number, most: number) {
  let kept = 0;
  let common = 0;
  for (let from = 0; from < order.length; ) {
    const to = blockEnd(order, keys, rules, rule, from);
    if (to - from > most) {
      common += 1;
      for (let at = from; at < to; at += 1) keys[(order[at] ?? 0) * rules + rule] = 0;
    } else if (to - from > 1) for (let at = from; at < to; at += 1) order[kept++] = order[at] ?? 0;
    from = to;
  }
  return { kept, common };
}

function blockEnd(order: Uint32Array, keys: Uint32Array, rules: number, rule: number, from: number): number {
  const key = keys[(order[from] ?? 0) * rules + rule];
  let to = from + 1;
  while (to < order.length && keys[(order[to] ?? 0) * rules + rule] === key) to += 1;
  return to;
}

/** The blocks in shares of about `pairs` pairs each, none of which cuts a block in two. */
export function sharesOf(blocks: Blocks, pairs: number): readonly Share[] {
  const shares: Share[] = [];
  for (const [rule, order] of blocks.orders.entries()) {
    let start = 0;
    let held = 0;
    for (let from = 0; from < order.length; ) {
      const to = blockEnd(order, blocks.keys, blocks.rules, rule, from);
      held += ((to - from) * (to - from - 1)) / 2;
      if (held >= pairs || to === order.length) {
        shares.push({ rule, from: start, to });
        start = to;
        held = 0;
      }
      from = to;
    }
  }
  return shares;
}

/** Calls `visit` once for each pair of a share that no earlier rule gives, the smaller number first. */
export function forEachPair(
  blocks: Blocks,
  split: number,
  size: number,
  { rule, from: start, to: end }: Share,
  visit: (one: number, two: number) => void,
): void {
  const { keys, rules } = blocks;
  const order = (blocks.orders[rule] ?? new Uint32Array()).subarray(0, end);
  const twoFiles = split < size;
  for (let from = start; from < end; ) {
    const to = blockEnd(order, keys, rules, rule, from);
    for (let x = from; x < to; x += 1) {
      const one = order[x] ?? 0;
      for (let y = x + 1; y < to; y += 1) {
        const two = order[y] ?? 0;
        if (twoFiles && one < split === two < split) continue;
        let earlier = 0;
        while (earlier < rule) {
          const key = keys[one * rules + earlier] ?? 0;
          if (key !== 0 && key === keys[two * rules + earlier]) break;
          earlier += 1;
        }
        if (earlier === rule) visit(one, two);
      }
    }
    from = to;
  }
}
