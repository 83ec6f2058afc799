import { asId } from '../../../../kernel/ids.ts';
import { parsePlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { agencyOf } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { datePartsOf, revisionIn, textIn } from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { goesOnForNow } from '../../purpose/goes-on.ts';
import { inCasework } from '../../purpose/working.ts';
import { changeRecord } from '../change.ts';
import { saveResidence } from '../move.ts';
import { PEOPLE_CRUMBS, personPath } from '../pages/parts.tsx';
import { HomeForm, RecordForm } from '../pages/record-form.tsx';
import { findRecord, type RecordView } from '../person.ts';
import { saveRecord } from '../record.ts';
import type { Relation } from '../residence.ts';
import { RELATIONS } from '../words.ts';
import { addressIn, identityIn, recordValues, restrictedIn } from './record-fields.ts';

/** Whoever tells of people for their agency; the command decides. */
const TELL = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;

const BLANK: Attempt = { values: {}, errors: {} };
const EARLIEST = parsePlainDate('1850-01-01');

/** A day from its three inputs; undefined when they are empty, refused when they are none. */
function dayIn(c: Context, name: string): ReturnType<typeof parsePlainDate> | Refusal {
  const { day = '', month = '', year = '' } = datePartsOf(c.form, name);
  if (day + month + year === '') return undefined;
  const date = parsePlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return date === undefined || date > c.today || (EARLIEST !== undefined && date < EARLIEST)
    ? refused('date-unreadable', 'Write a day in the past as day, month and year, such as 17 1 2013.', {
        field: name,
      })
    : date;
}

const ownRecord = async (c: Context): Promise<RecordView | undefined> => {
  const id = asId<'record'>(c.params.id ?? '');
  const record = id && (await findRecord(c.tx, c.actor, c.services.subjects, id));
  return record?.own && record.identity ? record : undefined;
};

async function addPage(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  return {
    title: 'Add a record',
    breadcrumbs: PEOPLE_CRUMBS,
    body: (
      <RecordForm
        attempt={attempt}
        keys={c.formKeys}
        action="/casework/records/new"
        back="/casework/people"
      />
    ),
  };
}

async function add(c: Context): Promise<Answer> {
  const agencyId = agencyOf(c.actor);
  if (agencyId === undefined) return notFound('agency');
  const livesFrom = dayIn(c, 'livesFrom');
  if (isRefusal(livesFrom)) return livesFrom;
  const saved = await saveRecord(c.tx, c.actor, c.services.subjects, {
    ...identityIn(c.form),
    agencyId,
    address: addressIn(c.form),
    livesFrom,
    restrictedBecause: restrictedIn(c.form) ?? undefined,
    source: 'form',
  });
  if (isRefusal(saved)) return saved;
  await goesOnForNow(c.tx, c.actor, c.services.subjects, { kind: 'record', id: saved.recordId });
  return { redirect: personPath(saved.clusterId) };
}

async function changePage(c: Context, attempt?: Attempt): Promise<Answer> {
  const record = await ownRecord(c);
  if (!record) return notFound('record of your agency');
  return {
    title: 'Change a record',
    breadcrumbs: PEOPLE_CRUMBS,
    body: (
      <RecordForm
        attempt={attempt ?? { values: recordValues(record), errors: {} }}
        keys={c.formKeys}
        action={`/casework/records/${record.recordId}/change`}
        back={personPath(record.clusterId)}
        revision={attempt ? revisionIn(c.form) : record.revision}
      />
    ),
  };
}

async function change(c: Context): Promise<Answer> {
  const record = await ownRecord(c);
  if (!record) return notFound('record of your agency');
  const changed = await changeRecord(c.tx, c.actor, c.services.subjects, {
    ...identityIn(c.form),
    recordId: record.recordId,
    revision: revisionIn(c.form),
    restrictedBecause: restrictedIn(c.form),
  });
  if (isRefusal(changed)) return changed;
  await goesOnForNow(c.tx, c.actor, c.services.subjects, { kind: 'record', id: record.recordId });
  return { redirect: personPath(changed.clusterId) };
}

async function homePage(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  const record = await ownRecord(c);
  if (!record) return notFound('record of your agency');
  return {
    title: 'New address',
    breadcrumbs: PEOPLE_CRUMBS,
    body: (
      <HomeForm
        attempt={attempt}
        keys={c.formKeys}
        action={`/casework/records/${record.recordId}/home`}
        back={personPath(record.clusterId)}
        name="Your agency’s record"
      />
    ),
  };
}

async function move(c: Context): Promise<Answer> {
  const record = await ownRecord(c);
  if (!record) return notFound('record of your agency');
  const address = addressIn(c.form);
  if (!address) return refused('address-missing', 'Enter the address.', { field: 'address' });
  const relation = textIn(c.form, 'relation');
  if (!Object.hasOwn(RELATIONS, relation))
    return refused('relation-missing', 'Choose what it is to the person.', { field: 'relation' });
  const [from, until] = [dayIn(c, 'livesFrom'), dayIn(c, 'untilOn')];
  if (isRefusal(from)) return from;
  if (isRefusal(until)) return until;
  const told = { recordId: record.recordId, address, relation: relation as Relation, from, until };
  const saved = await saveResidence(c.tx, c.actor, c.services.subjects, told);
  if (isRefusal(saved)) return saved;
  const now = await findRecord(c.tx, c.actor, c.services.subjects, record.recordId);
  return { redirect: personPath(now?.clusterId ?? record.clusterId) };
}

const readsRecord: NonNullable<Route['reads']> = ({ params }) => ({
  action: 'record.read',
  subject: { kind: 'record', id: params.id ?? '' },
});

/** Adding and changing an agency's own records, and where their people live. */
export const recordRoutes: readonly Route[] = [
  inCasework(get('/casework/records/new', TELL, (c) => addPage(c))),
  inCasework(post('/casework/records/new', TELL, add, { again: addPage })),
  inCasework(get('/casework/records/:id/change', WRITE, (c) => changePage(c), { reads: readsRecord })),
  inCasework(post('/casework/records/:id/change', WRITE, change, { again: changePage })),
  inCasework(get('/casework/records/:id/home', WRITE, (c) => homePage(c), { reads: readsRecord })),
  inCasework(post('/casework/records/:id/home', WRITE, move, { again: homePage })),
];
