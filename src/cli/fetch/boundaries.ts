import type { Fetched } from './kept.ts';
import { keptFolder } from './kept.ts';
import type { FetchFrom } from './police.ts';
import { FetchProblem } from './polite.ts';

const PAGE = 200;
const MOST_PAGES = 500;

export interface BoundariesWanted {
  /** Name of the feature service, as Open Geography has it. */
  readonly service: string;
  /** Which features, such as LAD25CD='E07000193'; all of them without it. */
  readonly where?: string | undefined;
  /** The properties that hold code and name. */
  readonly code: string;
  readonly name: string;
}

interface Collection {
  readonly features?: readonly unknown[];
  readonly exceededTransferLimit?: boolean;
  readonly properties?: { readonly exceededTransferLimit?: boolean };
  readonly error?: { readonly code?: number; readonly message?: string };
}

const read = (bytes: Buffer): Collection => {
  try {
    return JSON.parse(bytes.toString('utf8')) as Collection;
  } catch {
    throw new FetchProblem('Open Geography answered something that is no GeoJSON.');
  }
};

/** A service that is busy says so in an answer that looks well. */
const isBusy = (bytes: Buffer): boolean =>
  bytes.length < 5000 && [429, 500, 503, 504].includes(read(bytes).error?.code ?? 0);

/**
 * Fetches the features of a layer of ONS Open Geography page by page, until it says that its transfer limit is exceeded
 * no more. Pages that are there already are not fetched again. Throws FetchProblem.
 */
export async function fetchBoundaries(
  { client, base, folder, again, tell }: FetchFrom,
  wanted: BoundariesWanted,
  page = PAGE,
): Promise<Fetched> {
  const query = new URLSearchParams({
    where: wanted.where ?? '1=1',
    outFields: `${wanted.code},${wanted.name}`,
    outSR: '4326',
    orderByFields: wanted.code,
    f: 'geojson',
  });
  const address = `${base}/${encodeURIComponent(wanted.service)}/FeatureServer/0/query?${query}`;
  const kept = await keptFolder(folder, 'boundaries', address, again);
  const there = await kept.finished();
  if (there) return there;
  const features: unknown[] = [];
  for (let at = 0; ; at++) {
    if (at === MOST_PAGES) throw new FetchProblem('There are too many features: say which with --where.');
    const name = `from-${features.length}.json`;
    const before = await kept.read(name);
    if (!before) tell?.(`Fetching features from ${features.length + 1}`);
    const bytes = before ?? (await pageFrom(features.length));
    const found = read(bytes);
    if (found.error)
      throw new FetchProblem(`Open Geography refuses: ${found.error.message ?? found.error.code ?? ''}`);
    if (!before) await kept.write(name, bytes);
    features.push(...(found.features ?? []));
    const more = found.exceededTransferLimit ?? found.properties?.exceededTransferLimit ?? false;
    if (!more) break;
    if ((found.features ?? []).length === 0)
      throw new FetchProblem('Open Geography says that there is more, and sends nothing.');
  }
  if (features.length === 0) throw new FetchProblem('Open Geography has no features of this kind.');
  const whole = JSON.stringify({ type: 'FeatureCollection', features });
  return kept.finish(`${wanted.service}.geojson`, whole, address);

  async function pageFrom(offset: number): Promise<Buffer> {
    const { status, bytes } = await client.get(
      `${address}&resultOffset=${offset}&resultRecordCount=${page}`,
      { isBusy },
    );
    if (status !== 200) throw new FetchProblem(`Open Geography answered ${status} for ${wanted.service}.`);
    return bytes;
  }
}
