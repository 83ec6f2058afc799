import { asId } from '../../../../kernel/ids.ts';
import { parsePlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { agencyOf, mayFor } from '../../../../platform/actor.ts';
import { recordRead } from '../../../../platform/audit/record.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { concernsAtAddress } from '../../concerns/section.tsx';
import { personSections } from '../../person-sections.ts';
import { inCasework } from '../../purpose/working.ts';
import { findAddress } from '../address.ts';
import { personCode } from '../code.ts';
import { countQuestions, joinedBy } from '../matching/review.ts';
import { AddressPage } from '../pages/address.tsx';
import { CASEWORK_CRUMBS, PEOPLE_CRUMBS, personPath } from '../pages/parts.tsx';
import { PersonPage, type ShownSection } from '../pages/person.tsx';
import { SearchPage } from '../pages/search.tsx';
import { findPerson } from '../person.ts';
import { householdOf, residentsOf } from '../residence.ts';
import { type FoundPerson, searchPeople } from '../search.ts';
import { bornIn } from './record-fields.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;

/** True when the actor holds the permission for their own agency. */
export const mayHere = ({ actor }: Pick<Context, 'actor'>, permission: string): boolean =>
  mayFor(actor, permission, agencyOf(actor));

const BLANK: Attempt = { values: {}, errors: {} };

async function searchPage(c: Context, attempt: Attempt, found?: readonly FoundPerson[]): Promise<Answer> {
  return {
    title: 'Find a person',
    breadcrumbs: CASEWORK_CRUMBS,
    body: (
      <SearchPage
        attempt={attempt}
        csrf={c.formKeys.csrf}
        found={found}
        mayAdd={['casework.write', 'referral.make', 'concern.record'].some((one) => mayHere(c, one))}
        mayImport={mayHere(c, 'casework.write')}
        questions={mayHere(c, 'match.decide') ? await countQuestions(c.tx, c.actor) : undefined}
      />
    ),
  };
}

async function search(c: Context): Promise<Answer> {
  const found = await searchPeople(c.tx, c.actor, c.services.subjects, {
    givenNames: textIn(c.form, 'givenNames'),
    surname: textIn(c.form, 'surname'),
    dateOfBirth: bornIn(c.form),
    postcode: textIn(c.form, 'postcode'),
    telephone: textIn(c.form, 'telephone'),
    number: textIn(c.form, 'number'),
  });
  if (isRefusal(found)) return found;
  await auditSearch(c, found);
  return searchPage(c, { values: c.form, errors: {} }, found);
}

/** Each search and whom it brought up stand in the audit trail, by their ids. */
export const auditSearch = (
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  found: readonly FoundPerson[],
): Promise<unknown> =>
  recordRead(tx, actor, {
    action: 'people.searched',
    detail: { found: found.map(({ clusterId }) => clusterId) },
  });

async function personPage(c: Context): Promise<Answer> {
  const { tx, actor, services } = c;
  const id = asId<'cluster'>(c.params.cluster ?? '');
  const person = id && (await findPerson(tx, actor, services.subjects, id));
  if (!person) return notFound('person');
  if (person.clusterId !== id) return { redirect: personPath(person.clusterId) };
  const sections: ShownSection[] = [];
  for (const { title, show } of personSections()) {
    const content = await show(tx, actor, services.subjects, id);
    if (content !== null) sections.push({ title, content });
  }
  return {
    title: `Person ${person.code}`,
    breadcrumbs: PEOPLE_CRUMBS,
    wide: true,
    body: (
      <PersonPage
        {...{ person, sections }}
        joinedBy={mayHere(c, 'match.decide') ? await joinedBy(tx, actor, id) : []}
        mayWrite={mayHere(c, 'casework.write')}
      />
    ),
  };
}

async function addressPage(c: Context): Promise<Answer> {
  const { tx, actor, services, today } = c;
  const id = asId<'address'>(c.params.id ?? '');
  const address = id ? await findAddress(tx, actor, services.subjects, id) : notFound('address');
  if (isRefusal(address)) return address;
  const { day = '', month = '', year = '' } = datePartsOf(c.query, 'on');
  const asked = [day, month, year].some((part) => part !== '');
  const on = asked ? parsePlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) : today;
  return {
    title: `Address ${personCode(address.id).replace('P-', 'A-')}`,
    breadcrumbs: PEOPLE_CRUMBS,
    body: (
      <AddressPage
        address={address}
        on={on ?? today}
        concerns={await concernsAtAddress(tx, actor, address.id)}
        household={await householdOf(tx, actor, services.subjects, address.id, on ?? today)}
        everybody={await residentsOf(tx, actor, services.subjects, address.id)}
        error={on === undefined ? 'Write the date as day, month and year, such as 17 1 2013' : undefined}
      />
    ),
  };
}

/** Finding people, the page of one, and of an address. */
export const peopleRoutes: readonly Route[] = [
  inCasework(get('/casework/people', READ, (c) => searchPage(c, BLANK))),
  inCasework(
    post('/casework/people/search', READ, search, { again: (c, attempt) => searchPage(c, attempt) }),
  ),
  inCasework(get('/casework/people/search', READ, async () => ({ redirect: '/casework/people' }))),
  inCasework(
    get('/casework/people/:cluster', READ, personPage, {
      reads: ({ params }) => ({
        action: 'person.read',
        subject: { kind: 'person', id: params.cluster ?? '' },
      }),
    }),
    ({ params }) => params.cluster,
  ),
  inCasework(
    get('/casework/addresses/:id', READ, addressPage, {
      reads: ({ params }) => ({ action: 'address.read', subject: { kind: 'address', id: params.id ?? '' } }),
    }),
  ),
];
