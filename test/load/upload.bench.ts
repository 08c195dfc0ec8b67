import { parseArgs } from 'node:util';
import { runB3 } from './upload';

/** `node dist/test/load/upload.bench.js [--json] [--runs 5] [--scale 1]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
      scale: { type: 'string', default: '1' },
    },
  });
  const row = await runB3({ runs: Number(values.runs), scale: Number(values.scale) });
  if (values.json) console.log(JSON.stringify(row));
  else console.table([row]);
}

void main();
