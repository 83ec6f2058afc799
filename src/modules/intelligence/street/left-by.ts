import { plural } from '../../../kernel/names.ts';
import type { ImportedFile, Provenance } from '../../../platform/imported-files.ts';
import type { StreetAccount } from './account.ts';
import { grownInWords } from './grown-months.ts';

/** What a street file leaves among the files that were brought in: where it came from, and what became of its rows. */
export function leftBy(
  account: StreetAccount,
  { sha256, bytes, ...from }: Pick<ImportedFile, 'sha256' | 'bytes'> & Provenance,
): ImportedFile {
  const { file, read, added, changed, unchanged, unreadable, elsewhere, withoutPlace } = account;
  const grown = grownInWords(account.grownMonths ?? []);
  const lines = account.unreadableLines.map(({ line }) => line);
  return {
    importer: 'police-street',
    file,
    sha256,
    bytes,
    source: 'data.police.uk, street-level crime',
    licence: 'Open Government Licence v3.0',
    ...from,
    read,
    added,
    changed,
    unchanged,
    notUsed: unreadable,
    account: {
      inNoPlace: elsewhere + withoutPlace,
      notUsed: unreadable > 0 ? [{ reason: 'It cannot be read.', count: unreadable, lines }] : [],
      remarks: [
        `${plural(elsewhere, 'row')} lie outside the partnership’s places and ${plural(withoutPlace, 'row')} have no location: kept, and counted in no place.`,
        ...(grown ? [grown] : []),
      ],
    },
  };
}
