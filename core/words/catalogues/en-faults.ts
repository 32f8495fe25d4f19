import type { FaultTexts } from '../catalogue.js';

export const faults: FaultTexts = {
  ground: {
    reason: 'The leakage protection of the charger has tripped, or its earth connection is missing.',
    remedy:
      'Unplug the car. If the fault stays, have an electrician check the earth wire and the charger; if it only comes with the car, have the car checked.',
  },
  'earth-missing': {
    reason: 'The protective earth (PE) is not connected, or another earthing system is set in the charger.',
    remedy:
      'Check that the charger is set to the earthing system of the house (TN, TT or IT). If it is, have an electrician check the earth wire.',
  },
  leakage: {
    reason: 'The charger has detected a leakage current.',
    remedy:
      'Unplug the car, then switch the charger off and on at its breaker. If the fault is still there after three tries, have the charger repaired.',
  },
  'earth-leakage': {
    reason: 'At least 30 mA flow through the earth wire, or the earth wire is open.',
    remedy:
      'Do not charge. Switch the charger off and on at its breaker; if the fault is still there after three tries, have an electrician check wiring and charger.',
  },
  'car-leakage': {
    reason: 'There is a leakage current in the car.',
    remedy: 'Unplug the car; the charger recovers by itself. Have car and cable checked before you charge again.',
  },
  'over-voltage': {
    reason: 'The supply voltage was too high for 5 seconds (over 276 V, or 460 V between phases).',
    remedy:
      'The charger goes on by itself below 254 V (450 V). If it happens often, ask an electrician or your grid operator to check the voltage.',
  },
  'under-voltage': {
    reason: 'The supply voltage was too low for 5 seconds (under 154 V, or 340 V between phases).',
    remedy:
      'The charger goes on by itself above 164 V (350 V). If it happens often, have an electrician check the supply line.',
  },
  'over-current': {
    reason: 'The car drew more than 1.1 times the limit for over 5 seconds.',
    remedy:
      'Unplug the car and plug it in again. Leave the limit as it is: when this happens right after a lowering, the hub remembers it and lowers in smaller steps. If the fault comes back at a steady current, have the car checked.',
  },
  hot: {
    reason: 'The charger has become too hot.',
    remedy:
      'Let it cool down before you charge again. If it happens often, set a lower limit and keep the sun off the charger.',
  },
  'relay-hot': {
    reason: 'The relay in the charger is hotter than 125 °C.',
    remedy:
      'Let it cool down before you charge again. If it happens often, set a lower limit and have the charger checked.',
  },
  'input-hot': {
    reason: 'The supply terminals of the charger are hotter than 115 °C.',
    remedy: 'Stop charging and let them cool down. Have an electrician look for a loose contact or an aged wire.',
  },
  'socket-hot': {
    reason: 'The socket of the charger is hotter than 115 °C.',
    remedy:
      'Stop charging and let it cool down. Look for dirt and burn marks on plug and socket, and do not use a damaged cable.',
  },
  fan: {
    reason: 'The fan of the charger is blocked.',
    remedy: 'Switch the charger off at its breaker and clear its air openings. If the fault stays, have it repaired.',
  },
  lock: {
    reason: 'The lock that holds the plug did not move within 5 seconds.',
    remedy:
      'Push the plug in fully, then start and stop the charge. If the fault is still there after three tries, have the charger repaired. Never pull the plug by force.',
  },
  metering: {
    reason: 'The charger cannot read its meter.',
    remedy:
      'If a meter is wired to the charger, check its cable. Then switch the charger off and on at its breaker; if the fault is still there after three tries, have it repaired.',
  },
  'meter-link': {
    reason: 'The charger cannot reach the external meter that is wired to it.',
    remedy: 'Check the cable, and that the charger’s app shows the address which is set in the meter.',
  },
  'can-bus': {
    reason: 'The charger has no answer on its CAN bus.',
    remedy:
      'Check the cable and the addresses, then switch the charger off and on at its breaker. If the fault stays, have it repaired.',
  },
  'relay-blocked': {
    reason: 'A relay in the charger is blocked.',
    remedy:
      'Unplug the car and switch the charger off and on at its breaker. If the fault stays, leave it switched off and have it repaired.',
  },
  'charging-circuit': {
    reason: 'The charger could not switch the current on, or lost it during the charge.',
    remedy: 'Start the charge again. If the fault is still there after three tries, have the charger repaired.',
  },
  pilot: {
    reason: 'Charger and car do not understand each other: the signal between them (CP) is out of range.',
    remedy:
      'Unplug the car and plug it in again. If the fault also comes with another cable or car, have the charger repaired.',
  },
  contact: {
    reason: 'The plug has no reliable contact (PP).',
    remedy: 'Unplug, look for dirt or damage, and push the plug in fully at both ends.',
  },
  'unplugged-under-load': {
    reason: 'The plug was pulled out during the charge.',
    remedy: 'The charger recovers by itself after 10 seconds. End the charge before you unplug.',
  },
  'card-reader': {
    reason: 'The card reader of the charger does not answer.',
    remedy:
      'Switch the charger off and on at its breaker; if the fault is still there after three tries, have it repaired. Meanwhile start the charge from the hub.',
  },
  'power-cut': {
    reason: 'The power failed during the charge.',
    remedy: 'The charger goes on when the power is back. If the fault stays, switch it off and on at its breaker.',
  },
  'wires-swapped': {
    reason: 'Line (L) and neutral (N) of the supply are swapped.',
    remedy: 'Have an electrician swap the two wires.',
  },
  'phase-missing': {
    reason: 'A phase of the supply is missing, or the charger is set to three phases on a one-phase supply.',
    remedy:
      'Check the type set in the charger’s app, then the breakers. If both are right, have an electrician measure the three phases.',
  },
  server: {
    reason: 'The charger is not connected to its server.',
    remedy: 'Check the network of the charger, and the server address in its app.',
  },
  'charger-network': {
    reason: 'The chargers do not reach each other for their own load balancing.',
    remedy:
      'Turn their own load balancing off, since the hub shares the current among them; or put them into the same network.',
  },
  'weak-signal': {
    reason: 'The radio signal at the charger is weak.',
    remedy: 'Bring the access point nearer, or connect the charger by cable.',
  },
  'card-list': {
    reason: 'The card list in the charger does not agree with the hub’s.',
    remedy: 'While the hub is connected it decides about cards. Nothing needs to be done unless a card fails.',
  },
  internal: {
    reason: 'There is a fault inside the charger.',
    remedy: 'Switch the charger off and on at its breaker. If the fault stays, ask its manufacturer.',
  },
  disobedient: {
    reason: 'The charger does not keep to its limit, and could not be stopped either.',
    remedy:
      'Unplug the car, or switch the charger off at its breaker. See that no app, timer or mode of its own steers it too; if it happens again, ask its manufacturer for newer firmware.',
  },
  reset: {
    reason: 'The charger could not restart.',
    remedy: 'Switch it off and on at its breaker.',
  },
  other: {
    reason: 'The charger reports a fault that has no name here.',
    remedy: 'Look at its display and into its manual. If the fault stays, ask its manufacturer and give the code.',
  },
};
