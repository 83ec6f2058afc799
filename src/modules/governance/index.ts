/** Governance (core): bodies, to whom they answer, and when they sit. */

export { addBody, type BodyFields, changeBody } from './body.ts';
export { meetCondition } from './decisions/conditions.ts';
export { loadDecisionsExample } from './decisions/example.ts';
export { importDecisions } from './decisions/import.ts';
export type { ConditionInput, DecisionInput, RecordedDecision, Votes } from './decisions/input.ts';
export { popoloOf } from './decisions/public/popolo.ts';
export { type Decidables, recordDecision } from './decisions/record.ts';
export type { QuorumReader } from './decisions/standing.ts';
export { loadGovernanceExample } from './example.ts';
export { importBodies, importReportingLines, importSittings } from './import.ts';
export { BODY_KINDS, type BodyKind } from './kinds.ts';
export { importActions } from './meeting/actions/import.ts';
export { attendanceIn } from './meeting/attendance/queries.ts';
export type { Attendance } from './meeting/attendance/statistics.ts';
export type { OrganisationHere, Quorum } from './meeting/quorum.ts';
export { quorumAt } from './meeting/quorum-at.ts';
export {
  type Body,
  dayOfSitting,
  findBody,
  findSitting,
  getBody,
  lastSitting,
  listBodies,
  listSittingsByDay,
  nextSitting,
  type Sitting,
  sittingsBetween,
} from './queries.ts';
export {
  addSitting,
  changeSitting,
  moveSitting,
  recordSittingOutcome,
  type SittingDay,
  type SittingPlace,
} from './sitting.ts';
export {
  type AgendaItemFields,
  addAgendaItem,
  changeAgendaItem,
  moveAgendaItem,
  withdrawAgendaItem,
} from './sittings/agenda.ts';
export { importAgendaItems, importPapers } from './sittings/import.ts';
export { inviteMembers } from './sittings/invitations.ts';
export { recordOutcome } from './sittings/outcome.ts';
export { type PublishedPack, publishPack } from './sittings/pack.ts';
export type { PackContents, PackPaper } from './sittings/pack-contents.ts';
export { listPacks, type Pack } from './sittings/pack-queries.ts';
export { addPaper, addPaperVersion, type PaperInput, withdrawPaper } from './sittings/papers.ts';
export {
  type AgendaItem,
  findAgendaItem,
  findPaper,
  listAgenda,
  listPapers,
  listPaperVersions,
  type Paper,
  type PaperVersion,
} from './sittings/queries.ts';
export { listReplies, type Reply, replyToSitting } from './sittings/replies.ts';
export { ANSWERS as REPLY_ANSWERS, type Answer as ReplyAnswer } from './sittings/words.ts';
export { loadHandoversExample } from './structure/example.ts';
export { importBodyChanges } from './structure/import.ts';
export { listBodyChanges, nameAt } from './structure/queries.ts';
export { listObligations, type Obligation } from './terms/compliance.ts';
export type { TermsFields, TermsInput } from './terms/fields.ts';
export { type ImportedTerms, importMembers, importTerms } from './terms/import.ts';
export {
  findMember,
  listMembers,
  listMembersEver,
  listOffices,
  type Member,
  type OfficeHolding,
} from './terms/member-queries.ts';
export { addMember, changeMember, endMember, type MemberFields, type MemberInput } from './terms/members.ts';
export { elect, endOffice, type OfficeFields } from './terms/offices.ts';
export { findTerms, listTerms, type Terms, termsInForce } from './terms/queries.ts';
export { adoptTerms, changeTerms, draftTerms } from './terms/terms.ts';
