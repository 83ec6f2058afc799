import { isUuid } from '../../../../kernel/ids.ts';
import { longDate, parsePlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { may } from '../../../../platform/actor.ts';
import { type Answer, type Context, get, type Route } from '../../../../platform/http/route.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../../ui/table/index.ts';
import { RESTRICTIONS } from '../../people/words.ts';
import { inCasework } from '../../purpose/working.ts';
import { GOVERNANCE_CRUMBS } from '../parts.tsx';
import { readsOf } from '../reading.ts';
import { listRestricted, type RestrictedRecord } from './list.ts';

const PATH = '/casework/governance/restricted';
const AT_ONCE = 100;

const columns: readonly Column<RestrictedRecord>[] = [
  {
    key: 'code',
    header: 'Person',
    cell: ({ code, clusterId }) => (
      <a class="govuk-link" href={`/casework/people/${clusterId}`}>
        {code}
      </a>
    ),
  },
  { key: 'because', header: 'Why', cell: ({ because }) => RESTRICTIONS[because] },
  { key: 'agency', header: 'Held by', cell: ({ agency }) => agency },
  { key: 'since', header: 'Held since', cell: ({ heldSince }) => longDate(heldSince) },
  { key: 'review', header: 'To be reviewed on', cell: ({ reviewOn }) => longDate(reviewOn) },
];

async function page(c: Context): Promise<Answer> {
  const [day, id] = (c.query.after ?? '').split('_');
  const from = parsePlainDate(day ?? '');
  const found = await listRestricted(c.tx, c.actor, {
    limit: AT_ONCE + 1,
    after: from && isUuid(id ?? '') ? [from, id ?? ''] : undefined,
  });
  if (isRefusal(found)) return found;
  const rows = found.slice(0, AT_ONCE);
  const last = rows.at(-1);
  const late = rows.filter(({ reviewOn }) => reviewOn < c.today).length;
  return {
    title: 'Restricted records',
    wide: true,
    breadcrumbs: GOVERNANCE_CRUMBS,
    body: (
      <>
        <PageHeading
          heading="Restricted records"
          lead={
            may(c.actor, 'casework.govern')
              ? `Of every agency, by code: staff, their relatives, protected addresses. ${late === 0 ? 'No review is late.' : `${late === 1 ? 'One review is' : `${late} reviews are`} late.`}`
              : 'Those of your agency: staff, their relatives, protected addresses.'
          }
        />
        <DataTable
          caption="Restricted records"
          captionHidden
          columns={columns}
          rows={rows}
          rowKey={({ recordId }) => recordId}
          path={PATH}
          query={parseTableQuery({}, [])}
          empty="No record is restricted. A record is restricted from its own page, with the reason, and then stands here."
        />
        {last && found.length > AT_ONCE ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${PATH}?after=${last.reviewOn}_${last.recordId}`}>
              The next {AT_ONCE}
            </a>
          </p>
        ) : null}
      </>
    ),
  };
}

/** That records are restricted, for those who answer for it. */
export const restrictedRoutes: readonly Route[] = [
  inCasework(
    get(PATH, { permission: 'casework.read', anywhere: true }, page, {
      reads: readsOf('record.restricted-listed'),
    }),
  ),
];
