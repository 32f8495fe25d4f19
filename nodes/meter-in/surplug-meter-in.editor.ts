import { FLOW_NODE, flowNode } from '../shared/flow-node.editor.js';

RED.nodes.registerType('surplug-meter-in', {
  category: 'surplug',
  color: '#e8b64c',
  icon: 'surplug-meter-in.svg',
  ...flowNode('surplug-meter-in'),
  defaults: {
    ...FLOW_NODE,
    role: { value: 'grid' },
    unit: { value: 'W' },
    invert: { value: false },
    meterId: { value: '' },
  },
  inputs: 1,
  outputs: 0,
  align: 'right',
  label() {
    const role = String(this['role'] ?? '');
    return this.name || (role === '' ? this._('surplug-meter-in.palette') : this._(`surplug-meter-in.role.${role}`));
  },
  oneditprepare() {
    // Written by hand, without the property: the runtime takes it for W.
    if (!this['unit']) $('#node-input-unit').val('W');
  },
});
