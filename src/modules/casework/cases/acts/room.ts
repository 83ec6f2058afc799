/** A case as the thing that forms speak of, and what they ask of its agencies. */
import { agencyOf } from '../../../../platform/actor.ts';
import type { Context } from '../../../../platform/http/route.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { listAgencies } from '../../../partners/index.ts';
import { actOn, type Room } from '../../acts.tsx';
import { type CaseView, findCase } from '../queries.ts';

export const ROOM: Room<CaseView> = {
  base: '/casework/cases',
  title: 'Cases',
  kind: 'case',
  find: (c, id) => findCase(c.tx, c.actor, c.services.subjects, id),
  codeOf: ({ code }) => code,
  revisionOf: ({ row }) => row.revision,
};

export const act = actOn<CaseView>();

export const isOpen = ({ row }: CaseView): boolean => row.closed_on === null;

/** Every agency, as choices; the actor's own says so. */
export const allAgencies = async (c: Context): Promise<readonly Choice[]> =>
  (await listAgencies(c.tx)).map(({ id, name }) => ({
    value: id,
    text: id === agencyOf(c.actor) ? `${name} (your agency)` : name,
  }));
