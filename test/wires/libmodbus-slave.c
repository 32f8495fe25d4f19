/*
 * A Modbus slave on libmodbus, independent of everything in this project.
 *
 *   libmodbus-slave tcp PORT UNIT < registers
 *   libmodbus-slave rtu DEVICE UNIT < registers     (9600 8N1)
 *
 * Registers come as lines "FUNCTION ADDRESS WORD WORD ...", hexadecimal, before end of input. Ends by signal.
 */
#include <errno.h>
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REGISTERS 0x10000 - 1

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
      table[address++] = (uint16_t)word;
    }
  }
  return map;
}

static void answer_all(modbus_t *context, modbus_mapping_t *map) {
  uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
  for (;;) {
    int length = modbus_receive(context, query);
    if (length > 0) modbus_reply(context, query, length, map);
    else if (length < 0 && errno != ETIMEDOUT && errno != EMBBADCRC && errno != EMBBADDATA) return;
  }
}

int main(int count, char **args) {
  if (count != 4) return 2;
  int tcp = strcmp(args[1], "tcp") == 0;
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
  }
}
