import { type Fetched, keptFolder } from './kept.ts';
import { FetchProblem, type PoliteClient } from './polite.ts';
import { fetchMember, openRemoteZip } from './zip-part.ts';

export interface PoliceWanted {
  /** Each as 2018-10. */
  readonly months: readonly string[];
  /** As police.uk calls it: staffordshire. */
  readonly force: string;
}

export interface FetchFrom {
  readonly client: PoliteClient;
  /** Address of the service. */
  readonly base: string;
  /** The folder in which fetched files are kept. */
  readonly folder: string;
  readonly again: boolean;
  readonly tell?: (says: string) => void;
}

async function json<T>(client: PoliteClient, address: string): Promise<T> {
  const { status, bytes } = await client.get(address);
  if (status !== 200) throw new FetchProblem(`${address} answered ${status}.`);
  try {
    return JSON.parse(bytes.toString('utf8')) as T;
  } catch {
    throw new FetchProblem(`${address} answered something that is no JSON.`);
  }
}

/** The months from one to another, both included: `2018-10..2019-01`, or one alone. */
export function monthsIn(text: string): readonly string[] | undefined {
  const [, from = '', to = from] =
    /^(\d{4}-(?:0[1-9]|1[0-2]))(?:\.\.(\d{4}-(?:0[1-9]|1[0-2])))?$/.exec(text) ?? [];
  if (from === '' || to < from) return undefined;
  const months: string[] = [];
  for (let [year, month] = from.split('-').map(Number) as [number, number]; months.length <= 36; ) {
    const one = `${year}-${String(month).padStart(2, '0')}`;
    months.push(one);
    if (one === to) return months;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return undefined;
}

/**
 * Fetches street files of police.uk: asks its API which months and forces there are, and takes of each month's archive
 * only the file of the force. Throws FetchProblem.
 */
export async function fetchPolice(
  { client, base, folder, again, tell }: FetchFrom,
  { months, force }: PoliceWanted,
): Promise<readonly Fetched[]> {
  const fetched: Fetched[] = [];
  const folders = await Promise.all(
    months.map((month) => keptFolder(folder, 'police-street', `${base} ${month} ${force}`, again)),
  );
  const before = await Promise.all(folders.map((one) => one.finished()));
  if (before.some((one) => one === undefined)) await askWhatThereIs(client, base, months, force);
  for (const [at, month] of months.entries()) {
    const kept = folders[at];
    if (!kept) continue;
    const there = before[at];
    if (there) {
      fetched.push(there);
      continue;
    }
    tell?.(`Fetching ${month}`);
    const name = `${month}-${force}-street.csv`;
    const zip = await openRemoteZip(client, `${base}/data/archive/${month}.zip`);
    const bytes = await fetchMember(client, zip, `${month}/${name}`, kept.pathOf('packed'));
    if (!bytes) throw new FetchProblem(`The archive of ${month} has no street file of ${force}.`);
    fetched.push(await kept.finish(name, bytes, `${base}/data/archive/${month}.zip`));
  }
  return fetched;
}

async function askWhatThereIs(
  client: PoliteClient,
  base: string,
  months: readonly string[],
  force: string,
): Promise<void> {
  const dates = await json<readonly { readonly date: string }[]>(client, `${base}/api/crimes-street-dates`);
  const there = dates.map(({ date }) => date).sort();
  const missing = months.find((month) => !there.includes(month));
  if (missing !== undefined)
    throw new FetchProblem(
      `police.uk has no street files of ${missing}: it has ${there[0] ?? 'none'} to ${there.at(-1) ?? ''}.`,
    );
  const forces = await json<readonly { readonly id: string }[]>(client, `${base}/api/forces`);
  if (!forces.some(({ id }) => id === force))
    throw new FetchProblem(
      `police.uk knows no force “${force}”. It knows ${forces.map(({ id }) => id).join(', ')}.`,
    );
}
