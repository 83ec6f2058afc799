import { parsePlainDate } from '../../../kernel/plain-date.ts';
import type { StageInput } from '../targets.ts';
import type { IndicatorKind, Stage } from '../types.ts';
import { readNumber } from './numbers.ts';

/**
 * Reads the stages of a target, on lines or between semicolons: `2013/14: 75`, `2015-01-31: 80`; `?` stands for a figure
 * that is not known. A string says what cannot be read.
 */
export function readStageText(text: string, kind: IndicatorKind): readonly StageInput[] | string {
  const stages: StageInput[] = [];
  for (const part of text.split(/[;\n]/).map((line) => line.trim())) {
    if (part === '') continue;
    const [, when = '', figure = ''] = /^([^:]+):\s*(.+)$/s.exec(part) ?? [];
    if (when === '') return `“${part}” is not a stage. Write it as 2013/14: 75.`;
    const unknown = /^\?+%?$/.test(figure);
    const value = unknown ? null : readNumber(figure, kind);
    if (typeof value === 'string') return value;
    const dueOn = parsePlainDate(when.trim());
    stages.push({ ...(dueOn ? { dueOn } : { period: when.trim() }), value: value?.value ?? null });
  }
  return stages;
}

/** The stages as a person would type them. */
export const writeStageText = (stages: readonly Stage[]): string =>
  stages.map(({ period, dueOn, value }) => `${period ?? dueOn}: ${value ?? '?'}`).join('\n');
