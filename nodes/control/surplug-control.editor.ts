import { passwordIn } from '../hub/user-in-url.js';
import { options } from '../shared/choices.editor.js';
import { FLOW_NODE, flowNode } from '../shared/flow-node.editor.js';
import { suggestChargers } from '../shared/hub-field.editor.js';
import { COMMANDS, exampleOf, kindOf, textIsNothing, valueTypes } from './value-types.editor.js';

RED.nodes.registerType('surplug-control', {
  category: 'surplug',
  color: '#e8b64c',
  icon: 'surplug-control.svg',
  ...flowNode('surplug-control'),
  defaults: {
    ...FLOW_NODE,
    charger: { value: '' },
    command: { value: '' },
    value: {
      value: '',
      validate: function (value, how) {
        if (this['command'] !== '' && passwordIn(value)) return this._('surplug-control.wrong.password-in-value');
        const empty = this['valueType'] === 'num' && value === '';
        return this['command'] === '' || (!empty && RED.validators.typedInput('valueType').call(this, value, how));
      },
    },
    valueType: { value: 'str' },
  },
  inputs: 1,
  outputs: 1,
  label() {
    if (this.name) return this.name;
    const command = String(this['command'] ?? '');
    const fixed = ['str', 'num', 'bool'].includes(String(this['valueType'])) ? ` ${String(this['value'] ?? '')}` : '';
    return command === '' ? this._('surplug-control.palette') : `${command}${fixed}`.trim();
  },
  oneditprepare() {
    const _ = this._;
    const $command = $('#node-input-command');
    const named = (command: string): string => `${_(`surplug-control.command.${command}`)} (${command})`;
    const commands = COMMANDS.map((command) => ({ value: command, label: named(command) }));
    $command.append(...options([{ value: '', label: _('surplug-control.by-message') }, ...commands]));
    $command.val(String(this['command'] ?? ''));

    const $value = $('#node-input-value');
    $value.typedInput({ types: valueTypes('', _), typeField: '#node-input-valueType' });
    let shown: string | undefined;
    // A field that is hidden keeps what stood in it: the limit that is to go.
    $value.on('change', () => {
      const nothing = textIsNothing(shown ?? '') && $value.typedInput('type') === 'str';
      if (nothing && $value.typedInput('value') !== '') $value.typedInput('value', '');
    });
    const show = (): void => {
      const command = String($command.val() ?? '');
      const first = shown === undefined;
      if (command === shown) return;
      shown = command;
      $value.closest('.form-row').toggle(command !== '');
      $('#surplug-control-by-message').toggle(command === '');
      if (command === '') return;
      const types = valueTypes(command, _);
      $value.typedInput('types', types);
      if (first) {
        const value = String(this['value'] ?? '');
        $value.typedInput('type', kindOf(command, String(this['valueType'] ?? 'str'), value));
        $value.typedInput('value', value);
        return;
      }
      const [usual] = types;
      const type = typeof usual === 'string' ? usual : (usual?.value ?? 'str');
      $value.typedInput('type', type);
      const options = typeof usual === 'string' ? undefined : usual?.options;
      $value.typedInput('value', options?.[0]?.value ?? (type === 'json' ? exampleOf(command) : undefined) ?? '');
    };
    $command.on('change', show);
    show();

    suggestChargers($('#node-input-charger'), () => String($('#node-input-hub').val() ?? ''), _('surplug-control.all'));
  },
});
