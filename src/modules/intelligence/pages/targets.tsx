import { longDate } from '../../../kernel/plain-date.ts';
import { SummaryList } from '../../../ui/govuk/index.ts';
import type { Named } from '../page-queries.ts';
import type { Baseline, Indicator, Subject, TargetStanding } from '../types.ts';
import { sayTarget, sayValue } from '../words.ts';
import { TrackTag } from './tags.tsx';

const STATUSES = { agreed: 'Agreed', proposed: 'Proposed', 'to-be-agreed': 'To be agreed' } as const;

interface Props {
  readonly standings: readonly TargetStanding[];
  readonly baselines: readonly Baseline[];
  readonly indicator: Indicator;
  readonly names: ReadonlyMap<string, Named>;
}

/** Baselines and targets, each with whose it is: an outcome and its project may want different figures. */
export function TargetCards({ standings, baselines, indicator, names }: Props) {
  const alone = baselines.filter(
    (baseline) => !standings.some(({ baseline: used }) => used?.id === baseline.id),
  );
  if (standings.length === 0 && alone.length === 0) return null;
  return (
    <section aria-labelledby="targets">
      <h2 class="govuk-heading-m" id="targets">
        Baseline and target
      </h2>
      {standings.map((standing) => (
        <TargetCard key={standing.target.id} standing={standing} indicator={indicator} names={names} />
      ))}
      {alone.map((baseline) => (
        <SummaryList
          key={baseline.id}
          card={{ title: <Whose subject={baseline.subject} names={names} /> }}
          rows={[{ key: 'Baseline', value: sayBaseline(indicator, baseline) }]}
        />
      ))}
    </section>
  );
}

function Whose({ subject, names }: { readonly subject: Subject | null; readonly names: Props['names'] }) {
  if (subject === null) return <>For everybody</>;
  const named = names.get(`${subject.kind} ${subject.id}`);
  return named ? (
    <>
      For{' '}
      <a class="govuk-link" href={named.path}>
        {named.title}
      </a>
    </>
  ) : (
    <>For one {subject.kind}</>
  );
}

function TargetCard({
  standing,
  indicator,
  names,
}: Pick<Props, 'indicator' | 'names'> & { readonly standing: TargetStanding }) {
  const { target, baseline, tracking } = standing;
  const row = (key: string, value: string) => (value === '' ? undefined : { key, value });
  const ends = target.endsSays || (target.endsOn ? longDate(target.endsOn) : '');
  const review = target.reviewSays || (target.reviewOn ? longDate(target.reviewOn) : '');
  return (
    <SummaryList
      card={{ title: <Whose subject={target.subject} names={names} /> }}
      rows={[
        row('Target', target.stages.length > 0 ? sayTarget(indicator, target) : 'Not known yet'),
        { key: 'Where it stands', value: [<TrackTag track={tracking.track} />, ' ', tracking.sentence] },
        row(
          'State',
          `${STATUSES[target.status]}${target.expectedOn ? `, expected by ${longDate(target.expectedOn)}` : ''}`,
        ),
        row('In the source’s words', target.statement),
        row('Ends', ends),
        row('Reviewed', review),
        baseline ? row('Baseline', sayBaseline(indicator, baseline)) : undefined,
        row('Note', target.note),
        row('Source', target.source),
      ]}
    />
  );
}

/** A baseline in words, known or awaited. */
export function sayBaseline(indicator: Indicator, baseline: Baseline): string {
  if (baseline.state === 'awaited')
    return `Awaited${baseline.expectedOn ? `, expected by ${longDate(baseline.expectedOn)}` : ''}${baseline.statement ? `: “${baseline.statement}”` : ''}`;
  const value = baseline.value === null ? '' : sayValue(indicator, baseline.value);
  return [
    value,
    baseline.periodLabel ? `in ${baseline.periodLabel}` : '',
    baseline.statement ? `(“${baseline.statement}”)` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
