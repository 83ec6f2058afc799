import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenDate, readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { listAgencies, listPosts } from '../../partners/index.ts';
import { type Body, findBody } from '../queries.ts';
import { EndingForm } from '../structure/pages/relations.tsx';
import { findMember, listMembers, listMembersEver, listOffices } from './member-queries.ts';
import { addMember, changeMember, memberFields } from './members.ts';
import { elect, endOffice, officeFields } from './offices.ts';
import { ElectionForm, MemberForm, MembersPage } from './pages/members.tsx';
import { termsInForce } from './queries.ts';
import { vacantCoreSeats } from './vacancies.ts';
import { OFFICES } from './words.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;

const crumbsTo = (body: Body, members = false) => [
  { text: 'Boards and groups', href: '/bodies' },
  { text: body.name, href: `/bodies/${body.slug}` },
  ...(members ? [{ text: 'Members', href: `/bodies/${body.slug}/members` }] : []),
];

const bodyIn = (c: Context) => findBody(c.tx, c.params.slug ?? '');
const dayIn = (c: Context): PlainDate => parsePlainDate(c.query.on ?? '') ?? c.today;

async function membersPage(c: Context): Promise<Answer> {
  const body = await bodyIn(c);
  if (!body) return notFound('body');
  const on = dayIn(c);
  const members = await listMembers(c.tx, body.id, on, { substitutes: true });
  const ever = await listMembersEver(c.tx, body.id, on);
  const view = {
    body,
    on,
    members,
    former: ever.filter(({ id }) => !members.some((one) => one.id === id)),
    offices: await listOffices(c.tx, body.id),
    vacant: vacantCoreSeats(await termsInForce(c.tx, body.id, on), members),
    mayEdit: may(c.actor, 'governance.edit'),
  };
  return {
    title: `Members of the ${body.name}`,
    breadcrumbs: crumbsTo(body),
    body: <MembersPage {...view} />,
  };
}

const memberIn = async (c: Context, body: Body) => {
  const { id = '' } = c.params;
  const member = isUuid(id) ? await findMember(c.tx, id, c.today) : undefined;
  return member?.bodyId === body.id ? member : undefined;
};

async function memberForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const body = await bodyIn(c);
  if (!body) return notFound('body');
  const member = c.params.id === undefined ? undefined : await memberIn(c, body);
  if (c.params.id !== undefined && !member) return notFound('member');
  const path = `/bodies/${body.slug}/members`;
  const heading = member ? member.title : `Add a member of the ${body.name}`;
  const values = member
    ? {
        ...Object.fromEntries(Object.entries(member).map(([name, value]) => [name, String(value ?? '')])),
        ...dateValues('startsOn', member.startsOn),
        ...dateValues('endsOn', member.endsOn),
      }
    : dateValues('startsOn', c.today);
  const others = (await listMembers(c.tx, body.id, c.today)).filter(({ id }) => id !== member?.id);
  return {
    title: heading,
    breadcrumbs: crumbsTo(body, true),
    body: (
      <MemberForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={member ? `${path}/${member.id}` : path}
        back={path}
        revision={attempt ? revisionIn(attempt.values) : member?.revision}
        agencies={(await listAgencies(c.tx)).map(({ id, name }) => ({ value: id, text: name }))}
        posts={(await listPosts(c.tx)).map(({ id, title, agency }) => ({
          value: id,
          text: `${title}, ${agency}`,
        }))}
        functions={(await termsInForce(c.tx, body.id, c.today))?.functions ?? []}
        members={others.map(({ id, title }) => ({ value: id, text: title }))}
      />
    ),
  };
}

async function saveMember(c: Context): Promise<Answer> {
  const body = await bodyIn(c);
  if (!body) return notFound('body');
  const fields = readFields(memberFields, c.form);
  if (isRefusal(fields)) return fields;
  const member = c.params.id === undefined ? undefined : await memberIn(c, body);
  if (c.params.id !== undefined && !member) return notFound('member');
  const saved = member
    ? await changeMember(c.tx, c.actor, member.id, revisionIn(c.form), fields)
    : await addMember(c.tx, c.actor, body.id, fields);
  return isRefusal(saved) ? saved : { redirect: `/bodies/${body.slug}/members` };
}

async function electionForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const body = await bodyIn(c);
  if (!body) return notFound('body');
  const path = `/bodies/${body.slug}/members`;
  const heading = `Record an election of the ${body.name}`;
  const values = { office: 'chair', ...dateValues('startsOn', c.today) };
  return {
    title: heading,
    breadcrumbs: crumbsTo(body, true),
    body: (
      <ElectionForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        lead="Whoever holds the office now holds it until the day before."
        action={`${path}/election`}
        back={path}
        members={(await listMembers(c.tx, body.id, c.today)).map(({ id, title, function: within }) => ({
          value: id,
          text: within ? `${title} (${within})` : title,
        }))}
      />
    ),
  };
}

async function saveElection(c: Context): Promise<Answer> {
  const body = await bodyIn(c);
  if (!body) return notFound('body');
  const fields = readFields(officeFields, c.form);
  if (isRefusal(fields)) return fields;
  const elected = await elect(c.tx, c.actor, body.id, fields);
  return isRefusal(elected) ? elected : { redirect: `/bodies/${body.slug}/members` };
}

async function officeEndingForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const body = await bodyIn(c);
  const office = body && (await listOffices(c.tx, body.id)).find(({ id }) => id === c.params.id);
  if (!body || !office) return notFound('office');
  const heading = `The ${OFFICES[office.office].toLowerCase()} leaves without a successor`;
  const path = `/bodies/${body.slug}/members`;
  return {
    title: heading,
    breadcrumbs: crumbsTo(body, true),
    body: (
      <EndingForm
        {...(attempt ?? { values: dateValues('endsOn', c.today), errors: {} })}
        {...c.formKeys}
        heading={heading}
        lead="An election of the next one ends it too."
        action={`${path}/offices/${office.id}/ending`}
        back={path}
        revision={attempt ? revisionIn(attempt.values) : office.revision}
      />
    ),
  };
}

const endingFields = z.object({ endsOn: givenDate('Say what the last day was') });

async function saveOfficeEnding(c: Context): Promise<Answer> {
  const body = await bodyIn(c);
  const office = body && (await listOffices(c.tx, body.id)).find(({ id }) => id === c.params.id);
  if (!body || !office) return notFound('office');
  const fields = readFields(endingFields, c.form);
  if (isRefusal(fields)) return fields;
  const ended = await endOffice(c.tx, c.actor, office.id, revisionIn(c.form), fields.endsOn);
  return isRefusal(ended) ? ended : { redirect: `/bodies/${body.slug}/members` };
}

/** Who sits on a body, and who holds its offices. */
export const memberRoutes: readonly Route[] = [
  get('/bodies/:slug/members', READ, membersPage),
  post('/bodies/:slug/members', EDIT, saveMember, { again: memberForm }),
  get('/bodies/:slug/members/new', EDIT, (c) => memberForm(c)),
  get('/bodies/:slug/members/election', EDIT, (c) => electionForm(c)),
  post('/bodies/:slug/members/election', EDIT, saveElection, { again: electionForm }),
  get('/bodies/:slug/members/offices/:id/ending', EDIT, (c) => officeEndingForm(c)),
  post('/bodies/:slug/members/offices/:id/ending', EDIT, saveOfficeEnding, { again: officeEndingForm }),
  get('/bodies/:slug/members/:id', EDIT, (c) => memberForm(c)),
  post('/bodies/:slug/members/:id', EDIT, saveMember, { again: memberForm }),
];
