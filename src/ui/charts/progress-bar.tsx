import { formatFigure, type Unit } from './format.ts';
import { rounded } from './series.tsx';

export interface ProgressBarProps {
  /** What is progressing: "Milestones met". */
  readonly label: string;
  readonly value: number;
  readonly of: number;
  readonly unit?: Unit | undefined;
  /** Where it should be by now, marked on the bar and said beside it. */
  readonly expected?: number | undefined;
}

const WIDTH = 240;

/** How much of a whole is done, as a bar and in words; `6 of 9`, with where it should be by now. */
export function ProgressBar({ label, value, of, expected, unit = { kind: 'count' } }: ProgressBarProps) {
  const along = (amount: number): number =>
    of > 0 ? rounded(Math.min(1, Math.max(0, amount / of)) * WIDTH) : 0;
  const words = `${formatFigure(value, unit)} of ${formatFigure(of, unit)}`;
  return (
    <div class="app-progress">
      <p class="app-progress__words">
        <span class="app-progress__label">{label}</span> <strong>{words}</strong>
        {expected === undefined ? null : (
          <span class="app-quiet"> (expected by now: {formatFigure(expected, unit)})</span>
        )}
      </p>
      <svg
        class="app-progress__bar app-series-1"
        viewBox={`0 0 ${WIDTH} 12`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect class="app-progress__track" width={WIDTH} height="12" />
        <rect class="app-chart__bar" width={along(value)} height="12" />
        {expected === undefined ? null : (
          <rect
            class="app-progress__expected"
            x={Math.min(WIDTH - 3, along(expected))}
            width="3"
            height="12"
          />
        )}
      </svg>
    </div>
  );
}
