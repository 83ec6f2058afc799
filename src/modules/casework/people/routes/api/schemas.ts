/** Records and people as programs read and send them. */
import { z } from 'zod';
import type { RecordView } from '../../person.ts';
import { restriction } from '../record-fields.ts';

export const text = z.string().max(200);
const texts = z.array(text).max(10);
export const identityFields = {
  givenNames: text.optional(),
  surname: text.optional(),
  otherNames: texts.optional().describe('Each as given names and surname, or another surname alone'),
  dateOfBirth: text.optional().describe('YYYY-MM-DD, or YYYY-MM or YYYY where no more is known'),
  sex: text.optional(),
  telephones: texts.optional(),
  emails: texts.optional(),
  nhsNumber: text.optional(),
  nationalInsuranceNumber: text.optional(),
  policeNumber: text.optional(),
  reference: text.optional().describe('The agency’s own number for the person'),
};
export const address = z.strictObject({
  lines: z.array(text).max(6),
  postcode: text.optional(),
  uprn: text.optional(),
});

export const Record = z
  .object({
    id: z.uuid(),
    person: z.uuid().describe('The person (cluster) that the record stands with now'),
    agency: z.string(),
    ...identityFields,
    disposedOf: z.boolean(),
    regime: z.enum(['uk-gdpr', 'part-3']),
    restrictedBecause: restriction.nullable(),
    disputed: z.boolean(),
    recordedOn: z.string(),
    lastActiveOn: z.string(),
    reviewOn: z.string(),
    revision: z.int(),
  })
  .meta({ id: 'PersonRecord' });

export const Saved = z
  .object({
    id: z.uuid(),
    person: z.uuid(),
    joined: z.boolean().describe('The person was known already, as far as you may know'),
    asked: z
      .int()
      .describe(
        'Other records that may be of the same person, as far as you may know of them: somebody is asked',
      ),
  })
  .meta({ id: 'SavedPersonRecord' });

/** A record as a program reads it. */
export const recordOf = (record: RecordView): z.input<typeof Record> => ({
  id: record.recordId,
  person: record.clusterId,
  agency: record.agency,
  ...(record.identity as object),
  disposedOf: record.identity === undefined,
  regime: record.regime,
  restrictedBecause: record.restrictedBecause ?? null,
  disputed: record.disputed,
  recordedOn: record.recordedOn,
  lastActiveOn: record.lastActiveOn,
  reviewOn: record.reviewOn,
  revision: record.revision,
});

export const Person = z
  .object({
    id: z.uuid(),
    code: z.string(),
    records: z.array(Record),
    knownTo: z.array(z.object({ agency: z.string(), ask: z.string().nullable() })),
  })
  .meta({ id: 'PersonOfConcern' });
