/** Who may import whom, one sentence per rule. `npm run check:imports` holds the code against it. */
const libs = {
  clock: [],
  sqlite: [],
  mongo: ['clock'],
  coordination: ['clock', 'mongo'],
  domain: [],
  'event-store': ['clock', 'sqlite'],
  'read-models': ['domain', 'event-store', 'clock', 'sqlite', 'mongo'],
  privacy: ['domain', 'clock', 'sqlite', 'mongo'],
  'contact-files': ['domain', 'privacy', 'clock', 'mongo'],
  whatsapp: ['domain', 'clock'],
  dispatch: ['domain', 'event-store', 'read-models', 'privacy', 'whatsapp', 'coordination', 'clock'],
  reporting: ['domain', 'read-models', 'privacy', 'clock'],
  access: ['domain', 'event-store', 'read-models', 'clock'],
  application: [
    'domain',
    'event-store',
    'read-models',
    'privacy',
    'contact-files',
    'whatsapp',
    'dispatch',
    'reporting',
    'access',
    'coordination',
    'clock',
  ],
};

const mayImport = Object.entries(libs).map(([lib, allowed]) => ({
  name: `${lib}-imports`,
  comment: `libs/${lib} may import ${allowed.length ? allowed.map((name) => `libs/${name}`).join(', ') : 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^(libs|apps|config|test)/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
}));

/** Specs and what only they use. The image leaves the same out (docker/Dockerfile). */
const OF_TESTS = '/(contract|testing)/|\\.(spec|contract|golden|fixture|builders)\\.ts$';

module.exports = {
  forbidden: [
    ...mayImport,
    {
      name: 'faces-only',
      comment:
        'A lib is imported through its index.ts, an adapter or contract suite through the index.ts of its folder.',
      severity: 'error',
      from: { path: '^(apps|libs|test)/([^/]+)/' },
      to: {
        path: '^libs/([^/]+)/src/.+',
        pathNot: ['^libs/$2/', '^libs/[^/]+/src/index\\.ts$', '^libs/[^/]+/src/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'apps-apart',
      comment: 'Apps never import each other.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'dashboard-alone',
      comment: 'The dashboard knows the engine by the document of its API alone; it imports nothing of libs.',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: '^(libs|config|test|apps/(?!dashboard/))' },
    },
    {
      name: 'pages-apart',
      comment: 'A page of the dashboard imports no other page: it would be loaded with it.',
      severity: 'error',
      from: { path: '^apps/dashboard/src/pages/([^/]+)/' },
      to: { path: '^apps/dashboard/src/pages/', pathNot: '^apps/dashboard/src/pages/$1/' },
    },
    {
      name: 'screens-in-one-app',
      comment: 'Only the dashboard imports what makes pages: it is built, and not there when the engine runs.',
      severity: 'error',
      from: { pathNot: '^apps/dashboard/' },
      to: { path: 'node_modules/(react|react-dom|@mantine|@tanstack|uplot|i18next|react-i18next|vite)/' },
    },
    {
      name: 'simulator-alone',
      comment: 'The simulator shares nothing with libs: it would agree with our mistakes.',
      severity: 'error',
      from: { path: '^apps/simulator/' },
      to: { path: '^libs/' },
    },
    {
      name: 'domain-pure',
      comment: 'The domain knows no framework, driver or node built-in; zod only in stored/.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: ['^libs/domain/src/stored/', '\\.spec\\.ts$'] },
      to: { dependencyTypes: ['npm', 'core'] },
    },
    {
      name: 'domain-stored-zod',
      comment: 'stored/ may use zod and nothing else from outside.',
      severity: 'error',
      from: { path: '^libs/domain/src/stored/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'one-sqlite-driver',
      comment: 'Only libs/sqlite imports a SQLite driver.',
      severity: 'error',
      from: { pathNot: '^libs/sqlite/' },
      to: { path: ['^(node:)?sqlite$', 'node_modules/@photostructure/sqlite/'] },
    },
    {
      name: 'mongodb-behind-its-ports',
      comment: 'Only libs/mongo and the adapters made of it import the driver of MongoDB.',
      severity: 'error',
      from: { path: '^(apps|libs|config)/', pathNot: ['^libs/mongo/', '^libs/[^/]+/src/mongo/'] },
      to: { path: 'node_modules/mongodb/' },
    },
    {
      name: 'one-eventstoredb-client',
      comment:
        'Only the adapter for EventStoreDB, the double that its tests ask, and the loops it is measured against know its client.',
      severity: 'error',
      from: { pathNot: ['^libs/event-store/src/eventstoredb/', '^test/eventstoredb-double/', '^test/load/'] },
      to: { path: 'node_modules/@eventstore/' },
    },
    {
      name: 'pdf-in-one-folder',
      comment: 'Only libs/reporting/src/pdf writes PDF and opens fonts; only its tests read PDF.',
      severity: 'error',
      from: { pathNot: '^libs/reporting/src/pdf/' },
      to: { path: 'node_modules/(pdfkit|fontkit|bidi-js|pdfjs-dist)/' },
    },
    {
      name: 'nest-at-the-edge',
      comment: 'Only application, access and apps import @nestjs.',
      severity: 'error',
      from: { path: '^(libs|config)/', pathNot: '^libs/(application|access)/' },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'application-without-adapters',
      comment: 'application uses ports, never an adapter.',
      severity: 'error',
      from: { path: '^libs/application/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '^libs/[^/]+/src/(sqlite|eventstoredb|mongo|cloud-api|gupshup)/' },
    },
    {
      name: 'tests-stay-out',
      comment: 'What runs in production imports no contract suite, builder or fixture: the image is made without them.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: OF_TESTS },
      to: { path: OF_TESTS },
    },
    {
      name: 'log-behind-its-door',
      comment:
        'Only what composes the engine opens a log; everybody else is given it behind its door, of today’s version.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [
          '^libs/event-store/',
          '^apps/engine/src/stores/(embedded|production)-stores\\.ts$',
          // What is moved is copied as it is stored.
          '^apps/engine/src/migrate/target\\.ts$',
          // Only asks whether it is there.
          '^apps/engine/src/ask-stores\\.ts$',
          '\\.spec\\.ts$',
          '/testing/',
        ],
      },
      to: { path: '^libs/event-store/src/(sqlite|eventstoredb)/' },
    },
    { name: 'no-circles', comment: 'No circular imports.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'No file that nobody imports.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^libs/[^/]+/src/',
        pathNot: ['\\.spec\\.ts$', '\\.d\\.ts$', 'index\\.ts$', '\\.worker\\.ts$'],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'Every import resolves.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
