import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { formatNumber } from '../../../../ui/charts/index.ts';
import { Button, ButtonGroup, InsetText, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { ResponseAccount } from '../import-responses.ts';
import type { PrintedFigure, SplitRow, WaveResults } from '../results.ts';
import { isOpenToAll, METHODS, type SurveyWave, WEIGHTS, type WholeSurvey } from '../types.ts';
import { publicPath, SyntheticTag, surveyPath, wavePath } from './list.tsx';
import { QuestionResults, SplitChoice } from './results.tsx';

export interface WavePageProps {
  readonly survey: WholeSurvey;
  readonly wave: SurveyWave;
  readonly today: SurveyWave['startsOn'];
  /** So far, where the wave is not closed and the reader brings responses. */
  readonly responses: number | undefined;
  readonly results: WaveResults;
  readonly printed: readonly PrintedFigure[];
  readonly split: string;
  readonly parts: ReadonlyMap<string, readonly SplitRow[]>;
  readonly accounts: readonly ResponseAccount[];
  readonly quotations: readonly string[];
  readonly may: { readonly edit: boolean; readonly record: boolean; readonly code: boolean };
}

/** One wave: what it found, how sure that is, and what changed; or where it stands while it is asked. */
export function WavePage(props: WavePageProps) {
  const { survey, wave, results, split, parts } = props;
  const path = wavePath(survey, wave);
  return (
    <>
      <PageHeading caption={survey.title} heading={wave.title} lead={leadOf(props)} />
      <SyntheticTag survey={survey} />
      <Acts {...props} path={path} />
      {results.questions.length > 0 ? <SplitChoice survey={survey} path={path} split={split} /> : null}
      {results.questions.map((result) => (
        <QuestionResults
          key={result.question.slug}
          result={result}
          before={results.before}
          split={split}
          rows={parts.get(result.question.slug) ?? []}
          survey={survey}
          wave={wave}
        />
      ))}
      <Printed {...props} />
      {props.quotations.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">In their own words</h2>
          {props.quotations.map((words) => (
            <blockquote key={words} class="govuk-inset-text">
              {words}
            </blockquote>
          ))}
        </>
      ) : null}
      <Facts {...props} />
    </>
  );
}

function leadOf({ wave, responses, results, printed, today }: WavePageProps): string {
  if (wave.closed) {
    const positive = results.questions.flatMap(({ question, rows }) =>
      rows.filter(({ figure }) => figure.choice === '+').map((row) => ({ question, row })),
    )[0];
    const first = positive?.row.figure.value ?? null;
    const found =
      first === null || !positive
        ? ''
        : ` ${Math.round(first)}% answered “${positive.row.label}” to “${positive.question.wording}”${results.before ? `; against ${results.before.title}: ${lower(positive.row.change.text)}` : ''}`;
    return `${plural(wave.closed.responses, 'response')}.${found ? `${found}.` : ''}`;
  }
  if (printed.length > 0)
    return `Printed figures alone: ${plural(printed.length, 'indicator')}. How many people were asked is ${wave.sampleSize === null ? 'not known, so that no change can be told' : wave.sampleSize.toLocaleString('en-GB')}.`;
  const open = isOpenToAll(wave, today)
    ? `Anybody can answer until ${wave.opened ? longDate(wave.opened.closesOn) : ''}.`
    : 'It is not open to the public.';
  return `${open}${responses === undefined ? '' : ` ${plural(responses, 'response')} so far.`} What was answered is shown when it is closed.`;
}

function Acts({ survey, wave, today, may, path }: WavePageProps & { readonly path: string }) {
  const button = (is: boolean, href: string, text: string, first = false) =>
    is ? (
      <Button href={href} kind={first ? undefined : 'secondary'}>
        {text}
      </Button>
    ) : null;
  const taking = !wave.closed && survey.questions.length > 0;
  return (
    <ButtonGroup>
      {button(isOpenToAll(wave, today), publicPath(wave), 'See the public form')}
      {button(taking && may.record, `${path}/responses/new`, 'Enter a paper form')}
      {button(taking && may.record, `${path}/responses/import`, 'Import responses')}
      {button(taking && may.edit && !wave.opened, `${path}/opening`, 'Open it to everybody')}
      {button(taking && may.edit, `${path}/codes`, 'Make codes for households')}
      {button(taking && may.edit && wave.opened?.cap != null, `${path}/cap`, 'Answers a day')}
      {button(taking && may.edit, `${path}/closing`, 'Close and count')}
      {button(
        wave.closed !== null && !wave.published && may.record,
        `${path}/publication`,
        'Publish to indicators',
      )}
      {button(
        may.code && survey.questions.some(({ kind }) => kind === 'text'),
        `${surveyPath(survey)}/comments?wave=${wave.slug}`,
        'Comments',
      )}
      {wave.closed ? (
        <a class="govuk-link" href={`${path}/results.csv`}>
          Download all figures as CSV
        </a>
      ) : null}
    </ButtonGroup>
  );
}

function Printed({ printed, wave }: WavePageProps) {
  if (printed.length === 0)
    return wave.closed ? null : (
      <p class="govuk-body">
        Figures will stand here, question by question, when the wave is closed and counted: until then nobody
        sees what was answered, so that nobody can tell what the last one said.
      </p>
    );
  return (
    <>
      <h2 class="govuk-heading-m">Figures of indicators in this wave</h2>
      <SummaryList
        rows={printed.map(({ slug, title, value, unit, source }) => ({
          key: (
            <a class="govuk-link" href={`/indicators/${slug}`}>
              {title}
            </a>
          ),
          value: `${formatNumber(value, 1)}${unit}${source ? ` (${source})` : ''}`,
        }))}
      />
    </>
  );
}

function Facts({ wave, accounts, results, today, may }: WavePageProps) {
  return (
    <>
      <h2 class="govuk-heading-m">How it was asked</h2>
      <SummaryList
        rows={[
          { key: 'Asked', value: `${longDate(wave.startsOn)} to ${longDate(wave.endsOn)}` },
          { key: 'How', value: METHODS[wave.method] },
          {
            key: 'Weights',
            value:
              wave.weights === 'weighted'
                ? 'Weighted: limits rest on the effective sample size, which is the responses over the design effect of the weights (Kish)'
                : WEIGHTS[wave.weights],
          },
          ...(wave.opened?.cap && !wave.closed
            ? [
                {
                  key: 'Public form',
                  value: `At most ${plural(wave.opened.cap.mostADay, 'answer')} a day; ${wave.opened.cap.day === today ? wave.opened.cap.taken.toLocaleString('en-GB') : 'none'} so far today. From one network at most ${wave.opened.cap.mostFromOne.toLocaleString('en-GB')}`,
                },
              ]
            : []),
          { key: 'Sample', value: wave.sampleSize?.toLocaleString('en-GB') ?? 'Not known' },
          { key: 'Compared with', value: results.before?.title ?? 'No earlier wave' },
          ...(wave.closed ? [{ key: 'Counted', value: longDate(wave.closed.on) }] : []),
          ...(wave.published
            ? [
                {
                  key: 'Published',
                  value: `${longDate(wave.published.on)}, ${plural(wave.published.figures, 'figure')} of indicators`,
                },
              ]
            : []),
          ...(wave.note ? [{ key: 'Note', value: wave.note }] : []),
        ]}
      />
      {accounts.length > 0 ? <h2 class="govuk-heading-m">Files, and every row that was not used</h2> : null}
      {accounts.map(({ file, read, added, unchanged, leftOut }, at) => (
        <InsetText key={`${file} ${at}`}>
          <p class="govuk-body">
            {may.record ? file : 'A file of answers'}: {plural(read, 'row')} read,{' '}
            {added.toLocaleString('en-GB')} used, {unchanged.toLocaleString('en-GB')} here already,{' '}
            {leftOut.length.toLocaleString('en-GB')} not used.
          </p>
          {leftOut.length > 0 ? (
            <ul class="govuk-list govuk-list--bullet">
              {leftOut.map(({ line, reason }) => (
                <li key={line}>
                  Line {line}: {reason}
                </li>
              ))}
            </ul>
          ) : null}
        </InsetText>
      ))}
    </>
  );
}

const lower = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
