/** Everything that can be done with a restorative matter, in the order in which its page offers it. */
import type { Act } from '../../acts.tsx';
import type { MatterView } from '../queries.ts';
import { consent, person, satisfaction, tell } from './people.tsx';
import { close, held, join, notTakenUp, prepare } from './steps.tsx';
import { agreed, judged, note } from './writing.tsx';

export const ACTS: readonly Act<MatterView>[] = [
  prepare,
  held,
  agreed,
  person,
  note,
  join,
  close,
  notTakenUp,
  consent,
  tell,
  satisfaction,
  judged,
];
