/** A restorative matter as the thing that forms speak of, and who may do what with it. */
import { agencyOf } from '../../../../platform/actor.ts';
import type { Context } from '../../../../platform/http/route.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { actOn, type Room } from '../../acts.tsx';
import { findMatter, type MatterView } from '../queries.ts';
import { type MatterState, NEXT, OPEN } from '../words.ts';

export const ROOM: Room<MatterView> = {
  base: '/casework/restorative',
  title: 'Restorative justice',
  kind: 'restorative',
  find: (c, id) => findMatter(c.tx, c.actor, c.services.subjects, id),
  codeOf: ({ code }) => code,
  revisionOf: ({ row }) => row.revision,
};

export const act = actOn<MatterView>();

export const isOpen = ({ row }: MatterView): boolean => OPEN.includes(row.state);
export const runs = (view: MatterView, c: Context): boolean => view.row.agency_id === agencyOf(c.actor);
/** Whether the matter may go there, by the actor's agency. */
export const mayBecome =
  (to: MatterState) =>
  (view: MatterView, c: Context): boolean =>
    (NEXT[view.row.state] as readonly string[]).includes(to) && runs(view, c);

/** The other agencies that take part. */
export const others = ({ agencies }: MatterView, c: Context): readonly Choice[] =>
  agencies.filter(({ id }) => id !== agencyOf(c.actor)).map(({ id, name }) => ({ value: id, text: name }));
