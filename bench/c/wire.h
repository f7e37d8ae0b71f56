/* Sockets of the load client: non-blocking connections that speak HTTP/1.1 or, after an upgrade, websocket (RFC 6455).
 * One thread, one epoll. What was received is handed to on_message, on_reply, on_open and on_lost of the client. Arrival
 * times are the kernel's (SO_TIMESTAMPNS), so that they do not depend on when the client itself gets to run. Compiled
 * with TLS defined, it speaks TLS when `secure` is set, a whole handshake each time and no certificate checked. */
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
#include <time.h>
#include <unistd.h>
#ifdef TLS
#include <openssl/ssl.h>
#endif

enum { CONNECTING, SECURING, HANDSHAKE, OPEN, DEAD };
enum { PHONE, SENDER };
#define HEAD 640 /* bytes kept of each message or reply */

typedef struct {
  int fd;
  uint8_t kind, state, header_size, opcode;
  uint8_t header[14];
  uint16_t kept;
  uint32_t id;
  uint64_t left, size; /* of the frame, of the message; for replies: of the body */
  uint64_t asked, at;  /* when the request was sent, when the last bytes arrived */
  int64_t tag;         /* what the client notes down here */
  uint32_t messages;
#ifdef TLS
  SSL *ssl;
#endif
  char head[HEAD + 1];
} Conn;

static int port, poller, opened, failed, in_flight, secure;
static char received[1 << 18];

static void on_open(Conn *c);
static void on_lost(Conn *c);
static void on_message(Conn *c);
static void on_reply(Conn *c, int status);
static int write_handshake(Conn *c, char *to, size_t most);

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void die(const char *what) { perror(what); exit(2); }

static void send_raw(Conn *c, const void *bytes, size_t size) {
  const char *p = bytes;
  while (size) {
    ssize_t done = send(c->fd, p, size, MSG_NOSIGNAL);
    if (done < 0) {
      if (errno != EAGAIN) return;
      usleep(100);
      continue;
    }
    p += done, size -= done;
  }
}

#ifdef TLS
static SSL_CTX *context;
static void flush(Conn *c) {
  char *bytes;
  BIO *out = SSL_get_wbio(c->ssl);
  long size = BIO_get_mem_data(out, &bytes);
  if (size > 0) send_raw(c, bytes, size);
  (void)BIO_reset(out);
}
static void secure_it(Conn *c) {
  if (!context) {
    context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  }
  c->ssl = SSL_new(context);
  SSL_set_bio(c->ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_connect_state(c->ssl);
}
#endif

static void send_all(Conn *c, const void *bytes, size_t size) {
#ifdef TLS
  if (c->ssl) {
    if (SSL_write(c->ssl, bytes, size) > 0) flush(c);
    return;
  }
#endif
  send_raw(c, bytes, size);
}

static void send_frame(Conn *c, int kind, const char *data, size_t size) { /* at most 125 bytes, masked */
  uint8_t out[131] = {0x80 | kind, 0x80 | size, 1, 2, 3, 4};
  for (size_t i = 0; i < size; i++) out[6 + i] = data[i] ^ out[2 + (i & 3)];
  send_all(c, out, 6 + size);
}

static void start(Conn *c, int kind, uint32_t id) {
  memset(c, 0, sizeof *c);
  c->kind = kind, c->id = id, c->tag = -1;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (c->fd < 0) die("socket");
  int one = 1;
  struct linger hard = {1, 0}; /* closing resets: no port stays in TIME_WAIT */
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  setsockopt(c->fd, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one);
  setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET};
  a.sin_addr.s_addr = htonl(0x7f000002 + id / 8000); /* 127.0.0.2 and on, so that ports never run out */
  if (bind(c->fd, (void *)&a, sizeof a) < 0) die("bind");
  a.sin_port = htons(port), a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(c->fd, (void *)&a, sizeof a) < 0 && errno != EINPROGRESS) die("connect");
  struct epoll_event e = {.events = EPOLLOUT, .data.ptr = c};
  epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &e);
  c->state = CONNECTING;
  in_flight++;
}

static void fail(Conn *c) {
  if (c->state == DEAD) return;
  if (c->state == OPEN) opened--; else in_flight--;
  failed++;
  close(c->fd);
#ifdef TLS
  if (c->ssl) SSL_free(c->ssl), c->ssl = 0;
#endif
  c->state = DEAD;
  on_lost(c);
}

static void keep(Conn *c, const uint8_t *b, size_t size) {
  size_t fits = (size_t)(HEAD - c->kept) < size ? (size_t)(HEAD - c->kept) : size;
  memcpy(c->head + c->kept, b, fits);
  c->kept += fits, c->head[c->kept] = 0;
}

/* The head of an HTTP answer, up to the empty line; returns the bytes taken, done says whether it is whole. */
static size_t take_head(Conn *c, const uint8_t *b, size_t size, int *done) {
  size_t i = 0;
  while (i < size && c->header_size < 4) {
    if (b[i] == "\r\n\r\n"[c->header_size]) c->header_size++; else c->header_size = b[i] == '\r';
    i++;
  }
  keep(c, b, i);
  *done = c->header_size == 4;
  if (*done) c->header_size = 0;
  return i;
}

static size_t take_frames(Conn *c, const uint8_t *b, size_t size) {
  size_t i = 0;
  while (i < size && c->state == OPEN) {
    if (c->header_size < 14) { /* 14: the header is whole */
      c->header[c->header_size++] = b[i++];
      if (c->header_size < 2) continue;
      int code = c->header[1] & 127, whole = 2 + (code == 126 ? 2 : code == 127 ? 8 : 0);
      if (c->header_size < whole) continue;
      uint64_t length = code < 126 ? (uint64_t)code : 0;
      for (int k = 2; k < whole; k++) length = length << 8 | c->header[k];
      int opcode = c->header[0] & 15;
      if (opcode) c->opcode = opcode, c->size = 0, c->kept = 0;
      c->size += length, c->left = length, c->header_size = 14;
    } else {
      size_t part = size - i < c->left ? size - i : c->left;
      keep(c, b + i, part);
      i += part, c->left -= part;
    }
    if (c->header_size == 14 && !c->left) {
      c->header_size = 0;
      if (c->opcode == 8) fail(c);
      else if (c->opcode == 9) send_frame(c, 10, c->head, c->size < 125 ? c->size : 125);
      else if (c->opcode < 8 && c->header[0] & 0x80) c->messages++, on_message(c);
    }
  }
  return size;
}

static size_t take_reply(Conn *c, const uint8_t *b, size_t size) {
  size_t i = 0;
  if (!c->left) {
    int done;
    i = take_head(c, b, size, &done);
    if (!done) return i;
    char *length = strcasestr(c->head, "\r\ncontent-length:");
    c->left = 1 + (length ? strtoull(length + 17, 0, 10) : 0);
  }
  size_t part = size - i < c->left - 1 ? size - i : c->left - 1;
  i += part, c->left -= part;
  if (c->left == 1) {
    int status = atoi(c->head + 9);
    c->left = 0, c->kept = 0;
    on_reply(c, status);
  }
  return i;
}

static void feed(Conn *c, const uint8_t *b, size_t size) {
  while (size && c->state != DEAD) {
    size_t taken;
    if (c->state == HANDSHAKE) {
      int done;
      taken = take_head(c, b, size, &done);
      if (done && memcmp(c->head + 9, "101", 3)) { if (failed < 4) fprintf(stderr, "handshake: %.32s\n", c->head); fail(c); return; }
      if (done) c->state = OPEN, c->kept = 0, in_flight--, opened++, on_open(c);
    } else taken = c->kind == PHONE ? take_frames(c, b, size) : take_reply(c, b, size);
    b += taken, size -= taken;
  }
}

static void ask(Conn *c) { /* the way is there: a sender may send, a phone asks for its websocket */
  if (c->kind == SENDER) { c->state = OPEN, in_flight--, opened++; on_open(c); return; }
  char request[1024];
  int length = write_handshake(c, request, sizeof request);
  c->state = HANDSHAKE;
  send_all(c, request, length);
}

static void on_writable(Conn *c) { /* connected */
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) { fail(c); return; }
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &e);
#ifdef TLS
  if (secure) {
    secure_it(c), c->state = SECURING;
    SSL_do_handshake(c->ssl), flush(c);
    return;
  }
#endif
  ask(c);
}

#ifdef TLS
static void take_secured(Conn *c, size_t size) {
  static char plain[1 << 15];
  BIO_write(SSL_get_rbio(c->ssl), received, size);
  if (c->state == SECURING) {
    int done = SSL_do_handshake(c->ssl);
    int why = SSL_get_error(c->ssl, done);
    flush(c);
    if (done != 1) { if (why != SSL_ERROR_WANT_READ) fail(c); return; }
    ask(c);
  }
  int got;
  while (c->state != DEAD && (got = SSL_read(c->ssl, plain, sizeof plain)) > 0) feed(c, (uint8_t *)plain, got);
  if (c->state != DEAD && SSL_get_error(c->ssl, got) == SSL_ERROR_ZERO_RETURN) fail(c);
}
#endif

static void on_readable(Conn *c) {
  char control[128];
  struct iovec into = {received, sizeof received};
  struct msghdr m = {.msg_iov = &into, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  ssize_t size = recvmsg(c->fd, &m, 0);
  if (size <= 0) { if (size == 0 || errno != EAGAIN) fail(c); return; }
  c->at = 0;
  for (struct cmsghdr *h = CMSG_FIRSTHDR(&m); h; h = CMSG_NXTHDR(&m, h))
    if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_TIMESTAMPNS) {
      struct timespec t;
      memcpy(&t, CMSG_DATA(h), sizeof t);
      c->at = t.tv_sec * 1000000000ull + t.tv_nsec;
    }
  if (!c->at) c->at = now();
#ifdef TLS
  if (c->ssl) { take_secured(c, size); return; }
#endif
  feed(c, (uint8_t *)received, size);
}

static void step(int milliseconds) {
  struct epoll_event ready[512];
  int count = epoll_wait(poller, ready, 512, milliseconds);
  for (int i = 0; i < count; i++) {
    Conn *c = ready[i].data.ptr;
    if (c->state == CONNECTING) on_writable(c);
    else if (c->state != DEAD) on_readable(c);
  }
}
