/** What may be counted of casework, and leaves it only as released, suppressed tables. */
import type { Measure } from '../../../platform/module.ts';
import { harmMeasures } from './harm.ts';
import { peopleMeasures } from './people.ts';
import { programmeMeasures } from './programmes.ts';
import { referralMeasures } from './referrals.ts';

export const caseworkMeasures: readonly Measure[] = [
  ...referralMeasures,
  ...peopleMeasures,
  ...programmeMeasures,
  ...harmMeasures,
];
