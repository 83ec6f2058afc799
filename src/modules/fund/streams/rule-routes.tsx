import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { choicesOf } from '../choices.ts';
import { ActForm, FUND_CRUMBS } from '../pages.tsx';
import { noSuchRule, reasonFields, ruleFields, ruleKind } from './form.ts';
import { RuleForm, RuleKinds } from './pages/forms.tsx';
import { findStream, listRules, type Stream } from './queries.ts';
import { addRule, liftRule } from './rules.ts';

const KEEP = { permission: 'fund.keep' } as const;

const crumbs = (stream: Stream) => [
  ...FUND_CRUMBS,
  { text: stream.name, href: `/fund/streams/${stream.slug}` },
];

async function ruleForm(c: Context, attempt: Attempt = NOTHING_TYPED): Promise<Answer> {
  const stream = await findStream(c.tx, c.params.slug ?? '');
  if (!stream) return notFound('stream');
  const kind = ruleKind.safeParse(c.query.kind);
  return {
    title: 'Add a restriction',
    breadcrumbs: crumbs(stream),
    body: kind.success ? (
      <RuleForm
        slug={stream.slug}
        stream={stream.name}
        kind={kind.data}
        keys={c.formKeys}
        attempt={attempt}
        choices={await choicesOf(c)}
      />
    ) : (
      <RuleKinds slug={stream.slug} stream={stream.name} />
    ),
  };
}

async function add(c: Context): Promise<{ redirect: string } | Refusal> {
  const stream = await findStream(c.tx, c.params.slug ?? '');
  if (!stream) return notFound('stream');
  const kind = ruleKind.safeParse(c.query.kind);
  if (!kind.success) return noSuchRule();
  const fields = readFields(ruleFields, c.form);
  if (isRefusal(fields)) return fields;
  const added = await addRule(c.tx, c.actor, {
    ...fields,
    kind: kind.data,
    streamId: stream.id,
    on: c.today,
  });
  return isRefusal(added) ? added : { redirect: `/fund/streams/${stream.slug}` };
}

async function liftForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const stream = await findStream(c.tx, c.params.slug ?? '');
  const rule = stream && (await listRules(c.tx, [stream.id])).find((one) => one.id === c.params.rule);
  if (!stream || !rule) return notFound('rule');
  return {
    title: 'Lift a restriction',
    breadcrumbs: crumbs(stream),
    body: (
      <ActForm
        heading="Lift a restriction"
        lead={`“${rule.says}” will no longer restrict ${stream.name}. Only its funder can lift it.`}
        action={`/fund/streams/${stream.slug}/rules/${rule.id}`}
        back={`/fund/streams/${stream.slug}`}
        keys={c.formKeys}
        attempt={attempt ?? { values: dateValues('day', c.today), errors: {} }}
        submit="Lift the restriction"
        words={{ name: 'reason', label: 'Who lifted it, and where is that written?' }}
        dayLabel="Lifted from"
      />
    ),
  };
}

async function lift(c: Context): Promise<{ redirect: string } | Refusal> {
  const fields = readFields(reasonFields, c.form);
  if (isRefusal(fields)) return fields;
  const lifted = await liftRule(c.tx, c.actor, {
    ruleId: c.params.rule ?? '',
    on: fields.day,
    reason: fields.reason,
  });
  return isRefusal(lifted) ? lifted : { redirect: `/fund/streams/${c.params.slug ?? ''}` };
}

export const ruleRoutes: readonly Route[] = [
  get('/fund/streams/:slug/rules/new', KEEP, (c) => ruleForm(c)),
  post('/fund/streams/:slug/rules/new', KEEP, add, { again: ruleForm }),
  get('/fund/streams/:slug/rules/:rule', KEEP, (c) => liftForm(c)),
  post('/fund/streams/:slug/rules/:rule', KEEP, lift, { again: liftForm }),
];
