import { Api } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process';
import { setStage, type Stage } from './stage';
import { Truth } from './truth';

export interface SettingOptions {
  readonly scenario?: 'instant' | 'default' | 'hostile';
  readonly speed?: number;
  readonly seed?: number;
  readonly knobs?: Readonly<Record<string, unknown>>;
  readonly pace?: number;
  readonly defaultCountry?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the simulator. */
  readonly simulatorEnvironment?: Readonly<Record<string, string>>;
}

/** A simulator and an engine with everything a campaign needs; the engine can be killed and comes back on its data and its port. */
export class Setting {
  readonly truth: Truth;
  private constructor(
    readonly simulator: SimulatorProcess,
    public engine: EngineProcess,
    public api: Api,
    readonly stage: Stage,
    private readonly environment: Readonly<Record<string, string>>,
  ) {
    this.truth = new Truth(simulator);
  }

  static async make(options: SettingOptions = {}): Promise<Setting> {
    const { scenario = 'instant', speed = 1, seed = 1, knobs, pace, defaultCountry, environment = {} } = options;
    const simulator = await startSimulatorProcess(options.simulatorEnvironment);
    try {
      await simulator.control('POST', '/__sim/reset', { seed, speed, scenario });
      if (knobs) await simulator.control('PATCH', '/__sim/knobs', knobs);
      const engine = await startEngineProcess({ environment });
      const api = new Api(engine.url, engine.adminKey);
      const stage = await setStage(api, simulator, {
        ...(pace !== undefined && { pace }),
        ...(defaultCountry !== undefined && { defaultCountry }),
      });
      return new Setting(simulator, engine, api, stage, environment);
    } catch (error) {
      await simulator.stop();
      throw error;
    }
  }

  async kill(): Promise<void> {
    await this.engine.kill();
  }

  /** Starts it again where the webhooks of the one before went. */
  async restart(changes: Readonly<Record<string, string>> = {}): Promise<void> {
    const { dataDirectory, url } = this.engine;
    const environment = { ...this.environment, ...changes, ARAUTO_PORT: new URL(url).port };
    this.engine = await startEngineProcess({ dataDirectory, environment });
    this.api = new Api(this.engine.url, this.engine.adminKey);
  }

  async end(): Promise<void> {
    await this.engine.kill();
    await this.simulator.stop();
    await this.engine.discard();
  }
}
