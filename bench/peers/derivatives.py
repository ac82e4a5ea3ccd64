"""
The peer of the study 'derivatives': the same networks in PyTorch, exported to ONNX and timed on request. Reads one JSON command a line, answers one JSON line.

    {"do": "export", "network": N, "folder": F}              N.onnx, and input, direction, covector, J v and J^T u as raw float32
    {"do": "time", "network": N, "kind": "jvp", "k": K, "way": W}    seconds of one run that gives x and K products
    {"do": "product", "n": 1024}                             seconds of one float32 matrix product

RHUMB_BENCH_NETWORKS names some of the networks, RHUMB_BENCH_TINY=1 makes them narrow. Ways of K products: "looped" (one dual-number pass, or one autograd.grad of a shared forward pass, each), "batched" (vmap of the same), "repeated" (the point K times as
a batch of independent samples). Written for PyTorch 1.13 (Debian 12: python3-torch with libopenblas0).
"""
import json
import os
import sys
import time
import warnings

import torch
import torch.autograd.forward_ad as forward_ad
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'tests', 'fixtures', 'exported'))
import generators  # noqa: E402

TINY = os.environ.get('RHUMB_BENCH_TINY') == '1'


def dcgan(width):
    """z [1, 100, 1, 1] -> [1, 3, 128, 128] by transposed convolutions alone."""
    sizes = [100, 16 * width, 8 * width, 4 * width, 2 * width, width]
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers += [nn.ConvTranspose2d(a, b, 4, 1 if i == 0 else 2, 0 if i == 0 else 1, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
    return nn.Sequential(*layers, nn.ConvTranspose2d(width, 3, 4, 2, 1), nn.Tanh())


class Resize(nn.Module):
    """z [1, 128] -> [1, 3, 128, 128] by resizing and convolving."""

    def __init__(self, width, mode):
        super().__init__()
        sizes = [16 * width, 16 * width, 8 * width, 4 * width, 2 * width, width]
        self.first, self.mode = nn.Linear(128, sizes[0] * 16), mode
        self.convs = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip(sizes, sizes[1:]))
        self.out = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, z):
        x = self.first(z).view(z.shape[0], -1, 4, 4)
        for conv in self.convs:
            x = F.interpolate(x, scale_factor=2.0, mode=self.mode, **({} if self.mode == 'nearest' else {'align_corners': False}))
            x = F.leaky_relu(conv(x), 0.2)
        return torch.tanh(self.out(x))


class Vae(nn.Module):
    """z [1, 4, 16, 16] -> [1, 3, 128, 128]: group normalisation, attention at 16 x 16."""

    def __init__(self, width):
        super().__init__()
        g = generators
        self.first, self.middle, self.attention = nn.Conv2d(4, 4 * width, 3, padding=1), g.Residual(4 * width, 4 * width), g.Attention(4 * width)
        self.ups = nn.ModuleList([nn.Conv2d(c, c, 3, padding=1) for c in (4 * width, 4 * width, 2 * width)])
        self.blocks = nn.ModuleList([g.Residual(4 * width, 4 * width), g.Residual(4 * width, 2 * width), g.Residual(2 * width, width)])
        self.norm, self.out = nn.GroupNorm(4, width), nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, z):
        x = self.attention(self.middle(self.first(z)))
        for up, block in zip(self.ups, self.blocks):
            x = block(up(F.interpolate(x, scale_factor=2.0, mode='nearest')))
        return self.out(F.silu(self.norm(x)))


class Voxels(nn.Module):
    """z [1, 128] -> [1, 1, 64, 64, 64] by transposed convolutions."""

    def __init__(self, width):
        super().__init__()
        sizes = [128, 8 * width, 4 * width, 2 * width, width]
        layers = []
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            layers += [nn.ConvTranspose3d(a, b, 4, 1 if i == 0 else 2, 0 if i == 0 else 1, bias=False), nn.BatchNorm3d(b), nn.ReLU()]
        self.main = nn.Sequential(*layers, nn.ConvTranspose3d(width, 1, 4, 2, 1), nn.Sigmoid())

    def forward(self, z):
        return self.main(z[:, :, None, None, None])


class Denoiser(nn.Module):
    """x [1, 3, 128, 128] -> noise: a U-Net at a fixed time."""

    def __init__(self, width):
        super().__init__()
        self.net = generators.UNet(width)
        self.register_buffer('t', torch.tensor([0.4]))

    def forward(self, x):
        return self.net(x, self.t.expand(x.shape[0]))


# Network, and the shape of its input.
NETWORKS = {
    'dcgan-128': (lambda: dcgan(4 if TINY else 64), (1, 100, 1, 1)),
    'resize-nearest-128': (lambda: Resize(2 if TINY else 16, 'nearest'), (1, 128)),
    'resize-bilinear-128': (lambda: Resize(2 if TINY else 16, 'bilinear'), (1, 128)),
    'stylegan2-128': (lambda: generators.StyleGan2(z=32 if TINY else 128, width=8 if TINY else 64, grouped=False, size=128), (1, 32 if TINY else 128)),
    'vae-128': (lambda: Vae(4 if TINY else 32), (1, 4, 16, 16)),
    'unet-128': (lambda: Denoiser(4 if TINY else 32), (1, 3, 128, 128)),
    'voxels-64': (lambda: Voxels(2 if TINY else 16), (1, 128)),
}
BUILT = {}


def network(name):
    if name not in BUILT:
        torch.manual_seed(1)
        make, shape = NETWORKS[name]
        model = make().eval().requires_grad_(False)
        BUILT[name] = model, torch.randn(shape)
    return BUILT[name]


def like(model, z):
    with torch.no_grad():
        return torch.zeros_like(model(z))


def jvp(model, z, v, way):
    if way == 'looped':
        products = []
        for direction in v:
            with forward_ad.dual_level(), torch.no_grad():
                products.append(forward_ad.unpack_dual(model(forward_ad.make_dual(z, direction))).tangent)
        return torch.stack(products)
    if way == 'repeated':
        with forward_ad.dual_level(), torch.no_grad():
            many = z.expand(v.shape[0], *z.shape[1:]).contiguous()
            return forward_ad.unpack_dual(model(forward_ad.make_dual(many, v.flatten(0, 1)))).tangent
    from functorch import jvp as push, vmap
    with torch.no_grad():
        return vmap(lambda direction: push(model, (z,), (direction,))[1])(v)


def vjp(model, z, u, way):
    if way == 'repeated':
        many = z.expand(u.shape[0], *z.shape[1:]).contiguous().requires_grad_()
        return torch.autograd.grad(model(many), many, u.flatten(0, 1))[0]
    at = z.clone().requires_grad_()
    x = model(at)
    if way == 'looped':
        return torch.stack([torch.autograd.grad(x, at, covector, retain_graph=True)[0] for covector in u])
    return torch.autograd.grad(x, at, u, is_grads_batched=True)[0]


def export(command):
    model, z = network(command['network'])
    path = os.path.join(command['folder'], command['network'])
    torch.onnx.export(model, (z,), path + '.onnx', opset_version=16, input_names=['z'], output_names=['x'])
    torch.manual_seed(2)
    v, u = torch.randn(1, *z.shape), torch.randn(1, *like(model, z).shape)
    for name, value in (('z', z), ('v', v), ('u', u), ('jv', jvp(model, z, v, 'looped')), ('jtu', vjp(model, z, u, 'looped'))):
        value.detach().numpy().astype('<f4').tofile(f'{path}.{name}.bin')
    return {}


def timed(command):
    model, z = network(command['network'])
    k = command['k']
    vectors = torch.randn(k, *(z if command['kind'] == 'jvp' else like(model, z)).shape)
    run = jvp if command['kind'] == 'jvp' else vjp
    start = time.perf_counter()
    run(model, z, vectors, command['way'])
    return {'seconds': time.perf_counter() - start}


def product(command):
    a, b = torch.randn(command['n'], command['n']), torch.randn(command['n'], command['n'])
    start = time.perf_counter()
    torch.mm(a, b)
    return {'seconds': time.perf_counter() - start}


def main():
    warnings.simplefilter('ignore')
    torch.set_num_threads(2)
    # What PyTorch prints must not be taken for an answer.
    answers, sys.stdout = sys.stdout, sys.stderr
    only = os.environ.get('RHUMB_BENCH_NETWORKS', ','.join(NETWORKS)).split(',')
    print(json.dumps({'version': torch.__version__, 'networks': [name for name in NETWORKS if name in only]}), file=answers, flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = {'export': export, 'time': timed, 'product': product}[command['do']](command)
        except Exception as error:  # a way that PyTorch has no rule for is reported, not fatal
            answer = {'error': str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == '__main__':
    main()
