/** Pages that the look at every page does not reach, by the reason why. A page that it does reach must not stand here. */

const BY_REASON: Readonly<Record<string, readonly string[]>> = {
  'Its address stands in a letter to somebody and nowhere else': [
    '/invitation/:token',
    '/reset/:token',
    '/reply/:token',
    '/reply/:token/thanks',
    '/update/:token',
    '/update/:token/thanks',
    '/casework/sharing/corrections/:id',
  ],
  'The example has not opened it to the public': ['/refer', '/case-review'],
  'It is there for a moment only': [
    '/progress/:id',
    '/have-your-say/:wave/thanks',
    '/casework/refer/:visit/sent',
    '/casework/referrals/found',
    '/indicators/street-crime/import/:id',
  ],
  'Signing in by one click leaves nobody who may set it': ['/account/second-factor'],
  'Only what is closed has it, and no link leads there for certain': ['/casework/cases/:id/reopen'],
  'It explains an error to programs, by the name of the error': ['/problems/:name'],
  'It gives a file, and the example has none there': [
    '/bodies/:slug/sittings/:id/files/:version',
    '/published/sittings/:id/files/:version',
    '/fund/entries/:id/file',
    '/casework/cases/:id/files/:file',
    '/casework/cases/:id/files/:part/withdraw',
    '/evidence/:slug/file',
  ],
  'The example has nothing that it could be about': [
    '/casework/case-studies/:id/withdrawal',
    '/bodies/:slug/terms/compare',
    '/bodies/:slug/sittings/:id/reply',
    '/bodies/:slug/sittings/:id/minutes/parts/:key',
    '/published/minutes/:id',
    '/strategy/versions/:number/priorities/:slug/edit',
    '/fund/requests/:slug/conditions/:condition',
    '/fund/requests/:slug/confirmations/:rule',
    '/fund/contributions/:slug/deliveries/:delivery',
  ],
};

export const UNREACHED: ReadonlySet<string> = new Set(Object.values(BY_REASON).flat());
