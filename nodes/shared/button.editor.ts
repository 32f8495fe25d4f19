/** Has a link do something here instead of leading somewhere: a button, also to a screen reader and the space bar. */
export const pressed = ($link: JQuery, press: () => void): JQuery =>
  $link.attr('role', 'button').on('click keydown', (event) => {
    if (event.type === 'keydown' && event.key !== ' ') return;
    event.preventDefault();
    press();
  });

/** A small button as the editor draws its own. */
export const button = (text: string, press: () => void): JQuery =>
  pressed($('<a href="#" class="red-ui-button red-ui-button-small">').text(text), press);
