import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { get, post, type Route } from '../../../platform/http/route.ts';
import type { Keys } from '../../../ui/forms/typed.ts';
import { Button, Form } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../ui/table/index.ts';
import { CRUMBS, RECORD } from '../routes/shared.ts';
import { TABLES } from './columns-page.tsx';
import { BUILT_IN, columnsOf, type NamedMapping } from './mapping.ts';
import { listMappings, removeMapping } from './saved.ts';

type Row = NamedMapping & { readonly own: boolean };

const columns = (keys: Keys, mayRemove: boolean): readonly Column<Row>[] => [
  { key: 'title', header: 'Mapping', cell: ({ title }) => title },
  { key: 'name', header: 'Name for commands', cell: ({ slug }) => slug },
  {
    key: 'reads',
    header: 'Reads the columns',
    cell: ({ mapping }) =>
      `${columnsOf(mapping).join(', ')}${mapping.shape === 'wide' ? ' and a column for each period' : ''}`,
  },
  {
    key: 'remove',
    header: 'Remove',
    csv: false,
    cell: ({ own, slug, title }) =>
      own && mayRemove ? (
        <Form action={`${TABLES}/mappings/${slug}/removal`} csrf={keys.csrf} formId={undefined}>
          <Button kind="secondary" class="app-button--small">
            Remove<span class="govuk-visually-hidden"> {title}</span>
          </Button>
        </Form>
      ) : (
        'Always there'
      ),
  },
];

/** The mappings that are kept, and those that every Concord knows. */
export const mappingRoutes: readonly Route[] = [
  get(`${TABLES}/mappings`, RECORD, async (c) => {
    const own = (await listMappings(c.tx)).map((one): Row => ({ ...one, own: true }));
    const rows = [...own, ...BUILT_IN.map((one): Row => ({ ...one, own: false }))];
    const shown = columns(c.formKeys, may(c.actor, 'observations.record'));
    return {
      title: 'Mappings of files',
      breadcrumbs: [...CRUMBS, { text: 'Import figures of any shape', href: TABLES }],
      body: (
        <>
          <PageHeading
            heading="Mappings of files"
            lead="How files of others are read: which of their columns is place, period and value."
          />
          <DataTable
            caption="Mappings"
            captionHidden
            columns={shown}
            rows={rows}
            rowKey={({ slug, own: mine }) => `${slug} ${mine}`}
            path={`${TABLES}/mappings`}
            query={parseTableQuery(c.query, shown)}
            empty="Mappings will be here once one is kept when a file is imported."
          />
        </>
      ),
    };
  }),
  post(`${TABLES}/mappings/:slug/removal`, RECORD, async (c) => {
    const removed = await removeMapping(c.tx, c.actor, c.params.slug ?? '');
    return isRefusal(removed) ? removed : { redirect: `${TABLES}/mappings` };
  }),
];
