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
  'Gupshup cannot send the values of a carousel. Choose a number at Meta, or another template.': {
    'pt-BR': 'O Gupshup não consegue enviar os valores de um carrossel. Escolha um número na Meta ou outro template.',
    es: 'Gupshup no puede enviar los valores de un carrusel. Elija un número en Meta u otra plantilla.',
  },
  'Gupshup cannot send the end of a limited-time offer. Choose a number at Meta, or another template.': {
    'pt-BR':
      'O Gupshup não consegue enviar o fim de uma oferta por tempo limitado. Escolha um número na Meta ou outro template.',
    es: 'Gupshup no puede enviar el fin de una oferta por tiempo limitado. Elija un número en Meta u otra plantilla.',
  },
  'Gupshup cannot send what opens a flow. Choose a number at Meta, or another template.': {
    'pt-BR': 'O Gupshup não consegue enviar o que abre um flow. Escolha um número na Meta ou outro template.',
    es: 'Gupshup no puede enviar lo que abre un flow. Elija un número en Meta u otra plantilla.',
  },
  'Gupshup cannot send the products of a template. Choose a number at Meta, or another template.': {
    'pt-BR': 'O Gupshup não consegue enviar os produtos de um template. Escolha um número na Meta ou outro template.',
    es: 'Gupshup no puede enviar los productos de una plantilla. Elija un número en Meta u otra plantilla.',
  },
  'Gupshup cannot send which product a catalogue begins with. Leave that variable unmapped.': {
    'pt-BR': 'O Gupshup não consegue enviar com que produto um catálogo começa. Deixe essa variável sem mapeamento.',
    es: 'Gupshup no puede enviar con qué producto empieza un catálogo. Deje esa variable sin mapear.',
  },
  'Gupshup sends where a place lies, and neither its name nor its address. Leave these variables unmapped.': {
    'pt-BR': 'O Gupshup envia onde um local fica, mas não o nome nem o endereço. Deixe essas variáveis sem mapeamento.',
    es: 'Gupshup envía dónde queda un lugar, pero no su nombre ni su dirección. Deje esas variables sin mapear.',
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
  'The header has {0} of {1} characters.': {
    'pt-BR': 'O cabeçalho tem {0} de {1} caracteres permitidos.',
    es: 'El encabezado tiene {0} de {1} caracteres permitidos.',
  },
  'the header has {0} of {1} characters': {
    'pt-BR': 'o cabeçalho tem {0} de {1} caracteres permitidos',
    es: 'el encabezado tiene {0} de {1} caracteres permitidos',
  },
  'The body has {0} of {1} characters.': {
    'pt-BR': 'O texto tem {0} de {1} caracteres permitidos.',
    es: 'El texto tiene {0} de {1} caracteres permitidos.',
  },
  'the body has {0} of {1} characters': {
    'pt-BR': 'o texto tem {0} de {1} caracteres permitidos',
    es: 'el texto tiene {0} de {1} caracteres permitidos',
  },
  'The text of card {0} has {1} of {2} characters.': {
    'pt-BR': 'O texto do cartão {0} tem {1} de {2} caracteres permitidos.',
    es: 'El texto de la tarjeta {0} tiene {1} de {2} caracteres permitidos.',
  },
  'the text of card {0} has {1} of {2} characters': {
    'pt-BR': 'o texto do cartão {0} tem {1} de {2} caracteres permitidos',
    es: 'el texto de la tarjeta {0} tiene {1} de {2} caracteres permitidos',
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
  '{0} must be HEADER, BODY, FOOTER, BUTTONS, CAROUSEL or LIMITED_TIME_OFFER.': {
    'pt-BR': '{0} deve ser HEADER, BODY, FOOTER, BUTTONS, CAROUSEL ou LIMITED_TIME_OFFER.',
    es: '{0} debe ser HEADER, BODY, FOOTER, BUTTONS, CAROUSEL o LIMITED_TIME_OFFER.',
  },
  'The code has more than {0} characters.': {
    'pt-BR': 'O código tem mais de {0} caracteres.',
    es: 'El código tiene más de {0} caracteres.',
  },
  'the code has more than {0} characters': {
    'pt-BR': 'o código tem mais de {0} caracteres',
    es: 'el código tiene más de {0} caracteres',
  },
  'The code may hold no links and no emoji.': {
    'pt-BR': 'O código não pode conter links nem emojis.',
    es: 'El código no puede contener enlaces ni emojis.',
  },
  'the code may hold no links and no emoji': {
    'pt-BR': 'o código não pode conter links nem emojis',
    es: 'el código no puede contener enlaces ni emojis',
  },
  'The end of the offer must be a moment with its zone, like 2026-12-05T23:59:00-03:00.': {
    'pt-BR': 'O fim da oferta deve ser um momento com o fuso, como 2026-12-05T23:59:00-03:00.',
    es: 'El fin de la oferta debe ser un momento con su zona, como 2026-12-05T23:59:00-03:00.',
  },
  'the end of the offer must be a moment with its zone, like 2026-12-05T23:59:00-03:00': {
    'pt-BR': 'o fim da oferta deve ser um momento com o fuso, como 2026-12-05T23:59:00-03:00',
    es: 'el fin de la oferta debe ser un momento con su zona, como 2026-12-05T23:59:00-03:00',
  },
  'The value of variable {0} must be degrees from -{1} to {2}, with a point: -23.5505.': {
    'pt-BR': 'O valor da variável {0} deve ser em graus de -{1} a {2}, com ponto: -23.5505.',
    es: 'El valor de la variable {0} debe estar en grados de -{1} a {2}, con punto: -23.5505.',
  },
  'the value of variable {0} must be degrees from -{1} to {2}, with a point: -23.5505': {
    'pt-BR': 'o valor da variável {0} deve ser em graus de -{1} a {2}, com ponto: -23.5505',
    es: 'el valor de la variable {0} debe estar en grados de -{1} a {2}, con punto: -23.5505',
  },
  'The products must be ids like SKU1, SKU2, or sections like Shoes: SKU1; Hats: SKU2, at most {0} in {1}.': {
    'pt-BR': 'Os produtos devem ser ids como SKU1, SKU2, ou seções como Shoes: SKU1; Hats: SKU2, no máximo {0} em {1}.',
    es: 'Los productos deben ser ids como SKU1, SKU2, o secciones como Shoes: SKU1; Hats: SKU2, como máximo {0} en {1}.',
  },
  'the products must be ids like SKU1, SKU2, or sections like Shoes: SKU1; Hats: SKU2, at most {0} in {1}': {
    'pt-BR': 'os produtos devem ser ids como SKU1, SKU2, ou seções como Shoes: SKU1; Hats: SKU2, no máximo {0} em {1}',
    es: 'los productos deben ser ids como SKU1, SKU2, o secciones como Shoes: SKU1; Hats: SKU2, como máximo {0} en {1}',
  },
  '{0} must be HEADER, BODY or BUTTONS.': {
    'pt-BR': '{0} deve ser HEADER, BODY ou BUTTONS.',
    es: '{0} debe ser HEADER, BODY o BUTTONS.',
  },
  '{0} must be a list of {1} to {2} cards.': {
    'pt-BR': '{0} deve ser uma lista de {1} a {2} cartões.',
    es: '{0} debe ser una lista de {1} a {2} tarjetas.',
  },
  '{0} must have the same kinds of header, text and buttons as the first card.': {
    'pt-BR': '{0} deve ter os mesmos tipos de cabeçalho, texto e botões do primeiro cartão.',
    es: '{0} debe tener los mismos tipos de encabezado, texto y botones que la primera tarjeta.',
  },
  '{0} must have a HEADER with an image or a video.': {
    'pt-BR': '{0} deve ter um HEADER com imagem ou vídeo.',
    es: '{0} debe tener un HEADER con imagen o video.',
  },
  '{0} must have a button.': {
    'pt-BR': '{0} deve ter um botão.',
    es: '{0} debe tener un botón.',
  },
  '{0} must be IMAGE or VIDEO.': {
    'pt-BR': '{0} deve ser IMAGE ou VIDEO.',
    es: '{0} debe ser IMAGE o VIDEO.',
  },
  '{0} may have beside a CAROUSEL a BODY only.': {
    'pt-BR': '{0}: ao lado de um CAROUSEL só pode haver um BODY.',
    es: '{0}: junto a un CAROUSEL solo puede haber un BODY.',
  },
  '{0} may have beside a limited-time offer a HEADER with an image or a video only.': {
    'pt-BR': '{0}: ao lado de uma oferta por tempo limitado, o HEADER só pode ter imagem ou vídeo.',
    es: '{0}: junto a una oferta por tiempo limitado, el HEADER solo puede tener imagen o video.',
  },
  '{0} may have no FOOTER beside a limited-time offer.': {
    'pt-BR': '{0} não pode ter FOOTER ao lado de uma oferta por tempo limitado.',
    es: '{0} no puede tener FOOTER junto a una oferta por tiempo limitado.',
  },
  '{0} must have a link beside a limited-time offer.': {
    'pt-BR': '{0} deve ter um link ao lado de uma oferta por tempo limitado.',
    es: '{0} debe tener un enlace junto a una oferta por tiempo limitado.',
  },
  '{0} may have one variable only in the BODY of an authentication template: the code.': {
    'pt-BR': '{0} só pode ter uma variável no BODY de um template de autenticação: o código.',
    es: '{0} solo puede tener una variable en el BODY de una plantilla de autenticación: el código.',
  },
  '{0} may have BODY, FOOTER and BUTTONS only in an authentication template.': {
    'pt-BR': '{0} só pode ter BODY, FOOTER e BUTTONS em um template de autenticação.',
    es: '{0} solo puede tener BODY, FOOTER y BUTTONS en una plantilla de autenticación.',
  },
  '{0} must have one button in an authentication template, of type OTP.': {
    'pt-BR': '{0} deve ter um único botão em um template de autenticação, do tipo OTP.',
    es: '{0} debe tener un solo botón en una plantilla de autenticación, de tipo OTP.',
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
