import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import {
  givenText,
  optionalText,
  readFields,
  revisionIn,
  textIn,
  textsIn,
} from '../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { blocksFromMarkdown, type Document } from '../../../ui/document/index.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import type { Sitting } from '../queries.ts';
import { PaperForm, PaperPage } from './pages/papers.tsx';
import { pathOfSitting } from './pages/sitting.tsx';
import { addPaper, addPaperVersion, coversOf, withdrawPaper } from './papers.ts';
import { findPaper, findPaperVersion, listAgenda, listPaperVersions, type Paper } from './queries.ts';
import { crumbsTo, EDIT, READ, sittingOf } from './shared.ts';
import { listOfKinds, nameSubjects } from './subjects.ts';

const LARGEST = 25 * 1024 * 1024;

async function newForm(c: Context, attempt?: Attempt) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const { offers } = c.services;
  const kept = await listOfKinds(c.tx, offers, [...offers.papers.keys()]);
  const view = {
    sitting,
    items: (await listAgenda(c.tx, sitting.id)).map(({ id, number, title }) => ({
      value: id,
      text: `${number}. ${title}`,
    })),
    kept: kept.map(({ kind, id, title }) => ({ value: `${kind}:${id}`, text: title })),
    attempt: attempt ?? { values: { itemId: c.query.item ?? '' }, errors: {} },
    keys: c.formKeys,
  };
  return { title: 'Add a paper', breadcrumbs: crumbsTo(sitting), body: <PaperForm {...view} /> };
}

const paperFields = z.object({
  title: givenText('Enter the title of the paper.'),
  itemId: optionalText(),
  words: optionalText(),
  subject: optionalText(),
});

const fileIn = ({ files }: Context) => {
  const [file] = files;
  return file ? { fileName: file.fileName, bytes: file.bytes } : undefined;
};

async function savePaper(c: Context) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const fields = readFields(paperFields, c.form);
  if (isRefusal(fields)) return fields;
  const [kind, id] = (fields.subject ?? '').split(':');
  const subject = kind && id ? { kind, id } : null;
  const added = await addPaper(c.tx, c.actor, c.services.files, {
    ...fields,
    sittingId: sitting.id,
    exempt: textsIn(c.form, 'exempt').length > 0,
    subject,
    covers: await coversOf(c.tx, c.actor, c.services.offers.papers, subject),
    file: fileIn(c),
    on: c.today,
  });
  return isRefusal(added) ? added : { redirect: `${pathOfSitting(sitting)}/agenda` };
}

async function paperOf(c: Context, sitting: Sitting | undefined): Promise<Paper | undefined> {
  const { paper: id = '' } = c.params;
  const paper = isUuid(id) ? await findPaper(c.tx, id) : undefined;
  return paper?.sittingId === sitting?.id ? paper : undefined;
}

/** The paper's words, or what another module keeps, as a document. */
async function documentOf(c: Context, { title, subject, version }: Paper): Promise<Document | undefined> {
  const { offers, files } = c.services;
  if (subject) return offers.papers.get(subject.kind)?.document(c.tx, c.actor, subject.id, files);
  if (!version?.words) return undefined;
  return {
    title,
    language: 'en-GB',
    meta: { author: '', date: version.addedOn },
    front: [],
    blocks: blocksFromMarkdown(version.words, () => undefined).blocks,
  };
}

async function paperPage(c: Context, attempt: Attempt = NOTHING_TYPED) {
  const sitting = await sittingOf(c);
  const paper = await paperOf(c, sitting);
  if (!sitting || !paper) return notFound('paper');
  const named = await nameSubjects(c.tx, c.services.offers, [paper.subject]);
  const view = {
    sitting,
    paper,
    versions: await listPaperVersions(c.tx, paper.id),
    subject: paper.subject ? named.get(`${paper.subject.kind}:${paper.subject.id}`) : undefined,
    document: await documentOf(c, paper),
    mayEdit: may(c.actor, 'governance.edit'),
    attempt,
    keys: c.formKeys,
  };
  return { title: paper.title, breadcrumbs: crumbsTo(sitting), body: <PaperPage {...view} /> };
}

async function saveVersion(c: Context) {
  const sitting = await sittingOf(c);
  const paper = await paperOf(c, sitting);
  if (!sitting || !paper) return notFound('paper');
  const added = await addPaperVersion(c.tx, c.actor, c.services.files, {
    paperId: paper.id,
    seen: revisionIn(c.form),
    words: textIn(c.form, 'words') || null,
    file: fileIn(c),
    reason: textIn(c.form, 'reason'),
    on: c.today,
  });
  return isRefusal(added) ? added : { redirect: `${pathOfSitting(sitting)}/papers/${paper.id}` };
}

async function withdraw(c: Context) {
  const sitting = await sittingOf(c);
  const paper = await paperOf(c, sitting);
  if (!sitting || !paper) return notFound('paper');
  const withdrawn = await withdrawPaper(c.tx, c.actor, paper.id, c.today);
  return withdrawn ?? { redirect: `${pathOfSitting(sitting)}/agenda` };
}

/** The file of a version of a paper that the reader may see. */
async function download(c: Context) {
  const { version: id = '' } = c.params;
  const version = isUuid(id) ? await findPaperVersion(c.tx, id) : undefined;
  if (!version?.file) return notFound('file');
  const { name, mediaType, sha256 } = version.file;
  return { download: await c.services.files.read(sha256), mediaType, fileName: name };
}

const SITTING = '/bodies/:slug/sittings/:id';

/** Papers of a sitting: words, files, and what is kept elsewhere. */
export const paperRoutes: readonly Route[] = [
  get(`${SITTING}/papers/new`, EDIT, (c) => newForm(c)),
  post(`${SITTING}/papers`, EDIT, savePaper, { again: newForm, upload: { maxBytes: LARGEST } }),
  get(`${SITTING}/papers/:paper`, READ, (c) => paperPage(c)),
  post(`${SITTING}/papers/:paper`, EDIT, saveVersion, { again: paperPage, upload: { maxBytes: LARGEST } }),
  post(`${SITTING}/papers/:paper/withdrawal`, EDIT, withdraw),
  get(`${SITTING}/files/:version`, READ, download),
];
