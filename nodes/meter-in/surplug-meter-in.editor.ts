import { takeFirstHub } from '../shared/hub-field.editor.js';

RED.nodes.registerType('surplug-meter-in', {
  category: 'surplug',
  color: '#e8b64c',
  defaults: {
    schema: { value: 1 },
    name: { value: '' },
    hub: { value: '', type: 'surplug-hub', required: true },
    role: { value: 'grid' },
    unit: { value: 'W' },
    invert: { value: false },
    meterId: { value: '' },
  },
  inputs: 1,
  outputs: 0,
  align: 'right',
  icon: 'surplug-meter-in.svg',
  paletteLabel() {
    return this._('surplug-meter-in.palette');
  },
  label() {
    const role = String(this['role'] ?? '');
    return this.name || (role === '' ? this._('surplug-meter-in.palette') : this._(`surplug-meter-in.role.${role}`));
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  onadd() {
    takeFirstHub(this);
  },
  oneditprepare() {
    // Written by hand, without the property: the runtime takes it for W.
    if (!this['unit']) $('#node-input-unit').val('W');
  },
});
