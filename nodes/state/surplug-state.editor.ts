import { suggest } from '../shared/choices.editor.js';
import { FLOW_NODE, flowNode } from '../shared/flow-node.editor.js';
import { suggestChargers } from '../shared/hub-field.editor.js';
import { fits } from '../shared/validate.editor.js';
import { PROPERTIES } from './properties.js';

RED.nodes.registerType('surplug-state', {
  category: 'surplug',
  color: '#e8b64c',
  icon: 'surplug-state.svg',
  ...flowNode('surplug-state'),
  defaults: {
    ...FLOW_NODE,
    source: { value: 'charger' },
    charger: { value: '' },
    property: { value: '' },
    initial: { value: true },
    minIntervalS: {
      value: '',
      validate: function (value, _how) {
        return fits(value, { from: 0, to: 86400 }) || `${this._('surplug-state.label.minIntervalS')}: 0 – 86400`;
      },
    },
  },
  inputs: 0,
  outputs: 1,
  label() {
    if (this.name) return this.name;
    const what = this['source'] === 'site' ? 'site' : String(this['charger'] ?? '');
    return [what, this['property']].filter((part) => part).join('/') || this._('surplug-state.palette');
  },
  oneditprepare() {
    const _ = this._;
    // Written by hand, without the property: the runtime takes it for true.
    if (this['initial'] === undefined) $('#node-input-initial').prop('checked', true);
    const $source = $('#node-input-source');
    if (!this['source']) $source.val('charger');
    $source.on('change', () => {
      $('#node-input-charger')
        .closest('.form-row')
        .toggle($source.val() !== 'site');
      const events = $source.val() === 'events';
      $('#node-input-property').attr('placeholder', _(`surplug-state.${events ? 'every-event' : 'whole'}`));
      $('#node-input-charger').attr('placeholder', _(`surplug-state.${events ? 'all' : 'only-charger'}`));
      $('#surplug-state-property').text(_(`surplug-state.label.${events ? 'event' : 'property'}`));
      $('#node-input-minIntervalS, #node-input-initial').closest('.form-row').toggle(!events);
    });
    suggest($('#node-input-property'), (done) =>
      done(PROPERTIES[$source.val() as keyof typeof PROPERTIES].map((path) => ({ value: path, label: path }))),
    );
    suggestChargers($('#node-input-charger'), () => String($('#node-input-hub').val() ?? ''), _('surplug-state.all'));
  },
});
