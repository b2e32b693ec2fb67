/*
 * The limit: a room that does the system calls of a broadcast and next to nothing else. No limits, no checks, no IRC but
 * what load.c says. What was said in one turn goes to each in one write, as the best server could do it.
 *
 *   raw PORT      listens on loopback until it is told to end
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  PEOPLE_MAX = 20000,
  READ_BYTES = 65536,
  LINE_BYTES = 600,
  SAID_BYTES = 8 << 20,
  SAID_MAX = 65536,
  NAMES_IN_LINE = 60,
  EVENTS = 512,
  BACKLOG = 4096,
};

struct client {
  int fd;
  bool in_room, spoke;
  char name[16];
  char line[LINE_BYTES];
  size_t line_bytes;
  char *waiting; /* what the kernel did not take yet */
  size_t waiting_bytes;
};

struct said {
  int by;
  size_t from, bytes;
};

static struct client *clients[PEOPLE_MAX];
static int client_count, epoll;
static char said_bytes[SAID_BYTES];
static struct said said[SAID_MAX];
static size_t said_end;
static int said_count;

static void put(struct client *client, int index, const char *bytes, size_t count) {
  ssize_t written = client->waiting_bytes > 0 ? 0 : write(client->fd, bytes, count);
  if (written < 0) written = 0;
  if ((size_t)written == count) return;
  size_t rest = count - (size_t)written;
  client->waiting = realloc(client->waiting, client->waiting_bytes + rest);
  if (client->waiting == NULL) exit(1);
  memcpy(client->waiting + client->waiting_bytes, bytes + written, rest);
  client->waiting_bytes += rest;
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.u32 = (uint32_t)index};
  epoll_ctl(epoll, EPOLL_CTL_MOD, client->fd, &event);
}

static void put_waiting(struct client *client, int index) {
  ssize_t written = write(client->fd, client->waiting, client->waiting_bytes);
  if (written <= 0) return;
  client->waiting_bytes -= (size_t)written;
  memmove(client->waiting, client->waiting + written, client->waiting_bytes);
  if (client->waiting_bytes > 0) return;
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)index};
  epoll_ctl(epoll, EPOLL_CTL_MOD, client->fd, &event);
}

/* One write to everybody who said nothing in this turn; to the others what they did not say. */
static void broadcast(void) {
  if (said_count == 0) return;
  static char rest[SAID_BYTES];
  for (int i = 0; i < client_count; i++) {
    struct client *client = clients[i];
    if (client == NULL || !client->in_room) continue;
    if (!client->spoke) {
      put(client, i, said_bytes, said_end);
      continue;
    }
    size_t count = 0;
    for (int s = 0; s < said_count; s++) {
      if (said[s].by == i) continue;
      memcpy(rest + count, said_bytes + said[s].from, said[s].bytes);
      count += said[s].bytes;
    }
    client->spoke = false;
    if (count > 0) put(client, i, rest, count);
  }
  said_count = 0;
  said_end = 0;
}

static void say(int by, const char *text, size_t count) {
  if (said_count == SAID_MAX || said_end + count + 32 > SAID_BYTES) broadcast();
  struct said *one = &said[said_count++];
  one->by = by;
  one->from = said_end;
  int head = sprintf(said_bytes + said_end, ":%s!u@lan ", clients[by]->name);
  memcpy(said_bytes + said_end + head, text, count);
  memcpy(said_bytes + said_end + (size_t)head + count, "\r\n", 2);
  one->bytes = (size_t)head + count + 2;
  said_end += one->bytes;
  clients[by]->spoke = true;
}

static void join(struct client *client, int index) {
  char text[LINE_BYTES + 600];
  broadcast();
  client->in_room = true;
  say(index, "JOIN #lobby", 11);
  broadcast();
  int count = sprintf(text, ":%s!u@lan JOIN #lobby\r\n", client->name);
  put(client, index, text, (size_t)count);
  for (int i = 0, names = 0, bytes = 0; i < client_count; i++) {
    if (clients[i] != NULL && clients[i]->in_room) {
      if (names == 0) bytes = sprintf(text, ":raw 353 %s = #lobby :", client->name);
      bytes += sprintf(text + bytes, "%s ", clients[i]->name);
      names += 1;
    }
    if (names == NAMES_IN_LINE || (names > 0 && i == client_count - 1)) {
      bytes += sprintf(text + bytes, "\r\n");
      put(client, index, text, (size_t)bytes);
      names = 0;
    }
  }
}

static void handle_line(struct client *client, int index, const char *line, size_t bytes) {
  if (bytes > 8 && memcmp(line, "PRIVMSG ", 8) == 0) return say(index, line, bytes);
  if (bytes > 5 && memcmp(line, "JOIN ", 5) == 0) return join(client, index);
  if (bytes > 5 && memcmp(line, "NICK ", 5) == 0) {
    snprintf(client->name, sizeof client->name, "%.*s", (int)(bytes - 5), line + 5);
  } else if (bytes > 5 && memcmp(line, "USER ", 5) == 0) {
    char text[64];
    int count = sprintf(text, ":raw 001 %s :hello\r\n", client->name);
    put(client, index, text, (size_t)count);
  }
}

static void gone(struct client *client, int index) {
  close(client->fd);
  free(client->waiting);
  free(client);
  clients[index] = NULL;
}

static void readable(struct client *client, int index) {
  static char bytes[LINE_BYTES + READ_BYTES];
  memcpy(bytes, client->line, client->line_bytes);
  ssize_t count = read(client->fd, bytes + client->line_bytes, READ_BYTES);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) return gone(client, index);
  char *at = bytes, *end = bytes + client->line_bytes + count, *stop;
  while ((stop = memchr(at, '\n', (size_t)(end - at))) != NULL) {
    size_t length = (size_t)(stop - at);
    if (length > 0 && stop[-1] == '\r') length -= 1;
    handle_line(client, index, at, length);
    at = stop + 1;
  }
  client->line_bytes = (size_t)(end - at) < LINE_BYTES ? (size_t)(end - at) : 0;
  memcpy(client->line, at, client->line_bytes);
}

static void accept_all(int listener) {
  int fd, on = 1;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    if (client_count == PEOPLE_MAX) exit(1);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct client *client = calloc(1, sizeof *client);
    if (client == NULL) exit(1);
    client->fd = fd;
    clients[client_count] = client;
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)client_count++};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
  }
}

int main(int count, char **arguments) {
  if (count != 2) return fprintf(stderr, "usage: raw PORT\n"), 2;
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(arguments[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, BACKLOG) < 0) {
    perror("raw");
    return 1;
  }
  epoll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = UINT32_MAX};
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  static struct epoll_event events[EVENTS];
  for (;;) {
    int ready = epoll_wait(epoll, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      uint32_t index = events[i].data.u32;
      if (index == UINT32_MAX) {
        accept_all(listener);
        continue;
      }
      if (clients[index] != NULL && events[i].events & EPOLLOUT) put_waiting(clients[index], (int)index);
      if (clients[index] != NULL && events[i].events & ~(uint32_t)EPOLLOUT) readable(clients[index], (int)index);
    }
    broadcast();
  }
}
