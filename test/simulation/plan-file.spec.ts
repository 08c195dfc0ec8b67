import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadArguments } from './arguments';
import { type Plan, planOf } from './plan';
import { keptPlans, readPlan, writePlan } from './plan-file';

describe('a plan in a file', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'arauto-plan-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('comes back as it was, whatever was drawn', () => {
    for (let seed = 0; seed < 20; seed++) {
      const kept = { found: 'nothing', plan: planOf(`seed ${seed}`, 3) };
      writePlan(join(folder, 'plan.json'), kept);
      expect(readPlan(join(folder, 'plan.json'))).toEqual(kept);
    }
  });

  it.each([
    ['no JSON', '{', 'JSON'],
    ['nothing', 'null', 'it is no object'],
    ['a list', '[]', 'it is no object'],
    ['a plan alone', JSON.stringify(planOf('a', 0)), 'does not say in "found"'],
    ['no plan', '{"found": "it"}', 'it has no "plan"'],
    ['half of one', '{"found": "it", "plan": {"portfolios": [], "tenants": []}}', 'has no numbers'],
  ])('that holds %s is refused in a sentence', (_, content, sentence) => {
    const file = join(folder, 'plan.json');
    writeFileSync(file, content);
    expect(() => readPlan(file)).toThrow(BadArguments);
    expect(() => readPlan(file)).toThrow(`${file} holds no plan`);
    expect(() => readPlan(file)).toThrow(sentence);
  });

  it.each<[string, (plan: Plan) => object]>([
    ['has no seed', ({ seed: _, ...plan }) => plan],
    ['has a "hostile" that is not 0 to 3', (plan) => ({ ...plan, hostile: 9 })],
    ['has no engine', (plan) => ({ ...plan, engines: [] })],
    ['names number 77 in campaigns[0]', (plan) => ({ ...plan, campaigns: [{ ...plan.campaigns[0], number: 77 }] })],
    ['in happenings[', (plan) => ({ ...plan, campaigns: [] })],
    ['has in happenings[0] the kind "bogus"', (plan) => ({ ...plan, happenings: [{ at: 0, kind: 'bogus' }] })],
    ['has in happenings[0] the kind "undefined"', (plan) => ({ ...plan, happenings: [null] })],
  ])('whose plan %s is refused in a sentence', (sentence, changed) => {
    const file = join(folder, 'plan.json');
    writeFileSync(file, JSON.stringify({ found: 'it', plan: changed(planOf('a', 3)) }));
    expect(() => readPlan(file)).toThrow(BadArguments);
    expect(() => readPlan(file)).toThrow(sentence);
  });

  it('that is not there is refused in a sentence', () => {
    expect(() => readPlan(join(folder, 'no.json'))).toThrow(BadArguments);
  });
});

it('every world that is kept says what it found', () => {
  const kept = [...keptPlans().values()];
  expect(kept.length).toBeGreaterThan(0);
  for (const { found } of kept) expect(found).toMatch(/^[A-Z].*\.$/s);
});
