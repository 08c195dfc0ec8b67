import type { Wording } from './wording';

/** What is wrong with a contact file or a row of it. */
export const fileWording = {
  'The request has two mappings.': {
    'pt-BR': 'A requisição tem dois mapeamentos.',
    es: 'La solicitud tiene dos mapeos.',
  },
  'The mapping is larger than 64 KiB.': {
    'pt-BR': 'O mapeamento tem mais de 64 KiB.',
    es: 'El mapeo supera los 64 KiB.',
  },
  'The request has two files: send one request per file.': {
    'pt-BR': 'A requisição tem dois arquivos: envie uma requisição por arquivo.',
    es: 'La solicitud tiene dos archivos: envíe una solicitud por archivo.',
  },
  'The part file is missing: send the file in it.': {
    'pt-BR': 'Falta a parte file: envie nela o arquivo.',
    es: 'Falta la parte file: envíe en ella el archivo.',
  },
  'The file is missing: send it in the part file of multipart/form-data.': {
    'pt-BR': 'Falta o arquivo: envie-o na parte file de multipart/form-data.',
    es: 'Falta el archivo: envíelo en la parte file de multipart/form-data.',
  },
  'Files of the type {0} cannot be sent. The platform takes JPEG and PNG, MP4 and 3GP, AAC, AMR, MP3, M4A and OGG, PDF, text and Office files.':
    {
      'pt-BR':
        'Arquivos do tipo {0} não podem ser enviados. A plataforma aceita JPEG e PNG, MP4 e 3GP, AAC, AMR, MP3, M4A e OGG, PDF, texto e arquivos do Office.',
      es: 'Los archivos del tipo {0} no pueden enviarse. La plataforma acepta JPEG y PNG, MP4 y 3GP, AAC, AMR, MP3, M4A y OGG, PDF, texto y archivos de Office.',
    },
  'A file of the type {0} may have {1} MB, and this one has more.': {
    'pt-BR': 'Um arquivo do tipo {0} pode ter {1} MB, e este tem mais.',
    es: 'Un archivo del tipo {0} puede tener {1} MB, y este tiene más.',
  },
  'The file is larger than {0} bytes: split it.': {
    'pt-BR': 'O arquivo tem mais de {0} bytes: divida-o.',
    es: 'El archivo supera los {0} bytes: divídalo.',
  },
  'The part file has no file name: send it as a file, not as a field.': {
    'pt-BR': 'A parte file não tem nome de arquivo: envie-a como arquivo, não como campo.',
    es: 'La parte file no tiene nombre de archivo: envíela como archivo, no como campo.',
  },
  'The part mapping is a file: send it as a field.': {
    'pt-BR': 'A parte mapping é um arquivo: envie-a como campo.',
    es: 'La parte mapping es un archivo: envíela como campo.',
  },
  'The field is called "{0}": it must be called file.': {
    'pt-BR': 'O campo se chama "{0}": deve se chamar file.',
    es: 'El campo se llama "{0}": debe llamarse file.',
  },
  'The file is called "{0}": it must be called file.': {
    'pt-BR': 'O arquivo se chama "{0}": deve se chamar file.',
    es: 'El archivo se llama "{0}": debe llamarse file.',
  },
  'A part is called like a property of every object: it must be called file.': {
    'pt-BR': 'Uma parte tem o nome de uma propriedade de todo objeto: deve se chamar file.',
    es: 'Una parte se llama como una propiedad de todo objeto: debe llamarse file.',
  },
  'Send the file as multipart/form-data, with a boundary.': {
    'pt-BR': 'Envie o arquivo como multipart/form-data, com boundary.',
    es: 'Envíe el archivo como multipart/form-data, con boundary.',
  },
  'The request has too many parts.': {
    'pt-BR': 'A requisição tem partes demais.',
    es: 'La solicitud tiene demasiadas partes.',
  },
  'The multipart body ends too early or is damaged.': {
    'pt-BR': 'O corpo multipart termina cedo demais ou está danificado.',
    es: 'El cuerpo multipart termina demasiado pronto o está dañado.',
  },
  'The row is malformed: it is no contact.': {
    'pt-BR': 'A linha está malformada: não é um contato.',
    es: 'La fila está mal formada: no es un contacto.',
  },
  'The cell holds more than one number, or one that can be read in two ways: give each contact a row of its own, and its number with + and its country code.':
    {
      'pt-BR':
        'A célula contém mais de um número, ou um que pode ser lido de duas formas: dê a cada contato uma linha própria, e o número com + e código do país.',
      es: 'La celda contiene más de un número, o uno que puede leerse de dos formas: dé a cada contacto una fila propia, y su número con + y el código de país.',
    },
  'The cell holds more than one number: give each contact a row of its own.': {
    'pt-BR': 'A célula contém mais de um número: dê a cada contato uma linha própria.',
    es: 'La celda contiene más de un número: dé a cada contacto una fila propia.',
  },
  'The number has no country code and there is no default country.': {
    'pt-BR': 'O número não tem código do país e não há país padrão.',
    es: 'El número no tiene código de país y no hay país por defecto.',
  },
  'The number has no country code and there is no default country. Write it with + and its country code.': {
    'pt-BR': 'O número não tem código do país e não há país padrão. Escreva-o com + e o código do país.',
    es: 'El número no tiene código de país y no hay país por defecto. Escríbalo con + y su código de país.',
  },
  'A required value is missing.': {
    'pt-BR': 'Falta um valor obrigatório.',
    es: 'Falta un valor obligatorio.',
  },
  'The value cannot be sent.': {
    'pt-BR': 'O valor não pode ser enviado.',
    es: 'El valor no puede enviarse.',
  },
  'The row cannot be read.': {
    'pt-BR': 'A linha não pode ser lida.',
    es: 'La fila no puede leerse.',
  },
  'A quote (") is opened in the row and not closed where the row ends: close it, or write it twice ("") where it belongs to the value.':
    {
      'pt-BR':
        'Uma aspa (") é aberta na linha e não é fechada onde a linha termina: feche-a ou escreva-a duas vezes ("") onde fizer parte do valor.',
      es: 'En la fila se abre una comilla (") y no se cierra donde termina la fila: ciérrela o escríbala dos veces ("") donde forme parte del valor.',
    },
  'Text follows a closing quote ("): put the whole value into quotes, and write a quote within it twice ("").': {
    'pt-BR':
      'Há texto depois de uma aspa de fechamento ("): coloque o valor inteiro entre aspas e escreva duas vezes ("") a aspa que fizer parte dele.',
    es: 'Hay texto después de una comilla de cierre ("): ponga el valor completo entre comillas y escriba dos veces ("") la comilla que forme parte de él.',
  },
  'The row, or a quoted value in it, is too long to be read: probably a quote (") in it is not closed.': {
    'pt-BR':
      'A linha, ou um valor entre aspas nela, é longa demais para ser lida: provavelmente uma aspa (") não foi fechada.',
    es: 'La fila, o un valor entre comillas en ella, es demasiado larga para leerse: probablemente una comilla (") no está cerrada.',
  },
  'The row contains NUL characters: the file is damaged, or no text. Export it as CSV (UTF-8) again.': {
    'pt-BR':
      'A linha contém caracteres NUL: o arquivo está danificado ou não é texto. Exporte-o de novo como CSV (UTF-8).',
    es: 'La fila contiene caracteres NUL: el archivo está dañado o no es texto. Expórtelo de nuevo como CSV (UTF-8).',
  },
  'The row is no contact: it must be an object with a phone.': {
    'pt-BR': 'A linha não é um contato: deve ser um objeto com phone.',
    es: 'La fila no es un contacto: debe ser un objeto con phone.',
  },
  'The column has a value in this row and no name in the header line.': {
    'pt-BR': 'A coluna tem um valor nesta linha e não tem nome na linha de cabeçalho.',
    es: 'La columna tiene un valor en esta fila y no tiene nombre en la línea de encabezado.',
  },
  'Column {0} has a value in this row and no name in the header line.': {
    'pt-BR': 'A coluna {0} tem um valor nesta linha e não tem nome na linha de cabeçalho.',
    es: 'La columna {0} tiene un valor en esta fila y no tiene nombre en la línea de encabezado.',
  },
  'The value has more characters than a template can take.': {
    'pt-BR': 'O valor tem mais caracteres do que um template aceita.',
    es: 'El valor tiene más caracteres de los que admite una plantilla.',
  },
  'The value contains control characters.': {
    'pt-BR': 'O valor contém caracteres de controle.',
    es: 'El valor contiene caracteres de control.',
  },
  'With this value the text has more than the 4,096 characters that WhatsApp takes.': {
    'pt-BR': 'Com este valor o texto passa dos 4.096 caracteres que o WhatsApp aceita.',
    es: 'Con este valor el texto supera los 4.096 caracteres que admite WhatsApp.',
  },
  'With this value the caption has more than the 1,024 characters that WhatsApp takes.': {
    'pt-BR': 'Com este valor a legenda passa dos 1.024 caracteres que o WhatsApp aceita.',
    es: 'Con este valor el texto del archivo supera los 1.024 caracteres que admite WhatsApp.',
  },
  'With it the text has {0} characters; at most {1} are possible.': {
    'pt-BR': 'Com ele o texto tem {0} caracteres; são possíveis no máximo {1}.',
    es: 'Con él el texto tiene {0} caracteres; son posibles como máximo {1}.',
  },
  'With it the caption has {0} characters; at most {1} are possible.': {
    'pt-BR': 'Com ele a legenda tem {0} caracteres; são possíveis no máximo {1}.',
    es: 'Con él el texto del archivo tiene {0} caracteres; son posibles como máximo {1}.',
  },
  'With this value the text of the message has more than the 1,024 characters that WhatsApp takes.': {
    'pt-BR': 'Com este valor o texto da mensagem passa dos 1.024 caracteres que o WhatsApp aceita.',
    es: 'Con este valor el texto del mensaje supera los 1.024 caracteres que admite WhatsApp.',
  },
  'With this value the header of the message has more than the 60 characters that WhatsApp takes.': {
    'pt-BR': 'Com este valor o cabeçalho da mensagem passa dos 60 caracteres que o WhatsApp aceita.',
    es: 'Con este valor el encabezado del mensaje supera los 60 caracteres que admite WhatsApp.',
  },
  'With this value the link of the button has more than 2,000 characters.': {
    'pt-BR': 'Com este valor o link do botão passa de 2.000 caracteres.',
    es: 'Con este valor el enlace del botón supera los 2.000 caracteres.',
  },
  'The value goes into the link of a button, where no blanks may be.': {
    'pt-BR': 'O valor vai para o link de um botão, onde não pode haver espaços.',
    es: 'El valor va en el enlace de un botón, donde no puede haber espacios.',
  },
  'The value is neither an https link nor a media id.': {
    'pt-BR': 'O valor não é um link https nem um id de mídia.',
    es: 'El valor no es un enlace https ni un id de multimedia.',
  },
  'With this value the text of a card has more than the 160 characters that WhatsApp takes.': {
    'pt-BR': 'Com este valor, o texto de um cartão tem mais do que os 160 caracteres que o WhatsApp aceita.',
    es: 'Con este valor, el texto de una tarjeta tiene más de los 160 caracteres que admite WhatsApp.',
  },
  'With this value the text of the offer has more than the 600 characters that WhatsApp takes.': {
    'pt-BR': 'Com este valor, o texto da oferta tem mais do que os 600 caracteres que o WhatsApp aceita.',
    es: 'Con este valor, el texto de la oferta tiene más de los 600 caracteres que admite WhatsApp.',
  },
  'The value is no latitude or longitude in degrees with a point, like -23.5505.': {
    'pt-BR': 'O valor não é uma latitude ou longitude em graus com ponto, como -23.5505.',
    es: 'El valor no es una latitud o longitud en grados con punto, como -23.5505.',
  },
  'The value is no moment with its zone, like 2026-12-05T23:59:00-03:00.': {
    'pt-BR': 'O valor não é um momento com o fuso, como 2026-12-05T23:59:00-03:00.',
    es: 'El valor no es un momento con su zona, como 2026-12-05T23:59:00-03:00.',
  },
  'The value is no list of products like SKU1, SKU2, or of sections like Shoes: SKU1; Hats: SKU2.': {
    'pt-BR': 'O valor não é uma lista de produtos como SKU1, SKU2, nem de seções como Shoes: SKU1; Hats: SKU2.',
    es: 'El valor no es una lista de productos como SKU1, SKU2, ni de secciones como Shoes: SKU1; Hats: SKU2.',
  },
  'The code has more than the 15 characters that WhatsApp takes.': {
    'pt-BR': 'O código tem mais do que os 15 caracteres que o WhatsApp aceita.',
    es: 'El código tiene más de los 15 caracteres que admite WhatsApp.',
  },
  'The code holds a link or an emoji.': {
    'pt-BR': 'O código contém um link ou um emoji.',
    es: 'El código contiene un enlace o un emoji.',
  },
  'The person had been removed or suppressed, and is in the audience again.': {
    'pt-BR': 'A pessoa tinha sido removida ou suprimida e está de novo no público.',
    es: 'La persona había sido eliminada o suprimida y está de nuevo en la audiencia.',
  },
  'The person was a contact of the campaign before, and must not be messaged still.': {
    'pt-BR': 'A pessoa já era um contato da campanha e continua sem poder receber mensagens.',
    es: 'La persona ya era un contacto de la campaña y sigue sin poder recibir mensajes.',
  },
  'A spreadsheet program (Excel) wrote #### because the column was too narrow to show the number. Make the column wider, or format it as text, and export the file again.':
    {
      'pt-BR':
        'Um programa de planilhas (Excel) escreveu #### porque a coluna era estreita demais para mostrar o número. Alargue a coluna ou formate-a como texto e exporte o arquivo de novo.',
      es: 'Un programa de hojas de cálculo (Excel) escribió #### porque la columna era demasiado estrecha para mostrar el número. Ensanche la columna o déle formato de texto y exporte el archivo de nuevo.',
    },
  'A spreadsheet program (Excel) wrote the error of a formula, like #N/A or #REF!, where the number should be. Mend the formula, or enter the number as text, and export the file again.':
    {
      'pt-BR':
        'Um programa de planilhas (Excel) escreveu o erro de uma fórmula, como #N/A ou #REF!, no lugar do número. Corrija a fórmula ou digite o número como texto e exporte o arquivo de novo.',
      es: 'Un programa de hojas de cálculo (Excel) escribió el error de una fórmula, como #N/A o #REF!, donde debería estar el número. Corrija la fórmula o escriba el número como texto y exporte el archivo de nuevo.',
    },
  'A spreadsheet program (Excel) wrote the number in scientific notation, like 5.51E+12, and its last digits are lost. Format the column as text, enter the numbers again and export the file again.':
    {
      'pt-BR':
        'Um programa de planilhas (Excel) escreveu o número em notação científica, como 5.51E+12, e os últimos dígitos se perderam. Formate a coluna como texto, digite os números de novo e exporte o arquivo outra vez.',
      es: 'Un programa de hojas de cálculo (Excel) escribió el número en notación científica, como 5.51E+12, y se perdieron los últimos dígitos. Dé formato de texto a la columna, escriba los números de nuevo y exporte el archivo otra vez.',
    },
  'The number can be read in two ways, with a country code and without. Write it with + and its country code.': {
    'pt-BR': 'O número pode ser lido de duas formas, com código do país e sem. Escreva-o com + e o código do país.',
    es: 'El número puede leerse de dos formas, con código de país y sin él. Escríbalo con + y su código de país.',
  },
  'The number has an extension, which WhatsApp cannot reach. Give a number without.': {
    'pt-BR': 'O número tem um ramal, que o WhatsApp não alcança. Informe um número sem ramal.',
    es: 'El número tiene una extensión, a la que WhatsApp no llega. Indique un número sin ella.',
  },
  'The number is negative: a spreadsheet program (Excel) calculated with its dashes. Format the column as text, enter the number again and export the file again.':
    {
      'pt-BR':
        'O número é negativo: um programa de planilhas (Excel) fez contas com os hifens dele. Formate a coluna como texto, digite o número de novo e exporte o arquivo outra vez.',
      es: 'El número es negativo: un programa de hojas de cálculo (Excel) calculó con sus guiones. Dé formato de texto a la columna, escriba el número de nuevo y exporte el archivo otra vez.',
    },
  'The row was refused: {0}.': {
    'pt-BR': 'A linha foi recusada: {0}.',
    es: 'La fila fue rechazada: {0}.',
  },
  'This link or name of WhatsApp (of a group, a list, a channel or a person whose number it hides) holds no phone number. Give the number itself, with + and its country code.':
    {
      'pt-BR':
        'Este link ou nome do WhatsApp (de um grupo, uma lista, um canal ou uma pessoa cujo número fica oculto) não contém um número de telefone. Informe o próprio número, com + e o código do país.',
      es: 'Este enlace o nombre de WhatsApp (de un grupo, una lista, un canal o una persona cuyo número queda oculto) no contiene un número de teléfono. Indique el propio número, con + y su código de país.',
    },
  'The phone number is missing.': {
    'pt-BR': 'Falta o número de telefone.',
    es: 'Falta el número de teléfono.',
  },
  'The phone number is not one that exists.': {
    'pt-BR': 'O número de telefone não existe.',
    es: 'El número de teléfono no existe.',
  },
  'The phone number contains characters other than digits, spaces and + ( ) - .': {
    'pt-BR': 'O número de telefone contém caracteres além de dígitos, espaços e + ( ) - .',
    es: 'El número de teléfono contiene caracteres distintos de dígitos, espacios y + ( ) - .',
  },
  'The phone number contains letters; only digits, spaces and + ( ) - . are allowed.': {
    'pt-BR': 'O número de telefone contém letras; só são permitidos dígitos, espaços e + ( ) - .',
    es: 'El número de teléfono contiene letras; solo se permiten dígitos, espacios y + ( ) - .',
  },
  'The number has {0} digits; a number with its country code has 8 to 15.': {
    'pt-BR': 'O número tem {0} dígitos; um número com código do país tem de 8 a 15.',
    es: 'El número tiene {0} dígitos; un número con su código de país tiene de 8 a 15.',
  },
  'No phone number with a country code looks like this ({0} digits).': {
    'pt-BR': 'Nenhum número de telefone com código do país é assim ({0} dígitos).',
    es: 'Ningún número de teléfono con código de país es así ({0} dígitos).',
  },
  'No phone number of the default country, {0}, looks like this ({1} digits).': {
    'pt-BR': 'Nenhum número de telefone do país padrão, {0}, é assim ({1} dígitos).',
    es: 'Ningún número de teléfono del país por defecto, {0}, es así ({1} dígitos).',
  },
  'The default country "{0}" is not a known two-letter country code.': {
    'pt-BR': 'O país padrão "{0}" não é um código de país de duas letras conhecido.',
    es: 'El país por defecto "{0}" no es un código de país de dos letras conocido.',
  },
  'The cell has {0} characters; no phone number is that long.': {
    'pt-BR': 'A célula tem {0} caracteres; nenhum número de telefone é tão longo.',
    es: 'La celda tiene {0} caracteres; ningún número de teléfono es tan largo.',
  },
  'The campaign was canceled while the file was being read.': {
    'pt-BR': 'A campanha foi cancelada enquanto o arquivo era lido.',
    es: 'La campaña se canceló mientras se leía el archivo.',
  },
  'The campaign failed while the file was being read.': {
    'pt-BR': 'A campanha falhou enquanto o arquivo era lido.',
    es: 'La campaña falló mientras se leía el archivo.',
  },
  'The campaign took no more contacts.': {
    'pt-BR': 'A campanha não aceitou mais contatos.',
    es: 'La campaña no admitió más contactos.',
  },
  'The upload broke off before it was opened. Upload the file again.': {
    'pt-BR': 'O carregamento foi interrompido antes de ser aberto. Carregue o arquivo de novo.',
    es: 'La carga se interrumpió antes de abrirse. Cargue el archivo de nuevo.',
  },
  'The mapping is not JSON.': {
    'pt-BR': 'O mapeamento não é JSON.',
    es: 'El mapeo no es JSON.',
  },
  'The mapping must be a JSON object.': {
    'pt-BR': 'O mapeamento deve ser um objeto JSON.',
    es: 'El mapeo debe ser un objeto JSON.',
  },
  'The mapping\'s "parameters" must be an object of parameter name to column.': {
    'pt-BR': 'O "parameters" do mapeamento deve ser um objeto de nome de parâmetro para coluna.',
    es: 'El "parameters" del mapeo debe ser un objeto de nombre de parámetro a columna.',
  },
  'No parameter can be called "__proto__".': {
    'pt-BR': 'Nenhum parâmetro pode se chamar "__proto__".',
    es: 'Ningún parámetro puede llamarse "__proto__".',
  },
  'The mapping has an unknown field "{0}"; known are phone, name, correlationId and parameters.': {
    'pt-BR': 'O mapeamento tem um campo desconhecido "{0}"; os conhecidos são phone, name, correlationId e parameters.',
    es: 'El mapeo tiene un campo desconocido "{0}"; los conocidos son phone, name, correlationId y parameters.',
  },
  'The mapping\'s "parameters.{0}" must be the name of a column.': {
    'pt-BR': 'O "parameters.{0}" do mapeamento deve ser o nome de uma coluna.',
    es: 'El "parameters.{0}" del mapeo debe ser el nombre de una columna.',
  },
  'The mapping\'s "{0}" must be the name of a column.': {
    'pt-BR': 'O "{0}" do mapeamento deve ser o nome de uma coluna.',
    es: 'El "{0}" del mapeo debe ser el nombre de una columna.',
  },
  'The mapping\'s "{0}" names the column "{1}", which the file does not have. Found: {2} and {3} more.': {
    'pt-BR': 'O "{0}" do mapeamento indica a coluna "{1}", que o arquivo não tem. Encontradas: {2} e mais {3}.',
    es: 'El "{0}" del mapeo indica la columna "{1}", que el archivo no tiene. Encontradas: {2} y {3} más.',
  },
  'The mapping\'s "{0}" names the column "{1}", which the file does not have. Found: {2}.': {
    'pt-BR': 'O "{0}" do mapeamento indica a coluna "{1}", que o arquivo não tem. Encontradas: {2}.',
    es: 'El "{0}" del mapeo indica la columna "{1}", que el archivo no tiene. Encontradas: {2}.',
  },
  'The list is missing: send it in the part file of multipart/form-data.': {
    'pt-BR': 'Falta a lista: envie-a na parte file de multipart/form-data.',
    es: 'Falta la lista: envíela en la parte file de multipart/form-data.',
  },
  'The columns {0} could all be the phone. Say which with the mapping { "phone": … }.': {
    'pt-BR': 'Todas estas colunas poderiam ser o telefone: {0}. Diga qual com o mapeamento { "phone": … }.',
    es: 'Todas estas columnas podrían ser el teléfono: {0}. Indique cuál con el mapeo { "phone": … }.',
  },
  'No column is known as the phone. Found: {0} and {1} more. Call it "phone", or say which it is with the mapping { "phone": … }.':
    {
      'pt-BR':
        'Nenhuma coluna é conhecida como a do telefone. Encontradas: {0} e mais {1}. Chame-a de "phone" ou diga qual é com o mapeamento { "phone": … }.',
      es: 'Ninguna columna se reconoce como la del teléfono. Encontradas: {0} y {1} más. Llámela "phone" o indique cuál es con el mapeo { "phone": … }.',
    },
  'No column is known as the phone. Found: {0}. Call it "phone", or say which it is with the mapping { "phone": … }.': {
    'pt-BR':
      'Nenhuma coluna é conhecida como a do telefone. Encontradas: {0}. Chame-a de "phone" ou diga qual é com o mapeamento { "phone": … }.',
    es: 'Ninguna columna se reconoce como la del teléfono. Encontradas: {0}. Llámela "phone" o indique cuál es con el mapeo { "phone": … }.',
  },
  'Found: {0} and {1} more.': {
    'pt-BR': 'Encontradas: {0} e mais {1}.',
    es: 'Encontradas: {0} y {1} más.',
  },
  'Found: {0}.': {
    'pt-BR': 'Encontradas: {0}.',
    es: 'Encontradas: {0}.',
  },
  'The first line holds a phone number where the names of the columns should be. Add a line such as: phone,name': {
    'pt-BR':
      'A primeira linha contém um número de telefone onde deveriam estar os nomes das colunas. Inclua uma linha como: phone,name',
    es: 'La primera línea contiene un número de teléfono donde deberían estar los nombres de las columnas. Agregue una línea como: phone,name',
  },
  'The file has {0} columns; at most {1} are possible.': {
    'pt-BR': 'O arquivo tem {0} colunas; são possíveis no máximo {1}.',
    es: 'El archivo tiene {0} columnas; son posibles {1} como máximo.',
  },
  'The name of column {0} is not usable: at most {1} characters, no control characters.': {
    'pt-BR': 'O nome da coluna {0} não pode ser usado: no máximo {1} caracteres, sem caracteres de controle.',
    es: 'El nombre de la columna {0} no puede usarse: {1} caracteres como máximo, sin caracteres de control.',
  },
  'Columns {0} and {1} are both called "{2}".': {
    'pt-BR': 'As colunas {0} e {1} se chamam ambas "{2}".',
    es: 'Las columnas {0} y {1} se llaman ambas "{2}".',
  },
  'Two columns would be the parameter "{0}".': {
    'pt-BR': 'Duas colunas seriam o parâmetro "{0}".',
    es: 'Dos columnas serían el parámetro "{0}".',
  },
  'The file is empty.': {
    'pt-BR': 'O arquivo está vazio.',
    es: 'El archivo está vacío.',
  },
  'The file has no contacts: no row follows its header line.': {
    'pt-BR': 'O arquivo não tem contatos: nenhuma linha segue a de cabeçalho.',
    es: 'El archivo no tiene contactos: ninguna fila sigue a la línea de encabezado.',
  },
  'column {0} holds a value and has no name in the header line': {
    'pt-BR': 'a coluna {0} tem um valor e não tem nome na linha de cabeçalho',
    es: 'la columna {0} tiene un valor y no tiene nombre en la línea de encabezado',
  },
  'it contains NUL characters': {
    'pt-BR': 'contém caracteres NUL',
    es: 'contiene caracteres NUL',
  },
  'The row (line {0}) is malformed: {1}.': {
    'pt-BR': 'A linha (linha {0} do arquivo) está malformada: {1}.',
    es: 'La fila (línea {0} del archivo) está mal formada: {1}.',
  },
  'The contact file is no longer there. Upload it again.': {
    'pt-BR': 'O arquivo de contatos não está mais lá. Carregue-o de novo.',
    es: 'El archivo de contactos ya no está. Cárguelo de nuevo.',
  },
  'The contact files of this subaccount that wait to be read would be larger than {0} bytes. Send this one again when they were read.':
    {
      'pt-BR':
        'Os arquivos de contatos desta subconta à espera de leitura passariam de {0} bytes. Envie este de novo quando tiverem sido lidos.',
      es: 'Los archivos de contactos de esta subcuenta a la espera de lectura superarían los {0} bytes. Envíe este de nuevo cuando se hayan leído.',
    },
  'The contact files that wait to be read would be larger than {0} bytes. Send this one again when they were read.': {
    'pt-BR':
      'Os arquivos de contatos à espera de leitura passariam de {0} bytes. Envie este de novo quando tiverem sido lidos.',
    es: 'Los archivos de contactos a la espera de lectura superarían los {0} bytes. Envíe este de nuevo cuando se hayan leído.',
  },
  'The file is UTF-32. Save it as CSV in UTF-8.': {
    'pt-BR': 'O arquivo está em UTF-32. Salve-o como CSV em UTF-8.',
    es: 'El archivo está en UTF-32. Guárdelo como CSV en UTF-8.',
  },
  'The file is binary data, not CSV.': {
    'pt-BR': 'O arquivo contém dados binários, não CSV.',
    es: 'El archivo contiene datos binarios, no CSV.',
  },
  'an old Excel workbook (.xls)': {
    'pt-BR': 'uma pasta de trabalho antiga do Excel (.xls)',
    es: 'un libro antiguo de Excel (.xls)',
  },
  'a PDF': {
    'pt-BR': 'um PDF',
    es: 'un PDF',
  },
  'a PNG image': {
    'pt-BR': 'uma imagem PNG',
    es: 'una imagen PNG',
  },
  'a JPEG image': {
    'pt-BR': 'uma imagem JPEG',
    es: 'una imagen JPEG',
  },
  'a GIF image': {
    'pt-BR': 'uma imagem GIF',
    es: 'una imagen GIF',
  },
  'a gzip archive': {
    'pt-BR': 'um arquivo compactado gzip',
    es: 'un archivo comprimido gzip',
  },
  'a 7-Zip archive': {
    'pt-BR': 'um arquivo compactado 7-Zip',
    es: 'un archivo comprimido 7-Zip',
  },
  'a RAR archive': {
    'pt-BR': 'um arquivo compactado RAR',
    es: 'un archivo comprimido RAR',
  },
  'a rich text document': {
    'pt-BR': 'um documento rich text',
    es: 'un documento de texto enriquecido',
  },
  'a SQLite database': {
    'pt-BR': 'um banco de dados SQLite',
    es: 'una base de datos SQLite',
  },
  'The workbook is damaged or not complete. Open it in a spreadsheet program, save it again and upload that.': {
    'pt-BR':
      'A pasta de trabalho está danificada ou incompleta. Abra-a em um programa de planilhas, salve-a de novo e carregue o resultado.',
    es: 'El libro está dañado o incompleto. Ábralo en un programa de hojas de cálculo, guárdelo de nuevo y cargue el resultado.',
  },
  'The workbook declares a document type in its XML, which no spreadsheet program does. Save the sheet as CSV and upload that.':
    {
      'pt-BR':
        'A pasta de trabalho declara um tipo de documento no seu XML, o que nenhum programa de planilhas faz. Salve a planilha como CSV e carregue o resultado.',
      es: 'El libro declara un tipo de documento en su XML, algo que ningún programa de hojas de cálculo hace. Guarde la hoja como CSV y cargue el resultado.',
    },
  'The workbook unpacks to more than any sheet of contacts needs. Save the sheet as CSV and upload that.': {
    'pt-BR':
      'Descompactada, a pasta de trabalho é maior do que qualquer planilha de contatos precisa. Salve a planilha como CSV e carregue o resultado.',
    es: 'Descomprimido, el libro es mayor de lo que necesita cualquier hoja de contactos. Guarde la hoja como CSV y cargue el resultado.',
  },
  'The workbook holds more text than can be read from one. Save the sheet as CSV and upload that.': {
    'pt-BR':
      'A pasta de trabalho contém mais texto do que se pode ler de uma. Salve a planilha como CSV e carregue o resultado.',
    es: 'El libro contiene más texto del que se puede leer de uno. Guarde la hoja como CSV y cargue el resultado.',
  },
  'The workbook is protected by a password. Save it without one, or its sheet as CSV, and upload that.': {
    'pt-BR':
      'A pasta de trabalho está protegida por senha. Salve-a sem senha, ou a planilha como CSV, e carregue o resultado.',
    es: 'El libro está protegido con contraseña. Guárdelo sin ella, o la hoja como CSV, y cargue el resultado.',
  },
  'The workbook takes data from other files or sources. Copy its cells as values into a new one, or save the sheet as CSV, and upload that.':
    {
      'pt-BR':
        'A pasta de trabalho busca dados em outros arquivos ou fontes. Copie as células como valores para uma nova, ou salve a planilha como CSV, e carregue o resultado.',
      es: 'El libro toma datos de otros archivos u orígenes. Copie sus celdas como valores en uno nuevo, o guarde la hoja como CSV, y cargue el resultado.',
    },
  'The sheet has more than {0} rows, which no spreadsheet program can hold. Save it as CSV and upload that.': {
    'pt-BR':
      'A planilha tem mais de {0} linhas, o que nenhum programa de planilhas comporta. Salve-a como CSV e carregue o resultado.',
    es: 'La hoja tiene más de {0} filas, algo que ningún programa de hojas de cálculo admite. Guárdela como CSV y cargue el resultado.',
  },
  'The cell {0} holds a formula without its value. Open the workbook in a spreadsheet program, save it there and upload that.':
    {
      'pt-BR':
        'A célula {0} contém uma fórmula sem o seu valor. Abra a pasta de trabalho em um programa de planilhas, salve-a nele e carregue o resultado.',
      es: 'La celda {0} contiene una fórmula sin su valor. Abra el libro en un programa de hojas de cálculo, guárdelo allí y cargue el resultado.',
    },
  'The file is an old Excel workbook (.xls). Save it as .xlsx or CSV and upload that.': {
    'pt-BR':
      'O arquivo é uma pasta de trabalho antiga do Excel (.xls). Salve-o como .xlsx ou CSV e carregue o resultado.',
    es: 'El archivo es un libro antiguo de Excel (.xls). Guárdelo como .xlsx o CSV y cargue el resultado.',
  },
  'The file is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV and upload that.': {
    'pt-BR':
      'O arquivo é uma pasta de trabalho binária do Excel (.xlsb). Salve-o como .xlsx ou CSV e carregue o resultado.',
    es: 'El archivo es un libro binario de Excel (.xlsb). Guárdelo como .xlsx o CSV y cargue el resultado.',
  },
  'The file is an OpenDocument file (.ods). Save it as .xlsx or CSV and upload that.': {
    'pt-BR': 'O arquivo é um OpenDocument (.ods). Salve-o como .xlsx ou CSV e carregue o resultado.',
    es: 'El archivo es un OpenDocument (.ods). Guárdelo como .xlsx o CSV y cargue el resultado.',
  },
  'The file is a Numbers document (.numbers). Export it as .xlsx or CSV and upload that.': {
    'pt-BR': 'O arquivo é um documento do Numbers (.numbers). Exporte-o como .xlsx ou CSV e carregue o resultado.',
    es: 'El archivo es un documento de Numbers (.numbers). Expórtelo como .xlsx o CSV y cargue el resultado.',
  },
  'The file is no Excel workbook, whatever it is called. Upload an .xlsx workbook or a CSV file.': {
    'pt-BR':
      'O arquivo não é uma pasta de trabalho do Excel, seja qual for o seu nome. Carregue uma pasta de trabalho .xlsx ou um arquivo CSV.',
    es: 'El archivo no es un libro de Excel, se llame como se llame. Cargue un libro .xlsx o un archivo CSV.',
  },
  'The workbook has no sheet that can be seen.': {
    'pt-BR': 'A pasta de trabalho não tem nenhuma planilha visível.',
    es: 'El libro no tiene ninguna hoja visible.',
  },
  'The workbook has no sheet "{0}". Found: {1}.': {
    'pt-BR': 'A pasta de trabalho não tem a planilha "{0}". Encontradas: {1}.',
    es: 'El libro no tiene la hoja "{0}". Encontradas: {1}.',
  },
  'The file is no workbook and has no sheets: leave the field sheet out.': {
    'pt-BR': 'O arquivo não é uma pasta de trabalho e não tem planilhas: deixe de fora o campo sheet.',
    es: 'El archivo no es un libro y no tiene hojas: omita el campo sheet.',
  },
  'The request names two sheets.': {
    'pt-BR': 'A requisição nomeia duas planilhas.',
    es: 'La solicitud nombra dos hojas.',
  },
  'The sheet has no name: leave the field out for the first sheet.': {
    'pt-BR': 'A planilha não tem nome: deixe de fora o campo para a primeira planilha.',
    es: 'La hoja no tiene nombre: omita el campo para la primera hoja.',
  },
  'The name of the sheet is longer than {0} characters.': {
    'pt-BR': 'O nome da planilha tem mais de {0} caracteres.',
    es: 'El nombre de la hoja tiene más de {0} caracteres.',
  },
  'The part sheet is a file: send it as a field.': {
    'pt-BR': 'A parte sheet é um arquivo: envie-a como campo.',
    es: 'La parte sheet es un archivo: envíela como campo.',
  },
  'The file is a ZIP archive, not CSV. Export it as CSV and upload that.': {
    'pt-BR': 'O arquivo é um arquivo compactado ZIP, não CSV. Exporte-o como CSV e carregue o resultado.',
    es: 'El archivo es un archivo comprimido ZIP, no CSV. Expórtelo como CSV y cargue el resultado.',
  },
  'The file is an Excel workbook or another Office document (.xlsx), not CSV. Export it as CSV and upload that.': {
    'pt-BR':
      'O arquivo é uma pasta de trabalho do Excel ou outro documento do Office (.xlsx), não CSV. Exporte-o como CSV e carregue o resultado.',
    es: 'El archivo es un libro de Excel u otro documento de Office (.xlsx), no CSV. Expórtelo como CSV y cargue el resultado.',
  },
  'The file is an OpenDocument file (.ods), not CSV. Export it as CSV and upload that.': {
    'pt-BR': 'O arquivo é um OpenDocument (.ods), não CSV. Exporte-o como CSV e carregue o resultado.',
    es: 'El archivo es un OpenDocument (.ods), no CSV. Expórtelo como CSV y cargue el resultado.',
  },
  'The file is {0}, not CSV. Export it as CSV and upload that.': {
    'pt-BR': 'O arquivo é {0}, não CSV. Exporte-o como CSV e carregue o resultado.',
    es: 'El archivo es {0}, no CSV. Expórtelo como CSV y cargue el resultado.',
  },
  'The file is a web page or XML (some programs call that .xls), not CSV. Export it as CSV.': {
    'pt-BR': 'O arquivo é uma página web ou XML (alguns programas chamam isso de .xls), não CSV. Exporte-o como CSV.',
    es: 'El archivo es una página web o XML (algunos programas lo llaman .xls), no CSV. Expórtelo como CSV.',
  },
  'The file is JSON, not CSV. Contacts in JSON go into the body of the request.': {
    'pt-BR': 'O arquivo é JSON, não CSV. Contatos em JSON vão no corpo da requisição.',
    es: 'El archivo es JSON, no CSV. Los contactos en JSON van en el cuerpo de la solicitud.',
  },
  'The header line has no end within {0} characters: a quote in it is not closed, or this is no CSV.': {
    'pt-BR': 'A linha de cabeçalho não termina em {0} caracteres: uma aspa não foi fechada ou isto não é CSV.',
    es: 'La línea de encabezado no termina en {0} caracteres: una comilla no está cerrada o esto no es CSV.',
  },
  'The header line is malformed: {0}.': {
    'pt-BR': 'A linha de cabeçalho está malformada: {0}.',
    es: 'La línea de encabezado está mal formada: {0}.',
  },
  'The required parameter "{0}" is missing.': {
    'pt-BR': 'Falta o parâmetro obrigatório "{0}".',
    es: 'Falta el parámetro obligatorio "{0}".',
  },
  'The correlation id has {0} characters; at most {1} are possible.': {
    'pt-BR': 'O correlation id tem {0} caracteres; são possíveis no máximo {1}.',
    es: 'El id de correlación tiene {0} caracteres; son posibles {1} como máximo.',
  },
  'The name has {0} characters; at most {1} are possible.': {
    'pt-BR': 'O nome tem {0} caracteres; são possíveis no máximo {1}.',
    es: 'El nombre tiene {0} caracteres; son posibles {1} como máximo.',
  },
  'The parameter "{0}" has {1} characters; at most {2} are possible.': {
    'pt-BR': 'O parâmetro "{0}" tem {1} caracteres; são possíveis no máximo {2}.',
    es: 'El parámetro "{0}" tiene {1} caracteres; son posibles {2} como máximo.',
  },
  'The correlation id contains control characters.': {
    'pt-BR': 'O correlation id contém caracteres de controle.',
    es: 'El id de correlación contiene caracteres de control.',
  },
  'The name contains control characters.': {
    'pt-BR': 'O nome contém caracteres de controle.',
    es: 'El nombre contiene caracteres de control.',
  },
  'The parameter "{0}" contains control characters.': {
    'pt-BR': 'O parâmetro "{0}" contém caracteres de controle.',
    es: 'El parámetro "{0}" contiene caracteres de control.',
  },
  'a quoted cell is longer than {0} characters': {
    'pt-BR': 'uma célula entre aspas tem mais de {0} caracteres',
    es: 'una celda entre comillas tiene más de {0} caracteres',
  },
  'a quote is opened and never closed': {
    'pt-BR': 'uma aspa é aberta e nunca fechada',
    es: 'se abre una comilla y nunca se cierra',
  },
  'the quote that opens cell {0} is not closed on its line, and what follows does not add up': {
    'pt-BR': 'a aspa que abre a célula {0} não é fechada na própria linha, e o que segue não faz sentido',
    es: 'la comilla que abre la celda {0} no se cierra en su línea, y lo que sigue no cuadra',
  },
  'text follows the closing quote of cell {0}': {
    'pt-BR': 'há texto depois da aspa de fechamento da célula {0}',
    es: 'hay texto después de la comilla de cierre de la celda {0}',
  },
  'the row is too long': {
    'pt-BR': 'a linha é longa demais',
    es: 'la fila es demasiado larga',
  },
  'a quoted cell runs over the line end and the row does not add up': {
    'pt-BR': 'uma célula entre aspas passa do fim da linha, e a linha não faz sentido',
    es: 'una celda entre comillas pasa del final de la línea, y la fila no cuadra',
  },
  'the line is longer than {0} characters': {
    'pt-BR': 'a linha tem mais de {0} caracteres',
    es: 'la línea tiene más de {0} caracteres',
  },
} satisfies Wording;
