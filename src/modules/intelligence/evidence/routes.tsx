import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { storeFile } from '../../../platform/files.ts';
import { dateValues, readFields, revisionIn, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { filterOf, parseTableQuery, type TableQuery, toCsv } from '../../../ui/table/index.ts';
import { listAgencies, listPosts } from '../../partners/index.ts';
import { EvidencePage } from './entry-page.tsx';
import { EvidenceForm, WithdrawForm } from './forms.tsx';
import { GapsPage } from './gaps-page.tsx';
import {
  addEvidence,
  changeEvidence,
  evidenceFields,
  withdrawalFields,
  withdrawEvidence,
} from './library.ts';
import { EVIDENCE_COLUMNS, LibraryPage } from './list-page.tsx';
import { countEvidence, type Evidence, type EvidenceWanted, findEvidence, listEvidence } from './queries.ts';
import { addSupport, listSupported, listWithoutEvidence, type Thing, thingAt } from './supports.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'indicators.edit' } as const;
const PAGE_SIZE = 50;
const LARGEST_FILE = 20 * 1024 * 1024;

const INDICATORS = { text: 'Indicators', href: '/indicators' };
export const LIBRARY_CRUMBS = [INDICATORS, { text: 'Evidence library', href: '/evidence' }];

/** The entry in the address. */
export const evidenceIn = (c: Context): Promise<Evidence | undefined> =>
  findEvidence(c.tx, { slug: c.params.slug ?? '' });

const crumbsTo = ({ slug, title }: Evidence) => [
  ...LIBRARY_CRUMBS,
  { text: title, href: `/evidence/${slug}` },
];

const aboutIn = async (c: Context, path: string | undefined): Promise<Thing | undefined> =>
  path ? thingAt(c.tx, c.services.offers.kinds, path) : undefined;

const wantedBy = (query: TableQuery, about: Thing | undefined): EvidenceWanted => ({
  words: filterOf(query, 'words'),
  kind: filterOf(query, 'kind'),
  subjectId: about?.id,
  withdrawn: about ? false : undefined,
});

async function libraryPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, EVIDENCE_COLUMNS);
  const about = await aboutIn(c, filterOf(query, 'for'));
  const wanted = wantedBy(query, about);
  return {
    title: about ? `Evidence for ${about.title}` : 'Evidence library',
    breadcrumbs: about ? LIBRARY_CRUMBS : [INDICATORS],
    wide: true,
    body: (
      <LibraryPage
        entries={await listEvidence(c.tx, wanted, { limit: PAGE_SIZE, offset: (query.page - 1) * PAGE_SIZE })}
        total={await countEvidence(c.tx, wanted)}
        pageSize={PAGE_SIZE}
        query={query}
        about={about}
        without={(await listWithoutEvidence(c.tx, c.services.offers.kinds, { limit: 1 })).total}
        mayEdit={may(c.actor, 'indicators.edit')}
      />
    ),
  };
}

async function gapsPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, []);
  const part = { limit: PAGE_SIZE, offset: (query.page - 1) * PAGE_SIZE };
  return {
    title: 'What rests on no evidence',
    breadcrumbs: LIBRARY_CRUMBS,
    body: (
      <GapsPage
        {...(await listWithoutEvidence(c.tx, c.services.offers.kinds, part))}
        pageSize={PAGE_SIZE}
        query={query}
        mayEdit={may(c.actor, 'indicators.edit')}
      />
    ),
  };
}

async function evidencePage(c: Context): Promise<Answer> {
  const evidence = await evidenceIn(c);
  if (!evidence) return notFound('entry');
  return {
    title: evidence.title,
    breadcrumbs: LIBRARY_CRUMBS,
    body: (
      <EvidencePage
        evidence={evidence}
        supported={await listSupported(c.tx, c.services.offers.kinds, evidence.id)}
        today={c.today}
        mayEdit={may(c.actor, 'indicators.edit')}
      />
    ),
  };
}

async function evidenceFile(c: Context): Promise<Answer> {
  const evidence = await evidenceIn(c);
  if (!evidence?.fileId) return notFound('file');
  const file = await c.tx
    .selectFrom('platform.file')
    .select(['name', 'media_type as mediaType', 'sha256'])
    .where('id', '=', evidence.fileId)
    .executeTakeFirst();
  if (!file) return notFound('file');
  return {
    download: await c.services.files.read(file.sha256),
    mediaType: file.mediaType,
    fileName: file.name,
  };
}

const valuesOf = (evidence: Evidence): Attempt['values'] => ({
  title: evidence.title,
  kind: evidence.kind,
  publisher: evidence.publisher,
  ...dateValues('publishedOn', evidence.publishedOn),
  publishedSays: evidence.publishedSays,
  says: evidence.says,
  url: evidence.url,
  keptAt: evidence.keptAt,
  licence: evidence.licence,
  ...dateValues('reviewOn', evidence.reviewOn),
  ownerAgencyId: evidence.ownerAgencyId ?? '',
  ownerPostId: evidence.ownerPostId ?? '',
  note: evidence.note,
});

/** Partners and posts to choose the owner of something from. */
export async function ownersToChoose(c: Context) {
  const [agencies, posts] = [await listAgencies(c.tx), await listPosts(c.tx)];
  return {
    agencies: agencies.map(({ id, name }) => ({ value: id, text: name })),
    posts: posts.map(({ id, title, agencyShortName }) => ({
      value: id,
      text: `${title}, ${agencyShortName}`,
    })),
  };
}

async function evidenceForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const evidence = c.params.slug === undefined ? undefined : await evidenceIn(c);
  const isWithdrawn = evidence !== undefined && evidence.withdrawnOn !== null;
  if (c.params.slug !== undefined && (!evidence || (isWithdrawn && !attempt))) return notFound('entry');
  const about = await aboutIn(c, attempt ? textIn(attempt.values, 'for') : c.query.for);
  return {
    title: evidence ? `Change ${evidence.title}` : 'Add evidence',
    breadcrumbs: evidence ? crumbsTo(evidence) : LIBRARY_CRUMBS,
    body: (
      <EvidenceForm
        keys={c.formKeys}
        attempt={attempt ?? { values: evidence ? valuesOf(evidence) : {}, errors: {} }}
        evidence={evidence}
        about={about}
        revision={evidence && (attempt ? revisionIn(attempt.values) : evidence.revision)}
        choices={await ownersToChoose(c)}
      />
    ),
  };
}

/** The file that was sent, stored; undefined where none was. */
async function fileOf(c: Context): Promise<string | undefined | Refusal> {
  const upload = c.files.find(({ field, bytes }) => field === 'file' && bytes.length > 0);
  if (!upload) return undefined;
  const stored = await storeFile(c.tx, c.actor, c.services.files, upload);
  return isRefusal(stored) ? { ...stored, field: 'file' } : stored.id;
}

async function save(c: Context): Promise<Answer> {
  const fields = readFields(evidenceFields, c.form);
  if (isRefusal(fields)) return fields;
  const fileId = await fileOf(c);
  if (isRefusal(fileId)) return fileId;
  const { slug } = c.params;
  if (slug !== undefined) {
    const saved = await changeEvidence(c.tx, c.actor, slug, revisionIn(c.form), fields, fileId);
    return isRefusal(saved) ? saved : { redirect: `/evidence/${slug}` };
  }
  const added = await addEvidence(c.tx, c.actor, fields, { fileId });
  if (isRefusal(added)) return added;
  const { kinds } = c.services.offers;
  const about = await aboutIn(c, textIn(c.form, 'for'));
  const supports =
    about && (await addSupport(c.tx, c.actor, kinds, { ...about, evidenceId: added.id, says: '' }));
  return isRefusal(supports) ? supports : { redirect: `/evidence/${added.slug}` };
}

async function withdrawForm(c: Context, attempt: Attempt = { values: {}, errors: {} }): Promise<Answer> {
  const evidence = await evidenceIn(c);
  if (!evidence || evidence.withdrawnOn !== null) return notFound('entry');
  return {
    title: `Withdraw ${evidence.title}`,
    breadcrumbs: crumbsTo(evidence),
    body: <WithdrawForm keys={c.formKeys} attempt={attempt} evidence={evidence} />,
  };
}

/** The library: its entries, one of them, what rests on none. */
export const evidenceRoutes: readonly Route[] = [
  get('/evidence', READ, libraryPage),
  get('/evidence.csv', READ, async (c) => {
    const query = parseTableQuery(c.query, EVIDENCE_COLUMNS);
    const wanted = wantedBy(query, await aboutIn(c, filterOf(query, 'for')));
    return {
      download: toCsv(EVIDENCE_COLUMNS, await listEvidence(c.tx, wanted)),
      mediaType: 'text/csv; charset=utf-8',
      fileName: 'evidence.csv',
    };
  }),
  get('/evidence/gaps', READ, gapsPage),
  get('/evidence/new', EDIT, (c) => evidenceForm(c)),
  post('/evidence/new', EDIT, save, { again: evidenceForm, upload: { maxBytes: LARGEST_FILE } }),
  get('/evidence/:slug', READ, evidencePage),
  get('/evidence/:slug/file', READ, evidenceFile),
  get('/evidence/:slug/edit', EDIT, (c) => evidenceForm(c)),
  post('/evidence/:slug/edit', EDIT, save, { again: evidenceForm, upload: { maxBytes: LARGEST_FILE } }),
  get('/evidence/:slug/withdraw', EDIT, (c) => withdrawForm(c)),
  post(
    '/evidence/:slug/withdraw',
    EDIT,
    async (c) => {
      const fields = readFields(withdrawalFields, c.form);
      if (isRefusal(fields)) return fields;
      const done = await withdrawEvidence(c.tx, c.actor, c.params.slug ?? '', revisionIn(c.form), fields);
      return isRefusal(done) ? done : { redirect: `/evidence/${done.slug}` };
    },
    { again: withdrawForm },
  ),
];
