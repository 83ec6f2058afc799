import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stopFormula } from '../../../kernel/formula.ts';
import { Comparer } from './comparer.ts';
import type { Dataset, DatasetView } from './dataset.ts';
import { forEachJoined, pairKey } from './evaluate.ts';
import { levelWords } from './levels.ts';
import type { Linked } from './link.ts';
import { probabilityOf } from './model.ts';

export type Verdict = 'join' | 'ask' | 'part';

/** How many pairs got each verdict. */
export type Verdicts = Record<Verdict, number>;

/**
 * Writes the pairs as CSV, the heaviest first: both ids, weight in bits, probability, whether they are joined after
 * clustering, the verdict; with `explain`, the weight of each field and what was found in it, in words.
 */
export async function writePairs(
  file: string | undefined,
  dataset: Dataset,
  linked: Linked,
  explain: boolean,
): Promise<Verdicts> {
  const view = dataset.view();
  const { pairs, model, clusters } = linked;
  const verdicts: Verdicts = { join: 0, ask: 0, part: 0 };
  const out = file === undefined ? undefined : createWriteStream(file);
  if (out) await once(out, 'open');
  const comparer = new Comparer(view, model);
  let text = `${heading(view, explain)}\r\n`;
  const write = async (atLeast: number): Promise<void> => {
    if (text.length < atLeast) return;
    if (out && !out.write(text)) await once(out, 'drain');
    text = '';
  };
  const add = (one: number, two: number, weight: number): void => {
    const joined = clusters.of[one] === clusters.of[two];
    const verdict = joined ? 'join' : weight >= model.ask ? 'ask' : 'part';
    verdicts[verdict] += 1;
    if (!out) return;
    const [left, right] = inOrder(dataset, view, one, two);
    const cells = [
      quoted(left),
      quoted(right),
      weight.toFixed(4),
      probabilityOf(model, weight).toFixed(6),
      joined,
      verdict,
    ];
    text += `${cells.join(',')}${explain ? explained(view, comparer, one, two) : ''}\r\n`;
  };
  const written = new Set<number>();
  for (let at = 0; at < pairs.left.length; at += 1) {
    const one = pairs.left[at] ?? 0;
    const two = pairs.right[at] ?? 0;
    if (clusters.of[one] === clusters.of[two]) written.add(pairKey(one, two));
    add(one, two, pairs.weight[at] ?? 0);
    await write(1 << 18);
  }
  const rest: [number, number][] = [];
  forEachJoined(view, linked, (one, two) => {
    if (!written.has(pairKey(one, two))) rest.push([one, two]);
  });
  for (const [one, two] of rest) {
    add(one, two, comparer.weigh(one, two));
    await write(1 << 18);
  }
  await write(0);
  if (out) {
    out.end();
    await once(out, 'finish');
  }
  return verdicts;
}

function heading(view: DatasetView, explain: boolean): string {
  const columns = ['left_id', 'right_id', 'weight', 'probability', 'joined', 'verdict'];
  if (explain)
    columns.push(
      ...used(view).map((at) => `weight_${view.fields[at]?.name}`),
      'weight_same_home',
      'explanation',
    );
  return columns.join(',');
}

/** The fields of which any record has a value. */
const used = (view: DatasetView): readonly number[] =>
  [...view.fields.keys()].filter((at) => (view.filled[at] ?? 0) > 0);

function explained(view: DatasetView, comparer: Comparer, one: number, two: number): string {
  comparer.weigh(one, two);
  const words = used(view).map((at) => {
    const weight = comparer.parts[at] ?? 0;
    const found = levelWords(view.fields[at]?.kind ?? 'exact', comparer.found[at] ?? 0);
    return `${view.fields[at]?.label}: ${found} (${weight > 0 ? '+' : ''}${weight.toFixed(1)})`;
  });
  if (comparer.homePart <= -0.05)
    words.push(`others at the same home would agree as well (${comparer.homePart.toFixed(1)})`);
  const weights = [...used(view).map((at) => comparer.parts[at] ?? 0), comparer.homePart];
  return `,${weights.map((weight) => weight.toFixed(3)).join(',')},${quoted(stopFormula(words.join('; ')))}`;
}

/** Of two files, the first one's record is the left one; of one file, the id that sorts first. */
function inOrder(dataset: Dataset, view: DatasetView, one: number, two: number): [string, string] {
  const [a, b] = [dataset.ids[one] ?? '', dataset.ids[two] ?? ''];
  if (view.split < view.size) return one < two ? [a, b] : [b, a];
  return a < b ? [a, b] : [b, a];
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
