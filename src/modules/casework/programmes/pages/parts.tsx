import { StatusTag } from '../../../../ui/layout/index.ts';
import type { Placement } from '../queries.ts';
import { PLACEMENT_STATES, type PlacementState } from '../words.ts';

export const PATH = '/casework/programmes';

const WARNS: readonly PlacementState[] = ['no-take-up', 'left'];
export const StateTag = ({ state }: Pick<Placement, 'state'>) => (
  <StatusTag
    tone={
      WARNS.includes(state)
        ? 'warning'
        : state === 'completed' || state === 'followed-up'
          ? 'good'
          : 'neutral'
    }
  >
    {PLACEMENT_STATES[state]}
  </StatusTag>
);
