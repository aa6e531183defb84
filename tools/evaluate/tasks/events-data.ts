/**
 * Annotated events: RAMS (one event a document, its arguments within five sentences) and WikiEvents (every event of its
 * ontology), with what their types and roles are called here. Types that both ontologies have and this one has not (a
 * broadcast, a funeral, a walk) are left out.
 */
import type { EventType, Span } from '@wherefrom/schema'

export interface GoldArgument {
  readonly role: string
  readonly span: Span
}

export interface GoldEvent {
  readonly trigger: Span
  /** The corpus's own type, lower case. */
  readonly type: string
  /** Types that are right here; the first is the nearest. */
  readonly types: readonly EventType[]
  readonly arguments: readonly GoldArgument[]
}

export interface GoldDocument {
  readonly id: string
  readonly text: string
  readonly events: readonly GoldEvent[]
  /** Does the corpus annotate every event of its types, so that finding one more is an error? */
  readonly complete: boolean
}

/** Start of a type (RAMS's names, or WikiEvents' in lower case) -> our types. The longest start that fits counts. */
const TYPES: readonly (readonly [start: string, ...types: EventType[]])[] = [
  ['artifactexistence.damagedestroy', 'harm', 'attack'],
  ['artifactexistence.manufacture', 'production', 'construction'],
  ['manufacture.artifact', 'production', 'construction'],
  ['conflict.attack', 'attack', 'harm', 'seizure'],
  ['conflict.attack.invade', 'attack', 'deployment'],
  ['conflict.attack.detonateexplode', 'attack', 'disaster', 'harm'],
  ['conflict.demonstrate', 'attack'],
  ['conflict.yield', 'deployment'],
  ['contact.commandorder', 'statement'],
  ['contact.commitment', 'statement'],
  ['contact.mediastatement', 'statement'],
  ['contact.publicstatement', 'statement'],
  ['contact.requestadvise', 'statement'],
  ['contact.requestcommand', 'statement'],
  ['contact.prevarication', 'statement'],
  ['contact.threatencoerce', 'statement'],
  ['contact.contact', 'statement', 'meeting'],
  ['contact.collaborate', 'meeting', 'agreement'],
  ['contact.discussion', 'meeting', 'negotiation'],
  ['contact.negotiate', 'negotiation', 'meeting'],
  ['disaster.accidentcrash', 'disaster'],
  ['disaster.fireexplosion', 'disaster', 'attack'],
  ['disaster.diseaseoutbreak', 'disaster', 'harm'],
  ['government.agreements', 'agreement'],
  ['government.agreements.violate', 'agreement'],
  ['government.legislate', 'sanction', 'agreement', 'election'],
  ['government.spy', 'investigation'],
  ['government.vote', 'election'],
  ['inspection', 'investigation'],
  ['cognitive.inspection', 'investigation'],
  ['justice.investigate', 'investigation'],
  ['justice.judicialconsequences.execute', 'harm', 'legal'],
  ['justice', 'legal'],
  ['life.die', 'harm', 'attack'],
  ['life.injure', 'harm', 'attack'],
  ['movement.transportartifact.prevent', 'sanction', 'legal', 'seizure'],
  ['movement.transportperson.prevent', 'sanction', 'legal', 'seizure'],
  ['movement', 'transfer', 'meeting', 'deployment'],
  ['personnel.elect', 'election'],
  ['personnel', 'election', 'deployment'],
  ['transaction.transaction.embargo', 'sanction'],
  ['transaction.transfermoney.embargo', 'sanction'],
  ['transaction.transferownership.embargo', 'sanction'],
  ['transaction.transaction.transfercontrol', 'seizure', 'transfer'],
  ['transaction.transfermoney', 'financial', 'procurement', 'transfer'],
  ['transaction.transferownership', 'procurement', 'transfer', 'financial'],
  ['transaction.exchange', 'procurement', 'transfer'],
  ['transaction', 'financial', 'transfer', 'procurement'],
]

/** Role of the corpora (lower case) -> roles here that are right for it. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  attacker: ['attacker', 'seizer', 'deployer', 'actor'],
  target: ['target', 'victim', 'thing', 'destination'],
  instrument: ['instrument', 'cause', 'thing'],
  explosivedevice: ['instrument', 'thing'],
  place: ['place', 'destination', 'origin', 'target'],
  demonstrator: ['attacker'],
  yielder: ['thing'],
  retreater: ['thing', 'deployer'],
  surrenderer: ['thing'],
  killer: ['actor', 'attacker'],
  injurer: ['actor', 'attacker'],
  damager: ['actor', 'attacker'],
  destroyer: ['actor', 'attacker'],
  damagerdestroyer: ['actor', 'attacker'],
  executioner: ['actor', 'authority'],
  victim: ['victim', 'target'],
  deceased: ['victim'],
  artifact: ['thing', 'victim', 'target'],
  money: ['amount', 'thing', 'price'],
  artifactmoney: ['thing', 'measure', 'amount'],
  territoryorfacility: ['thing'],
  acquiredentity: ['thing'],
  passengerartifact: ['thing'],
  passenger: ['thing', 'visitor', 'defendant'],
  transporter: ['giver', 'carrier', 'thing', 'visitor', 'seizer', 'authority', 'receiver'],
  vehicle: ['carrier', 'thing'],
  driverpassenger: ['victim', 'thing'],
  crashobject: ['thing'],
  fireexplosionobject: ['thing', 'place', 'instrument'],
  origin: ['origin', 'place'],
  destination: ['destination', 'receiver', 'place'],
  granter: ['giver', 'authority'],
  preventer: ['authority', 'seizer'],
  giver: ['giver', 'seller', 'payer', 'owner', 'target'],
  recipient: ['receiver', 'buyer', 'payee', 'hearer', 'seizer', 'target'],
  beneficiary: ['receiver', 'payee', 'buyer'],
  manufacturer: ['producer', 'builder'],
  participant: ['party', 'visitor', 'host', 'speaker', 'hearer', 'mediator'],
  communicator: ['speaker', 'party'],
  jailer: ['authority'],
  detainee: ['defendant'],
  prosecutor: ['authority'],
  judgecourt: ['authority'],
  defendant: ['defendant', 'subject', 'victim', 'speaker'],
  crime: ['charge', 'subject', 'topic'],
  extraditer: ['authority'],
  investigator: ['investigator', 'authority'],
  inspector: ['investigator'],
  inspectedentity: ['subject', 'place'],
  monitor: ['investigator'],
  monitoredentity: ['subject'],
  observedentity: ['subject'],
  spy: ['investigator'],
  governmentbody: ['authority', 'party'],
  law: ['measure', 'topic'],
  violator: ['party'],
  otherparticipant: ['party'],
  voter: ['chooser'],
  candidate: ['person'],
  employee: ['person', 'deployer'],
  placeofemployment: ['chooser', 'office', 'deployer'],
  topic: ['topic'],
}

export const rolesFor = (role: string): readonly string[] => ROLES[role] ?? []

export function typesFor(type: string): readonly EventType[] {
  let best: readonly [string, ...EventType[]] | null = null
  for (const row of TYPES) if (type.startsWith(row[0]) && row[0].length > (best?.[0].length ?? 0)) best = row
  return best ? (best.slice(1) as EventType[]) : []
}

/** Text of tokens, with the place of each; no blank before closing punctuation and clitics. */
function joined(tokens: readonly string[]): { text: string; at: Span[] } {
  let text = ''
  const at: Span[] = []
  for (const [i, token] of tokens.entries()) {
    const close = /^(?:[,.;:!?%)\]’]|'(?:s|re|ve|ll|d|m)$|n't$|'$)/.test(token)
    const open = /^[([$]$/.test(tokens[i - 1] ?? '')
    if (text !== '' && !close && !open) text += ' '
    at.push({ start: text.length, end: text.length + token.length })
    text += token
  }
  return { text, at }
}

interface RamsJson {
  doc_key: string
  sentences: string[][]
  evt_triggers: [number, number, [[string, number]]][]
  gold_evt_links: [[number, number], [number, number], string][]
}

function fromRams(json: RamsJson): GoldDocument {
  const { text, at } = joined(json.sentences.flat())
  const span = (from: number, to: number): Span => ({ start: at[from]!.start, end: at[to]!.end })
  const events = json.evt_triggers.map(([from, to, [[type]]]): GoldEvent => {
    const links = json.gold_evt_links.filter(([trigger]) => trigger[0] === from)
    const args = links.map(([, [a, b], role]) => ({ role: role.replace(/^evt\d+arg\d+/, ''), span: span(a, b) }))
    return { trigger: span(from, to), type, types: typesFor(type), arguments: args }
  })
  return { id: json.doc_key, text, events, complete: false }
}

interface WikiJson {
  doc_id: string
  tokens: string[]
  entity_mentions: { id: string; start: number; end: number }[]
  event_mentions: {
    event_type: string
    trigger: { start: number; end: number }
    arguments: { entity_id: string; role: string }[]
  }[]
}

function fromWiki(json: WikiJson): GoldDocument {
  const { text, at } = joined(json.tokens)
  const span = (from: number, to: number): Span => ({ start: at[from]!.start, end: at[to - 1]!.end })
  const entities = new Map(json.entity_mentions.map((e) => [e.id, span(e.start, e.end)]))
  const events = json.event_mentions.map((e): GoldEvent => {
    const type = e.event_type.toLowerCase()
    const args = e.arguments.flatMap((a) => {
      const at = entities.get(a.entity_id)
      return at ? [{ role: a.role.toLowerCase(), span: at }] : []
    })
    return { trigger: span(e.trigger.start, e.trigger.end), type, types: typesFor(type), arguments: args }
  })
  return { id: json.doc_id, text, events, complete: true }
}

/** One line of a corpus file; null for a line in neither layout. */
export function readLine(line: string): GoldDocument | null {
  const json = JSON.parse(line) as Partial<RamsJson & WikiJson>
  if (json.doc_key && json.evt_triggers && json.gold_evt_links && json.sentences) return fromRams(json as RamsJson)
  if (json.doc_id && json.tokens && json.event_mentions && json.entity_mentions) return fromWiki(json as WikiJson)
  return null
}
