/* The steps of a bidirectional LSTM, forwards and backwards in time, for bilstm.py. Compiled on first use:
   cc -O3 -march=native -ffast-math -shared -fPIC. Everything that does not depend on the step before is done outside.
   Layout as in bilstm.py: [step][direction][chunk][...], gates i, f, g, o. */
#include <math.h>
#include <stddef.h>

typedef float vec __attribute__((vector_size(64), aligned(4)));
enum { LANES = 16, PANEL = 32, ROWS = 9 };

static inline vec load(const float *p) { return *(const vec *)p; }
static inline void store(float *p, vec v) { *(vec *)p = v; }

/* out[0..R)[0..32) += a[0..R)[0..k) * w[0..k)[0..32): rows of a are k apart, those of out n; w is one panel. */
#define BLOCK(R)                                                                             \
  static void block##R(float *out, const float *a, const float *w, int k, int n) {           \
    vec x[R], y[R];                                                                          \
    for (int r = 0; r < R; r++) x[r] = load(out + (size_t)r * n), y[r] = load(out + (size_t)r * n + LANES); \
    for (int i = 0; i < k; i++) {                                                            \
      vec u = load(w + (size_t)i * PANEL), v = load(w + (size_t)i * PANEL + LANES);          \
      for (int r = 0; r < R; r++) x[r] += a[(size_t)r * k + i] * u, y[r] += a[(size_t)r * k + i] * v; \
    }                                                                                        \
    for (int r = 0; r < R; r++) store(out + (size_t)r * n, x[r]), store(out + (size_t)r * n + LANES, y[r]); \
  }
BLOCK(1) BLOCK(2) BLOCK(3) BLOCK(4) BLOCK(5) BLOCK(6) BLOCK(7) BLOCK(8) BLOCK(9)

static void (*const BLOCKS[])(float *, const float *, const float *, int, int) = {0, block1, block2, block3, block4, block5, block6, block7, block8, block9};

/* out[m][n] += a[m][k] * w[k][n]; w lies in panels of 32 columns: [n / 32][k][32]. */
static void add_product(float *out, const float *a, const float *w, int m, int k, int n) {
  int parts = (m + ROWS - 1) / ROWS, rows = (m + parts - 1) / parts;
  for (int c = 0; c < n; c += PANEL)
    for (int r = 0; r < m; r += rows)
      BLOCKS[m - r < rows ? m - r : rows](out + (size_t)r * n + c, a + (size_t)r * k, w + (size_t)c * k, k, n);
}

/* Beyond 30 both are at their ends; fast arithmetic must not meet an infinity. */
static inline float clamped(float x) { return x < -30.0f ? -30.0f : x > 30.0f ? 30.0f : x; }
static inline float sigmoid(float x) { return 1.0f / (1.0f + expf(-clamped(x))); }
static inline float bend(float x) { return 2.0f / (1.0f + expf(-2.0f * clamped(x))) - 1.0f; }

/* gates: input's part, becomes the activations. weights [2][h][4h] in panels. cells and hidden have steps + 1
   rows, the first one zero. */
void forward(int steps, int batch, int h, float *gates, const float *weights, float *cells, float *hidden, float *bent, int rounded) {
  size_t row = (size_t)batch * h;
  for (int t = 0; t < steps; t++)
    for (int way = 0; way < 2; way++) {
      float *g = gates + ((size_t)t * 2 + way) * row * 4;
      size_t at = ((size_t)t * 2 + way) * row, next = at + 2 * row;
      add_product(g, hidden + at, weights + (size_t)way * h * 4 * h, batch, h, 4 * h);
      for (int b = 0; b < batch; b++) {
        float *q = g + (size_t)b * 4 * h;
        for (int k = 0; k < 2 * h; k++) q[k] = sigmoid(q[k]);
        for (int k = 2 * h; k < 3 * h; k++) q[k] = bend(q[k]);
        for (int k = 3 * h; k < 4 * h; k++) q[k] = sigmoid(q[k]);
        const float *before = cells + at + (size_t)b * h;
        float *c = cells + next + (size_t)b * h, *out = hidden + next + (size_t)b * h, *s = bent + at + (size_t)b * h;
        for (int k = 0; k < h; k++) c[k] = q[h + k] * before[k] + q[k] * q[2 * h + k];
        for (int k = 0; k < h; k++) s[k] = bend(c[k]);
        for (int k = 0; k < h; k++) out[k] = q[3 * h + k] * s[k];
        if (rounded)
          for (int k = 0; k < h; k++) out[k] = rintf(out[k] * 127) / 127;
      }
    }
}

/* grad: gradient of the gates. back: the weights transposed, [2][4h][h], in panels. d_hidden and d_cell: scratch, zero at first. */
void backward(int steps, int batch, int h, const float *acts, const float *cells, const float *bent, const float *upper, const float *back,
              float *grad, float *d_hidden, float *d_cell) {
  size_t row = (size_t)batch * h;
  for (int t = steps - 1; t >= 0; t--)
    for (int way = 0; way < 2; way++) {
      size_t at = ((size_t)t * 2 + way) * row;
      float *dh = d_hidden + way * row, *dc = d_cell + way * row;
      for (int b = 0; b < batch; b++) {
        const float *q = acts + at * 4 + (size_t)b * 4 * h, *c = cells + at + (size_t)b * h, *s = bent + at + (size_t)b * h;
        const float *up = upper + at + (size_t)b * h;
        float *g = grad + at * 4 + (size_t)b * 4 * h, *x = dh + (size_t)b * h, *y = dc + (size_t)b * h;
        for (int k = 0; k < h; k++) {
          float i = q[k], f = q[h + k], n = q[2 * h + k], o = q[3 * h + k];
          float d = x[k] + up[k], e = y[k] + d * o * (1 - s[k] * s[k]);
          g[k] = e * n * i * (1 - i);
          g[h + k] = e * c[k] * f * (1 - f);
          g[2 * h + k] = e * i * (1 - n * n);
          g[3 * h + k] = d * s[k] * o * (1 - o);
          y[k] = e * f;
          x[k] = 0;
        }
      }
      add_product(dh, grad + at * 4, back + (size_t)way * h * 4 * h, batch, 4 * h, h);
    }
}
