import { notFound } from '../../../platform/common-refusals.ts';
import { entityTag, isHeld } from '../../../platform/http/conditional.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { inOrder, seriesCsv } from '../course/series-csv.ts';
import { catalogueOf } from './catalogue.ts';
import { addressOf, CSV_TYPE, METADATA_TYPE, metadataOf, provenanceOf } from './csvw.ts';
import { labelsOf } from './labels.ts';
import { LICENCES } from './licences.ts';
import { lastOf, OpenDataPage, OpenDatasetPage } from './public-pages.tsx';
import {
  countOpenDatasets,
  findMembersPath,
  findOpenDataset,
  listOpenDatasets,
  type OpenDataset,
  openFiguresOf,
} from './queries.ts';

const ANYONE = { who: 'anyone' } as const;
const CRUMBS = [{ text: 'Open data', href: '/open-data/' }];

interface File {
  readonly type: string;
  readonly tag: string;
  readonly body: () => Promise<string>;
  readonly link?: string;
}

/**
 * A file for everybody, from any site. Who holds it already gets 304; a cache asks again before it gives what it holds,
 * so that what is withdrawn is gone at once. What is not published has no tag to ask with: it is not there.
 */
async function fileOf(c: Context, { type, tag, body, link }: File): Promise<Answer> {
  const etag = `"${tag}"`;
  const held = isHeld(c.request.headers['if-none-match'], etag);
  const content = held ? undefined : await body();
  return {
    send: (reply) => {
      reply.headers({
        etag,
        'cache-control': 'public, no-cache',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'etag, link',
        'cross-origin-resource-policy': 'cross-origin',
        ...(link === undefined ? {} : { link }),
      });
      if (content === undefined) reply.code(304).send();
      else reply.header('content-type', type).send(Buffer.from(content, 'utf8'));
    },
  };
}

const fileRoute = (suffix: string, answer: (dataset: OpenDataset, c: Context) => File): Route =>
  get(`/open-data/indicators/:slug${suffix}`, ANYONE, async (c) => {
    const dataset = await findOpenDataset(c.tx, c.params.slug ?? '');
    return dataset ? fileOf(c, answer(dataset, c)) : notFound('data set');
  });

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

const described = ({ slug }: OpenDataset): string =>
  `<${addressOf(slug)}.csv-metadata.json>; rel="describedby"; type="${METADATA_TYPE}"`;

/** A published indicator as JSON: what it is, its licence and provenance, and the rows of the CSV. */
const wholeOf = (dataset: OpenDataset, figures: Awaited<ReturnType<typeof openFiguresOf>>) => ({
  indicator: dataset.slug,
  title: dataset.title,
  definition: dataset.about.definition,
  kind: dataset.about.kind,
  unit: dataset.about.unit,
  publisher: dataset.about.publisher,
  licence: { name: LICENCES[dataset.licence].title, href: LICENCES[dataset.licence].href },
  source: dataset.about.source,
  provenance: provenanceOf(dataset),
  issued: dataset.issuedOn,
  modified: dataset.modifiedOn,
  figures: figures.map(inOrder),
});

const PAGE_SIZE = 50;

async function listPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, []);
  const part = { limit: PAGE_SIZE, offset: (query.page - 1) * PAGE_SIZE };
  return {
    title: 'Open data',
    wide: true,
    body: (
      <OpenDataPage
        datasets={await listOpenDatasets(c.tx, part)}
        total={await countOpenDatasets(c.tx)}
        pageSize={PAGE_SIZE}
        query={query}
        partnership={c.partnership.name}
      />
    ),
  };
}

async function datasetPage(c: Context): Promise<Answer> {
  const dataset = await findOpenDataset(c.tx, c.params.slug ?? '');
  if (!dataset) return notFound('data set');
  const figures = await openFiguresOf(c.tx, dataset.slug);
  const membersPath = await findMembersPath(c.tx, dataset.slug);
  const labels = await labelsOf(c.tx, c.actor, lastOf(figures));
  return {
    title: `${dataset.title}: open data`,
    breadcrumbs: CRUMBS,
    body: <OpenDatasetPage {...{ dataset, figures, labels, membersPath }} />,
  };
}

/** What everybody may read without signing in: a page for people, files and a catalogue for programs. */
export const openDataRoutes: readonly Route[] = [
  get('/open-data', ANYONE, listPage),
  get('/open-data/catalogue.json', ANYONE, async (c) => {
    const catalogue = catalogueOf(c.partnership.name, await listOpenDatasets(c.tx));
    const tag = entityTag(catalogue).slice(1, -1);
    return fileOf(c, { type: 'application/ld+json', tag, body: async () => json(catalogue) });
  }),
  fileRoute('.csv', (dataset, c) => ({
    type: CSV_TYPE,
    tag: `${dataset.tag}.csv`,
    body: async () => seriesCsv(await openFiguresOf(c.tx, dataset.slug)),
    link: described(dataset),
  })),
  fileRoute('.csv-metadata.json', (dataset) => ({
    type: METADATA_TYPE,
    tag: `${dataset.tag}.csvm`,
    body: async () => json(metadataOf(dataset)),
  })),
  fileRoute('.json', (dataset, c) => ({
    type: 'application/json; charset=utf-8',
    tag: `${dataset.tag}.json`,
    body: async () => json(wholeOf(dataset, await openFiguresOf(c.tx, dataset.slug))),
  })),
  get('/open-data/indicators/:slug', ANYONE, datasetPage),
];
