import { isRefusal, refused } from '../../../kernel/refusal.ts';
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
import { EndSupportForm, SupportForm } from './forms.tsx';
import { evidenceIn, LIBRARY_CRUMBS } from './routes.tsx';
import { addSupport, endSupport, findThings, listSupported, subjectIn } from './supports.ts';

const EDIT = { permission: 'indicators.edit' } as const;
const BLANK: Attempt = { values: {}, errors: {} };

async function supportForm(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  const evidence = await evidenceIn(c);
  if (!evidence) return notFound('entry');
  const words = (c.query.words ?? '').trim();
  return {
    title: `What does ${evidence.title} support?`,
    breadcrumbs: [...LIBRARY_CRUMBS, { text: evidence.title, href: `/evidence/${evidence.slug}` }],
    body: (
      <SupportForm
        keys={c.formKeys}
        attempt={attempt}
        evidence={evidence}
        words={words}
        found={await findThings(c.tx, c.services.offers.kinds, words)}
      />
    ),
  };
}

async function support(c: Context): Promise<Answer> {
  const evidence = await evidenceIn(c);
  if (!evidence) return notFound('entry');
  const subject = subjectIn(textIn(c.form, 'subject'));
  if (!subject) return refused('subject-unknown', 'Choose what it supports.', { field: 'subject' });
  const input = { ...subject, evidenceId: evidence.id, says: textIn(c.form, 'says') };
  const done = await addSupport(c.tx, c.actor, c.services.offers.kinds, input);
  return isRefusal(done) ? done : { redirect: `/evidence/${evidence.slug}` };
}

async function endForm(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  const evidence = await evidenceIn(c);
  const supported = evidence ? await listSupported(c.tx, c.services.offers.kinds, evidence.id) : [];
  const thing = supported.find(({ kind, id }) => kind === c.params.kind && id === c.params.id);
  if (!evidence || !thing) return notFound('support');
  return {
    title: 'Take back what it supports',
    breadcrumbs: [...LIBRARY_CRUMBS, { text: evidence.title, href: `/evidence/${evidence.slug}` }],
    body: <EndSupportForm keys={c.formKeys} attempt={attempt} evidence={evidence} thing={thing} />,
  };
}

async function end(c: Context): Promise<Answer> {
  const evidence = await evidenceIn(c);
  const subject = subjectIn(`${c.params.kind} ${c.params.id}`);
  if (!evidence || !subject) return notFound('support');
  const done = await endSupport(c.tx, c.actor, { ...subject, evidenceId: evidence.id });
  return isRefusal(done) ? done : { redirect: `/evidence/${evidence.slug}` };
}

/** What rests on an entry of the library. */
export const supportRoutes: readonly Route[] = [
  get('/evidence/:slug/supports', EDIT, (c) => supportForm(c)),
  post('/evidence/:slug/supports', EDIT, support, { again: supportForm }),
  get('/evidence/:slug/supports/:kind/:id/end', EDIT, (c) => endForm(c)),
  post('/evidence/:slug/supports/:kind/:id/end', EDIT, end, { again: endForm }),
];
