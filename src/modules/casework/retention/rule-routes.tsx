import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { revisionIn, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { inCasework } from '../purpose/working.ts';
import { readsOf } from '../sharing/reading.ts';
import { GOVERN, RETENTION_CRUMBS, RULES } from './crumbs.ts';
import { isTrigger } from './kinds.ts';
import { RuleForm, RulesPage } from './pages/rules.tsx';
import { CATEGORIES, isCategory, listRules, setRule } from './rules.ts';

const rulesPage = async (c: Context): Promise<Answer> => ({
  title: 'Rules of retention',
  wide: true,
  breadcrumbs: RETENTION_CRUMBS,
  body: <RulesPage rules={await listRules(c.tx, c.actor)} query={parseTableQuery(c.query, [])} />,
});

async function rulePage(c: Context, attempt?: Attempt): Promise<Answer> {
  const category = c.params.category ?? '';
  if (!isCategory(category)) return notFound('rule');
  const rule = (await listRules(c.tx, c.actor)).find((one) => one.category === category);
  const values = rule ? { trigger: rule.trigger, months: String(rule.months), says: rule.says } : {};
  return {
    title: `How long to keep: ${CATEGORIES[category].toLowerCase()}`,
    breadcrumbs: [...RETENTION_CRUMBS, { text: 'Rules of retention', href: RULES }],
    body: (
      <RuleForm
        category={category}
        revision={rule?.revision}
        keys={c.formKeys}
        attempt={attempt ?? { values, errors: {} }}
      />
    ),
  };
}

async function set(c: Context): Promise<{ redirect: string } | Refusal> {
  const category = c.params.category ?? '';
  if (!isCategory(category)) return notFound('rule');
  const trigger = textIn(c.form, 'trigger');
  if (!isTrigger(trigger))
    return refused('say-since-when', 'Choose since when it counts.', { field: 'trigger' });
  const saved = await setRule(c.tx, c.actor, {
    ...{ category, trigger, says: textIn(c.form, 'says'), revision: revisionIn(c.form) },
    months: /^\d{1,4}$/.test(textIn(c.form, 'months')) ? Number(textIn(c.form, 'months')) : 0,
  });
  return isRefusal(saved) ? saved : { redirect: RULES };
}

/** For how long each category is kept. */
export const ruleRoutes: readonly Route[] = [
  inCasework(get(RULES, GOVERN, rulesPage, { reads: readsOf('retention-rule.list') })),
  inCasework(
    get(`${RULES}/:category`, GOVERN, (c) => rulePage(c), { reads: readsOf('retention-rule.read') }),
  ),
  inCasework(post(`${RULES}/:category`, GOVERN, set, { again: rulePage })),
];
