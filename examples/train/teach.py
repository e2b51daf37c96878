"""Parses the words of a CoNLL-U file with a spaCy pipeline; keeps sentences of 4 to 60 words."""
import sys, spacy
from spacy.tokens import Doc
nlp = spacy.load(sys.argv[1], exclude=["ner","lemmatizer"])
sents=[[]]
texts=[]
for line in open(sys.argv[2],encoding='utf-8'):
    line=line.rstrip('\n')
    if not line:
        sents.append([])
    elif line[0]!='#':
        f=line.split('\t')
        if '-' not in f[0]: sents[-1].append(f)
sents=[s for s in sents if 4<=len(s)<=60]
docs=(Doc(nlp.vocab, words=[f[1] for f in s]) for s in sents)
def one():
    for d in docs:
        d[0].is_sent_start=True
        for t in d[1:]: t.is_sent_start=False
        yield d
for s,d in zip(sents,nlp.pipe(one(),batch_size=64)):
    for i,(f,t) in enumerate(zip(s,d)):
        head=0 if t.head.i==t.i else t.head.i+1
        print(i+1,f[1],'_',t.pos_,'_',str(t.morph) or '_',head,'root' if head==0 else t.dep_,'_','_',sep='\t')
    print()
