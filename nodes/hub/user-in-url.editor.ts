import { userInUrl } from './user-in-url.js';

/** Takes user and password out of an address as soon as it is left or pasted, and into the fields they have of their own. */
export function keepUserOut(address: JQuery, username: JQuery | undefined, password: JQuery): void {
  const move = (): void => {
    const split = userInUrl(address.val());
    if (!split) return;
    address.val(split.url).trigger('change');
    for (const [field, part] of [
      [username, split.username],
      [password, split.password],
    ] as const)
      if (field && part !== '') field.val(part).trigger('change');
  };
  address.on('change', move).on('paste', () => void window.setTimeout(move, 0));
  move();
}
