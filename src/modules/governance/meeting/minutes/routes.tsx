import { isUuid } from '../../../../kernel/ids.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { may } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { revisionIn, textIn } from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { type Document, DocumentView, renderDocx, renderPdf } from '../../../../ui/document/index.ts';
import { dayOfSitting, type Sitting } from '../../queries.ts';
import { crumbsOf, pathOf, sittingIn } from '../routes.tsx';
import { compareMinutes } from './compare.ts';
import { minutesDocument } from './document.ts';
import { agreeMinutes, correctMinutes, draftMinutes, isChair, mayWrite, publishMinutes } from './minutes.ts';
import { CorrectionForm, MinutesPage, standingOf } from './pages.tsx';
import {
  findPublicMinutes,
  listMinutes,
  listPublicMinutes,
  type Minutes,
  minutesDueOn,
  type PublicMinutes,
} from './queries.ts';
import { ComparisonPage, PublishedList } from './reading-pages.tsx';

const READ = { permission: 'read' } as const;
const RECORD = { permission: 'meeting.record' } as const;
const ANYONE = { who: 'anyone' } as const;
const BLANK: Attempt = { values: {}, errors: {} };

const baseOf = (sitting: Sitting): string => `${pathOf(sitting)}/minutes`;

const documentOf = (shown: Minutes, versions: readonly Minutes[]): Document =>
  minutesDocument(shown.contents, {
    standing: standingOf(
      shown,
      versions.find(({ state }) => state === 'agreed'),
    ),
    reference: `Version ${shown.version}`,
  });

const publicDocument = ({ contents, publishedOn }: PublicMinutes): Document =>
  minutesDocument(contents, { standing: `Agreed; published on ${longDate(publishedOn)}` });

const wanted = (versions: readonly Minutes[], version: string | undefined): Minutes | undefined =>
  version === undefined ? versions.at(-1) : versions.find((one) => String(one.version) === version);

async function minutesPage(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  const sitting = await sittingIn(c);
  if (!sitting) return notFound('sitting');
  const versions = await listMinutes(c.tx, sitting.id);
  const open = await findPublicMinutes(c.tx, sitting.id);
  const shown = wanted(versions, c.query.version);
  if (!shown && c.query.version !== undefined) return notFound('version of the minutes');
  return {
    title: `Minutes, ${sitting.body}, ${dayOfSitting(sitting)}`,
    breadcrumbs: crumbsOf(sitting),
    body: (
      <MinutesPage
        heading="Minutes"
        caption={`${sitting.body}, ${dayOfSitting(sitting)}`}
        base={baseOf(sitting)}
        shown={shown}
        latest={shown === versions.at(-1)}
        document={shown ? documentOf(shown, versions) : open && publicDocument(open)}
        versions={versions}
        dueOn={await minutesDueOn(c.tx, sitting)}
        isPublished={open !== undefined}
        today={c.today}
        mayRecord={mayWrite(c.actor)}
        isChair={may(c.actor, 'minutes.agree') && (await isChair(c.tx, c.actor, sitting, c.today))}
        keys={c.formKeys}
        attempt={attempt}
      />
    ),
  };
}

/** A document as PDF or Word. */
async function fileOf(document: Document, format: 'pdf' | 'docx', name: string): Promise<Answer> {
  if (format === 'docx')
    return {
      download: Buffer.from(await renderDocx(document)),
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      fileName: `${name}.docx`,
    };
  const pdf = await renderPdf(document);
  return isRefusal(pdf)
    ? pdf
    : { download: Buffer.from(pdf.bytes), mediaType: 'application/pdf', fileName: `${name}.pdf` };
}

const file =
  (format: 'pdf' | 'docx') =>
  async (c: Context): Promise<Answer> => {
    const sitting = await sittingIn(c);
    if (!sitting) return notFound('sitting');
    const versions = await listMinutes(c.tx, sitting.id);
    const shown = wanted(versions, c.query.version);
    const open = shown ? undefined : await findPublicMinutes(c.tx, sitting.id);
    if (!shown && !open) return notFound('set of minutes');
    const document = shown ? documentOf(shown, versions) : open && publicDocument(open);
    return document
      ? fileOf(document, format, `minutes-${sitting.bodySlug}-${sitting.day}`)
      : notFound('set of minutes');
  };

type Step = { readonly sittingId: string; readonly version: number; readonly on: Context['today'] };

const step =
  (act: (c: Context, step: Step) => Promise<unknown>) =>
  async (c: Context): Promise<Answer> => {
    const sitting = await sittingIn(c);
    if (!sitting) return notFound('sitting');
    const done = await act(c, { sittingId: sitting.id, version: revisionIn(c.form), on: c.today });
    return isRefusal(done) ? done : { redirect: baseOf(sitting) };
  };

async function correctionForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const sitting = await sittingIn(c);
  if (!sitting) return notFound('sitting');
  const last = (await listMinutes(c.tx, sitting.id)).at(-1);
  const section = last?.contents.sections.find(({ key }) => key === c.params.key);
  if (!last || !section) return notFound('part of the minutes');
  const base = baseOf(sitting);
  return {
    title: `Correct: ${section.heading}`,
    breadcrumbs: [...crumbsOf(sitting), { text: 'Minutes', href: base }],
    body: (
      <CorrectionForm
        {...(attempt ?? { values: { markdown: section.markdown }, errors: {} })}
        {...c.formKeys}
        heading={section.heading}
        action={`${base}/parts/${section.key}`}
        back={base}
        revision={attempt ? revisionIn(attempt.values) : last.version}
      />
    ),
  };
}

async function comparison(c: Context): Promise<Answer> {
  const sitting = await sittingIn(c);
  if (!sitting) return notFound('sitting');
  const versions = await listMinutes(c.tx, sitting.id);
  const from = wanted(versions, c.query.from ?? '1');
  const to = wanted(versions, c.query.to);
  if (!from || !to) return notFound('version of the minutes');
  return {
    title: 'What changed in the minutes',
    breadcrumbs: [...crumbsOf(sitting), { text: 'Minutes', href: baseOf(sitting) }],
    body: (
      <ComparisonPage
        caption={`${sitting.body}, ${dayOfSitting(sitting)}`}
        from={from}
        to={to}
        changes={compareMinutes(from.contents, to.contents)}
      />
    ),
  };
}

/** The open part, for everybody. */
async function publicMinutes(c: Context): Promise<PublicMinutes | Refusal> {
  const { id = '' } = c.params;
  const open = isUuid(id) ? await findPublicMinutes(c.tx, id) : undefined;
  return open ?? notFound('set of published minutes');
}

async function publicPage(c: Context): Promise<Answer> {
  const open = await publicMinutes(c);
  if (isRefusal(open)) return open;
  return {
    title: `Minutes of the ${open.body}`,
    body: (
      <>
        <p class="govuk-body">
          <a class="govuk-link" href={`/published/minutes/${open.sittingId}/minutes.pdf`}>
            PDF
          </a>
        </p>
        <div class="app-document">
          <DocumentView document={publicDocument(open)} />
        </div>
      </>
    ),
  };
}

/** Minutes of all bodies that everybody may read. */
async function publicList(c: Context): Promise<Answer> {
  return { title: 'Published minutes', body: <PublishedList minutes={await listPublicMinutes(c.tx)} /> };
}

async function publicPdf(c: Context): Promise<Answer> {
  const open = await publicMinutes(c);
  return isRefusal(open) ? open : fileOf(publicDocument(open), 'pdf', `minutes-${open.bodySlug}-${open.day}`);
}

const AT = '/bodies/:slug/sittings/:id/minutes';

export const minutesRoutes: readonly Route[] = [
  get(AT, READ, (c) => minutesPage(c)),
  get(`${AT}.pdf`, READ, file('pdf')),
  get(`${AT}.docx`, READ, file('docx')),
  get(`${AT}/comparison`, READ, comparison),
  post(
    `${AT}/drafts`,
    RECORD,
    step((c, at) => draftMinutes(c.tx, c.actor, at)),
    { again: minutesPage },
  ),
  get(`${AT}/parts/:key`, RECORD, (c) => correctionForm(c)),
  post(
    `${AT}/parts/:key`,
    RECORD,
    step((c, at) =>
      correctMinutes(c.tx, c.actor, {
        ...at,
        key: c.params.key ?? '',
        markdown: textIn(c.form, 'markdown'),
        reason: textIn(c.form, 'reason'),
      }),
    ),
    { again: correctionForm },
  ),
  post(
    `${AT}/agreement`,
    READ,
    step((c, at) => agreeMinutes(c.tx, c.actor, { ...at, how: textIn(c.form, 'how') })),
    { again: minutesPage },
  ),
  post(
    `${AT}/publication`,
    RECORD,
    step((c, at) => publishMinutes(c.tx, c.actor, at)),
    { again: minutesPage },
  ),
  get('/published/minutes', ANYONE, publicList),
  get('/published/minutes/:id', ANYONE, publicPage),
  get('/published/minutes/:id/minutes.pdf', ANYONE, publicPdf),
];
