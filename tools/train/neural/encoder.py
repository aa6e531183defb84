"""Trains the shared encoder: tags, dependency trees, names and sentence ends over two BiLSTM layers.

Reads what `npm run train -- encoder-export` wrote, never a text. `encoder.py WORK [--epochs N]` trains and keeps the best
weights in WORK/encoder.pt; the numbers that the product needs are written by `encoder_dump.py`.

Parse: deep biaffine attention (Dozat and Manning 2017) with an additive scorer for relations. Names: a linear-chain CRF
over the labels that the corpora allow (a sum over all of them where a corpus does not tell). Dropout masks are kept along a
chunk (Gal and Ghahramani 2016).
"""

import argparse
import json
import math
import os
import time

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, embedding

from bilstm import BiLstm

DIMS = {"form": 48, "prefix3": 16, "suffix2": 16, "suffix3": 24, "suffix4": 24, "shape": 16, "list": 8}
HIDDEN, ARC, LABEL = 192, 128, 128
DROPOUT = 0.3


class Chunks:
    """One exported file: words as rows, cut into chunks and sentences."""

    def __init__(self, path, meta):
        self.columns = {name: k for k, name in enumerate(meta["columns"])}
        self.rows = np.fromfile(path, np.int32).reshape(-1, len(meta["columns"]))
        last = self.rows[:, self.columns["last"]]
        ends = np.nonzero(last & 2)[0] + 1
        self.span = list(zip(np.concatenate([[0], ends[:-1]]), ends))

    def column(self, name):
        return self.rows[:, self.columns[name]]


class Batch:
    """Chunks side by side: where each word stands in the padded columns, and the places of each sentence's words."""

    def __init__(self, data, chunks):
        lengths = np.array([b - a for a, b in chunks])
        self.rows = np.concatenate([data.rows[a:b] for a, b in chunks])
        self.count = len(chunks)
        first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        steps = np.arange(lengths.max())[:, None]
        place = first + np.minimum(steps, lengths - 1)
        mirror = first + np.maximum(lengths - 1 - steps, 0)
        column = np.repeat(np.arange(self.count), lengths)
        step = np.arange(len(self.rows)) - first[column]
        words = np.stack([step, lengths[column] - 1 - step], 1) * self.count + column[:, None]
        self.layout = tuple(torch.from_numpy(a) for a in (place, mirror, words))
        self.chunk = torch.from_numpy(column)
        ends = np.nonzero(self.rows[:, data.columns["last"]] & 1)[0] + 1
        starts = np.concatenate([[0], ends[:-1]])
        width = (ends - starts).max()
        offset = np.arange(width)
        self.mask = torch.from_numpy(offset < (ends - starts)[:, None])
        self.place = torch.from_numpy(np.where(offset < (ends - starts)[:, None], starts[:, None] + offset, 0))
        self.data = data

    def get(self, name):
        return torch.from_numpy(self.rows[:, self.data.columns[name]].astype(np.int64))


def batches(data, size, rng=None, spans=None):
    """Batches of about `size` words; chunks of like lengths come together, in random order where `rng` is given. `spans`: the
    chunks, all where nothing is said."""
    spans = list(data.span if spans is None else spans)
    if rng is not None:
        spans = [spans[k] for k in rng.permutation(len(spans))]
        pool = []
        for k in range(0, len(spans), 2000):
            pool += sorted(spans[k : k + 2000], key=lambda c: c[1] - c[0])
        spans = pool
    else:
        spans.sort(key=lambda c: c[1] - c[0])
    groups, open_, words = [], [], 0
    for c in spans:
        open_.append(c)
        words += c[1] - c[0]
        if words >= size:
            groups.append(open_)
            open_, words = [], 0
    if open_:
        groups.append(open_)
    if rng is not None:
        groups = [groups[k] for k in rng.permutation(len(groups))]
    for g in groups:
        yield Batch(data, g)


class Encoder(nn.Module):
    def __init__(self, meta, vectors):
        super().__init__()
        self.features = meta["features"]
        rows = {f: meta["buckets"] for f in self.features}
        rows.update(form=meta["forms"] + 1, list=256)
        scaled = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), vectors * math.sqrt(vectors.shape[1]) * 0.35])
        self.word = nn.Parameter(torch.from_numpy(scaled), requires_grad=False)
        self.tables = nn.ParameterDict({f: nn.Parameter(torch.randn(rows[f], d) * 0.25) for f, d in DIMS.items()})
        width = vectors.shape[1] + sum(DIMS.values())
        self.layer1 = BiLstm(width, HIDDEN)
        self.layer2 = BiLstm(2 * HIDDEN, HIDDEN)
        wide = 2 * HIDDEN
        self.tag = nn.Linear(wide, len(meta["tags"]))
        self.arc_dep, self.arc_head = nn.Linear(wide, ARC), nn.Linear(wide, ARC)
        self.arc_bi = nn.Linear(ARC, ARC)
        self.arc_root = nn.Parameter(torch.randn(ARC) * 0.1)
        self.label_dep, self.label_head = nn.Linear(wide, LABEL), nn.Linear(wide, LABEL, bias=False)
        self.label_root = nn.Parameter(torch.zeros(LABEL))
        self.label_out = nn.Linear(LABEL, len(meta["labels"]))
        n = len(meta["names"])
        self.ner = nn.Linear(wide, n)
        self.transitions = nn.Parameter(torch.zeros(n, n))
        self.end = nn.Linear(wide, 1)
        # B is odd, I is the even number after it: I follows only B or I of its type.
        forbidden = torch.zeros(n, n)
        for after in range(2, n, 2):
            for before in range(n):
                if before not in (after, after - 1):
                    forbidden[before, after] = -1e4
        self.register_buffer("forbidden", forbidden)
        start = torch.zeros(n)
        start[2::2] = -1e4
        self.register_buffer("start", start)

    def steps(self):
        return self.transitions + self.forbidden

    def embed(self, ids):
        parts = [embedding(ids[0], self.word)] + [embedding(ids[k], self.tables[f]) for k, f in enumerate(self.features) if k > 0]
        return torch.cat(parts, 1)

    def drop(self, x, batch):
        """Dropout with one mask a chunk."""
        if not self.training:
            return x
        mask = torch.bernoulli(torch.full((batch.count, x.shape[1]), 1 - DROPOUT)) / (1 - DROPOUT)
        return x * mask[batch.chunk]

    def forward(self, batch, ids):
        x = self.drop(self.embed(ids), batch)
        one = self.layer1(x, *batch.layout)
        return one, self.drop(self.layer2(self.drop(one, batch), *batch.layout), batch)

    def arcs(self, h, batch):
        """Scores of heads: [sentence, dependent, head], the root as the last head."""
        dep = self.drop(torch.relu(self.arc_dep(h)), batch)
        head = self.drop(torch.relu(self.arc_head(h)), batch)
        q = self.arc_bi(dep)
        score = torch.bmm(embedding(batch.place, q), embedding(batch.place, head).transpose(1, 2))
        score = score.masked_fill(~batch.mask[:, None, :], -1e9)
        return torch.cat([score, (q @ self.arc_root)[batch.place][:, :, None]], 2)

    def labels(self, h, batch, heads):
        """Scores of relations for the given head of each word in the batch; -1 is the root."""
        dep = self.label_dep(self.drop(h, batch))
        head = torch.cat([self.label_head(self.drop(h, batch)), self.label_root[None]])
        heads = torch.where(heads < 0, head.shape[0] - 1, heads)
        return self.label_out(self.drop(torch.relu(dep + embedding(heads, head)), batch))


def log_partition(emit, steps, start, mask):
    """Log of the sum over all paths, [sentence]."""
    alpha = emit[:, 0] + start
    for t in range(1, emit.shape[1]):
        following = torch.logsumexp(alpha[:, :, None] + steps[None], 1) + emit[:, t]
        alpha = torch.where(mask[:, t, None], following, alpha)
    return torch.logsumexp(alpha, 1)


def viterbi(emit, steps, start, mask):
    best = emit[:, 0] + start
    back = []
    for t in range(1, emit.shape[1]):
        score, arg = (best[:, :, None] + steps[None]).max(1)
        keep = mask[:, t, None]
        back.append(torch.where(keep, arg, torch.arange(emit.shape[2])[None]))
        best = torch.where(keep, score + emit[:, t], best)
    path = [best.argmax(1)]
    for arg in reversed(back):
        path.append(arg.gather(1, path[-1][:, None])[:, 0])
    return torch.stack(path[::-1], 1)


def in_packed(batch, heads):
    """Heads that count in the sentence -> places in the batch; -1 (root) and -2 (unknown) stay."""
    out = torch.full((len(batch.rows),), -2)
    column = heads[batch.place]
    packed = torch.where(column >= 0, batch.place.gather(1, column.clamp(min=0, max=batch.place.shape[1] - 1)), column)
    out[batch.place[batch.mask]] = packed[batch.mask]
    return out


def loss_of(model, batch, rng, forms):
    ids = augmented(batch, rng, forms)
    one, h = model(batch, ids)
    tag, head, label, names = (batch.get(n) for n in ("tag", "head", "label", "names"))
    losses = {}
    if (tag >= 0).any():
        losses["tag"] = 0.5 * cross_entropy(model.tag(h), tag, ignore_index=-1)
    has_tree = head > -2
    if has_tree.any():
        arcs = model.arcs(h, batch)
        gold = head[batch.place]
        width = batch.place.shape[1]
        gold = torch.where(gold == -1, width, gold)
        gold = torch.where(batch.mask & (gold >= 0), gold, -100)
        losses["arc"] = cross_entropy(arcs.reshape(-1, width + 1), gold.reshape(-1), ignore_index=-100)
        known = label.masked_fill(~has_tree, -1)
        losses["label"] = cross_entropy(model.labels(h, batch, in_packed(batch, head)), known, ignore_index=-1)
        last = batch.get("last")
        asked = has_tree & (last < 2)
        end = model.end(h)[:, 0]
        if asked.any():
            losses["end"] = 0.5 * binary_cross_entropy_with_logits(end[asked], (last[asked] & 1).float())
    bits = (names[:, None] >> torch.arange(model.ner.out_features)[None]) & 1
    told = (bits.sum(1) < model.ner.out_features)[batch.place] & batch.mask
    keep = told.any(1)
    if keep.any():
        emit = embedding(batch.place[keep], model.ner(h))
        allowed = emit.masked_fill(bits[batch.place][keep] == 0, -1e4)
        mask, steps = batch.mask[keep], model.steps()
        both = log_partition(torch.cat([emit, allowed]), steps, model.start, torch.cat([mask, mask]))
        losses["ner"] = 1.3 * (both[: len(emit)] - both[len(emit) :]).sum() / mask.sum()
    return losses


def augmented(batch, rng, forms):
    """Feature rows with some words made unknown and some sentences written in small letters, capitals or as a headline."""
    columns = batch.data.columns
    rows = batch.rows[:, : columns["list"] + 1].copy()
    n = len(rows)
    rows[rng.random(n) < 0.04, columns["word"]] = 0
    form = rows[:, columns["form"]]
    rows[rng.random(n) < 0.05 + 0.7 / (1 + forms[form]), columns["form"]] = 0
    for k in range(len(batch.place)):
        luck = rng.random()
        if luck > 0.09:
            continue
        at = batch.place[k][batch.mask[k]].numpy()
        name = "lower" if luck < 0.035 else "upper" if luck < 0.055 else "title"
        rows[at, columns["shape"]] = batch.rows[at, columns[name]]
    return torch.from_numpy(rows.astype(np.int64)).T.contiguous()


def tree_of(scores):
    """Heads of the best tree with one root: the best head of each word where that is a tree, else Chu-Liu-Edmonds.
    `scores` is [dependent, head], the root as the last head; gives -1 for the root."""
    n = scores.shape[0]
    heads = scores.argmax(1)
    if is_tree(heads, n):
        return np.where(heads == n, -1, heads)
    best, best_score = None, -1e18
    for root in np.argsort(-scores[:, n])[:3]:
        s = scores.copy()
        s[:, n] = -1e9
        s[root] = -1e9
        s[root, n] = scores[root, n]
        h = edmonds(s)
        total = s[np.arange(n), h].sum()
        if total > best_score:
            best, best_score = h, total
    return np.where(best == n, -1, best)


def is_tree(heads, n):
    if (heads == n).sum() != 1:
        return False
    for i in range(n):
        k, steps = i, 0
        while k != n and steps <= n:
            k, steps = heads[k], steps + 1
        if k != n:
            return False
    return True


def edmonds(scores):
    """Maximum spanning arborescence; `scores` [n, n + 1], the root last."""
    n = scores.shape[0]
    scores = scores.astype(np.float64)
    scores[np.arange(n), np.arange(n)] = -1e12
    heads = scores.argmax(1)
    seen = np.full(n, -1)
    cycle = None
    for i in range(n):
        k = i
        while k != n and seen[k] == -1:
            seen[k] = i
            k = heads[k]
        if k != n and seen[k] == i:
            cycle = [k]
            j = heads[k]
            while j != k:
                cycle.append(j)
                j = heads[j]
            break
    if cycle is None:
        return heads
    inside = np.zeros(n + 1, bool)
    inside[cycle] = True
    outside = [i for i in range(n) if not inside[i]]
    m = len(outside)
    small = np.full((m + 1, m + 2), -1e12)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    small[:m, m + 1] = scores[outside, n]
    leave = scores[np.ix_(outside, cycle)]
    small[:m, m] = leave.max(1) if m else 0
    gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    enter = gain[:, outside + [n]]
    small[m, :m] = enter[:, :m].max(0) if m else 0
    small[m, m + 1] = enter[:, m].max()
    sub = edmonds(small)
    out = heads.copy()
    for k, i in enumerate(outside):
        out[i] = n if sub[k] == m + 1 else cycle[leave[k].argmax()] if sub[k] == m else outside[sub[k]]
    column = m if sub[m] == m + 1 else sub[m]
    i = cycle[enter[:, column].argmax()]
    out[i] = n if sub[m] == m + 1 else outside[sub[m]]
    return out


def spans_of(labels):
    out, start, kind = set(), -1, 0
    for i, l in enumerate(list(labels) + [0]):
        if start >= 0 and not (l > 0 and l % 2 == 0 and l - 1 == kind):
            out.add((start, i, kind))
            start = -1
        if l % 2 == 1:
            start, kind = i, l
    return out


def evaluate(model, data, meta):
    """UAS, LAS (universal part), UPOS, XPOS, F1 of sentence ends on gold words; F1 of person, organisation, place names."""
    model.eval()
    main = {l: l.split(":")[0] for l in meta["labels"]}
    numbers = {m: k for k, m in enumerate(sorted(set(main.values())))}
    universal = torch.tensor([numbers[main[l]] for l in meta["labels"]])
    parts = [[t.split(" ")[p] for t in meta["tags"]] for p in (0, 1)]
    number = [{n: k for k, n in enumerate(sorted(set(p)))} for p in parts]
    of = [torch.tensor([number[p][n] for n in parts[p]]) for p in (0, 1)]
    c = dict.fromkeys("n uas las upos xpos end_hit end_found end_gold hit found gold".split(), 0)
    with torch.no_grad():
        for batch in batches(data, 4000):
            ids = torch.from_numpy(batch.rows[:, : data.columns["list"] + 1].astype(np.int64)).T
            _, h = model(batch, ids)
            tag, head, label, names = (batch.get(n) for n in ("tag", "head", "label", "names"))
            if (head > -2).any():
                arcs = model.arcs(h, batch).numpy()
                found = torch.full_like(head, -1)
                for k in range(len(batch.place)):
                    n = int(batch.mask[k].sum())
                    s = np.concatenate([arcs[k, :n, :n], arcs[k, :n, -1:]], 1)
                    found[batch.place[k, :n]] = torch.from_numpy(tree_of(s))
                labels = model.labels(h, batch, in_packed(batch, found)).argmax(1)
                good = found == head
                c["n"] += len(head)
                c["uas"] += int(good.sum())
                c["las"] += int((good & (universal[labels] == universal[label.clamp(min=0)]) & (label >= 0)).sum())
                guess = model.tag(h).argmax(1)
                for p, name in ((0, "upos"), (1, "xpos")):
                    c[name] += int(((of[p][guess] == of[p][tag.clamp(min=0)]) & (tag >= 0)).sum())
                last = batch.get("last")
                end = model.end(h)[:, 0] > 0
                ask = last < 2
                c["end_hit"] += int((end & ask & (last == 1)).sum())
                c["end_found"] += int((end & ask).sum())
                c["end_gold"] += int((ask & (last == 1)).sum())
            emit = model.ner(h)[batch.place]
            path = viterbi(emit, model.steps(), model.start, batch.mask)
            single = {1 << k: k for k in range(len(meta["names"]))}
            for k in range(len(batch.place)):
                n = int(batch.mask[k].sum())
                bits = names[batch.place[k, :n]].tolist()
                if any(b == 511 for b in bits) and all(b == 511 for b in bits):
                    continue
                gold = {s for s in spans_of([single.get(b, 0) for b in bits]) if s[2] < 7}
                guess = {s for s in spans_of(path[k, :n].tolist()) if s[2] < 7}
                c["hit"] += len(gold & guess)
                c["found"] += len(guess)
                c["gold"] += len(gold)
    out = {}
    if c["n"]:
        out = {k: c[k] / c["n"] for k in ("uas", "las", "upos", "xpos")}
        out["end"] = 2 * c["end_hit"] / max(1, c["end_found"] + c["end_gold"])
    if c["gold"]:
        out["ner"] = 2 * c["hit"] / max(1, c["found"] + c["gold"])
    return {k: round(v, 4) for k, v in out.items()}


def chosen(data, meta, rng):
    """The chunks of one epoch: some corpora several times, of others a share (messages, whose names follow other habits)."""
    share = {"btc": 0.15, "wnut17": 0.3, "re3d": 2, "crossner-politics": 0.7}
    corpus = data.column("corpus")
    out = []
    for span in data.span:
        w = share.get(meta["corpora"][corpus[span[0]]], 1)
        out += [span] * (int(w) + (rng.random() < w - int(w)))
    return out


class Schedule:
    """Learning rate: a short rise, then a straight fall to a fiftieth, over steps or, where minutes are given, by the clock."""

    def __init__(self, rate, steps, minutes):
        self.rate, self.steps, self.limit = rate, steps, minutes * 60
        self.step, self.began = 0, time.time()

    @property
    def done(self):
        return (time.time() - self.began) / self.limit if self.limit else self.step / self.steps

    def next(self):
        self.step += 1
        return self.rate * min(1, self.step / 200) * max(0.02, 1 - self.done)


def train_epoch(model, weights, adam, schedule, data, forms, rng):
    """One pass; stops early when the clock has run out. Gives mean losses and words."""
    model.train()
    sums, count, words = {}, 0, 0
    for batch in data:
        if schedule.done >= 1:
            break
        for group in adam.param_groups:
            group["lr"] = schedule.next()
        losses = loss_of(model, batch, rng, forms)
        adam.zero_grad(set_to_none=True)
        sum(losses.values()).backward()
        nn.utils.clip_grad_norm_(weights, 5.0)
        adam.step()
        count += 1
        words += len(batch.rows)
        for k, v in losses.items():
            sums[k] = sums.get(k, 0) + v.item()
    return {k: v / count for k, v in sums.items()}, words


def epoch_batches(train, meta, rng, words):
    yield from batches(train, words, rng, chosen(train, meta, rng))


def wide_states(weights, old, new):
    """Columns that read states of two directions (old wide) -> columns of the wider network; the further ones start small."""
    out = 0.1 * torch.randn(weights.shape[0], 2 * new) / math.sqrt(new)
    out[:, :old], out[:, new : new + old] = weights[:, :old], weights[:, old:]
    return out


def start_from(model, saved):
    """Loads weights; those of a narrower network fill the first units of each layer."""
    new = HIDDEN
    old = saved["layer1.recurrent"].shape[1]
    if old < new:
        fresh = model.state_dict()
        for layer in ("layer1", "layer2"):
            inputs, recurrent, bias = (saved[f"{layer}.{n}"] for n in ("input", "recurrent", "bias"))
            if layer == "layer2":
                inputs = wide_states(inputs, old, new)
            for gate in range(8):
                at, of = slice(gate * new, gate * new + old), slice(gate * old, (gate + 1) * old)
                fresh[f"{layer}.input"][at] = inputs[of]
                fresh[f"{layer}.bias"][at] = bias[of]
                way, k = divmod(gate, 4)
                wide = fresh[f"{layer}.recurrent"]
                wide[way, old:, k * new : k * new + old] *= 0.1
                wide[way, :old, k * new : k * new + old] = recurrent[way, :, k * old : (k + 1) * old]
        for name, value in saved.items():
            if name.endswith("weight") and value.shape[1:] == (2 * old,):
                value = wide_states(value, old, new)
            if not name.startswith("layer"):
                fresh[name] = value
        saved = fresh
    model.load_state_dict(saved)


def load(work):
    meta = json.load(open(os.path.join(work, "meta.json")))
    vectors = np.fromfile(os.path.join(work, "word.f32"), np.float32).reshape(-1, meta["wordDim"])
    dev = {n: Chunks(os.path.join(work, f"dev-{n}.bin"), meta) for n in meta["dev"]}
    return meta, Encoder(meta, vectors), dev


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("work")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=0, help="stop by the clock instead of after so many epochs")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--words", type=int, default=2200, help="words in a batch")
    parser.add_argument("--every", type=int, default=3, help="epochs from one look at the development data to the next")
    parser.add_argument("--start", help="weights to go on from, of this or of a narrower network")
    parser.add_argument("--out", default="encoder.pt")
    return parser.parse_args()


def main():
    args = options()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    meta, model, dev = load(args.work)
    if args.start:
        start_from(model, torch.load(os.path.join(args.work, args.start), weights_only=False)["model"])
    forms = np.concatenate([[1e9], np.fromfile(os.path.join(args.work, "form.i32"), np.int32)])
    train = Chunks(os.path.join(args.work, "train.bin"), meta)
    weights = [p for p in model.parameters() if p.requires_grad]
    adam = torch.optim.Adam(weights, lr=args.rate, betas=(0.9, 0.95), eps=1e-6)
    steps = args.epochs * sum(1 for _ in epoch_batches(train, meta, np.random.default_rng(0), args.words))
    schedule = Schedule(args.rate, steps, args.minutes)
    best, epoch = -1.0, 0
    while schedule.done < 1:
        began = time.time()
        losses, words = train_epoch(model, weights, adam, schedule, epoch_batches(train, meta, rng, args.words), forms, rng)
        epoch += 1
        took = time.time() - began
        shown = " ".join(f"{k} {v:.3f}" for k, v in losses.items())
        print(f"epoch {epoch}: {shown}; {took:.0f} s, {words / took:.0f} words/s, {100 * schedule.done:.0f} %", flush=True)
        final = schedule.done >= 1
        if not final and epoch % args.every:
            continue
        scores = {n: evaluate(model, d, meta) for n, d in dev.items() if final or n in ("ewt", "gum", "re3d")}
        value = scores["ewt"]["las"] + scores["gum"]["las"] + 0.5 * scores["ewt"]["ner"]
        print("  " + " | ".join(f"{n} {' '.join(f'{k} {v}' for k, v in s.items())}" for n, s in scores.items()), flush=True)
        if value > best:
            best = value
            torch.save({"model": model.state_dict(), "scores": scores}, os.path.join(args.work, args.out))


if __name__ == "__main__":
    main()
