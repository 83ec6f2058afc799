import { listInWords, plural } from '../../../../kernel/names.ts';
import { formatPence } from '../../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Keys } from '../../../../ui/forms/typed.ts';
import { Button, Form, NotificationBanner, SummaryList } from '../../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading } from '../../../../ui/layout/index.ts';
import { DataTable, parseTableQuery } from '../../../../ui/table/index.ts';
import { day, pounds, StateTag } from '../../pages.tsx';
import { entryColumns } from '../../streams/pages/entries.tsx';
import type { Entry } from '../../streams/queries.ts';
import { SHAPES, SPENDING } from '../../words.ts';
import type { Eligibility } from '../facts.ts';
import type { Condition, Instalment, Offer, Request, Share, Step } from '../queries.ts';
import { awaitsDecision, isOpen, STATE_SAYS } from '../states.ts';
import { EligibilityTable } from './eligibility.tsx';

export interface RequestProps {
  readonly request: Request;
  readonly streams: readonly Eligibility[];
  readonly split: readonly Share[];
  readonly instalments: readonly Instalment[];
  readonly conditions: readonly Condition[];
  readonly steps: readonly Step[];
  readonly entries: readonly Entry[];
  readonly offers: readonly Offer[];
  /** What the project plan still lacks, and the outcomes it serves. */
  readonly missing: readonly string[];
  readonly outcomes: readonly string[];
  readonly today: PlainDate;
  readonly keys: Keys;
  readonly mayAsk: boolean;
  readonly mayKeep: boolean;
}

/** The page's question first: can it be paid, and by what. */
function leadOf({ request, streams, split }: RequestProps): string {
  if (request.state === 'endorsed' || request.state === 'ended')
    return `${formatPence(request.allocated)} is allocated and not drawn, ${formatPence(request.spent)} is spent.`;
  if (request.state === 'endorsed-on-condition')
    return `${formatPence(request.reserved)} is reserved until the condition is met; none of it can be drawn before.`;
  const lawful = streams.filter((one) => one.verdict.verdict === 'allowed');
  const payable = lawful.reduce((sum, one) => sum + one.payable, 0);
  const proposed =
    split.length === 0
      ? ''
      : ` Proposed: ${listInWords(split.map((one) => `${formatPence(one.pence)} from ${one.stream}`))}.`;
  const may = `${plural(lawful.length, 'stream')} may lawfully pay, with ${formatPence(Math.min(payable, request.pence))} of the ${formatPence(request.pence)} asked for.`;
  const refusing = split.filter((share) => !lawful.some(({ stream }) => stream.id === share.streamId));
  const unlawful =
    refusing.length === 0
      ? ''
      : ` ${listInWords(refusing.map((one) => one.stream))} may not pay, so no board can endorse this split: change it.`;
  return `${may}${proposed}${unlawful}`;
}

function asksFor(request: Request, instalments: readonly Instalment[]): string {
  if (request.shape === 'recurring')
    return `${formatPence(request.monthly ?? 0)} a month from ${day(request.fromOn, '')} until ${day(request.untilOn, '')}, ${formatPence(request.pence)} in all`;
  if (request.shape === 'instalments')
    return `${formatPence(request.pence)} in instalments: ${listInWords(instalments.map((one) => `${formatPence(one.pence)} on ${longDate(one.dueOn)}`))}`;
  const when = request.fromOn ? `, from ${longDate(request.fromOn)}` : '';
  return `${formatPence(request.pence)}, ${SHAPES[request.shape].toLowerCase()}${when}`;
}

function Actions({ request, split, mayAsk, mayKeep, keys }: RequestProps) {
  const base = `/fund/requests/${request.slug}`;
  const open = isOpen(request.state);
  const waits = awaitsDecision(request.state);
  const link = (shown: boolean, text: string, path: string) =>
    shown ? [[text, `${base}/${path}`] as const] : [];
  const links = [
    ...link(mayAsk && open, 'Change the request', 'edit'),
    ...link(
      mayAsk && (open || waits),
      split.length === 0 ? 'Propose which streams pay' : 'Change which streams pay',
      'split',
    ),
    ...link(mayAsk && request.allocated > 0, 'Draw money', 'drawdowns'),
    ...link(mayAsk && request.allocated + request.spent > 0, 'Return money', 'returns'),
    ...link(
      mayKeep && ['endorsed', 'endorsed-on-condition'].includes(request.state),
      'End the request',
      'end',
    ),
    ...link(mayAsk && (open || waits), 'Withdraw the request', 'withdrawal'),
  ];
  return (
    <>
      {mayAsk && (isOpen(request.state) || request.state === 'deferred') ? (
        <Form action={`${base}/submission`} {...keys}>
          <Button preventDoubleClick>
            {request.state === 'deferred' ? 'Bring it back to the boards' : 'Submit to the boards'}
          </Button>
        </Form>
      ) : null}
      {links.length > 0 ? (
        <ul class="govuk-list">
          {links.map(([text, href]) => (
            <li key={href}>
              <a class="govuk-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Conditions({ request, conditions, today, mayKeep }: RequestProps) {
  if (conditions.length === 0) return null;
  return (
    <SummaryList
      card={{ title: 'Conditions' }}
      rows={conditions.map((one) => ({
        key: one.metOn
          ? `Met on ${longDate(one.metOn)}`
          : `${one.dueOn < today ? 'Was due' : 'Due'} on ${longDate(one.dueOn)}`,
        value: (
          <>
            <p class="govuk-body">{one.says}</p>
            {one.missing.length > 0 ? (
              <p class="govuk-body">
                When it was endorsed the project plan lacked {listInWords(one.missing)}.
              </p>
            ) : null}
            {one.evidence ? <p class="govuk-body-s">Shown by: {one.evidence}</p> : null}
            {one.owner ? <p class="govuk-body-s">Seen to by: {one.owner}</p> : null}
          </>
        ),
        ...(mayKeep && one.metOn === null && request.state === 'endorsed-on-condition'
          ? {
              actions: [
                {
                  href: `/fund/requests/${request.slug}/conditions/${one.id}`,
                  text: 'Mark as met',
                  visuallyHiddenText: one.says,
                },
              ],
            }
          : {}),
      }))}
    />
  );
}

/** A request: which streams may lawfully pay, what was decided, and what became of the money. */
export function RequestPage(props: RequestProps) {
  const { request, offers, steps, entries, missing, outcomes } = props;
  const columns = entryColumns(props.mayKeep, false, props.mayAsk);
  return (
    <>
      {request.state === 'deferred' && offers.length > 0 ? (
        <NotificationBanner title="Money is there">
          <p class="govuk-notification-banner__heading">
            {offers
              .map(
                (one) =>
                  `Money came back to ${one.stream} on ${longDate(one.on)}, and its rules allow it to pay ${formatPence(one.pence)} for this.`,
              )
              .join(' ')}
          </p>
        </NotificationBanner>
      ) : null}
      <PageHeading
        heading={request.title}
        caption={`Request ${request.reference}`}
        lead={leadOf(props)}
        actions={<StateTag state={request.state} />}
      />
      <KeyFigures
        figures={[
          { label: 'Asks for', value: pounds(request.pence), detail: SHAPES[request.shape] },
          { label: 'Reserved', value: pounds(request.reserved) },
          { label: 'Allocated, not drawn', value: pounds(request.allocated) },
          { label: 'Spent', value: pounds(request.spent) },
        ]}
      />
      <EligibilityTable
        streams={props.streams}
        asked={request.pence}
        slug={request.slug}
        mayKeep={props.mayKeep}
      />
      <Actions {...props} />
      <Conditions {...props} />
      <SummaryList
        rows={[
          { key: 'Asks for', value: asksFor(request, props.instalments) },
          ...(request.purpose ? [{ key: 'For what', value: request.purpose }] : []),
          { key: 'Asked by', value: request.agency ?? 'Not said' },
          {
            key: 'Project',
            value: request.projectSlug ? (
              <a class="govuk-link" href={`/projects/${request.projectSlug}`}>
                {request.project}
              </a>
            ) : (
              'None'
            ),
          },
          { key: 'Outcomes it serves', value: outcomes.length > 0 ? outcomes.join('; ') : 'None named' },
          ...(missing.length > 0 ? [{ key: 'Its project plan lacks', value: listInWords(missing) }] : []),
          { key: 'Place', value: request.place ?? 'Not said' },
          { key: 'Spending', value: SPENDING[request.spending] },
          {
            key: 'Match funding',
            value:
              request.match > 0
                ? [formatPence(request.match), request.matchFrom].filter(Boolean).join(', ')
                : 'None',
          },
          ...(request.note ? [{ key: 'Note', value: request.note }] : []),
        ]}
      />
      <DataTable
        caption="Its money"
        columns={columns}
        rows={entries}
        rowKey={(entry) => entry.id}
        path={`/fund/requests/${request.slug}`}
        query={parseTableQuery({}, columns)}
        empty="What is reserved, allocated, drawn and returned will be here, once a board has endorsed it."
      />
      <h2 class="govuk-heading-m">What became of it</h2>
      <ol class="govuk-list govuk-list--number">
        {steps.map((step) => (
          <li key={step.position}>
            {longDate(step.on)}: {STATE_SAYS[step.state].toLowerCase()}
            {step.deferredTo ? ` until ${longDate(step.deferredTo)}` : ''}
            {step.decision ? (
              <>
                {' '}
                (
                <a class="govuk-link" href={`/decisions/${step.decision}`}>
                  decision {step.decision}
                </a>
                )
              </>
            ) : null}
            {step.reason ? `. ${step.reason}` : ''}
          </li>
        ))}
      </ol>
    </>
  );
}
