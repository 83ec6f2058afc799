import type { Id } from '../../kernel/ids.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { may, mayFor } from '../../platform/actor.ts';
import { notFound } from '../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn } from '../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../platform/http/route.ts';
import { parseTableQuery } from '../../ui/table/index.ts';
import { addPerson, appoint, appointmentFields, endHolding, vacancyFields } from './holding.ts';
import { AppointmentForm, PostForm, PostList, PostPage, postColumns, VacatingForm } from './pages/post.tsx';
import { addPost, changePost, postFields } from './post.ts';
import {
  findAgency,
  findPost,
  holderOf,
  listAgencies,
  listHoldings,
  listPeople,
  listPosts,
  openDutiesOf,
  threadNeighbours,
} from './queries.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'partners.edit' } as const;
const EDIT_OWN = { permission: 'partners.edit', anywhere: true } as const;
const CRUMBS = [{ text: 'Agencies', href: '/agencies' }];

async function postPage(c: Context) {
  const found = await findPost(c.tx, c.params.slug ?? '');
  if (!found) return notFound('post');
  const view = {
    post: found,
    holder: await holderOf(c.tx, found.id, c.today),
    holdings: await listHoldings(c.tx, [found.id]),
    duties: await openDutiesOf(c.tx, c.services.offers.duties, { postId: found.id }),
    leads: await threadNeighbours(c.tx, c.services.offers, { kind: 'post', id: found.id }),
    today: c.today,
    mayEdit: mayFor(c.actor, 'partners.edit', found.agencyId),
    mayAppoint: may(c.actor, 'partners.edit'),
  };
  return {
    title: found.title,
    breadcrumbs: [...CRUMBS, { text: found.agency, href: `/agencies/${found.agencySlug}` }],
    body: <PostPage {...view} />,
  };
}

async function newForm(c: Context, attempt: Attempt = { values: {}, errors: {} }) {
  const agency = await findAgency(c.tx, c.params.slug ?? '');
  if (!agency) return notFound('agency');
  const path = `/agencies/${agency.slug}`;
  const heading = `Add a post at ${agency.name}`;
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: agency.name, href: path }],
    body: <PostForm {...attempt} {...c.formKeys} heading={heading} action={`${path}/posts`} back={path} />,
  };
}

async function editForm(c: Context, attempt?: Attempt) {
  const found = await findPost(c.tx, c.params.slug ?? '');
  if (!found) return notFound('post');
  const path = `/agencies/posts/${found.slug}`;
  const heading = `Change ${found.title}`;
  const values = {
    title: found.title,
    email: found.email ?? '',
    telephone: found.telephone ?? '',
    ...dateValues('startsOn', found.startsOn),
    ...dateValues('endsOn', found.endsOn),
  };
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: found.title, href: path }],
    body: (
      <PostForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={path}
        back={path}
        revision={attempt ? revisionIn(attempt.values) : found.revision}
      />
    ),
  };
}

async function appointmentForm(c: Context, attempt: Attempt = { values: {}, errors: {} }) {
  const found = await findPost(c.tx, c.params.slug ?? '');
  if (!found) return notFound('post');
  const path = `/agencies/posts/${found.slug}`;
  const heading = `Appoint somebody as ${found.title}`;
  const lists = { people: await listPeople(c.tx), agencies: await listAgencies(c.tx, { on: c.today }) };
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: found.title, href: path }],
    body: (
      <AppointmentForm
        {...attempt}
        {...lists}
        {...c.formKeys}
        heading={heading}
        action={`${path}/appointment`}
        back={path}
      />
    ),
  };
}

async function makeAppointment(c: Context) {
  const found = await findPost(c.tx, c.params.slug ?? '');
  if (!found) return notFound('post');
  const fields = readFields(appointmentFields, c.form);
  if (isRefusal(fields)) return fields;
  const { name, email, startsOn } = fields;
  const personId = fields.personId ?? (await addPerson(c.tx, c.actor, { name: name ?? '', email }));
  if (isRefusal(personId)) return personId;
  const made = await appoint(c.tx, c.actor, {
    post: found,
    personId: personId as Id<'person'>,
    startsOn,
    secondedFrom: fields.secondedFrom as Id<'agency'> | null,
  });
  return isRefusal(made) ? made : { redirect: `/agencies/posts/${found.slug}` };
}

async function vacancyForm(c: Context, attempt: Attempt = { values: {}, errors: {} }) {
  const found = await findPost(c.tx, c.params.slug ?? '');
  const holder = found && (await holderOf(c.tx, found.id, c.today));
  if (!found || !holder) return notFound('holder of this post');
  const path = `/agencies/posts/${found.slug}`;
  const heading = `${holder.person} left this post`;
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: found.title, href: path }],
    body: (
      <VacatingForm {...attempt} {...c.formKeys} heading={heading} action={`${path}/vacancy`} back={path} />
    ),
  };
}

async function saveVacancy(c: Context) {
  const found = await findPost(c.tx, c.params.slug ?? '');
  const holder = found && (await holderOf(c.tx, found.id, c.today));
  if (!found || !holder) return notFound('holder of this post');
  const fields = readFields(vacancyFields, c.form);
  if (isRefusal(fields)) return fields;
  const ended = await endHolding(c.tx, c.actor, { post: found, holdingId: holder.id, endsOn: fields.endsOn });
  return isRefusal(ended) ? ended : { redirect: `/agencies/posts/${found.slug}` };
}

export const postRoutes: readonly Route[] = [
  get('/agencies/posts', READ, async (c) => ({
    title: 'Posts',
    breadcrumbs: CRUMBS,
    body: (
      <PostList
        posts={await listPosts(c.tx)}
        query={parseTableQuery(c.query, postColumns)}
        mayEdit={may(c.actor, 'partners.edit')}
      />
    ),
  })),
  get('/agencies/posts/:slug', READ, postPage),
  get('/agencies/:slug/posts/new', EDIT_OWN, (c) => newForm(c)),
  post(
    '/agencies/:slug/posts',
    EDIT_OWN,
    async (c) => {
      const agency = await findAgency(c.tx, c.params.slug ?? '');
      if (!agency) return notFound('agency');
      const fields = readFields(postFields, c.form);
      if (isRefusal(fields)) return fields;
      const added = await addPost(c.tx, c.actor, agency, fields);
      return isRefusal(added) ? added : { redirect: `/agencies/posts/${added.slug}` };
    },
    { again: newForm },
  ),
  get('/agencies/posts/:slug/edit', EDIT_OWN, (c) => editForm(c)),
  post(
    '/agencies/posts/:slug',
    EDIT_OWN,
    async (c) => {
      const fields = readFields(postFields, c.form);
      if (isRefusal(fields)) return fields;
      const slug = c.params.slug ?? '';
      const changed = await changePost(c.tx, c.actor, slug, revisionIn(c.form), fields);
      return isRefusal(changed) ? changed : { redirect: `/agencies/posts/${slug}` };
    },
    { again: editForm },
  ),
  get('/agencies/posts/:slug/appointment', EDIT, (c) => appointmentForm(c)),
  post('/agencies/posts/:slug/appointment', EDIT, makeAppointment, { again: appointmentForm }),
  get('/agencies/posts/:slug/vacancy', EDIT, (c) => vacancyForm(c)),
  post('/agencies/posts/:slug/vacancy', EDIT, saveVacancy, { again: vacancyForm }),
];
