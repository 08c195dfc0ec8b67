/** Header names in English, Portuguese and Spanish, as `columnKey` folds them: no case, accents, spaces or punctuation. */
export const phoneColumns = keys(`
  phone, phone number, phone no, telephone, telephone number, tel, cell, cell phone, cell number, cellular, mobile,
  mobile number, mobile phone, mobile phone number, contact phone, contact number, customer phone, client phone,
  guest phone, guest phone number, whatsapp, whatsapp number, whatsapp phone, wa, wa id, msisdn, e164,
  telefone, telefone celular, número de telefone, número do telefone, fone, celular, número de celular, número do celular,
  whatsapp do cliente, número de whatsapp, número do whatsapp, telefone do cliente, telefone do contato,
  teléfono, teléfono celular, teléfono móvil, número de teléfono, móvil, número móvil, número de móvil,
  teléfono del cliente, teléfono del contacto
`);

/** A number of what? Of the phone, if no other column says so. */
export const weakPhoneColumns = keys('number, número, nº');

/** The first of these that a file has; the others are parameters. */
export const nameColumns = keys(`
  name, full name, contact name, customer name, client name, guest name,
  nome, nome completo, nome do cliente, nome do contato,
  nombre, nombre completo, nombre del cliente, nombre del contacto
`);

export const correlationColumns = keys(`
  correlation id, correlation, external id,
  id de correlação, id correlação, código de correlação, id externo,
  id de correlación, id correlación, código de correlación
`);

/** How header names are compared. */
export function columnKey(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function keys(list: string): readonly string[] {
  return list.split(',').map(columnKey);
}
