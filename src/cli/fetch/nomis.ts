import { parse } from 'csv-parse/sync';
import type { Fetched } from './kept.ts';
import { keptFolder } from './kept.ts';
import type { FetchFrom } from './police.ts';
import { FetchProblem } from './polite.ts';

/** Most rows that Nomis gives a guest at once. */
const PAGE = 25_000;
const MOST_PAGES = 40;

export interface NomisWanted {
  /** Such as NM_1_1. */
  readonly dataset: string;
  /** What is asked of it, such as geography, date, measures. */
  readonly query: Readonly<Record<string, string>>;
}

/** Fetches a data set of Nomis page by page; pages that are there already are not fetched again. Throws FetchProblem. */
export async function fetchNomis(
  { client, base, folder, again, tell }: FetchFrom,
  { dataset, query }: NomisWanted,
  page = PAGE,
): Promise<Fetched> {
  const asked = new URLSearchParams(query);
  const address = `${base}/dataset/${dataset}.data.csv?${asked}`;
  const kept = await keptFolder(folder, 'nomis', address, again);
  const there = await kept.finished();
  if (there) return there;
  const parts: string[] = [];
  for (let at = 0; ; at++) {
    if (at === MOST_PAGES)
      throw new FetchProblem(`Nomis has more than ${MOST_PAGES * page} rows of this: ask for less.`);
    const name = `page-${at}.csv`;
    const before = await kept.read(name);
    const text = before?.toString('utf8') ?? (await pageOf(at));
    if (!before) await kept.write(name, text);
    const rows = rowsIn(text);
    parts.push(at === 0 ? text.trimEnd() : text.slice(text.indexOf('\n') + 1).trimEnd());
    if (rows < page) break;
  }
  return kept.finish(`nomis-${dataset}.csv`, `${parts.filter((part) => part !== '').join('\n')}\n`, address);

  async function pageOf(at: number): Promise<string> {
    tell?.(`Fetching rows ${at * page + 1} to ${(at + 1) * page}`);
    const { status, bytes } = await client.get(`${address}&RecordOffset=${at * page}&RecordLimit=${page}`);
    const text = bytes
      .toString('utf8')
      .replaceAll('\r\n', '\n')
      .replace(/^\uFEFF/, '');
    if (status !== 200) throw new FetchProblem(`Nomis answered ${status}: ${text.slice(0, 200)}`);
    if (at === 0 && !/obs_value/i.test(text.split('\n', 1)[0] ?? ''))
      throw new FetchProblem(`Nomis gives no values for this: ${text.slice(0, 200).trim()}`);
    return text;
  }
}

/** Rows below the headings; a page beyond the last is empty. */
function rowsIn(text: string): number {
  try {
    return Math.max(0, parse(text, { relax_column_count: true }).length - 1);
  } catch {
    throw new FetchProblem('Nomis answered something that is no CSV.');
  }
}
