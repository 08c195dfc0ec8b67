import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../../..');

describe('types of the API', () => {
  it('are those of its document; `npm run types:dashboard` writes them anew', () => {
    const cli = join(ROOT, 'node_modules/openapi-typescript/bin/cli.js');
    const golden = join(ROOT, 'apps/engine/src/http/documents/openapi.golden.json');
    const written = execFileSync(process.execPath, [cli, golden], { encoding: 'utf8', maxBuffer: 1 << 24 });
    const kept = readFileSync(join(ROOT, 'apps/dashboard/src/api/schema.ts'), 'utf8');
    // A difference of twelve thousand lines is no use to anybody: the first one is.
    const [ours, theirs] = [kept.trimEnd().split('\n'), written.trimEnd().split('\n')];
    const at = theirs.findIndex((line, n) => line !== ours[n]);
    expect({ line: at + 1, kept: ours[at], document: theirs[at] }).toEqual({
      line: 0,
      kept: undefined,
      document: undefined,
    });
    expect(ours.length).toBe(theirs.length);
  });
});
