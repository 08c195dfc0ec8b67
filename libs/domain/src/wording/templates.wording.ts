import type { Wording } from './wording';

/** What keeps a message template from being used or filled in. */
export const templateWording = {
  'The constant cannot be sent: {0}.': {
    'pt-BR': 'A constante não pode ser enviada: {0}.',
    es: 'La constante no puede enviarse: {0}.',
  },
  'The template cannot take the value: {0}.': {
    'pt-BR': 'O template não aceita o valor: {0}.',
    es: 'La plantilla no admite el valor: {0}.',
  },
  'The template cannot be used: {0} {1}.': {
    'pt-BR': 'O template não pode ser usado: {0} {1}.',
    es: 'La plantilla no puede usarse: {0} {1}.',
  },
  "The template's variable {0} is mapped to nothing.": {
    'pt-BR': 'A variável {0} do template não está mapeada.',
    es: 'La variable {0} de la plantilla no está mapeada.',
  },
  'The template has no variable {0}.': {
    'pt-BR': 'O template não tem a variável {0}.',
    es: 'La plantilla no tiene la variable {0}.',
  },
  'The template cannot be read.': {
    'pt-BR': 'O template não pode ser lido.',
    es: 'La plantilla no puede leerse.',
  },
  'A link may hold no spaces.': {
    'pt-BR': 'Um link não pode conter espaços.',
    es: 'Un enlace no puede contener espacios.',
  },
  'a link may hold no spaces': {
    'pt-BR': 'um link não pode conter espaços',
    es: 'un enlace no puede contener espacios',
  },
  'Variable {0} has no value.': {
    'pt-BR': 'A variável {0} está sem valor.',
    es: 'La variable {0} no tiene valor.',
  },
  'variable {0} has no value': {
    'pt-BR': 'a variável {0} está sem valor',
    es: 'la variable {0} no tiene valor',
  },
  'The value of variable {0} has control characters.': {
    'pt-BR': 'O valor da variável {0} tem caracteres de controle.',
    es: 'El valor de la variable {0} tiene caracteres de control.',
  },
  'the value of variable {0} has control characters': {
    'pt-BR': 'o valor da variável {0} tem caracteres de controle',
    es: 'el valor de la variable {0} tiene caracteres de control',
  },
  'The media must be an https link or a media id.': {
    'pt-BR': 'A mídia deve ser um link https ou um id de mídia.',
    es: 'El archivo multimedia debe ser un enlace https o un id de multimedia.',
  },
  'the media must be an https link or a media id': {
    'pt-BR': 'a mídia deve ser um link https ou um id de mídia',
    es: 'el archivo multimedia debe ser un enlace https o un id de multimedia',
  },
  'The link has more than {0} characters.': {
    'pt-BR': 'O link tem mais de {0} caracteres.',
    es: 'El enlace tiene más de {0} caracteres.',
  },
  'the link has more than {0} characters': {
    'pt-BR': 'o link tem mais de {0} caracteres',
    es: 'el enlace tiene más de {0} caracteres',
  },
  'The {0} has {1} of {2} characters.': {
    'pt-BR': '{0}: {1} de {2} caracteres permitidos.',
    es: '{0}: {1} de {2} caracteres permitidos.',
  },
  'the {0} has {1} of {2} characters': {
    'pt-BR': '{0} com {1} de {2} caracteres permitidos',
    es: '{0} con {1} de {2} caracteres permitidos',
  },
  '{0} has the variable {{{1}}}: named variables are lower case letters, digits and underscores, without spaces.': {
    'pt-BR':
      '{0} tem a variável {{{1}}}: variáveis nomeadas têm letras minúsculas, dígitos e sublinhados, sem espaços.',
    es: '{0} tiene la variable {{{1}}}: las variables con nombre tienen letras minúsculas, dígitos y guiones bajos, sin espacios.',
  },
  '{0} has the variable {{{1}}}: positional variables are {{1}}, {{2}} …, without spaces.': {
    'pt-BR': '{0} tem a variável {{{1}}}: variáveis posicionais são {{1}}, {{2}} …, sem espaços.',
    es: '{0} tiene la variable {{{1}}}: las variables posicionales son {{1}}, {{2}} …, sin espacios.',
  },
  '{0} has braces that belong to no variable.': {
    'pt-BR': '{0} tem chaves que não pertencem a nenhuma variável.',
    es: '{0} tiene llaves que no pertenecen a ninguna variable.',
  },
  '{0} must number its variables from 1 without a gap: {{{1}}} is missing.': {
    'pt-BR': '{0} deve numerar as variáveis a partir de 1, sem falhas: falta {{{1}}}.',
    es: '{0} debe numerar sus variables desde 1 sin saltos: falta {{{1}}}.',
  },
  '{0} may have one variable only.': {
    'pt-BR': '{0} só pode ter uma variável.',
    es: '{0} solo puede tener una variable.',
  },
  '{0} may have no variable.': {
    'pt-BR': '{0} não pode ter variáveis.',
    es: '{0} no puede tener variables.',
  },
  '{0} may have {1} characters.': {
    'pt-BR': '{0} pode ter {1} caracteres.',
    es: '{0} puede tener {1} caracteres.',
  },
  '{0} must be a list of buttons.': {
    'pt-BR': '{0} deve ser uma lista de botões.',
    es: '{0} debe ser una lista de botones.',
  },
  '{0} may have {1} buttons.': {
    'pt-BR': '{0} pode ter {1} botões.',
    es: '{0} puede tener {1} botones.',
  },
  '{0} may have {1} links.': {
    'pt-BR': '{0} pode ter {1} links.',
    es: '{0} puede tener {1} enlaces.',
  },
  '{0} may have {1} call button.': {
    'pt-BR': '{0} pode ter {1} botão de ligação.',
    es: '{0} puede tener {1} botón de llamada.',
  },
  '{0} a button without type is not supported yet.': {
    'pt-BR': '{0}: um botão sem tipo ainda não é suportado.',
    es: '{0}: un botón sin tipo todavía no es compatible.',
  },
  '{0} must be an http(s) link.': {
    'pt-BR': '{0} deve ser um link http(s).',
    es: '{0} debe ser un enlace http(s).',
  },
  '{0} may have one variable only, {{1}}, at its end.': {
    'pt-BR': '{0} só pode ter uma variável, {{1}}, no fim.',
    es: '{0} solo puede tener una variable, {{1}}, al final.',
  },
  '{0} must be 1 to 512 lower case letters, digits and underscores.': {
    'pt-BR': '{0} deve ter de 1 a 512 letras minúsculas, dígitos e sublinhados.',
    es: '{0} debe tener de 1 a 512 letras minúsculas, dígitos y guiones bajos.',
  },
  '{0} must be a code like pt_BR.': {
    'pt-BR': '{0} deve ser um código como pt_BR.',
    es: '{0} debe ser un código como pt_BR.',
  },
  '{0} must be a list with a BODY component.': {
    'pt-BR': '{0} deve ser uma lista com um componente BODY.',
    es: '{0} debe ser una lista con un componente BODY.',
  },
  '{0} must be HEADER, BODY, FOOTER or BUTTONS.': {
    'pt-BR': '{0} deve ser HEADER, BODY, FOOTER ou BUTTONS.',
    es: '{0} debe ser HEADER, BODY, FOOTER o BUTTONS.',
  },
  '{0} is a second {1}.': {
    'pt-BR': '{0} é um segundo {1}.',
    es: '{0} es un segundo {1}.',
  },
  '{0} {1} is not supported yet.': {
    'pt-BR': '{0}: {1} ainda não é suportado.',
    es: '{0}: {1} todavía no es compatible.',
  },
  '{0} must have a BODY component.': {
    'pt-BR': '{0} deve ter um componente BODY.',
    es: '{0} debe tener un componente BODY.',
  },
  '{0} the BODY must have {{1}}, the code of the authentication button.': {
    'pt-BR': '{0}: o BODY deve ter {{1}}, o código do botão de autenticação.',
    es: '{0}: el BODY debe tener {{1}}, el código del botón de autenticación.',
  },
  'The sender has a template of this name and language with another content. Give it another name.': {
    'pt-BR': 'O remetente tem um template com este nome e idioma e outro conteúdo. Dê outro nome a ele.',
    es: 'El remitente tiene una plantilla con este nombre e idioma y otro contenido. Póngale otro nombre.',
  },
  'The provider answered error {0} when asked for its templates.': {
    'pt-BR': 'O provedor respondeu com o erro {0} ao pedido dos templates.',
    es: 'El proveedor respondió con el error {0} al pedirle las plantillas.',
  },
} satisfies Wording;
