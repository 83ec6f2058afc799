import { plural } from '../../../kernel/names.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { textIn } from '../../../platform/http/form.ts';
import { importRoutes } from '../../../platform/http/import-routes.tsx';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { ChooseField, WordsField } from '../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import type { Typed } from '../../../ui/forms/typed.ts';
import { Button } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery, type TableQuery } from '../../../ui/table/index.ts';
import { listBodies } from '../../governance/index.ts';
import { EDIT, READ, STRATEGY, slugIn } from '../routes/shared.ts';
import { nameMonitor } from './framework.ts';
import { importMonitoring, MONITORING_COLUMNS } from './import.ts';
import { listMonitored, type Monitored } from './queries.ts';

const PAGE_SIZE = 50;
const CRUMBS = [STRATEGY, { text: 'Frameworks', href: '/strategy/frameworks' }];
const MONITORING = [STRATEGY, { text: 'Who monitors', href: '/strategy/monitoring' }];

const monitoredColumns = (mayEdit: boolean): readonly Column<Monitored>[] => [
  {
    key: 'title',
    header: 'Indicator',
    cell: ({ slug, title }) => (
      <a class="govuk-link" href={`/indicators/${slug}`}>
        {title}
      </a>
    ),
  },
  { key: 'monitor', header: 'Monitored by', cell: ({ monitor }) => monitor ?? 'Nobody named' },
  { key: 'asked', header: 'Asked for by a framework', cell: ({ asked }) => (asked ? 'Yes' : 'No') },
  ...(mayEdit
    ? [
        {
          key: 'change',
          header: 'Change',
          csv: false as const,
          cell: ({ slug, title, monitor }: Monitored) => (
            <a class="govuk-link" href={`/strategy/monitoring/${slug}`}>
              {monitor === null ? 'Name one' : 'Change'}
              <span class="govuk-visually-hidden"> who monitors {title}</span>
            </a>
          ),
        },
      ]
    : []),
];

/** Which of the partnership's bodies monitors which indicator. */
function MonitoringPage(props: {
  readonly rows: readonly Monitored[];
  readonly total: number;
  readonly unnamed: number;
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}) {
  const { total, unnamed } = props;
  return (
    <>
      <PageHeading
        heading="Who monitors which indicator"
        lead={
          unnamed === 0
            ? `Each of ${plural(total, 'indicator')} has a body that monitors it.`
            : `Of ${plural(total, 'indicator')}, ${unnamed} ${unnamed === 1 ? 'has' : 'have'} no body named that monitors ${unnamed === 1 ? 'it' : 'them'}.`
        }
        actions={
          props.mayEdit ? (
            <Button href="/strategy/monitoring/import" kind="secondary">
              Import as CSV
            </Button>
          ) : undefined
        }
      />
      <DataTable
        caption="Indicators and who monitors them"
        captionHidden
        columns={monitoredColumns(props.mayEdit)}
        rows={props.rows}
        rowKey={({ id }) => id}
        path="/strategy/monitoring"
        query={props.query}
        total={total}
        pageSize={PAGE_SIZE}
        empty="Indicators will be here with the body that monitors each. Define an indicator first."
      />
    </>
  );
}

/** Names the body that monitors an indicator. */
const MonitorForm = (props: FormPageProps & { readonly bodies: readonly Choice[] }) => (
  <FormPage {...props}>
    <ChooseField name="bodyId" label="Which body monitors it?" choices={props.bodies} attempt={props} />
    <WordsField name="note" label="Note (optional)" rows={2} attempt={props} />
  </FormPage>
);

async function monitoringPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, []);
  const found = await listMonitored(c.tx, {
    limit: PAGE_SIZE,
    offset: (query.page - 1) * PAGE_SIZE,
  });
  return {
    title: 'Who monitors which indicator',
    breadcrumbs: CRUMBS,
    body: <MonitoringPage {...found} query={query} mayEdit={may(c.actor, 'strategy.edit')} />,
  };
}

async function monitoredIn(c: Context) {
  const { rows } = await listMonitored(c.tx, { slug: slugIn(c) });
  return rows[0] ?? notFound('indicator');
}

/** Who monitors an indicator, for who only reads it. */
const monitorTold = ({ slug, title, monitor, note }: Monitored): Answer => ({
  title: 'Who monitors it?',
  breadcrumbs: MONITORING,
  body: (
    <>
      <PageHeading
        caption={title}
        heading="Who monitors it?"
        lead={monitor === null ? 'No body is named that monitors it.' : `The ${monitor} monitors it.`}
      />
      {note === '' ? null : <p class="govuk-body">{note}</p>}
      <p class="govuk-body">
        <a class="govuk-link" href={`/indicators/${slug}`}>
          {title}
        </a>
      </p>
    </>
  ),
});

async function monitorForm(c: Context, typed?: Typed): Promise<Answer> {
  const one = await monitoredIn(c);
  if (isRefusal(one)) return one;
  if (!may(c.actor, 'strategy.edit')) return monitorTold(one);
  const values = { bodyId: one.bodyId ?? '', note: one.note };
  return {
    title: 'Who monitors it?',
    breadcrumbs: MONITORING,
    body: (
      <MonitorForm
        {...(typed ?? { values, errors: {} })}
        {...c.formKeys}
        heading="Who monitors it?"
        lead={one.title}
        action={`/strategy/monitoring/${one.slug}`}
        back="/strategy/monitoring"
        bodies={(await listBodies(c.tx)).map(({ id, name }) => ({ value: id, text: name }))}
      />
    ),
  };
}

async function saveMonitor(c: Context): Promise<Answer> {
  const one = await monitoredIn(c);
  if (isRefusal(one)) return one;
  const body = (await listBodies(c.tx)).find(({ id }) => id === textIn(c.form, 'bodyId'));
  if (!body) return refused('body-missing', 'Choose the body that monitors it', { field: 'bodyId' });
  const named = await nameMonitor(c.tx, c.actor, {
    indicatorId: one.id,
    bodyId: body.id,
    note: textIn(c.form, 'note'),
  });
  if (named === 'unchanged')
    return refused('monitor-unchanged', 'This body monitors it already', { field: 'bodyId' });
  return isRefusal(named) ? named : { redirect: '/strategy/monitoring' };
}

/** Which body monitors which indicator: the list, its form and its import. */
export const monitoringRoutes: readonly Route[] = [
  ...importRoutes({
    path: '/strategy/monitoring/import',
    leaves: 'monitoring',
    things: 'who monitors indicators',
    columns: MONITORING_COLUMNS,
    access: EDIT,
    afterwards: '/strategy/monitoring',
    breadcrumbs: MONITORING,
    run: importMonitoring,
  }),
  get('/strategy/monitoring', READ, monitoringPage),
  get('/strategy/monitoring/:slug', READ, (c) => monitorForm(c)),
  post('/strategy/monitoring/:slug', EDIT, saveMonitor, { again: monitorForm }),
];
