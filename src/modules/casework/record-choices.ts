import { longDate } from '../../kernel/plain-date.ts';
import { textIn } from '../../platform/http/form.ts';
import type { Context } from '../../platform/http/route.ts';
import type { Choice } from '../../ui/forms/fields.tsx';
import { displayName, personNow, type RecordView, recordsOf } from './people/index.ts';

const called = ({ identity, agency }: RecordView): string =>
  `${identity ? displayName(identity) || 'Without a name' : 'Without a name'} (${agency})`;

/** Records to choose from: by name and agency, and where that says the same of two, by number or since when each is held. */
export function recordChoices(records: readonly RecordView[]): readonly Choice[] {
  const times = Map.groupBy(records, called);
  return records.map((record) => {
    const text = called(record);
    const { recordId, identity, recordedOn } = record;
    const more = identity?.reference ? `number ${identity.reference}` : `held since ${longDate(recordedOn)}`;
    return { value: recordId, text: (times.get(text)?.length ?? 0) > 1 ? `${text}, ${more}` : text };
  });
}

/** The records of the person whom a form speaks of, by its address or its hidden field. */
export async function recordsOfPersonIn(c: Context): Promise<readonly Choice[]> {
  const clusterId = c.query.person ?? textIn(c.form, 'person');
  if (!clusterId) return [];
  const now = await personNow(c.tx, c.actor, clusterId);
  return recordChoices(await recordsOf(c.tx, c.actor, c.services.subjects, [now]));
}
