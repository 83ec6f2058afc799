/** Somebody in a cohort: the page, and what can be done, each a form of one page. */
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { ActLinks, actRoutes, readsOne } from '../acts.tsx';
import { DISPOSED_OF } from '../cases/queries.ts';
import { addressLine, findAddress } from '../people/index.ts';
import { inCasework } from '../purpose/working.ts';
import { agencyChoices, READ } from './access.ts';
import { memberActs } from './acts.tsx';
import { MemberPage } from './pages/member.tsx';
import { listMembers, ratingsOf } from './queries.ts';
import { ROOM } from './room.ts';
import { memberCode } from './words.ts';

async function memberPage(c: Context): Promise<Answer> {
  const { subjects } = c.services;
  const view = await ROOM.find(c, c.params.id ?? '');
  const [listed] = view ? await listMembers(c.tx, c.actor, subjects, { id: view.member.id }) : [];
  if (!view || !listed) return notFound('person in this cohort');
  const { member, cohort } = view;
  const [entered] = await agencyChoices(c, { ids: [member.agency_id] });
  const address = member.address_id
    ? await findAddress(c.tx, c.actor, subjects, member.address_id)
    : undefined;
  return {
    title: `${memberCode(member.id)}: ${cohort.title}`,
    breadcrumbs: ROOM.crumbsOf?.(view) ?? [],
    body: (
      <MemberPage
        member={listed}
        ratings={await ratingsOf(c.tx, c.actor, subjects, member.id)}
        because={subjects.open(member.id, member.because) ?? DISPOSED_OF}
        leftBecause={subjects.open(member.id, member.left_because) ?? null}
        enteredBy={entered?.text ?? ''}
        address={address && !isRefusal(address) ? addressLine(address) : undefined}
        doing={<ActLinks acts={memberActs} view={view} path={`${ROOM.base}/${member.id}`} c={c} />}
        today={c.today}
      />
    ),
  };
}

export const memberRoutes: readonly Route[] = [
  inCasework(get(`${ROOM.base}/:id`, READ, memberPage, { reads: readsOne(ROOM) })),
  ...actRoutes(ROOM, memberActs),
];
