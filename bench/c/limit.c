/* The limit: one thread that does nothing but write one ready-made frame to every phone. Not a server to use: it takes
 * the load client's handshake for granted. Prints its port; ends when its standard input does. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST 20000
static int phones[MOST], phone_count;
static const char answer[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
static const char thanks[] = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

static void broadcast(const char *data, size_t size) {
  static char frame[1 << 16];
  size_t head = 2;
  frame[0] = (char)0x81;
  if (size < 126) frame[1] = size;
  else frame[1] = 126, frame[2] = size >> 8, frame[3] = size, head = 4;
  memcpy(frame + head, data, size);
  for (int i = 0; i < phone_count; i++) if (send(phones[i], frame, head + size, MSG_NOSIGNAL) < 0) continue;
}

int main(void) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), poller = epoll_create1(0), one = 1;
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof a;
  if (bind(listener, (void *)&a, sizeof a) || listen(listener, 4096) || getsockname(listener, (void *)&a, &size)) return 1;
  printf("%d\n", ntohs(a.sin_port));
  fflush(stdout);
  struct epoll_event e = {.events = EPOLLIN, .data.fd = listener}, in = {.events = EPOLLIN, .data.fd = 0}, ready[256];
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &e);
  epoll_ctl(poller, EPOLL_CTL_ADD, 0, &in);
  for (;;) {
    int count = epoll_wait(poller, ready, 256, -1);
    for (int i = 0; i < count; i++) {
      int fd = ready[i].data.fd;
      static char buffer[1 << 16];
      if (fd == 0) return 0;
      if (fd == listener) {
        for (int made; (made = accept4(listener, 0, 0, SOCK_NONBLOCK)) >= 0;) {
          setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
          e.data.fd = made;
          epoll_ctl(poller, EPOLL_CTL_ADD, made, &e);
        }
        continue;
      }
      ssize_t got = recv(fd, buffer, sizeof buffer - 1, 0);
      if (got <= 0) {
        for (int k = 0; k < phone_count; k++) if (phones[k] == fd) { phones[k] = phones[--phone_count]; break; }
        close(fd);
        continue;
      }
      buffer[got] = 0;
      char *body = strstr(buffer, "\r\n\r\n");
      if (!memcmp(buffer, "GET ", 4) && phone_count < MOST) phones[phone_count++] = fd, send(fd, answer, sizeof answer - 1, MSG_NOSIGNAL);
      else if (!memcmp(buffer, "POST", 4) && body) send(fd, thanks, sizeof thanks - 1, MSG_NOSIGNAL), broadcast(body + 4, buffer + got - body - 4);
    }
  }
}
