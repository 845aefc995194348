from collections import Counter
from kronika.annotating.bases import NameWords
from training.declension import KPWR_BASES, KPWR_BASES_TEST, read_bases
def names(words, rows):
    out=[]
    for r in rows:
        ws=words(r.form); spaces=[]; at=0
        for w in ws:
            at=r.form.index(w,at)+len(w); spaces.append(r.form[at:at+1]==' ')
        out.append(NameWords(tuple((w,'') for w in ws),tuple(spaces)))
    return out
def score(c, words, show=0):
    tr=list(read_bases(KPWR_BASES)); dev=[r for i,r in enumerate(tr) if i//300%10==9]
    import os
    out=[]
    for nm,rows in (('dev',dev),)+((('test',list(read_bases(KPWR_BASES_TEST))),) if os.environ.get('TEST') else ()):
        b=c.bases(names(words,rows))
        right=sum(x[0].text==r.base for x,r in zip(b,rows)); top=sum(any(y.text==r.base for y in x) for x,r in zip(b,rows))
        out.append(f'{nm} {right/len(rows):.4f} any {top/len(rows):.4f}')
    return ' '.join(out)
