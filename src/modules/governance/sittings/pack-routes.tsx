import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { dayOfSitting, type Sitting } from '../queries.ts';
import { termsInForce } from '../terms/queries.ts';
import { openPacks } from './open-packs.ts';
import { publishPack } from './pack.ts';
import { newSince, papersIn } from './pack-contents.ts';
import { gatherPack, withoutPaper } from './pack-gather.ts';
import { listPacks, listPublicSittings, type Pack } from './pack-queries.ts';
import { deadlineInWords, PackPage, PublicListPage, PublicPackPage } from './pages/pack.tsx';
import { pathOfSitting } from './pages/sitting.tsx';
import { crumbsTo, EDIT, READ, sittingOf } from './shared.ts';

const ANYONE = { who: 'anyone' } as const;
const PUBLIC = [{ text: 'Boards and their decisions', href: '/published/boards' }];

/** The packs as far as the reader may see them: whole, or their open part. */
const packsFor = (c: Context, sittingId: string): Promise<readonly Pack[]> =>
  may(c.actor, 'papers.exempt') ? listPacks(c.tx, sittingId) : openPacks(c.tx, c.actor, sittingId);

/** When a sitting's papers are due by the terms in force on its day. */
export async function deadlineOf(c: Context, sitting: Sitting, packs: readonly Pack[]) {
  const terms = await termsInForce(c.tx, sitting.bodyId, sitting.day);
  const days = sitting.precision === 'day' ? (terms?.papersDaysBefore ?? null) : null;
  return deadlineInWords(sitting, days, packs[0]?.publishedOn, c.today);
}

async function packPage(c: Context, attempt: Attempt = NOTHING_TYPED): Promise<Answer> {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const path = pathOfSitting(sitting);
  const packs = await packsFor(c, sitting.id);
  const mayPublish = may(c.actor, 'governance.edit') && sitting.status !== 'cancelled';
  const now = mayPublish ? await gatherPack(c.tx, c.actor, c.services, sitting) : { items: [], papers: [] };
  const view = {
    sitting,
    packs,
    path,
    openOnly: !may(c.actor, 'papers.exempt'),
    reading: { addressOf: ({ versionId }: { versionId: string | null }) => `${path}/files/${versionId}` },
    deadline: await deadlineOf(c, sitting, packs),
    mayPublish,
    news: hasNews(now, packs),
    without: withoutPaper(now).map(({ title }) => title),
    attempt,
    keys: c.formKeys,
  };
  return {
    title: `Agenda and papers, ${sitting.body}, ${dayOfSitting(sitting)}`,
    breadcrumbs: crumbsTo(sitting),
    body: <PackPage {...view} />,
  };
}

const hasNews = (now: Parameters<typeof newSince>[0], packs: readonly Pack[]): boolean => {
  const news = newSince(now, packs);
  return news.items.length > 0 || news.papers.length > 0;
};

async function publish(c: Context): Promise<Answer> {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const input = { sittingId: sitting.id, on: c.today, reason: textIn(c.form, 'reason') };
  const published = await publishPack(c.tx, c.actor, c.services, input);
  return isRefusal(published) ? published : { redirect: `${pathOfSitting(sitting)}/pack` };
}

async function pdfOf(c: Context, packs: readonly Pack[]): Promise<Answer> {
  const pack = packs.find(({ number }) => String(number) === c.params.number);
  if (!pack?.contents.pdf) return notFound('pack');
  const { bodySlug, day, pdf, number } = pack.contents;
  return {
    download: await c.services.files.read(Buffer.from(pdf.sha256, 'hex')),
    mediaType: 'application/pdf',
    fileName: `${bodySlug}-${day}${number === 1 ? '' : `-supplement-${number - 1}`}.pdf`,
  };
}

async function downloadPack(c: Context): Promise<Answer> {
  const sitting = await sittingOf(c);
  return sitting ? pdfOf(c, await packsFor(c, sitting.id)) : notFound('sitting');
}

const publicPacks = async (c: Context): Promise<readonly Pack[]> => {
  const { id = '' } = c.params;
  return isUuid(id) ? openPacks(c.tx, c.actor, id) : [];
};

async function publicPage(c: Context): Promise<Answer> {
  const packs = await publicPacks(c);
  const [first] = packs;
  if (!first) return notFound('published pack');
  const { body, when } = first.contents;
  const path = `/published/sittings/${first.sittingId}`;
  const addressOf = ({ versionId }: { versionId: string | null }) => `${path}/files/${versionId}`;
  return {
    title: `Agenda and papers, ${body}, ${when}`,
    breadcrumbs: [...PUBLIC, { text: 'Agendas and papers', href: '/published/sittings' }],
    body: <PublicPackPage packs={packs} body={body} when={when} path={path} reading={{ addressOf }} />,
  };
}

/** A file that a published pack holds, with the bytes it was published with. */
async function publicFile(c: Context): Promise<Answer> {
  const papers = (await publicPacks(c)).flatMap(({ contents }) => papersIn(contents));
  const file = papers.find(({ versionId }) => versionId === c.params.version)?.file;
  if (!file) return notFound('file');
  return {
    download: await c.services.files.read(Buffer.from(file.sha256, 'hex')),
    mediaType: file.mediaType,
    fileName: file.name,
  };
}

const SITTING = '/bodies/:slug/sittings/:id';

/** Packs: the whole for who may read it, the open part for everybody. */
export const packRoutes: readonly Route[] = [
  get(`${SITTING}/pack`, READ, (c) => packPage(c)),
  post(`${SITTING}/pack`, EDIT, publish, { again: packPage }),
  get(`${SITTING}/pack-:number.pdf`, READ, downloadPack),
  get('/published/sittings', ANYONE, async (c) => ({
    title: 'Agendas and papers',
    breadcrumbs: PUBLIC,
    body: <PublicListPage sittings={await listPublicSittings(c.tx)} />,
  })),
  get('/published/sittings/:id', ANYONE, publicPage),
  get('/published/sittings/:id/pack-:number.pdf', ANYONE, async (c) => pdfOf(c, await publicPacks(c))),
  get('/published/sittings/:id/files/:version', ANYONE, publicFile),
];
