// Generated from the database by `npm run db:generate`. Do not edit.
import type { ColumnType } from 'kysely';
import type { PlainDate } from '../../kernel/plain-date.ts';

type Generated<T> = ColumnType<T, T | undefined, T>;
/** Written as JSON text, read as the value it holds. */
type Json = ColumnType<unknown, string | null, string | null>;

export interface DB {
  'partners.agency': {
    partnership_id: string;
    id: string;
    slug: string;
    name: string;
    short_name: string;
    sector:
      | 'district-council'
      | 'county-council'
      | 'parish-council'
      | 'police'
      | 'fire'
      | 'health'
      | 'education'
      | 'voluntary'
      | 'business'
      | 'housing'
      | 'probation'
      | 'other';
    statutory: boolean;
    joined_on: PlainDate | null;
    left_on: PlainDate | null;
    website: string | null;
    email: string | null;
    telephone: string | null;
    address: string | null;
    note: string | null;
    revision: Generated<number>;
  };
  'partners.holding': {
    partnership_id: string;
    id: string;
    post_id: string;
    person_id: string;
    starts_on: PlainDate;
    ends_on: PlainDate | null;
    seconded_from: string | null;
  };
  'partners.kinds': {
    partnership_id: string;
    kind: string;
    id: string;
    title: string;
    path: string;
  };
  'partners.partnership': {
    partnership_id: string;
    name: string;
    slug: string;
    host: string | null;
    area: string;
    business_date: PlainDate | null;
    example: Generated<boolean>;
    revision: Generated<number>;
  };
  'partners.person': {
    partnership_id: string;
    id: string;
    name: string;
    email: string | null;
    telephone: string | null;
    revision: Generated<number>;
  };
  'partners.post': {
    partnership_id: string;
    id: string;
    agency_id: string;
    slug: string;
    title: string;
    email: string | null;
    telephone: string | null;
    starts_on: PlainDate | null;
    ends_on: PlainDate | null;
    revision: Generated<number>;
  };
  'platform.audit_checkpoint': {
    partnership_id: string;
    tree_size: number;
    root: Buffer;
    signed_at: Date;
    signature: Buffer;
    public_key: string;
  };
  'platform.audit_detail': {
    partnership_id: string;
    event_id: string;
    salt: Buffer;
    detail: Json;
  };
  'platform.audit_event': {
    partnership_id: string;
    id: string;
    at: Date;
    actor_kind: 'member' | 'public' | 'link' | 'system';
    actor_name: string | null;
    account_id: string | null;
    agency_id: string | null;
    action: string;
    verb: 'command' | 'read';
    subject_kind: string | null;
    subject_id: string | null;
    purpose: string | null;
    request_id: string | null;
    detail_hash: Buffer | null;
    row_hash: Buffer | null;
  };
  'platform.audit_leaf': {
    partnership_id: string;
    position: number;
    event_id: string;
    leaf_hash: Buffer;
  };
  'platform.bank_holiday': {
    day: PlainDate;
    name: string;
  };
  'platform.file': {
    partnership_id: string;
    id: string;
    name: string;
    media_type: string;
    size: number;
    sha256: Buffer;
    created_at: Generated<Date>;
    created_by: string | null;
  };
  'platform.mail': {
    partnership_id: string;
    id: string;
    recipient: string;
    subject: string;
    body: string;
    about_kind: string | null;
    about_id: string | null;
    created_at: Generated<Date>;
  };
  'platform.mail_delivery': {
    partnership_id: string;
    mail_id: string;
    attempt: number;
    at: Generated<Date>;
    outcome: 'sent' | 'failed' | 'kept';
    reason: string | null;
  };
  'platform.migration': {
    name: string;
    checksum: string;
    applied_at: Generated<Date>;
  };
  'platform.progress': {
    partnership_id: string;
    id: string;
    account_id: string | null;
    work: string;
    done: Generated<number>;
    total: number | null;
    sentence: string;
    outcome: 'finished' | 'failed' | null;
    result_path: string | null;
    started_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  'platform.receipt': {
    partnership_id: string;
    sender: string;
    key: string;
    fingerprint: Buffer;
    answer: Json | null;
    at: Generated<Date>;
  };
  'platform.search_entry': {
    partnership_id: string;
    kind: string;
    subject_id: string;
    title: string;
    summary: Generated<string>;
    path: string;
    permission: Generated<string>;
  };
  'platform.search_token': {
    partnership_id: string;
    token: string;
    kind: string;
    subject_id: string;
    weight: number;
    permission: Generated<string>;
  };
}
