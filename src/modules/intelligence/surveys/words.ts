import { formatNumber, formatPercent } from '../../../ui/charts/index.ts';
import { MEAN, POSITIVE } from './count.ts';
import type { SurveyFigure } from './figures.ts';

const HIDDEN = 'Hidden';

/** A choice as files and programs get it; brackets stand in no choice's own value. */
export const choiceInFile = (choice: string): string =>
  choice === POSITIVE ? '(positive)' : choice === MEAN ? '(mean)' : choice;

/** `62.4%`, `3.7`, or that it is hidden. */
export const sayFigure = ({ choice, value }: Pick<SurveyFigure, 'choice' | 'value'>): string =>
  value === null ? HIDDEN : choice === MEAN ? formatNumber(value, 2, true) : formatPercent(value);

/** `58.1% to 66.5%`. */
export const sayLimits = ({ choice, low, high }: Pick<SurveyFigure, 'choice' | 'low' | 'high'>): string => {
  if (low === null || high === null) return '';
  const say = (value: number) => sayFigure({ choice, value });
  return `${say(low)} to ${say(high)}`;
};

/** `+4.2 percentage points`, `−0.3`. */
export const sayDifference = (choice: string, value: number): string => {
  const digits = choice === MEAN ? 2 : 1;
  const sign = value > 0 ? '+' : '';
  return `${sign}${formatNumber(value, digits, true)}${choice === MEAN ? '' : ' points'}`;
};
