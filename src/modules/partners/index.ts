/** Partners: agencies, people and the posts they hold. Everything is of the transaction's partnership. */
export { type AgencyFields, addAgency, changeAgency } from './agency.ts';
export { loadDirectoryExample } from './directory-example.ts';
export {
  type Earlier,
  earlierFields,
  earlierInWords,
  GROUND_PROBLEMS,
  type Ground,
  groundOf,
} from './earlier.ts';
export { loadPartnersExample } from './example.ts';
export { type Founding, foundPartnership } from './founding.ts';
export { addPerson, appoint, endHolding } from './holding.ts';
export { importAgencies, importPosts } from './import.ts';
export { addPost, changePost, type PostFields } from './post.ts';
export {
  type Agency,
  findAgency,
  findPost,
  type Holding,
  holderOf,
  listAgencies,
  listHoldings,
  listPeople,
  listPosts,
  type Person,
  type Post,
  postTitle,
} from './queries.ts';
export { SECTORS, type Sector } from './sectors.ts';
export {
  addService,
  changeService,
  findService,
  importServices,
  listServices,
  type Service,
  type ServiceFields,
} from './services/index.ts';
export {
  addCourse,
  type Course,
  importAttendances,
  listCourses,
  recordAttendance,
  trainedFor,
} from './training/index.ts';
