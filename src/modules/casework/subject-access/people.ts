import { isRefusal } from '../../../kernel/refusal.ts';
import { addressLine, clustersOf, findAddress, recordsOf } from '../people/index.ts';
import { REGIMES, RELATIONS, RESTRICTIONS, SOURCES } from '../people/words.ts';
import type { HeldRow, SubjectAccess } from './part.ts';

const LABELS: Readonly<Record<string, string>> = {
  givenNames: 'Given names',
  surname: 'Surname',
  otherNames: 'Other names',
  dateOfBirth: 'Date of birth',
  sex: 'Sex',
  telephones: 'Telephone',
  emails: 'E-mail',
  nhsNumber: 'NHS number',
  nationalInsuranceNumber: 'National Insurance number',
  policeNumber: 'Police number',
  reference: 'Number at the agency',
};

/** Records and where the person lives, as each agency holds them. */
export const peopleAccess: SubjectAccess = {
  title: 'Who each agency thinks you are, and where you live',
  tables: ['record', 'residence', 'presence', 'record_token', 'address'],
  async gather(tx, machine, subjects, clusterId) {
    const clusters = await clustersOf(tx, machine, clusterId);
    const records = await recordsOf(tx, machine, subjects, clusters);
    const rows: HeldRow[] = [];
    for (const record of records) {
      const identity = Object.entries(record.identity ?? {}).map(([name, value]) => [
        LABELS[name] ?? name,
        Array.isArray(value) ? value.join(', ') : String(value),
      ]);
      rows.push({
        'Held by': record.agency,
        ...Object.fromEntries(identity),
        'Held under': REGIMES[record.regime],
        ...(record.restrictedBecause ? { Restricted: RESTRICTIONS[record.restrictedBecause] } : {}),
        'How it came': SOURCES[record.source],
        'Recorded on': record.recordedOn,
        'To be reviewed on': record.reviewOn,
      });
      for (const home of await homesOf(tx, machine, record.recordId)) {
        const address = await findAddress(tx, machine, subjects, home.address_id);
        rows.push({
          'Held by': record.agency,
          Address: isRefusal(address) ? 'Disposed of' : addressLine(address),
          Relation: RELATIONS[home.relation as keyof typeof RELATIONS],
          ...(home.from_on ? { From: home.from_on } : {}),
          ...(home.until_on ? { Until: home.until_on } : {}),
        });
      }
    }
    return rows;
  },
};

const homesOf = (
  tx: Parameters<SubjectAccess['gather']>[0],
  machine: { partnershipId: string },
  recordId: string,
) =>
  tx
    .selectFrom('casework.residence')
    .where('partnership_id', '=', machine.partnershipId)
    .where('record_id', '=', recordId)
    .select(['address_id', 'relation', 'from_on', 'until_on'])
    .execute();
