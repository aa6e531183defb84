"""A bidirectional LSTM layer that trains fast on one CPU thread: both directions step together, and what does not depend on
the step before (input projections, weight gradients, derivatives of the gates) is done for all steps at once."""

import torch
from torch import nn


class Recurrence(torch.autograd.Function):
    """`gates` [steps, 2, batch, 4h] are the input's part of the gates i, f, g, o; `weights` [2, h, 4h]. Gives h of all steps."""

    @staticmethod
    def forward(ctx, gates, weights):
        steps, ways, batch, width = gates.shape
        h = width // 4
        acts = torch.empty_like(gates)
        cells = gates.new_zeros(steps + 1, ways, batch, h)
        hidden = gates.new_zeros(steps + 1, ways, batch, h)
        bent = gates.new_empty(steps, ways, batch, h)
        sigmoid_if, tanh_g, sigmoid_o = acts[..., : 2 * h], acts[..., 2 * h : 3 * h], acts[..., 3 * h :]
        gate_i, gate_f = acts[..., :h], acts[..., h : 2 * h]
        for t in range(steps):
            torch.baddbmm(gates[t], hidden[t], weights, out=acts[t])
            sigmoid_if[t].sigmoid_()
            tanh_g[t].tanh_()
            sigmoid_o[t].sigmoid_()
            c = cells[t + 1]
            torch.mul(gate_f[t], cells[t], out=c)
            c.addcmul_(gate_i[t], tanh_g[t])
            torch.tanh(c, out=bent[t])
            torch.mul(sigmoid_o[t], bent[t], out=hidden[t + 1])
        ctx.save_for_backward(acts, cells, hidden, bent, weights)
        return hidden[1:].clone()

    @staticmethod
    def backward(ctx, upper):
        acts, cells, hidden, bent, weights = ctx.saved_tensors
        steps, ways, batch, width = acts.shape
        h = width // 4
        i, f, g, o = (acts[..., k * h : (k + 1) * h] for k in range(4))
        through = o * (1 - bent * bent)
        slope = torch.cat([g * i * (1 - i), cells[:-1] * f * (1 - f), i * (1 - g * g), bent * o * (1 - o)], 3)
        slope = slope.view(steps, ways, batch, 4, h)
        grad = torch.empty_like(slope)
        flat = grad.view(steps, ways, batch, width)
        back = weights.transpose(1, 2).contiguous()
        d_cell = acts.new_zeros(ways, batch, h)
        d_hidden = acts.new_zeros(ways, batch, h)
        for t in range(steps - 1, -1, -1):
            d_hidden = d_hidden + upper[t]
            d_cell = torch.addcmul(d_cell, d_hidden, through[t])
            torch.mul(slope[t, :, :, :3], d_cell[:, :, None], out=grad[t, :, :, :3])
            torch.mul(slope[t, :, :, 3], d_hidden, out=grad[t, :, :, 3])
            d_cell = d_cell * f[t]
            d_hidden = torch.bmm(flat[t], back)
        before = hidden[:-1].permute(1, 3, 0, 2).reshape(ways, h, steps * batch)
        d_weights = torch.bmm(before, flat.permute(1, 0, 2, 3).reshape(ways, steps * batch, width))
        return flat, d_weights


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
        gates = torch.addmm(self.bias, x, self.input.t())
        both = torch.stack([gates[:, :h4][place], gates[:, h4:][mirror]], 1)
        out = Recurrence.apply(both, self.recurrent)
        steps, _, batch, h = out.shape
        forth = out[:, 0].reshape(steps * batch, h)[words[:, 0]]
        back = out[:, 1].reshape(steps * batch, h)[words[:, 1]]
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
