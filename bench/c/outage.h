/* An outage: votes go on at a fixed rate while a process is killed. Phones come back as the page does, after 0.7 to
 * 1.3 s at first, and say how far they are; a vote without a definite answer is sent again with the same op. */
#include <signal.h>

static uint64_t killed_at, *lost_at, *due_at; /* of each phone: when it lost its line first, when it tries again */
static uint8_t *tries;
static uint64_t *vote_due, *first_asked, longest;
static uint32_t lost_phones, again, sent_again, refused_lines;
static int stop_voting;

static void outage_open(Conn *c) { (void)c; }
static void outage_lost(Conn *c) {
  if (!lost_at) return;
  if (c->kind == SENDER) { vote_due[c->id] = now() + 300000000ull; return; }
  if (!lost_at[c->id]) lost_at[c->id] = now(), lost_phones++;
  else refused_lines++;
  uint64_t wait = 500000000ull << (tries[c->id] < 4 ? ++tries[c->id] : 4);
  due_at[c->id] = now() + wait * (700 + rand() % 600) / 1000;
}
static void outage_message(Conn *c) {
  char *end = strpbrk(c->head, " \n"), *from = c->head;
  if (!end) { snprintf(marks[c->id], sizeof *marks, "%.23s", c->head); return; }
  if (*end == ' ') from = end + 1, end = strchr(from, '\n');
  int size = end ? end - from : 0;
  if (size > 0 && size < 24) memcpy(marks[c->id], from, size), marks[c->id][size] = 0;
  c->tag = atoll(from);
  if (lost_at && lost_at[c->id] && !right_at[c->id]) right_at[c->id] = c->at - killed_at, right++;
}
static void outage_reply(Conn *c, int status) {
  int i = c->id;
  if (status >= 500 || status < 200 || status == 429) { vote_due[i] = now() + 300000000ull; return; }
  if (status >= 400) refused++; else accepted++;
  uint64_t took = now() - first_asked[i];
  if (took > longest) longest = took;
  vote_due[i] = first_asked[i] + (uint64_t)senders * 1000000000ull / rate, first_asked[i] = 0;
}

static void outage(void) {
  lost_at = calloc(phones + 1, 8), due_at = calloc(phones + 1, 8), tries = calloc(phones + 1, 1);
  vote_due = calloc(senders, 8), first_asked = calloc(senders, 8);
  uint32_t *number = calloc(senders, 4);
  memset(right_at, 0, phones * 8), right = 0;
  open_senders(senders);
  idle(500);
  uint64_t start_at = now(), end = start_at + (seconds + 1) * 1000000000ull, over = 0;
  for (int i = 0; i < senders; i++) vote_due[i] = start_at + (uint64_t)i * 1000000000ull / rate;
  while (!over || now() < over) {
    uint64_t t = now();
    if (victim && !killed_at && t > start_at + 1000000000ull) kill(victim, SIGKILL), killed_at = t;
    if (!over && t > end) {
      stop_voting = 1;
      int waiting = 0;
      for (int i = 0; i < senders; i++) waiting += first_asked[i] != 0;
      if ((!waiting && right == (int)lost_phones) || t > end + limit * 1000000000ull) over = t + 1500000000ull;
    }
    for (int i = 0; i < senders; i++) {
      if (vote_due[i] > t || (sender[i].state != DEAD && sender[i].state != OPEN)) continue;
      if (sender[i].state == DEAD) { start(&sender[i], SENDER, i); continue; }
      if (!first_asked[i]) {
        if (stop_voting) continue;
        first_asked[i] = t, number[i] = votes_sent++;
      } else sent_again++;
      vote(&sender[i], number[i]);
      vote_due[i] = t + 10000000000ull; /* until answered */
    }
    for (int i = 0; i < phones; i++)
      if (all[i].state == DEAD && due_at[i] && due_at[i] <= t && in_flight < window_) due_at[i] = 0, again++, start(&all[i], PHONE, i);
    step(5);
  }
  int64_t newest = 0;
  int level = 0;
  for (int i = 0; i < phones; i++) { int64_t at = atoll(marks[i]); if (at > newest) newest = at; }
  for (int i = 0; i < phones; i++) level += all[i].state == OPEN && atoll(marks[i]) == newest;
  uint64_t *came = calloc(phones + 1, 8);
  int some = 0;
  for (int i = 0; i < phones; i++) if (right_at[i]) came[some++] = right_at[i];
  qsort(came, some, 8, by_size);
  printf("{\"mode\":\"outage\",\"phones\":%d,\"lost\":%u,\"again\":%u,\"refused_lines\":%u,\"right\":%d,\"right_median\":%.3f,"
         "\"right_last\":%.3f,\"level\":%d,\"newest\":%lld,\"sent\":%u,\"accepted\":%u,\"refused\":%u,\"sent_again\":%u,"
         "\"longest\":%.3f}\n", phones, lost_phones, again, refused_lines, right, quantile(came, some, .5),
         quantile(came, some, 1), level, (long long)newest, votes_sent, accepted, refused, sent_again, longest / 1e6);
}
