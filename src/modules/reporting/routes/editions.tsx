import { asId } from '../../../kernel/ids.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { findEdition, type Hashes, listPublications } from '../edition-queries.ts';
import { publishEdition } from '../editions.ts';
import { EditionPage } from '../pages/edition-page.tsx';
import { PublishedListPage, PublishedPage } from '../pages/published-pages.tsx';
import { documentFromJson, isFormat, MEDIA_TYPES, type ReportJson } from '../render.ts';
import { verifyFiles, verifyRow } from '../verify.ts';
import { READ, REPORTS_CRUMB } from './shared.ts';

const NO_EDITION = refused('not-found', 'There is no such edition.');
const NOT_PUBLISHED = refused('not-found', 'There is no such published report.');
const ANYONE = { who: 'anyone' } as const;

const editionOf = (c: Context) => {
  const id = asId<'edition'>(c.params.id ?? '');
  return id ? findEdition(c.tx, c.actor, id) : undefined;
};

async function showEdition(c: Context) {
  const edition = await editionOf(c);
  if (!edition) return NO_EDITION;
  const view = {
    edition,
    files: await verifyFiles(c.services.files, edition),
    rowIntact: await verifyRow(c.tx, c.actor, edition.id),
    mayPublish: may(c.actor, 'report.publish'),
    keys: c.formKeys,
  };
  const title = `${edition.title}, as at ${longDate(edition.asAt)}`;
  return { title, breadcrumbs: [REPORTS_CRUMB], body: <EditionPage {...view} /> };
}

async function publish(c: Context) {
  const slug = await publishEdition(c.tx, c.actor, c.params.id ?? '');
  return isRefusal(slug) ? slug : { redirect: `/published/${slug}` };
}

/** The frozen bytes of one format. */
async function frozenFile(c: Context, hashes: Hashes, slug: string) {
  const format = c.params.format ?? '';
  const hash = isFormat(format) ? hashes[format] : null;
  if (!isFormat(format) || hash === null) return refused('not-found', 'This format was not made.');
  return {
    download: await c.services.files.read(hash),
    mediaType: MEDIA_TYPES[format],
    fileName: `${slug}.${format}`,
  };
}

async function downloadEdition(c: Context) {
  const edition = await editionOf(c);
  return edition ? frozenFile(c, edition.hashes, edition.slug) : NO_EDITION;
}

async function showPublications(c: Context) {
  const publications = await listPublications(c.tx, c.actor);
  return { title: 'Published reports', body: <PublishedListPage publications={publications} /> };
}

async function showPublication(c: Context) {
  const [row] = await listPublications(c.tx, c.actor, c.params.slug ?? '');
  if (!row?.hashes.json) return NOT_PUBLISHED;
  const json = JSON.parse((await c.services.files.read(row.hashes.json)).toString('utf8')) as ReportJson;
  return {
    title: `${row.title}, as at ${longDate(row.asAt)}`,
    breadcrumbs: [{ text: 'Published reports', href: '/published' }],
    body: <PublishedPage row={row} document={documentFromJson(json)} />,
  };
}

async function downloadPublication(c: Context) {
  const [row] = await listPublications(c.tx, c.actor, c.params.slug ?? '');
  return row ? frozenFile(c, row.hashes, row.slug) : NOT_PUBLISHED;
}

export const editionRoutes: readonly Route[] = [
  get('/editions/:id', READ, showEdition),
  get('/editions/:id/report.:format', READ, downloadEdition),
  post('/editions/:id/publication', { permission: 'report.publish' }, publish),
  get('/published', ANYONE, showPublications),
  get('/published/:slug', ANYONE, showPublication),
  get('/published/:slug/report.:format', ANYONE, downloadPublication),
];
