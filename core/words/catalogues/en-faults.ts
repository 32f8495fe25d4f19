import type { FaultTexts } from '../catalogue.js';

export const faults: FaultTexts = {
  ground: {
    reason: 'The leakage protection of the charger has tripped, or its earth connection is missing.',
    remedy:
      'Unplug the car. If the fault persists, have an electrician check the earth wire and the charger; if it only occurs with the car, have the car checked.',
  },
  'earth-missing': {
    reason: 'The protective earth (PE) is not connected, or the charger is set to a different earthing system.',
    remedy:
      'Check that the charger is set to the earthing system of the house (TN, TT or IT). If it is, have an electrician check the earth wire.',
  },
  leakage: {
    reason: 'The charger has detected a leakage current.',
    remedy:
      'Unplug the car, then switch the charger off and on again at its breaker. If the fault is still there after three tries, have the charger repaired.',
  },
  'earth-leakage': {
    reason: 'At least 30 mA are flowing through the earth wire, or the earth wire is interrupted.',
    remedy:
      'Do not charge. Switch the charger off and on again at its breaker; if the fault is still there after three tries, have an electrician check the wiring and the charger.',
  },
  'car-leakage': {
    reason: 'There is a leakage current in the car.',
    remedy:
      'Unplug the car; the charger recovers by itself. Have the car and the cable checked before you charge again.',
  },
  'over-voltage': {
    reason: 'The supply voltage was too high for 5 seconds (over 276 V, or 460 V between phases).',
    remedy:
      'The charger resumes by itself below 254 V (450 V). If it happens often, ask an electrician or your grid operator to check the voltage.',
  },
  'under-voltage': {
    reason: 'The supply voltage was too low for 5 seconds (under 154 V, or 340 V between phases).',
    remedy:
      'The charger resumes by itself above 164 V (350 V). If it happens often, have an electrician check the supply line.',
  },
  'over-current': {
    reason: 'The car drew more than 1.1 times the limit for more than 5 seconds.',
    remedy:
      'Unplug the car and plug it in again. Leave the limit as it is: if this happens right after the current was lowered, the hub remembers it and lowers in smaller steps. If the fault comes back at a steady current, have the car checked.',
  },
  hot: {
    reason: 'The charger has become too hot.',
    remedy:
      'Let it cool down before you charge again. If it happens often, set a lower limit and shade the charger from the sun.',
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
      'Stop charging and let it cool down. Look for dirt and burn marks on the plug and the socket, and do not use a damaged cable.',
  },
  fan: {
    reason: 'The fan of the charger is blocked.',
    remedy: 'Switch the charger off at its breaker and clear its air vents. If the fault persists, have it repaired.',
  },
  lock: {
    reason: 'The lock that holds the plug did not move within 5 seconds.',
    remedy:
      'Push the plug in fully, then start and stop the charge. If the fault is still there after three tries, have the charger repaired. Never pull the plug out by force.',
  },
  metering: {
    reason: 'The charger cannot read its meter.',
    remedy:
      'If a meter is wired to the charger, check its cable. Then switch the charger off and on again at its breaker; if the fault is still there after three tries, have it repaired.',
  },
  'meter-link': {
    reason: 'The charger cannot reach the external meter that is wired to it.',
    remedy: 'Check the cable, and that the address in the charger’s app is the one set in the meter.',
  },
  'can-bus': {
    reason: 'The charger gets no answer on its CAN bus.',
    remedy:
      'Check the cable and the addresses, then switch the charger off and on again at its breaker. If the fault persists, have it repaired.',
  },
  'relay-blocked': {
    reason: 'A relay in the charger is stuck.',
    remedy:
      'Unplug the car and switch the charger off and on again at its breaker. If the fault persists, leave it switched off and have it repaired.',
  },
  'charging-circuit': {
    reason: 'The charger could not switch the current on, or lost it during the charge.',
    remedy: 'Start the charge again. If the fault is still there after three tries, have the charger repaired.',
  },
  pilot: {
    reason: 'The charger and the car do not understand each other: the signal between them (CP) is out of range.',
    remedy:
      'Unplug the car and plug it in again. If the fault also occurs with another cable or car, have the charger repaired.',
  },
  contact: {
    reason: 'The plug does not make reliable contact (PP).',
    remedy: 'Unplug, look for dirt or damage, and push the plug in fully at both ends.',
  },
  'unplugged-under-load': {
    reason: 'The plug was pulled out during the charge.',
    remedy: 'The charger recovers by itself after 10 seconds. End the charge before you unplug.',
  },
  'card-reader': {
    reason: 'The card reader of the charger does not answer.',
    remedy:
      'Switch the charger off and on again at its breaker; if the fault is still there after three tries, have it repaired. Meanwhile, start the charge from the hub.',
  },
  'power-cut': {
    reason: 'The power failed during the charge.',
    remedy:
      'The charger resumes when the power is back. If the fault persists, switch it off and on again at its breaker.',
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
    reason: 'The chargers cannot reach each other for their own load balancing.',
    remedy:
      'Turn off their own load balancing, since the hub shares the current among them; or put them on the same network.',
  },
  'weak-signal': {
    reason: 'The wireless signal at the charger is weak.',
    remedy: 'Move the access point closer, or connect the charger by cable.',
  },
  'card-list': {
    reason: 'The card list in the charger does not match the hub’s.',
    remedy: 'While the hub is connected, it decides about cards. Nothing needs to be done unless a card is refused.',
  },
  internal: {
    reason: 'There is a fault inside the charger.',
    remedy: 'Switch the charger off and on again at its breaker. If the fault persists, contact the manufacturer.',
  },
  disobedient: {
    reason: 'The charger does not keep to its limit, and it could not be stopped either.',
    remedy:
      'Unplug the car, or switch the charger off at its breaker. Make sure that no app, timer or mode of its own controls it as well; if it happens again, ask the manufacturer for newer firmware.',
  },
  reset: {
    reason: 'The charger could not restart.',
    remedy: 'Switch it off and on again at its breaker.',
  },
  other: {
    reason: 'The charger reports a fault that is not known here.',
    remedy:
      'Look at its display and in its manual. If the fault persists, contact the manufacturer and give them the code.',
  },
};
