import { readFile, rm } from 'node:fs/promises';
import type { Fetched } from './kept.ts';
import { keptFolder } from './kept.ts';
import type { FetchFrom } from './police.ts';
import { FetchProblem } from './polite.ts';

export interface FingertipsWanted {
  /** Numbers of indicators, as Fingertips has them. */
  readonly indicatorIds: readonly string[];
  /** Number of the kind of area, such as that of districts. */
  readonly areaType: string;
  readonly parentAreaType?: string | undefined;
  readonly parentArea?: string | undefined;
}

/** Fetches the CSV of indicators from Fingertips; a download that broke off goes on. Throws FetchProblem. */
export async function fetchFingertips(
  { client, base, folder, again }: FetchFrom,
  wanted: FingertipsWanted,
): Promise<Fetched> {
  const query = new URLSearchParams({
    indicator_ids: wanted.indicatorIds.join(','),
    child_area_type_id: wanted.areaType,
    ...(wanted.parentAreaType ? { parent_area_type_id: wanted.parentAreaType } : {}),
    ...(wanted.parentArea ? { parent_area_code: wanted.parentArea } : {}),
  });
  const address = `${base}/all_data/csv/by_indicator_id?${query}`;
  const kept = await keptFolder(folder, 'fingertips', address, again);
  const there = await kept.finished();
  if (there) return there;
  const scratch = kept.pathOf('whole');
  await client.save(address, scratch);
  const bytes = await readFile(scratch);
  await rm(scratch);
  if (!bytes.subarray(0, 200).toString('utf8').includes('Indicator ID'))
    throw new FetchProblem('Fingertips has no figures of these indicators for these areas.');
  return kept.finish(`fingertips-${wanted.indicatorIds.join('-').slice(0, 60)}.csv`, bytes, address);
}
