import { ControlError } from './control-error';
import { onlyFields } from './control-fields';
import { type JsonObject } from './json-object';
import { isScenario, scenarioNames } from './scenarios';
import { type Settings } from './world';

/** Settings of a simulator nobody reset yet, and of what a reset leaves out. */
export const initialSettings: Settings = { seed: 1, speed: 1, scenario: 'default' };

/** Reads `{ seed, speed, scenario }`. */
export function readReset(body: JsonObject): Settings {
  onlyFields(body, ['seed', 'speed', 'scenario']);
  const { seed, speed, scenario } = { ...initialSettings, ...body } as Record<string, unknown>;
  if (typeof seed !== 'string' && (typeof seed !== 'number' || !Number.isFinite(seed))) {
    throw new ControlError(400, 'seed must be a number or a text');
  }
  if (typeof speed !== 'number' || !(speed > 0) || speed === Infinity) {
    throw new ControlError(400, `speed must be a number above 0, not ${JSON.stringify(speed)}`);
  }
  if (!isScenario(scenario)) {
    throw new ControlError(400, `scenario must be one of ${scenarioNames.join(', ')}, not ${JSON.stringify(scenario)}`);
  }
  return { seed, speed, scenario };
}
