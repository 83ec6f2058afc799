import { z } from 'zod';
import { plural } from '../../../kernel/names.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { givenDate, readFields } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { InsetText } from '../../../ui/govuk/index.ts';
import { capFields } from './cap-routes.tsx';
import { closeWave, responsesSoFar } from './close.ts';
import { listQuotations } from './comments.ts';
import { openWave } from './define.ts';
import { listResponseAccounts } from './import-responses.ts';
import { OpeningForm } from './pages/define-forms.tsx';
import { wavePath } from './pages/list.tsx';
import { WavePage } from './pages/wave.tsx';
import { printedFigures, resultsOf, splitOf } from './results.ts';
import { resultsCsv } from './results-csv.ts';
import { crumbsTo, EDIT, READ, waveIn } from './routes-shared.ts';

async function wavePage(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const { survey, wave } = found;
  const asked = c.query.by ?? '';
  const split = asked === 'place' || survey.groups.some(({ slug }) => slug === asked) ? asked : '';
  const can = {
    edit: may(c.actor, 'indicators.edit'),
    record: may(c.actor, 'observations.record'),
    code: may(c.actor, 'surveys.comments'),
  };
  const counts = !wave.closed && (can.edit || can.record);
  return {
    title: `${wave.title}: ${survey.title}`,
    wide: true,
    breadcrumbs: crumbsTo(survey),
    body: (
      <WavePage
        survey={survey}
        wave={wave}
        today={c.today}
        responses={counts ? await responsesSoFar(c.tx, c.actor, wave.id) : undefined}
        results={await resultsOf(c.tx, survey, wave)}
        printed={await printedFigures(c.tx, wave.id)}
        split={split}
        parts={split === '' ? new Map() : await splitOf(c.tx, survey, wave, split)}
        accounts={await listResponseAccounts(c.tx, wave.id)}
        quotations={(await listQuotations(c.tx, [wave.id])).map(({ words }) => words)}
        may={can}
      />
    ),
  };
}

const openingFields = z.object({
  closesOn: givenDate('Write the last day as day, month and year, such as 31 1 2013'),
  welcome: z.string().default(''),
  codes: z
    .string()
    .optional()
    .transform((text) => text === 'yes'),
  ...capFields.shape,
});

async function openingForm(c: Context, typed: Typed): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const path = wavePath(found.survey, found.wave);
  return {
    title: 'Open the wave to everybody',
    breadcrumbs: crumbsTo(found.survey, found.wave),
    body: <OpeningForm {...typed} {...c.formKeys} action={`${path}/opening`} back={path} />,
  };
}

async function open(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const fields = readFields(openingFields, c.form);
  if (isRefusal(fields)) return fields;
  const { survey, wave } = found;
  if (wave.opened) return refused('opened-already', 'This wave is open to everybody already.');
  const opened = await openWave(c.tx, c.actor, survey, wave, { ...fields, today: c.today });
  return isRefusal(opened) ? opened : { redirect: wavePath(survey, wave) };
}

async function closingForm(c: Context, typed: Typed): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const { survey, wave } = found;
  const path = wavePath(survey, wave);
  const responses = await responsesSoFar(c.tx, c.actor, wave.id);
  return {
    title: 'Close and count the wave',
    breadcrumbs: crumbsTo(survey, wave),
    body: (
      <FormPage
        {...typed}
        {...c.formKeys}
        heading="Close and count the wave"
        lead={`${plural(responses, 'response')} will be counted.`}
        action={`${path}/closing`}
        back={path}
        submit="Close it for good"
      >
        <InsetText>
          It takes no responses afterwards and cannot be opened again: two counts would tell what one more
          person answered. To ask again, plan another wave.
        </InsetText>
      </FormPage>
    ),
  };
}

async function close(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const { survey, wave } = found;
  const closed = await closeWave(c.tx, c.actor, survey, wave, c.today);
  return isRefusal(closed) ? closed : { redirect: wavePath(survey, wave) };
}

async function csv(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  return {
    download: await resultsCsv(c.tx, found.survey, found.wave),
    mediaType: 'text/csv; charset=utf-8',
    fileName: `${found.wave.slug}.csv`,
  };
}

/** One wave: its results, opening it to everybody, closing and counting it. */
export const waveRoutes: readonly Route[] = [
  get('/surveys/:survey/waves/:wave', READ, wavePage),
  get('/surveys/:survey/waves/:wave/results.csv', READ, csv),
  get('/surveys/:survey/waves/:wave/opening', EDIT, (c) => openingForm(c, NOTHING_TYPED)),
  post('/surveys/:survey/waves/:wave/opening', EDIT, open, { again: openingForm }),
  get('/surveys/:survey/waves/:wave/closing', EDIT, (c) => closingForm(c, NOTHING_TYPED)),
  post('/surveys/:survey/waves/:wave/closing', EDIT, close, { again: closingForm }),
];
