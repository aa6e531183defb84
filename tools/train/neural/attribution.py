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
    """Both directions of an LSTM over packed gate pre-activations [N, 8h] (forward 4h, backward 4h; gates i, f, g, o).
    Written out because PyTorch's own backward pass adds up weight gradients step by step, which takes several times as
    long on a CPU. weight: [2, h, 4h]. `pack` tells where the N positions lie in padded sequences."""

    @staticmethod
    def forward(ctx, pre, weight, pack):
        h = weight.shape[1]
        steps, batch = pack.steps, pack.batch
        acts = torch.zeros(2, steps * batch, 4 * h)
        acts[0, pack.forward] = pre[:, : 4 * h]
        acts[1, pack.backward] = pre[:, 4 * h :]
        acts = acts.view(2, steps, batch, 4 * h)
        cells, tanhs, out = (torch.zeros(2, steps, batch, h) for _ in range(3))
        for t in range(steps):
            n = pack.alive[t]
            a = acts[:, t, :n]
            if t:
                a += torch.bmm(out[:, t - 1, :n], weight)
            a[..., : 2 * h].sigmoid_()
            a[..., 2 * h : 3 * h].tanh_()
            a[..., 3 * h :].sigmoid_()
            c = a[..., :h] * a[..., 2 * h : 3 * h]
            if t:
                c += a[..., h : 2 * h] * cells[:, t - 1, :n]
            cells[:, t, :n] = c
            c.tanh_()
            tanhs[:, t, :n] = c
            out[:, t, :n] = c * a[..., 3 * h :]
        ctx.save_for_backward(acts, cells, tanhs, out, weight)
        ctx.pack = pack
        flat = out.view(2, -1, h)
        return torch.cat([flat[0, pack.forward], flat[1, pack.backward]], 1)

    @staticmethod
    def backward(ctx, grad):
        acts, cells, tanhs, out, weight = ctx.saved_tensors
        pack = ctx.pack
        _, steps, batch, h = out.shape
        padded = torch.zeros(2, steps * batch, h)
        padded[0, pack.forward] = grad[:, :h]
        padded[1, pack.backward] = grad[:, h:]
        grad = padded.view(2, steps, batch, h)
        d = torch.zeros_like(acts)
        back = weight.transpose(1, 2).contiguous()
        dh = torch.zeros(2, batch, h)
        dc = torch.zeros(2, batch, h)
        for t in range(steps - 1, -1, -1):
            n = pack.alive[t]
            a, th = acts[:, t, :n], tanhs[:, t, :n]
            i, f, g, o = a[..., :h], a[..., h : 2 * h], a[..., 2 * h : 3 * h], a[..., 3 * h :]
            gh = grad[:, t, :n] + dh[:, :n]
            gc = dc[:, :n] + gh * o * (1 - th * th)
            to = d[:, t, :n]
            to[..., :h] = gc * g * i * (1 - i)
            to[..., 2 * h : 3 * h] = gc * i * (1 - g * g)
            to[..., 3 * h :] = gh * th * o * (1 - o)
            if t:
                to[..., h : 2 * h] = gc * cells[:, t - 1, :n] * f * (1 - f)
                dc[:, :n] = gc * f
                dh[:, :n] = torch.bmm(to, back)
        before = out[:, :-1].reshape(2, -1, h)
        after = d[:, 1:].reshape(2, -1, 4 * h)
        flat = d.view(2, -1, 4 * h)
        return torch.cat([flat[0, pack.forward], flat[1, pack.backward]], 1), torch.bmm(before.transpose(1, 2), after), None


class Pack:
    """Where N packed positions (sequences one after the other, longest first) lie in padded [T, B] order."""

    def __init__(self, sizes):
        sizes = np.asarray(sizes)
        self.sizes, self.batch, self.steps = sizes, len(sizes), int(sizes.max())
        self.alive = [int((sizes > t).sum()) for t in range(self.steps)]
        within = np.concatenate([np.arange(k) for k in sizes])
        column = np.repeat(np.arange(len(sizes)), sizes)
        whole = np.repeat(sizes, sizes)
        self.forward = torch.from_numpy(within * self.batch + column)
        self.backward = torch.from_numpy((whole - 1 - within) * self.batch + column)
        self.mask = torch.zeros(self.steps * self.batch)
        self.mask[self.forward] = 1
        self.mask = self.mask.view(self.steps, self.batch)

    def padded(self, rows):
        out = torch.zeros(self.steps * self.batch, *rows.shape[1:], dtype=rows.dtype)
        return out.index_copy(0, self.forward, rows).view(self.steps, self.batch, *rows.shape[1:])


class BiLstm(nn.Module):
    """A bidirectional LSTM over packed sequences [N, in]."""

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

    def forward(self, x, pack):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            pre = self.into(x)
        return Recurrence.apply(pre.float(), self.rec, pack)


class Net(nn.Module):
    def __init__(self, header, forms, vectors):
        super().__init__()
        d = DIMS
        self.header = header
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
        starts, sizes = np.array(starts)[order], np.array(sizes)[order]
        ranges = lambda starts, sizes: np.concatenate([np.arange(a, a + k) for a, k in zip(starts, sizes)])
        places = ranges(starts, sizes)
        ids = ids[places]
        t = torch.from_numpy
        self.chunks = Pack(sizes)
        self.word, self.form = t(word_rows[ids]), t(form_rows[ids])
        self.hashed, self.small, self.flat = t(data.hashed[ids]), t(data.small[ids]), t(data.flat[ids])
        # A span that goes on from the chunk before starts anew: the CRF reads each chunk by itself.
        first = t(np.concatenate([[0], np.cumsum(sizes)[:-1]]))
        self.flat[first] -= ((self.flat[first] > 0) & (self.flat[first] % 2 == 0)).long()
        self.pack = None
        if self.windows:
            self.windows.sort(key=lambda w: -w[1])
            sizes = [w[1] for w in self.windows]
            back = np.zeros(shift, dtype=np.int64)
            back[places] = np.arange(shift)
            self.pack = Pack(sizes)
            self.tokens = t(back[ranges([w[0] for w in self.windows], sizes)])
            rows = ranges([data.pair_at[w[2]] for w in self.windows], sizes)
            self.pairs, self.labels = t(data.pairs[rows]), t(data.labels[rows])


def read_chunks(net, b):
    x = net.drop_in(net.inputs(b.word, b.form, b.hashed, b.small))
    return net.drop_mid(net.layer1(x, b.chunks))


def read_windows(net, b, tokens):
    parts = [net.inner(tokens).index_select(0, b.tokens)] + [e(b.pairs[:, k]) for k, e in enumerate(net.pair)]
    return net.out(net.drop_out(net.layer2(torch.cat(parts, 1), b.pack)))


def loss_of(net, b):
    y = read_chunks(net, b)
    emit = b.chunks.padded(net.flat(y))
    flat = net.flat_crf.loss(emit, b.chunks.padded(b.flat), b.chunks.mask) / len(b.word)
    if not b.pack:
        return flat, flat.detach() * 0
    out = b.pack.padded(read_windows(net, b, y))
    return flat, net.out_crf.loss(out, b.pack.padded(b.labels), b.pack.mask) / len(b.windows)


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
def measure(net, batches):
    net.eval()
    hit = np.zeros((2, 4))
    cue = np.zeros(3)
    whole, total = 0, 0
    for b in batches:
        y = read_chunks(net, b)
        found = net.flat_crf.viterbi(b.chunks.padded(net.flat(y)), b.chunks.sizes)
        gold = b.chunks.padded(b.flat)
        for k, size in enumerate(b.chunks.sizes):
            g = set(spans(gold[:size, k].numpy()).get(2, []))
            p = set(spans(found[:size, k]).get(2, []))
            cue += [len(g & p), len(p), len(g)]
        if not b.pack:
            continue
        best = net.out_crf.viterbi(b.pack.padded(read_windows(net, b, y)), b.pack.sizes)
        gold = b.pack.padded(b.labels)
        for k, size in enumerate(b.pack.sizes):
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
    p.add_argument("--start", help="weights to go on from (an OUT of before, trained on the same words)")
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--forms", type=int, default=4, help="a word seen so often gets a row of its own")
    a = p.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(int(os.environ.get("THREADS", "1")))
    rng = np.random.default_rng(a.seed)
    train, dev = Data(a.data, a.train), Data(a.data, a.dev)
    keys, counts = np.unique(train.key, return_counts=True)
    forms = keys[counts >= a.forms]
    vector_keys, vectors = np.zeros(0, dtype=np.int32), None
    if os.path.exists(os.path.join(a.data, "vectors.keys")):
        vector_keys = np.fromfile(os.path.join(a.data, "vectors.keys"), dtype=np.int32)
        rows = np.fromfile(os.path.join(a.data, "vectors.rows"), dtype=np.float32).reshape(len(vector_keys) + 1, -1)
        vectors = rows
    rows = {d: (rows_of(vector_keys, d.key), rows_of(forms, d.key)) for d in (train, dev)}
    print(f"{len(forms)} forms, {len(vector_keys)} vectors; dev tokens without a vector: {np.mean(rows[dev][0] == 0):.3f}, without a form: {np.mean(rows[dev][1] == 0):.3f}", flush=True)
    net = Net(train.header, len(forms), vectors)
    if a.start:
        load(net, a.start)
    form_counts = np.concatenate([[1e9], counts[counts >= a.forms]])
    keep_form = 1 - 0.25 / (0.25 + form_counts / 4)  # rare words are dropped oftener (Kiperwasser and Goldberg 2016)
    parameters = [q for q in net.parameters() if q.requires_grad]
    adam = torch.optim.Adam(parameters, lr=a.rate, betas=(0.9, 0.98))
    average = {k: v.detach().clone() for k, v in net.state_dict().items() if not k.startswith("vectors")}
    per_epoch = len(batches_of(train, range(len(train.docs)), *rows[train]))
    steps, step = a.epochs * per_epoch, 0
    dev_batches = [Batch(dev, docs, *rows[dev]) for docs in batches_of(dev, range(len(dev.docs)), *rows[dev], size=8000)]
    for epoch in range(a.epochs):
        begun, sums = time.time(), np.zeros(2)
        for docs in batches_of(train, rng.permutation(len(train.docs)), *rows[train]):
            b = Batch(train, docs, *rows[train])
            b.form = torch.from_numpy(np.where(rng.random(len(b.form)) < keep_form[b.form.numpy()], b.form.numpy(), 0))
            rate = a.rate * min(1, (step + 1) / (100 if not a.start else 20)) * (0.5 + 0.5 * math.cos(math.pi * step / steps)) + 1e-5
            for group in adam.param_groups:
                group["lr"] = rate
            flat, pair = loss_of(net, b)
            adam.zero_grad()
            (flat * 5 + pair * 0.1).backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            adam.step()
            step += 1
            decay = min(0.995, step / (step + 10))
            with torch.no_grad():
                for k, v in net.state_dict().items():
                    if k in average:
                        average[k].lerp_(v, 1 - decay)
            sums += [flat.item(), pair.item()]
        print(f"epoch {epoch + 1}: flat {sums[0] / per_epoch:.4f} pair {sums[1] / per_epoch:.4f}, {time.time() - begun:.0f} s", flush=True)
        if epoch % 2 == 1 or epoch + 1 == a.epochs:
            kept = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(average, strict=False)
            print("  " + measure(net, dev_batches), flush=True)
            save(net, a.out, train.header, forms)
            net.load_state_dict(kept)


def save(net, path, given, forms):
    """A JSON header (names and shapes in order) and float32 values."""
    parts = {}
    for name, layer in (("layer1", net.layer1), ("layer2", net.layer2)):
        parts[f"{name}.in"], parts[f"{name}.bias"] = layer.into.weight.detach(), layer.into.bias.detach()
        parts[f"{name}.rec"] = layer.rec.detach().transpose(1, 2).contiguous()
    word = net.word_size - DIMS["form"] - sum(DIMS["hashed"])
    parts["form"] = net.form.weight.detach()
    for k, e in enumerate(net.hashed):
        parts[f"hashed{k}"] = e.weight.detach()
    for (name, _), e in list(zip(given["token"], net.token)) + list(zip(given["pair"], net.pair)):
        parts[name] = e.weight.detach()
    for name, l in (("flat", net.flat), ("inner", net.inner), ("out", net.out)):
        parts[name], parts[f"{name}.bias"] = l.weight.detach(), l.bias.detach()
    parts["flat.transitions"], parts["out.transitions"] = net.flat_crf.transitions.detach(), net.out_crf.transitions.detach()
    header = {"word": word, "hidden": HIDDEN, "pair": PAIR, "forms": forms.tolist(),
              "parts": [[k, list(v.shape)] for k, v in parts.items()]}
    json.dump(header, open(path + ".json", "w"))
    np.concatenate([v.numpy().astype(np.float32).ravel() for v in parts.values()]).tofile(path + ".weights")


def load(net, path):
    """Puts weights that `save` wrote back into a network of the same forms: to go on training."""
    header = json.load(open(path + ".json"))
    values, at, parts = np.fromfile(path + ".weights", dtype=np.float32), 0, {}
    for name, shape in header["parts"]:
        size = int(np.prod(shape))
        parts[name] = torch.from_numpy(values[at : at + size].reshape(shape).copy())
        at += size
    own = {"form.weight": parts["form"], "flat_crf.transitions": parts["flat.transitions"], "out_crf.transitions": parts["out.transitions"]}
    for name in ("layer1", "layer2"):
        own[f"{name}.into.weight"], own[f"{name}.into.bias"] = parts[f"{name}.in"], parts[f"{name}.bias"]
        own[f"{name}.rec"] = parts[f"{name}.rec"].transpose(1, 2)
    for k in range(len(net.hashed)):
        own[f"hashed.{k}.weight"] = parts[f"hashed{k}"]
    for kind, tables in (("token", net.token), ("pair", net.pair)):
        for k, (name, _) in enumerate(net.header[kind]):
            own[f"{kind}.{k}.weight"] = parts[name]
    for name in ("flat", "inner", "out"):
        own[f"{name}.weight"], own[f"{name}.bias"] = parts[name], parts[f"{name}.bias"]
    with torch.no_grad():
        state = net.state_dict()
        for name, value in own.items():
            state[name].copy_(value)


if __name__ == "__main__":
    main()
