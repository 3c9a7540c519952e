/** The import table of docs/architecture.md: which room may import which. */
const rooms = {
  'src/storage': [],
  'src/accounts': ['src/storage'],
  'src/consent': ['src/storage'],
  'src/queue': ['src/consent', 'src/storage'],
  'src/frames': ['remotion', 'templates', 'src/consent'],
  'src/disclosure': ['src/frames', 'remotion', 'templates', 'src/consent'],
  'src/render': ['src/frames', 'remotion', 'templates', 'src/consent', 'src/storage'],
  'src/videos': [
    'src/accounts',
    'src/consent',
    'src/queue',
    'src/frames',
    'src/disclosure',
    'src/render',
    'src/storage',
    'remotion',
  ],
  'src/campaigns': [
    'src/accounts',
    'src/consent',
    'src/queue',
    'src/frames',
    'src/disclosure',
    'src/render',
    'src/videos',
    'src/storage',
    'remotion',
  ],
  // Columns of people's files: the console's page reads them with the same code.
  'src/campaigns/columns': ['src/campaigns/errors.ts'],
  // Files of people again: the console joins links to a list where the list lies.
  'src/delivery/email/join': [],
  'src/delivery': ['src/consent', 'src/queue', 'src/disclosure', 'src/render', 'src/videos', 'src/storage'],
  'src/webhooks': ['src/queue', 'src/storage'],
  'src/client': ['src/http', 'src/webhooks'],
  'src/web': [
    'remotion',
    'templates',
    'src/disclosure/types.ts',
    'src/http/shapes',
    // What a workspace says of itself: the console's forms are made of it and check with it.
    'src/accounts/settings-schema.ts',
    'src/campaigns/columns',
    'src/campaigns/errors.ts',
    'src/delivery/email/esp.ts',
    'src/delivery/email/join',
  ],
  remotion: [],
  templates: ['remotion'],
};
const open = ['src/http', 'src/cli'];
/** Rooms whose types alone the others may know. */
const typesOnly = {
  'src/frames': ['src/consent'],
  'src/disclosure': ['src/consent'],
  'src/render': ['src/consent'],
  'src/web': ['src/http/shapes'],
  // At run time nothing of the service is in the client.
  'src/client': ['src/http', 'src/webhooks'],
};

const inside = (room) => (room.endsWith('.ts') ? `^${room.replace('.', '\\.')}$` : `^${room}/`);

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room} imports only ${allowed.join(', ') || 'nothing of ours'}`,
      severity: 'error',
      from: { path: inside(room) },
      to: { path: '^(src|remotion|templates|test)/', pathNot: [room, ...allowed].map(inside) },
    })),
    ...Object.entries(typesOnly).map(([room, targets]) => ({
      name: `${room} knows only the types of ${targets.join(', ')}`,
      severity: 'error',
      from: { path: inside(room) },
      to: { path: targets.map(inside), pathNot: '/types\\.ts$', dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'http and cli are not imported by rooms',
      severity: 'error',
      from: { path: '^(src|remotion|templates)/', pathNot: [...open, 'src/client'].map(inside) },
      // The shapes of answers are what pages and service agree on.
      to: { path: open.map(inside), pathNot: inside('src/http/shapes') },
    },
    {
      name: 'no cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'] },
  },
};
