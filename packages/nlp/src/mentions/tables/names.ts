const list = (words: string): readonly string[] => words.split(/[\n,]/).flatMap((w) => w.trim() || [])
const lowerSet = (words: string): ReadonlySet<string> => new Set(list(words).map((w) => w.toLowerCase()))

/** Places that stand for an institution in news. Each is an organisation wherever it is named. */
export const METONYMS = lowerSet(`
White House, Kremlin, Pentagon, Downing Street, No. 10, Number 10, Elysee, Elysee Palace, Élysée, Élysée Palace, Capitol Hill, Whitehall, Foggy Bottom,
Quai d'Orsay, Bundestag, Knesset, Duma, State Duma, Verkhovna Rada, Rada, Sejm, Riksdag, Holyrood, Stormont, Scotland Yard, Blue House, Casa Rosada,
Zhongnanhai, Buckingham Palace, Langley, Wall Street, Holy See, Sublime Porte, Bankova`)

/** Organisations of the news that lists of training texts know too little about. */
export const ORGANISATIONS = lowerSet(`
NATO, North Atlantic Treaty Organization, North Atlantic Treaty Organisation, European Union, EU, UN, U.N., United Nations, UN Security Council,
U.N. Security Council, Security Council, General Assembly, UNICEF, UNESCO, UNHCR, UNRWA, WHO, World Health Organization, World Health Organisation,
WTO, World Trade Organization, IMF, International Monetary Fund, World Bank, IAEA, International Atomic Energy Agency, OPCW, OSCE, OPEC, OPEC+, ASEAN,
African Union, Arab League, G7, G-7, G8, G20, G-20, BRICS, European Commission, European Parliament, European Council, European Central Bank, ECB, Europol, Interpol,
Red Cross, Red Crescent, ICRC, Amnesty International, Human Rights Watch, Greenpeace, Doctors Without Borders, Oxfam, Bellingcat,
CIA, FBI, NSA, NSC, National Security Council, DIA, DEA, IRS, NASA, FDA, CDC, EPA, FEMA, DHS, TSA, Congress, Senate, House of Representatives, Supreme Court,
State Department, Defense Department, Treasury Department, Justice Department, Department of Defense, Department of State, Department of Justice, Treasury,
CENTCOM, Federal Reserve, Fed, Democratic Party, Republican Party, Labour, Labour Party, Conservative Party, MI5, MI6, GCHQ, House of Commons, House of Lords,
Ministry of Defence, Foreign Office, Home Office, Defence Ministry, Foreign Ministry, Interior Ministry, FSB, SVR, GRU, KGB, SBU, GUR, Mossad, IDF, Shin Bet, IRGC,
Revolutionary Guards, Revolutionary Guard, Quds Force, Hezbollah, Hizbollah, Hamas, Islamic Jihad, Islamic State, ISIS, ISIL, IS, Daesh, Taliban, al-Qaeda, al-Qaida, Al Qaeda,
Boko Haram, al-Shabaab, PKK, YPG, FARC, Wagner, Wagner Group, Azov, Houthis, Peshmerga, Red Army, Roscosmos, Rosatom, Gazprom, Rosneft,
Google, Apple, Microsoft, Amazon, Facebook, Meta, Twitter, Boeing, Airbus, Lockheed Martin, Raytheon, Maxar, Planet Labs, Huawei, Samsung, Toyota, Shell, BP, Exxon`)

/** Newspapers, agencies, broadcasters and sites. */
export const MEDIA = lowerSet(`
Reuters, Associated Press, AP, AFP, Agence France-Presse, Bloomberg, Bloomberg News, BBC, BBC News, CNN, CNBC, CBS, CBS News, NBC, NBC News, ABC News, Fox News, MSNBC,
NPR, PBS, Sky News, ITV, Channel 4, Al Jazeera, Al-Jazeera, Al Arabiya, Deutsche Welle, DW, France 24, Euronews, RT, Sputnik, TASS, Itar-Tass, Interfax, Xinhua, KCNA, Korean Central News Agency, Yonhap, Kyodo,
New York Times, The New York Times, NYT, Washington Post, The Washington Post, Wall Street Journal, The Wall Street Journal, WSJ, USA Today, Los Angeles Times, Politico,
Axios, Guardian, The Guardian, Daily Telegraph, The Telegraph, Financial Times, Independent, Times of London, Economist, The Economist, Daily Mail, Daily Mirror, Le Monde, Le Figaro,
Liberation, Der Spiegel, Spiegel, Bild, Die Zeit, Die Welt, Sueddeutsche Zeitung, Frankfurter Allgemeine, El Pais, El Mundo, La Repubblica, Corriere della Sera, Haaretz, Jerusalem Post,
Times of Israel, Kommersant, Izvestia, Pravda, RIA Novosti, Meduza, Novaya Gazeta, Ukrinform, Ukrainska Pravda, Kyiv Independent, Kyiv Post, Suspilne, Global Times, People's Daily, China Daily,
South China Morning Post, Straits Times, Times of India, The Hindu, Dawn, Asahi Shimbun, Nikkei, Fars, Tasnim, IRNA, ISNA, Press TV, SANA, Anadolu, Anadolu Agency, Hurriyet,
Wikinews, Wikipedia, Radio Free Europe, Voice of America, VOA, Telegram, YouTube, Forbes, Fortune, Time, Newsweek, The Atlantic, New Yorker, The New Yorker, Vice, Wired, The Hill`)

/** Organisations of one word that means nothing else, whatever the tagger takes them for. Lower case. */
export const LONE_ORGANISATIONS = lowerSet(`
Reuters, Interfax, Xinhua, TASS, Politico, Axios, Kommersant, Izvestia, Bellingcat, Ukrinform, Yonhap, Kyodo, Tasnim, Euronews, Bloomberg, Newsweek, Haaretz, Meduza, Wikinews,
UN, U.N., EU, E.U., NATO, IAEA, OPEC, OSCE, ASEAN, UNESCO, UNICEF, UNHCR, UNRWA, Interpol, Europol, Eurojust, Frontex, Kremlin, Pentagon, Whitehall, Bundestag, Knesset, Duma, Sejm, Riksdag,
CENTCOM, AFRICOM, EUCOM, INDOPACOM, Hezbollah, Hizbollah, Hizbullah, Hezbullah, Hamas, Taliban, Daesh, ISIS, ISIL, al-Qaeda, al-Qaida, al-Shabaab, Peshmerga, Houthis, Mossad,
Gazprom, Rosneft, Rosatom, Roscosmos, Lukoil, Rostec, Sberbank, Aeroflot, Naftogaz, Ukrenergo, Energoatom, Ukroboronprom, Almaz-Antey, Rosoboronexport, Rosselkhoznadzor, Roskomnadzor,
Greenpeace, Oxfam, Facebook, Google, Microsoft, Huawei, Samsung, Boeing, Airbus, Raytheon, Maxar, Starlink, SpaceX, Frelimo, Renamo, Politburo`)

/** Words before a person's name, without full stop. `true` ones may be part of the name that the text uses. */
export const TITLES = new Set(
  (
    'mr mrs ms miss mx dr prof professor sir dame lord lady king queen prince princess pope president vice-president premier chancellor senator sen ' +
    'rep representative congressman congresswoman governor gov mayor minister secretary ambassador judge justice general gen colonel col major maj ' +
    'captain capt lieutenant lt commander cmdr sergeant sgt corporal cpl private admiral adm brigadier marshal inspector detective officer deputy ' +
    'chief chairman chairwoman chairperson director imam sheikh shaikh ayatollah mullah rabbi father rev reverend bishop archbishop cardinal sultan emir ' +
    'emperor empress baron baroness count countess comrade coach spokesman spokeswoman spokesperson attorney'
  ).split(' '),
)

/** Last words that make a name an organisation's. */
export const ORG_HEADS = new Set(
  (
    'inc corp corporation co company ltd llc plc gmbh ag sa spa nv oy ab as group holding holdings bank agency ministry department council committee commission ' +
    'association federation union party university college institute foundation organization organisation authority bureau office court parliament congress senate ' +
    'assembly army navy police guard guards brigade battalion regiment division corps command fleet squadron forces force service services administration ' +
    'board centre center academy school times post journal herald tribune news press television tv radio network airlines airways industries systems technologies ' +
    'league club team united society trust fund alliance coalition front movement militia cabinet government embassy consulate directorate secretariat taskforce'
  ).split(' '),
)

/** Last words that make a place name a built place. */
export const FACILITY_HEADS = new Set(
  (
    'airport airfield airbase base stadium arena bridge tunnel dam hospital clinic prison jail barracks plant refinery factory shipyard port harbour harbor terminal station ' +
    'hotel mosque church cathedral temple synagogue museum library tower building palace castle cemetery camp cosmodrome spaceport mall market theatre theater plaza pipeline ' +
    'mine depot garrison headquarters courthouse laboratory observatory shrine mausoleum monastery zoo reactor'
  ).split(' '),
)

/** Last words that make a name an event's. */
export const EVENT_HEADS = new Set(
  (
    'war wars revolution olympics games cup championship championships election elections summit conference uprising massacre crisis festival battle operation holocaust ' +
    'intifada referendum tournament marathon hurricane typhoon earthquake pandemic congress expo biennale coup siege offensive genocide spring forum'
  ).split(' '),
)

/** First words that make a name an event's when a name follows. */
export const EVENT_STARTS = new Set('operation hurricane typhoon cyclone battle siege exercise super'.split(' '))

/** Last words that make a name of two words or more an event's, whatever else it looks like. */
export const STRONG_EVENT_HEADS = new Set(
  'war wars summit uprising olympics championship championships tournament intifada massacre pandemic referendum'.split(
    ' ',
  ),
)

/** The same for built places. */
export const STRONG_FACILITY_HEADS = new Set(
  'airport airfield airbase stadium arena bridge dam mosque prison cosmodrome shipyard refinery spaceport plant'.split(
    ' ',
  ),
)

/** Last words that make a name of two words or more a document's, whatever else it looks like. */
export const STRONG_DOCUMENT_HEADS = new Set(
  'act acts treaty accord accords convention protocol declaration amendment charter communique law'.split(' '),
)

/** Kinds of documents that `of` or `on` follows: `Treaty of Tallinn`. */
export const DOCUMENT_STARTS = new Set(
  'treaty convention declaration protocol charter covenant memorandum statute'.split(' '),
)

/** Kinds of documents that a number follows: `Resolution 2231`. */
export const NUMBERED_DOCUMENTS = new Set(
  'resolution decree directive regulation decision report executive-order'.split(' '),
)

/** Last words that make what looks like a place an organisation; kinds that places share are left out (`West Bank`). */
export const STRONG_ORG_HEADS = new Set(
  (
    'inc corp corporation company ltd llc plc gmbh agency ministry department council committee commission association party university college institute foundation ' +
    'organization organisation authority bureau parliament congress senate assembly army navy police brigade brigades battalion regiment squadron forces administration ' +
    'society trust fund movement militia government directorate secretariat books press times tribune gazette airlines airways industries'
  ).split(' '),
)

/** Last words that make a name a document's. */
export const DOCUMENT_HEADS = new Set(
  (
    'act bill treaty agreement accord accords convention constitution resolution protocol declaration charter amendment report code directive decree memorandum ' +
    'manifesto pact statute bible koran quran torah article law protocols'
  ).split(' '),
)

/** Given names seen often in international news; a hint, never proof. */
export const GIVEN_NAMES = new Set(
  (
    'aaron abdul abdullah abdel abu adam adrian ahmad ahmed alan albert alejandro aleksandr aleksei alex alexander alexandra alexei alexey alfred ali alice alison amanda amir amy ana anas andre ' +
    'andrea andreas andrei andrew andriy andrzej andy angela angelina ann anna anne annie anthony antonio antony anton antti arash aryeh ariel arthur artem asif ayman barack barbara barry bashar ben benjamin benny ' +
    'bernard bernie beth betty bill billy bob boris brad brandon brian bruce bruno caroline carlos carol catherine cecilia chad charles charlie charlotte chen chris christian christina christine christopher chuck cindy claire clara ' +
    'claude colin connie craig cristina cyril dan daniel danny daria darren david dean deborah debra denis dennys denys diana diane dick diego dmitri dmitry dmytro dominic don donald donna dorothy doug douglas ed eddie edward ' +
    'edwin eli elena elizabeth ellen emily emma emmanuel eric erik ernest esther eugene eva evan farid fatima fayez felipe felix fernando fidel fiona frances francis francisco francois frank franklin fred frederick fuad gabriel gary gavin ' +
    'gennady geoff geoffrey george georgy gerald gerard gerhard giorgia giovanni giuseppe glenn gordon grace graham greg gregory guillermo gustav gustavo guy haider hamid hannah hans harold harry hasan hashim hassan heather hector helen ' +
    'helmut henry herbert hillary hosni howard hugh hugo hussein ian ibrahim igor ilham ilya imran ingrid irina isaac isabel ismail ivan jack jackie jacob jacques jaime jake james jamal jan jane janet jason javier jay jean jeff jeffrey jennifer ' +
    'jens jeremy jerry jesse jessica jesus jill jim jimmy joan joe joel johan johannes john johnny jon jonathan jordan jorge jose josef joseph josep josh joshua joyce juan juanita judith judy julia julian julie jun justin kamal karen karim karl ' +
    'kate katherine kathleen kathy keir keith kelly ken kenneth kevin khaled khalid kim klaus konstantin kristen kumar kyle larry laura lauren laurent lee leo leon leonid leonard leslie li lin linda lindsey lisa liz lloyd louis lucas lucy luis luke lula ' +
    'luiz lynn madeleine mahmoud malcolm manuel marc marco marcus margaret maria marie marina mario mark martha martin mary masoud matt matthew maurice max megan mehmet melissa michael michel michelle miguel mika mike mikhail miriam mitch mohamed ' +
    'mohammad mohammed moshe muhammad mustafa mykhailo mykola nancy naomi narendra natalia natalie nathan neil nelson nicholas nick nicola nicolas nicole nigel nikita nikolai nikolay nikos nina noah nora norman nouri oksana olaf oleg oleh oleksandr oleksiy olena ' +
    'olga oliver olivia omar oscar osama otto pablo pamela park pat patricia patrick paul paula paulo pavel pedro peggy penny pete peter petro phil philip philippe pierre piotr qasem rachel rafael ralph ramon ramzan randy rashid ray raymond rebecca recep ' +
    'rex ricardo richard rick rishi rob robert roberto robin rodrigo roger roman ron ronald rosa rose ross roy rudolf rupert russell ruth ryan saad saddam sam samantha samuel sandra sara sarah sasha scott sean sebastian sergei sergey serhiy sergio shane ' +
    'sharon shimon shinzo silvio simon sofia soleimani sophia sophie stanislav stefan stephanie stephen steve steven stuart sue susan svetlana tamara tammy tariq taras ted terry thatcher theo theresa thomas tim timothy tina todd tom tony tracy trevor tyler ' +
    'ursula vadim valentina valery vanessa vasily victor victoria vicky viktor vince vincent virginia vitali vitaly vladimir volodymyr vyacheslav walid walter wang warren wayne wendy werner wesley will william winston wolfgang xavier xi yahya yair yaroslav ' +
    'yasser yevgeny yitzhak yoav yulia yuri yuriy yusuf zachary zhang'
  ).split(' '),
)

/** Verbs of saying, as a hint that the name before or after is a person or an institution. */
export const SAY_WORDS = new Set(
  'said says say told added announced stated wrote warned argued claimed reported explained noted insisted denied confirmed replied tweeted'.split(
    ' ',
  ),
)
