import { z } from 'zod';
import { optionalDate } from '../../../platform/http/form.ts';

/** Until when something is granted. */
export const grantDay = z.object({ untilOn: optionalDate() });
