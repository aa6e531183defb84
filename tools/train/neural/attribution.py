"""Trains the network of attribution in PyTorch; `npm run train -- attribution` runs it.

attribution.py DATA OUT [--train NAME] [--dev NAME] [--epochs N] [--seed N]

DATA holds what `tools/train/attribution-export.ts` wrote (NAME.json, NAME.words, NAME.small, NAME.flat, NAME.windows,
NAME.pairs) and, if it is there, `vectors.keys` / `vectors.rows` (int32 keys, float32 rows). OUT gets the weights as float32
matrices with a header; `tools/train/attribution.ts` makes the product's 8-bit file of them.

Layer 1 is a BiLSTM over chunks of text. On it stands a linear-chain CRF (Lafferty et al. 2001) over flat labels, which
finds the cues. For each cue, a second, smaller BiLSTM reads the window around it and is told of each token how it lies to
the cue (as in span-based and BIO role labelling, e.g. He et al. 2017); a second CRF labels source and content.
"""

import argparse
import json
import math
import os
import time

import numpy as np
import torch
from torch import nn

FORBIDDEN = -1e4
DIMS = {"form": 48, "hashed": [16, 16, 24, 24, 16], "quote": 8, "upos": 16, "relation": 16, "place": 8, "cue": 12,
        "distance": 16, "around": 8, "path": 24}
HIDDEN, INNER, PAIR = 128, 96, 64
PAIR_LABELS = 5
# Vectors have length 1; so much longer they learn quicker. `save` puts the factor into the weights.
VECTOR_SCALE = 4


class Data:
    """One exported part: tokens of all documents one after the other."""

    def __init__(self, folder, name):
        raw = lambda what, kind: np.fromfile(os.path.join(folder, f"{name}.{what}"), dtype=kind)
        self.header = json.load(open(os.path.join(folder, f"{name}.json")))
        n = self.header["tokens"]
        words = raw("words", np.int32).reshape(n, -1)
        self.key, self.hashed = words[:, 0].copy(), words[:, 1:].astype(np.int64)
        self.small = raw("small", np.uint8).reshape(n, -1).astype(np.int64)
        self.flat = raw("flat", np.uint8).astype(np.int64)
        self.windows = raw("windows", np.int32).reshape(-1, 5)
        pairs = raw("pairs", np.uint8).reshape(-1, len(self.header["pair"]) + 1).astype(np.int64)
        self.pairs, self.labels = pairs[:, :-1], pairs[:, -1]
        sizes = self.windows[:, 2] - self.windows[:, 1]
        self.pair_at = np.concatenate([[0], np.cumsum(sizes)])
        starts = self.header["starts"] + [n]
        chunks = np.array(self.header["chunks"] + [n])
        by_doc = np.searchsorted(self.windows[:, 0], np.arange(len(starts)))
        self.docs = []
        for d in range(len(starts) - 1):
            a, b = np.searchsorted(chunks, [starts[d], starts[d + 1]])
            self.docs.append({"from": starts[d], "to": starts[d + 1], "cuts": chunks[a : b + 1],
                              "windows": range(by_doc[d], by_doc[d + 1])})


def rows_of(keys, wanted):
    """Row numbers from 1 in the sorted keys; 0 where a key is not among them."""
    at = np.searchsorted(keys, wanted)
    at[at == len(keys)] = 0
    return np.where(keys[at] == wanted, at + 1, 0) if len(keys) else np.zeros(len(wanted), dtype=np.int64)


class Crf(nn.Module):
    """Static transitions over BIO labels: an inside label (even, not 0) needs its own role before it."""

    def __init__(self, labels):
        super().__init__()
        self.labels = labels
        self.transitions = nn.Parameter(torch.zeros(labels, labels))
        ban = torch.zeros(labels, labels)
        for x in range(labels):
            for y in range(2, labels, 2):
                if x not in (y, y - 1):
                    ban[x, y] = FORBIDDEN
        self.register_buffer("ban", ban)

    def scores(self):
        return self.transitions + self.ban

    def loss(self, emit, gold, mask):
        """Negative log-likelihood summed over sequences. emit [T, B, L], gold [T, B], mask [T, B]; label before: 0."""
        t = self.scores()
        before = torch.cat([torch.zeros_like(gold[:1]), gold[:-1]])
        picked = (emit.gather(2, gold.unsqueeze(2)).squeeze(2) + t[before, gold]) * mask
        alpha = emit[0] + t[0]
        for k in range(1, emit.shape[0]):
            nxt = torch.logsumexp(alpha.unsqueeze(2) + t, dim=1) + emit[k]
            m = mask[k].unsqueeze(1)
            alpha = torch.where(m > 0, nxt, alpha)
        return (torch.logsumexp(alpha, dim=1) - picked.sum(0)).sum()

    @torch.no_grad()
    def viterbi(self, emit, sizes, bias=None):
        t = self.scores()
        steps, batch, labels = emit.shape
        score, back = emit[0] + t[0], []
        scores = [score]
        for k in range(1, steps):
            best, at = (score.unsqueeze(2) + t).max(1)
            score = best + emit[k]
            scores.append(score)
            back.append(at)
        out = np.zeros((steps, batch), dtype=np.int64)
        last = torch.stack(scores).numpy()
        back = torch.stack(back).numpy() if back else np.zeros((0, batch, labels), dtype=np.int64)
        for b in range(batch):
            y = int(last[sizes[b] - 1, b].argmax())
            for k in range(sizes[b] - 1, -1, -1):
                out[k, b] = y
                if k:
                    y = back[k - 1, b, y]
        return out


class Recurrence(torch.autograd.Function):
    """Both directions of an LSTM over gate pre-activations [T, 2, B, 4h] with sequences sorted by falling length; `alive[t]`
    sequences are longer than t. Written out because PyTorch's own backward pass adds up weight gradients step by step,
    which takes several times as long on a CPU. weight: [2, h, 4h]. Gates i, f, g, o."""

    @staticmethod
    def forward(ctx, pre, weight, alive):
        steps, _, batch, four = pre.shape
        h = four // 4
        acts = pre.detach().clone()
        cells = torch.zeros(steps, 2, batch, h)
        tanhs = torch.zeros(steps, 2, batch, h)
        out = torch.zeros(steps, 2, batch, h)
        for t in range(steps):
            n = alive[t]
            a = acts[t, :, :n]
            if t:
                a += torch.bmm(out[t - 1, :, :n], weight)
            a[..., : 2 * h].sigmoid_()
            a[..., 2 * h : 3 * h].tanh_()
            a[..., 3 * h :].sigmoid_()
            c = a[..., :h] * a[..., 2 * h : 3 * h]
            if t:
                c += a[..., h : 2 * h] * cells[t - 1, :, :n]
            cells[t, :, :n] = c
            tanhs[t, :, :n] = c.tanh()
            torch.mul(a[..., 3 * h :], tanhs[t, :, :n], out=out[t, :, :n]) if n == batch else out[t, :, :n].copy_(a[..., 3 * h :] * tanhs[t, :, :n])
        ctx.save_for_backward(acts, cells, tanhs, out, weight)
        ctx.alive = alive
        return out

    @staticmethod
    def backward(ctx, grad):
        acts, cells, tanhs, out, weight = ctx.saved_tensors
        alive = ctx.alive
        steps, _, batch, h = out.shape
        d = torch.zeros_like(acts)
        back = weight.transpose(1, 2).contiguous()
        dh = torch.zeros(2, batch, h)
        dc = torch.zeros(2, batch, h)
        for t in range(steps - 1, -1, -1):
            n = alive[t]
            a, th = acts[t, :, :n], tanhs[t, :, :n]
            i, f, g, o = a[..., :h], a[..., h : 2 * h], a[..., 2 * h : 3 * h], a[..., 3 * h :]
            gh = grad[t, :, :n] + dh[:, :n]
            gc = dc[:, :n] + gh * o * (1 - th * th)
            to = d[t, :, :n]
            to[..., :h] = gc * g * i * (1 - i)
            if t:
                to[..., h : 2 * h] = gc * cells[t - 1, :, :n] * f * (1 - f)
            to[..., 2 * h : 3 * h] = gc * i * (1 - g * g)
            to[..., 3 * h :] = gh * th * o * (1 - o)
            if t:
                dc[:, :n] = gc * f
                dh[:, :n] = torch.bmm(to, back)
        before = out[:-1].transpose(0, 1).reshape(2, -1, h)
        after = d[1:].transpose(0, 1).reshape(2, -1, 4 * h)
        return d, torch.bmm(before.transpose(1, 2), after), None


class BiLstm(nn.Module):
    """A bidirectional LSTM over padded sequences [T, B, in], longest first."""

    def __init__(self, size, hidden):
        super().__init__()
        self.hidden = hidden
        self.into = nn.Linear(size, 8 * hidden)  # forward 4h, backward 4h
        self.rec = nn.Parameter(torch.zeros(2, hidden, 4 * hidden))
        bound = 1 / math.sqrt(hidden)
        nn.init.uniform_(self.into.weight, -bound, bound)
        self.into.bias.data.zero_()
        for k in range(2):
            self.into.bias.data[(4 * k + 1) * hidden : (4 * k + 2) * hidden] = 1
            for g in range(4):
                nn.init.orthogonal_(self.rec.data[k, :, g * hidden : (g + 1) * hidden])

    def forward(self, x, sizes):
        steps, batch, _ = x.shape
        sizes = np.asarray(sizes)
        alive = [int((sizes > t).sum()) for t in range(steps)]
        flip = np.maximum(sizes[None, :] - 1 - np.arange(steps)[:, None], 0)
        flip = torch.from_numpy(flip * batch + np.arange(batch)[None, :])
        pre = self.into(x)
        half = 4 * self.hidden
        reverse = pre[..., half:].reshape(-1, half)[flip]
        y = Recurrence.apply(torch.stack([pre[..., :half], reverse], 1), self.rec, alive)
        return torch.cat([y[:, 0], y[:, 1].reshape(-1, self.hidden)[flip]], 2)


class Net(nn.Module):
    def __init__(self, header, forms, vectors):
        super().__init__()
        d = DIMS
        self.vectors = None if vectors is None else nn.Embedding.from_pretrained(torch.tensor(vectors), freeze=True)
        self.form = nn.Embedding(forms + 1, d["form"])
        self.hashed = nn.ModuleList(nn.Embedding(header["buckets"], k) for k in d["hashed"])
        self.token = nn.ModuleList(nn.Embedding(rows, d[name]) for name, rows in header["token"])
        self.pair = nn.ModuleList(nn.Embedding(rows, d[name]) for name, rows in header["pair"])
        for e in [self.form, *self.hashed, *self.token, *self.pair]:
            nn.init.normal_(e.weight, 0, 0.1)
        self.word_size = (0 if vectors is None else vectors.shape[1]) + d["form"] + sum(d["hashed"])
        size = self.word_size + sum(e.embedding_dim for e in self.token)
        self.layer1 = BiLstm(size, HIDDEN)
        self.flat = nn.Linear(2 * HIDDEN, header["labels"])
        self.flat_crf = Crf(header["labels"])
        self.inner = nn.Linear(2 * HIDDEN, INNER)
        self.layer2 = BiLstm(INNER + sum(e.embedding_dim for e in self.pair), PAIR)
        self.out = nn.Linear(2 * PAIR, PAIR_LABELS)
        self.out_crf = Crf(PAIR_LABELS)
        self.drop_in, self.drop_mid, self.drop_out = nn.Dropout(0.3), nn.Dropout(0.4), nn.Dropout(0.3)

    def inputs(self, word, form, hashed, small):
        parts = [] if self.vectors is None else [self.vectors(word)]
        parts += [self.form(form)] + [e(hashed[:, k]) for k, e in enumerate(self.hashed)]
        parts += [e(small[:, k]) for k, e in enumerate(self.token)]
        return torch.cat(parts, 1)


def padded(rows, starts, sizes):
    """Gathers ranges of rows into [T, B, D]; sizes descending."""
    steps = int(max(sizes))
    index = np.minimum(np.array(starts)[None, :] + np.arange(steps)[:, None], rows.shape[0] - 1)
    return rows[torch.from_numpy(index)]


class Batch:
    """Some documents: chunks of tokens, and windows of cues as places in the batch's tokens."""

    def __init__(self, data, docs, word_rows, form_rows):
        ids, starts, sizes, self.windows, shift = [], [], [], [], 0
        for d in docs:
            doc = data.docs[d]
            ids.append(np.arange(doc["from"], doc["to"]))
            for a, b in zip(doc["cuts"][:-1], doc["cuts"][1:]):
                starts.append(shift + a - doc["from"])
                sizes.append(b - a)
            for w in doc["windows"]:
                _, a, b, ca, cb = data.windows[w]
                self.windows.append((shift + a - doc["from"], b - a, w))
            shift += doc["to"] - doc["from"]
        ids = np.concatenate(ids)
        order = np.argsort(-np.array(sizes), kind="stable")
        self.starts, self.sizes = np.array(starts)[order], np.array(sizes)[order]
        # Place of each token in the padded output, to flatten it again.
        self.place = np.zeros(shift, dtype=np.int64)
        for b, (s, k) in enumerate(zip(self.starts, self.sizes)):
            self.place[s : s + k] = np.arange(k) * len(sizes) + b
        t = torch.from_numpy
        self.word, self.form = t(word_rows[ids]), t(form_rows[ids])
        self.hashed, self.small, self.flat = t(data.hashed[ids]), t(data.small[ids]), t(data.flat[ids])
        self.windows.sort(key=lambda w: -w[1])


def mask_of(sizes):
    return (torch.arange(int(max(sizes)))[:, None] < torch.tensor(np.array(sizes))[None, :]).float()


def read_chunks(net, b):
    x = net.drop_in(net.inputs(b.word, b.form, b.hashed, b.small))
    y = net.drop_mid(net.layer1(padded(x, b.starts, b.sizes), b.sizes))
    return y


def read_windows(net, data, b, tokens, windows):
    starts, sizes = [w[0] for w in windows], [w[1] for w in windows]
    at = [data.pair_at[w[2]] for w in windows]
    steps = max(sizes)
    index = np.minimum(np.array(at)[None, :] + np.arange(steps)[:, None], len(data.pairs) - 1)
    pairs = torch.from_numpy(data.pairs[index])
    gold = torch.from_numpy(data.labels[index])
    x = torch.cat([padded(net.inner(tokens), starts, sizes)] + [e(pairs[:, :, k]) for k, e in enumerate(net.pair)], 2)
    y = net.drop_out(net.layer2(x, sizes))
    return net.out(y), gold, sizes


def loss_of(net, data, b):
    y = read_chunks(net, b)
    emit = net.flat(y)
    gold = padded(b.flat, b.starts, b.sizes)
    mask = mask_of(b.sizes)
    flat = net.flat_crf.loss(emit, gold * mask.long(), mask) / len(b.word)
    if not b.windows:
        return flat, flat.detach() * 0
    tokens = y.reshape(-1, y.shape[2])[torch.from_numpy(b.place)]
    out, gold, sizes = read_windows(net, data, b, tokens, b.windows)
    mask = mask_of(sizes)
    pair = net.out_crf.loss(out, gold * mask.long(), mask) / len(b.windows)
    return flat, pair


def spans(labels):
    out, at = {}, -1
    for i, y in enumerate(labels):
        if y and y % 2:
            at = i
            out.setdefault(int(y + 1) // 2, []).append((i, i + 1))
        elif y:
            a = out[int(y) // 2]
            a[-1] = (a[-1][0], i + 1)
    return out


@torch.no_grad()
def measure(net, data, batches):
    net.eval()
    hit = np.zeros((2, 4))
    cue = np.zeros(3)
    whole, total = 0, 0
    for b in batches:
        y = read_chunks(net, b)
        found = net.flat_crf.viterbi(net.flat(y), b.sizes)
        for k, (s, size) in enumerate(zip(b.starts, b.sizes)):
            g = set(spans(b.flat[s : s + size].numpy()).get(2, []))
            p = set(spans(found[:size, k]).get(2, []))
            cue += [len(g & p), len(p), len(g)]
        if not b.windows:
            continue
        tokens = y.reshape(-1, y.shape[2])[torch.from_numpy(b.place)]
        out, gold, sizes = read_windows(net, data, b, tokens, b.windows)
        best = net.out_crf.viterbi(out, sizes)
        for k, size in enumerate(sizes):
            g, p = spans(gold[:size, k].numpy()), spans(best[:size, k])
            right = [g.get(r, []) == p.get(r, []) for r in (1, 2)]
            hit[:, 0] += right
            total += 1
            whole += all(right)
    net.train()
    p, r = cue[0] / max(1, cue[1]), cue[0] / cue[2]
    return f"cue F {2 * p * r / max(1e-9, p + r):.4f} (P {p:.3f} R {r:.3f}); with gold cues: source {hit[0, 0] / total:.4f} content {hit[1, 0] / total:.4f} whole {whole / total:.4f}"


def batches_of(data, docs, word_rows, form_rows, size=4000):
    out, at, n = [], [], 0
    for d in docs:
        at.append(d)
        n += data.docs[d]["to"] - data.docs[d]["from"]
        if n >= size:
            out.append(at)
            at, n = [], 0
    return out + ([at] if at else [])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("data")
    p.add_argument("out")
    p.add_argument("--train", default="train")
    p.add_argument("--dev", default="dev")
    p.add_argument("--epochs", type=int, default=10)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--forms", type=int, default=4, help="a word seen so often gets a row of its own")
    a = p.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(a.seed)
    train, dev = Data(a.data, a.train), Data(a.data, a.dev)
    keys, counts = np.unique(train.key, return_counts=True)
    forms = keys[counts >= a.forms]
    vector_keys, vectors = np.zeros(0, dtype=np.int32), None
    if os.path.exists(os.path.join(a.data, "vectors.keys")):
        vector_keys = np.fromfile(os.path.join(a.data, "vectors.keys"), dtype=np.int32)
        rows = np.fromfile(os.path.join(a.data, "vectors.rows"), dtype=np.float32).reshape(len(vector_keys) + 1, -1)
        vectors = rows * VECTOR_SCALE
    rows = {d: (rows_of(vector_keys, d.key), rows_of(forms, d.key)) for d in (train, dev)}
    print(f"{len(forms)} forms, {len(vector_keys)} vectors; dev tokens without a vector: {np.mean(rows[dev][0] == 0):.3f}, without a form: {np.mean(rows[dev][1] == 0):.3f}", flush=True)
    net = Net(train.header, len(forms), vectors)
    form_counts = np.concatenate([[1e9], counts[counts >= a.forms]])
    keep_form = 1 - 0.25 / (0.25 + form_counts / 4)  # rare words are dropped oftener (Kiperwasser and Goldberg 2016)
    parameters = [q for q in net.parameters() if q.requires_grad]
    adam = torch.optim.Adam(parameters, lr=a.rate, betas=(0.9, 0.98))
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    per_epoch = len(batches_of(train, range(len(train.docs)), *rows[train]))
    steps, step = a.epochs * per_epoch, 0
    dev_batches = [Batch(dev, docs, *rows[dev]) for docs in batches_of(dev, range(len(dev.docs)), *rows[dev], size=8000)]
    for epoch in range(a.epochs):
        begun, sums = time.time(), np.zeros(2)
        for docs in batches_of(train, rng.permutation(len(train.docs)), *rows[train]):
            b = Batch(train, docs, *rows[train])
            b.form = torch.from_numpy(np.where(rng.random(len(b.form)) < keep_form[b.form.numpy()], b.form.numpy(), 0))
            rate = a.rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * step / steps)) + 1e-5
            for group in adam.param_groups:
                group["lr"] = rate
            flat, pair = loss_of(net, train, b)
            adam.zero_grad()
            (flat * 5 + pair * 0.1).backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            adam.step()
            step += 1
            decay = min(0.995, step / (step + 10))
            with torch.no_grad():
                for k, v in net.state_dict().items():
                    if v.is_floating_point():
                        average[k].lerp_(v, 1 - decay)
            sums += [flat.item(), pair.item()]
        print(f"epoch {epoch + 1}: flat {sums[0] / per_epoch:.4f} pair {sums[1] / per_epoch:.4f}, {time.time() - begun:.0f} s", flush=True)
        if epoch % 2 == 1 or epoch + 1 == a.epochs:
            kept = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(average)
            print("  " + measure(net, dev, dev_batches), flush=True)
            save(net, a.out, forms, vector_keys)
            net.load_state_dict(kept)


def save(net, path, forms, vector_keys):
    """A JSON header (names and shapes in order) and float32 values."""
    parts = {}
    for name, layer in (("layer1", net.layer1), ("layer2", net.layer2)):
        parts[f"{name}.in"], parts[f"{name}.bias"] = layer.into.weight.detach(), layer.into.bias.detach()
        parts[f"{name}.rec"] = layer.rec.detach().transpose(1, 2).contiguous()
    word = net.word_size - DIMS["form"] - sum(DIMS["hashed"])
    parts["layer1.in"] = parts["layer1.in"].clone()
    parts["layer1.in"][:, :word] *= VECTOR_SCALE
    parts["form"] = net.form.weight.detach()
    for k, e in enumerate(net.hashed):
        parts[f"hashed{k}"] = e.weight.detach()
    for (name, _), e in list(zip(HEADER["token"], net.token)) + list(zip(HEADER["pair"], net.pair)):
        parts[name] = e.weight.detach()
    for name, l in (("flat", net.flat), ("inner", net.inner), ("out", net.out)):
        parts[name], parts[f"{name}.bias"] = l.weight.detach(), l.bias.detach()
    parts["flat.transitions"], parts["out.transitions"] = net.flat_crf.transitions.detach(), net.out_crf.transitions.detach()
    header = {"word": word, "hidden": HIDDEN, "pair": PAIR, "forms": forms.tolist(),
              "parts": [[k, list(v.shape)] for k, v in parts.items()]}
    json.dump(header, open(path + ".json", "w"))
    np.concatenate([v.numpy().astype(np.float32).ravel() for v in parts.values()]).tofile(path + ".weights")


HEADER = {}
if __name__ == "__main__":
    import sys
    HEADER.update(json.load(open(os.path.join(sys.argv[1], "train.json"))))
    main()
