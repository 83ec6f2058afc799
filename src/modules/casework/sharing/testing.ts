/** Two agencies and one person whom both know, for the tests of sharing. All people are synthetic. */
import type { Member } from '../../../platform/actor.ts';
import type { TestDatabase } from '../../../platform/database/testing.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { findPerson, type RecordInput, saveRecord } from '../people/index.ts';
import { aCaseworker, CASEWORKER, works } from '../testing/working.ts';

const ANSWERING = [...CASEWORKER, 'sharing.answer@own'];

const NAMES = [
  ...['Abernathy', 'Bulstrode', 'Cholmond', 'Dunwoody', 'Etheridge', 'Fazakerley', 'Gathercole', 'Hollobone'],
  ...['Illingworth', 'Jolliffe', 'Kettlewell', 'Lythgoe', 'Micklethwait', 'Nutbrown', 'Ollerenshaw'],
];

/** What a test file of sharing begins with; each person whom it makes is another. */
export function acquaintances(db: () => TestDatabase, subjects: () => SubjectKeys) {
  let told = 0;
  return {
    /** Two agencies that each know one synthetic person, who is one cluster. */
    async twoThatKnowOne(more: Partial<RecordInput> = {}) {
      const [police, housing] = [await aCaseworker(db(), ANSWERING), await aCaseworker(db(), ANSWERING)];
      told += 1;
      const person = {
        givenNames: 'Invented',
        surname: NAMES[told] ?? 'Nobody',
        dateOfBirth: `19${50 + told}-0${1 + (told % 9)}-1${told % 10}`,
        address: {
          lines: [`${told * 7} Fictional Way`, 'Rugeley'],
          postcode: `WS${10 + told} ${told % 10}AB`,
        },
        telephones: [`01889 5${told * 7919}`],
        source: 'form' as const,
      };
      const theirs = await works(db(), housing, (tx, actor) =>
        saveRecord(tx, actor, subjects(), { ...person, ...more, agencyId: housing.agencyId }),
      );
      const ours = await works(db(), police, (tx, actor) =>
        saveRecord(tx, actor, subjects(), { ...person, agencyId: police.agencyId }),
      );
      if (ours.clusterId !== theirs.clusterId) throw new Error('They were not found to be one person');
      return { police, housing, cluster: ours.clusterId, person };
    },

    /** Which agencies' records the reader is shown, and which only know. */
    async shownTo(reader: Member, cluster: string, about: string | undefined = cluster) {
      const person = await works(
        db(),
        reader,
        (tx, actor) => findPerson(tx, actor, subjects(), cluster),
        about,
      );
      return {
        records: person?.records.map((record) => record.agencyId) ?? [],
        known: person?.knownTo.map((one) => one.agencyId) ?? [],
        residences: person?.residences.length ?? 0,
      };
    },
  };
}
