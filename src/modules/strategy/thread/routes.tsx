import { isUuid } from '../../../kernel/ids.ts';
import { whatBegins } from '../../../platform/collect.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { get, type Route } from '../../../platform/http/route.ts';
import { ThreadPage } from './page.tsx';
import { followThread } from './query.ts';

export const threadRoutes: readonly Route[] = [
  get('/thread/:kind/:id', { permission: 'read' }, async (c) => {
    const { kind = '', id = '' } = c.params;
    const thread = isUuid(id) ? await followThread(c.tx, c.services.offers, { kind, id }) : undefined;
    if (!thread) return notFound('thing');
    return {
      title: `Golden thread: ${thread.subject.title}`,
      breadcrumbs: [
        { text: 'Strategy', href: '/strategy' },
        { text: thread.subject.title, href: thread.subject.path },
      ],
      wide: true,
      body: <ThreadPage thread={thread} begins={whatBegins(c.services.offers, c.actor, thread.subject)} />,
    };
  }),
];
