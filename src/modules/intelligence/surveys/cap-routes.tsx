import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields, revisionIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { changeCap, USUAL_CAP, USUAL_FROM_ONE } from './cap.ts';
import { CapForm } from './pages/define-forms.tsx';
import { wavePath } from './pages/list.tsx';
import { crumbsTo, EDIT, waveIn } from './routes-shared.ts';

const numberOr = (usual: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.trim().replaceAll(',', ''))
    .refine((text) => text === '' || /^\d{1,6}$/.test(text), 'Enter a number from 1 to 100,000')
    .transform((text) => (text === '' ? usual : Number(text)));

/** How much a form takes in a day, as forms send it; the usual numbers where they are left empty. */
export const capFields = z.object({
  mostADay: numberOr(USUAL_CAP),
  mostFromOne: numberOr(USUAL_FROM_ONE),
  otherwise: z
    .string()
    .trim()
    .default('')
    .transform((text) => text.replace(/(?<![.\s])[.\s]+$/, '')),
});

async function capForm(c: Context, typed: Typed): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const { survey, wave } = found;
  const cap = wave.closed ? null : wave.opened?.cap;
  if (!cap) return notFound('wave that is open without codes');
  const path = wavePath(survey, wave);
  const values = {
    mostADay: String(cap.mostADay),
    mostFromOne: String(cap.mostFromOne),
    otherwise: cap.otherwise,
  };
  const shown = typed === NOTHING_TYPED ? { values, errors: {} } : typed;
  return {
    title: 'Answers a day',
    breadcrumbs: crumbsTo(survey, wave),
    body: (
      <CapForm
        {...shown}
        {...c.formKeys}
        action={`${path}/cap`}
        back={path}
        revision={typed === NOTHING_TYPED ? cap.revision : revisionIn(typed.values)}
        taken={cap.day === c.today ? cap.taken : 0}
      />
    ),
  };
}

async function change(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const fields = readFields(capFields, c.form);
  if (isRefusal(fields)) return fields;
  const { survey, wave } = found;
  const changed = await changeCap(c.tx, c.actor, wave, { ...fields, revision: revisionIn(c.form) }, c.today);
  return isRefusal(changed) ? changed : { redirect: wavePath(survey, wave) };
}

/** How much the public form of an open wave takes in a day. */
export const capRoutes: readonly Route[] = [
  get('/surveys/:survey/waves/:wave/cap', EDIT, (c) => capForm(c, NOTHING_TYPED)),
  post('/surveys/:survey/waves/:wave/cap', EDIT, change, { again: capForm }),
];
