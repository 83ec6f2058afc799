/** Every sitting of the past has its minutes, item by item: drafted, agreed by the chair a fortnight later, published. */
import type { Closing } from './closing.ts';

const STATES = ['drafted', 'agreed', 'published'] as const;
const DAYS_AFTER = { drafted: 3, agreed: 14, published: 14 } as const;
const WORDS =
  'The paper was presented and discussed. Members asked how it will be known whether it works, and were answered.';

const idOf = (state: (typeof STATES)[number]): string => `md5(t.id::text || '${state}' || k)::uuid`;

/** As the minutes are kept: who was there, then a section for each item of the agenda. */
const CONTENTS = `jsonb_build_object('body', b.name, 'bodySlug', b.slug, 'day', bench.before(t.day, k), 'precision', t.precision,
  'sections', jsonb_build_array(jsonb_build_object('key', 'present', 'heading', 'Present', 'markdown', '- The members', 'exempt', false))
    || coalesce((select jsonb_agg(jsonb_build_object('key', bench.other(i.id, k), 'heading', i.position || '. ' || i.title,
      'markdown', '${WORDS}', 'exempt', i.exempt) order by i.position)
    from governance.agenda_item i where i.partnership_id = t.partnership_id and i.sitting_id = t.id), '[]'))`;

const BODY = `join governance.body b on b.partnership_id = t.partnership_id and b.id = t.body_id`;

export const MINUTES: readonly Closing[] = [
  ...STATES.map(
    (state, at): Closing => ({
      of: 'governance.sitting',
      into: `governance.minutes (partnership_id, id, sitting_id, version, state, on_day, contents, agreed_by, hash)`,
      values: `${idOf(state)}, bench.other(t.id, k), ${at + 1}, '${state}', bench.before(t.day, k) + ${DAYS_AFTER[state]}, ${CONTENTS},
      ${state === 'agreed' ? "'chair'" : 'null'}, sha256('row')`,
      more: BODY,
    }),
  ),
  {
    of: 'governance.sitting',
    into: `governance.public_minutes (partnership_id, minutes_id, sitting_id, body_slug, body_name, day, published_on, contents)`,
    values: `${idOf('published')}, bench.other(t.id, k), b.slug, b.name, bench.before(t.day, k), bench.before(t.day, k) + ${DAYS_AFTER.published}, ${CONTENTS}`,
    more: BODY,
  },
];
