/** Thresholds and clocks of early warning and case reviews: dated rows, for local variation and later statutes. */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** Every setting, what it means, and the value that holds where the partnership has set none. */
export const SETTINGS = {
  'pattern.many-in-30-days': { value: 3, says: 'Flag at so many incidents within 30 days' },
  'pattern.many-in-90-days': { value: 4, says: 'Flag at so many incidents within 90 days' },
  'pattern.many-in-180-days': { value: 5, says: 'Flag at so many incidents within 180 days' },
  'pattern.many-in-365-days': { value: 5, says: 'Flag at so many incidents within a year' },
  'pattern.slow-series': { value: 5, says: 'Flag at so many incidents within two years, in as many months' },
  'pattern.long-series': { value: 7, says: 'Flag at so many incidents within four years' },
  'pattern.regular-series': {
    value: 5,
    says: 'Flag at so many incidents that come regularly, at most nine months apart',
  },
  'pattern.speeding-up': {
    value: 4,
    says: 'Flag at so many incidents within a year of which most were in the last 90 days',
  },
  'pattern.many-agencies': {
    value: 3,
    says: 'Flag when so many agencies were told of four incidents or more within a year',
  },
  'pattern.targeted': {
    value: 3,
    says: 'Flag at so many incidents within a year where somebody felt targeted in two or more',
  },
  'pattern.ill-at-home': {
    value: 3,
    says: 'Flag at so many incidents within 180 days where somebody at home is disabled or long-term ill',
  },
  'pattern.again': { value: 2, says: 'Flag again after so many more incidents, once a flag was settled' },
  'pattern.answer-days': { value: 5, says: 'Working days in which a flag is to be answered' },
  'case-review.complaints': { value: 3, says: 'Qualifying complaints that reach the threshold' },
  'case-review.complaint-months': {
    value: 1,
    says: 'Months from the behaviour within which a complaint qualifies',
  },
  'case-review.application-months': {
    value: 6,
    says: 'Months from a complaint within which an application counts it',
  },
  'case-review.answer-days': {
    value: 3,
    says: 'Working days in which the receipt of an application is answered',
  },
  'case-review.threshold-days': {
    value: 10,
    says: 'Working days in which it is decided whether the threshold is met',
  },
  'case-review.review-days': { value: 20, says: 'Working days from there in which the panel reviews' },
  'case-review.appeal-days': { value: 20, says: 'Working days in which an appeal is decided' },
  'case-review.public-form': {
    value: 0,
    says: '1 opens the public form; the row names the agency that receives it',
  },
  'case-review.public-exact': {
    value: 0,
    says: '1 publishes the yearly figures exactly; 0 writes counts of 1 to 4 as "fewer than 5"',
  },
} as const satisfies Record<string, { value: number; says: string }>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as [SettingName, ...SettingName[]];

export interface SettingInForce {
  readonly value: number;
  readonly agencyId: string | null;
  /** Since when the partnership's own value holds; null for the product's. */
  readonly fromOn: PlainDate | null;
  readonly why: string | null;
}

export type Settings = Readonly<Record<SettingName, SettingInForce>>;

/** Every setting as it stands on a day. */
export async function settingsOn(tx: Tx, actor: Actor, day: PlainDate): Promise<Settings> {
  const rows = await tx
    .selectFrom('casework.concern_setting')
    .where('partnership_id', '=', actor.partnershipId)
    .where('from_on', '<=', day)
    .distinctOn('name')
    .orderBy('name')
    .orderBy('from_on', 'desc')
    .select(['name', 'from_on', 'value', 'agency_id', 'says'])
    .execute();
  const set = new Map(rows.map((row) => [row.name, row]));
  return Object.fromEntries(
    SETTING_NAMES.map((name) => {
      const row = set.get(name);
      return [
        name,
        {
          value: row ? Number(row.value) : SETTINGS[name].value,
          agencyId: row?.agency_id ?? null,
          fromOn: row?.from_on ?? null,
          why: row?.says ?? null,
        },
      ];
    }),
  ) as unknown as Settings;
}

export interface SettingInput {
  readonly name: SettingName;
  readonly value: number;
  readonly fromOn: PlainDate;
  readonly says: string;
  readonly agencyId?: string | null | undefined;
}

/** Sets a threshold or clock from a day on. Refused: not-allowed, setting-not-whole, setting-needs-an-agency, concern-setting-pkey. */
export async function setConcernSetting(
  tx: Tx,
  actor: Actor,
  input: SettingInput,
): Promise<SettingName | Refusal> {
  if (!may(actor, 'casework.settings')) return notAllowed();
  if (!Number.isInteger(input.value) || input.value < 0 || input.value > 1000)
    return refused('setting-not-whole', 'Give a whole number from 0 to 1,000; 0 turns a rule off.', {
      field: 'value',
    });
  if (input.name === 'case-review.public-form' && input.value > 0 && !input.agencyId)
    return refused(
      'setting-needs-an-agency',
      'Choose the agency that receives applications from the public.',
      {
        field: 'agencyId',
      },
    );
  await tx
    .insertInto('casework.concern_setting')
    .values({
      partnership_id: actor.partnershipId,
      name: input.name,
      from_on: input.fromOn,
      value: input.value,
      agency_id: input.agencyId ?? null,
      says: input.says,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'concern-setting.set',
    detail: { name: input.name, value: input.value, fromOn: input.fromOn },
  });
  return input.name;
}
