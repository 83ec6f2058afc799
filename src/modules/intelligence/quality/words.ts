import { plural } from '../../../kernel/names.ts';
import { formatPercent } from '../../../ui/charts/index.ts';
import { readPeriod } from '../period.ts';
import type { CheckState } from './queries.ts';
import type { SeriesQuality } from './series-quality.ts';

export const CHECK_STATES: Readonly<Record<CheckState, string>> = {
  raised: 'Raised',
  asked: 'Owner asked',
  confirmed: 'Confirmed',
  corrected: 'Corrected',
  withdrawn: 'Taken back',
};

export const sayCompleteness = ({ completeness }: SeriesQuality): string =>
  completeness === null
    ? 'No frequency is set'
    : `${completeness.there} of ${plural(completeness.expected, 'period')}`;

export const sayTimeliness = ({ timeliness }: SeriesQuality): string =>
  timeliness === null
    ? 'Not known: no day of return is recorded'
    : `Usually ${plural(timeliness.median, 'day')} (${timeliness.allowed} allowed), ${timeliness.late} of ${timeliness.known} late`;

export const sayProvisional = ({ provisional: { soft, known } }: SeriesQuality): string =>
  known === 0 ? 'No figures' : `${formatPercent((soft / known) * 100, 0)} (${soft}\u00a0of\u00a0${known})`;

export const sayOutliers = ({ outliers }: SeriesQuality): string =>
  outliers.length === 0 ? 'None' : outliers.map(({ period }) => period.label).join(', ');

/** A period as people say it: `February 2012`. A survey wave keeps its short name. */
export const sayPeriod = (text: string): string => readPeriod(text)?.label ?? text;
