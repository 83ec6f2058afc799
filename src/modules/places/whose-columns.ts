import type { Provenance } from '../../platform/imported-files.ts';
import { hasColumnsOfAges } from './geography/ages.ts';

/** The names under which the statistics offices give the codes of places of a year: `LSOA11CD`, `lsoa11_code`, `ward17_code`. */
const CODED = /\b(oa|lsoa|msoa|wd|ward|lad|ltla|utla|cty|rgn)\d{2}(cd|_?code)\b/i;
const RANKED = /\b(imd|index of multiple deprivation)\b/i;

/** The features before it stand in every file; the properties of the first are enough. */
const BEGINNING = 4000;
const headingOf = (text: string): string => (text.split(/\r?\n/, 1)[0] ?? '').replaceAll('_', ' ');

/** What a file about places is, as it is brought in. */
export type PlacesFile = 'boundaries' | 'lookup' | 'populations' | 'deprivation';

function whoseColumns(what: PlacesFile, text: string): string | undefined {
  switch (what) {
    case 'deprivation':
      return RANKED.test(headingOf(text)) ? 'the English Indices of Deprivation' : undefined;
    case 'populations':
      return hasColumnsOfAges(text) ? 'population estimates by single year of age' : undefined;
    case 'boundaries':
      return CODED.test(text.slice(0, BEGINNING)) ? 'ONS Open Geography' : undefined;
    case 'lookup':
      return CODED.test(text.slice(0, BEGINNING).split(/\r?\n/, 1)[0] ?? '')
        ? 'ONS Open Geography'
        : undefined;
  }
}

/**
 * Where a file came from: as whoever brings it says, else its name and what it looks like. Anybody can head columns so:
 * that is no word of a publisher, and a licence is told by people alone.
 */
export function provenanceOf(
  what: PlacesFile,
  text: string,
  { file, ...said }: { readonly file: string } & Pick<Provenance, 'source' | 'licence'>,
): Provenance & { readonly source: string } {
  const columns = whoseColumns(what, text);
  const looks = columns === undefined ? file : `${file}, which has the columns of ${columns}`;
  return { source: said.source || looks, licence: said.licence };
}
