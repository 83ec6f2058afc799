import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { modules } from '../../../modules.ts';
import { get, type Route } from '../../../platform/http/route.ts';
import type { ModuleManifest } from '../../../platform/module.ts';
import { nextOf } from './next.ts';
import { startPurposes } from './purposes.ts';
import { inCasework } from './working.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const tried: Route = inCasework(
  get('/casework/tried', READ, async (c) => ({ title: 'Tried', body: `read for ${c.actor.purpose}` })),
);
const trial: ModuleManifest = { name: 'trial', routes: [tried] };
const concord = testApp({ modules: [...modules, trial] });

describe('the door of casework', () => {
  test('an address to go on to stays within casework and never leads to another site', () => {
    for (const own of ['/casework', '/casework/people?q=a&page=2', '/casework?x=1'])
      expect(nextOf(own)).toBe(own);
    for (const foreign of [
      undefined,
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/plan',
      '/caseworks',
      '/casework/../account',
      '/casework//evil.example',
      '/casework/purpose?next=/casework',
    ])
      expect(nextOf(foreign)).toBe('/casework');
  });

  test('before anybody set purposes a page says whom to ask, and information governance begins with the standard ones', async () => {
    const worker = await concord().signInAs('casework.read@own');
    expect((await worker.get('/casework/purpose')).body).toContain('Information governance to set them');
    const governor = await concord().signInAs('sharing.agree');
    expect((await governor.get('/casework/purpose')).body).toContain('Begin with the standard purposes');
    expect((await governor.form('/casework/sharing/purposes/standard', {})).headers.location).toBe(
      '/casework/purpose',
    );
    const shown = (await worker.get('/casework/purpose')).body;
    expect(shown).toContain('Crime and Disorder Act 1998, section 115');
    expect(shown).toContain('section 104');
  });

  test('a page of casework asks for a purpose and comes back; with one it shows it with its law', async () => {
    const worker = await concord().signInAs('casework.read@own');
    const asked = await worker.get('/casework/tried?page=2');
    expect(asked.headers.location).toBe('/casework/purpose?next=%2Fcasework%2Ftried%3Fpage%3D2');
    const program = await concord().token('casework.read@own');
    const page = await program.get('/casework/tried', { 'concord-purpose': 'safeguarding' });
    expect(page.body).toContain('read for safeguarding');
    expect(page.body).toContain('You read for');
    expect(page.body).toContain('Children Act 2004');
    expect(page.body).toContain('Change purpose');
  });

  test('a purpose that has ended or was never set lets nobody in', async () => {
    const program = await concord().token('casework.read@own');
    const page = await program.get('/casework/tried', { 'concord-purpose': 'curiosity' });
    expect(page.statusCode).toBe(303);
    const again = await concord().db.does(concord().db.with('read', 'sharing.agree'), async (tx) =>
      startPurposes(tx, concord().db.with('read', 'sharing.agree')).then((answer) =>
        'added' in answer ? orThrow(answer).added : answer.refused,
      ),
    );
    expect(again).toBe('purposes-are-there');
  });
});
