/** The training register. */
export { importAttendances } from './import.ts';
export { addCourse, type Course, listCourses, recordAttendance, trainedFor } from './register.ts';
export { trainingRoutes } from './routes.tsx';
