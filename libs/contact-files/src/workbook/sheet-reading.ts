import { ContactFileError } from '../contact-file-error';
import { linked } from './book-parts';
import { cellText, type SheetContext } from './cell-value';
import { columnLetters, columnOf, MOST_COLUMNS, MOST_ROWS } from './cell-place';
import { damaged, tooLarge } from './damage';
import { RichText } from './rich-text';
import { attributeOf, type XmlListener } from './xml-scanner';

/** A row of the sheet that has something in it. */
export interface SheetRow {
  /** From 1, as the program shows it. */
  readonly number: number;
  /** Those that have something, in their order. */
  readonly cells: readonly string[];
  /** Where each of them stands, from 0. */
  readonly columns: readonly number[];
}

/** UTF-16 units; no text and no formula of a spreadsheet is as long. */
const LONGEST_VALUE = 64 * 1024;
/** UTF-16 units, as of a line of CSV. */
const LONGEST_ROW = 256 * 1024;
/** A cell of another workbook: `[1]Sheet1!A1`, `'[1]A sheet'!A1`. Columns of tables are in brackets too, and have no `!` behind them. */
const OF_ANOTHER_BOOK = /\[[^\][]+\](?:[^\][!'"(),;+*/&<>= -]*|[^\][!'"]*')!/;

/** Listens to the XML of a sheet and makes rows of it. Of formulas the values are taken that the program has found last. */
export class SheetReading implements XmlListener {
  private rows: SheetRow[] = [];
  private inData = false;
  private lastRow = 0;
  private row = 0;
  private cells: string[] = [];
  private columns: number[] = [];
  private length = 0;
  /** Of the cell, from 0. */
  private column = -1;
  private type = '';
  private style = 0;
  private taking: 'value' | 'formula' | 'rich' | undefined;
  private hasFormula = false;
  private hasValue = false;
  private value = '';
  private formula = '';
  private readonly rich = new RichText();

  constructor(private readonly context: SheetContext) {}

  /** The rows that are complete since the last call. */
  take(): readonly SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  opened(name: string, tag: string): void {
    if (!this.inData) {
      if (name === 'sheetData') this.inData = true;
      return;
    }
    if (this.taking === 'rich') return this.rich.opened(name);
    switch (name) {
      case 'c':
        return this.openCell(tag);
      case 'v':
        this.hasValue = true;
        this.taking = 'value';
        return;
      case 'row':
        return this.openRow(tag);
      case 'f':
        this.hasFormula = true;
        this.taking = 'formula';
        return;
      case 'is':
        this.hasValue = true;
        this.taking = 'rich';
    }
  }

  text(text: string): void {
    switch (this.taking) {
      case undefined:
        return;
      case 'value':
        this.value = this.value === '' ? text : this.value + text;
        if (this.value.length > LONGEST_VALUE) throw damaged();
        return;
      case 'formula':
        this.formula += text;
        if (this.formula.length > LONGEST_VALUE) throw damaged();
        return;
      case 'rich':
        this.rich.add(text);
    }
  }

  closed(name: string): void {
    if (!this.inData) return;
    switch (name) {
      case 'v':
      case 'f':
      case 'is':
        this.taking = undefined;
        return;
      case 'c':
        return this.closeCell();
      case 'row':
        return this.closeRow();
      case 'sheetData':
        this.inData = false;
        return;
      default:
        if (this.taking === 'rich') this.rich.closed(name);
    }
  }

  private openRow(tag: string): void {
    const written = attributeOf(tag, 'r');
    this.row = written === undefined ? this.lastRow + 1 : Number(written);
    if (!Number.isInteger(this.row) || this.row <= this.lastRow) throw damaged();
    if (this.row > MOST_ROWS) throw tooManyRows();
    this.lastRow = this.row;
    this.length = 0;
    this.column = -1;
  }

  private openCell(tag: string): void {
    let column = this.column + 1;
    this.type = '';
    this.style = 0;
    // All at once, and what is not needed not at all: this is done for every cell.
    for (let at = 0; ;) {
      const equals = tag.indexOf('=', at);
      if (equals < 0) break;
      let nameEnd = equals;
      while (tag.charCodeAt(nameEnd - 1) <= 32) nameEnd--;
      let from = equals + 1;
      while (tag.charCodeAt(from) <= 32) from++;
      const close = tag.indexOf(tag.charAt(from), from + 1);
      if (close < 0) throw damaged();
      if (tag.charCodeAt(nameEnd - 2) <= 32) {
        const name = tag.charAt(nameEnd - 1);
        if (name === 'r') column = columnOf(tag, from + 1);
        else if (name === 't') this.type = tag.slice(from + 1, close);
        else if (name === 's') this.style = Number(tag.slice(from + 1, close));
      }
      at = close + 1;
    }
    if (!(column > this.column && column < MOST_COLUMNS)) throw damaged();
    this.column = column;
    this.value = '';
    this.hasFormula = false;
    this.hasValue = false;
  }

  private closeCell(): void {
    if (this.hasFormula) this.judgeFormula();
    if (!this.hasValue) return;
    const text =
      this.type === 'inlineStr' ? this.rich.take() : cellText(this.type, this.value, this.style, this.context);
    if (text === '') return;
    this.cells.push(text);
    this.columns.push(this.column);
    this.length += text.length;
    if (this.length > LONGEST_ROW) throw tooLarge();
  }

  private judgeFormula(): void {
    const { formula } = this;
    this.formula = '';
    if (formula.includes('[') && OF_ANOTHER_BOOK.test(formula.replace(/"[^"]*"/g, '""'))) throw linked();
    if (!this.hasValue) throw notCalculated(`${columnLetters(this.column)}${this.row}`);
  }

  private closeRow(): void {
    if (this.cells.length === 0) return;
    this.rows.push({ number: this.row, cells: this.cells, columns: this.columns });
    this.cells = [];
    this.columns = [];
  }
}

function tooManyRows(): ContactFileError {
  return new ContactFileError(
    'workbook_too_large',
    `The sheet has more than ${MOST_ROWS} rows, which no spreadsheet program can hold. Save it as CSV and upload that.`,
  );
}

function notCalculated(cell: string): ContactFileError {
  return new ContactFileError(
    'workbook_not_calculated',
    `The cell ${cell} holds a formula without its value. Open the workbook in a spreadsheet program, save it there and upload that.`,
  );
}
