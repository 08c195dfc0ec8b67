import { parseArgs } from 'node:util';
import { onServers } from './on-servers';

/**
 * Exchanges the processes of an engine that is sending, one after the other, for this program; exit code 0 only if every promise was kept.
 * `npm run rolling-upgrade -- --from COMMIT [--back]`
 */
const { values } = parseArgs({ options: { from: { type: 'string' }, back: { type: 'boolean', default: false } } });
const { from, back } = values;
if (from === undefined) {
  console.error('Name the commit whose program is running: npm run rolling-upgrade -- --from COMMIT');
  process.exit(2);
}

void onServers(async (_, say) => {
  const { upgradeProcesses } = await import('./upgrade-run.js');
  const result = await upgradeProcesses({ from, back, say });
  console.log(
    `  ${result.messages} messages on handsets, ${result.doubles} doubles, nothing sent for ${result.longestPause.toFixed(1)} s at most`,
  );
  return result;
});
