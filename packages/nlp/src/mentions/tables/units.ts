/** Last words of a military or police unit's name after its number. Lower case. */
export const UNIT_HEADS: ReadonlySet<string> = new Set(
  (
    'army corps division divisions brigade brigades regiment battalion battalions squadron squadrons wing group fleet battery company platoon command ' +
    'artillery infantry armored armoured cavalry marines airborne guards legion flotilla detachment directorate centre center'
  ).split(' '),
)
