"""Writes trained weights as the encoder's file wants them: `encoder_dump.py WORK [--weights encoder.pt]` quantises to 8 bits,
measures the quantised network on the development files, and leaves one `dump-NAME` a section and `dump.json` in WORK.
`npm run train -- encoder-pack` puts them into `models/encoder.bin.gz`."""

import argparse
import json
import os

import numpy as np
import torch

from bilstm import Recurrence
from encoder import ARC, DIMS, HIDDEN, LABEL, evaluate, load


def quantise(weights):
    """Rows of 8-bit integers with a scale each: the greatest weight of a row is 127."""
    weights = weights.detach().numpy().astype(np.float32)
    scale = np.abs(weights).max(1) / np.float32(127)
    safe = np.where(scale == 0, 1, scale).astype(np.float32)
    q = np.clip(np.rint(weights / safe[:, None]), -127, 127).astype(np.int8)
    return q, scale.astype(np.float32)


class Dump:
    def __init__(self, work):
        self.work, self.names = work, []

    def put(self, name, array):
        array.tofile(os.path.join(self.work, f"dump-{name}"))
        self.names.append(name)

    def matrix(self, name, weights, bias=None):
        q, s = quantise(weights)
        self.put(f"{name}.q", q)
        self.put(f"{name}.s", s)
        if bias is not None:
            self.put(f"{name}.b", bias.detach().numpy().astype(np.float32))
        weights.data.copy_(torch.from_numpy(q.astype(np.float32) * s[:, None]))


def dump_weights(model, work):
    """Writes every section; the model's own weights become the quantised ones."""
    d = Dump(work)
    d.matrix("word", model.word)
    for name in DIMS:
        d.matrix(name, model.tables[name])
    for k, lstm in ((1, model.layer1), (2, model.layer2)):
        for way, name in ((0, "fw"), (1, "bw")):
            whole, bias = lstm.matrix(way)
            d.matrix(f"layer{k}.{name}", whole, bias)
            lstm.set_matrix(way, whole)
    for name, layer in (
        ("tag", model.tag),
        ("arcDep", model.arc_dep),
        ("arcHead", model.arc_head),
        ("arcBi", model.arc_bi),
        ("labelDep", model.label_dep),
        ("labelHead", model.label_head),
        ("labelOut", model.label_out),
        ("ner", model.ner),
    ):
        d.matrix(name, layer.weight, layer.bias)
    # The head for sentence ends stays behind: on top of the segmenter it gains nothing that the trees would show.
    d.put("arcRoot", model.arc_root.detach().numpy().astype(np.float32))
    d.put("labelRoot", model.label_root.detach().numpy().astype(np.float32))
    d.put("nerSteps", model.steps().detach().numpy().astype(np.float32))
    d.put("nerStart", model.start.detach().numpy().astype(np.float32))
    return d.names


def rounded(x):
    scale = x.abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
    return torch.round(x / scale) * scale


def quantised_activations(model):
    """Activations of 8 bits as the product has them: h in 127ths, other inputs of a matrix with one scale a vector."""
    Recurrence.rounded = True
    for layer in (model.arc_bi, model.label_out):
        layer.register_forward_pre_hook(lambda _, inputs: (rounded(inputs[0]),))
    embed = model.embed
    model.embed = lambda ids: rounded(embed(ids))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work")
    parser.add_argument("--weights", default="encoder.pt")
    args = parser.parse_args()
    torch.set_num_threads(1)
    meta, model, dev = load(args.work)
    saved = torch.load(os.path.join(args.work, args.weights), weights_only=False)
    model.load_state_dict(saved["model"])
    model.eval()
    names = dump_weights(model, args.work)
    quantised_activations(model)
    scores = {n: evaluate(model, d, meta) for n, d in dev.items()}
    for n, s in scores.items():
        print(f"{n}: {saved['scores'].get(n)} -> {s}", flush=True)
    tables = [{"name": "word", "rows": model.word.shape[0], "dim": model.word.shape[1]}]
    tables += [{"name": n, "rows": model.tables[n].shape[0], "dim": d} for n, d in DIMS.items()]
    settings = {"tables": tables, "buckets": meta["buckets"], "hidden": HIDDEN, "layers": 2, "arc": ARC, "label": LABEL}
    settings.update(tags=meta["tags"], deprels=meta["labels"], names=meta["names"])
    json.dump({"settings": settings, "sections": names, "scores": scores}, open(os.path.join(args.work, "dump.json"), "w"))


if __name__ == "__main__":
    main()
