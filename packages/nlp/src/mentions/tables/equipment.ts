const words = (s: string): ReadonlySet<string> => new Set(s.trim().split(/\s+/))

/** Prefixes of designations that are almost always equipment: `T-72`, `Su-35`, `MQ-9`, `Shahed-136`. Lower case. */
export const FAMILIES = words(`
t s su mi mig tu il an yak ka kh f b p c ah uh ch kc ec e ra rc m mt mq rq bm bmp btr bmd brdm ak akm rpg rpk pk pkm svd zu zsu d pzh fh fgm fim agm aim mim mgm gbu sm jdam
yj df jl j y wz dh kn hwasong pukguksong nodong taepodong shahed geran gerbera mohajer fateh zolfaghar qiam emad sejjil khorramshahr ababil karrar qasef
samad burkan quds iskander kalibr tochka orlan lancet forpost zala eleron supercam inokhodets tb leopard challenger abrams patriot kub tor buk pantsir
smerch grad uragan tornado tos rs rsd ss sa us lgm ugm trident minuteman scud al al-hussein qassam fajr merkava rafale mirage gripen ja eurofighter
a330 v cv bgm rim bukh r pl mk tow nlaw hq ft type x yf kt tochka-u d30 g 2s 9k 9m ux oka vampire magura sea
brem brm bts imr kamaz ural uaz gaz zil kraz maz rkhm gmz podlet zoopark snar krasukha leer granat strela konkurs kornet shilka giatsint silok uran
mh oh ea fa rc hc vc wc lcac ddg ssn ssbn lcs asm ssm sam rbs cm-401 harop heron hermes aksungur anka akinci wz gj fk fateh-110 dongfeng molniya italmas`)

/** Prefixes that make a designation something else. Lower case. */
export const NOT_FAMILIES = words(`
g covid u i h k top mid pre post article omega formula section chapter level tier phase page vol no q under over route highway class grade category
cov sars co pm non anti ex multi re vitamin channel radio figure fig table part day week world year age sub big
resolution res un paris tokyo euro cop apollo catch round group game season episode area zone block building floor room flight division act title`)

/** Names of weapons, vehicles and systems that need no number. Lower case, folded to one space. */
export const NAMED_EQUIPMENT = words(`
iskander kalibr kinzhal zircon oniks geran shahed himars atacms gmlrs nasams javelin bayraktar pantsir kornet krasukha msta-s iskander-m tochka-u storm-shadow
scud katyusha tomahawk s-300 novichok starstreak nlaw gepard leopard abrams smerch uragan solntsepek merkava sarmat bulava avangard poseidon burevestnik hwasong qassam
khibiny murmansk-bn borisoglebsk zhitel zoopark giatsint akatsiya gvozdika malka tyulpan nona msta shilka tunguska konkurs vikhr oreshnik gerbera mt-lb btr-d btr-md tigr-m
iris-t-slm forpost forpost-r inokhodets akinci panzerhaubitze raad rampage taepodong dongfeng hwasong nodong fattah arash harop hellhound boxer-rch stryker mraps mrap manpad
taurus scalp tu-95 mohajer kamikaze-drone orlan orlan-10 mirage rafale gripen eurofighter chinook apache brimstone harpoon neptune exocet bastion moskit topol yars iris-t manpads`)

/** Named equipment that is also an ordinary word, place or person: only with a noun of `NOUNS` beside it or a number after it. */
export const AMBIGUOUS_EQUIPMENT = words(`
patriot reaper predator phoenix lancet typhoon tornado grad stinger bradley hercules challenger marder puma cobra arrow trident phantom raptor lightning hornet harrier tiger
panther puma warrior scimitar vampire switchblade ghost sparrow falcon hawk eagle viper hellfire sidewinder minuteman boeing airbus cessna gulfstream antonov sukhoi tupolev ilyushin
kalashnikov glock taepodong caesar archer krab buk tor kub pion starlink emad fateh qiam samad quds scout mercedes toyota kia humvee land-rover orca zala caracal black-hawk apache taurus mirage leopard
neptune bastion avangard poseidon abrams javelin topol yars harpoon`)

/** Nouns that say what a designation is. Lower case, singular. */
export const NOUNS = words(`
drone uav ucav uas missile rocket tank jet aircraft fighter bomber helicopter plane howitzer launcher system rifle gun mortar munition bomb warhead torpedo submarine frigate destroyer
corvette cruiser carrier ship vessel boat radar vehicle carrier apc ifv mlrs battery grenade pistol airliner airframe satellite interceptor sam missile-system artillery warship gunship
loitering ammunition shell mine landmine truck armour armor airplane quadcopter copter weapon
machine lathe centrifuge engine turbine prototype`)

/** Nouns that a ship's name follows. Lower case. */
export const SHIP_NOUNS = words(`
frigate destroyer corvette cruiser submarine warship tanker trawler ferry yacht freighter vessel battleship minesweeper icebreaker flagship superyacht`)

/** Letters before a ship's name. */
export const SHIP_PREFIXES = words(
  'USS HMS HMAS HMCS HMNZS USNS USCGC INS RFS ARA BRP KRI MV MT MS SS FS JS ROKS RFA PLANS TCG',
)

/** Names of two words or more. Lower case, single spaces. */
export const EQUIPMENT_PHRASES: ReadonlySet<string> = new Set(
  (
    "storm shadow,iron dome,david's sling,wing loong,global hawk,gray eagle,black hawk,phoenix ghost,fighting falcon,army tactical missile system," +
    'eurofighter typhoon,iron beam,super hornet,super tucano,sea baby,magura v5,fire point,long neptune,admiral kuznetsov,kh-101,patriot pac-3,aegis ashore,' +
    'wing loong ii,little bird,sea king,sea hawk,tactical tomahawk,naval strike missile,joint strike fighter,peter the great'
  ).split(','),
)
