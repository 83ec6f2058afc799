import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { may, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { parseTableQuery, toCsv } from '../../../ui/table/index.ts';
import { listPurposes } from '../purpose/queries.ts';
import { addAgreement, agreementFields, changeAgreement, nameContact } from './agreement.ts';
import { type Agreement, findAgreement, listAgreements, listContacts, listVersions } from './agreements.ts';
import { fieldsOf } from './import.ts';
import { AgreementForm, ContactForm } from './pages/agreement-form.tsx';
import { AGREEMENT_COLUMNS, AgreementPage, ContactsPage, SharingPage } from './pages/agreements.tsx';
import { SHARING_CRUMBS } from './parts.tsx';

const READ = { permission: 'read' } as const;
const AGREE = { permission: 'sharing.agree' } as const;
const BASE = '/casework/sharing/agreements';

const sharingPage = async (c: Context): Promise<Answer> => ({
  title: 'Lawful sharing',
  wide: true,
  body: (
    <SharingPage
      agreements={await listAgreements(c.tx, c.actor)}
      query={parseTableQuery(c.query, AGREEMENT_COLUMNS)}
      mayAgree={may(c.actor, 'sharing.agree')}
      maySee={maySomewhere(c.actor, 'casework.read')}
      mayGovern={may(c.actor, 'casework.govern')}
    />
  ),
});

const agenciesOf = ({ tx, actor }: Context) =>
  tx
    .selectFrom('partners.agency')
    .where('partnership_id', '=', actor.partnershipId)
    .orderBy('name')
    .select(['id as value', 'name as text'])
    .execute();

async function agreementPage(c: Context): Promise<Answer> {
  const agreement = await findAgreement(c.tx, c.actor, c.params.slug ?? '');
  if (!agreement) return notFound('agreement');
  const agencies = await agenciesOf(c);
  return {
    title: agreement.title,
    breadcrumbs: SHARING_CRUMBS,
    body: (
      <AgreementPage
        agreement={agreement}
        versions={await listVersions(c.tx, c.actor, agreement.id)}
        agencyNames={new Map(agencies.map(({ value, text }) => [value, text]))}
        mayAgree={may(c.actor, 'sharing.agree')}
      />
    ),
  };
}

const valuesOf = (agreement: Agreement): Attempt['values'] => {
  const { startsOn, reviewOn, endsOn, ...fields } = fieldsOf(agreement);
  return {
    ...fields,
    ...dateValues('startsOn', startsOn),
    ...dateValues('reviewOn', reviewOn),
    ...dateValues('endsOn', endsOn),
  };
};

async function form(c: Context, attempt?: Attempt): Promise<Answer> {
  const { slug } = c.params;
  const agreement = slug === undefined ? undefined : await findAgreement(c.tx, c.actor, slug);
  if (slug !== undefined && !agreement) return notFound('agreement');
  const purposes = await listPurposes(c.tx, c.actor);
  const heading = agreement ? `Change ${agreement.title}` : 'Make an agreement';
  return {
    title: heading,
    breadcrumbs: SHARING_CRUMBS,
    body: (
      <AgreementForm
        heading={heading}
        action={agreement ? `${BASE}/${agreement.slug}/edit` : `${BASE}/new`}
        back={agreement ? `${BASE}/${agreement.slug}` : '/casework/sharing'}
        keys={c.formKeys}
        attempt={attempt ?? { values: agreement ? valuesOf(agreement) : {}, errors: {} }}
        revision={agreement && (attempt ? revisionIn(attempt.values) : agreement.revision)}
        agencies={await agenciesOf(c)}
        purposes={purposes.map(({ slug: value, title, gateway }) => ({ value, text: title, hint: gateway }))}
      />
    ),
  };
}

async function save(c: Context): Promise<{ redirect: string } | Refusal> {
  const fields = readFields(agreementFields, c.form);
  if (isRefusal(fields)) return fields;
  const { slug } = c.params;
  const saved =
    slug === undefined
      ? await addAgreement(c.tx, c.actor, fields)
      : await changeAgreement(c.tx, c.actor, slug, revisionIn(c.form), fields);
  return isRefusal(saved) ? saved : { redirect: `${BASE}/${saved.slug}` };
}

async function contactForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const posts = await c.tx
    .selectFrom('partners.post as p')
    .innerJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'p.partnership_id').onRef('a.id', '=', 'p.agency_id'),
    )
    .where('p.partnership_id', '=', c.actor.partnershipId)
    .where((on) => on.or([on('p.ends_on', 'is', null), on('p.ends_on', '>=', c.today)]))
    .orderBy('a.name')
    .orderBy('p.title')
    .select(['p.id', 'p.title', 'a.name'])
    .execute();
  return {
    title: 'Whom to ask',
    breadcrumbs: SHARING_CRUMBS,
    body: (
      <ContactForm
        heading="Whom to ask at an agency"
        action="/casework/sharing/contacts/new"
        back="/casework/sharing/contacts"
        keys={c.formKeys}
        attempt={attempt ?? NOTHING_TYPED}
        posts={posts.map(({ id, title, name }) => ({ value: id, text: `${name}: ${title}` }))}
      />
    ),
  };
}

async function saveContact(c: Context): Promise<{ redirect: string } | Refusal> {
  const postId = textIn(c.form, 'postId');
  const post = await c.tx
    .selectFrom('partners.post')
    .where('partnership_id', '=', c.actor.partnershipId)
    .where((on) => on(on.cast('id', 'text'), '=', postId))
    .select('agency_id')
    .executeTakeFirst();
  if (!post) return refused('contact-is-a-post', 'Choose a post.', { field: 'postId' });
  const named = await nameContact(c.tx, c.actor, post.agency_id, postId);
  return named ?? { redirect: '/casework/sharing/contacts' };
}

/** Agreements and contacts name agencies and posts, never a person of concern: no purpose is asked for. */
export const agreementRoutes: readonly Route[] = [
  get('/casework/sharing', READ, sharingPage),
  get('/casework/sharing.csv', READ, async (c) => ({
    download: toCsv(AGREEMENT_COLUMNS, await listAgreements(c.tx, c.actor)),
    mediaType: 'text/csv',
    fileName: 'agreements.csv',
  })),
  get(`${BASE}/new`, AGREE, (c) => form(c)),
  post(`${BASE}/new`, AGREE, save, { again: form }),
  get(`${BASE}/:slug`, READ, agreementPage),
  get(`${BASE}/:slug/edit`, AGREE, (c) => form(c)),
  post(`${BASE}/:slug/edit`, AGREE, save, { again: form }),
  get('/casework/sharing/contacts', READ, async (c) => ({
    title: 'Whom to ask',
    breadcrumbs: SHARING_CRUMBS,
    body: (
      <ContactsPage
        contacts={await listContacts(c.tx, c.actor)}
        query={parseTableQuery(c.query, [])}
        mayAgree={may(c.actor, 'sharing.agree')}
      />
    ),
  })),
  get('/casework/sharing/contacts/new', AGREE, (c) => contactForm(c)),
  post('/casework/sharing/contacts/new', AGREE, saveContact, { again: contactForm }),
];
