import { BadArguments, readArguments } from './arguments';

const read = (text: string) => readArguments(text === '' ? [] : text.split(' '), () => 'drawn');

describe('arguments of the simulation', () => {
  it.each([
    ['', { kind: 'drawn', seed: 'drawn', worlds: 100 }],
    ['--campaigns 7', { kind: 'drawn', seed: 'drawn', worlds: 7 }],
    ['--campaigns 7 --seed S --hostile 2', { kind: 'drawn', seed: 'S', worlds: 7, hostile: 2 }],
    ['--world S:17 --hostile 0 --story', { kind: 'one', seed: 'S:17', hostile: 0, story: true }],
    ['--plan a.json --story', { kind: 'file', file: 'a.json', story: true }],
    ['--seeds', { kind: 'kept' }],
    ['--twice 3 --seed S', { kind: 'twice', seed: 'S', worlds: 3 }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual({ hostile: undefined, story: false, ...expected });
  });

  it.each([
    ['--campaigns 0', '--campaigns must be a whole number above 0, not "0"'],
    ['--campaigns 0x2', '--campaigns must be a whole number above 0, not "0x2"'],
    ['--world S', '--world must be a seed and a number, as in S:17, not "S"'],
    ['--help', 'npm run simulate -- [--campaigns N]'],
    ['--twice many', '--twice must be a whole number above 0, not "many"'],
    ['--hostile 4', '--hostile must be 0, 1, 2 or 3, not "4"'],
    ['--seeds --world S:1', 'only one of --world and --seeds can be lived at a time'],
    ['--world S:1 --seed S', '--seed goes with --campaigns and --twice'],
    ['--seeds --hostile 1', '--hostile goes with a seed'],
    ['--twice 2 --story', '--story tells one life'],
    ['--campaign 3', "Unknown option '--campaign'"],
    ['3', "Unexpected argument '3'"],
  ])('%s is refused in a sentence', (text, sentence) => {
    expect(() => read(text)).toThrow(BadArguments);
    expect(() => read(text)).toThrow(sentence);
  });
});
