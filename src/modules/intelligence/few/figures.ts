import type { Span } from './spans.ts';
import type { Told } from './told.ts';

/** The place of the indicator's own figures. */
export const OWN = '';

/** A figure of a place and a span, with how many people it tells of. */
export interface FewFigure extends Told {
  readonly place: string;
  readonly span: Span;
}

export const keyOf = (place: string, period: string): string => `${place}|${period}`;
