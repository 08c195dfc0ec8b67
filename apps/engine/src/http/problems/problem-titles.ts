import type { InOtherLanguages, Language } from '@arauto/domain';
import { PROBLEMS, type ProblemCode } from './problem-statuses';

/** The title of each problem in the languages beside English: one that lacks a language does not compile. */
const TITLES: Readonly<Record<ProblemCode, InOtherLanguages>> = {
  validation_failed: { 'pt-BR': 'A requisição não é válida', es: 'La solicitud no es válida' },
  unauthenticated: { 'pt-BR': 'É preciso uma chave válida', es: 'Se necesita una clave válida' },
  forbidden: { 'pt-BR': 'A chave não pode fazer isto', es: 'La clave no puede hacer esto' },
  foreign_origin: { 'pt-BR': 'A requisição vem de outra página', es: 'La solicitud viene de otra página' },
  not_found: { 'pt-BR': 'Isso não existe', es: 'Eso no existe' },
  method_not_allowed: { 'pt-BR': 'O método não existe aqui', es: 'El método no existe aquí' },
  request_timeout: { 'pt-BR': 'A requisição não chegou a tempo', es: 'La solicitud no llegó a tiempo' },
  wrong_status: { 'pt-BR': 'Não é possível neste status', es: 'No es posible en este estado' },
  upload_open: {
    'pt-BR': 'Um arquivo de contatos ainda está sendo lido',
    es: 'Todavía se está leyendo un archivo de contactos',
  },
  already_exists: { 'pt-BR': 'Já existe', es: 'Ya existe' },
  already_registered: { 'pt-BR': 'Já está registrado', es: 'Ya está registrado' },
  too_many_exports: { 'pt-BR': 'Já há exportações demais à espera', es: 'Ya hay demasiadas exportaciones en espera' },
  contact_in_progress: {
    'pt-BR': 'O contato não está à espera de envio',
    es: 'El contacto no está a la espera de envío',
  },
  concurrent_change: { 'pt-BR': 'Mudou no mesmo instante', es: 'Cambió en el mismo momento' },
  export_expired: {
    'pt-BR': 'O arquivo da exportação não existe mais',
    es: 'El archivo de la exportación ya no existe',
  },
  export_file_missing: {
    'pt-BR': 'O arquivo da exportação não está onde foi guardado',
    es: 'El archivo de la exportación no está donde se guardó',
  },
  conflict: { 'pt-BR': 'Está em outra revisão', es: 'Está en otra revisión' },
  payload_too_large: { 'pt-BR': 'A requisição é grande demais', es: 'La solicitud es demasiado grande' },
  unsupported_media_type: {
    'pt-BR': 'Este tipo de conteúdo não é aceito aqui',
    es: 'Este tipo de contenido no se acepta aquí',
  },
  range_not_satisfiable: { 'pt-BR': 'Esse intervalo não existe', es: 'No existe ese rango' },
  preflight_failed: { 'pt-BR': 'A campanha ainda não pode começar', es: 'La campaña todavía no puede empezar' },
  idempotency_mismatch: {
    'pt-BR': 'A chave de idempotência foi usada com outra requisição',
    es: 'La clave de idempotencia se usó con otra solicitud',
  },
  too_many_requests: { 'pt-BR': 'Requisições demais', es: 'Demasiadas solicitudes' },
  headers_too_large: { 'pt-BR': 'Os cabeçalhos são grandes demais', es: 'Los encabezados son demasiado grandes' },
  internal_error: { 'pt-BR': 'Algo deu errado aqui', es: 'Algo salió mal aquí' },
  provider_unavailable: {
    'pt-BR': 'O provedor não responde como deveria',
    es: 'El proveedor no responde como debería',
  },
  views_catching_up: {
    'pt-BR': 'As visões estão sendo refeitas a partir do log',
    es: 'Las vistas se están rehaciendo a partir del log',
  },
  store_unavailable: { 'pt-BR': 'Indisponível por um momento', es: 'No disponible por un momento' },
};

export function titleIn(code: ProblemCode, language: Language): string {
  return language === 'en' ? PROBLEMS[code].title : TITLES[code][language];
}
