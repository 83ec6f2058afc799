import { z } from 'zod';
import { isUuid } from '../../../../kernel/ids.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { may } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalText,
  readFields,
  revisionIn,
} from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { parseTableQuery, toCsv } from '../../../../ui/table/index.ts';
import { listAgencies } from '../../../partners/index.ts';
import { INTEREST_COLUMNS, InterestEnding, InterestForm, InterestsPage } from './interest-pages.tsx';
import { endInterest, registerInterest } from './plan.ts';
import { findInterest, INTEREST_KINDS, type InterestKind, listInterests } from './queries.ts';
import { membersToChoose } from './seats.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const REGISTER = [{ text: 'Register of interests', href: '/interests' }];

async function interests(c: Context): Promise<Answer> {
  return {
    title: 'Register of interests',
    wide: true,
    body: (
      <InterestsPage
        interests={await listInterests(c.tx)}
        query={parseTableQuery(c.query, INTEREST_COLUMNS)}
        mayEdit={may(c.actor, 'governance.edit')}
      />
    ),
  };
}

const interestsCsv = async (c: Context): Promise<Answer> => ({
  download: toCsv(INTEREST_COLUMNS, await listInterests(c.tx)),
  mediaType: 'text/csv; charset=utf-8',
  fileName: 'interests.csv',
});

async function interestForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const agencies = await listAgencies(c.tx);
  return {
    title: 'Register an interest',
    breadcrumbs: REGISTER,
    body: (
      <InterestForm
        {...(attempt ?? { values: dateValues('startsOn', c.today), errors: {} })}
        {...c.formKeys}
        heading="Register an interest"
        action="/interests"
        back="/interests"
        members={await membersToChoose(c.tx, c.today)}
        agencies={agencies.map(({ id: value, name }) => ({ value, text: name }))}
      />
    ),
  };
}

const kinds = Object.keys(INTEREST_KINDS) as [InterestKind, ...InterestKind[]];

const interestFields = z.object({
  member: givenText('Choose the member'),
  kind: z.enum(kinds, { error: 'Choose what kind of interest it is' }),
  says: givenText('Say what the interest is'),
  agency: optionalText(),
  startsOn: givenDate('Say since when'),
});

async function saveInterest(c: Context): Promise<Answer> {
  const fields = readFields(interestFields, c.form);
  if (isRefusal(fields)) return fields;
  const { member: membershipId, agency: agencyId, ...rest } = fields;
  const id = await registerInterest(c.tx, c.actor, { membershipId, agencyId, ...rest });
  return isRefusal(id) ? id : { redirect: '/interests' };
}

async function endingForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const { id = '' } = c.params;
  const interest = isUuid(id) ? await findInterest(c.tx, id) : undefined;
  if (!interest) return notFound('interest');
  return {
    title: 'End an interest',
    breadcrumbs: REGISTER,
    body: (
      <InterestEnding
        {...(attempt ?? { values: dateValues('endsOn', c.today), errors: {} })}
        {...c.formKeys}
        heading="End an interest"
        lead={`${interest.member}: ${interest.says}`}
        action={`/interests/${id}/end`}
        back="/interests"
        revision={attempt ? revisionIn(attempt.values) : interest.revision}
      />
    ),
  };
}

async function saveEnding(c: Context): Promise<Answer> {
  const fields = readFields(z.object({ endsOn: givenDate('Say when it ended') }), c.form);
  if (isRefusal(fields)) return fields;
  const { id = '' } = c.params;
  if (!isUuid(id)) return notFound('interest');
  const ended = await endInterest(c.tx, c.actor, id, revisionIn(c.form), fields.endsOn);
  return isRefusal(ended) ? ended : { redirect: '/interests' };
}

export const interestRoutes: readonly Route[] = [
  get('/interests', READ, interests),
  get('/interests.csv', READ, interestsCsv),
  get('/interests/new', EDIT, (c) => interestForm(c)),
  post('/interests', EDIT, saveInterest, { again: interestForm }),
  get('/interests/:id/end', EDIT, (c) => endingForm(c)),
  post('/interests/:id/end', EDIT, saveEnding, { again: endingForm }),
];
