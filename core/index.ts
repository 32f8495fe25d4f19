/**
 * The only door into the core. A host opens a site (`openSite`) or attaches to one that another host opened
 * (`attachSite`), and from then on speaks to a `Site`: snapshots out, commands in, events.
 */

export { METER_MAPS } from './meters/maps/index.js';
export { MQTT_PRESETS } from './meters/maps/mqtt-presets.js';
export type { Card, GivenCard } from './model/card.js';
export { CHARGER_MODELS } from './model/charger.js';
export type { ChargerWish } from './model/charger-wish.js';
export type { ChargerConfig, ConfigComplaint, MeterConfig, SiteConfig } from './model/config.js';
export type { ErrorCode } from './model/error.js';
export { codeOf, ERROR_CODES, mayPass, messageOf, SurplugError } from './model/error.js';
export type { ExportedFile, ExportQuery } from './model/export.js';
export { EXPORTS } from './model/export.js';
export type { Language } from './model/language.js';
export { LANGUAGES, languageOf } from './model/language.js';
export type { FindLine, MeterSearch } from './model/meter-find.js';
export { lineNamed } from './model/meter-find.js';
export type { MeterRow } from './model/meter-row.js';
export type { Access, BoostTimer, Mode, Policy, Preset } from './model/mode.js';
export { ACCESSES, MODES, POLICIES, PRESETS } from './model/mode.js';
export { numberOf, shown, unitOf } from './model/outside-number.js';
export { chargeOf, flagOf, modeOf, plain } from './model/outside-word.js';
export type { MeterRole, PushedReading } from './model/reading.js';
export { METER_ROLES } from './model/reading.js';
export type { ChargeRecord, DecisionRecord, FaultRecord, StatisticsRow, StorageRow, WhyRow } from './model/record.js';
export { CHARGER_SETTINGS, CIRCUIT_SETTINGS, METER_SETTINGS, OCPP_SETTINGS, SITE_SETTINGS } from './model/settings.js';
export type { Site } from './model/site.js';
export type { CommandAnswer, CommandOf, SiteCommand } from './model/site-command.js';
export type { ChargerEventName, SiteEvent } from './model/site-event.js';
export { CHARGER_EVENTS } from './model/site-event.js';
export type { Row, SiteQuery } from './model/site-query.js';
export type * from './model/snapshot.js';
export { waitsForStart } from './model/waits-for-start.js';
export type { WhatIfCharge, WhatIfResult, WhatIfRun } from './model/what-if.js';
export { WHAT_IF_SETTINGS } from './model/what-if.js';
export type { Log } from './ports/log.js';
export { attachSite } from './site/attach.js';
export { homeAddress } from './site/listener.js';
export { loneFinder } from './site/lone-finder.js';
export { openSite } from './site/open-site.js';
export { parseSiteConfig } from './site/parse-config.js';
export { complaintLine, configText, labelled } from './words/config-text.js';
export { measured } from './words/numbers.js';
