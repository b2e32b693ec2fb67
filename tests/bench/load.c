/*
 * The load generator: many IRC clients in one process, cheaper than any server it measures.
 *
 *   load PORT      then one command a line on stdin, one line of JSON on stdout for each:
 *     join N [PACE [R]]  N clients connect and join at once, in one room or dealt out to R; done when everyone of a room
 *                        has seen everyone of it; PACE bounds how many of them are under way together
 *     idle N [PACE]      N clients connect and register
 *     gather PACE        the idle join the room
 *     fanout S W MS      S clients send for MS milliseconds, W messages may be outstanding together
 *     rate S R MS        S clients send R messages a second together for MS milliseconds
 *   Latency is measured at a rate, and where one message is outstanding.
 *   The end of stdin ends it.
 *
 * Deliveries are acknowledged at once, but for `rate`: a server with Nagle's algorithm on is then seen as its users see it.
 * Every delivery is checked: once, whole, in order per sender. The first line received of a message is parsed and
 * kept; the others need only be equal to it.
 */
#include "load-clients.h"

/* ---- the commands ---- */

static void open_client(int index) {
  struct client *client = &clients[index];
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (client->fd < 0) fail("socket (ulimit -n?)");
  int on = 1;
  setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  client->tail = malloc(TAIL_BYTES);
  client->out = malloc(OUT_BYTES);
  if (client->tail == NULL || client->out == NULL) fail("memory");
  if (state == JOINING) client->met = calloc((size_t)people / 64 + 1, sizeof *client->met);
  if (connect(client->fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) fail("connect");
  sayf(index, "NICK n%04d\r\nUSER n%04d 0 * :load\r\n", index, index);
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.u32 = (uint32_t)index};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, client->fd, &event) < 0) fail("epoll");
}

static void begin(void) {
  now_ns = started = progress_at = clock_ns();
  measuring = true;
  deliveries = messages = errors = lost = 0;
  latency_count = 0;
  first_error[0] = 0;
}

static int by_value(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static double percentile(double share) {
  if (latency_count == 0) return 0;
  size_t at = (size_t)(share * (double)(latency_count - 1));
  return latencies[at] / 1000.0;
}

static void finish(void) {
  double seconds = (double)(clock_ns() - started) / 1e9;
  if (latency_count > 0) qsort(latencies, latency_count, sizeof *latencies, by_value);
  printf("{\"seconds\":%.6f,\"messages\":%lu,\"deliveries\":%lu,\"errors\":%lu,\"lost\":%lu,"
         "\"p50\":%.3f,\"p99\":%.3f,\"firstError\":\"%s\"}\n",
         seconds, messages, deliveries, errors, lost, percentile(0.5), percentile(0.99), first_error);
  fflush(stdout);
  measuring = false;
  interval_ns = 0;
  if (state != SENDING)
    for (int i = 0; i < people; i++) {
      free(clients[i].met);
      clients[i].met = NULL;
      clients[i].met_count = 0;
    }
  state = WAITING;
}

static void command(const char *line) {
  int a = 0, b = 0, c = 0;
  if (sscanf(line, "join %d %d %d", &a, &b, &c) >= 1 || sscanf(line, "idle %d %d", &a, &b) >= 1) {
    people = a < PEOPLE_MAX ? a : PEOPLE_MAX;
    rooms = c > 0 ? c : 1;
    state = line[0] == 'j' ? JOINING : IDLING;
    arrived = 0;
    quick_ack = true;
    begin();
    for (opened = 0; opened < people && (b == 0 || opened < b);) open_client(opened++);
  } else if (sscanf(line, "gather %d", &a) == 1) {
    state = JOINING;
    arrived = 0;
    begin();
    for (int i = 0; i < people; i++) clients[i].met = calloc((size_t)people / 64 + 1, sizeof *clients[i].met);
    gathering = people;
    for (gathered = 0; gathered < people && gathered < a;) send_in(gathered++);
  } else if (sscanf(line, "fanout %d %d %d", &a, &b, &c) == 3 || sscanf(line, "rate %d %d %d", &a, &b, &c) == 3) {
    senders = a < people ? a : people;
    begin();
    state = SENDING;
    interval_ns = line[0] == 'r' ? 1000000000u / (uint64_t)b : 0;
    window = line[0] == 'r' ? 0 : b;
    quick_ack = line[0] == 'f';
    outstanding = 0;
    next_sender = 0;
    stop_at = started + (uint64_t)c * 1000000u;
    next_at = started;
  }
}

/* Sends what may be sent now. */
static void top_up(void) {
  bool spoke[SENDERS_MAX] = {false};
  if (now_ns >= stop_at) return;
  while (interval_ns != 0 ? next_at <= now_ns && outstanding < RING - 1 : outstanding < window) {
    send_message(next_sender);
    spoke[next_sender] = true;
    next_sender = (next_sender + 1) % senders;
    next_at += interval_ns;
  }
  for (int i = 0; i < senders; i++)
    if (spoke[i]) flush_now(i);
}

static void give_up(void) {
  if (state == SENDING) {
    lost = 0;
    for (int s = 0; s < senders; s++)
      for (int c = 0; c < people; c++)
        if (c != s && room_of(c) == room_of(s)) lost += sent[s] - clients[c].expected[s];
    /* The next run starts clean. */
    for (int s = 0; s < SENDERS_MAX; s++)
      for (int c = 0; c < people; c++) clients[c].expected[s] = sent[s];
  } else {
    lost = (uint64_t)(people - arrived);
  }
  finish();
}

static void look(void) {
  static uint64_t seen;
  uint64_t done = deliveries + (uint64_t)arrived;
  for (int i = 0; state == JOINING && i < people; i++) done += (uint64_t)clients[i].met_count;
  if (done != seen) {
    seen = done;
    progress_at = now_ns;
  } else if (now_ns - progress_at > PATIENCE_MS * 1000000ull) {
    give_up();
  }
}

static int timeout_ms(void) {
  if (!measuring) return -1;
  if (state == SENDING && interval_ns != 0 && now_ns < stop_at)
    return next_at <= now_ns ? 0 : (int)((next_at - now_ns + 999999) / 1000000);
  return 1000;
}

static void on_stdin(void) {
  static char text[256];
  static size_t bytes;
  ssize_t count = read(0, text + bytes, sizeof text - bytes - 1);
  if (count <= 0) exit(0);
  bytes += (size_t)count;
  text[bytes] = 0;
  char *end;
  while ((end = strchr(text, '\n')) != NULL) {
    *end = 0;
    command(text);
    bytes -= (size_t)(end + 1 - text);
    memmove(text, end + 1, bytes + 1);
  }
}

int main(int count, char **arguments) {
  if (count != 2) return fprintf(stderr, "usage: load PORT\n"), 2;
  port = atoi(arguments[1]);
  /* A server that hangs up is something to tell, and not to die of. */
  signal(SIGPIPE, SIG_IGN);
  for (size_t i = 0; i < sizeof pad; i++) pad[i] = (char)('a' + i % 26);
  epoll = epoll_create1(0);
  struct epoll_event input = {.events = EPOLLIN, .data.u32 = UINT32_MAX};
  epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &input);
  static struct epoll_event events[EVENTS];
  uint64_t looked = 0;
  for (;;) {
    int ready = epoll_wait(epoll, events, EVENTS, timeout_ms());
    now_ns = clock_ns();
    for (int i = 0; i < ready; i++) {
      uint32_t index = events[i].data.u32;
      if (index == UINT32_MAX) {
        on_stdin();
        continue;
      }
      if (events[i].events & EPOLLOUT) flush_out((int)index);
      if (events[i].events & ~(uint32_t)EPOLLOUT) readable((int)index);
    }
    if (!measuring) continue;
    if (state == SENDING) {
      now_ns = clock_ns();
      top_up();
      if (outstanding == 0 && now_ns >= stop_at) finish();
    } else if (arrived == people) {
      finish();
    }
    if (measuring && now_ns - looked > 500000000u) {
      looked = now_ns;
      look();
    }
  }
}
