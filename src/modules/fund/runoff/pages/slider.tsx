import { TextInput } from '../../../../ui/govuk/index.ts';

interface SliderProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly error?: string | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly max: number;
  readonly step: number;
}

/** A number and, where there is a script, a slider that says the same: either can be moved, by hand or by keys. */
export const Slider = ({ name, label, hint, value, error, prefix, suffix, max, step }: SliderProps) => (
  <TextInput
    name={name}
    label={label}
    hint={hint}
    prefix={prefix}
    suffix={suffix}
    width={prefix ? 10 : 3}
    inputMode={prefix ? 'decimal' : 'numeric'}
    value={value}
    error={error}
    affixes={{ wrapper: { class: 'app-slider-of' } }}
    after={
      <input
        type="range"
        class="app-slider"
        data-slider-for={name}
        aria-label={`${label}: slider`}
        min="0"
        max={max}
        step={step}
        value={Number(value.replaceAll(',', '')) || 0}
        autocomplete="off"
        hidden
      />
    }
  />
);

const STEPS = [100_000, 50_000, 25_000, 10_000, 5_000, 2_500, 1_250, 1_000, 500, 250, 100, 50, 25, 10, 5, 1];

/** A step in pence that the amount is a whole number of, and twenty or more of: so that the slider reaches both ends. */
export const stepOf = (pence: number): number =>
  STEPS.find((step) => step <= pence / 20 && pence % step === 0) ?? 1;
