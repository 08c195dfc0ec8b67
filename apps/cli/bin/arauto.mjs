#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const compiled = fileURLToPath(new URL('../../../dist/apps/cli/src/main.js', import.meta.url));

if (!existsSync(compiled)) {
  process.stderr.write('arauto is not built yet: run npm run build\n');
  process.exitCode = 1;
} else {
  createRequire(import.meta.url)(compiled);
}
