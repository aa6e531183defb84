/** Nouns for what a person is: offices, ranks, trades. Lower case, singular. */
export const ROLES: ReadonlySet<string> = new Set(
  (
    'taoiseach president vice-president premier chancellor minister secretary undersecretary spokesman spokeswoman spokesperson coordinator co-ordinator director ' +
    'chief head leader chairman chairwoman chairperson chair ceo cfo executive founder co-founder owner manager commander general colonel major captain ' +
    'lieutenant sergeant admiral marshal officer official adviser advisor aide envoy ambassador diplomat representative senator congressman congresswoman ' +
    'governor mayor lawmaker legislator parliamentarian mp deputy speaker judge justice prosecutor attorney lawyer solicitor barrister analyst expert ' +
    'professor lecturer researcher scientist economist historian fellow scholar student teacher doctor physician surgeon nurse engineer architect author writer ' +
    'journalist reporter correspondent editor columnist commentator presenter broadcaster photographer producer actor actress singer musician player coach striker ' +
    'captain pilot astronaut cosmonaut farmer resident witness activist campaigner dissident organiser organizer volunteer priest bishop archbishop cardinal pope imam ' +
    'cleric rabbi king queen prince princess emir sultan sheikh crown minister detective inspector superintendent constable commissioner sheriff warden guard soldier ' +
    'fighter militant rebel trader broker banker investor investigator inspector-general secretary-general lead principal dean rector vice-chancellor provost trustee ' +
    'negotiator mediator rapporteur candidate nominee incumbent whip counsel counsellor treasurer auditor ombudsman strategist consultant specialist partner ' +
    'manufacturer maker supplier exporter whistleblower refugee hostage suspect defendant ' +
    'father mother son daughter brother sister wife husband widow cousin uncle aunt friend colleague neighbour neighbor'
  ).split(' '),
)
