/** The directory of services. */
export { importServices } from './import.ts';
export { findService, listServices, type Service, type ServiceFilter, servicesFor } from './queries.ts';
export { serviceRoutes } from './routes.tsx';
export { serviceEntries } from './search.ts';
export { addService, changeService, type ServiceFields } from './service.ts';
