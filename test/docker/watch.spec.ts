import { parse } from 'yaml';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { textOf } from './compose-file';

/** Prometheus' own. */
const PROMETHEUS_OWN = ['up', 'ALERTS'];

interface Rule {
  readonly alert: string;
  readonly expr: string;
}

describe('what is watched', () => {
  let engine: EngineProcess;
  let printed: Map<string, string[]>;

  beforeAll(async () => {
    engine = await startEngineProcess();
    const headers = { authorization: `Bearer ${engine.adminKey}` };
    const text = await (await fetch(`${engine.url}/metrics`, { headers })).text();
    // Of a measure without a value only its type is printed; its labels are then not known.
    const names = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name!);
    printed = new Map(names.map((name) => [name, labelsIn(text, name)]));
  }, 60_000);
  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  const rules = () => {
    const { groups } = parse(textOf('prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] };
    return groups.flatMap((group) => group.rules);
  };
  const expressions = () => {
    const dashboard = JSON.parse(textOf('grafana/dashboards/arauto.json')) as {
      panels: { targets: { expr: string }[] }[];
    };
    return [
      ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...rules().map(({ expr }) => expr),
    ];
  };

  it('is what the engine prints', () => {
    expect(expressions().length).toBeGreaterThan(10);
    for (const expression of expressions()) {
      const measures = measuresIn(expression);
      expect({ expression, measures: measures.length }).toEqual({ expression, measures: 1 });
      expect([...printed.keys(), ...PROMETHEUS_OWN]).toContain(measures[0]);
    }
  });

  it('is all that the engine prints of its own', () => {
    const watched = new Set(expressions().flatMap(measuresIn));
    expect([...printed.keys()].filter((name) => name.startsWith('arauto_') && !watched.has(name))).toEqual([]);
  });

  it('says in the README what to do', () => {
    for (const { alert } of rules()) expect(textOf('README.md')).toMatch(new RegExp(`^\\| \`${alert}\``, 'm'));
  });

  it('is told apart by labels that are there', () => {
    const ofPrometheus = ['job', 'instance', 'duty', 'alertname', 'alertstate'];
    for (const expression of expressions()) {
      const own = printed.get(measuresIn(expression)[0]!) ?? [];
      const used = [...expression.matchAll(/\bby \(([\w, ]+)\)/g)].flatMap(([, list]) => list!.split(', '));
      // Foreign elements have none until one comes.
      for (const label of used) expect([...own, ...ofPrometheus, 'sender']).toContain(label);
    }
  });
});

function measuresIn(expression: string): string[] {
  const bare = expression.replace(/\{[^}]*\}|\[\w+\]|\bby \([^)]*\)/g, '');
  const functions = [...bare.matchAll(/\b(\w+)\s*(?=\()/g)].map(([, name]) => name!);
  return [...bare.matchAll(/\b[a-zA-Z_]\w*\b/g)].map(([name]) => name).filter((name) => !functions.includes(name));
}

function labelsIn(text: string, name: string): string[] {
  const labels = new RegExp(`^${name}\\{(.*)\\} `, 'm').exec(text)?.[1] ?? '';
  return [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label!);
}
