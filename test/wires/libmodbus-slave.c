/*
 * A Modbus slave on libmodbus, independent of everything in this project.
 *
 *   libmodbus-slave tcp PORT UNIT [MISDEED EVERY] < registers
 *   libmodbus-slave rtu DEVICE UNIT [MISDEED EVERY] < registers     (9600 8N1)
 *
 * Registers come as lines "FUNCTION ADDRESS WORD WORD ...", hexadecimal, before end of input. Every EVERYth request meets
 * the misdeed: silence, delay, slow, exception, wrong-unit, wrong-length, bad-check (RTU: CRC, TCP: transaction), split,
 * extra, half, close, close-after (a whole answer), at-most-50 (registers in an answer), no-holes (refuses a read that
 * touches a register of no line), rests (deaf for 300 ms after an answer). Ends by signal.
 */
#include <errno.h>
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define REGISTERS 0x10000 - 1
#define DELAY_US 700000
#define PAUSE_US 40000
#define SLOW_US 900000
#define MOST 50
#define REST_MS 300

static int tcp;
static const char *misdeed = "none";
static int every = 1;
static unsigned char known[5][0x10000];

static modbus_mapping_t *registers_from_input(void) {
  modbus_mapping_t *map = modbus_mapping_new(0, 0, REGISTERS, REGISTERS);
  char line[1024];
  while (map && fgets(line, sizeof line, stdin)) {
    char *rest = line;
    long function = strtol(rest, &rest, 16);
    long address = strtol(rest, &rest, 16);
    uint16_t *table = function == 3 ? map->tab_registers : map->tab_input_registers;
    for (char *end; ; rest = end) {
      long word = strtol(rest, &end, 16);
      if (end == rest) break;
      known[function & 4][address] = 1;
      table[address++] = (uint16_t)word;
    }
  }
  return map;
}

static int is(const char *name) { return strcmp(misdeed, name) == 0; }

static uint16_t crc_of(const uint8_t *bytes, int length) {
  uint16_t crc = 0xffff;
  for (int i = 0; i < length; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/* The answer to a read as it goes over the wire, with what is wrong about its content. */
static int spoilt_answer(const uint8_t *query, const modbus_mapping_t *map, uint8_t *answer) {
  const uint8_t *pdu = query + (tcp ? 6 : 0);
  int address = pdu[2] << 8 | pdu[3], count = pdu[4] << 8 | pdu[5];
  const uint16_t *table = pdu[1] == 3 ? map->tab_registers : map->tab_input_registers;
  uint8_t *body = answer + (tcp ? 6 : 0);
  int length = 3 + 2 * count;
  body[0] = is("wrong-unit") ? pdu[0] + 1 : pdu[0];
  body[1] = pdu[1];
  body[2] = (uint8_t)(2 * count);
  for (int i = 0; i < count; i++) {
    body[3 + 2 * i] = table[address + i] >> 8;
    body[4 + 2 * i] = table[address + i] & 0xff;
  }
  if (is("wrong-length")) {
    body[2] -= 2;
    length -= 2;
  }
  if (tcp) {
    memcpy(answer, query, 4);
    if (is("bad-check")) answer[1] ^= 0x55;
    answer[4] = length >> 8;
    answer[5] = length & 0xff;
    return 6 + length;
  }
  uint16_t crc = crc_of(body, length) ^ (is("bad-check") ? 0x5a : 0);
  answer[length] = crc & 0xff;
  answer[length + 1] = crc >> 8;
  return length + 2;
}

static void put(int socket, const uint8_t *bytes, int length) {
  if (write(socket, bytes, length) != length) perror("write");
}

static int refuse(modbus_t *context, const uint8_t *query, int code) {
  modbus_reply_exception(context, query, code);
  return 1;
}

static int has_hole(const uint8_t *pdu) {
  int address = pdu[2] << 8 | pdu[3], count = pdu[4] << 8 | pdu[5];
  for (int i = 0; i < count; i++)
    if (!known[pdu[1] & 4][address + i]) return 1;
  return 0;
}

static long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Returns 0 when the connection is to be given up. */
static int misbehave(modbus_t *context, const uint8_t *query, int query_length, modbus_mapping_t *map) {
  uint8_t answer[MODBUS_TCP_MAX_ADU_LENGTH + 8];
  int socket = modbus_get_socket(context);
  static long answered_ms;
  if (is("silence") || (is("rests") && now_ms() - answered_ms < REST_MS)) return 1;
  if (is("delay") || is("slow")) usleep(is("delay") ? DELAY_US : SLOW_US);
  if (is("exception")) return refuse(context, query, MODBUS_EXCEPTION_SLAVE_OR_SERVER_BUSY);
  const uint8_t *pdu = query + (tcp ? 6 : 0);
  if (is("at-most-50") && (pdu[4] << 8 | pdu[5]) > MOST) return refuse(context, query, MODBUS_EXCEPTION_ILLEGAL_DATA_VALUE);
  if (is("no-holes") && has_hole(pdu)) return refuse(context, query, MODBUS_EXCEPTION_ILLEGAL_DATA_ADDRESS);
  if (is("delay") || is("slow") || is("at-most-50") || is("no-holes") || is("close-after") || is("rests")) {
    modbus_reply(context, query, query_length, map);
    answered_ms = now_ms();
    return !is("close-after");
  }
  int length = spoilt_answer(query, map, answer);
  if (is("split")) {
    for (int at = 0; at < length; at += 7) {
      put(socket, answer + at, length - at < 7 ? length - at : 7);
      usleep(2000);
    }
    return 1;
  }
  if (is("half") || is("close")) {
    put(socket, answer, length / 2);
    return !is("close");
  }
  put(socket, answer, length);
  if (is("extra")) {
    usleep(PAUSE_US / 4);
    put(socket, (const uint8_t *)"\x01\x04\x6c", 3);
  }
  return 1;
}

static void answer_all(modbus_t *context, modbus_mapping_t *map) {
  static long number = 0;
  uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
  for (;;) {
    int length = modbus_receive(context, query);
    if (length < 0 && errno != ETIMEDOUT && errno != EMBBADCRC && errno != EMBBADDATA) return;
    if (length <= 0) continue;
    if (is("none") || ++number % every != 0) modbus_reply(context, query, length, map);
    else if (!misbehave(context, query, length, map)) return;
  }
}

int main(int count, char **args) {
  if (count != 4 && count != 6) return 2;
  tcp = strcmp(args[1], "tcp") == 0;
  if (count == 6) {
    misdeed = args[4];
    every = atoi(args[5]);
  }
  modbus_mapping_t *map = registers_from_input();
  modbus_t *context = tcp ? modbus_new_tcp("127.0.0.1", atoi(args[2])) : modbus_new_rtu(args[2], 9600, 'N', 8, 1);
  if (!map || !context) return 1;
  modbus_set_slave(context, atoi(args[3]));
  int listening = tcp ? modbus_tcp_listen(context, 4) : -1;
  if (tcp ? listening < 0 : modbus_connect(context) < 0) {
    perror(args[2]);
    return 1;
  }
  puts("ready");
  fflush(stdout);
  for (;;) {
    if (tcp && modbus_tcp_accept(context, &listening) < 0) return 1;
    answer_all(context, map);
    if (!tcp) return 0;
    modbus_close(context);
  }
}
