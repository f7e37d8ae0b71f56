/* The load client: phones that listen, people who send. One measurement per run, told as one line of JSON.
 *
 *   load fanout   phones, then broadcasts published over HTTP; who has them when
 *   load storm    phones that all come back at once, until each has a message that begins with -M
 *   load commands connections that send votes one after another for -T seconds, beside phones if any
 *   load latency  votes at a fixed rate, beside phones; when a projector hears of each, and when it is answered
 *   load outage   the same while process -K is killed; when everybody is right again (outage.h)
 *
 * Everything ends by itself: -L seconds are the limit for each wait. Times in the output are milliseconds. */
#include "wire.h"
#include <getopt.h>

static int phones = 100, times = 10, window_ = 1000, limit = 30, gap = 60, senders = 1, people, seconds = 5, rate = 50;
static const char *socket_path = "/", *projector = "", *publish_path = "/", *code = "", *expected = "", *topics = "1";
static const char *mode = "", *extra = "", *device = "", *run = "run";
static Conn *all, *sender;
static uint64_t began, *opened_at, *right_at, first_at, last_at;
static int right, got, sequence, watched[512], watched_topics;
static int pids[16], pid_count, proxy_pid, beneath[4], beneath_count, victim;
static char *body, *token;
static size_t body_size;

/* The server, seen from outside: CPU clock, time in the run queue of the main threads, memory. */
static double server_cpu(void) {
  double sum = 0;
  for (int i = 0; i < pid_count; i++) {
    clockid_t clock;
    struct timespec t;
    if (!clock_getcpuclockid(pids[i], &clock) && !clock_gettime(clock, &t)) sum += t.tv_sec * 1e3 + t.tv_nsec / 1e6;
  }
  return sum;
}
static double tree_cpu(int pid) { /* of a process and all that it started and that still run */
  clockid_t clock;
  struct timespec t;
  double sum = 0;
  if (!clock_getcpuclockid(pid, &clock) && !clock_gettime(clock, &t)) sum = t.tv_sec * 1e3 + t.tv_nsec / 1e6;
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
  FILE *f = fopen(path, "r");
  for (int child; f && fscanf(f, "%d", &child) == 1;) sum += tree_cpu(child);
  if (f) fclose(f);
  return sum;
}
static double proxy_cpu(void) { return proxy_pid ? tree_cpu(proxy_pid) : 0; }
static double beneath_cpu(void) {
  double sum = 0;
  for (int i = 0; i < beneath_count; i++) sum += tree_cpu(beneath[i]);
  return sum;
}
static double server_waited(void) {
  double sum = 0;
  for (int i = 0; i < pid_count; i++) {
    char path[64];
    unsigned long long ran, waited;
    snprintf(path, sizeof path, "/proc/%d/schedstat", pids[i]);
    FILE *f = fopen(path, "r");
    if (!f) continue;
    if (fscanf(f, "%llu %llu", &ran, &waited) == 2) sum += waited / 1e6;
    fclose(f);
  }
  return sum;
}
static double server_kb(void) {
  double sum = 0;
  for (int i = 0; i < pid_count; i++) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", pids[i]);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
      if (!strncmp(line, "VmRSS:", 6)) sum += atof(line + 6);
    if (f) fclose(f);
  }
  return sum;
}
static double own_cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}
static int by_size(const void *a, const void *b) {
  uint64_t x = *(uint64_t *)a, y = *(uint64_t *)b;
  return x < y ? -1 : x > y;
}
static double quantile(uint64_t *sorted, size_t count, double q) {
  return count ? sorted[(size_t)(q * (count - 1) + .5)] / 1e6 : -1;
}
static void idle(int milliseconds) {
  uint64_t end = now() + milliseconds * 1000000ull;
  while (now() < end) step(5);
}


/* What is sent */
static const char *scheme = "http", *locked = "";
static char (*marks)[24]; /* how far each phone is, where they come back */
static int write_handshake(Conn *c, char *to, size_t most) {
  char who[128] = "";
  if (*device) snprintf(who, sizeof who, "Cookie: %sbarcamp_device=%s%06u\r\n", locked, device,
    c->id % (people ? (uint32_t)people : 1u << 20));
  return snprintf(to, most,
    "GET %s%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
    "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nUser-Agent: Mozilla/5.0 (phone)\r\nAccept-Language: "
    "de-DE,de;q=0.9\r\nOrigin: %s://127.0.0.1:%d\r\n%s\r\n",
    *projector && c->id == (uint32_t)phones ? projector : socket_path, marks ? marks[c->id] : "", port, scheme, port, who);
}
static void post(Conn *c, const char *path, const char *headers, const char *data, size_t size) {
  static char out[1 << 18];
  int head = snprintf(out, 4096,
    "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: %s://127.0.0.1:%d\r\nUser-Agent: Mozilla/5.0 (phone)\r\n"
    "Accept-Language: de-DE,de;q=0.9\r\n%sContent-Length: %zu\r\n\r\n", path, port, scheme, port, headers, size);
  memcpy(out + head, data, size);
  c->asked = now();
  send_all(c, out, head + size);
}
static void vote(Conn *c, uint32_t number) { /* everybody in turn shows interest in a topic and takes it back */
  char path[64], headers[256], data[96];
  uint32_t round = number / people;
  snprintf(path, sizeof path, "%s/%s", code, round & 1 ? "withdraw-vote" : "cast-vote");
  snprintf(headers, sizeof headers, "HX-Request: true\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Cookie: %sbarcamp_device=%s%06u\r\n", locked, device, number % people);
  int size = snprintf(data, sizeof data, "op=%s-%09u&topic=%d", run, number,
    watched[(round / 2 + number % people) % watched_topics]);
  c->tag = number;
  post(c, path, headers, data, size);
}

/* What comes back */
static uint64_t measure_from, measure_until, *taken_by;
static uint32_t votes_sent, accepted, refused;
static size_t counted, most_counted = 4000000;
static uint64_t answered_at;
static struct { int64_t seq; uint64_t at; } *heard;
static uint64_t *voted_at;
static int heard_count, heard_most = 100000;

static double cpu_at_first, waited_at_first;
static int64_t mark_of(const char *head) { /* of two marks the second, which says how far the screen then is */
  const char *after = strpbrk(head, " \n");
  return atoll(after && *after == ' ' ? after + 1 : head);
}
static void outage_open(Conn *c);
static void on_open(Conn *c) { if (*mode == 'o') outage_open(c); else if (c->kind == PHONE && opened_at) opened_at[c->id] = now() - began; }
static void outage_lost(Conn *c), outage_message(Conn *c), outage_reply(Conn *c, int status);
static void on_lost(Conn *c) { if (*mode == 'o') outage_lost(c); }
static void on_message(Conn *c) {
  if (*mode == 'o') { outage_message(c); return; }
  if (*mode == 's') {
    if (!right_at[c->id] && !strncmp(c->head, expected, strlen(expected))) right_at[c->id] = now() - began, right++;
  } else if (*mode == 'f') {
    char *found = strstr(c->head, "zzT");
    if (!found || atoi(found + 3) != sequence) return;
    if (!got) cpu_at_first = server_cpu(), waited_at_first = server_waited();
    if (!got++ || c->at < first_at) first_at = c->at;
    if (c->at > last_at) last_at = c->at;
  } else if (*projector && c->id == (uint32_t)phones && heard_count < heard_most) {
    heard[heard_count].seq = mark_of(c->head), heard[heard_count++].at = c->at;
  } else c->tag = mark_of(c->head);
}
static void on_reply(Conn *c, int status) {
  if (*mode == 'o') { outage_reply(c, status); return; }
  if (status >= 400 || status < 200) refused++; else accepted++;
  if (status >= 400 && refused < 4) fprintf(stderr, "answer %d\n", status);
  answered_at = c->at, c->tag = -1;
  if (*mode == 'l' && counted < most_counted) taken_by[counted++] = c->at - c->asked;
  if (*mode != 'c') return;
  if (c->at >= measure_from && c->at < measure_until && counted < most_counted) taken_by[counted++] = c->at - c->asked;
  if (c->at < measure_until) vote(c, votes_sent++);
}

static int open_phones(int count) {
  uint64_t end = now() + limit * 1000000000ull;
  int next = 0;
  while (opened + failed < count && now() < end) {
    for (int burst = 64; burst && next < count && in_flight < window_; burst--, next++) start(&all[next], PHONE, next);
    step(next < count && in_flight < window_ ? 0 : 20);
  }
  return opened == count;
}
static void open_senders(int count) {
  sender = calloc(count, sizeof *sender);
  int before = opened;
  for (int i = 0; i < count; i++) start(&sender[i], SENDER, i);
  uint64_t end = now() + 5000000000ull;
  while (opened < before + count && now() < end) step(10);
  if (opened < before + count) { fprintf(stderr, "senders could not connect\n"); exit(4); }
}

static void fanout(void) {
  open_senders(1);
  idle(300);
  printf("{\"mode\":\"fanout\",\"phones\":%d,\"failed\":%d,\"rounds\":[", phones, failed);
  for (int i = -2; i < times; i++) { /* two to warm up */
    got = 0, first_at = last_at = answered_at = 0, sequence++;
    char digits[16];
    snprintf(digits, sizeof digits, "%06d", sequence);
    memcpy(token + 3, digits, 6);
    double cpu = server_cpu(), waited = server_waited(), own = own_cpu(), proxy = proxy_cpu(), under = beneath_cpu();
    post(sender, publish_path, extra, body, body_size);
    uint64_t end = sender->asked + 10000000000ull;
    while ((got < phones || !answered_at) && now() < end) step(20);
    double cpu_last = server_cpu(), waited_last = server_waited();
    own = own_cpu() - own;
    idle(gap); /* the server's work afterwards counts too */
    if (i < 0) continue;
    printf("%s{\"got\":%d,\"answer\":%.3f,\"first\":%.3f,\"last\":%.3f,\"cpu\":%.3f,\"cpu_sending\":%.3f,"
           "\"waited\":%.3f,\"waited_sending\":%.3f,\"client_cpu\":%.3f,\"proxy\":%.3f,\"beneath\":%.3f}", i ? "," : "", got,
           (answered_at - sender->asked) / 1e6, (first_at - sender->asked) / 1e6, (last_at - sender->asked) / 1e6,
           server_cpu() - cpu, cpu_last - cpu_at_first, waited_last - waited, waited_last - waited_at_first, own,
           proxy_cpu() - proxy, beneath_cpu() - under);
  }
  printf("],\"refused\":%u}\n", refused);
}

static void commands(void) {
  taken_by = calloc(most_counted, 8);
  open_senders(senders);
  idle(500);
  measure_from = now() + 1000000000ull, measure_until = measure_from + seconds * 1000000000ull;
  for (int i = 0; i < senders; i++) vote(&sender[i], votes_sent++);
  while (now() < measure_from) step(5);
  uint32_t before = 0, fewest = UINT32_MAX, most = 0;
  uint32_t *had = calloc(phones + 1, 4);
  for (int i = 0; i < phones; i++) had[i] = all[i].messages;
  double cpu = server_cpu(), own = own_cpu(), proxy = proxy_cpu(), under = beneath_cpu();
  before = accepted;
  while (now() < measure_until) step(5);
  cpu = server_cpu() - cpu, own = own_cpu() - own, proxy = proxy_cpu() - proxy, under = beneath_cpu() - under;
  uint32_t done = accepted - before;
  for (int i = 0; i < phones; i++) {
    uint32_t heard_by = all[i].messages - had[i];
    if (heard_by < fewest) fewest = heard_by;
    if (heard_by > most) most = heard_by;
  }
  idle(1000);
  int64_t newest = 0;
  int level = 0;
  for (int i = 0; i < phones; i++) if (all[i].tag > newest) newest = all[i].tag;
  for (int i = 0; i < phones; i++) level += all[i].tag == newest;
  qsort(taken_by, counted, 8, by_size);
  printf("{\"mode\":\"commands\",\"phones\":%d,\"failed\":%d,\"accepted\":%u,\"refused\":%u,\"seconds\":%d,\"p50\":%.3f,"
         "\"p99\":%.3f,\"max\":%.3f,\"cpu\":%.3f,\"client_cpu\":%.3f,\"fewest\":%u,\"most\":%u,\"level\":%d,"
         "\"proxy\":%.3f,\"beneath\":%.3f}\n", phones,
         failed, done, refused, seconds, quantile(taken_by, counted, .5), quantile(taken_by, counted, .99),
         quantile(taken_by, counted, 1), cpu, own, phones ? fewest : 0, most, level, proxy, under);
}

static void latency(void) {
  taken_by = calloc(most_counted, 8), heard = calloc(heard_most, sizeof *heard), voted_at = calloc(rate * (seconds + 1), 8);
  open_senders(senders);
  idle(500);
  uint64_t start_at = now();
  int total = rate * seconds;
  double cpu = server_cpu(), waited = server_waited();
  for (int i = 0; i < total; i++) {
    uint64_t due = start_at + (uint64_t)i * 1000000000ull / rate;
    while (now() < due) { int64_t left = (int64_t)(due - now()) / 1000000; step(left > 0 ? (int)left : 0); }
    vote(&sender[i % senders], i);
    voted_at[i] = due > sender[i % senders].asked ? sender[i % senders].asked : due; /* as planned: no omission */
  }
  idle(1500);
  cpu = server_cpu() - cpu, waited = server_waited() - waited;
  printf("{\"mode\":\"latency\",\"phones\":%d,\"failed\":%d,\"accepted\":%u,\"refused\":%u,\"cpu\":%.3f,\"waited\":%.3f,"
         "\"answers\":[", phones, failed, accepted, refused, cpu, waited);
  for (size_t i = 0; i < counted; i++) printf("%s%.3f", i ? "," : "", taken_by[i] / 1e6);
  printf("],\"votes\":[");
  for (int i = 0; i < total; i++) printf("%s[\"%s-%09d\",%.3f]", i ? "," : "", run, i, (voted_at[i] - start_at) / 1e6);
  printf("],\"marks\":[");
  for (int i = 0, k = 0; i < heard_count; i++)
    if (heard[i].at >= start_at) printf("%s[%lld,%.3f]", k++ ? "," : "", (long long)heard[i].seq, (heard[i].at - start_at) / 1e6);
  printf("]}\n");
}

static void storm(double cpu, double own, double kb, double proxy, double under) {
  uint64_t end = began + limit * 1000000000ull;
  while (right < opened && now() < end) step(20);
  double wall = (now() - began) / 1e6, cpu_right = server_cpu() - cpu;
  own = own_cpu() - own, proxy = proxy_cpu() - proxy, under = beneath_cpu() - under;
  idle(500);
  qsort(opened_at, phones, 8, by_size), qsort(right_at, phones, 8, by_size);
  printf("{\"mode\":\"storm\",\"phones\":%d,\"opened\":%d,\"failed\":%d,\"right\":%d,\"open_last\":%.3f,\"right_median\":%.3f,"
         "\"right_last\":%.3f,\"wall\":%.3f,\"cpu\":%.3f,\"client_cpu\":%.3f,\"kb_before\":%.0f,\"kb\":%.0f,"
         "\"proxy\":%.3f,\"beneath\":%.3f}\n", phones, opened,
         failed, right, quantile(opened_at, phones, 1), quantile(right_at, phones, .5), quantile(right_at, phones, 1), wall,
         cpu_right, own, kb, server_kb(), proxy, under);
}

#include "outage.h"

int main(int count, char **given) {
  if (count < 2) return 1;
  mode = given[1];
  int option;
  while ((option = getopt(count - 1, given + 1, "p:P:n:s:j:u:B:H:d:m:w:L:g:k:A:T:t:C:M:r:R:G:D:K:S")) > 0) switch (option) {
    case 'p': port = atoi(optarg); break;         case 'n': phones = atoi(optarg); break;
    case 's': socket_path = optarg; break;        case 'j': projector = optarg; break;
    case 'u': publish_path = optarg; break;       case 'H': extra = optarg; break;
    case 'd': device = optarg; break;             case 'm': times = atoi(optarg); break;
    case 'w': window_ = atoi(optarg); break;      case 'L': limit = atoi(optarg); break;
    case 'g': gap = atoi(optarg); break;          case 'k': senders = atoi(optarg); break;
    case 'A': people = atoi(optarg); break;       case 'T': seconds = atoi(optarg); break;
    case 't': topics = optarg; break;             case 'C': code = optarg; break;
    case 'M': expected = optarg; break;           case 'r': rate = atoi(optarg); break;
    case 'R': run = optarg; break;                case 'B': body = strdup(optarg); break;
    case 'G': proxy_pid = atoi(optarg); break;    case 'K': victim = atoi(optarg); break;
    case 'S': secure = 1, scheme = "https", locked = "__Host-"; break;
    case 'D': for (char *p = strtok(optarg, ","); p && beneath_count < 4; p = strtok(0, ",")) beneath[beneath_count++] = atoi(p); break;
    case 'P': for (char *p = strtok(optarg, ","); p && pid_count < 16; p = strtok(0, ",")) pids[pid_count++] = atoi(p); break;
    default: return 1; }
  for (char *t = strtok(strdup(topics), ","); t && watched_topics < 512; t = strtok(0, ",")) watched[watched_topics++] = atoi(t);
  if (body) body_size = strlen(body), token = strstr(body, "zzT");
  if (*mode == 'o') marks = calloc(phones + 1, sizeof *marks);
  poller = epoll_create1(0);
  all = calloc(phones + 1, sizeof *all), opened_at = calloc(phones + 1, 8), right_at = calloc(phones + 1, 8);
  double cpu = server_cpu(), own = own_cpu(), kb = server_kb(), proxy = proxy_cpu(), under = beneath_cpu();
  began = now();
  if (!open_phones(phones + (*projector ? 1 : 0))) { fprintf(stderr, "only %d of %d phones came in\n", opened, phones); return 3; }
  fprintf(stderr, "everybody is in\n");
  if (*mode == 's') storm(cpu, own, kb, proxy, under);
  else if (*mode == 'f') fanout();
  else if (*mode == 'c') commands();
  else if (*mode == 'l') latency();
  else if (*mode == 'o') outage();
  return 0;
}
