import { plural } from '../../../kernel/names.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { DataTable } from '../../../ui/table/index.ts';
import { depersonalised, exportSection17a, lastQuarter, readQuarter } from './section-17a.ts';
import { CATEGORIES } from './types.ts';

/** For analysts; names nobody. */
const ANALYST = { permission: 'indicators.edit' } as const;

async function page(c: Context): Promise<Answer> {
  const quarter = readQuarter(c.query.quarter ?? lastQuarter(c.today));
  if (isRefusal(quarter)) return quarter;
  const rows = await depersonalised(c.tx, c.actor, quarter);
  const categories = Object.values(CATEGORIES).map((category) => ({
    category,
    count: rows.filter((row) => row.category === category).length,
  }));
  return {
    title: 'Depersonalised exchange',
    body: (
      <>
        <PageHeading
          caption="Crime and Disorder Act 1998, section 17A"
          heading={`Depersonalised exchange, ${quarter.name}`}
          lead={`${plural(rows.length, 'incident')} of anti-social behaviour: category, date, time and outward postcode, and nothing by which anybody could be found.`}
        />
        <DataTable
          caption="Incidents by category"
          captionHidden
          columns={[
            { key: 'category', header: 'Category', cell: (row) => row.category },
            { key: 'count', header: 'Incidents', numeric: true, cell: (row) => String(row.count) },
          ]}
          rows={categories.filter(({ category }) => category !== CATEGORIES.safety)}
          rowKey={(row) => row.category}
          path="/casework/section-17a"
          empty="Incidents of the quarter will be counted here."
          csvPath={`/casework/section-17a.csv?quarter=${quarter.name}`}
        />
        <form class="app-filter" method="get" action="/casework/section-17a" aria-label="Choose a quarter">
          <div class="app-filter__fields">
            <label class="govuk-label" for="quarter">
              Quarter, such as 2012-Q4
            </label>
            <input
              class="govuk-input govuk-input--width-10"
              id="quarter"
              name="quarter"
              value={quarter.name}
            />
          </div>
          <button type="submit" class="govuk-button govuk-button--secondary">
            Show
          </button>
        </form>
      </>
    ),
  };
}

async function csv(c: Context): Promise<Answer> {
  const text = await exportSection17a(c.tx, c.actor, c.query.quarter ?? lastQuarter(c.today));
  return isRefusal(text)
    ? text
    : { download: text, mediaType: 'text/csv; charset=utf-8', fileName: 'section-17a.csv' };
}

export const section17aRoutes: readonly Route[] = [
  get('/casework/section-17a', ANALYST, page, { reads: () => ({ action: 'section-17a.shown' }) }),
  get('/casework/section-17a.csv', ANALYST, csv, { reads: () => ({ action: 'section-17a.exported' }) }),
];
