import type { Act } from '../../acts.tsx';
import type { CaseView } from '../queries.ts';
import { file, withdrawal } from './filing.tsx';
import { assess, close, join, lead, leave, reopen, review } from './leading.tsx';
import { judgement, need, task, taskEnds } from './planning.tsx';
import { correction, note, person, personEnds } from './recording.tsx';

/** Everything that can be done with a case, in the order in which its page offers it. */
export const ACTS: readonly Act<CaseView>[] = [
  note,
  file,
  person,
  need,
  task,
  join,
  review,
  lead,
  close,
  reopen,
  correction,
  personEnds,
  judgement,
  taskEnds,
  leave,
  assess,
  withdrawal,
];
