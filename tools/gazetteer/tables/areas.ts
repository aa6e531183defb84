/**
 * Areas, waters, heights and landmarks that the sources do not hold: name and other names (`/`), adjectives (`/`), latitude,
 * longitude (degrees, a point well inside), radius in kilometres, country (empty where it lies in none or in several),
 * feature. Common knowledge, written for this project. Disputed ones follow `disputed.ts`.
 */
const ROWS = `
Europe/European continent|European|48.69|9.14|2500||continent
European Union/EU/E.U.||48.69|9.14|1700||area
Africa|African|7.19|21.09|4000||continent
Asia|Asian|29.84|89.3|4500||continent
North America|North American|46.07|-100.55|4000||continent
South America|South American|-14.6|-57.66|3600||continent
Central America|Central American|12.55|-85.61|800||area
Latin America|Latin American/Latino|-4.44|-61.33|4500||area
Oceania||-18.31|138.52|4000||continent
Antarctica|Antarctic|-78.16|16.41|2700||continent
Americas/the Americas||20|-90|7000||area
Middle East/Mideast/Near East|Middle Eastern/Mideast|32.5|37|1800||area
Eastern Europe|Eastern European/East European|50|28|1200||area
Western Europe|Western European/West European|48|5|1000||area
Central Europe|Central European|49|15|700||area
Northern Europe|Northern European|60|18|900||area
Southern Europe|Southern European|41|15|1200||area
Southeastern Europe/South-Eastern Europe||43|22|600||area
Scandinavia|Scandinavian/Nordic|63|14|800||area
Nordic countries||63|16|900||area
Balkans/Balkan Peninsula/Western Balkans|Balkan|43|21|500||area
Baltic states/Baltics/Baltic countries||57|25|300||area
Benelux||51|5|200||area
Iberia/Iberian Peninsula|Iberian|40|-4|500||peninsula
Caucasus/South Caucasus/North Caucasus/Transcaucasia|Caucasian|42.5|44.5|400||area
Central Asia|Central Asian|43|66|1200||area
South Asia|South Asian|23|78|1800||area
Southeast Asia/South-East Asia/South East Asia|Southeast Asian/South-East Asian|8|110|2000||area
East Asia|East Asian|36|118|1800||area
Asia-Pacific/Asia Pacific||20|125|4500||area
Indo-Pacific||5|100|6000||area
North Africa/Northern Africa|North African|32|9.5|2200||area
West Africa/Western Africa|West African|13|-3|1600||area
East Africa/Eastern Africa|East African|0|37|1200||area
Central Africa|Central African|2|20|1200||area
Southern Africa|Southern African|-22|24|1300||area
Sub-Saharan Africa|Sub-Saharan|0|22|3500||area
Horn of Africa||8|45|900||area
Sahel|Sahelian|15|5|2500||area
Maghreb|Maghrebi|31|3|1300||area
Levant|Levantine|34|37|400||area
Great Lakes region||-2|30|500||area
Caribbean/West Indies|Caribbean|16|-70|1300||area
Arabian Peninsula/Arabia|Arabian|25|46|1100||peninsula
Arab world|Arab|27|20|3500||area
Kurdistan|Kurdish|37|43|350||area
Iraqi Kurdistan/Kurdistan Region||36.4|44.3|130|IQ|region
Kashmir|Kashmiri|34.5|76|250||area
Punjab region||31|74|250||area
Bengal|Bengali|24|88.5|300||area
Tibet/Tibetan Plateau|Tibetan|31.5|88|700|CN|region
Xinjiang/East Turkestan|Xinjiang|41.5|86|800|CN|region
Inner Mongolia||43.5|113|700|CN|region
Manchuria|Manchurian|45|126|600|CN|area
Korean Peninsula/Korea||38|127.5|350||peninsula
Siberia|Siberian|62|105|2200|RU|area
Russian Far East/Far East||60|140|1600|RU|area
Kamchatka/Kamchatka Peninsula||56|160|500|RU|peninsula
Kuril Islands/Kurils/Northern Territories||46.5|151.5|450|RU|islands
Sakhalin||51|143|350|RU|island
Kaliningrad Oblast/Kaliningrad region||54.7|21.3|80|RU|region
Chechnya/Chechen Republic/Ichkeria|Chechen|43.4|45.7|80|RU|region
Dagestan|Dagestani|43|47|170|RU|region
Ingushetia|Ingush|43.1|44.9|40|RU|region
North Ossetia|Ossetian|43|44.2|60|RU|region
Tatarstan|Tatar|55.4|50.9|180|RU|region
Bashkortostan|Bashkir|54.5|56.5|200|RU|region
Crimea/Crimean Peninsula|Crimean|45.3|34.4|110|UA|region
Donbas/Donbass||48.3|38|140|UA|area
Donetsk People's Republic/DPR/DNR||48|37.8|80|UA|area
Luhansk People's Republic/Lugansk People's Republic/LPR/LNR||48.7|39.2|90|UA|area
Transnistria/Transdniestria/Pridnestrovie|Transnistrian|47.2|29.2|90|MD|region
Abkhazia|Abkhaz/Abkhazian|43|41.1|80|GE|region
South Ossetia|South Ossetian|42.35|44|45|GE|region
Nagorno-Karabakh/Karabakh/Artsakh/Upper Karabakh||39.8|46.75|60|AZ|region
Nakhchivan/Nakhichevan||39.3|45.4|60|AZ|region
Northern Cyprus/North Cyprus/Turkish Republic of Northern Cyprus/TRNC|Turkish Cypriot|35.25|33.6|80|CY|region
Gaza Strip/Gaza|Gazan|31.42|34.35|22|PS|region
West Bank/Judea and Samaria||32|35.25|65|PS|region
East Jerusalem||31.78|35.24|8|PS|quarter
Golan Heights/Golan||33|35.75|35|SY|region
Sinai/Sinai Peninsula/North Sinai||29.5|33.8|150|EG|peninsula
Kosovo|Kosovar/Kosovan|42.6|20.9|60|RS|region
Republika Srpska||44.6|17.5|130|BA|region
Somaliland|Somalilander|9.8|46|250|SO|region
Puntland||9|50|220|SO|region
Darfur|Darfuri|13.5|24.5|350|SD|region
Kordofan||12.5|30|300|SD|region
Abyei||9.6|28.4|50||region
Tigray|Tigrayan|13.8|38.8|150|ET|region
Ogaden||7|44|250|ET|area
Biafra|Biafran|5.8|7.5|150|NG|area
Niger Delta||5|6|150|NG|area
Katanga||-10|26|400|CD|area
Kivu||-2.5|28.5|180|CD|area
Ituri||1.8|29.8|120|CD|area
Cabinda||-5|12.4|60|AO|region
Zanzibar|Zanzibari|-6.1|39.3|60|TZ|island
Rojava/Northeast Syria||36.7|40.5|150|SY|area
Idlib province||35.8|36.6|50|SY|region
Eastern Ghouta/Ghouta||33.53|36.4|15|SY|area
Anatolia|Anatolian|39|33|500|TR|area
Catalonia|Catalan|41.8|1.5|120|ES|region
Basque Country|Basque|43|-2.5|70|ES|region
Galicia|Galician|42.8|-8|90|ES|region
Andalusia|Andalusian|37.4|-4.6|220|ES|region
Bavaria|Bavarian|48.9|11.4|150|DE|region
Saxony|Saxon|51|13.3|90|DE|region
Brittany|Breton|48.2|-2.9|120|FR|region
Normandy|Norman|49|0|120|FR|region
Corsica|Corsican|42.1|9.1|75|FR|island
Sicily|Sicilian|37.5|14|130|IT|island
Sardinia|Sardinian|40.1|9|120|IT|island
Tuscany|Tuscan|43.4|11.2|100|IT|region
Lombardy||45.6|9.8|90|IT|region
Crete|Cretan|35.2|24.9|120|GR|island
Flanders|Flemish|51|4.2|90|BE|region
Wallonia|Walloon|50.4|5|100|BE|region
England|English|52.16|-0.7|250|GB|region
Scotland|Scottish|56|-4|220|GB|region
Wales|Welsh|52.5|-3.5|100|GB|region
Northern Ireland|Northern Irish|54.5|-6.5|70|GB|region
Ulster||54.5|-7|90||area
Cornwall|Cornish|50.4|-4.8|60|GB|region
Berkshire||51.45|-1|35|GB|area
Cheshire||53.2|-2.5|40|GB|area
Sussex||50.95|-0.1|60|GB|area
Middlesex||51.55|-0.35|20|GB|area
Merseyside||53.42|-2.95|25|GB|area
Tyneside||54.98|-1.6|15|GB|area
Teesside||54.57|-1.23|15|GB|area
Humberside||53.8|-0.4|50|GB|area
Bedfordshire||52.08|-0.45|25|GB|area
Northamptonshire||52.3|-0.85|35|GB|area
Home Counties||51.5|-0.3|70|GB|area
West Country||50.9|-3.2|110|GB|area
Highlands/Scottish Highlands||57.3|-4.7|110|GB|area
Yorkshire||54|-1.5|80|GB|area
East Anglia||52.4|1|70|GB|area
Midlands/the Midlands||52.6|-1.6|80|GB|area
Lapland||67.9|26.5|250||area
Transylvania|Transylvanian|46.5|24.5|150|RO|area
Silesia|Silesian|50.6|18|150|PL|area
Galilee||32.8|35.4|35|IL|area
Negev||30.8|34.8|70|IL|desert
Quebec|Quebecois|53|-70|700|CA|region
Ontario|Ontarian|50|-86|600|CA|region
British Columbia/BC/B.C.|British Columbian|55|-125|550|CA|region
Alberta|Albertan|55|-115|450|CA|region
Manitoba|Manitoban|55|-97|450|CA|region
Saskatchewan||54|-106|450|CA|region
Nova Scotia|Nova Scotian|45|-63|200|CA|region
New Brunswick||46.5|-66.5|150|CA|region
Newfoundland and Labrador/Newfoundland||52|-56|400|CA|region
Prince Edward Island||46.33|-63.5|70|CA|region
Yukon||64|-135|400|CA|region
Northwest Territories||65|-118|800|CA|region
Nunavut||73|-91|1200|CA|region
New England||43.6|-71.4|300|US|area
Midwest/the Midwest/Midwestern United States|Midwestern|42|-92|700|US|area
Pacific Northwest||46|-121|350|US|area
Deep South||32.5|-88|500|US|area
East Coast/Eastern Seaboard||38|-76|800|US|area
West Coast||40|-121|800|US|area
Gulf Coast||29.8|-92|700|US|area
Bay Area/San Francisco Bay Area||37.75|-122.3|60|US|area
Silicon Valley||37.4|-122.05|25|US|area
Southern California||34|-117.5|200|US|area
Northern California||40|-122|250|US|area
Appalachia|Appalachian|37.5|-81.5|400|US|area
Great Plains||42|-101|700|US|area
South Florida||26.3|-80.5|120|US|area
Upstate New York||43|-75.5|180|US|area
Long Island|Long Islander|40.8|-73.2|90|US|island
Staten Island||40.58|-74.15|10|US|quarter
Capitol Hill||38.89|-77|3|US|quarter
Hollywood||34.098|-118.327|5|US|quarter
Wall Street||40.706|-74.009|2|US|landmark
Times Square||40.758|-73.985|1|US|landmark
Central Park||40.782|-73.965|3|US|landmark
Madison Square Garden||40.75|-73.99|1|US|landmark
White House/the White House||38.8977|-77.0365|1|US|landmark
Pentagon/the Pentagon||38.871|-77.056|1|US|landmark
Supreme Court of the United States||38.8906|-77.0044|1|US|landmark
Guantanamo Bay/Guantánamo Bay/Guantanamo||19.95|-75.15|10|CU|base
Camp David||39.65|-77.46|3|US|base
Cape Canaveral||28.46|-80.53|12|US|cape
Mar-a-Lago||26.677|-80.037|1|US|landmark
Downing Street||51.5034|-0.1276|1|GB|landmark
Westminster||51.497|-0.137|4|GB|quarter
Buckingham Palace||51.501|-0.142|1|GB|landmark
JFK/JFK Airport/Kennedy Airport||40.64|-73.78|4|US|airport
LAX||33.94|-118.41|4|US|airport
Heathrow/Heathrow Airport/London Heathrow||51.47|-0.454|4|GB|airport
Gatwick/Gatwick Airport||51.148|-0.19|3|GB|airport
Stansted/Stansted Airport||51.885|0.235|3|GB|airport
Wembley/Wembley Stadium||51.556|-0.28|2|GB|landmark
Porton Down||51.131|-1.704|4|GB|base
Kremlin/the Kremlin||55.752|37.6175|1|RU|landmark
Red Square||55.7539|37.6208|1|RU|landmark
Elysee Palace/Élysée||48.8704|2.3167|1|FR|landmark
Tiananmen Square||39.9055|116.3976|1|CN|landmark
Zhongnanhai||39.912|116.38|2|CN|landmark
Blue House||37.5866|126.9748|1|KR|landmark
Tahrir Square||30.0444|31.2357|1|EG|landmark
Al-Aqsa/Al-Aqsa Mosque/Temple Mount||31.778|35.2354|1|PS|landmark
Green Zone||33.305|44.39|4|IQ|quarter
Panmunjom||37.956|126.677|3||landmark
Demilitarized Zone/DMZ||38.3|127.3|120||area
Yongbyon||39.797|125.755|10|KP|landmark
Punggye-ri||41.28|129.08|12|KP|landmark
Natanz||33.51|51.92|12|IR|city
Fordow/Fordo||34.885|50.996|6|IR|landmark
Parchin||35.52|51.77|8|IR|base
Arak reactor||34.373|49.241|5|IR|landmark
Kharg Island||29.24|50.32|6|IR|island
Qeshm||26.8|55.9|60|IR|island
Abu Musa||25.87|55.03|4||island
Amirabad/Amirabad Port/Port of Amirabad||36.86|53.39|6|IR|port
Bandar Anzali||37.47|49.46|8|IR|port
Anzali/Port of Anzali||37.47|49.46|8|IR|port
Alabuga Special Economic Zone/Alabuga SEZ/Alabuga zone||55.82|52.05|8|RU|landmark
Baikonur/Baikonur Cosmodrome||45.96|63.31|40|KZ|landmark
Chernobyl/Chornobyl nuclear power plant/Chernobyl nuclear power plant||51.39|30.1|20|UA|landmark
Zaporizhzhia Nuclear Power Plant/Zaporizhzhya Nuclear Power Plant/ZNPP||47.512|34.586|4|UA|landmark
Azovstal||47.1|37.61|4|UA|landmark
Snake Island||45.255|30.204|2|UA|island
Kerch Bridge/Crimean Bridge||45.31|36.51|10|UA|landmark
Fukushima Daiichi||37.421|141.033|4|JP|landmark
Bagram/Bagram Air Base||34.946|69.265|5|AF|base
Incirlik/Incirlik Air Base||37.002|35.426|4|TR|base
Ramstein Air Base||49.437|7.6|4|DE|base
Diego Garcia||-7.31|72.41|20|IO|island
Khmeimim/Hmeimim||35.4|35.95|4|SY|base
Deir ez-Zor province||35.2|40.3|110|SY|region
Helmand||31.4|64.2|180|AF|region
Fata/FATA||33|70|150|PK|area
Waziristan||32.5|69.8|70|PK|area
Balochistan/Baluchistan|Baloch|28.5|65.5|350|PK|region
Sindh|Sindhi|26|68.5|220|PK|region
Mindanao||7.8|125|250|PH|island
Luzon||16.5|121|250|PH|island
Visayas||11|123.5|200|PH|area
Java|Javanese|-7.3|110|450|ID|island
Sumatra|Sumatran|-0.5|101.5|700|ID|island
Sulawesi||-2|120.5|400|ID|island
Borneo||0.5|114|550||island
Bali|Balinese|-8.4|115.2|60|ID|island
New Guinea||-5.5|141|1000||island
West Papua|Papuan|-4|137|450|ID|region
Hokkaido||43.3|142.8|220|JP|island
Honshu||36|138|500|JP|island
Okinawa|Okinawan|26.5|127.9|60|JP|island
Kyushu||32.8|130.9|160|JP|island
Jeju/Jeju Island||33.4|126.5|35|KR|island
Hainan||19.2|109.7|130|CN|island
Spratly Islands/Spratlys||10|114|350||islands
Paracel Islands/Paracels||16.5|112|120||islands
Scarborough Shoal||15.18|117.76|10||islands
Senkaku Islands/Senkakus/Diaoyu Islands||25.75|123.5|25||islands
Dokdo/Takeshima/Liancourt Rocks||37.24|131.87|3||islands
Tasmania|Tasmanian|-42|147|180|AU|island
Christmas Island||-10.49|105.63|12|CX|island
Manus Island||-2.1|147|50|PG|island
Galapagos/Galapagos Islands||-0.6|-90.6|150|EC|islands
Patagonia|Patagonian|-44|-69|800||area
Amazonia|Amazonian|-4|-62|1300||area
Hispaniola||18.8|-71|300||island
Canary Islands/Canaries||28.3|-15.8|230|ES|islands
Balearic Islands/Balearics||39.6|2.9|130|ES|islands
Azores||38.5|-28|300|PT|islands
Svalbard/Spitsbergen||78.5|17|250|NO|islands
Lesbos||39.2|26.3|35|GR|island
Lampedusa||35.5|12.6|6|IT|island
Gotland||57.5|18.5|70|SE|island
Aland Islands/Åland||60.2|20|50|FI|islands
Channel Islands||49.4|-2.3|50||islands
Hebrides||57.5|-7|110|GB|islands
Shetland/Shetland Islands||60.3|-1.3|60|GB|islands
Orkney/Orkney Islands||59|-3|50|GB|islands
Socotra||12.5|54|65|YE|island
Persian Gulf/the Gulf/Gulf/Arabian Gulf|Gulf|27|51|450||gulf
West/the West||48|-15|7000||area
Global South||5|30|9000||area
Former Yugoslavia||44|18.5|350||area
Former Soviet Union||57|70|3500||area
Nile Delta||30.9|31.1|100|EG|area
Danube Delta||45.2|29.3|40||area
Mekong Delta||10|105.8|120|VN|area
San Fernando Valley||34.22|-118.45|25|US|valley
Salinas Valley||36.3|-121.3|70|US|valley
Fraser Valley||49.1|-121.9|60|CA|valley
Silk Road||40|70|3500||area
Appalachians||38|-80|900|US|mountains
Fort Detrick||39.43|-77.43|3|US|base
Windsor Castle||51.484|-0.604|1|GB|landmark
St. Peter's Square||41.902|12.457|1|VA|landmark
Oahu||21.45|-157.97|35|US|island
Maui||20.8|-156.3|35|US|island
Fire Island||40.65|-73.1|25|US|island
Broadway theatre district||40.759|-73.985|2|US|landmark
Gulf states/Gulf countries||25|50|600||area
Gulf of Oman||25|58.5|250||gulf
Strait of Hormuz/Hormuz||26.57|56.25|60||strait
Bab el-Mandeb/Bab al-Mandab||12.58|43.33|40||strait
Gulf of Aden||12|47|450||gulf
Red Sea||20.3|38.5|900||sea
Suez Canal||30.6|32.33|80|EG|canal
Panama Canal||9.1|-79.7|40|PA|canal
Kiel Canal||54.2|9.5|50|DE|canal
Bosphorus/Bosporus||41.12|29.07|16|TR|strait
Dardanelles||40.2|26.4|30|TR|strait
Strait of Malacca/Malacca Strait||4|100|450||strait
Taiwan Strait||24.5|119.5|180||strait
South China Sea/East Sea||14|114|900||sea
East China Sea||29|125|500||sea
Yellow Sea/West Sea||36|123|400||sea
Sea of Japan||40|135|600||sea
Sea of Okhotsk||55|150|700||sea
Bering Strait||65.8|-169|60||strait
Kerch Strait||45.3|36.6|30||strait
Sea of Azov/Azov Sea||46|36.5|140||sea
Black Sea||43|34|500||sea
Caspian Sea/the Caspian|Caspian|42|51|500||sea
Mediterranean/Mediterranean Sea|Mediterranean|36|18|1600||sea
Aegean/Aegean Sea|Aegean|39|25|280||sea
Adriatic/Adriatic Sea|Adriatic|43|15|350||sea
Baltic/Baltic Sea|Baltic|58|20|600||sea
North Sea||56|3|450||sea
English Channel/the Channel||50.2|-1|250||channel
Irish Sea||53.5|-5|120||sea
Barents Sea||75|40|600||sea
Aral Sea||45|59.5|120||lake
Gulf of Mexico||25|-90|750||gulf
Gulf of Guinea||2|3|700||gulf
Bay of Bengal||15|88|800||bay
Arabian Sea||15|65|1000||sea
Hudson Bay||60|-85|500|CA|bay
Gulf of Tonkin||20|108|200||gulf
Gulf of Thailand||10|102|350||gulf
Great Barrier Reef||-18.3|147.7|900|AU|landmark
Pacific Ocean/Pacific|Pacific|0|-150|7000||ocean
Atlantic Ocean/Atlantic|Atlantic|5|-30|5000||ocean
Indian Ocean||-20|80|4500||ocean
Arctic Ocean/Arctic|Arctic|82|-30|2200||ocean
Amazon/Amazon River||-3|-60|1500||river
Nile/Nile River/River Nile||22|31|1500||river
Blue Nile||11.5|35.5|500||river
White Nile||9|31.5|800||river
Congo River||-1|20|1200||river
Niger River||13|2|1400||river
Zambezi||-17|27|900||river
Limpopo River||-23|30|500||river
Orange River||-29|20|600||river
Volga/Volga River||53|48|1000|RU|river
Don River||49.5|41.5|450|RU|river
Dnieper/Dnipro River/Dnieper River/Dnepr||48.5|33.5|500|UA|river
Dniester/Dniester River/Nistru||47.5|29|350||river
Danube/Danube River||45.5|20|900||river
Rhine/Rhine River||50|7.8|400||river
Elbe||52.5|11.5|350||river
Oder/Odra||52|15|300||river
Vistula||52.2|20.5|350|PL|river
Seine||48.9|2.3|250|FR|river
Rhone||45|4.8|250||river
Loire||47.3|1|300|FR|river
Po River||45|10.5|250|IT|river
Tiber||42.2|12.4|130|IT|river
Thames/River Thames||51.5|-0.6|130|GB|river
Severn/River Severn||52.2|-2.5|120|GB|river
Euphrates/Euphrates River||34.5|41.5|700||river
Tigris/Tigris River||34.5|43.7|600||river
Jordan River||32.3|35.56|90||river
Litani/Litani River||33.4|35.5|60|LB|river
Aras/Araxes||39.4|47|350||river
Amu Darya||39|64|700||river
Syr Darya||43|67|800||river
Indus/Indus River||29|70.5|1000||river
Ganges/Ganga||25.5|83|800||river
Brahmaputra||27|93|800||river
Mekong/Mekong River||16|104.5|1300||river
Irrawaddy||20|95|700|MM|river
Yangtze/Yangtze River||30.3|110|1500|CN|river
Yellow River||37|109|1300|CN|river
Amur/Amur River||50|130|900||river
Yalu/Yalu River||41|126|300||river
Ob River||60|69|1200|RU|river
Yenisei||62|90|1300|RU|river
Lena River||65|124|1300|RU|river
Mississippi River||36|-90|1100|US|river
Missouri River||42|-98|1100|US|river
Ohio River||38.5|-85|500|US|river
Colorado River||36.5|-112|700||river
Rio Grande||29|-102|900||river
Hudson River||41.9|-73.9|200|US|river
Potomac/Potomac River||38.9|-77.3|180|US|river
Columbia River||46.5|-119|500||river
St. Lawrence River/Saint Lawrence River||46.5|-72.5|450||river
Yukon River||64.5|-150|900||river
Parana River||-28|-58.5|900||river
Orinoco||8|-65|500|VE|river
Murray River||-34.5|143|500|AU|river
Lake Victoria||-1|33|180||lake
Lake Tanganyika||-6|29.5|330||lake
Lake Malawi||-12|34.5|280||lake
Lake Chad||13|14.2|80||lake
Lake Baikal||53.5|108|330|RU|lake
Lake Ladoga||60.8|31.5|110|RU|lake
Lake Superior||47.7|-87.5|260||lake
Lake Michigan||43.9|-87|240|US|lake
Lake Huron||44.8|-82.4|180||lake
Lake Erie||42.2|-81.2|190||lake
Lake Ontario||43.6|-77.9|150||lake
Great Lakes||45|-84|600||lake
Great Salt Lake||41.2|-112.6|60|US|lake
Lake Tahoe||39.1|-120|20|US|lake
Lake Titicaca||-15.8|-69.4|90||lake
Lake Van||38.6|42.9|60|TR|lake
Lake Geneva||46.45|6.5|40||lake
Lake Constance||47.6|9.4|35||lake
Dead Sea||31.5|35.5|35||lake
Sea of Galilee||32.8|35.6|12|IL|lake
Chesapeake Bay||38|-76.2|140|US|bay
San Francisco Bay||37.7|-122.3|40|US|bay
Himalayas/Himalaya|Himalayan|29|84|1200||mountains
Hindu Kush||35.5|71|400||mountains
Karakoram||36|76|250||mountains
Pamirs/Pamir Mountains||38.5|73.5|250||mountains
Tian Shan/Tien Shan||42|78|800||mountains
Altai Mountains||48|90|600||mountains
Urals/Ural Mountains|Ural|60|60|1100|RU|mountains
Caucasus Mountains||42.7|44.5|500||mountains
Carpathians/Carpathian Mountains|Carpathian|48|24|500||mountains
Alps/the Alps|Alpine|46.5|9.5|500||mountains
Pyrenees||42.7|0.7|220||mountains
Apennines||43|13|500|IT|mountains
Atlas Mountains||32|-4|800||mountains
Andes|Andean|-20|-68|3500||mountains
Rocky Mountains/Rockies/the Rockies||43|-110|1500||mountains
Appalachian Mountains||38|-80|900|US|mountains
Sierra Nevada||37.5|-119|300|US|mountains
Cascades/Cascade Range||45|-121.7|500|US|mountains
Zagros Mountains||33|48|600|IR|mountains
Taurus Mountains||37|33|400|TR|mountains
Qandil Mountains/Qandil||36.5|45|40|IQ|mountains
Mount Everest/Everest||27.988|86.925|5||mountain
K2||35.88|76.51|5||mountain
Mount Kilimanjaro/Kilimanjaro||-3.076|37.353|15|TZ|mountain
Mount Kenya||-0.15|37.31|15|KE|mountain
Mont Blanc||45.833|6.865|8||mountain
Matterhorn||45.976|7.658|4||mountain
Mount Elbrus||43.35|42.44|10|RU|mountain
Mount Ararat||39.7|44.3|12|TR|mountain
Mount Etna/Etna||37.751|14.993|12|IT|mountain
Vesuvius/Mount Vesuvius||40.821|14.426|6|IT|mountain
Mount Fuji||35.36|138.73|12|JP|mountain
Mount Sinai||28.539|33.973|4|EG|mountain
Mount Hermon||33.416|35.857|10||mountain
Mount Sinjar/Sinjar Mountains||36.37|41.7|35|IQ|mountain
Mount Rushmore||43.879|-103.459|2|US|mountain
Mount Rainier||46.853|-121.76|10|US|mountain
Mount St. Helens||46.19|-122.19|8|US|mountain
Denali/Mount McKinley||63.069|-151.007|10|US|mountain
Grand Canyon||36.1|-112.1|120|US|valley
Yellowstone/Yellowstone National Park||44.6|-110.5|50|US|area
Yosemite/Yosemite National Park||37.87|-119.54|30|US|area
Everglades||26|-80.8|70|US|area
Death Valley||36.5|-117|70|US|valley
Napa Valley||38.5|-122.35|25|US|valley
San Joaquin Valley||36.7|-119.9|180|US|valley
Jordan Valley||32|35.5|50||valley
Bekaa Valley/Bekaa/Beqaa Valley||33.85|35.95|50|LB|valley
Swat Valley||35.2|72.4|60|PK|valley
Fergana Valley/Ferghana Valley||40.7|71.5|130||valley
Panjshir/Panjshir Valley||35.4|69.8|50|AF|valley
Rift Valley||0.5|36|400||valley
Ruhr||51.5|7.3|40|DE|area
Riviera||43.7|7.3|80||area
Sahara/Sahara Desert|Saharan|23|10|2200||desert
Kalahari||-23|22|450||desert
Namib||-23|15|500||desert
Gobi/Gobi Desert||42.5|104|700||desert
Taklamakan||38.8|83|400|CN|desert
Thar Desert||27|71|300||desert
Atacama/Atacama Desert||-24|-69|450|CL|desert
Mojave Desert||35|-116|180|US|desert
Sonoran Desert||32|-113|300||desert
Darien Gap||7.9|-77.4|60||area
Suwalki Gap||54.1|23.4|50||area
Yucatan Peninsula/Yucatan||20|-89|200|MX|peninsula
Baja California||28|-113.5|500|MX|region
Jutland||56|9.2|150|DK|peninsula
Kola Peninsula||67.5|36|200|RU|peninsula
Peloponnese||37.5|22.3|110|GR|peninsula
Cape Cod||41.7|-70.2|45|US|cape
Cape of Good Hope||-34.36|18.47|5|ZA|cape
Cape Horn||-55.98|-67.27|5|CL|cape
`

export interface AreaRow {
  readonly names: readonly string[]
  readonly adjectives: readonly string[]
  readonly lat: number
  readonly lon: number
  readonly radiusKm: number
  readonly country: string | null
  readonly feature: string
}

export const AREA_ROWS: readonly AreaRow[] = ROWS.trim()
  .split('\n')
  .map((line) => {
    const [names, adjectives, lat, lon, radius, country, feature] = line.split('|')
    return {
      names: names!.split('/'),
      adjectives: adjectives ? adjectives.split('/') : [],
      lat: Number(lat),
      lon: Number(lon),
      radiusKm: Number(radius),
      country: country || null,
      feature: feature!,
    }
  })
