import { plural } from '../../../kernel/names.ts';
import { may } from '../../../platform/actor.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { inCasework } from '../purpose/working.ts';
import { OpeningsTable } from './emergency/pages.tsx';
import { listOpenings } from './openings.ts';
import { Links } from './parts.tsx';
import { readsOf } from './reading.ts';
import { mayListRestricted } from './restricted/list.ts';
import { RequestsTable } from './rights/pages.tsx';
import { listRightsRequests } from './rights/queries.ts';
import { listUnusual } from './unusual/answers.ts';

const SEE = { permission: 'casework.read', anywhere: true } as const;

/** What waits for information governance; of other members, what people asked of their own agency. */
async function governancePage(c: Context): Promise<Answer> {
  const govern = may(c.actor, 'casework.govern');
  const { subjects } = c.services;
  const query = parseTableQuery(c.query, []);
  const openings = await listOpenings(c.tx, c.actor, subjects);
  const requests = await listRightsRequests(c.tx, c.actor, subjects);
  const unusual = govern ? await listUnusual(c.tx, c.actor, subjects) : [];
  const waits = [
    [
      openings.filter(({ outcome }) => outcome === null).length,
      'emergency opening',
      'to review',
      'emergency openings',
    ],
    [
      requests.filter(({ outcome }) => outcome === null).length,
      'request of a person',
      'to answer',
      'requests of people',
    ],
    [
      unusual.filter(({ step }) => step === null).length,
      'sign of unusual reading',
      'to look at',
      'signs of unusual reading',
    ],
  ] as const;
  const open = waits
    .filter(([count]) => count > 0)
    .map(([count, one, act, many]) => `${plural(count, one, many)} ${act}`);
  return {
    title: 'Information governance',
    wide: true,
    body: (
      <>
        <PageHeading
          heading="Information governance"
          lead={open.length === 0 ? 'Nothing waits.' : `Waiting: ${open.join(', ')}.`}
        />
        <Links
          links={[
            ...(govern
              ? ([
                  ['Unusual reading', '/casework/governance/unusual'],
                  ['Everything that is held about one person', '/casework/governance/subject-access'],
                  ['What is due for review, holds and disposal', '/casework/governance/retention'],
                ] as const)
              : []),
            ...(mayListRestricted(c.actor)
              ? ([['What is restricted', '/casework/governance/restricted']] as const)
              : []),
            ['Agreements and purposes', '/casework/sharing'],
            ['What was disclosed', '/casework/sharing/ledger'],
            ['What the machine suggests, in public', '/transparency/automated-suggestions'],
          ]}
        />
        <RequestsTable requests={requests} query={query} />
        <OpeningsTable openings={openings} query={query} />
      </>
    ),
  };
}

export const governanceRoutes: readonly Route[] = [
  inCasework(get('/casework/governance', SEE, governancePage, { reads: readsOf('governance.entered') })),
];
