"""A bidirectional LSTM layer that trains fast on one CPU thread: what does not depend on the step before (input projections,
weight gradients) is done for all steps at once by PyTorch, the steps themselves by recurrence.c."""

import ctypes
import os
import subprocess
import tempfile

import torch
from torch import nn
from torch.nn.functional import embedding


def compiled():
    """recurrence.c as a library for this machine."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recurrence.c")
    library = os.path.join(tempfile.mkdtemp(prefix="recurrence-"), "recurrence.so")
    subprocess.run(["cc", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", source, "-o", library, "-lm"], check=True)
    return ctypes.CDLL(library)


STEPS = compiled()


def pointer(tensor):
    assert tensor.is_contiguous() and tensor.dtype == torch.float32
    return ctypes.c_void_p(tensor.data_ptr())


def panels(weights):
    """[2, k, n] in panels of 32 columns, as recurrence.c multiplies them."""
    ways, k, n = weights.shape
    return weights.reshape(ways, k, n // 32, 32).permute(0, 2, 1, 3).contiguous()


class Recurrence(torch.autograd.Function):
    """`gates` [steps, 2, batch, 4h] are the input's part of the gates i, f, g, o; `weights` [2, h, 4h]. Gives h of all steps."""

    # True: h is rounded to 127ths at every step, as the product has it (to measure, not to train).
    rounded = False

    @staticmethod
    def forward(ctx, gates, weights):
        steps, ways, batch, width = gates.shape
        h = width // 4
        acts = gates.contiguous().clone()
        cells = gates.new_zeros(steps + 1, ways, batch, h)
        hidden = gates.new_zeros(steps + 1, ways, batch, h)
        bent = gates.new_empty(steps, ways, batch, h)
        packed = panels(weights)
        arrays = [pointer(x) for x in (acts, packed, cells, hidden, bent)]
        STEPS.forward(steps, batch, h, *arrays, int(Recurrence.rounded))
        ctx.save_for_backward(acts, cells, hidden, bent, weights)
        return hidden[1:]

    @staticmethod
    def backward(ctx, upper):
        acts, cells, hidden, bent, weights = ctx.saved_tensors
        steps, ways, batch, width = acts.shape
        h = width // 4
        grad = torch.empty_like(acts)
        back = panels(weights.transpose(1, 2))
        d_hidden, d_cell = acts.new_zeros(ways, batch, h), acts.new_zeros(ways, batch, h)
        arrays = [pointer(x) for x in (acts, cells, bent, upper.contiguous(), back, grad, d_hidden, d_cell)]
        STEPS.backward(steps, batch, h, *arrays)
        before = hidden[:-1].permute(1, 3, 0, 2).reshape(ways, h, steps * batch)
        d_weights = torch.bmm(before, grad.permute(1, 0, 2, 3).reshape(ways, steps * batch, width))
        return grad, d_weights


class Product(torch.autograd.Function):
    """x times the transpose of w in 16-bit floats with 32-bit sums: twice as fast, exact enough to train."""

    @staticmethod
    def forward(ctx, x, w):
        x, w = x.bfloat16(), w.bfloat16()
        ctx.save_for_backward(x, w)
        return (x @ w.t()).float()

    @staticmethod
    def backward(ctx, grad):
        x, w = ctx.saved_tensors
        grad = grad.bfloat16()
        return (grad @ w).float(), (grad.t() @ x).float()


class BiLstm(nn.Module):
    """One layer over padded chunks [steps, batch]. The backward direction reads each chunk from its own last word."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.input = nn.Parameter(torch.empty(2 * 4 * hidden, inputs))
        self.recurrent = nn.Parameter(torch.empty(2, hidden, 4 * hidden))
        self.bias = nn.Parameter(torch.zeros(2 * 4 * hidden))
        for gate in self.input.data.chunk(8):
            nn.init.xavier_uniform_(gate)
        for way in range(2):
            for k in range(4):
                square = torch.empty(hidden, hidden)
                nn.init.orthogonal_(square)
                self.recurrent.data[way, :, k * hidden : (k + 1) * hidden] = square
            self.bias.data[(4 * way + 1) * hidden : (4 * way + 2) * hidden] = 1.0

    def forward(self, x, place, mirror, words):
        """`x` [words, inputs] flat; `place` [steps, batch] says which word stands where (padding: any), `mirror` the same read
        backwards, `words` [words, 2]: step and mirrored step * batch + column of each word. Gives [words, 2h]."""
        h4 = 4 * self.hidden
        gates = (Product.apply(x, self.input) if self.training else x @ self.input.t()) + self.bias
        both = torch.stack([embedding(place, gates[:, :h4]), embedding(mirror, gates[:, h4:])], 1)
        out = Recurrence.apply(both, self.recurrent)
        steps, _, batch, h = out.shape
        forth = embedding(words[:, 0], out[:, 0].reshape(steps * batch, h))
        back = embedding(words[:, 1], out[:, 1].reshape(steps * batch, h))
        return torch.cat([forth, back], 1)

    def matrix(self, way):
        """Gates of one direction as one matrix [4h, inputs + h], and their bias."""
        h4 = 4 * self.hidden
        rows = slice(way * h4, (way + 1) * h4)
        return torch.cat([self.input.data[rows], self.recurrent.data[way].t()], 1), self.bias.data[rows]

    def set_matrix(self, way, whole):
        h4 = 4 * self.hidden
        inputs = self.input.shape[1]
        self.input.data[way * h4 : (way + 1) * h4] = whole[:, :inputs]
        self.recurrent.data[way] = whole[:, inputs:].t()
