import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.js';
import type { Block, HomebridgeUi } from './homebridge-ui.js';

/** What is written on the buttons of Homebridge UI. */
interface Buttons {
  readonly actions: string;
  readonly settings: string;
  readonly save: string;
}
const ENGLISH: Buttons = { actions: 'Plugin Actions', settings: 'Plugin Config', save: 'Save' };

/** The settings of our plugin, open in Homebridge UI. */
export class SettingsForm {
  private constructor(
    readonly ui: HomebridgeUi,
    readonly page: Page,
    readonly root: Locator,
    private readonly buttons: Buttons,
  ) {}

  static async open(ui: HomebridgeUi, page: Page, buttons = ENGLISH): Promise<SettingsForm> {
    await page.goto(`${ui.url}/plugins`);
    const card = page.locator('.card', { hasText: '@surplug/homebridge-solar-charging' });
    await card.getByLabel(buttons.actions).click();
    await card.getByText(buttons.settings).click();
    const form = new SettingsForm(ui, page, page.locator('[aria-labelledby=plugin-config-title]'), buttons);
    await form.field('fuseA').waitFor();
    await form.#drawn();
    return form;
  }

  /** An input or select by its name in the block; `at` counts the rows of a list. */
  field(name: string, at = 0): Locator {
    return this.root.locator(`[name="${name}"]`).nth(at);
  }

  get save(): Locator {
    return this.root.locator('.modal-footer').getByRole('button', { name: this.buttons.save });
  }

  /** Presses an add button, and waits until the new row is there. */
  async addRow(what: string, row: string): Promise<void> {
    await this.root.getByRole('button', { name: what, exact: true }).click();
    await this.root.getByRole('button', { name: row, exact: true }).waitFor();
    await this.#drawn();
  }

  /** Waits until nothing more is drawn: what is pressed or filled in before is lost. */
  async #drawn(): Promise<void> {
    let before = -1;
    await eventually('the form is drawn', async () => {
      const now = await this.root.locator('*').count();
      const still = now === before;
      before = now;
      return still;
    });
  }

  /** Opens every section that is folded. */
  async unfold(): Promise<void> {
    const folded = this.root.locator('button.jsf-fieldset-proxy[aria-expanded=false]');
    for (let left = await folded.count(); left > 0; left = await folded.count()) {
      await folded.first().press('Enter');
      await eventually('a section unfolds', async () => (await folded.count()) < left);
    }
  }

  /** Titles of all fields that can be seen now, each once. */
  async titles(): Promise<Set<string>> {
    const labels = this.root.locator('label:visible');
    return new Set((await labels.allInnerTexts()).map((text) => text.replace(/\*$/, '').trim()));
  }

  /** Saves, and answers with our block in config.json. */
  async saved(): Promise<Block> {
    await eventually('Save can be pressed', () => this.save.isEnabled());
    const [answer] = await Promise.all([
      this.page.waitForResponse((one) => one.url().includes('/config-editor/') && one.request().method() === 'POST'),
      this.save.click(),
    ]);
    if (!answer.ok()) throw new Error(`Homebridge UI does not save: ${await answer.text()}`);
    await answer.finished();
    await this.root.waitFor({ state: 'detached' });
    const { block } = this.ui;
    if (!block) throw new Error('nothing of ours is in config.json');
    return block;
  }
}
