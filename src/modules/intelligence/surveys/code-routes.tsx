import { isRefusal } from '../../../kernel/refusal.ts';
import { textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { LineField } from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { makeCodes } from './codes.ts';
import { wavePath } from './pages/list.tsx';
import { crumbsTo, EDIT, waveIn } from './routes-shared.ts';

async function codesForm(c: Context, typed: Typed): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const path = wavePath(found.survey, found.wave);
  return {
    title: 'Make codes for households',
    breadcrumbs: crumbsTo(found.survey, found.wave),
    body: (
      <FormPage
        {...typed}
        {...c.formKeys}
        heading="Make codes for households"
        lead="One code for each letter, so that nobody answers twice. You get them once, as a file: they are kept hashed, and never with an answer."
        action={`${path}/codes`}
        back={path}
        submit="Make them"
      >
        <LineField attempt={typed} name="households" label="For how many households?" />
      </FormPage>
    ),
  };
}

async function make(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const codes = await makeCodes(c.tx, c.actor, found.wave, Number(textIn(c.form, 'households')));
  if (isRefusal(codes)) return codes;
  return {
    download: `code\n${codes.join('\n')}\n`,
    mediaType: 'text/csv; charset=utf-8',
    fileName: `${found.wave.slug}-codes.csv`,
  };
}

/** Codes for the letters to households. */
export const codeRoutes: readonly Route[] = [
  get('/surveys/:survey/waves/:wave/codes', EDIT, (c) => codesForm(c, NOTHING_TYPED)),
  post('/surveys/:survey/waves/:wave/codes', EDIT, make, { again: codesForm }),
];
