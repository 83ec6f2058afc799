import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { day, optionalWords, sittingIn, subject } from './api.ts';
import { openPacks } from './open-packs.ts';
import { publishPack } from './pack.ts';
import { papersIn } from './pack-contents.ts';
import { listPacks, type Pack } from './pack-queries.ts';
import { addPaper, addPaperVersion, coversOf } from './papers.ts';
import { findPaper, listPapers, type Paper } from './queries.ts';

const PaperSchema = z
  .object({
    id: z.uuid(),
    sittingId: z.uuid(),
    itemId: z.uuid().nullable(),
    title: z.string(),
    exempt: z.boolean(),
    subject: subject.nullable(),
    version: z.int().describe('0 for what another module keeps'),
    words: z.string().nullable(),
    file: z.object({ name: z.string(), mediaType: z.string(), size: z.int() }).nullable(),
  })
  .meta({ id: 'Paper', description: 'A paper of a sitting, as its last version is.' });

const shownPaper = ({ version, ...paper }: Paper): z.input<typeof PaperSchema> => ({
  ...paper,
  version: version?.version ?? 0,
  words: version?.words ?? null,
  file: version?.file ?? null,
});

async function paperAnswer(tx: Tx, id: string) {
  const paper = await findPaper(tx, id);
  return paper ? { value: shownPaper(paper) } : notFound('paper');
}

const content = {
  words: optionalWords.describe('Markdown'),
  file: z
    .strictObject({ name: z.string().min(1).max(200), base64: z.base64() })
    .nullable()
    .default(null),
};

const fileOf = (file: { readonly name: string; readonly base64: string } | null) =>
  file === null ? undefined : { fileName: file.name, bytes: Buffer.from(file.base64, 'base64') };

const PackSchema = z
  .object({
    id: z.uuid(),
    number: z.int(),
    supplement: z.boolean(),
    publishedOn: day,
    reason: z.string(),
    pages: z.int().nullable().describe('Of its PDF; null where none could be made'),
    firstPage: z.int().nullable(),
    papers: z.array(z.object({ title: z.string(), exempt: z.boolean(), page: z.int().nullable() })),
  })
  .meta({ id: 'Pack', description: 'A published pack, frozen; later ones are supplements.' });

const shownPack = ({ id, number, publishedOn, contents }: Pack): z.input<typeof PackSchema> => ({
  id,
  number,
  supplement: contents.supplement,
  publishedOn,
  reason: contents.reason,
  pages: contents.pdf?.pages ?? null,
  firstPage: contents.pdf?.firstPage ?? null,
  papers: papersIn(contents).map(({ id: paper, title, exempt }) => ({
    title,
    exempt,
    page: contents.pdf?.headings[`paper-${paper}${number === 1 ? '' : `-${number}`}`] ?? null,
  })),
});

/** Papers and packs by program. */
export const paperApi: readonly Route[] = [
  apiList(
    '/api/v1/sittings/:id/papers',
    {
      name: 'listPapers',
      summary: 'The papers of a sitting',
      permission: 'read',
      item: PaperSchema,
      order: ({ id }) => [id],
    },
    async ({ tx, params }) => {
      const sitting = await sittingIn(tx, params);
      return isRefusal(sitting) ? sitting : (await listPapers(tx, sitting.id)).map(shownPaper);
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/papers',
    {
      name: 'addPaper',
      summary: 'Add a paper: words, a file, or a report that was approved here',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        ...content,
        title: z.string().trim().min(1).max(1000),
        itemId: z.uuid().nullable().default(null),
        exempt: z.boolean().default(false),
        subject: subject.nullable().default(null).describe('Such as an edition of a report'),
      }),
      response: PaperSchema,
      problems: ['sitting-is-cancelled', 'paper-version-says-something', 'file-kind', 'file-contents'],
    },
    async ({ tx, actor, services, params, body: { file, ...fields }, today }) => {
      const sitting = await sittingIn(tx, params);
      if (isRefusal(sitting)) return sitting;
      const covers = await coversOf(tx, actor, services.offers.papers, fields.subject);
      const input = { ...fields, sittingId: sitting.id, file: fileOf(file), covers, on: today };
      const id = await addPaper(tx, actor, services.files, input);
      return isRefusal(id) ? id : paperAnswer(tx, id);
    },
  ),
  apiPost(
    '/api/v1/papers/:id/versions',
    {
      name: 'addPaperVersion',
      summary: 'Add the next version of a paper',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ ...content, seen: z.int().min(1), reason: z.string().max(4000).default('') }),
      response: PaperSchema,
      problems: ['paper-was-withdrawn', 'paper-is-not-ours', 'paper-version-unique'],
    },
    async ({ tx, actor, services, params, body: { file, ...fields }, today }) => {
      const id = z.uuid().safeParse(params.id);
      if (!id.success) return notFound('paper');
      const input = { ...fields, paperId: id.data, file: fileOf(file), on: today };
      const added = await addPaperVersion(tx, actor, services.files, input);
      return isRefusal(added) ? added : paperAnswer(tx, id.data);
    },
  ),
  apiGet(
    '/api/v1/sittings/:id/packs',
    {
      name: 'listPacks',
      summary: 'What was published for a sitting, as far as the caller may read it',
      permission: 'read',
      response: z.object({ items: z.array(PackSchema) }),
    },
    async ({ tx, actor, params }) => {
      const sitting = await sittingIn(tx, params);
      if (isRefusal(sitting)) return sitting;
      const packs = actor.permissions.includes('papers.exempt')
        ? await listPacks(tx, sitting.id)
        : await openPacks(tx, actor, sitting.id);
      return { value: { items: packs.map(shownPack) } };
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/packs',
    {
      name: 'publishPack',
      summary: 'Publish the pack, or what came since as a late supplement; members are written to',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        reason: z.string().max(4000).default('').describe('Why a supplement comes late'),
      }),
      response: z.object({ id: z.uuid(), number: z.int(), supplement: z.boolean(), told: z.int() }),
      problems: [
        'agenda-is-empty',
        'nothing-new-to-publish',
        'pack-supplement-says-why',
        'sitting-is-cancelled',
      ],
    },
    async ({ tx, actor, services, params, body, today }) => {
      const sitting = await sittingIn(tx, params);
      if (isRefusal(sitting)) return sitting;
      const input = { sittingId: sitting.id, on: today, reason: body.reason };
      const published = await publishPack(tx, actor, services, input);
      return isRefusal(published) ? published : { value: published };
    },
  ),
];
