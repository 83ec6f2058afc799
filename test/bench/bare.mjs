/** The machine's own measure: a Fastify with nothing in it, which sends a string of the size it is asked for. */
import fastify from 'fastify';

const app = fastify();
const strings = new Map();
app.get('/:size', (request, reply) => {
  const size = Number(request.params.size);
  if (!strings.has(size)) strings.set(size, '<p>'.padEnd(size, 'x'));
  reply.type('text/html; charset=utf-8').send(strings.get(size));
});
await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`ready at http://127.0.0.1:${app.server.address().port}\n`);
process.once('SIGTERM', () => app.close());
