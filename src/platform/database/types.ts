// Generated from the database by `npm run db:generate`. Do not edit.
import type { ColumnType } from 'kysely';
import type { PlainDate } from '../../kernel/plain-date.ts';

type Generated<T> = ColumnType<T, T | undefined, T>;
/** Written as JSON text, read as the value it holds. */
type Json = ColumnType<unknown, string | null, string | null>;

export interface DB {
  'access.account': {
    partnership_id: string;
    id: string;
    person_id: string;
    agency_id: string;
    post_id: string | null;
    email: string;
    made_at: Generated<Date>;
    made_by: string | null;
    revision: Generated<number>;
  };
  'access.account_ending': {
    partnership_id: string;
    account_id: string;
    ended_at: Generated<Date>;
    ended_by: string | null;
    reason: string;
  };
  'access.api_token': {
    partnership_id: string;
    id: string;
    account_id: string;
    name: string;
    token_hash: Buffer;
    scopes: string[];
    made_at: Generated<Date>;
    expires_at: Date;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  'access.attempt': {
    partnership_id: string;
    id: string;
    email_hash: Buffer;
    address_hash: Buffer;
    at: Date;
    succeeded: boolean;
  };
  'access.credential': {
    partnership_id: string;
    account_id: string;
    password_hash: string;
    password_set_at: Generated<Date>;
    totp_secret: Buffer;
    totp_set_at: Generated<Date>;
    totp_last_counter: Generated<number>;
  };
  'access.last_looked': {
    partnership_id: string;
    account_id: string;
    at: Date;
  };
  'access.link': {
    partnership_id: string;
    id: string;
    token_hash: Buffer;
    purpose: 'invitation' | 'password-reset';
    account_id: string;
    made_at: Date;
    made_by: string | null;
    expires_at: Date;
    used_at: Date | null;
  };
  'access.pending_sign_in': {
    partnership_id: string;
    token_hash: Buffer;
    account_id: string;
    made_at: Date;
    expires_at: Date;
    wrong_codes: Generated<number>;
  };
  'access.recovery_code': {
    partnership_id: string;
    account_id: string;
    code_hash: Buffer;
    made_at: Generated<Date>;
    used_at: Date | null;
  };
  'access.role_grant': {
    partnership_id: string;
    id: string;
    account_id: string;
    role: 'partnership-manager' | 'lead-officer' | 'board-member' | 'frontline-worker' | 'hub-practitioner' | 'analyst' | 'commissioner' | 'engagement-officer' | 'information-governance' | 'administrator' | 'viewer';
    agency_id: string | null;
    starts_on: PlainDate;
    ends_on: PlainDate | null;
    granted_by: string | null;
    granted_at: Generated<Date>;
    revision: Generated<number>;
  };
  'access.session': {
    partnership_id: string;
    id: string;
    token_hash: Buffer;
    account_id: string;
    how: 'password' | 'example';
    browser: string;
    created_at: Date;
    last_seen_at: Date;
    expires_at: Date;
    ended_at: Date | null;
    ended_because: 'signed-out' | 'revoked' | 'signed-in-again' | 'password-changed' | 'account-ended' | null;
  };
  'delivery.agency_line': {
    partnership_id: string;
    id: string;
    agency_id: string;
    outcome_id: string;
    document: string;
    says: string;
  };
  'delivery.case_study': {
    partnership_id: string;
    id: string;
    project_id: string;
    agency_id: string | null;
    title: string;
    body: string;
    source: Generated<string>;
    consent: 'given' | 'not-needed' | 'not-yet';
    told_on: PlainDate;
  };
  'delivery.case_study_sign_off': {
    partnership_id: string;
    case_study_id: string;
    signed_on: PlainDate;
    says: string;
    account_id: string | null;
  };
  'delivery.closure': {
    partnership_id: string;
    project_id: string;
    closed_on: PlainDate;
    result: 'finished' | 'made-permanent' | 'stopped-early';
    evaluation: string;
    value_for_money: string;
    account_id: string | null;
  };
  'delivery.condition_met': {
    partnership_id: string;
    condition_id: string;
    met_on: PlainDate;
    account_id: string | null;
  };
  'delivery.endorsement': {
    partnership_id: string;
    id: string;
    project_id: string;
    endorsed_on: PlainDate;
    endorsed_by: string;
    account_id: string | null;
  };
  'delivery.endorsement_condition': {
    partnership_id: string;
    id: string;
    endorsement_id: string;
    project_id: string;
    missing: string[];
    due_on: PlainDate;
    owner_post_id: string | null;
    note: Generated<string>;
  };
  'delivery.equality_result': {
    partnership_id: string;
    step_id: string;
    done_on: PlainDate;
    says: string;
    account_id: string | null;
  };
  'delivery.equality_step': {
    partnership_id: string;
    id: string;
    project_id: string;
    step: 'screening' | 'assessment' | 'review';
    due_on: PlainDate;
  };
  'delivery.gap': {
    partnership_id: string;
    id: string;
    project_id: string | null;
    plan_id: string | null;
    outcome_id: string | null;
    about: 'activity' | 'cash' | 'human resources' | 'lead officer' | 'communications requirements' | 'timescale' | 'milestones' | 'baselines' | 'targets' | 'intended outcomes' | 'sustainability' | 'target audience';
    says: string;
    owner_post_id: string | null;
    since: PlainDate;
    due_on: PlainDate | null;
  };
  'delivery.gap_filled': {
    partnership_id: string;
    gap_id: string;
    filled_on: PlainDate;
    says: Generated<string>;
    account_id: string | null;
  };
  'delivery.human_resource': {
    partnership_id: string;
    id: string;
    project_id: string;
    position: number;
    agency_id: string | null;
    hours: number | null;
    pence_an_hour: number | null;
    says: Generated<string>;
  };
  'delivery.lead': {
    partnership_id: string;
    id: string;
    project_id: string;
    position: number;
    post_id: string | null;
    agency_id: string | null;
    says: Generated<string>;
  };
  'delivery.measure': {
    partnership_id: string;
    project_id: string;
    indicator_id: string;
    position: number;
    per_year: number | null;
  };
  'delivery.milestone': {
    partnership_id: string;
    id: string;
    project_id: string;
    position: number;
    title: string;
    original_on: PlainDate | null;
    precision: string;
    revision: Generated<number>;
  };
  'delivery.milestone_completion': {
    partnership_id: string;
    milestone_id: string;
    agency_id: string | null;
    met_on: PlainDate;
    says: Generated<string>;
    account_id: string | null;
  };
  'delivery.milestone_slip': {
    partnership_id: string;
    id: string;
    milestone_id: string;
    agency_id: string | null;
    moved_from: PlainDate | null;
    moved_to: PlainDate;
    slipped_on: PlainDate;
    reason: string;
    account_id: string | null;
  };
  'delivery.plan': {
    partnership_id: string;
    id: string;
    slug: string;
    title: string;
    priority_id: string | null;
    starts_on: PlainDate;
    ends_on: PlainDate;
    owner_post_id: string | null;
    owner_agency_id: string | null;
    refreshed_from: string | null;
    note: Generated<string>;
    revision: Generated<number>;
  };
  'delivery.plan_adoption': {
    partnership_id: string;
    plan_id: string;
    adopted_on: PlainDate;
    adopted_by: string;
    account_id: string | null;
  };
  'delivery.plan_line': {
    partnership_id: string;
    plan_id: string;
    outcome_id: string;
    project_id: string;
    objective: Generated<string>;
    position: number;
    continued: Generated<boolean>;
  };
  'delivery.plan_outcome': {
    partnership_id: string;
    plan_id: string;
    outcome_id: string;
    position: number;
    baseline: Generated<string>;
    target: Generated<string>;
  };
  'delivery.plan_supersession': {
    partnership_id: string;
    plan_id: string;
    superseded_by: string;
    superseded_on: PlainDate;
  };
  'delivery.programme': {
    partnership_id: string;
    id: string;
    slug: string;
    title: string;
    about: Generated<string>;
  };
  'delivery.programme_note': {
    partnership_id: string;
    id: string;
    programme_id: string;
    noted_on: PlainDate;
    source: string;
    says: string;
  };
  'delivery.progress_update': {
    partnership_id: string;
    id: string;
    project_id: string;
    agency_id: string | null;
    reported_on: PlainDate;
    reported_at: Generated<Date>;
    standing: 'on-track' | 'at-risk' | 'off-track';
    says: string;
    help: Generated<string>;
    figures: Generated<string>;
    account_id: string | null;
    link_id: string | null;
  };
  'delivery.project': {
    partnership_id: string;
    id: string;
    slug: string;
    reference: string | null;
    title: string;
    activity: Generated<string>;
    programme_id: string | null;
    agency_id: string | null;
    timescale: Generated<string>;
    baseline: Generated<string>;
    target: Generated<string>;
    intended_outcomes: Generated<string>;
    communications: Generated<string>;
    cash_says: Generated<string>;
    people_says: Generated<string>;
    sustainability: 'none' | 'this-fund' | 'elsewhere' | 'likely' | null;
    sustainability_says: Generated<string>;
    sustainability_pence: number | null;
    sustainability_from: PlainDate | null;
    starts_on: PlainDate | null;
    ends_on: PlainDate | null;
    update_every_days: Generated<number>;
    note: Generated<string>;
    revision: Generated<number>;
  };
  'delivery.project_change': {
    partnership_id: string;
    id: string;
    project_id: string;
    changed_on: PlainDate;
    changed_at: Generated<Date>;
    account_id: string | null;
    changes: Json;
  };
  'delivery.project_outcome': {
    partnership_id: string;
    project_id: string;
    outcome_id: string;
    position: number;
  };
  'delivery.rag_override': {
    partnership_id: string;
    id: string;
    project_id: string;
    rag: 'green' | 'amber' | 'red' | null;
    reason: string;
    set_on: PlainDate;
    account_id: string | null;
  };
  'delivery.reminder': {
    partnership_id: string;
    id: string;
    project_id: string;
    due_on: PlainDate;
    step: 'reminded' | 'chased' | 'escalated';
    sent_on: PlainDate;
    sent_to: string;
  };
  'delivery.resource': {
    partnership_id: string;
    id: string;
    project_id: string;
    position: number;
    kind: 'cash' | 'in-kind';
    pence: number | null;
    basis: 'one-off' | 'per-year' | 'option';
    status: 'already-allocated' | 'requested' | 'to-be-confirmed' | 'spent';
    says: Generated<string>;
  };
  'delivery.risk': {
    partnership_id: string;
    id: string;
    project_id: string;
    agency_id: string | null;
    kind: 'risk' | 'issue';
    title: string;
    owner_post_id: string | null;
    raised_on: PlainDate;
  };
  'delivery.risk_status': {
    partnership_id: string;
    id: string;
    risk_id: string;
    agency_id: string | null;
    noted_on: PlainDate;
    state: 'open' | 'controlled' | 'closed';
    likelihood: number;
    impact: number;
    says: Generated<string>;
    account_id: string | null;
  };
  'delivery.stage_change': {
    partnership_id: string;
    id: string;
    project_id: string;
    stage: 'planned' | 'pilot' | 'review' | 'roll-out' | 'ended';
    changed_on: PlainDate;
    reason: Generated<string>;
    account_id: string | null;
  };
  'delivery.update_link': {
    partnership_id: string;
    id: string;
    project_id: string;
    agency_id: string | null;
    post_id: string | null;
    token_hash: Buffer;
    made_at: Generated<Date>;
    expires_at: Date;
  };
  'governance.body': {
    partnership_id: string;
    id: string;
    slug: string;
    name: string;
    kind: 'strategic' | 'executive' | 'thematic' | 'joint-operations' | 'commissioning' | 'programme' | 'forum' | 'summit' | 'cabinet' | 'scrutiny' | 'external' | 'other';
    agency_id: string | null;
    purpose: string | null;
    starts_on: PlainDate | null;
    ends_on: PlainDate | null;
    note: string | null;
    revision: Generated<number>;
  };
  'governance.duties': {
    partnership_id: string;
    kind: string;
    subject_kind: string;
    subject_id: string;
    title: string;
    path: string;
    due_on: PlainDate;
    owner_agency_id: string;
    owner_post_id: string;
    met_on: PlainDate;
  };
  'governance.kinds': {
    partnership_id: string;
    kind: string;
    id: string;
    title: string;
    path: string;
  };
  'governance.reporting_line': {
    partnership_id: string;
    id: string;
    body_id: string;
    reports_to_id: string;
    starts_on: PlainDate | null;
    ends_on: PlainDate | null;
    note: string | null;
    revision: Generated<number>;
  };
  'governance.sitting': {
    partnership_id: string;
    id: string;
    body_id: string;
    day: PlainDate;
    precision: string;
    kind: 'ordinary' | 'extraordinary';
    note: string | null;
    source: string | null;
    revision: Generated<number>;
  };
  'governance.sitting_now': {
    partnership_id: string;
    id: string;
    body_id: string;
    day: PlainDate;
    precision: string;
    kind: string;
    note: string;
    source: string;
    revision: number;
    latest_day: PlainDate;
    status: string;
    recorded_on: PlainDate;
    reason: string;
  };
  'governance.sitting_outcome': {
    partnership_id: string;
    id: string;
    sitting_id: string;
    outcome: 'held' | 'cancelled' | 'planned';
    recorded_on: PlainDate;
    reason: string | null;
  };
  'intelligence.baseline': {
    partnership_id: string;
    id: string;
    indicator_id: string;
    for_kind: string | null;
    for_id: string | null;
    place_slug: string | null;
    state: 'known' | 'awaited';
    period: string | null;
    period_end: PlainDate | null;
    value: number | null;
    statement: Generated<string>;
    expected_on: PlainDate | null;
    raised_on: PlainDate;
    owner_agency_id: string | null;
    owner_post_id: string | null;
    source: Generated<string>;
    note: Generated<string>;
    revision: Generated<number>;
  };
  'intelligence.current_observation': {
    partnership_id: string;
    id: string;
    indicator_id: string;
    place_slug: string;
    period: string;
    period_kind: string;
    period_start: PlainDate;
    period_end: PlainDate;
    wave_id: string;
    version: number;
    supersedes: string;
    value: number;
    numerator: number;
    denominator: number;
    quality: string;
    source: string;
    note: string;
    published_on: PlainDate;
    known_on: PlainDate;
    expected_on: PlainDate;
    recorded_at: Date;
    recorded_by: string;
    recorded_for: string;
  };
  'intelligence.data_gap': {
    partnership_id: string;
    kind: string;
    id: string;
    indicator_id: string;
    slug: string;
    title: string;
    for_kind: string;
    for_id: string;
    says: string;
    since: PlainDate;
    expected_on: PlainDate;
    owner_agency_id: string;
    owner_post_id: string;
  };
  'intelligence.duties': {
    partnership_id: string;
    kind: string;
    subject_kind: string;
    subject_id: string;
    title: string;
    path: string;
    due_on: PlainDate;
    owner_agency_id: string;
    owner_post_id: string;
    met_on: PlainDate;
  };
  'intelligence.indicator': {
    partnership_id: string;
    id: string;
    slug: string;
    title: string;
    definition: Generated<string>;
    kind: 'number' | 'rate' | 'percentage' | 'money';
    unit: Generated<string>;
    decimals: Generated<number>;
    direction: 'higher' | 'lower' | 'neither';
    uncertainty: 'counted' | 'sampled' | 'complete' | 'not-stated';
    numerator_says: Generated<string>;
    denominator_says: Generated<string>;
    per: number | null;
    numerator_id: string | null;
    denominator_id: string | null;
    place_slug: string | null;
    source: Generated<string>;
    frequency: Generated<'monthly' | 'quarterly' | 'yearly' | 'each-wave' | 'once' | 'irregular'>;
    first_period_ends_on: PlainDate | null;
    due_days: Generated<number>;
    owner_agency_id: string | null;
    owner_post_id: string | null;
    public: Generated<boolean>;
    small_numbers: Generated<boolean>;
    ended_on: PlainDate | null;
    revision: Generated<number>;
  };
  'intelligence.judgement': {
    partnership_id: string;
    indicator_id: string;
    owner_agency_id: string | null;
    status: 'improving' | 'worsening' | 'changing' | 'no-real-change' | 'too-few-data' | 'cannot-tell';
    status_sentence: string;
    status_since: PlainDate;
    track: 'met' | 'on-track' | 'off-track' | 'missed' | 'too-early' | 'cannot-tell' | 'target-unknown' | 'no-target';
    track_sentence: string;
    track_since: PlainDate;
  };
  'intelligence.kinds': {
    partnership_id: string;
    kind: string;
    id: string;
    title: string;
    path: string;
  };
  'intelligence.next_return': {
    partnership_id: string;
    indicator_id: string;
    slug: string;
    title: string;
    owner_agency_id: string;
    owner_post_id: string;
    last_period_end: PlainDate;
    next_period_end: PlainDate;
    due_on: PlainDate;
  };
  'intelligence.observation': {
    partnership_id: string;
    id: string;
    indicator_id: string;
    place_slug: string | null;
    period: string;
    period_kind: 'financial-year' | 'financial-quarter' | 'calendar-quarter' | 'month' | 'calendar-year' | 'wave' | 'range';
    period_start: PlainDate;
    period_end: PlainDate;
    wave_id: string | null;
    version: Generated<number>;
    supersedes: string | null;
    value: number | null;
    numerator: number | null;
    denominator: number | null;
    quality: 'final' | 'provisional' | 'estimated' | 'awaited';
    source: Generated<string>;
    note: Generated<string>;
    published_on: PlainDate | null;
    known_on: Generated<PlainDate>;
    expected_on: PlainDate | null;
    recorded_at: Generated<Date>;
    recorded_by: string | null;
    recorded_for: string | null;
  };
  'intelligence.survey_wave': {
    partnership_id: string;
    id: string;
    slug: string;
    title: string;
    survey: string;
    first_wave: number | null;
    last_wave: number | null;
    starts_on: PlainDate;
    ends_on: PlainDate;
    sample_size: number | null;
    note: Generated<string>;
    revision: Generated<number>;
  };
  'intelligence.target': {
    partnership_id: string;
    id: string;
    indicator_id: string;
    for_kind: string | null;
    for_id: string | null;
    place_slug: string | null;
    status: 'agreed' | 'proposed' | 'to-be-agreed';
    aim: 'at-least' | 'at-most' | 'maintain';
    statement: Generated<string>;
    ends_on: PlainDate | null;
    ends_says: Generated<string>;
    review_on: PlainDate | null;
    review_says: Generated<string>;
    expected_on: PlainDate | null;
    raised_on: PlainDate;
    owner_agency_id: string | null;
    owner_post_id: string | null;
    source: Generated<string>;
    note: Generated<string>;
    revision: Generated<number>;
  };
  'intelligence.target_stage': {
    partnership_id: string;
    target_id: string;
    due_on: PlainDate;
    period: string | null;
    period_start: PlainDate | null;
    value: number | null;
    note: Generated<string>;
    owner_agency_id: string | null;
  };
  'intelligence.thread': {
    partnership_id: string;
    from_kind: string;
    from_id: string;
    to_kind: string;
    to_id: string;
  };
  'intelligence.warnings': {
    partnership_id: string;
    kind: string;
    subject_kind: string;
    subject_id: string;
    since: PlainDate;
    severity: string;
    sentence: string;
    path: string;
    owner_agency_id: string;
  };
  'intelligence.wording': {
    partnership_id: string;
    id: string;
    indicator_id: string;
    title: string;
    definition: string;
    since: PlainDate;
    reason: Generated<string>;
    recorded_at: Generated<Date>;
    recorded_by: string | null;
  };
  'partners.agency': {
    partnership_id: string;
    id: string;
    slug: string;
    name: string;
    short_name: string;
    sector: 'district-council' | 'county-council' | 'parish-council' | 'police' | 'fire' | 'health' | 'education' | 'voluntary' | 'business' | 'housing' | 'probation' | 'other';
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
  'places.geography': {
    partnership_id: string;
    id: string;
    slug: string;
    name: string;
    vintage: Generated<string>;
    note: string | null;
    revision: Generated<number>;
  };
  'places.kinds': {
    partnership_id: string;
    kind: string;
    id: string;
    title: string;
    path: string;
  };
  'places.place': {
    partnership_id: string;
    id: string;
    geography_id: string;
    within_id: string | null;
    code: string | null;
    slug: string;
    name: string;
    valid_from: PlainDate | null;
    valid_to: PlainDate | null;
    note: string | null;
    revision: Generated<number>;
  };
  'places.population': {
    partnership_id: string;
    id: string;
    place_id: string;
    as_on: PlainDate;
    age_band: string | null;
    version: Generated<number>;
    persons: number;
    quality: 'final' | 'provisional' | 'estimated';
    source: string;
    note: string | null;
    recorded_at: Date;
  };
  'places.population_now': {
    partnership_id: string;
    place_id: string;
    as_on: PlainDate;
    age_band: string;
    id: string;
    version: number;
    persons: number;
    quality: string;
    source: string;
    note: string;
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
  'strategy.adoption': {
    partnership_id: string;
    version_id: string;
    supersedes_id: string | null;
    adopted_on: PlainDate;
    precision: string;
    body_id: string | null;
    sitting_id: string | null;
    note: string | null;
  };
  'strategy.contribution': {
    partnership_id: string;
    outcome_id: string;
    corporate_priority_id: string;
  };
  'strategy.corporate_priority': {
    partnership_id: string;
    id: string;
    agency_id: string;
    slug: string;
    title: string;
    description: string | null;
    source: string | null;
    position: Generated<number>;
    starts_on: PlainDate | null;
    ends_on: PlainDate | null;
    revision: Generated<number>;
  };
  'strategy.evidence': {
    partnership_id: string;
    id: string;
    need_id: string;
    statement: string;
    indicator_id: string | null;
    source: string;
    dated: PlainDate | null;
    url: string | null;
  };
  'strategy.kinds': {
    partnership_id: string;
    kind: string;
    id: string;
    title: string;
    path: string;
  };
  'strategy.need': {
    partnership_id: string;
    id: string;
    slug: string;
    title: string;
    statement: string;
    place_id: string | null;
    identified_on: PlainDate | null;
    closed_on: PlainDate | null;
    note: string | null;
    revision: Generated<number>;
  };
  'strategy.need_priority': {
    partnership_id: string;
    need_id: string;
    priority_id: string;
  };
  'strategy.outcome': {
    partnership_id: string;
    id: string;
    slug: string;
  };
  'strategy.outcome_in_version': {
    partnership_id: string;
    version_id: string;
    version_number: number;
    version_status: string;
    outcome_id: string;
    slug: string;
    priority_id: string;
    priority_title: string;
    priority_slug: string;
    priority_position: number;
    position: number;
    letter: string;
    wording: string;
    worded_on: PlainDate;
  };
  'strategy.outcome_indicator': {
    partnership_id: string;
    outcome_id: string;
    indicator_id: string;
    position: Generated<number>;
  };
  'strategy.outcome_now': {
    partnership_id: string;
    id: string;
    slug: string;
    version_id: string;
    version_status: string;
    priority_id: string;
    priority_title: string;
    priority_slug: string;
    priority_position: number;
    position: number;
    letter: string;
    wording: string;
    worded_on: PlainDate;
    current: boolean;
  };
  'strategy.outcome_theme': {
    partnership_id: string;
    outcome_id: string;
    theme_id: string;
  };
  'strategy.outcome_wording': {
    partnership_id: string;
    id: string;
    outcome_id: string;
    version_id: string;
    wording: string;
    starts_on: PlainDate | null;
    reason: string | null;
    source: string | null;
  };
  'strategy.priority': {
    partnership_id: string;
    id: string;
    slug: string;
  };
  'strategy.priority_now': {
    partnership_id: string;
    id: string;
    slug: string;
    version_id: string;
    version_status: string;
    position: number;
    title: string;
    question: string;
    description: string;
    source: string;
    current: boolean;
  };
  'strategy.theme': {
    partnership_id: string;
    id: string;
    slug: string;
    title: string;
    description: string | null;
    source: string | null;
    position: Generated<number>;
    revision: Generated<number>;
  };
  'strategy.thread': {
    partnership_id: string;
    from_kind: string;
    from_id: string;
    to_kind: string;
    to_id: string;
  };
  'strategy.version': {
    partnership_id: string;
    id: string;
    number: number;
    title: string;
    vision: string | null;
    vision_note: string | null;
    summary: string | null;
    starts_on: PlainDate | null;
    ends_on: PlainDate | null;
    source: string | null;
    revision: Generated<number>;
  };
  'strategy.version_now': {
    partnership_id: string;
    id: string;
    number: number;
    title: string;
    vision: string;
    vision_note: string;
    summary: string;
    starts_on: PlainDate;
    ends_on: PlainDate;
    source: string;
    revision: number;
    status: string;
    adopted_on: PlainDate;
    adopted_precision: string;
    adopted_by_id: string;
    adopted_at_id: string;
    superseded_by_id: string;
    superseded_on: PlainDate;
  };
  'strategy.version_outcome': {
    partnership_id: string;
    version_id: string;
    outcome_id: string;
    priority_id: string;
    position: number;
    letter: string | null;
  };
  'strategy.version_priority': {
    partnership_id: string;
    version_id: string;
    priority_id: string;
    position: number;
    title: string;
    question: string | null;
    description: string | null;
    source: string | null;
    revision: Generated<number>;
  };
}
