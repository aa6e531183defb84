import { ascii, join, utf8 } from './bytes.ts'

export interface MailPart {
  readonly type: string
  readonly text?: string
  readonly bytes?: Uint8Array
  /** File name of an attachment. */
  readonly attached?: string
  readonly id?: string
}

const CRLF = '\r\n'

export const mailHead = (subject: string): readonly string[] => [
  'From: Ida Marlow <ida@courier.example>',
  'To: desk@courier.example',
  `Subject: ${subject}`,
  'Date: Tue, 04 Mar 2025 09:15:00 +0100',
  'Message-ID: <one@courier.example>',
  'MIME-Version: 1.0',
]

/** A message (RFC 5322) with parts in MIME; base64 where there are bytes. */
export function buildMail(subject: string, parts: readonly MailPart[], kind = 'mixed'): Uint8Array {
  const head = mailHead(subject)
  const bound = `=_part_${kind}`
  const body = parts.map((p) => `--${bound}${CRLF}${part(p)}${CRLF}`).join('')
  return ascii(
    [...head, `Content-Type: multipart/${kind}; boundary="${bound}"`, '', `${body}--${bound}--`, ''].join(CRLF),
  )
}

function part({ type, text, bytes, attached, id }: MailPart): string {
  const data = Buffer.from(bytes ?? utf8(text ?? '')).toString('base64')
  const lines = [
    `Content-Type: ${type}${bytes ? '' : '; charset=utf-8'}`,
    'Content-Transfer-Encoding: base64',
    ...(attached ? [`Content-Disposition: attachment; filename="${attached}"`] : []),
    ...(id ? [`Content-ID: <${id}>`] : []),
    '',
    ...(data.match(/.{1,76}/g) ?? []),
  ]
  return lines.join(CRLF)
}

/** A mailbox in which each message follows a line `From ...`. */
export function buildMbox(messages: readonly Uint8Array[]): Uint8Array {
  return join(
    messages.flatMap((m) => [
      'From ida@courier.example Tue Mar  4 09:15:00 2025\n',
      Buffer.from(m)
        .toString('latin1')
        .replaceAll('\r\n', '\n')
        .replace(/^(>*From )/gm, '>$1'),
      '\n',
    ]),
  )
}

/** Apple Mail's form: length in bytes, the message, a property list. */
export function buildEmlx(message: Uint8Array): Uint8Array {
  const list =
    '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>flags</key><integer>1</integer></dict></plist>\n'
  return join([`${message.length}\n`, message, list])
}

/** A page with its pictures as a browser saves them: MIME multipart/related. */
export function buildMhtml(html: string, images: readonly MailPart[]): Uint8Array {
  const bound = '----MultipartBoundary--saved----'
  const head = [
    'From: <Saved by Blink>',
    'Snapshot-Content-Location: https://courier.example/news/cranes',
    'Subject: Cranes',
    'Date: Tue, 4 Mar 2025 09:15:00 -0000',
    'MIME-Version: 1.0',
    `Content-Type: multipart/related; type="text/html"; boundary="${bound}"`,
    '',
    '',
  ]
  const page = [
    `--${bound}`,
    'Content-Type: text/html',
    'Content-ID: <frame-1@mhtml.blink>',
    'Content-Transfer-Encoding: 8bit',
    'Content-Location: https://courier.example/news/cranes',
    '',
    html,
    '',
  ]
  const rest = images.map((i) => {
    const located = `Content-Location: https://courier.example/${i.id ?? 'picture.png'}`
    const data = Buffer.from(i.bytes ?? new Uint8Array()).toString('base64')
    return [`--${bound}`, `Content-Type: ${i.type}`, 'Content-Transfer-Encoding: base64', located, '', data, ''].join(
      CRLF,
    )
  })
  return utf8([...head, ...page, ...rest, `--${bound}--`, ''].join(CRLF))
}
