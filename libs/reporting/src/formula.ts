/** Whether a spreadsheet takes a typed text for the beginning of a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
export function isFormula(value: string): boolean {
  switch (value.charCodeAt(0)) {
    case 0x3d: // =
    case 0x2b: // +
    case 0x2d: // -
    case 0x40: // @
    case 0x09: // tab
    case 0x0d: // return
      return true;
    default:
      return false;
  }
}
