import { plural } from '../../../kernel/names.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { textIn, textsIn } from '../../../platform/http/form.ts';
import { LARGEST_IMPORT } from '../../../platform/http/import-routes.tsx';
import { keepPreviewed, previewedText, uploadedText } from '../../../platform/http/previewed-file.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import type { ImportResult } from '../../../platform/import-rows.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { Button, Form } from '../../../ui/govuk/index.ts';
import { ImportPreview, ImportStart } from '../../../ui/import/import-pages.tsx';
import { readResponse } from './answers.ts';
import { importResponses } from './import-responses.ts';
import { wavePath } from './pages/list.tsx';
import { PaperPage } from './pages/paper.tsx';
import { fromCodes } from './paper-codes.ts';
import { placeNames } from './queries.ts';
import { takeResponse } from './respond.ts';
import { crumbsTo, RECORD, waveIn } from './routes-shared.ts';
import { QUESTION_KINDS, type SurveyWave, type WholeSurvey } from './types.ts';

interface Found {
  readonly survey: WholeSurvey;
  readonly wave: SurveyWave;
}

const importPath = ({ survey, wave }: Found): string => `${wavePath(survey, wave)}/responses/import`;
const things = ({ survey, wave }: Found): string => `responses of ${survey.title}, ${wave.title}`;

const columnsFor = ({ survey, wave }: Found) => [
  ...survey.questions.map(({ slug, wording, kind, choices }) => ({
    name: slug,
    says: `${wording} ${choices.length > 0 ? `(${kind === 'multiple' ? 'several parted by semicolons: ' : ''}${choices.map(({ text }) => text).join(', ')})` : `(${QUESTION_KINDS[kind].toLowerCase()})`}`,
  })),
  ...survey.groups.map(({ slug, title, choices }) => ({
    name: slug,
    says: `${title}: ${choices.map(({ text }) => text).join(', ')}`,
  })),
  { name: 'place', says: 'Short name of the place; may be left out' },
  {
    name: 'weight',
    says:
      wave.weights === 'weighted' ? 'A number above 0, on every row' : 'Left out: this wave is not weighted',
  },
  {
    name: 'response',
    says: 'A key of the respondent, kept as a hash only; may be left out. Never a name or an e-mail',
  },
];

function importStart(c: Context, found: Found, error?: string): Answer {
  return {
    title: 'Import responses',
    breadcrumbs: crumbsTo(found.survey, found.wave),
    body: (
      <ImportStart
        {...c.formKeys}
        things={things(found)}
        file="CSV"
        action={importPath(found)}
        columns={columnsFor(found)}
        errors={error === undefined ? {} : { file: error }}
      />
    ),
    ...(error === undefined ? {} : { status: 422 }),
  };
}

function importPreview(
  c: Context,
  found: Found,
  result: ImportResult,
  file: { id: string; name: string },
): Answer {
  const { added, refused: out } = result.counts;
  const action = importPath(found);
  return {
    title: 'Preview: import responses',
    breadcrumbs: crumbsTo(found.survey, found.wave),
    body: (
      <>
        <ImportPreview
          {...c.formKeys}
          things={things(found)}
          file="CSV"
          action={action}
          fileId={file.id}
          rows={result.rows}
          counts={result.counts}
        />
        {out > 0 && added > 0 ? (
          <Form action={`${action}/confirmation`} csrf={c.formKeys.csrf} formId={c.formKeys.formId}>
            <input type="hidden" name="file" value={file.id} />
            <input type="hidden" name="leaveOut" value="yes" />
            <p class="govuk-body">
              Or use the others: each row that is left out is listed on the wave’s page with its line and
              reason.
            </p>
            <Button kind="secondary" preventDoubleClick>
              {`Use ${plural(added, 'row')}, leave ${out.toLocaleString('en-GB')} out`}
            </Button>
          </Form>
        ) : null}
      </>
    ),
  };
}

const run = (c: Context, found: Found, text: string, file: string, write: boolean, leaveOut: boolean) =>
  importResponses(c.tx, c.actor, text, { ...found, file, today: c.today, write, leaveOut });

async function upload(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const given = uploadedText(c);
  if (!given) return importStart(c, found, 'Choose a CSV file');
  const result = await run(c, found, given.text, given.fileName, false, false);
  if (isRefusal(result)) return importStart(c, found, result.message);
  const id = await keepPreviewed(c, given, given.text);
  return isRefusal(id)
    ? importStart(c, found, id.message)
    : importPreview(c, found, result, { id, name: given.fileName });
}

async function confirm(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const text = await previewedText(c);
  if (isRefusal(text)) return importStart(c, found, text.message);
  const id = textIn(c.form, 'file');
  const name = await nameOf(c, id);
  const leaveOut = textIn(c.form, 'leaveOut') === 'yes';
  const result = await run(c, found, text, name, true, leaveOut);
  if (isRefusal(result)) return importStart(c, found, result.message);
  if (result.written) return { redirect: wavePath(found.survey, found.wave) };
  return { ...(importPreview(c, found, result, { id, name }) as object), status: 422 } as Answer;
}

async function nameOf(c: Context, id: string): Promise<string> {
  const file = await c.tx.selectFrom('platform.file').select('name').where('id', '=', id).executeTakeFirst();
  return file?.name ?? 'responses.csv';
}

async function paperForm(c: Context, typed: Typed): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const { survey, wave } = found;
  const path = wavePath(survey, wave);
  return {
    title: 'Enter a paper form',
    breadcrumbs: crumbsTo(survey, wave),
    body: (
      <PaperPage
        {...typed}
        {...c.formKeys}
        survey={survey}
        wave={wave}
        action={`${path}/responses`}
        back={path}
        places={[...(await placeNames(c.tx, survey.geography))].map(([value, text]) => ({ value, text }))}
        entered={Number(c.query.entered) || 0}
      />
    ),
  };
}

/** Takes one sheet of paper; the next one comes at once. */
async function takePaper(c: Context): Promise<Answer> {
  const found = await waveIn(c);
  if (isRefusal(found)) return found;
  const { survey, wave } = found;
  const questions = survey.questions.filter(({ withdrawnOn }) => withdrawnOn === null);
  const taken = await takeSheet(c, survey, wave, questions);
  if (isRefusal(taken)) return taken;
  const entered = (Number(textIn(c.form, 'entered')) || 0) + 1;
  return { redirect: `${wavePath(survey, wave)}/responses/new?entered=${entered}` };
}

async function takeSheet(
  c: Context,
  survey: WholeSurvey,
  wave: SurveyWave,
  questions: WholeSurvey['questions'],
): Promise<undefined | Refusal> {
  const codes = fromCodes([...questions, ...survey.groups], (name) => textsIn(c.form, name));
  const places = await placeNames(c.tx, survey.geography);
  const { response, wrong } = readResponse(survey, {
    texts: (name) => (name === 'weight' ? [] : codes.texts(name)),
    places: new Set(places.keys()),
    strict: false,
    questions,
  });
  const fields = { ...wrong, ...codes.wrong };
  if (Object.keys(fields).length > 0)
    return refused('form-incomplete', 'Some answers cannot be read.', { details: { fields } });
  return takeResponse(c.tx, c.actor, wave, response, {
    way: 'paper',
    on: c.today,
    code: textIn(c.form, 'code'),
  });
}

/** Responses that staff bring: from files, and from paper. */
export const responseRoutes: readonly Route[] = [
  get('/surveys/:survey/waves/:wave/responses/import', RECORD, async (c) => {
    const found = await waveIn(c);
    return isRefusal(found) ? found : importStart(c, found);
  }),
  post('/surveys/:survey/waves/:wave/responses/import', RECORD, upload, {
    unaudited: true,
    upload: { maxBytes: LARGEST_IMPORT },
  }),
  // A file that is here already changes nothing, and writes no audit event.
  post('/surveys/:survey/waves/:wave/responses/import/confirmation', RECORD, confirm, { unaudited: true }),
  get('/surveys/:survey/waves/:wave/responses/new', RECORD, (c) => paperForm(c, NOTHING_TYPED)),
  post('/surveys/:survey/waves/:wave/responses', RECORD, takePaper, { again: paperForm }),
];
