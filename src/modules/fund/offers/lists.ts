import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import type { BeginOffer, ExportOffer, SearchOffer } from '../../../platform/module.ts';
import { STAGE_SAYS } from '../opportunities/opportunity.ts';
import { listOpportunities } from '../opportunities/queries.ts';
import { listRequests } from '../requests/queries.ts';
import { STATE_SAYS } from '../requests/states.ts';
import { listDependents } from '../runoff/queries.ts';
import { listStreams } from '../streams/queries.ts';
import { STREAM_KINDS } from '../words.ts';

/** What a search finds of the fund. */
export const search: readonly SearchOffer[] = [
  {
    kind: 'stream',
    list: async (tx, id) =>
      (await listStreams(tx))
        .filter((stream) => id === undefined || stream.id === id)
        .map((stream) => ({
          id: stream.id,
          title: stream.name,
          summary: [STREAM_KINDS[stream.kind], stream.source, stream.holder].filter(Boolean).join('. '),
          path: `/fund/streams/${stream.slug}`,
        })),
  },
  {
    kind: 'request',
    list: async (tx, id) =>
      (await listRequests(tx))
        .filter((request) => id === undefined || request.id === id)
        .map((request) => ({
          id: request.id,
          title: request.title,
          summary: [
            `Request ${request.reference} for ${formatPence(request.pence)}`,
            request.purpose.slice(0, 300),
          ]
            .filter(Boolean)
            .join('. '),
          path: `/fund/requests/${request.slug}`,
        })),
  },
  {
    kind: 'opportunity',
    list: async (tx, id) =>
      (await listOpportunities(tx))
        .filter((one) => id === undefined || one.id === id)
        .map((one) => ({
          id: one.id,
          title: one.name,
          summary: [
            `External funding: ${STAGE_SAYS[one.stage].toLowerCase()}`,
            one.funder,
            one.about.slice(0, 300),
          ]
            .filter(Boolean)
            .join('. '),
          path: `/fund/opportunities/${one.slug}`,
        })),
  },
  {
    kind: 'dependent',
    list: async (tx, id) =>
      (await listDependents(tx))
        .filter((one) => id === undefined || one.id === id)
        .map((one) => ({
          id: one.id,
          title: one.title,
          summary: [
            `${one.kind === 'post' ? 'Post' : 'Contract'} whose funding ends on ${longDate(one.endsOn)}`,
            one.agency,
            one.note.slice(0, 300),
          ]
            .filter(Boolean)
            .join('. '),
          path: `/fund/dependents/${one.slug}`,
        })),
  },
];

/** What is begun here from a thing of another module. */
export const begins: readonly BeginOffer[] = [
  {
    kind: 'project',
    text: 'Ask the fund for money for this project',
    permission: 'fund.request',
    href: (path) => `/fund/requests/new?project=${path.split('/').at(-1) ?? ''}`,
  },
];

/** Tables for the API and open data, in pounds. */
export const exportOffers: readonly ExportOffer[] = [
  {
    name: 'streams',
    says: 'Streams of money with what was received, committed, spent and is left',
    rows: async (tx) =>
      (await listStreams(tx)).map((stream) => ({
        slug: stream.slug,
        name: stream.name,
        kind: stream.kind,
        source: stream.source,
        holder: stream.holder,
        arrangement: stream.arrangement,
        starts_on: stream.startsOn,
        lapses_on: stream.lapsesOn,
        promised: stream.promised === null ? null : stream.promised / 100,
        received: stream.received / 100,
        left: stream.available / 100,
        reserved: stream.reserved / 100,
        allocated: stream.allocated / 100,
        spent: stream.spent / 100,
        owed: stream.owed / 100,
        quality: stream.quality,
      })),
  },
  {
    name: 'requests',
    says: 'Requests for money with their state and what they hold',
    rows: async (tx) =>
      (await listRequests(tx)).map((request) => ({
        reference: request.reference,
        slug: request.slug,
        title: request.title,
        project: request.projectSlug,
        agency: request.agencySlug,
        shape: request.shape,
        spending: request.spending,
        amount: request.pence / 100,
        match: request.match / 100,
        state: STATE_SAYS[request.state],
        since: request.stateSince,
        reserved: request.reserved / 100,
        allocated: request.allocated / 100,
        spent: request.spent / 100,
      })),
  },
];
