import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';

/** `/health/live`: the process answers. `/health/ready`: it reaches its database. */
export function health(app: FastifyInstance, services: Services): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    try {
      await services.pool.query('select 1');
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'the database cannot be reached' });
    }
  });
}
