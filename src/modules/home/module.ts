import { receiptSweep } from '../../platform/http/receipt.ts';
import type { ModuleManifest } from '../../platform/module.ts';
import { searchJob } from '../../platform/search.ts';
import { routes } from './routes.tsx';

/** The first page of every role, the calendar of duties, the warnings and the search: the unions of all modules' offers. */
export const home: ModuleManifest = {
  name: 'home',
  routes,
  navigation: [{ text: 'Home', href: '/', order: 0, permission: 'read' }],
  jobs: [searchJob, receiptSweep],
};
