import type { EventType } from '@wherefrom/schema'

/**
 * Frames: which slot of a trigger gives which role. `a|b@class:role` = the slot `a` or `b`, if its head is of the noun
 * class. Slots are looked up from left to right, so that a narrower entry stands before a wider one. A noun's `by` and
 * `nat` count as its `subj`; `poss`, `of` and `comp` as written, else as its `subj`, `obj` and `obj`. Places after "in",
 * "at", "near" and the like have the role `place` in every frame that does not say otherwise.
 */
const ROWS = {
  // something changes hands or place
  give: [
    'transfer',
    'iobj|to:receiver for@actor:receiver subj|poss:giver comp@place:giver comp@actor:receiver comp@weapon|comp@goods|obj|of:thing from:origin via|through:via',
  ],
  equip: ['transfer', 'subj:giver obj:receiver with:thing'],
  receive: ['transfer', 'subj:receiver obj|of:thing from:giver'],
  haul: [
    'transfer',
    'to|into|towards|toward|onto|for:destination from:origin subj@vehicle:carrier comp@vehicle:carrier subj:giver obj|of|comp:thing via|through:via aboard|on@vehicle:carrier',
  ],
  travel: [
    'transfer',
    'subj@vehicle|subj|poss|of|comp:thing to|into|towards|toward|for|at|in@place:destination from|out:origin with|carrying:thing via|through:via',
  ],
  leave: ['transfer', 'subj:thing obj@place|from:origin for|to:destination'],
  reach: ['transfer', 'subj:thing obj@place:destination from:origin'],
  flee: ['transfer', 'subj|poss:thing obj@place|from:origin to|into|for:destination'],
  evacuate: ['transfer', 'subj|by:giver obj@place:origin obj|of|comp:thing from:origin to:destination'],
  trade: ['transfer', 'subj|poss|between|with:party obj|in|of|comp:thing'],
  exchange: ['transfer', 'subj|between|with:party obj|of|comp:thing'],

  // making
  make: ['production', 'subj|poss:producer obj|of|comp:thing with:partner under:licence'],
  develop: ['production', 'subj|poss:producer obj|of|comp:thing with:partner'],
  build: ['construction', 'subj|poss:builder obj|of|comp:thing with:partner'],
  buy: ['procurement', 'subj|poss:buyer obj|of|comp:thing from:seller for@money|at@money:price'],
  getof: ['procurement', 'subj:buyer of|obj:thing from:seller'],
  order: ['procurement', 'subj|poss:buyer obj@thing|for|of|comp:thing from:seller'],
  spend: ['procurement', 'subj:buyer obj@money|of@money:price on:thing'],
  takeover: ['procurement', 'subj|poss:buyer obj|of:thing'],

  // forces
  deploy: ['deployment', 'subj|poss:deployer obj|of|comp:thing to|in|on|at|near|into|along:destination from:origin'],
  march: [
    'deployment',
    'subj|poss|of|comp:thing obj@place|to|into|through|across|towards|toward|on:destination from:origin',
  ],
  withdraw: ['deployment', 'subj|poss:deployer obj|of|comp:thing from|out:origin to:destination'],
  retreat: ['deployment', 'subj|poss|of:thing from|out:origin to|into:destination'],
  drill: ['deployment', 'subj|poss|with|between:party comp:thing'],
  train: ['deployment', 'subj|poss:deployer obj|of|comp:thing'],
  employ: ['deployment', 'subj|poss:deployer obj|of:thing against:target'],
  hoist: ['deployment', 'subj|poss:deployer obj@weapon|obj@vehicle|of|comp:thing into|to:destination'],
  enlist: ['deployment', 'subj:deployer obj|of:thing'],

  // violence
  attack: [
    'attack',
    'subj|poss:attacker obj|on|against|of|at|upon:target comp@weapon|with@weapon|from@vehicle:instrument comp:target',
  ],
  strike: [
    'attack',
    'subj@weapon:instrument subj|poss:attacker obj|on|against|at:target comp@weapon|with@weapon|of@weapon:instrument comp|of:target',
  ],
  fire: [
    'attack',
    'subj|poss:attacker obj@weapon|of@weapon|comp@weapon|with@weapon:instrument at|on|into|towards|toward|against:target',
  ],
  explode: [
    'attack',
    'subj|obj@weapon|of@weapon|comp@weapon|poss@weapon:instrument comp@vehicle:instrument by@actor:attacker against|outside|near|inside|under|comp|of:target',
  ],
  detonate: ['attack', 'subj:attacker obj:instrument'],
  bombing: ['attack', 'subj|poss:attacker of|on|against|at:target comp@vehicle|comp@weapon:instrument comp:target'],
  fight: ['attack', 'subj@actor|poss|with|between:attacker obj|against|on:target comp@actor:attacker'],
  war: ['attack', 'subj@actor|poss|between:attacker against|on:target with:attacker comp:attacker'],
  abduct: ['attack', 'subj:attacker obj|poss|of:target from:place'],
  rebel: ['attack', 'subj|poss:attacker against:target'],
  protest: ['attack', 'subj|poss:attacker against|over|obj:target'],
  hack: ['attack', 'subj|poss:attacker obj|of|on|into|against:target'],
  shootdown: ['attack', 'subj@weapon:instrument subj:attacker obj|of:target with@weapon:instrument over@place:place'],

  // suffering
  kill: [
    'harm',
    'subj@weapon:instrument subj:actor obj|poss|of|comp:victim with@weapon|in@weapon:instrument in@event:cause',
  ],
  die: ['harm', 'subj|poss|of|comp:victim among:victim from|of@illness:cause'],
  hurt: ['harm', 'subj@weapon:instrument subj:actor obj|poss|of|to|comp:victim with@weapon:instrument'],
  suffer: ['harm', 'subj|poss:victim from|obj@illness:cause'],
  destroy: ['harm', 'subj@weapon:instrument subj:actor obj|of|to|comp:victim with@weapon:instrument'],
  harmed: ['harm', 'subj:victim'],

  // taking, judging, forbidding
  seize: ['seizure', 'subj|poss:seizer obj|of|comp:thing from:owner'],
  freed: ['legal', 'subj:authority obj|poss|of|comp:defendant from:place'],
  arrest: ['legal', 'subj:authority obj|poss|of|comp@actor:defendant for|on|over:charge'],
  jail: ['legal', 'subj:authority obj|poss|of:defendant for|over@crime:charge'],
  charge: ['legal', 'subj:authority obj|poss|against:defendant with|over|for|of|comp:charge'],
  trial: ['legal', 'subj:authority obj|poss|of|comp@actor:defendant for|on|over|comp:charge'],
  judge: ['legal', 'subj:authority obj|against|of@actor|poss:defendant of|for|to:charge'],
  sentence: ['legal', 'subj:authority obj|poss|of@actor:defendant for:charge to:penalty'],
  plead: ['legal', 'subj|poss:defendant to|of|obj:charge'],
  serve: ['legal', 'subj:defendant obj:penalty for:charge in:place'],
  sue: ['legal', 'subj|poss:authority obj|against:defendant for|over:charge'],
  rule: ['legal', 'subj|poss:authority against:defendant on|over|clause:charge'],
  deport: ['legal', 'subj:authority obj|poss|of:defendant from:origin to:destination'],
  crime: ['legal', 'subj|poss:defendant comp|obj|of:charge'],
  testify: ['legal', 'subj|poss|of:witness against:defendant about|on:charge before|in:place'],
  appeal: ['legal', 'subj|poss:defendant against|obj|of:charge'],
  sanction: ['sanction', 'subj|poss:authority obj|on|against:target for|over:reason comp:measure'],
  ban: ['sanction', 'subj|poss:authority from:measure obj|on|of|comp:target against:target'],
  blacklist: ['sanction', 'subj:authority obj|of:target for|over:reason'],
  expel: ['sanction', 'subj:authority obj|of:target from:place'],
  restrict: ['sanction', 'subj|poss:authority obj|on|of|comp:target'],
  boycott: ['sanction', 'subj|poss:authority obj|of|against|comp:target'],
  blockade: ['sanction', 'subj|poss:authority obj|of|comp:target'],
  defy: ['sanction', 'subj|poss:target obj|of|comp:measure'],
  law: ['sanction', 'subj:authority obj|of|comp:measure'],
  severed: ['sanction', 'subj:authority obj:measure with:target'],

  // talking
  agree: ['agreement', 'subj|poss|with|between|among:party obj|on|to|for|about|over|clause|comp|of:topic'],
  pact: ['agreement', 'subj|poss|with|between|among:party comp@place:party on|for|to|over|about|comp|of|clause:topic'],
  ratify: ['agreement', 'subj|poss:party obj|of|comp:topic'],
  comply: ['agreement', 'subj|poss:party obj|with:topic'],
  breach: ['agreement', 'subj|poss:party obj|of|comp:topic'],
  join: ['agreement', 'subj|poss:party obj|into|to|of:topic with:party'],
  partner: ['agreement', 'subj|poss|with|between:party on|in:topic'],
  meet: ['meeting', 'subj|poss|with|obj|between|of|among:party on|about|over:topic for@event:topic'],
  visit: ['meeting', 'subj|poss:visitor obj@actor|with:host obj@place|to:place comp:place of@actor:visitor'],
  arrive: ['meeting', 'subj:visitor in|to|at:place for:topic'],
  host: ['meeting', 'subj:host obj@event:topic obj|for|of:visitor'],
  summit: ['meeting', 'subj|poss|with|between|of|among:party comp@actor:party on|about|comp:topic'],
  call: ['meeting', 'subj|poss|obj@actor|with|between:party about|on:topic'],
  negotiate: ['negotiation', 'subj|with|between|among|poss:party obj|on|over|about|for|comp|of:topic'],
  offer: ['negotiation', 'subj|poss:party to|iobj:party obj|of|for|comp|clause:topic'],
  mediate: ['negotiation', 'subj:mediator between:party obj|in|of:topic'],
  investigate: ['investigation', 'subj|poss:investigator obj|into|of|comp:subject on|over:subject'],
  search: ['investigation', 'subj|poss:investigator obj|of:place for:subject'],
  find: ['investigation', 'subj:investigator obj|of:subject'],
  monitor: ['investigation', 'subj|poss:investigator obj|of|on|comp:subject'],
  say: [
    'statement',
    'subj|poss|of@actor:speaker iobj|to:hearer obj@actor:hearer obj|about|on|of|for|over|clause:topic',
  ],
  accuse: ['statement', 'subj|poss:speaker obj|against:hearer of|for:topic'],
  ask: ['statement', 'subj|poss|of@actor:speaker obj@actor|on@actor|to@actor:hearer for|obj|clause:topic'],
  threaten: ['statement', 'subj|poss:speaker obj@actor|against:hearer with|clause|of:topic'],
  speech: ['statement', 'subj|poss:speaker obj|to|before:hearer about|on:topic'],

  // misfortune
  accident: ['disaster', 'subj|of|comp@vehicle|comp:thing subj:thing involving|into|with:thing'],
  crash: ['disaster', 'subj|of|comp|poss|involving:thing into|with:thing'],
  quake: ['disaster', 'subj@disaster:cause obj|comp@place:place of:place subj|poss:thing'],
  outbreak: ['disaster', 'of|comp|subj:cause'],
  drown: ['disaster', 'subj:victim'],
  leak: ['disaster', 'subj@vehicle|subj|of|comp:thing into:place from:thing'],

  // office
  elect: ['election', 'subj|poss:chooser obj|of|comp@person:person as|to:office'],
  appoint: ['election', 'subj|poss:chooser obj|of|as@person:person as|to|obj@office:office'],
  vote: ['election', 'subj|poss|by:chooser for|obj@person:person against|on|over|clause|comp|of:topic'],
  election: ['election', 'subj|poss|in@place:place of@person:person for|comp|of:office'],
  run: ['election', 'subj:person for|as|of|comp:office'],
  win: ['election', 'subj|poss:person obj|in:topic'],
  resign: ['election', 'subj|poss|of@person:person from|as|of|obj@office:office'],
  dismiss: ['election', 'subj|poss:chooser obj|of:person from|as:office'],
  takeoffice: ['election', 'subj:person as:office'],
  hire: ['election', 'subj|poss:chooser obj|of:person as|to:office'],
  overthrow: ['election', 'subj|poss:chooser obj|of|against:person'],

  // money
  pay: ['financial', 'subj|poss:payer iobj|to:payee obj@money|of@money:amount obj@actor:payee obj|for|of|comp:thing'],
  fund: ['financial', 'subj|poss:payer obj@money|of@money:amount to|iobj|for@actor:payee obj|for|of|comp:thing'],
  invest: ['financial', 'subj|poss:payer obj@money|of@money|comp@money:amount in|into:thing obj|of:thing'],
  lend: ['financial', 'subj|poss:payer iobj|to:payee obj@money|of@money:amount obj|of|for:thing'],
  borrow: ['financial', 'subj|poss:payee from:payer obj|of:amount'],
  earn: ['financial', 'subj|poss:payee obj|of:amount from:thing'],
  lose: ['financial', 'subj|poss:payer obj|of:amount'],
  move: ['financial', 'subj|in|poss|comp:thing by|of@money:amount to@money|from@money:amount'],
  raise: ['financial', 'subj|poss:payer obj|of|on|in|comp:thing by|to:amount'],
  bill: ['financial', 'subj:payee obj@money:amount iobj|obj:payer for:thing'],
  cost: ['financial', 'subj:thing obj:amount iobj:payer'],
  launder: ['financial', 'subj|poss:payer obj|of|comp:thing'],
  bankrupt: ['financial', 'subj|poss|of:payer'],
} as const satisfies Record<string, readonly [EventType, string]>

export type FrameName = keyof typeof ROWS

/** One entry of a frame: slots and the class that their head must have, with the role that they give. */
export interface SlotRole {
  readonly slot: string
  readonly noun: string | null
  readonly role: string
}

export interface FrameOf {
  readonly type: EventType
  readonly roles: readonly SlotRole[]
  /** Slots that the frame names, with or without a class. */
  readonly slots: ReadonlySet<string>
}

function parse([type, text]: readonly [EventType, string]): FrameOf {
  const roles: SlotRole[] = []
  for (const entry of text.split(' ')) {
    const [slots = '', role = ''] = entry.split(':')
    for (const one of slots.split('|')) {
      const [slot = '', noun = null] = one.split('@')
      roles.push({ slot, noun, role })
    }
  }
  return { type, roles, slots: new Set(roles.map((r) => r.slot)) }
}

export const FRAMES = Object.fromEntries(Object.entries(ROWS).map(([name, row]) => [name, parse(row)])) as Record<
  FrameName,
  FrameOf
>
