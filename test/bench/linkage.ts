/** `npm run bench -- --linkage`: what it costs to find the people among a million records, and to match one more. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { matchFiles, RecordIndex } from '../../src/modules/casework/linkage/index.ts';
import { asRecord } from '../../src/modules/casework/linkage/testing/made-up.ts';
import { asLine, HEADING, MAPPING, synthetic } from '../../src/modules/casework/linkage/testing/synthetic.ts';
import { stopEverything } from './processes.ts';
import { measureSaving } from './settings.ts';

const QUERIES = 2000;
const SAVED = 300;

/** Measures and says so, sentence by sentence: the engine in memory, then saving in the database. */
export async function measureLinkage(records: number, say: (sentence: string) => void): Promise<void> {
  await measureEngine(records, say);
  const folder = await mkdtemp(path.join(tmpdir(), 'concord-saving-'));
  try {
    const { middleMs, p95Ms } = await measureSaving(folder, SAVED, records);
    say(
      `A record saved in the database among ${records}, matched and all in one transaction: median ${middleMs.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms, of ${SAVED}.`,
    );
  } finally {
    await stopEverything();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureEngine(records: number, say: (sentence: string) => void): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'concord-linkage-'));
  try {
    const file = path.join(folder, 'made-up.csv');
    const population = { seed: 7, records, duplicates: 0.1 };
    await writeMadeUp(file, population);
    const { linked, dataset, seconds, judged } = await matchFiles({
      left: file,
      out: path.join(folder, 'pairs.csv'),
      mapping: MAPPING,
      truth: 'person',
    });
    const stages = Object.entries(seconds).map(([stage, took]) => `${stage} ${took.toFixed(1)}`);
    say(`${records} records in ${seconds.total?.toFixed(1)} s (${stages.join(', ')}).`);
    say(
      `${linked.pairs.compared} pairs compared, F1 ${judged?.f1.toFixed(4)} (precision ${judged?.precision.toFixed(4)}, recall ${judged?.recall.toFixed(4)}).`,
    );
    say(`Peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB.`);
    const index = new RecordIndex(dataset, linked.model, linked.plan.rules);
    const times: number[] = [];
    for (const one of synthetic({ ...population, seed: 8, records: QUERIES / 2 }))
      times.push(timed(index, asRecord(one)));
    let at = 0;
    for (const one of synthetic(population)) {
      at += 1;
      if (at % Math.ceil((records * 2) / QUERIES) === 0)
        times.push(timed(index, asRecord({ ...one, id: `again-${at}` })));
    }
    times.sort((a, b) => a - b);
    const share = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(2);
    say(
      `A new record against ${index.size}: median ${share(0.5)} ms, p95 ${share(0.95)} ms, worst ${share(0.9999)} ms, of ${times.length}.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function timed(index: RecordIndex, record: ReturnType<typeof asRecord>): number {
  const from = performance.now();
  index.candidatesFor(record);
  return performance.now() - from;
}

async function writeMadeUp(file: string, population: Parameters<typeof synthetic>[0]): Promise<void> {
  const out = createWriteStream(file);
  let text = `${HEADING}\n`;
  for (const one of synthetic(population)) {
    text += `${asLine(one)}\n`;
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await once(out, 'finish');
}
