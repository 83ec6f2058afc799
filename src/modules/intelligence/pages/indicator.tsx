import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { Button, Details, InsetText, Select, SummaryList } from '../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading } from '../../../ui/layout/index.ts';
import { WaysToCompare } from '../compare/ways.tsx';
import { stretchesOf } from '../course/control-series.ts';
import type { Named, PlaceFigure, Revision, Wording } from '../page-queries.ts';
import type { Change, Judgement, KnownPoint, Standing } from '../types.ts';
import { unitFor, writeValue } from '../words.ts';
import { StandingChart } from './chart.tsx';
import { Course } from './course.tsx';
import { FigureTable, RevisionTable, WordingList } from './history.tsx';
import { LaterNote } from './later-note.tsx';
import { LatestByPlace } from './places.tsx';
import { StandingTag, TrackTag } from './tags.tsx';
import { TargetCards } from './targets.tsx';

export interface Comparison {
  readonly chosen: KnownPoint;
  readonly change: Change;
  readonly judgement: Judgement;
}

export interface IndicatorPageProps {
  /** On the business day. */
  readonly standing: Standing;
  /** With the figures that are shown: of a later time where none is known until the business day, or where all are wanted. */
  readonly shown: Standing;
  /** Where figures of a later time are shown: that they are. */
  readonly note: string | undefined;
  /** Whether there are figures of a later time beside those of the day. */
  readonly later: 'none' | 'kept-back' | 'shown';
  /** Whether unusually large steps are left out of the limits. */
  readonly screened: boolean;
  readonly place: string;
  readonly owner: string;
  readonly today: PlainDate;
  /** Earlier figures it may be compared with, newest first. */
  readonly earlier: readonly KnownPoint[];
  readonly comparison: Comparison | undefined;
  readonly names: ReadonlyMap<string, Named>;
  readonly revisions: readonly Revision[];
  readonly wordings: readonly Wording[];
  /** Of other places, in the latest period. */
  readonly places: readonly PlaceFigure[];
  readonly computedFrom: readonly Named[];
  /** The measure whose releases record its figures. */
  readonly follows: Named | undefined;
  /** Periods whose figures are being checked. */
  readonly checked: ReadonlySet<string>;
  /** What other modules lead to from an indicator, such as who monitors it. */
  readonly begins: readonly { readonly text: string; readonly href: string }[];
  readonly mayEdit: boolean;
  readonly mayRecord: boolean;
  readonly mayPublish: boolean;
}

/** One indicator: first the answer, then the course, the comparison, the targets, and where it all comes from. */
export function IndicatorPage(props: IndicatorPageProps) {
  const { standing, shown, screened } = props;
  const { indicator } = standing;
  const stretches = stretchesOf(shown.series, shown.breaks, { screen: screened });
  const path = `/indicators/${indicator.slug}`;
  return (
    <>
      <PageHeading
        caption="Indicator"
        heading={indicator.title}
        lead={standing.sentence}
        actions={
          <>
            {props.mayRecord ? <Button href={`${path}/observations/new`}>Record a figure</Button> : null}
            {props.mayEdit ? (
              <Button href={`${path}/target`} kind="secondary">
                Set baseline and target
              </Button>
            ) : null}
            {props.mayEdit ? (
              <Button href={`${path}/edit`} kind="secondary">
                Change the indicator
              </Button>
            ) : null}
          </>
        }
      />
      <LaterNote note={props.note} />
      <Answer {...props} />
      <LaterFigures {...props} path={path} />
      <StandingChart standing={shown} place={props.place} stretches={stretches} />
      <Course standing={shown} stretches={stretches} screened={screened} mayEdit={props.mayEdit} />
      <Compare {...props} path={path} />
      <WaysToCompare path={path} />
      <TargetCards
        standings={standing.targets}
        baselines={standing.baselines}
        indicator={indicator}
        names={props.names}
      />
      {standing.contradictions.map((sentence) => (
        <InsetText key={sentence}>{sentence}</InsetText>
      ))}
      <FigureTable standing={shown} path={path} checked={props.checked} />
      <LatestByPlace figures={props.places} indicator={indicator} today={props.today} path={path} />
      <About {...props} />
      {props.begins.map(({ text, href }) => (
        <p key={href} class="govuk-body">
          <a class="govuk-link" href={href}>
            {text}
          </a>
        </p>
      ))}
      <RevisionTable revisions={props.revisions} indicator={indicator} />
      <WordingList wordings={props.wordings} />
    </>
  );
}

/** The way to the figures of a later time, and back. */
function LaterFigures({ later, path, today }: IndicatorPageProps & { readonly path: string }) {
  if (later === 'none') return null;
  return (
    <p class="govuk-body">
      {later === 'shown'
        ? 'With figures of a later time. '
        : `There are figures of a later time than ${longDate(today)}. `}
      <a class="govuk-link" href={later === 'shown' ? path : `${path}?figures=all`}>
        {later === 'shown' ? `Show figures up to ${longDate(today)} only` : 'Show them too'}
      </a>
    </p>
  );
}

function Answer({ standing, shown }: IndicatorPageProps) {
  const { indicator, track, status } = standing;
  const { latest, change } = shown;
  return (
    <>
      <p class="govuk-body">
        <StandingTag status={status} /> <TrackTag track={track.track} />
      </p>
      <KeyFigures
        figures={[
          {
            label: latest ? latest.period.label : 'Latest figure',
            value: latest ? writeValue(indicator, latest.value) : 'Not known',
            detail: latest
              ? [soft(indicator, latest), change?.text ?? ''].filter(Boolean).join('; ')
              : 'No figure has been recorded',
          },
          ...(change
            ? [
                {
                  label: change.from.period.label,
                  value: writeValue(indicator, change.from.value),
                  detail: soft(indicator, change.from),
                },
              ]
            : []),
          ...(track.expected === null
            ? []
            : [{ label: 'The path asks for', value: writeValue(indicator, track.expected) }]),
        ]}
      />
      <p class="govuk-body">{track.sentence}</p>
    </>
  );
}

/** What is counted, and how sure the figure is where it is not final. */
const soft = (indicator: Standing['indicator'], { value, quality }: KnownPoint): string =>
  [unitFor(indicator, value), quality === 'final' ? '' : quality].filter(Boolean).join(', ');

function Compare({ earlier, comparison, path, shown }: IndicatorPageProps & { readonly path: string }) {
  if (earlier.length === 0) return null;
  return (
    <section aria-labelledby="compare-with">
      <h2 class="govuk-heading-m" id="compare-with">
        Compare with an earlier period
      </h2>
      <form method="get" action={`${path}#compare-with`}>
        <Select
          name="compare"
          label="Period"
          items={earlier.map(({ period }) => ({ value: period.text, text: period.label }))}
          value={(comparison?.chosen ?? shown.previous)?.period.text}
        />
        <Button kind="secondary">Compare</Button>
      </form>
      {comparison ? (
        <p class="govuk-body">
          <StandingTag status={comparison.judgement.status} /> {comparison.judgement.sentence}
        </p>
      ) : (
        <p class="govuk-body">
          The change since {shown.previous?.period.label} stands at the top of this page.
        </p>
      )}
    </section>
  );
}

const DIRECTIONS = {
  higher: 'Higher is better',
  lower: 'Lower is better',
  neither: 'Neither way is better',
} as const;
const UNCERTAINTIES = {
  counted: 'Counted events, which vary by chance',
  sampled: 'A sample of people',
  complete: 'A complete count',
  'not-stated': 'The source does not say',
} as const;
const FREQUENCIES = {
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  yearly: 'Yearly',
  'each-wave': 'With each wave of the survey',
  once: 'Once',
  irregular: 'Without a rhythm',
} as const;

function FiguresFrom({ standing, follows, mayEdit }: IndicatorPageProps) {
  return (
    <>
      {follows ? (
        <>
          the measure{' '}
          <a class="govuk-link" href={follows.path}>
            {follows.title}
          </a>
        </>
      ) : (
        'whoever records them'
      )}
      {mayEdit ? (
        <>
          {' ('}
          <a class="govuk-link" href={`/indicators/${standing.indicator.slug}/source`}>
            change where figures come from
          </a>
          )
        </>
      ) : null}
    </>
  );
}

function About(props: IndicatorPageProps) {
  const {
    standing: { indicator },
    owner,
    place,
    computedFrom,
  } = props;
  const row = (key: string, value: string) => (value === '' ? undefined : { key, value });
  return (
    <Details summary="What exactly is measured" open>
      <SummaryList
        rows={[
          row('Definition', indicator.definition),
          row('Numerator', indicator.numeratorSays),
          row('Denominator', indicator.denominatorSays),
          computedFrom.length > 0
            ? {
                key: 'Computed from',
                value: computedFrom.map(({ title, path }, index) => (
                  <>
                    {index > 0 ? ' and ' : ''}
                    <a class="govuk-link" href={path}>
                      {title}
                    </a>
                  </>
                )),
              }
            : undefined,
          props.follows || (props.mayEdit && computedFrom.length === 0)
            ? { key: 'Figures come from', value: <FiguresFrom {...props} /> }
            : undefined,
          row('Place', place),
          row('Better', DIRECTIONS[indicator.direction]),
          row('How it is arrived at', UNCERTAINTIES[indicator.uncertainty]),
          row('Source', indicator.source),
          props.mayPublish
            ? {
                key: 'Open data',
                value: (
                  <a class="govuk-link" href={`/indicators/${indicator.slug}/open-data`}>
                    What of it everybody may read
                  </a>
                ),
              }
            : undefined,
          row('Frequency', FREQUENCIES[indicator.frequency]),
          row('Owner', owner),
          row('Short name', indicator.slug),
          indicator.endedOn ? row('Ended', longDate(indicator.endedOn)) : undefined,
        ]}
      />
    </Details>
  );
}
