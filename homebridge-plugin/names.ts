/** The npm name of the package, as Homebridge registers the plugin. */
export const PLUGIN_NAME = '@surplug/homebridge-solar-charging';

/** The `platform` of the block in Homebridge's config.json, and `pluginAlias` of config.schema.json. */
export const PLATFORM_NAME = 'Surplug';

/** Folder under Homebridge's storage path that holds everything this plugin keeps. */
export const STORAGE_FOLDER = 'surplug';
