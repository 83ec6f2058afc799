import { addDays, addMonths, dateOf, type PlainDate } from '../../../../kernel/plain-date.ts';
import { type Answer, type Context, get, type Route } from '../../../../platform/http/route.ts';
import { parseTableQuery } from '../../../../ui/table/index.ts';
import { listBodies } from '../../queries.ts';
import { AttendancePage } from './page.tsx';
import { attendanceIn } from './queries.ts';

/** A date typed in three inputs of the address; another where it is none. */
const dateIn = ({ query }: Context, name: string, otherwise: PlainDate): PlainDate =>
  dateOf(Number(query[`${name}-year`]), Number(query[`${name}-month`]), Number(query[`${name}-day`])) ??
  otherwise;

async function show(c: Context): Promise<Answer> {
  const bodies = await listBodies(c.tx);
  const body = bodies.find(({ slug }) => slug === c.query.body);
  const from = dateIn(c, 'from', addDays(addMonths(c.today, -12), 1));
  const to = dateIn(c, 'to', c.today);
  return {
    title: 'Attendance',
    breadcrumbs: [{ text: 'Boards and groups', href: '/bodies' }],
    body: (
      <AttendancePage
        attendance={await attendanceIn(c.tx, { from, to, bodyId: body?.id })}
        from={from}
        to={to}
        bodies={bodies}
        bodySlug={body?.slug}
        query={parseTableQuery(c.query, [])}
      />
    ),
  };
}

export const attendanceRoutes: readonly Route[] = [get('/attendance', { permission: 'read' }, show)];
