/** Has a link do something here instead of leading somewhere. */
export const pressed = ($link: JQuery, press: () => void): JQuery =>
  $link.on('click', (event) => {
    event.preventDefault();
    press();
  });

/** A small button as the editor draws its own. */
export const button = (text: string, press: () => void): JQuery =>
  pressed($('<a href="#" class="red-ui-button red-ui-button-small">').text(text), press);
