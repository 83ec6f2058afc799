import type { Bar } from '../matching/weigher.ts';
import { chanceWords, weightWords } from '../words.ts';

const WIDTH = 240;
const HEIGHT = 20;

interface Step extends Bar {
  readonly from: number;
  readonly to: number;
}

/** The weights one after the other, each bar beginning where the one before it ended. */
export function Waterfall({
  evidence,
  weight,
  probability,
  twins,
}: {
  readonly evidence: readonly Bar[];
  readonly weight: number;
  readonly probability: number;
  readonly twins: boolean;
}) {
  let at = 0;
  const steps = evidence.map((bar): Step => {
    const from = at;
    at += bar.weight;
    return { ...bar, from, to: at };
  });
  const ends = [0, ...steps.map(({ to }) => to)];
  const least = Math.min(...ends);
  const span = Math.max(1, Math.max(...ends) - least);
  const x = (value: number): number => ((value - least) / span) * WIDTH;
  return (
    <table class="govuk-table app-waterfall">
      <caption class="govuk-table__caption govuk-table__caption--m">
        What speaks for one person, and what against
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <th scope="col" class="govuk-table__header">
            Compared
          </th>
          <th scope="col" class="govuk-table__header">
            Found
          </th>
          <th scope="col" class="govuk-table__header">
            Weight
          </th>
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {steps.map((step) => (
          <tr key={step.field} class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {sentence(step.field)}
            </th>
            <td class="govuk-table__cell">{sentence(step.found)}</td>
            <td class="govuk-table__cell">
              <svg
                class="app-waterfall__bar"
                viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
              >
                <line class="app-waterfall__zero" x1={x(0)} x2={x(0)} y1="0" y2={HEIGHT} />
                <rect
                  class={step.weight < 0 ? 'app-waterfall__against' : 'app-waterfall__for'}
                  x={Math.min(x(step.from), x(step.to))}
                  width={Math.max(2, Math.abs(x(step.to) - x(step.from)))}
                  y="4"
                  height={HEIGHT - 8}
                />
              </svg>
              <span class="app-waterfall__words">
                {signed(step.weight)}: {weightWords(step.weight)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            Together
          </th>
          <td class="govuk-table__cell">That they are one person is {chanceWords(probability, twins)}</td>
          <td class="govuk-table__cell">{signed(Math.round(weight * 10) / 10)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

const signed = (weight: number): string => {
  const size = Math.abs(weight).toFixed(1);
  return weight < 0 ? `−${size}` : `+${size}`;
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
