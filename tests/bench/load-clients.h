/*
 * The clients of load.c: what they say, and the check of what they receive. One translation unit with load.c.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  PEOPLE_MAX = 20000,
  SENDERS_MAX = 100,
  TEXT_BYTES = 80,
  HEAD_BYTES = 16,      /* "0001 0000000042 ": sender and number */
  TAIL_BYTES = 1024,    /* an unfinished line; IRC lines have 512 */
  READ_BYTES = 262144,
  RING = 4096,          /* messages of one sender that may be outstanding */
  LINES = 128,          /* lines kept to compare with, per sender */
  LINE_BYTES = 256,
  OUT_BYTES = 16384,
  PATIENCE_MS = 10000,  /* without progress, what is missing is lost */
  EVENTS = 512,
};

struct client {
  int fd;
  uint16_t tail_bytes, out_bytes;
  bool registered, joined;
  char *tail, *out;
  uint32_t expected[SENDERS_MAX];
  uint64_t *met; /* who was seen in the room, a bit each */
  int met_count;
};

struct line {
  uint32_t seq;
  uint16_t bytes;
  char text[LINE_BYTES];
};

static enum { WAITING, JOINING, IDLING, SENDING } state = WAITING;
static struct client clients[PEOPLE_MAX];
static struct line lines[SENDERS_MAX][LINES];
static uint32_t sent[SENDERS_MAX], left[SENDERS_MAX][RING];
static uint64_t sent_at[SENDERS_MAX][RING];
static char pad[TEXT_BYTES + 16];
static char buffer[TAIL_BYTES + READ_BYTES];
static int epoll, people, opened, arrived, port;
static int rooms = 1, gathered, gathering; /* in how many rooms they are; how many of the idle have been sent in, of how many */
static bool quick_ack; /* deliveries are acknowledged at once: servers with Nagle's algorithm on do not wait */
static int senders, window, outstanding, next_sender;
static bool measuring;
static uint64_t deliveries, messages, errors, lost;
static uint64_t started, stop_at, progress_at, now_ns, interval_ns, next_at;
static uint32_t *latencies;
static size_t latency_count, latency_room;
static char first_error[200];

static uint64_t clock_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

__attribute__((format(printf, 1, 2))) static void wrong(const char *format, ...) {
  errors += 1;
  if (first_error[0] != 0) return;
  va_list list;
  va_start(list, format);
  vsnprintf(first_error, sizeof first_error, format, list);
  va_end(list);
  for (char *c = first_error; *c; c++)
    if (*c == '"' || *c == '\\' || *c < ' ') *c = '?';
}

/* ---- rooms ---- */

/* The people are dealt out: the first is in the first room, the second in the second. */
static int room_of(int index) { return index % rooms; }

static int people_in(int room) { return people / rooms + (room < people % rooms ? 1 : 0); }

static const char *room_name(int room) {
  static char name[24];
  if (rooms == 1) return "#lobby";
  snprintf(name, sizeof name, "#r%d", room);
  return name;
}

/* ---- writing ---- */

static void watch(int index, uint32_t what) {
  struct epoll_event event = {.events = what, .data.u32 = (uint32_t)index};
  epoll_ctl(epoll, EPOLL_CTL_MOD, clients[index].fd, &event);
}

static void flush_out(int index) {
  struct client *client = &clients[index];
  if (client->out_bytes == 0) return;
  ssize_t written = write(client->fd, client->out, client->out_bytes);
  if (written < 0 && errno != EAGAIN && errno != ENOTCONN) return wrong("write: %s", strerror(errno));
  if (written < 0) written = 0;
  client->out_bytes -= (uint16_t)written;
  memmove(client->out, client->out + written, client->out_bytes);
  watch(index, client->out_bytes == 0 ? EPOLLIN : EPOLLIN | EPOLLOUT);
}

static void flush_now(int index) {
  struct client *client = &clients[index];
  ssize_t written = write(client->fd, client->out, client->out_bytes);
  if (written == client->out_bytes) client->out_bytes = 0;
  else if (written > 0) {
    client->out_bytes -= (uint16_t)written;
    memmove(client->out, client->out + written, client->out_bytes);
  }
  if (client->out_bytes > 0) watch(index, EPOLLIN | EPOLLOUT);
}

static void say(int index, const char *bytes, size_t count) {
  struct client *client = &clients[index];
  if (client->out_bytes + count > OUT_BYTES) return wrong("the server does not take what is sent");
  memcpy(client->out + client->out_bytes, bytes, count);
  client->out_bytes += (uint16_t)count;
}

__attribute__((format(printf, 2, 3))) static void sayf(int index, const char *format, ...) {
  char text[600];
  va_list list;
  va_start(list, format);
  int count = vsnprintf(text, sizeof text, format, list);
  va_end(list);
  say(index, text, (size_t)count);
}

static void send_message(int sender) {
  uint32_t seq = sent[sender]++;
  char text[160];
  int count = snprintf(text, sizeof text, "PRIVMSG %s :%04d %010u ", room_name(room_of(sender)), sender, seq);
  memcpy(text + count, pad + seq % 16, TEXT_BYTES - HEAD_BYTES);
  memcpy(text + count + TEXT_BYTES - HEAD_BYTES, "\r\n", 2);
  say(sender, text, (size_t)count + TEXT_BYTES - HEAD_BYTES + 2);
  left[sender][seq % RING] = (uint32_t)people_in(room_of(sender)) - 1;
  sent_at[sender][seq % RING] = now_ns;
  outstanding += 1;
  messages += 1;
}

/* ---- reading ---- */

static void note_latency(uint64_t sent_ns) {
  if (latency_count == latency_room) {
    latency_room = latency_room == 0 ? 65536 : latency_room * 2;
    latencies = realloc(latencies, latency_room * sizeof *latencies);
    if (latencies == NULL) fail("memory");
  }
  latencies[latency_count++] = (uint32_t)((now_ns - sent_ns) / 1000);
}

static inline void delivered(struct client *client, int sender, uint32_t seq) {
  client->expected[sender] = seq + 1;
  deliveries += 1;
  if (interval_ns != 0 || window == 1) note_latency(sent_at[sender][seq % RING]);
  if (--left[sender][seq % RING] == 0) outstanding -= 1;
}

/* A message seen for the first time, or one that is not as the first. */
static void check_message(struct client *client, const char *line, size_t bytes, int sender, const char *text) {
  size_t length = (size_t)(line + bytes - text);
  uint32_t seq = client->expected[sender];
  char head[HEAD_BYTES + 1];
  snprintf(head, sizeof head, "%04d %010u ", sender, seq);
  if (length != TEXT_BYTES || memcmp(text, head, HEAD_BYTES) != 0)
    return wrong("client %d expected %s, got %.*s", (int)(client - clients), head, (int)(length < 40 ? length : 40), text);
  if (memcmp(text + HEAD_BYTES, pad + seq % 16, TEXT_BYTES - HEAD_BYTES) != 0) return wrong("a text was changed");
  if (seq >= sent[sender]) return wrong("a message that nobody sent");
  if (room_of(sender) != room_of((int)(client - clients))) return wrong("a message of another room");
  struct line *known = &lines[sender][seq % LINES];
  if (bytes + 2 <= LINE_BYTES && line[bytes] == '\r') {
    known->seq = seq;
    known->bytes = (uint16_t)(bytes + 2);
    memcpy(known->text, line, bytes + 2);
  }
  delivered(client, sender, seq);
}

static int number_of(const char *name, size_t bytes) {
  if (bytes < 2 || name[0] != 'n') return -1;
  int number = 0;
  size_t i = 1;
  for (; i < bytes && name[i] >= '0' && name[i] <= '9'; i++) number = number * 10 + name[i] - '0';
  return number < people ? number : -1;
}

static void meet(struct client *client, int number, bool joins) {
  if (client->met == NULL || number < 0) return;
  uint64_t bit = 1ull << (number % 64);
  if (client->met[number / 64] & bit) {
    if (joins && number != (int)(client - clients)) wrong("n%04d joined twice", number);
    return;
  }
  client->met[number / 64] |= bit;
  client->met_count += 1;
  if (client->met_count == people_in(room_of((int)(client - clients)))) arrived += 1;
}

static void meet_names(struct client *client, const char *names, const char *end) {
  while (names < end) {
    const char *space = memchr(names, ' ', (size_t)(end - names));
    const char *stop = space == NULL ? end : space;
    const char *name = names;
    while (name < stop && (*name == '@' || *name == '+' || *name == ':')) name++;
    meet(client, number_of(name, (size_t)(stop - name)), false);
    names = stop + 1;
  }
}

static void open_client(int index);

static void send_in(int index) {
  sayf(index, "JOIN %s\r\n", room_name(room_of(index)));
  flush_out(index);
}

static void handle_line(int index, const char *line, size_t bytes) {
  struct client *client = &clients[index];
  const char *end = line + bytes;
  if (bytes > 5 && memcmp(line, "PING ", 5) == 0) {
    sayf(index, "PONG %.*s\r\n", (int)(bytes - 5), line + 5);
    return flush_out(index);
  }
  if (bytes > 5 && memcmp(line, "ERROR", 5) == 0) return wrong("%.*s", (int)(bytes < 150 ? bytes : 150), line);
  if (line[0] != ':') return;
  const char *command = memchr(line, ' ', bytes);
  if (command == NULL) return;
  command += 1;
  size_t rest = (size_t)(end - command);
  if (rest > 8 && memcmp(command, "PRIVMSG ", 8) == 0) {
    const char *text = memchr(command, ':', rest);
    int sender = number_of(line + 1, bytes - 1);
    if (text == NULL || sender < 0 || sender >= SENDERS_MAX) return wrong("a strange message");
    return check_message(client, line, bytes, sender, text + 1);
  }
  if (rest > 5 && memcmp(command, "JOIN ", 5) == 0) return meet(client, number_of(line + 1, bytes - 1), true);
  if (rest > 4 && memcmp(command, "353 ", 4) == 0) {
    const char *names = memmem(command, rest, " :", 2);
    if (names != NULL) meet_names(client, names + 2, end);
    return;
  }
  if (rest > 4 && memcmp(command, "366 ", 4) == 0) {
    if (gathered < gathering) send_in(gathered++);
    return;
  }
  if (rest > 4 && memcmp(command, "001 ", 4) == 0 && !client->registered) {
    client->registered = true;
    if (state == IDLING) arrived += 1;
    else sayf(index, "JOIN %s\r\n", room_name(room_of(index)));
    if (opened < people) open_client(opened++);
    return flush_out(index);
  }
  if (rest > 3 && command[0] == '4' && command[1] != '2') wrong("%.*s", (int)(bytes < 150 ? bytes : 150), line);
}

static void handle_bytes(int index, const char *at, const char *end) {
  struct client *client = &clients[index];
  while (at < end) {
    /* The fast way: the line is the next one of its sender, and the same as others got. */
    if (end - at > 6 && at[0] == ':' && at[1] == 'n' && at[2] == '0' && at[3] == '0') {
      unsigned sender = (unsigned)(at[4] - '0') * 10 + (unsigned)(at[5] - '0');
      if (sender < SENDERS_MAX && room_of((int)sender) == room_of(index)) {
        uint32_t seq = client->expected[sender];
        const struct line *known = &lines[sender][seq % LINES];
        if (known->bytes != 0 && known->seq == seq && end - at >= known->bytes &&
            memcmp(at, known->text, known->bytes) == 0) {
          delivered(client, (int)sender, seq);
          at += known->bytes;
          continue;
        }
      }
    }
    const char *line_end = memchr(at, '\n', (size_t)(end - at));
    if (line_end == NULL) break;
    size_t bytes = (size_t)(line_end - at);
    if (bytes > 0 && line_end[-1] == '\r') bytes -= 1;
    if (bytes > 0) handle_line(index, at, bytes);
    at = line_end + 1;
  }
  size_t rest = (size_t)(end - at);
  if (rest > TAIL_BYTES) return wrong("a line without an end");
  memcpy(client->tail, at, rest);
  client->tail_bytes = (uint16_t)rest;
}

static void readable(int index) {
  struct client *client = &clients[index];
  memcpy(buffer, client->tail, client->tail_bytes);
  ssize_t count = read(client->fd, buffer + client->tail_bytes, READ_BYTES);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) {
    wrong("client %d was disconnected: %s", index, count == 0 ? "closed" : strerror(errno));
    epoll_ctl(epoll, EPOLL_CTL_DEL, client->fd, NULL);
    return;
  }
  int on = 1;
  if (quick_ack) setsockopt(client->fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
  handle_bytes(index, buffer, buffer + client->tail_bytes + count);
}
