import type { ModuleManifest } from '../../platform/module.ts';
import { decidable } from './offers/decidable.ts';

export const fund: ModuleManifest = {
  name: 'fund',
  permissions: [
    {
      name: 'fund.keep',
      says: 'Keep the fund: streams, their rules, the ledger and what boards decided of requests',
    },
    { name: 'fund.request', says: 'Ask the fund for money for a project, and draw what was allocated' },
  ],
  decidable,
};
