import type { ErrorTexts } from '../../model/error-texts.js';

export const errors: ErrorTexts = {
  'port-in-use':
    '端口 {port} 已被其他程序占用，可能是另一中枢中的 Surplug。请为其中之一另选端口（{field}），或让本中枢接入另一中枢。',
  'port-needs-rights': '使用端口 {port} 需要更高权限。请选择大于 1023 的端口（{field}）。',
  'address-not-here': '本机没有地址 {address}。将 ocpp.bind 留空即可监听所有地址。',
  'cannot-listen': '无法监听端口 {port}：{detail}。',
  'file-unreadable': '{field}：无法读取 {file}；应为本程序可读取的 PEM 文件。',
  'charger-unknown': '这里没有充电桩 {name}。现有 {known}，或 "all"。',
  'no-charger-yet': '这里没有充电桩 {name}。尚未配置或接纳任何充电桩。',
  'charger-known': '{id} 已在列表中。',
  'charger-configured': '{id} 写在中枢的配置里，请在那里删除。',
  'charger-not-adopted': '没有标识为 {id} 的已接纳充电桩。',
  'one-at-a-time': '此操作一次只能针对一台充电桩，请指明是哪一台。',
  locked: '{name} 已锁定。请先解锁，再启动。',
  'start-refused': '充电桩拒绝启动（{detail}）。',
  'car-charges': '{name} 正在给车充电：请先停止充电，或强制执行。',
  'not-in-range': '{field} 为 {value}，应为 {from} 到 {to} 的数字。',
  'charger-offline': '{charger} 未连接，{action} 未发送。',
  'charger-silent': '{charger} 未及时回应 {action}，请重试。',
  'charger-busy': '{charger} 还有其他请求未回应，请稍后再试 {action}。',
  'charger-cannot': '{charger} 不支持 {action}。',
  'charger-refused': '{charger} 对 {action} 的回应是 {answer}。',
};
