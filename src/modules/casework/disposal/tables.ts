/**
 * Where something about a person stands, as data. What hangs on a row by a foreign key that cascades goes with it: that is
 * read from the catalogue. Here stands the rest. `tables.test.ts` compares this with the catalogue, and fails for a table
 * that has no answer.
 */

/**
 * What goes although no foreign key says so, in the order of deletion: a condition on rows `t`, of the ids in `$records`
 * (records that go), `$clusters` (the person's, while nobody knows them any more), `$homes` (addresses at which nobody
 * else is known) and `$gone` (rows already chosen).
 */
export interface GoesWith {
  readonly table: string;
  readonly where: string;
}

/** Things that several people may take part in: where only one of them goes, the thing stays without that one's name. */
export interface SharedThing {
  readonly table: string;
  /** Who takes part, by record. */
  readonly members: string;
  /** The column of the members that says in what. */
  readonly key: string;
}
export const SHARED: readonly SharedThing[] = [
  { table: 'case_file', members: 'case_person', key: 'case_id' },
  { table: 'concern', members: 'concern_person', key: 'concern_id' },
  { table: 'restorative_matter', members: 'restorative_person', key: 'matter_id' },
  { table: 'cohort_member', members: 'cohort_person', key: 'member_id' },
];

/** Things that only records that go take part in. */
const ONLY_THEM = ({ members, key }: SharedThing): string =>
  `t.id in (select m.${key} from casework.${members} m where m.partnership_id = t.partnership_id and m.record_id = any($records))
   and not exists (select from casework.${members} o
     where o.partnership_id = t.partnership_id and o.${key} = t.id and o.record_id <> all($records))`;

/** A visit whose last referral goes, and that pointed nobody to anything. */
const VISIT_WITHOUT_REST = `exists (select from casework.referral r where r.partnership_id = t.partnership_id and r.visit_id = t.id and r.id = any($gone))
  and not exists (select from casework.referral r where r.partnership_id = t.partnership_id and r.visit_id = t.id and r.id <> all($gone))
  and not exists (select from casework.signpost s where s.partnership_id = t.partnership_id and s.visit_id = t.id)`;

export const GOES_WITH: readonly GoesWith[] = [
  ...SHARED.map((thing) => ({
    table: thing.table,
    where: `${ONLY_THEM(thing)}${thing.table === 'case_file' ? ' and ($whole or t.lead_agency_id = any($agencies))' : ''}`,
  })),
  // What was told of a home and names nobody is about the one who lives there.
  {
    table: 'concern',
    where: `t.address_id = any($homes) and not exists (select from casework.concern_person o
      where o.partnership_id = t.partnership_id and o.concern_id = t.id)`,
  },
  { table: 'case_review', where: 't.record_id = any($records)' },
  { table: 'visit', where: 't.record_id is null and t.address_id = any($homes)' },
  { table: 'referral', where: 't.record_id is null and t.to_record_id = any($records)' },
  { table: 'visit', where: VISIT_WITHOUT_REST },
  {
    table: 'case_study',
    where: `t.id in (select s.study_id from casework.case_study_source s
      where s.partnership_id = t.partnership_id and (s.record_id = any($records) or s.case_id = any($gone)))`,
  },
  { table: 'ask', where: 't.cluster_id = any($clusters)' },
  { table: 'break_glass', where: 't.cluster_id = any($clusters)' },
  { table: 'rights_request', where: 't.cluster_id = any($clusters)' },
  { table: 'correction', where: 't.cluster_id = any($clusters)' },
  { table: 'not_shared', where: 't.cluster_id = any($clusters) or t.item_id = any($gone)' },
  { table: 'unusual_reading', where: 't.cluster_id = any($clusters)' },
  { table: 'pattern_flag', where: 't.subject_id = any($clusters) or t.subject_id = any($homes)' },
  {
    table: 'hub_item',
    where: 't.subject_id = any($clusters) or t.subject_id = any($records) or t.subject_id = any($gone)',
  },
  {
    table: 'case_link',
    where: 't.item_id = any($clusters) or t.item_id = any($records) or t.item_id = any($gone)',
  },
  { table: 'retention_decision', where: 't.subject_id = any($records) or t.subject_id = any($gone)' },
  { table: 'legal_hold', where: 't.subject_id = any($clusters) or t.subject_id = any($gone)' },
];

/** Tables of casework whose rows stay when somebody goes, with the reason. */
export const STAYS: Readonly<Record<string, string>> = {
  cluster: 'an id and nothing else; goes with its last record',
  address: 'goes when nobody is known at it and nothing tells of it any more',
  incident: 'groups concerns by id; goes with its last concern',
  record: 'is what disposal begins with, and what is taken out last',
  cohort_criterion_change: 'why agencies changed a number; it is about a cohort, and names nobody',
  hub_meeting: 'a meeting of agencies; its items about the person go',
  disclosure:
    'the ledger proves that something left, to whom and on which ground, by ids and codes; whom outside it went to is sealed under a key that is destroyed',
  case_study_release: 'published word for word as it was signed off: the check found nobody in it',
  case_study_withdrawal: 'that a published case study is told no longer',
  referral_draft: 'goes where it speaks of the person, whoever writes it',
  referral_knock: 'a keyed hash of who sent the public form, kept for a day',
  held: 'is empty for whatever may be disposed of',
  disposal_certificate: 'counts and a hash',
  disposal_unfinished: 'is emptied when the keys are destroyed',
};

/** Tables of settings and of agencies among themselves: no row is about a person. */
export const OF_NOBODY: readonly string[] = [
  'agreement',
  'agreement_category',
  'agreement_party',
  'agreement_purpose',
  'agreement_version',
  'assessment_template',
  'checklist',
  'checklist_draft',
  'checklist_indicator',
  'cohort',
  'cohort_agency',
  'concern_setting',
  'contact',
  'match_model',
  'pattern_look',
  'programme',
  'purpose',
  'referral_setting',
  'retention_rule',
  'template_band',
  'template_option',
  'template_question',
];

/** Elsewhere than in casework, what could speak of a person, and why nothing of it must go but what the act takes out. */
export const OUTSIDE: Readonly<Record<string, string>> = {
  'platform.audit_event': 'ids and hashes; insert-only, sealed',
  'platform.audit_detail': 'the words of events about what goes are erased',
  'platform.audit_leaf': 'hashes',
  'platform.audit_checkpoint': 'hashes',
  'platform.change': 'ids',
  'platform.search_entry': 'casework enters nothing; what stands under an id that goes is taken out',
  'platform.search_token': 'goes with its entry',
  'platform.file': 'the row and the bytes of what was attached go',
  'platform.imported_file':
    'a file of figures or of nameless answers by name and counts; files about people leave none',
  'platform.mail': 'letters about casework say that something waits, and never about whom',
  'platform.mail_delivery': 'about staff',
  'platform.receipt': 'the answer to a form is an address or a refusal; swept after a day',
  'platform.progress': 'counts and the name of the work',
};
