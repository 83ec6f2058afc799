import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet } from '../../../platform/http/api.ts';
import { get, type Route } from '../../../platform/http/route.ts';
import { givingPackage } from './giving.ts';

const day = z.iso.date();
const organisation = z.array(z.object({ id: z.string(), name: z.string() }));

const GrantSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    currency: z.literal('GBP'),
    amountAppliedFor: z.number().describe('Pounds'),
    amountAwarded: z.number().describe('Pounds'),
    amountDisbursed: z.number().describe('Pounds: drawn and not returned'),
    awardDate: day,
    plannedDates: z.array(z.object({ startDate: day, endDate: day.optional() })).optional(),
    recipientOrganization: organisation,
    fundingOrganization: organisation,
    grantProgramme: z.array(z.object({ code: z.string(), title: z.string() })),
    beneficiaryLocation: z.array(z.object({ name: z.string(), geoCode: z.string().optional() })).optional(),
  })
  .meta({ id: 'Grant', description: 'An awarded request in the words of the 360Giving Data Standard.' });

const PackageSchema = z
  .object({
    version: z.string(),
    title: z.string(),
    identifier: z.string(),
    issued: day,
    publisher: z.object({ identifier: z.string(), name: z.string() }),
    grants: z.array(GrantSchema),
  })
  .meta({ id: 'GrantPackage', description: 'A 360Giving package: every award of the partnership.' });

export const givingRoutes: readonly Route[] = [
  get('/fund/360giving.json', { permission: 'read' }, async (c) => {
    const found = await givingPackage(c.tx);
    if (isRefusal(found)) return found;
    return {
      download: `${JSON.stringify(found, null, 2)}\n`,
      mediaType: 'application/json',
      fileName: '360giving.json',
    };
  }),
  apiGet(
    '/api/v1/360giving',
    {
      name: 'read360Giving',
      summary: 'Every award in the 360Giving Data Standard 1.4',
      permission: 'read',
      response: PackageSchema,
      problems: ['nothing-awarded'],
    },
    async ({ tx }) => {
      const found = await givingPackage(tx);
      return isRefusal(found)
        ? found
        : { value: JSON.parse(JSON.stringify(found)) as typeof found & z.input<typeof PackageSchema> };
    },
  ),
];
