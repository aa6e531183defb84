/**
 * Countries and territories: short name and other names (`/`), nationality words (`/`), seat of government.
 * One row a line; fields separated by `|`. Common knowledge, not taken from a list.
 */
const ROWS = `
Afghanistan|Afghan|Kabul
Albania|Albanian|Tirana
Algeria|Algerian|Algiers
Andorra|Andorran|Andorra la Vella
Angola|Angolan|Luanda
Argentina|Argentine/Argentinian|Buenos Aires
Armenia|Armenian|Yerevan
Australia|Australian/Aussie|Canberra
Austria|Austrian|Vienna
Azerbaijan|Azerbaijani/Azeri|Baku
Bahamas|Bahamian|Nassau
Bahrain|Bahraini|Manama
Bangladesh|Bangladeshi|Dhaka
Barbados|Barbadian|Bridgetown
Belarus|Belarusian/Belarussian|Minsk
Belgium|Belgian|Brussels
Belize|Belizean|Belmopan
Benin|Beninese|Porto-Novo
Bhutan|Bhutanese|Thimphu
Bolivia|Bolivian|La Paz
Bosnia/Bosnia and Herzegovina/Bosnia-Herzegovina|Bosnian|Sarajevo
Botswana|Botswanan|Gaborone
Brazil|Brazilian|Brasilia
Brunei|Bruneian|Bandar Seri Begawan
Bulgaria|Bulgarian|Sofia
Burkina Faso|Burkinabe|Ouagadougou
Burundi|Burundian|Bujumbura
Cambodia|Cambodian|Phnom Penh
Cameroon|Cameroonian|Yaounde
Canada|Canadian|Ottawa
Cape Verde|Cape Verdean|Praia
Central African Republic|Central African|Bangui
Chad|Chadian|N'Djamena
Chile|Chilean|Santiago
China/People's Republic of China/PRC|Chinese|Beijing/Peking
Colombia|Colombian|Bogota
Comoros|Comorian|Moroni
Congo/Democratic Republic of Congo/Democratic Republic of the Congo/DRC/DR Congo/Republic of Congo/Zaire|Congolese|Kinshasa/Brazzaville
Costa Rica|Costa Rican|San Jose
Croatia|Croatian/Croat|Zagreb
Cuba|Cuban|Havana
Cyprus|Cypriot|Nicosia
Czech Republic/Czechia/Czechoslovakia|Czech/Czechoslovak|Prague
Denmark|Danish/Dane|Copenhagen
Djibouti|Djiboutian|
Dominica||Roseau
Dominican Republic|Dominican|Santo Domingo
East Timor/Timor-Leste|East Timorese/Timorese|Dili
Ecuador|Ecuadorian/Ecuadorean/Ecuadoran|Quito
Egypt|Egyptian|Cairo
El Salvador|Salvadoran/Salvadorean|San Salvador
Equatorial Guinea|Equatorial Guinean|Malabo
Eritrea|Eritrean|Asmara
Estonia|Estonian|Tallinn
Eswatini/Swaziland|Swazi|Mbabane
Ethiopia|Ethiopian|Addis Ababa
Fiji|Fijian|Suva
Finland|Finnish/Finn|Helsinki
France|French/Frenchman/Frenchmen|Paris
Gabon|Gabonese|Libreville
Gambia|Gambian|Banjul
Georgia|Georgian|Tbilisi
Germany/West Germany/East Germany|German/West German/East German|Berlin/Bonn
Ghana|Ghanaian|Accra
Greece|Greek|Athens
Greenland|Greenlandic|Nuuk
Grenada|Grenadian|
Guatemala|Guatemalan|Guatemala City
Guinea|Guinean|Conakry
Guinea-Bissau||Bissau
Guyana|Guyanese|Georgetown
Haiti|Haitian|Port-au-Prince
Honduras|Honduran|Tegucigalpa
Hong Kong|Hongkonger|
Hungary|Hungarian|Budapest
Iceland|Icelandic/Icelander|Reykjavik
India|Indian|New Delhi
Indonesia|Indonesian|Jakarta
Iran/Islamic Republic of Iran|Iranian/Persian|Tehran/Teheran
Iraq|Iraqi|Baghdad
Ireland/Republic of Ireland/Northern Ireland|Irish/Irishman/Irishmen|Dublin
Israel|Israeli|Jerusalem/Tel Aviv
Italy|Italian|Rome
Ivory Coast/Cote d'Ivoire|Ivorian|Abidjan/Yamoussoukro
Jamaica|Jamaican|Kingston
Japan|Japanese|Tokyo
Jordan|Jordanian|Amman
Kazakhstan|Kazakh/Kazakhstani|Astana/Nur-Sultan
Kenya|Kenyan|Nairobi
Kosovo|Kosovar/Kosovan|Pristina
Kuwait|Kuwaiti|Kuwait City
Kyrgyzstan|Kyrgyz|Bishkek
Laos|Laotian|Vientiane
Latvia|Latvian|Riga
Lebanon|Lebanese|Beirut
Lesotho|Basotho|Maseru
Liberia|Liberian|Monrovia
Libya|Libyan|Tripoli
Liechtenstein||Vaduz
Lithuania|Lithuanian|Vilnius
Luxembourg|Luxembourgish|
Macedonia/North Macedonia|Macedonian|Skopje
Madagascar|Malagasy|Antananarivo
Malawi|Malawian|Lilongwe
Malaysia|Malaysian/Malay|Kuala Lumpur
Maldives|Maldivian|
Mali|Malian|Bamako
Malta|Maltese|Valletta
Mauritania|Mauritanian|Nouakchott
Mauritius|Mauritian|Port Louis
Mexico|Mexican|Mexico City
Moldova|Moldovan|Chisinau
Monaco|Monegasque|
Mongolia|Mongolian|Ulaanbaatar/Ulan Bator
Montenegro|Montenegrin|Podgorica
Morocco|Moroccan|Rabat
Mozambique|Mozambican|Maputo
Myanmar/Burma|Burmese|Naypyidaw
Namibia|Namibian|Windhoek
Nauru|Nauruan|
Nepal|Nepali/Nepalese|Kathmandu
Netherlands/Holland|Dutch/Dutchman|The Hague/Amsterdam
New Zealand|New Zealander/Kiwi|Wellington
Nicaragua|Nicaraguan|Managua
Niger|Nigerien|Niamey
Nigeria|Nigerian|Abuja
North Korea/DPRK/Democratic People's Republic of Korea|North Korean|Pyongyang
Norway|Norwegian|Oslo
Oman|Omani|Muscat
Pakistan|Pakistani|Islamabad
Palestine/Palestinian Authority|Palestinian|Ramallah
Panama|Panamanian|Panama City
Papua New Guinea|Papuan|Port Moresby
Paraguay|Paraguayan|Asuncion
Peru|Peruvian|Lima
Philippines|Filipino/Filipina/Philippine|Manila
Poland|Polish/Pole|Warsaw
Portugal|Portuguese|Lisbon
Puerto Rico|Puerto Rican|San Juan
Qatar|Qatari|Doha
Romania|Romanian|Bucharest
Russia/Russian Federation/Soviet Union/USSR|Russian/Soviet|Moscow
Rwanda|Rwandan|Kigali
Saint Lucia||Castries
Samoa|Samoan|Apia
San Marino|Sammarinese|
Saudi Arabia/Kingdom of Saudi Arabia/KSA|Saudi/Saudi Arabian|Riyadh
Senegal|Senegalese|Dakar
Serbia|Serbian/Serb|Belgrade
Seychelles|Seychellois|Victoria
Sierra Leone|Sierra Leonean|Freetown
Singapore|Singaporean|
Slovakia|Slovak/Slovakian|Bratislava
Slovenia|Slovenian/Slovene|Ljubljana
Solomon Islands|Solomon Islander|Honiara
Somalia|Somali/Somalian|Mogadishu
South Africa|South African|Pretoria
South Korea/Republic of Korea|South Korean|Seoul
South Sudan|South Sudanese|Juba
Spain|Spanish/Spaniard|Madrid
Sri Lanka|Sri Lankan|Colombo
Sudan|Sudanese|Khartoum
Suriname|Surinamese|Paramaribo
Sweden|Swedish/Swede|Stockholm
Switzerland|Swiss|Bern/Berne
Syria/Syrian Arab Republic|Syrian|Damascus
Taiwan|Taiwanese|Taipei
Tajikistan|Tajik|Dushanbe
Tanzania|Tanzanian|Dodoma
Thailand|Thai|Bangkok
Togo|Togolese|Lome
Tonga|Tongan|Nuku'alofa
Trinidad and Tobago/Trinidad|Trinidadian|Port of Spain
Tunisia|Tunisian|Tunis
Turkey/Turkiye|Turkish/Turk|Ankara
Turkmenistan|Turkmen|Ashgabat
Uganda|Ugandan|Kampala
Ukraine|Ukrainian|Kyiv/Kiev
United Arab Emirates/UAE/U.A.E./Emirates|Emirati|Abu Dhabi
United Kingdom/UK/U.K./Britain/Great Britain/England/Scotland/Wales|British/English/Scottish/Welsh/Briton/Scot/Englishman|London
United States/United States of America/US/U.S./USA/U.S.A./America|American/US/U.S.|Washington/Washington, D.C.
Uruguay|Uruguayan|Montevideo
Uzbekistan|Uzbek|Tashkent
Vanuatu|Ni-Vanuatu|Port Vila
Vatican/Vatican City/Holy See||
Venezuela|Venezuelan|Caracas
Vietnam|Vietnamese|Hanoi
Yemen|Yemeni|Sanaa/Sana'a
Yugoslavia|Yugoslav/Yugoslavian|Belgrade
Zambia|Zambian|Lusaka
Zimbabwe|Zimbabwean|Harare
`

/** Peoples, faiths, regions: nationality words without a country of their own. */
const PEOPLES =
  'Abkhaz Abkhazian Afghani African Alawite Arab Arabian Arabic Asian Assyrian Baltic Balkan Basque Bavarian Bedouin Berber Bolshevik Catalan ' +
  'Caucasian Chechen Chaldean Christian Corsican Cossack Crimean Dagestani Druze European Fleming Flemish Hausa Hazara Hindu Hispanic Hui ' +
  'Hutu Igbo Inuit Islamic Islamist Jewish Kashmiri Kurd Kurdish Latin Latino Levantine Maoist Maori Maronite Marxist Mediterranean Muslim Nordic ' +
  'Ossetian Oromo Pashtun Punjabi Rohingya Roma Sandinist Sandinista Scandinavian Sharia Shia Shiite Sicilian Sikh Sindhi Slav Slavic Sunni ' +
  'Tamil Tatar Tibetan Tigrayan Tuareg Tutsi Uighur Uyghur Western Yazidi Yoruba Zulu Buddhist Catholic Orthodox Protestant Jew Hebrew Sufi ' +
  'Mormon Anglican Evangelical Siberian Texan Californian Parisian Londoner Muscovite Sikkimese Korean'

export interface Country {
  readonly name: string
  readonly names: readonly string[]
  readonly nationalities: readonly string[]
  readonly capitals: readonly string[]
}

const parts = (field: string | undefined): string[] => (field ? field.split('/') : [])

export const COUNTRIES: readonly Country[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [names, nationalities, capitals] = row.split('|')
    const all = parts(names)
    return { name: all[0]!, names: all, nationalities: parts(nationalities), capitals: parts(capitals) }
  })

/** Nationality word (lower case, singular) -> country name, or the word itself where it belongs to no one country. */
export const NATIONALITIES: ReadonlyMap<string, string> = new Map([
  ...PEOPLES.split(' ').map((w): [string, string] => [w.toLowerCase(), w]),
  ...COUNTRIES.flatMap((c) => c.nationalities.map((n): [string, string] => [n.toLowerCase(), c.name])),
])

/** Country name in any of its forms (lower case) -> short name. */
export const COUNTRY_NAMES: ReadonlyMap<string, string> = new Map(
  COUNTRIES.flatMap((c) => c.names.map((n): [string, string] => [n.toLowerCase(), c.name])),
)

/** Looks a nationality word up; plural `s` is taken off. Null when it is none. */
export function nationality(word: string): string | null {
  const lower = word.toLowerCase()
  return NATIONALITIES.get(lower) ?? (lower.endsWith('s') ? (NATIONALITIES.get(lower.slice(0, -1)) ?? null) : null)
}
