/** Somebody in a cohort: the page, and what can be done, each a form of one page. */
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { DISPOSED_OF } from '../cases/queries.ts';
import { addressLine, findAddress } from '../people/index.ts';
import { inCasework } from '../purpose/working.ts';
import { agencyChoices, COHORT_CRUMBS, READ, readsMember, WRITE } from './access.ts';
import type { MemberAct } from './act.ts';
import { memberActs } from './acts.tsx';
import { MemberPage } from './pages/member.tsx';
import { listMembers, ratingsOf } from './queries.ts';
import { type CohortRow, cohortRow, type MemberRow, memberRow } from './rows.ts';
import { isOfFamilies, memberCode } from './words.ts';

async function found(c: Context): Promise<{ member: MemberRow; cohort: CohortRow } | undefined> {
  const id = asId<'cohort-member'>(c.params.id ?? '');
  const member = id && (await memberRow(c.tx, c.actor, id));
  const cohort = member && (await cohortRow(c.tx, c.actor, member.cohort_id));
  return member && cohort ? { member, cohort } : undefined;
}

const crumbsOf = (cohort: CohortRow) => [
  ...COHORT_CRUMBS,
  { text: cohort.title, href: `/casework/cohorts/${cohort.id}` },
];

async function memberPage(c: Context): Promise<Answer> {
  const { subjects } = c.services;
  const here = await found(c);
  const [listed] = here ? await listMembers(c.tx, c.actor, subjects, { id: here.member.id }) : [];
  if (!here || !listed) return notFound('person in this cohort');
  const { member, cohort } = here;
  const [entered] = await agencyChoices(c, { ids: [member.agency_id] });
  const address = member.address_id
    ? await findAddress(c.tx, c.actor, subjects, member.address_id)
    : undefined;
  const mayAct = member.until_on === null && mayFor(c.actor, 'casework.write', agencyOf(c.actor));
  return {
    title: `${memberCode(member.id)}: ${cohort.title}`,
    breadcrumbs: crumbsOf(cohort),
    body: (
      <MemberPage
        member={listed}
        ratings={await ratingsOf(c.tx, c.actor, subjects, member.id)}
        because={subjects.open(member.id, member.because) ?? DISPOSED_OF}
        leftBecause={subjects.open(member.id, member.left_because) ?? null}
        enteredBy={entered?.text ?? ''}
        address={address && !isRefusal(address) ? addressLine(address) : undefined}
        acts={mayAct ? memberActs.filter(({ families }) => !families || isOfFamilies(cohort.kind)) : []}
        today={c.today}
      />
    ),
  };
}

function actRoutes(one: MemberAct): readonly Route[] {
  const path = `/casework/cohorts/members/:id/${one.path}`;
  const form = async (c: Context, attempt?: Attempt): Promise<Answer> => {
    const here = await found(c);
    if (!here) return notFound('person in this cohort');
    const { member, cohort } = here;
    const back = `/casework/cohorts/members/${member.id}`;
    const shown = attempt ?? { values: one.values?.(member) ?? {}, errors: {} };
    return {
      title: `${one.heading} ${memberCode(member.id)}`,
      breadcrumbs: [...crumbsOf(cohort), { text: memberCode(member.id), href: back }],
      body: (
        <FormPage
          sealed
          {...shown}
          {...c.formKeys}
          heading={one.heading}
          lead={one.lead}
          action={`${back}/${one.path}`}
          back={back}
          submit={one.submit}
          revision={attempt ? revisionIn(attempt.values) : member.revision}
        >
          {await one.fields({ c, member, cohort, attempt: shown })}
        </FormPage>
      ),
    };
  };
  const act = async (c: Context): Promise<Answer> => {
    const fields = readFields(one.schema, c.form);
    if (isRefusal(fields)) return fields;
    const memberId = asId<'cohort-member'>(c.params.id ?? '');
    if (!memberId) return notFound('person in this cohort');
    const done = await one.run(c, fields as never, { memberId, revision: revisionIn(c.form) });
    return isRefusal(done) ? done : { redirect: `/casework/cohorts/members/${memberId}` };
  };
  return [
    inCasework(get(path, WRITE, (c) => form(c), { reads: readsMember })),
    inCasework(post(path, WRITE, act, { again: form })),
  ];
}

export const memberRoutes: readonly Route[] = [
  inCasework(get('/casework/cohorts/members/:id', READ, memberPage, { reads: readsMember })),
  ...memberActs.flatMap(actRoutes),
];
