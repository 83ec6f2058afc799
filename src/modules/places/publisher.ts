import type { Provenance } from '../../platform/imported-files.ts';
import { hasColumnsOfAges } from './geography/ages.ts';

const OGL = 'Open Government Licence v3.0';
const ONS = 'Office for National Statistics';

/** The names under which the statistics offices give the codes of places of a year: `LSOA11CD`, `lsoa11_code`, `ward17_code`. */
const CODED = /\b(oa|lsoa|msoa|wd|ward|lad|ltla|utla|cty|rgn)\d{2}(cd|_?code)\b/i;

/** The features before it stand in every file; the properties of the first are enough. */
const BEGINNING = 4000;
const headingOf = (text: string): string => text.split(/\r?\n/, 1)[0] ?? '';

/** What a file about places is, as it is brought in. */
export type PlacesFile = 'boundaries' | 'lookup' | 'populations' | 'deprivation';

/** Who publishes files that look like this, and under which licence; nothing where the format is nobody's. */
export function publisherOf(what: PlacesFile, text: string, year?: string): Provenance {
  if (what === 'deprivation')
    return {
      source:
        `${Number(year) < 2018 ? 'Department for Communities and Local Government' : 'Ministry of Housing, Communities and Local Government'}, English Indices of Deprivation ${year ?? ''}`.trim(),
      licence: OGL,
    };
  if (what === 'populations')
    return hasColumnsOfAges(text) ? { source: `${ONS}, population estimates by age`, licence: OGL } : {};
  if (!CODED.test(what === 'boundaries' ? text.slice(0, BEGINNING) : headingOf(text))) return {};
  return what === 'boundaries'
    ? {
        source: `${ONS}, Open Geography; contains OS data © Crown copyright and database right`,
        licence: OGL,
      }
    : { source: `${ONS}, Open Geography`, licence: OGL };
}
