import { compareRecords, compareSummaries, compareTotals, compareWithLedger, compareWords } from './compare-figures';
import { FilterComparison } from './compare-filters';
import type { Comparison } from './comparison';
import { combination, dice, singleFilters } from './filters';
import type { Recount } from './rows';
import type { Run } from './run';

export interface FilterOptions {
  readonly combinations: number;
  readonly exportsOf: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** Totals, groups, rates, records, campaigns and buttons; of everything, and of what a key of one subaccount sees. */
export async function compareFigures({ api, reporter }: Run, comparison: Comparison, recount: Recount): Promise<void> {
  compareWithLedger(comparison, recount);
  await compareTotals(api, comparison, recount.rows);
  const [{ subaccountId }] = recount.known.tenants.first;
  const own = <Of extends { readonly subaccountId: string }>(rows: readonly Of[]) =>
    rows.filter((row) => row.subaccountId === subaccountId);
  await compareTotals(reporter, comparison, { MT: own(recount.rows.MT), MO: own(recount.rows.MO) });
  await compareRecords(api, comparison, recount);
  await compareSummaries(api, comparison, recount);
  await compareWords(api, comparison, recount);
}

/**
 * Every filter alone, and combinations of them.
 * @param exportsOf one of so many is exported, most as csv, some as workbooks and documents; the others are downloaded
 * @returns how many were asked, and how many found something
 */
export async function compareFilters(
  { exporting }: Run,
  comparison: Comparison,
  recount: Recount,
  { combinations, exportsOf, seed, say }: FilterOptions,
): Promise<{ readonly asked: number; readonly found: number }> {
  const compared = new FilterComparison(exporting, comparison, recount);
  let asked = 0;
  let found = 0;
  const one = async (...of: Parameters<FilterComparison['compare']>) => {
    asked++;
    if ((await compared.compare(...of)) > 0) found++;
  };
  const fileOf = (nth: number) => {
    if (nth % exportsOf !== 0) return 'download';
    const nthExport = nth / exportsOf;
    return nthExport % 10 === 3 ? 'xlsx' : nthExport % 10 === 7 ? 'pdf' : 'csv';
  };
  for (const filters of singleFilters(recount)) await one(filters, fileOf(asked));
  say(`${asked} filters alone`);
  const throwing = dice(seed);
  for (let nth = 0; nth < combinations; nth++) await one(combination(recount, throwing), fileOf(asked));
  say(`${asked} filters alone and together, of which ${found} find something`);
  return { asked, found };
}
